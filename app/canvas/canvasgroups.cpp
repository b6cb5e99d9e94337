// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/canvas/cloning.h"
#include "app/canvas/snapping.h"
#include "app/look.h"
#include "app/paint/picturepainter.h"
#include "app/workspace.h"
#include "model/core/drawing.h"

#include <QMenu>
#include <QPainter>

#include <algorithm>

// What a person says about the drawing alone: what belongs together, stays put, lies on top and stands out.
namespace app {

using model::Uid;
using Shape = model::ViewSpec::Shape;

namespace {

constexpr int kSwatchPx = 16;

const model::Properties* propertiesOf(const model::Document& document, Uid uid) {
    if (const auto node = document.findNode(uid)) return &document.node(*node).data.properties;
    const auto link = document.findLink(uid);
    return link ? &document.link(*link).data.properties : nullptr;
}

bool isLockedNode(const model::Document& document, Uid uid) {
    const auto node = document.findNode(uid);
    return node && model::isLocked(document.node(*node).data.properties);
}

// The node itself, or the first locked one in it.
std::optional<Uid> lockedWithin(const model::Document& document, model::NodeId id) {
    if (model::isLocked(document.node(id).data.properties)) return document.node(id).uid();
    for (const model::NodeId child : document.node(id).children)
        if (const auto found = lockedWithin(document, child)) return found;
    return {};
}

QIcon swatch(const Theme& theme, std::optional<Token> ink) {
    QPixmap pixmap(kSwatchPx * 2, kSwatchPx * 2);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ink.value_or(Token::Faint)), 1.5));
    painter.setBrush(ink ? theme.color(*ink, 0.3) : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(1.5, 1.5, kSwatchPx - 3, kSwatchPx - 3), 4, 4);
    return QIcon(pixmap);
}

QString highlightTitle(const QString& name) {
    if (name == u"blue") return CanvasCommands::tr("&Blue");
    if (name == u"green") return CanvasCommands::tr("&Green");
    if (name == u"amber") return CanvasCommands::tr("&Amber");
    if (name == u"red") return CanvasCommands::tr("&Red");
    if (name == u"violet") return CanvasCommands::tr("&Violet");
    return CanvasCommands::tr("Gr&ey");
}

}  // namespace

// ---------------------------------------------------------------- groups
void CanvasCommands::group() {
    const std::vector<Uid> nodes = model::withGroups(m_workspace.document(), selectedNodes());
    if (nodes.size() < 2) return Q_EMIT m_workspace.message(tr("Select two or more nodes to group them."));
    model::Edit edit(m_workspace.document(), tr("Group %n node(s)", nullptr, static_cast<int>(nodes.size())));
    const QString name = Uid::random().text();
    for (const Uid node : nodes) edit.setProperty(node, model::kGroupKey, name);
    perform(edit, nodes);
}

void CanvasCommands::ungroup() {
    model::Edit edit(m_workspace.document(), tr("Ungroup"));
    for (const Uid node : model::withGroups(m_workspace.document(), selectedNodes()))
        if (!model::groupOf(*propertiesOf(m_workspace.document(), node)).isEmpty()) edit.clearProperty(node, model::kGroupKey);
    if (edit.isEmpty()) return Q_EMIT m_workspace.message(tr("Nothing that is selected is in a group."));
    m_workspace.perform(edit.take());
}

// ---------------------------------------------------------------- locks
// What was placed by the layout gets the place that it has now, or it would not stay there.
void CanvasCommands::keepPlace(model::Edit& edit, Uid node) const {
    const model::Picture& picture = m_workspace.picture();
    for (const int index : picture.tilesOf(node)) {
        const model::PictureNode& tile = picture.nodes[static_cast<size_t>(index)];
        if (tile.shape == Shape::Strip || model::storedPlace(m_workspace.document(), tile)) continue;
        const QPointF origin = tile.parent < 0 ? QPointF() : picture.nodes[static_cast<size_t>(tile.parent)].rect.topLeft();
        edit.setGeometry(node, model::Geometry{alignRect(tile).topLeft() - origin, {0, 0}}, tile.presence);
    }
}

