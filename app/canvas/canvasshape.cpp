// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/canvas/cloning.h"
#include "app/canvas/framing.h"
#include "app/canvas/freeplace.h"
#include "app/canvas/linkjudge.h"
#include "app/canvas/placing.h"
#include "app/workspace.h"
#include "model/picture/bends.h"
#include "model/core/drawing.h"

#include <QSettings>

#include <algorithm>
#include <cmath>

// The commands that shape the drawing: containers that fold and fit, bends of links, copies beside their originals.
namespace app {

using model::Uid;
using Shape = model::ViewSpec::Shape;

namespace {

const QString kGrowSetting = QStringLiteral("canvas/growContainers");
const QString kZoomSetting = QStringLiteral("canvas/ctrlDragZooms");

}  // namespace

// ---------------------------------------------------------------- settings
void CanvasCommands::connectSettings() {
    const auto keep = [this](Command command, const QString& key, bool preset, auto&& take) {
        QAction* action = m_actions[command];
        action->setCheckable(true);
        action->setChecked(QSettings().value(key, preset).toBool());
        take(action->isChecked());
        connect(action, &QAction::toggled, this, [key, take](bool on) {
            QSettings().setValue(key, on);
            take(on);
        });
    };
    keep(Command::GrowContainers, kGrowSetting, true, [this](bool on) { m_view.setGrowsContainers(on); });
    keep(Command::CtrlDragZooms, kZoomSetting, false, [this](bool on) { m_view.setCtrlDragZooms(on); });
}

// ---------------------------------------------------------------- containers
void CanvasCommands::shrinkToFit() {
    model::Edit edit(m_workspace.document(), tr("Shrink to fit"));
    const model::Picture& picture = m_workspace.picture();
    for (const Uid uid : unlockedNodes()) {
        const int tile = m_view.canvas().tileOf(uid);
        if (tile < 0) continue;
        const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
        if (node.shape != Shape::Container || node.isCollapsed) continue;
        const QRectF content = Framing::contentOf(picture, tile);
        if (!content.isEmpty()) {
            // From the left and above to what lies there; what fits on the right and below the layout knows.
            Framing framing(m_workspace.document(), picture);
            framing.frame(tile, QRectF(snapToGrid(content.topLeft()), node.rect.bottomRight()));
            framing.write(edit);
        }
        const QPointF origin = node.parent < 0 ? QPointF() : picture.nodes[static_cast<size_t>(node.parent)].rect.topLeft();
        const QPointF corner = content.isEmpty() ? node.rect.topLeft() : snapToGrid(content.topLeft());
        edit.setGeometry(uid, model::Geometry{corner - origin, {0, 0}});
    }
    m_workspace.perform(edit.take());
}

void CanvasCommands::fold(Fold way) {
    model::Edit edit(m_workspace.document(), way == Fold::Collapse ? tr("Collapse") : tr("Expand"));
    const model::Picture& picture = m_workspace.picture();
    for (const Uid uid : selectedNodes()) {
        const int tile = m_view.canvas().tileOf(uid);
        if (tile < 0 || picture.nodes[static_cast<size_t>(tile)].shape != Shape::Container) continue;
        const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
        // Where it stands and how large it is comes back when it is opened again.
        if (!storedPlace(m_workspace.document(), node)) {
            const QPointF origin = node.parent < 0 ? QPointF() : picture.nodes[static_cast<size_t>(node.parent)].rect.topLeft();
            edit.setGeometry(uid, model::Geometry{node.rect.topLeft() - origin, {0, 0}, false});
        }
        if (way == Fold::Collapse)
            edit.setProperty(uid, model::kCollapsedKey, true);
        else
            edit.clearProperty(uid, model::kCollapsedKey);
    }
    m_workspace.perform(edit.take());
}

void CanvasCommands::selectParent() {
    std::vector<Uid> parents;
    for (const Uid uid : selectedNodes()) {
        const int tile = m_view.canvas().tileOf(uid);
        const int parent = tile < 0 ? -1 : m_workspace.picture().nodes[static_cast<size_t>(tile)].parent;
        const Uid around = parent < 0 ? m_workspace.document().node(*m_workspace.document().findNode(uid)).data.parent
                                      : m_workspace.picture().nodes[static_cast<size_t>(parent)].node;
        if (!around.isNull() && std::ranges::find(parents, around) == parents.end()) parents.push_back(around);
    }
    if (!parents.empty()) m_workspace.selection().set(std::move(parents));
}

// ---------------------------------------------------------------- bends
void CanvasCommands::clearBends() {
    model::Edit edit(m_workspace.document(), tr("Clear bends"));
    const model::Document& document = m_workspace.document();
    for (const model::LinkId id : document.links()) {
        const model::LinkData& data = document.link(id).data;
        const Selection& selection = m_workspace.selection();
        if (selection.contains(data.uid) || selection.contains(data.from) || selection.contains(data.to)) model::clearBends(edit, data.uid);
    }
    if (edit.isEmpty()) {
        Q_EMIT m_workspace.message(tr("No link that is selected, or leads to what is selected, has bends."));
        return;
    }
    m_workspace.perform(edit.take());
}

void CanvasCommands::straighten(int leg, const QPointF& at) {
    const model::PictureLeg& bent = m_workspace.picture().legs[static_cast<size_t>(leg)];
    constexpr qreal kReachPx = 10;
    const auto bends = model::bendsWithout(bent, at, kReachPx / m_view.zoom());
    if (bends == bent.bends) return;
    model::Edit edit(m_workspace.document(), tr("Straighten a link"));
    model::setBends(edit, m_workspace.document(), m_workspace.picture(), leg, bends);
    m_workspace.perform(edit.take());
}

// ---------------------------------------------------------------- copies beside their originals
// To the nearest free place on that side: the container grows for it or, where it may not, the other side will do.
QPointF CanvasCommands::stepBeside(model::Edit& edit, int tile, const QPointF& direction) const {
    const model::Picture& picture = m_workspace.picture();
    if (!m_view.growsContainers()) return freeStep(picture, {tile}, {direction, -direction}, Frames::GrowRightAndDown);
    const QPointF by = freeStep(picture, {tile}, {direction}, Frames::GrowAnyway);
    const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
    if (node.parent < 0) return by;
    Framing framing(m_workspace.document(), picture);
    framing.makeRoom(node.parent, node.rect.translated(by));
    framing.grow();
    const auto grown = framing.frames().find(node.parent);
    if (grown == framing.frames().end()) return by;
    framing.write(edit);
    // The copy's place is counted from the corner of the frame, which may have moved.
    return by + picture.nodes[static_cast<size_t>(node.parent)].rect.topLeft() - grown->second.topLeft();
}

void CanvasCommands::cloneAndConnect(int tile, const QPointF& direction) {
    if (tile < 0) return;
    const model::Document& document = m_workspace.document();
    const Uid original = m_workspace.picture().nodes[static_cast<size_t>(tile)].node;
    const auto id = document.findNode(original);
    const model::KindSpec* kind = document.node(*id).kind;
    if (!kind || m_workspace.picture().nodes[static_cast<size_t>(tile)].shape != Shape::Leaf) return;
    const bool chains = kind->emitsCalls && kind->data;
    model::Edit edit(document, tr("Clone and connect"));
    const QPointF by = stepBeside(edit, tile, direction);
    const auto copies = cloneNodes(edit, document, {original},
                                   {by, {}, &m_workspace.picture(), chains ? CloneWay::Links::None : CloneWay::Links::AmongAndOut});
    if (copies.empty()) return;
    if (chains) addLink(edit, document, original, copies.front(), kind);
    if (!kind->emitsCalls)
        for (const model::LinkId in : document.node(*id).linksIn) addLink(edit, document, document.link(in).data.from, copies.front(), kind);
    perform(edit, copies);
}

// ---------------------------------------------------------------- walking
void CanvasCommands::walk(const QPointF& direction) {
    const auto& nodes = m_workspace.picture().nodes;
    if (nodes.empty()) return;
    const Hit& marked = m_view.hover();
    const bool isUnderWay = marked.tile >= 0 && marked.tile < static_cast<int>(nodes.size());
    const QPointF here = isUnderWay ? nodes[static_cast<size_t>(marked.tile)].rect.center() : m_view.mapToScene(m_view.viewport()->rect().center());
    qreal best = 1e12;
    int found = -1;
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
        const QPointF by = nodes[static_cast<size_t>(i)].rect.center() - here;
        const qreal along = QPointF::dotProduct(by, direction);
        const qreal off = std::abs(by.x() * direction.y() - by.y() * direction.x());
        // The first step goes to whatever is nearest.
        const qreal cost = isUnderWay ? along + 2 * off : std::hypot(by.x(), by.y());
        if ((isUnderWay && (i == marked.tile || along <= 1)) || cost >= best) continue;
        best = cost;
        found = i;
    }
    if (found < 0) return;
    const Uid node = nodes[static_cast<size_t>(found)].node;
    m_view.reveal(node);
    m_view.mark(found);
    Q_EMIT m_workspace.message(m_workspace.document().name(*m_workspace.document().findNode(node)));
}

void CanvasCommands::selectMarked() {
    const Hit& marked = m_view.hover();
    if (marked.tile >= 0 && !marked.uid.isNull()) m_workspace.selection().set({marked.uid});
}

}  // namespace app
