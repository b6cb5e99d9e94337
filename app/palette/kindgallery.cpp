// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palette/kindgallery.h"

#include "model/core/categories.h"
#include "model/core/nodeview.h"

#include <QCoreApplication>

#include <utility>

namespace app {

using model::ViewSpec;

KindGallery::KindGallery(const model::KindRegistry& registry) : m_registry(registry) {
    // One node of each kind at the top of a scratch document: their facets tell how they are drawn.
    model::Document scratch(registry);
    std::vector<model::NodeData> samples;
    quint64 serial = 0;
    for (const auto& kind : registry.kinds()) samples.push_back({model::Uid{++serial}, kind->id, {}, {}, {}, {}});
    if (!scratch.load(std::move(samples), {}, {})) return;
    for (const model::NodeId id : scratch.nodes()) {
        const model::NodeView node(scratch, id);
        m_views.insert(node.kind()->id, node.view());
    }
    for (const model::CategoryRow& row : model::categories()) {
        Group group{row.category, row.title, {}};
        for (const auto& kind : registry.kinds())
            if (kind->category == row.category) group.kinds.push_back(kind.get());
        if (!group.kinds.empty()) m_groups.push_back(std::move(group));
    }
}

bool KindGallery::standsAtEdge(const model::KindSpec& kind) const {
    const ViewSpec view = viewOf(kind);
    return view.shape == ViewSpec::Shape::Strip || view.border != ViewSpec::Border::None;
}

const model::KindSpec* KindGallery::note() const {
    for (const auto& kind : m_registry.kinds())
        if (shapeOf(*kind) == ViewSpec::Shape::Note) return kind.get();
    return nullptr;
}

QString kindTitle(const model::KindSpec& kind) { return QCoreApplication::translate("model", kind.title); }

}  // namespace app
