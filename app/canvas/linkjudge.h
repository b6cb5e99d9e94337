// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/edit.h"
#include "model/core/nodeview.h"

#include <QString>

#include <vector>

namespace app {

/// What a link between two nodes would mean. A link pulled out of something that only accepts calls is drawn towards it.
struct LinkVerdict {
    enum class Way { Refused, Careful, Good };
    Way way = Way::Refused;
    model::Uid from, to;
    QString sentence;
    const model::KindSpec* joint = nullptr;  // what stands between the two instead of a link: a mapping of a stream to a function
};

/// "Link fleet to Orders", for the history.
[[nodiscard]] QString linkTitle(const model::Document& document, const LinkVerdict& verdict);
[[nodiscard]] LinkVerdict judgeLink(const model::Document& document, model::Uid start, model::Uid end);
/// The same with the way that requests would take: a link that can be drawn though nothing would get through asks for care,
/// and says what is in the way. Walks the network, so once for what is under the pointer, not for all there is.
[[nodiscard]] LinkVerdict judgeWay(const model::Document& document, LinkVerdict verdict, model::Tracker* tracker);
/// Every node that a link from `start` may end at.
[[nodiscard]] std::vector<model::Uid> linkTargets(const model::Document& document, model::Uid start);
/// Kinds that a link from `start` may end at, for a link that is dropped where nothing is.
[[nodiscard]] std::vector<const model::KindSpec*> linkTargetKinds(const model::Document& document, model::Uid start);
/// Adds what the verdict means: a link, or the node that joins the two. The identity of what was added.
model::Uid addJudged(model::Edit& edit, const model::Document& document, const LinkVerdict& verdict);
/// Adds the link with a first access pattern that the target accepts.
model::Uid addLink(model::Edit& edit, const model::Document& document, model::Uid from, model::Uid to, const model::KindSpec* targetKind);

}  // namespace app
