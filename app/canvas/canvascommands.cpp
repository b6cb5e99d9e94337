// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvascommands.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/cloning.h"
#include "app/canvas/placing.h"
#include "app/canvas/renamefield.h"
#include "app/canvas/snapping.h"
#include "app/canvas/tools/zoomtool.h"
#include "app/palette/kindgallery.h"
#include "app/palette/searchpopup.h"
#include "app/workspace.h"
#include "model/picture/linkpaths.h"

#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <array>

namespace app {

using model::Uid;
using Shape = model::ViewSpec::Shape;

namespace {

constexpr int kManyNodes = 20;  // more than this are deleted only after a question
constexpr qreal kGridPx = 8;

int treeSize(const model::Document& document, model::NodeId id) {
    int count = 1;
    for (const model::NodeId child : document.node(id).children) count += treeSize(document, child);
    return count;
}

}  // namespace

CanvasCommands::CanvasCommands(CanvasView& view, Look& look, Actions& actions)
    : QObject(&view), m_view(view), m_workspace(view.workspace()), m_look(look), m_actions(actions), m_popup(new SearchPopup(look, &view)) {
    view.installEventFilter(this);
    connect(&view, &CanvasView::menuWanted, this, &CanvasCommands::openMenu);
    connect(&view, &CanvasView::renameWanted, this, &CanvasCommands::rename);
    connect(&view, &CanvasView::insertWanted, this, [this](const QPointF& scene) { askInsert(scene); });
    connect(&view, &CanvasView::linkTargetWanted, this, &CanvasCommands::askLinkTarget);
    connect(&view, &CanvasView::straightenWanted, this, &CanvasCommands::straighten);
    connect(&view, &CanvasView::cloneWanted, this, [this](int tile, int side) {
        constexpr std::array kSides = {QPointF(-1, 0), QPointF(0, -1), QPointF(1, 0), QPointF(0, 1)};
        cloneAndConnect(tile, kSides[static_cast<size_t>(side)]);
    });
    connect(&view, &CanvasView::expandWanted, this, [this](Uid container) {
        m_workspace.selection().set({container});
        fold(Fold::Expand);
    });
    connectActions();
    connectSettings();
    askDelete = [this](const QString& question, bool canKeep) {
        QMessageBox box(QMessageBox::Question, tr("Delete"), question, QMessageBox::NoButton, &m_view);
        const auto* all = box.addButton(canKeep ? tr("Delete contents") : tr("Delete"), QMessageBox::DestructiveRole);
        const auto* keep = canKeep ? box.addButton(tr("Keep contents"), QMessageBox::AcceptRole) : nullptr;
        box.addButton(QMessageBox::Cancel);
        box.exec();
        if (box.clickedButton() == all) return DeleteAnswer::DeleteContents;
        return keep && box.clickedButton() == keep ? DeleteAnswer::KeepContents : DeleteAnswer::Cancel;
    };
}

void CanvasCommands::connectActions() {
    const auto on = [this](Command command, auto&& run) { connect(m_actions[command], &QAction::triggered, this, run); };
    on(Command::SelectAll, [this] { selectAll(); });
    on(Command::SelectNone, [this] { m_workspace.selection().clear(); });
    on(Command::Delete, [this] { deleteSelection(); });
    on(Command::Copy, [this] { copy(); });
    on(Command::Cut, [this] { cut(); });
    on(Command::Paste, [this] { paste(); });
    on(Command::Duplicate, [this] { duplicate(); });
    on(Command::Rename, [this] {
        if (m_workspace.selection().isEmpty()) return selectMarked();
        if (const Uid node = selectedNode(); !node.isNull()) rename(node);
    });
    on(Command::AlignLeft, [this] { align(Edge::Left); });
    on(Command::AlignCenter, [this] { align(Edge::Center); });
    on(Command::AlignRight, [this] { align(Edge::Right); });
    on(Command::AlignTop, [this] { align(Edge::Top); });
    on(Command::AlignMiddle, [this] { align(Edge::Middle); });
    on(Command::AlignBottom, [this] { align(Edge::Bottom); });
    on(Command::DistributeHorizontally, [this] { distribute(Qt::Horizontal); });
    on(Command::DistributeVertically, [this] { distribute(Qt::Vertical); });
    on(Command::ArrangeAll, [this] { arrange(model::ArrangeScope::AllUnpinned, tr("Arrange")); });
    on(Command::TidyUp, [this] { arrange(model::ArrangeScope::Everything, tr("Tidy up")); });
    on(Command::ShrinkToFit, [this] { shrinkToFit(); });
    on(Command::Collapse, [this] { fold(Fold::Collapse); });
    on(Command::Expand, [this] { fold(Fold::Expand); });
    on(Command::Group, [this] { group(); });
    on(Command::Ungroup, [this] { ungroup(); });
    on(Command::ToggleLock, [this] { toggleLock(); });
    on(Command::ToFront, [this] { restack(Stack::Front); });
    on(Command::ToBack, [this] { restack(Stack::Back); });
    on(Command::Highlight, [this] { askHighlight(); });
    on(Command::SelectParent, [this] { selectParent(); });
    on(Command::ClearBends, [this] { clearBends(); });
    on(Command::ZoomRectangle, [this] { m_view.begin(std::make_unique<ZoomTool>(m_view)); });
    on(Command::InsertHere, [this] { askInsert({}); });
    on(Command::InsertNote, [this] {
        if (const model::KindSpec* note = m_view.gallery().note()) startPlacing(note->id);
    });
    on(Command::StartLink, [this] { startLink(); });
    on(Command::MoveToParent, [this] { startMoveToParent(); });
    on(Command::Find, [this] { findNode(); });
    on(Command::CopyPicture, [this] { copyPicture(); });
}

// ---------------------------------------------------------------- selection
Uid CanvasCommands::selectedNode() const {
    const auto nodes = selectedNodes();
    return nodes.size() == 1 ? nodes.front() : Uid();
}

std::vector<Uid> CanvasCommands::selectedNodes() const {
    std::vector<Uid> nodes;
    for (const Uid uid : m_workspace.selection().items())
        if (m_workspace.document().findNode(uid)) nodes.push_back(uid);
    return nodes;
}

void CanvasCommands::selectAll() {
    std::vector<Uid> all;
    for (const model::NodeId id : m_workspace.document().nodes()) all.push_back(m_workspace.document().node(id).uid());
    m_workspace.selection().set(std::move(all));
}

void CanvasCommands::selectNext(int step) {
    const auto& nodes = m_workspace.picture().nodes;
    if (nodes.empty()) return;
    std::vector<int> order;
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i)
        if (m_workspace.picture().tilesOf(nodes[static_cast<size_t>(i)].node).front() == i) order.push_back(i);
    // Containers come before what they hold, rows from the top, then from the left.
    std::ranges::sort(order, {}, [&](int i) {
        const QRectF& r = nodes[static_cast<size_t>(i)].rect;
        return std::tuple(qRound(r.top() / 24), r.left(), i);
    });
    const Uid current = selectedNode();
    const auto it = std::ranges::find_if(order, [&](int i) { return nodes[static_cast<size_t>(i)].node == current; });
    const auto count = std::ssize(order);
    const auto next = it == order.end() ? (step > 0 ? 0 : count - 1) : ((it - order.begin()) + step + count) % count;
    const Uid found = nodes[static_cast<size_t>(order[static_cast<size_t>(next)])].node;
    m_workspace.selection().set({found});
    m_view.reveal(found);
}

