// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/renamefield.h"

#include "app/canvas/canvasview.h"
#include "app/workspace.h"

#include <QKeyEvent>

#include <algorithm>

namespace app {

RenameField::RenameField(CanvasView& view, int tile) : QLineEdit(view.viewport()), m_view(view) {
    const model::PictureNode& node = view.canvas().picture().nodes[static_cast<size_t>(tile)];
    const auto id = view.workspace().document().findNode(node.node);
    m_before = id ? view.workspace().document().name(*id) : QString();
    setObjectName(QStringLiteral("renameField"));
    setAccessibleName(tr("Name"));
    setText(m_before);
    selectAll();
    const bool isLeaf = node.shape == model::ViewSpec::Shape::Leaf;
    setAlignment(isLeaf ? Qt::AlignHCenter : Qt::AlignLeft);
    const QRectF title = node.titleRect.isEmpty() ? node.rect : node.titleRect;
    const QPoint centre = view.mapFromScene(title.center());
    const int width = std::max(static_cast<int>(title.width() * view.zoom()) + 32, 148);
    setGeometry(isLeaf ? centre.x() - width / 2 : view.mapFromScene(title.topLeft()).x() - 9, centre.y() - 13, width, 26);
    show();
    setFocus(Qt::OtherFocusReason);
    // Whatever else is done with the drawing ends it.
    connect(&view, &CanvasView::lookMoved, this, &RenameField::finish);
}

void RenameField::finish() {
    if (std::exchange(m_isDone, true)) return;
    const QString name = text().trimmed();
    if (!name.isEmpty() && name != m_before) Q_EMIT renamed(name);
    deleteLater();
    hide();
    m_view.setFocus();
}

// Its keys are no shortcuts of the canvas below it.
bool RenameField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void RenameField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) setText(m_before);
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->accept();
        return finish();
    }
    QLineEdit::keyPressEvent(event);
}

void RenameField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) finish();
}

}  // namespace app
