// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/result.h"

#include <vector>

namespace model {

class Document;

/// The stored content of a document as plain data: what files hold and threads may be given.
struct Design {
    std::vector<NodeData> nodes;  ///< in the order of their Uids
    std::vector<LinkData> links;  ///< in the order of their Uids
    Properties properties;        ///< of the document itself
    friend bool operator==(const Design&, const Design&) = default;
};

[[nodiscard]] Design designOf(const Document& document);

/// Replaces the document's content; on an error it stays as it is.
Result<Done> loadDesign(Document& document, Design design);

}  // namespace model