// ---------------------------------------------------------------- changing
void CanvasCommands::perform(model::Edit& edit, std::vector<Uid> selected) {
    if (m_workspace.perform(edit.take()) && !selected.empty()) m_workspace.selection().set(std::move(selected));
}

// Of a link, what it joins.
QString CanvasCommands::nameOf(Uid uid) const {
    const model::Document& document = m_workspace.document();
    if (const auto node = document.findNode(uid)) return document.name(*node);
    const auto link = document.findLink(uid);
    return link ? QStringLiteral("%1 → %2").arg(document.name(document.link(*link).from), document.name(document.link(*link).to)) : QString();
}

// Without its containers, but with what lies in them, where that can live outside.
void CanvasCommands::removeKeeping(model::Edit& edit, const std::vector<Uid>& items) const {
    const model::Document& document = m_workspace.document();
    std::vector<Uid> links;
    for (const Uid uid : items) {
        const auto link = document.findLink(uid);
        if (!link) continue;
        const model::LinkData& data = document.link(*link).data;
        const auto goes = [&](Uid end) { return std::ranges::find(items, end) != items.end(); };
        if (!goes(data.from) && !goes(data.to)) links.push_back(uid);
    }
    for (const Uid uid : outermost(document, selectedNodes())) edit.removeKeepingContent(uid);
    edit.remove(links);
}

