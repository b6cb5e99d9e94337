// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/movetool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/cloning.h"
#include "app/canvas/placing.h"
#include "app/canvas/tools/dropmarks.h"
#include "app/paint/marks.h"
#include "app/workspace.h"
#include "model/core/drawing.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace app {

using Way = DropVerdict::Way;
using Shape = model::ViewSpec::Shape;

namespace {

constexpr qreal kSnapRadiusPx = 6;

QString tr(const char* text, int n = -1) { return QCoreApplication::translate("app", text, nullptr, n); }

}  // namespace

MoveTool::MoveTool(CanvasView& view, const Pointer& start, int grabbedTile, Kind kind)
    : Tool(view), m_start(start), m_grabbed(grabbedTile), m_kind(kind) {
    collect();
    const auto& nodes = m_view.canvas().picture().nodes;
    const model::PictureNode& grabbed = nodes[static_cast<size_t>(m_grabbed)];
    m_neighbours = neighboursOf(m_view.canvas().picture(), grabbed.parent, m_ignored);
    if (const auto id = m_view.workspace().document().findNode(grabbed.node))
        if (const model::KindSpec* spec = m_view.workspace().document().node(*id).kind)
            m_accepting = AcceptingMarks(DropJudge(m_view.workspace().document(), m_view.canvas(), m_view.gallery()).accepting(*spec, m_ignored));
    if (m_kind == Kind::Move) m_view.canvas().lift(m_lifted);
}

void MoveTool::addRoot(int tile) {
    m_roots.push_back(tile);
    for (const int inside : m_view.canvas().treeOf(tile)) {
        if (m_lifted.tiles.contains(inside)) continue;
        m_lifted.tiles.insert(inside);
        m_before.emplace_back(inside, m_view.canvas().picture().nodes[static_cast<size_t>(inside)].rect);
    }
}

void MoveTool::collect() {
    const model::Document& document = m_view.workspace().document();
    const Selection& selection = m_view.workspace().selection();
    const model::Picture& picture = m_view.canvas().picture();
    const model::Uid grabbed = picture.nodes[static_cast<size_t>(m_grabbed)].node;
    for (const model::Uid uid : selection.items()) {
        const auto id = document.findNode(uid);
        // What is locked stays where it is; a copy of it may be taken away.
        bool goesAlong = !id || (m_kind == Kind::Move && model::isLocked(document.node(*id).data.properties));
        for (auto above = id ? document.parent(*id) : std::nullopt; above; above = document.parent(*above))
            if (selection.contains(document.node(*above).uid())) goesAlong = true;
        if (goesAlong) continue;
        // Of something that stands in several subnets, the grabbed presence moves alone.
        if (uid == grabbed) {
            addRoot(m_grabbed);
            continue;
        }
        for (const int tile : picture.tilesOf(uid)) addRoot(tile);
    }
    m_ignored = m_lifted.tiles;
    for (int leg = 0; leg < static_cast<int>(picture.legs.size()); ++leg) {
        const model::PictureLeg& l = picture.legs[static_cast<size_t>(leg)];
        if (m_lifted.tiles.contains(l.from) || m_lifted.tiles.contains(l.to)) m_lifted.legs.insert(leg);
    }
}

// ---------------------------------------------------------------- on the way
QPointF MoveTool::wantedBy(const Pointer& pointer) {
    m_guides.clear();
    QPointF by = pointer.scene - m_start.scene;
    if (pointer.modifiers & Qt::ShiftModifier) (std::abs(by.x()) >= std::abs(by.y()) ? by.ry() : by.rx()) = 0;
    const auto it = std::ranges::find(m_before, m_grabbed, &std::pair<int, QRectF>::first);
    if (pointer.modifiers & Qt::AltModifier || it == m_before.end()) return by;
    // The grabbed thing snaps; the others keep their distance to it.
    model::PictureNode node = m_view.canvas().picture().nodes[static_cast<size_t>(m_grabbed)];
    const QRectF aligned = alignRect(node).translated(it->second.topLeft() - node.rect.topLeft());
    Snapped snapped = snap(aligned.translated(by), m_neighbours, kSnapRadiusPx / m_view.zoom());
    m_guides = std::move(snapped.guides);
    QPointF result = by + snapped.by;
    if (pointer.modifiers & Qt::ShiftModifier) (by.x() == 0 ? result.rx() : result.ry()) = 0;
    return result;
}

void MoveTool::preview() {
    if (m_kind == Kind::Clone) return;
    std::vector<std::pair<int, QRectF>> moved = m_before;
    for (auto& [tile, rect] : moved) rect.translate(m_by);
    m_view.canvas().liftLegs(m_view.workspace().pictureBuilder().preview(moved));
}

bool MoveTool::stays(int tile) const {
    const auto& nodes = m_view.canvas().picture().nodes;
    const int parent = nodes[static_cast<size_t>(tile)].parent;
    const model::Uid standsIn = parent < 0 ? model::Uid() : nodes[static_cast<size_t>(parent)].node;
    return m_verdict.way != Way::Associate && standsIn == (m_verdict.way == Way::Presence ? m_verdict.subnet : m_verdict.parent) && m_verdict.way != Way::Refused;
}

// What is moved without leaving its container, at its present place.
std::vector<std::pair<int, QPointF>> MoveTool::staying() const {
    std::vector<std::pair<int, QPointF>> places;
    for (const int tile : m_roots)
        if (m_keepsParent || stays(tile)) places.emplace_back(tile, alignRect(m_view.canvas().picture().nodes[static_cast<size_t>(tile)]).topLeft());
    return places;
}

