// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"
#include "model/core/facets.h"

#include <QHash>
#include <QString>

#include <vector>

namespace app {

/// All kinds as the palette shows them. A kind's shape is a function of a node; the gallery asks a sample of each.
class KindGallery final {
public:
    explicit KindGallery(const model::KindRegistry& registry);

    struct Group {
        model::Category category;
        const char* title;  ///< for tr() in the context "app"
        std::vector<const model::KindSpec*> kinds;
    };
    /// By category, in the palette's order; empty categories are left out.
    [[nodiscard]] const std::vector<Group>& groups() const { return m_groups; }
    [[nodiscard]] const model::KindSpec* find(const QString& id) const { return m_registry.find(id); }
    [[nodiscard]] model::ViewSpec viewOf(const model::KindSpec& kind) const { return m_views.value(kind.id); }
    [[nodiscard]] model::ViewSpec::Shape shapeOf(const model::KindSpec& kind) const { return m_views.value(kind.id).shape; }
    /// The kind that is drawn as a sheet of text, or null.
    [[nodiscard]] const model::KindSpec* note() const;
    /// Sits on the edge or in the strip of its container: dropped deeper inside, it still belongs to that container.
    [[nodiscard]] bool standsAtEdge(const model::KindSpec& kind) const;

private:
    const model::KindRegistry& m_registry;
    std::vector<Group> m_groups;
    QHash<QString, model::ViewSpec> m_views;
};

[[nodiscard]] QString kindTitle(const model::KindSpec& kind);

}  // namespace app
