// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/core/uid.h"

#include <QString>

namespace model {
class Document;
}

namespace app {

/// The node that a person names on the command line: by its name ("Orders"), by a path or the end of one
/// ("us-east-1/vpc-a/subnet-1"), or by the beginning of its id ("#3f9a"). The error says what is wrong; for an ambiguous name
/// it lists the candidates.
[[nodiscard]] model::Result<model::Uid> findNamedNode(const model::Document& document, const QString& text);

/// How scripts are told of a node: its path. The id of a node that is gone.
[[nodiscard]] QString nodePath(const model::Document& document, model::Uid node);

}  // namespace app