void CanvasCommands::deleteSelection() {
    const std::vector<Uid> items = m_workspace.selection().items();
    if (items.empty() || holdsLocked(selectedNodes())) return;
    const model::Document& document = m_workspace.document();
    int inside = 0;
    bool holds = false;
    for (const Uid uid : outermost(document, selectedNodes())) {
        const auto id = document.findNode(uid);
        const int tile = m_view.canvas().tileOf(uid);
        const bool isContainer = tile >= 0 && m_workspace.picture().nodes[static_cast<size_t>(tile)].shape == Shape::Container;
        if (isContainer && !document.node(*id).children.empty()) holds = true;
        inside += treeSize(document, *id);
    }
    DeleteAnswer answer = DeleteAnswer::DeleteContents;
    model::Edit keeping(document, tr("Delete, keeping what lies inside"));
    if (holds) removeKeeping(keeping, items);
    const bool canKeep = holds && !keeping.refused();
    if (holds || inside > kManyNodes) {
        const QString question = canKeep ? tr("What is selected holds other nodes. Delete all %n node(s), or keep what lies inside?", nullptr, inside)
                                 : holds ? tr("What is selected holds other nodes, which cannot stay without it. Delete all %n node(s)? Undo brings them back.", nullptr, inside)
                                         : tr("Delete %n node(s)? Undo brings them back.", nullptr, inside);
        answer = askDelete(question, canKeep);
    }
    if (answer == DeleteAnswer::Cancel) return;
    model::Edit deleting(document, items.size() == 1 ? tr("Delete %1").arg(nameOf(items.front())) : tr("Delete %n object(s)", nullptr, static_cast<int>(items.size())));
    deleting.remove(items);
    if (m_workspace.perform(answer == DeleteAnswer::KeepContents ? keeping.take() : deleting.take())) m_workspace.selection().clear();
}

void CanvasCommands::duplicate() {
    const auto nodes = selectedNodes();
    if (nodes.empty()) return;
    model::Edit edit(m_workspace.document(), tr("Duplicate %n node(s)", nullptr, static_cast<int>(nodes.size())));
    std::vector<int> tiles;
    for (const Uid root : outermost(m_workspace.document(), nodes))
        for (const int tile : m_workspace.picture().tilesOf(root)) tiles.push_back(tile);
    constexpr std::array kSides = {QPointF(1, 0), QPointF(0, 1), QPointF(-1, 0), QPointF(0, -1)};
    const QPointF by = freeStep(m_workspace.picture(), tiles, {kSides.begin(), kSides.end()}, Frames::GrowRightAndDown);
    auto copies = cloneNodes(edit, m_workspace.document(), nodes, {by, {}, &m_workspace.picture()});
    perform(edit, std::move(copies));
}

void CanvasCommands::rename(Uid node) {
    const int tile = m_view.canvas().tileOf(node);
    if (tile < 0) return;
    m_view.reveal(node);
    auto* field = new RenameField(m_view, tile);
    connect(field, &RenameField::renamed, this, [this, node](const QString& name) {
        model::Edit edit(m_workspace.document(), tr("Rename"));
        edit.setProperty(node, QStringLiteral("name"), name);
        m_workspace.perform(edit.take());
    });
}

std::vector<int> CanvasCommands::movableTiles() const {
    std::vector<int> tiles;
    const model::Picture& picture = m_workspace.picture();
    for (const Uid uid : unlockedNodes())
        for (const int tile : picture.tilesOf(uid))
            if (picture.nodes[static_cast<size_t>(tile)].shape != Shape::Strip) tiles.push_back(tile);
    return tiles;
}

void CanvasCommands::moveTiles(const std::vector<std::pair<int, QPointF>>& places, const QString& title) {
    model::Edit edit(m_workspace.document(), title);
    const Placing placing(m_workspace.document(), m_workspace.picture(), m_view.gallery());
    placing.moveWithinParents(edit, places, m_view.growsContainers() ? Placing::Edges::Grow : Placing::Edges::Hold);
    m_workspace.perform(edit.take());
}

void CanvasCommands::nudge(const QPointF& by) {
    std::vector<std::pair<int, QPointF>> places;
    for (const int tile : movableTiles()) places.emplace_back(tile, alignRect(m_workspace.picture().nodes[static_cast<size_t>(tile)]).topLeft() + by);
    if (!places.empty()) moveTiles(places, tr("Nudge"));
}

void CanvasCommands::resizeBy(const QPointF& by) {
    model::Edit edit(m_workspace.document(), tr("Resize"));
    const model::Picture& picture = m_workspace.picture();
    for (const Uid uid : unlockedNodes()) {
        const int tile = m_view.canvas().tileOf(uid);
        if (tile < 0) continue;
        const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
        if (node.shape != Shape::Container && node.shape != Shape::Note) continue;
        const QPointF origin = node.parent < 0 ? QPointF() : picture.nodes[static_cast<size_t>(node.parent)].rect.topLeft();
        const QSizeF size(std::max(96.0, node.rect.width() + by.x()), std::max(72.0, node.rect.height() + by.y()));
        edit.setGeometry(uid, model::Geometry{node.rect.topLeft() - origin, size});
    }
    m_workspace.perform(edit.take());
}

