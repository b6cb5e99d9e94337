// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/reachability/reach.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace model {
class Document;
}

namespace app {

/// Whether one node reaches another; port 0: the target's own. Where all calls that are drawn between the two name an endpoint or
/// a cache, that is the way.
[[nodiscard]] model::Reach reachPair(const model::Document& document, model::Uid from, model::Uid to, int port);
/// The same of every pair, quickly.
[[nodiscard]] std::vector<model::PairReach> reachAllPairs(const model::Document& document);

/// The document of `skerry reach --json` for one pair; its keys are stable. The hops at its top are those of the path that
/// explains the answer: the first that gets through, or the first at all.
[[nodiscard]] QJsonObject reachJson(const model::Document& document, const model::Reach& reach);
/// Hop by hop, or every blocker with code, sentence and fix.
[[nodiscard]] QString reachText(const model::Document& document, model::Uid from, model::Uid to, const model::Reach& reach);

[[nodiscard]] QJsonObject reachAllJson(const model::Document& document, const std::vector<model::PairReach>& pairs);
[[nodiscard]] QString reachAllText(const model::Document& document, const std::vector<model::PairReach>& pairs);

}  // namespace app
