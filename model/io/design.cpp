// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/design.h"

#include "model/core/document.h"

namespace model {

Design designOf(const Document& document) {
    Design design;
    design.nodes.reserve(static_cast<size_t>(document.nodeCount()));
    design.links.reserve(static_cast<size_t>(document.linkCount()));
    for (const NodeId id : document.nodes()) design.nodes.push_back(document.node(id).data);
    for (const LinkId id : document.links()) design.links.push_back(document.link(id).data);
    design.properties = document.properties();
    return design;
}

Result<Done> loadDesign(Document& document, Design design) {
    return document.load(std::move(design.nodes), std::move(design.links), std::move(design.properties));
}

}  // namespace model