// The place under the pointer is judged for the grabbed thing; the others have to fit there as well.
DropVerdict MoveTool::verdictFor(int tile) const {
    const model::Document& document = m_view.workspace().document();
    const auto& nodes = m_view.canvas().picture().nodes;
    const auto id = document.findNode(nodes[static_cast<size_t>(tile)].node);
    const model::KindSpec* kind = id ? document.node(*id).kind : nullptr;
    DropVerdict verdict;
    if (!kind) {
        verdict.way = Way::Child;
        verdict.parent = document.node(*id).data.parent;
        return verdict;
    }
    const DropJudge judge(document, m_view.canvas(), m_view.gallery());
    if (tile == m_grabbed) return m_verdict;
    return judge.judgeInto(*kind, m_verdict.way == Way::Presence ? m_verdict.subnet : m_verdict.way == Way::Associate ? m_verdict.member : m_verdict.parent);
}

void MoveTool::judge(const QPointF& at) {
    const model::Document& document = m_view.workspace().document();
    const auto& nodes = m_view.canvas().picture().nodes;
    const auto id = document.findNode(nodes[static_cast<size_t>(m_grabbed)].node);
    m_refusal.clear();
    m_keepsParent = m_view.isSpaceHeld();
    const model::KindSpec* kind = id ? document.node(*id).kind : nullptr;
    if (!kind || m_keepsParent) {
        m_verdict = {};
        m_keepsParent = true;
        return;
    }
    m_verdict = DropJudge(document, m_view.canvas(), m_view.gallery()).judge(*kind, at, m_ignored);
    if (m_verdict.way == Way::Refused) {
        m_refusal = m_verdict.sentence;
        return;
    }
    for (const int tile : m_roots) {
        if (tile == m_grabbed || stays(tile)) continue;
        if (const DropVerdict other = verdictFor(tile); other.way == Way::Refused) m_refusal = other.sentence;
    }
}

void MoveTool::describe() {
    if (!m_refusal.isEmpty()) return m_view.tell(m_refusal, CanvasView::Tone::Bad);
    m_view.tell(m_keepsParent ? tr("Keeps its container") : m_verdict.sentence, CanvasView::Tone::Good);
}

Tool::State MoveTool::move(const Pointer& pointer) {
    m_by = wantedBy(pointer);
    preview();
    judge(pointer.scene);
    describe();
    return State::Running;
}

// ---------------------------------------------------------------- the end
Tool::State MoveTool::release(const Pointer& pointer) {
    if (pointer.button != Qt::LeftButton) return State::Running;
    if (!m_refusal.isEmpty()) {
        Q_EMIT m_view.workspace().message(m_refusal);
        cancel();
        return State::Done;
    }
    drop();
    return State::Done;
}

void MoveTool::drop() {
    Workspace& workspace = m_view.workspace();
    const int count = static_cast<int>(m_roots.size());
    model::Edit edit(workspace.document(), m_kind == Kind::Clone ? tr("Copy %n node(s)", count) : tr("Move %n node(s)", count));
    const Placing placing(workspace.document(), workspace.picture(), m_view.gallery());
    std::vector<model::Uid> copies;
    if (m_kind == Kind::Clone) {
        std::vector<model::Uid> originals;
        for (const int tile : m_roots) originals.push_back(workspace.picture().nodes[static_cast<size_t>(tile)].node);
        const bool intoOther = m_verdict.way == Way::Child && !stays(m_grabbed);
        copies = cloneNodes(edit, workspace.document(), originals, {m_by, intoOther ? std::optional(m_verdict.parent) : std::nullopt, &workspace.picture()});
    } else {
        std::vector<QRectF> landed;
        for (const int tile : m_roots)
            if (!m_keepsParent && !stays(tile)) placing.move(edit, {tile, alignRect(workspace.picture().nodes[static_cast<size_t>(tile)]).topLeft(), verdictFor(tile)}, landed);
        placing.moveWithinParents(edit, staying(), m_view.growsContainers() ? Placing::Edges::Grow : Placing::Edges::Hold);
    }
    const int before = workspace.undoStack().index();
    workspace.perform(edit.take());
    if (workspace.undoStack().index() == before) workspace.refreshPicture();
    if (!copies.empty()) workspace.selection().set(copies);
}

void MoveTool::cancel() {
    if (m_kind == Kind::Clone) return;
    m_view.workspace().refreshPicture();
}

QCursor MoveTool::cursor() const {
    if (!m_refusal.isEmpty()) return Qt::ForbiddenCursor;
    return m_kind == Kind::Clone ? Qt::DragCopyCursor : Qt::SizeAllCursor;
}

void MoveTool::paint(QPainter& painter, const PaintContext& context) const {
    const model::Picture& picture = m_view.canvas().picture();
    m_accepting.paint(painter, context, picture);
    if (m_refusal.isEmpty() ? !m_keepsParent && !stays(m_grabbed) : m_verdict.tile >= 0)
        paintTarget(painter, context, picture, m_verdict.tile, m_refusal.isEmpty() ? Drop::Legal : Drop::Illegal);
    if (m_kind == Kind::Move && m_refusal.isEmpty() && m_view.growsContainers())
        for (const auto& [tile, frame] : Placing(m_view.workspace().document(), picture, m_view.gallery()).grownBy(staying())) paintRubberBand(painter, context, frame);
    paintGuides(painter, context, m_guides);
    if (m_kind != Kind::Clone) return;
    painter.save();
    painter.translate(m_by);
    painter.setOpacity(0.65);
    for (const auto& [tile, rect] : m_before) paintTile(painter, context, picture, picture.nodes[static_cast<size_t>(tile)]);
    painter.restore();
}

}  // namespace app
