// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/nodenames.h"

#include "model/core/document.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

namespace {

using model::NodeId;
using model::Uid;

QString tr(const char* text) { return QCoreApplication::translate("jobs", text); }

constexpr qsizetype kMostCandidates = 8;

model::Error ambiguous(const model::Document& document, const QString& text, const std::vector<NodeId>& found) {
    QStringList candidates;
    for (const NodeId id : found) {
        if (candidates.size() == kMostCandidates) {
            candidates += tr("and %1 more").arg(found.size() - static_cast<size_t>(kMostCandidates));
            break;
        }
        candidates += QStringLiteral("%1 (#%2)").arg(document.path(id), document.node(id).uid().text());
    }
    return {tr("\"%1\" could be %2 nodes: %3. Name one by its path or id.").arg(text).arg(found.size()).arg(candidates.join(QStringLiteral(", ")))};
}

// Names that look alike, for people who mistyped.
QString suggestion(const model::Document& document, const QString& text) {
    for (const NodeId id : document.nodes())
        if (document.name(id).compare(text, Qt::CaseInsensitive) == 0) return tr(" Did you mean \"%1\"?").arg(document.name(id));
    return {};
}

bool matches(const model::Document& document, NodeId id, const QString& text) {
    const QString path = document.path(id);
    return document.name(id) == text || path == text || path.endsWith(u'/' + text);
}

}  // namespace

model::Result<Uid> findNamedNode(const model::Document& document, const QString& text) {
    std::vector<NodeId> found;
    const QString prefix = text.startsWith(u'#') ? text.mid(1).toLower() : QString();
    for (const NodeId id : document.nodes()) {
        const bool byId = !prefix.isEmpty() && document.node(id).uid().text().startsWith(prefix);
        if (byId || matches(document, id, text)) found.push_back(id);
    }
    // A whole path says more than the end of one.
    if (found.size() > 1) {
        const auto exact = std::ranges::find_if(found, [&](NodeId id) { return document.path(id) == text; });
        if (exact != found.end()) return document.node(*exact).uid();
        return ambiguous(document, text, found);
    }
    if (found.empty()) return model::Error{tr("There is no node \"%1\" in this design.").arg(text) + suggestion(document, text)};
    return document.node(found.front()).uid();
}

QString nodePath(const model::Document& document, Uid node) {
    const auto id = document.findNode(node);
    return id ? document.path(*id) : u'#' + node.text();
}

}  // namespace app
