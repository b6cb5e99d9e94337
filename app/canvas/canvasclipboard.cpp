// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/canvas/cloning.h"
#include "app/canvas/placing.h"
#include "app/workspace.h"
#include "model/io/fragment.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

// Cut, copy and paste: a fragment of the design as JSON, which other windows understand too.
namespace app {

using model::Uid;

namespace {

constexpr qreal kStepPx = 24;

QPointF originOf(const model::Picture& picture, int container) {
    return container < 0 ? QPointF() : picture.nodes[static_cast<size_t>(container)].rect.topLeft();
}

// The top left corner of what is copied, within its container: a paste at the pointer moves that corner there.
QPointF cornerOf(const model::Picture& picture, const std::vector<Uid>& nodes) {
    QRectF all;
    for (const Uid uid : nodes)
        for (const int tile : picture.tilesOf(uid)) all |= picture.nodes[static_cast<size_t>(tile)].rect;
    const int first = picture.find(nodes.front());
    return all.topLeft() - originOf(picture, first < 0 ? -1 : picture.nodes[static_cast<size_t>(first)].parent);
}

const QString kCornerType = QStringLiteral("application/x-skerry-corner");

}  // namespace

void CanvasCommands::copy() {
    const auto nodes = outermost(m_workspace.document(), selectedNodes());
    if (nodes.empty()) return;
    auto* data = new QMimeData;
    data->setData(model::kFragmentMimeType, model::copyFragment(m_workspace.document(), nodes));
    const QPointF corner = cornerOf(m_workspace.picture(), nodes);
    data->setData(kCornerType, QByteArray::number(corner.x()) + ' ' + QByteArray::number(corner.y()));
    QApplication::clipboard()->setMimeData(data);
    m_pasted = 0;
    Q_EMIT m_workspace.message(tr("Copied %n node(s).", nullptr, static_cast<int>(nodes.size())));
}

void CanvasCommands::cut() {
    const auto nodes = outermost(m_workspace.document(), selectedNodes());
    if (nodes.empty() || holdsLocked(nodes)) return;
    copy();
    model::Edit edit(m_workspace.document(), tr("Cut %n node(s)", nullptr, static_cast<int>(nodes.size())));
    edit.remove(nodes);
    if (m_workspace.perform(edit.take())) m_workspace.selection().clear();
}

// At the pointer when it is over the canvas, into the container there; else a step beside the originals.
void CanvasCommands::paste() {
    const QMimeData* data = QApplication::clipboard()->mimeData();
    if (!data || !data->hasFormat(model::kFragmentMimeType)) {
        Q_EMIT m_workspace.message(tr("There is nothing on the clipboard that can be pasted here."));
        return;
    }
    const QByteArray json = data->data(model::kFragmentMimeType);
    const QString title = tr("Paste");
    ++m_pasted;
    model::PasteTarget beside{std::nullopt, QPointF(kStepPx, kStepPx) * m_pasted};
    model::PasteTarget target = beside;
    if (m_view.underMouse() || m_view.viewport()->underMouse()) {
        const QList<QByteArray> parts = data->data(kCornerType).split(' ');
        const QPointF corner = parts.size() == 2 ? QPointF(parts[0].toDouble(), parts[1].toDouble()) : QPointF();
        const QPointF at = m_view.pointerScene();
        const int container = m_view.canvas().containerAt(at);
        const model::Picture& picture = m_workspace.picture();
        target.parent = container < 0 ? Uid() : picture.nodes[static_cast<size_t>(container)].node;
        target.offset = snapToGrid(at - originOf(picture, container) - corner);
    }
    auto pasted = model::pasteFragment(m_workspace.document(), json, target, title);
    if (!pasted) pasted = model::pasteFragment(m_workspace.document(), json, beside, title);
    if (!pasted) {
        Q_EMIT m_workspace.message(pasted.error());
        return;
    }
    std::vector<Uid> nodes = pasted->nodes;
    if (m_workspace.perform(std::move(pasted->changes))) m_workspace.selection().set(std::move(nodes));
}

}  // namespace app