void CanvasCommands::align(Edge edge) {
    const auto tiles = movableTiles();
    if (tiles.size() < 2) return;
    const auto rectOf = [&](int tile) { return alignRect(m_workspace.picture().nodes[static_cast<size_t>(tile)]); };
    QRectF all;
    for (const int tile : tiles) all |= rectOf(tile);
    std::vector<std::pair<int, QPointF>> places;
    for (const int tile : tiles) {
        QRectF r = rectOf(tile);
        switch (edge) {
            case Edge::Left: r.moveLeft(all.left()); break;
            case Edge::Center: r.moveLeft(all.center().x() - r.width() / 2); break;
            case Edge::Right: r.moveRight(all.right()); break;
            case Edge::Top: r.moveTop(all.top()); break;
            case Edge::Middle: r.moveTop(all.center().y() - r.height() / 2); break;
            case Edge::Bottom: r.moveBottom(all.bottom()); break;
        }
        places.emplace_back(tile, r.topLeft());
    }
    moveTiles(places, tr("Align %n node(s)", nullptr, static_cast<int>(tiles.size())));
}

void CanvasCommands::distribute(Qt::Orientation orientation) {
    auto tiles = movableTiles();
    if (tiles.size() < 3) return;
    const bool alongX = orientation == Qt::Horizontal;
    const auto rectOf = [&](int tile) { return alignRect(m_workspace.picture().nodes[static_cast<size_t>(tile)]); };
    const auto from = [&](int tile) { return alongX ? rectOf(tile).left() : rectOf(tile).top(); };
    const auto length = [&](int tile) { return alongX ? rectOf(tile).width() : rectOf(tile).height(); };
    std::ranges::sort(tiles, {}, from);
    qreal filled = 0;
    for (const int tile : tiles) filled += length(tile);
    const qreal span = from(tiles.back()) + length(tiles.back()) - from(tiles.front());
    const qreal gap = (span - filled) / static_cast<qreal>(tiles.size() - 1);
    qreal at = from(tiles.front());
    std::vector<std::pair<int, QPointF>> places;
    for (const int tile : tiles) {
        QPointF corner = rectOf(tile).topLeft();
        (alongX ? corner.rx() : corner.ry()) = at;
        at += length(tile) + gap;
        places.emplace_back(tile, corner);
    }
    moveTiles(places, tr("Distribute %n node(s)", nullptr, static_cast<int>(tiles.size())));
}

void CanvasCommands::arrange(model::ArrangeScope scope, const QString& title) {
    model::ChangeSet arranged = model::arrangeEdit(m_workspace.document(), scope, model::linkPaths(m_workspace.document(), nullptr));
    arranged.title = title;
    m_workspace.perform(std::move(arranged));
}

// ---------------------------------------------------------------- keys
bool CanvasCommands::handleKey(const QKeyEvent& key) {
    if (key.key() == Qt::Key_Tab || key.key() == Qt::Key_Backtab) {
        selectNext(key.key() == Qt::Key_Tab && !(key.modifiers() & Qt::ShiftModifier) ? 1 : -1);
        return true;
    }
    QPointF by;
    switch (key.key()) {
        case Qt::Key_Left: by = {-1, 0}; break;
        case Qt::Key_Right: by = {1, 0}; break;
        case Qt::Key_Up: by = {0, -1}; break;
        case Qt::Key_Down: by = {0, 1}; break;
        default: return false;
    }
    const bool clones = key.modifiers() & Qt::AltModifier && key.modifiers() & Qt::ShiftModifier;
    if (m_workspace.selection().isEmpty()) {
        walk(by);
    } else if (clones) {
        if (const Uid node = selectedNode(); !node.isNull()) cloneAndConnect(m_view.canvas().tileOf(node), by);
    } else if (key.modifiers() & Qt::ControlModifier) {
        resizeBy(by * kGridPx);
    } else {
        nudge(key.modifiers() & Qt::ShiftModifier ? by * kGridPx : by);
    }
    return true;
}

bool CanvasCommands::eventFilter(QObject* watched, QEvent* event) {
    if (watched != &m_view || m_view.gesture()) return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent*>(event))) return true;
    return QObject::eventFilter(watched, event);
}

}  // namespace app