void CanvasCommands::toggleLock() {
    const auto nodes = selectedNodes();
    const model::Document& document = m_workspace.document();
    if (nodes.empty()) return Q_EMIT m_workspace.message(tr("Select what is to be locked or unlocked."));
    const bool locks = std::ranges::any_of(nodes, [&](Uid node) { return !isLockedNode(document, node); });
    model::Edit edit(document, (locks ? tr("Lock %n node(s)", nullptr, static_cast<int>(nodes.size())) : tr("Unlock %n node(s)", nullptr, static_cast<int>(nodes.size()))));
    for (const Uid node : nodes) {
        if (locks) keepPlace(edit, node);
        if (locks) edit.setProperty(node, model::kLockedKey, true);
        else edit.clearProperty(node, model::kLockedKey);
    }
    m_workspace.perform(edit.take());
}

std::vector<Uid> CanvasCommands::unlockedNodes() const {
    const std::vector<Uid> nodes = outermost(m_workspace.document(), selectedNodes());
    std::vector<Uid> open;
    std::ranges::copy_if(nodes, std::back_inserter(open), [&](Uid node) { return !isLockedNode(m_workspace.document(), node); });
    if (open.empty() && !nodes.empty()) tellLocked(nodes.front());
    return open;
}

void CanvasCommands::tellLocked(Uid node) const {
    Q_EMIT m_workspace.message(tr("%1 is locked. %2 unlocks it.").arg(nameOf(node), m_actions[Command::ToggleLock]->shortcut().toString(QKeySequence::NativeText)));
}

bool CanvasCommands::holdsLocked(const std::vector<Uid>& nodes) const {
    for (const Uid node : nodes) {
        const auto id = m_workspace.document().findNode(node);
        if (const auto locked = id ? lockedWithin(m_workspace.document(), *id) : std::nullopt) {
            tellLocked(*locked);
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- front and back
void CanvasCommands::restack(Stack way) {
    const auto nodes = selectedNodes();
    if (nodes.empty()) return Q_EMIT m_workspace.message(tr("Select what is to come to the front or to go to the back."));
    model::Edit edit(m_workspace.document(), way == Stack::Front ? tr("Bring to front") : tr("Send to back"));
    const model::Document& document = m_workspace.document();
    int edge = 0;
    for (const model::NodeId id : document.nodes()) {
        if (std::ranges::find(nodes, document.node(id).uid()) != nodes.end()) continue;
        const int order = model::orderOf(document.node(id).data.properties);
        edge = way == Stack::Front ? std::max(edge, order) : std::min(edge, order);
    }
    for (const Uid node : nodes) edit.setProperty(node, model::kOrderKey, qint64{edge + (way == Stack::Front ? 1 : -1)});
    m_workspace.perform(edit.take());
}

// ---------------------------------------------------------------- highlights
void CanvasCommands::highlight(const QString& name) {
    const std::vector<Uid> items = m_workspace.selection().items();
    model::Edit edit(m_workspace.document(), name.isEmpty() ? tr("Remove a highlight") : tr("Highlight"));
    for (const Uid item : items) {
        if (name.isEmpty()) edit.clearProperty(item, model::kHighlightKey);
        else edit.setProperty(item, model::kHighlightKey, name);
    }
    m_workspace.perform(edit.take());
}

void CanvasCommands::fillHighlightMenu(QMenu& menu) {
    const auto& items = m_workspace.selection().items();
    const model::Properties* first = items.empty() ? nullptr : propertiesOf(m_workspace.document(), items.front());
    const QString present = first ? model::highlightOf(*first) : QString();
    const auto add = [&](const QString& name, const QString& title) {
        QAction* action = menu.addAction(swatch(m_look.theme(), highlightToken(name)), title);
        action->setCheckable(true);
        action->setChecked(name == present);
        if (name == present) menu.setActiveAction(action);
        connect(action, &QAction::triggered, this, [this, name] { highlight(name); });
    };
    for (const QString& name : model::highlightNames()) add(name, highlightTitle(name));
    menu.addSeparator();
    add({}, tr("&None"));
}

void CanvasCommands::askHighlight() {
    const auto& items = m_workspace.selection().items();
    if (items.empty()) return Q_EMIT m_workspace.message(tr("Select the nodes and links that are to stand out."));
    auto* menu = new QMenu(&m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("highlightMenu"));
    fillHighlightMenu(*menu);
    const int tile = m_view.canvas().tileOf(items.front());
    const QPointF at = tile < 0 ? m_view.pointerScene() : m_workspace.picture().nodes[static_cast<size_t>(tile)].rect.topRight();
    menu->popup(m_view.viewport()->mapToGlobal(m_view.mapFromScene(at)));
}

}  // namespace app
