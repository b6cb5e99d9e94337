// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picture/pictureboxes.h"

#include "model/core/edit.h"
#include "model/core/naturalorder.h"
#include "model/layout/textmetrics.h"
#include "model/core/drawing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {

namespace {

// Sizes in pixels at 100 %: ux of the drawing, one place.
constexpr double kIcon = 40;
constexpr double kLabelWidth = 136;    // longer names are elided in the middle
constexpr double kGlyph = 18;          // in the title of a container
constexpr double kTitleStrip = 32;
constexpr double kChipHeight = 24;
constexpr double kChipIcon = 16;
constexpr double kNoteWidth = 220;
constexpr double kNoteWidest = 440;
constexpr double kCollapsedHeight = 32;
constexpr double kNotePadding = 12;

const layout::TextStyle kTitleFont{layout::FontWeight::SemiBold, 12};
const layout::TextStyle kSecondFont{layout::FontWeight::Regular, 11};
const layout::TextStyle kContainerFont{layout::FontWeight::SemiBold, 12.5};
const layout::TextStyle kNoteFont{layout::FontWeight::Regular, 12};

double textWidth(const QString& text, const layout::TextStyle& style) { return std::ceil(layout::textWidthPx(text, style)); }

int wrappedLines(const QString& text, double width) {
    int lines = 0;
    for (const QString& paragraph : text.split(u'\n')) {
        double used = 0;
        ++lines;
        for (const QString& word : paragraph.split(u' ')) {
            const double w = layout::textWidthPx(word + u' ', kNoteFont);
            if (used > 0 && used + w > width) {
                ++lines;
                used = 0;
            }
            used += w;
        }
    }
    return lines;
}

layout::Stage stageOf(const KindSpec* kind) {
    if (!kind) return layout::Stage::Middle;
    if (kind->data) return layout::Stage::End;
    return kind->emitsCalls ? layout::Stage::Start : layout::Stage::Middle;
}

}  // namespace

PictureBoxes::PictureBoxes(const Document& document, Picture& picture, Tracker* tracker)
    : m_document(document), m_picture(picture), m_tracker(tracker) {}

void PictureBoxes::collect() {
    for (const NodeId id : m_document.topNodes()) addTree(NodeView(m_document, id, m_tracker), {});
    for (size_t i = 0; i < m_spanning.size(); ++i) addSpanning(NodeView(m_document, m_spanning[i].first, m_tracker), m_spanning[i].second);
    for (const auto& [id, tile] : m_hiddenHomes) addHidden(NodeView(m_document, id, m_tracker), tile);
    sortByDepth();
}

void PictureBoxes::addTree(const NodeView& node, const Seat& seat) {
    if (node.kind() && !node.kind()->placement.isEmpty()) {
        m_spanning.emplace_back(node.id(), seat);
        return;
    }
    const int tile = addTile(node, seat);
    const bool isContainer = m_picture.nodes[static_cast<size_t>(tile)].shape == ViewSpec::Shape::Container;
    if (isContainer) m_containers.insert(node.uid(), tile);
    if (isContainer && isCollapsed(m_document.node(node.id()).data.properties)) return collapse(tile, node);
    // What a leaf owns is drawn beside it.
    const Seat below = isContainer ? Seat{tile, seat.depth + 1, -1, {}} : Seat{seat.parent, seat.depth, tile, {}};
    for (const NodeView& child : node.children()) addTree(child, below);
}

void PictureBoxes::addSpanning(const NodeView& node, const Seat& home) {
    int first = -1;
    std::optional<int> hiddenIn;
    for (const NodeView& subnet : node.targets(node.kind()->placement)) {
        if (const auto within = m_hiddenContainers.constFind(subnet.uid()); within != m_hiddenContainers.constEnd()) {
            m_picture.hidden[node.uid()].push_back({subnet.uid(), *within});
            hiddenIn = hiddenIn.value_or(*within);
            continue;
        }
        const auto container = m_containers.constFind(subnet.uid());
        if (container == m_containers.constEnd()) continue;
        const int depth = m_picture.nodes[static_cast<size_t>(*container)].depth + 1;
        const int tile = addTile(node, {*container, depth, -1, subnet.uid()});
        if (first < 0) first = tile;
    }
    if (first < 0 && !hiddenIn) first = addTile(node, home);
    addOwnedOf(node, first, hiddenIn);
}

// What a node in several subnets owns stands beside the first of its tiles, or is hidden with all of them.
void PictureBoxes::addOwnedOf(const NodeView& node, int first, std::optional<int> hiddenIn) {
    if (first < 0) {
        int count = 0;
        hideTree(node, *hiddenIn, count);
        return;
    }
    const PictureNode& tile = m_picture.nodes[static_cast<size_t>(first)];
    const Seat beside{tile.parent, tile.depth, first, {}};
    for (const NodeView& child : node.children()) addTree(child, beside);
}

// ---------------------------------------------------------------- collapsed containers
void PictureBoxes::hideTree(const NodeView& node, int tile, int& count) {
    for (const NodeView& child : node.children()) {
        ++count;
        const bool spans = child.kind() && !child.kind()->placement.isEmpty();
        // What spans subnets may stand in others that are in sight: it is seated when all of them are known.
        if (!spans) m_picture.hidden[child.uid()].push_back({{}, tile});
        if (spans) m_hiddenHomes.emplace_back(child.id(), tile);
        if (child.view().shape == ViewSpec::Shape::Container) m_hiddenContainers.insert(child.uid(), tile);
        hideTree(child, tile, count);
    }
}

// A box with the title and a count; it has its own size, so that the one it had is there when it is opened again.
void PictureBoxes::collapse(int index, const NodeView& node) {
    int count = 0;
    m_hiddenContainers.insert(node.uid(), index);
    hideTree(node, index, count);
    PictureNode& tile = m_picture.nodes[static_cast<size_t>(index)];
    layout::Box& box = m_input.boxes[static_cast<size_t>(index)];
    tile.isCollapsed = true;
    tile.secondLine = QCoreApplication::translate("model", "%n inside", nullptr, count);
    const double width = 12 + kGlyph + 6 + textWidth(tile.title, kContainerFont) + 10 + textWidth(tile.secondLine, kSecondFont) + 36;
    QSizeF size(std::ceil(width / 8) * 8, kCollapsedHeight);
    if (const auto own = collapsedSize(m_document.node(node.id()).data.properties)) size = size.expandedTo(*own);
    box.shape = layout::BoxShape::Leaf;
    box.leafSize = size;
    box.icon = {QPointF(), size};
    box.pinnedSize.reset();
    box.band = -1;
}

// At home in a collapsed container: in it, unless it stands in subnets elsewhere.
void PictureBoxes::addHidden(const NodeView& node, int home) {
    bool placed = false;
    for (const NodeView& subnet : node.targets(node.kind()->placement)) {
        const auto within = m_hiddenContainers.constFind(subnet.uid());
        if (within == m_hiddenContainers.constEnd()) continue;
        m_picture.hidden[node.uid()].push_back({subnet.uid(), *within});
        placed = true;
    }
    if (!placed) m_picture.hidden[node.uid()].push_back({{}, home});
}

int PictureBoxes::addTile(const NodeView& node, const Seat& seat) {
    const NodeData& data = m_document.node(node.id()).data;
    const ViewSpec view = node.view();
    PictureNode tile;
    tile.node = node.uid();
    tile.presence = seat.presence;
    tile.parent = seat.parent;
    tile.owner = seat.owner;
    tile.depth = seat.depth;
    tile.shape = view.shape;
    tile.kind = data.kind;
    tile.token = view.token;
    tile.gauges = view.gauges;
    tile.category = node.kind() ? node.kind()->category : Category::General;
    tile.title = node.name();
    tile.secondLine = view.secondLine;
    tile.order = orderOf(data.properties);
    tile.highlight = highlightOf(data.properties);
    layout::Box box;
    box.isLocked = isLocked(data.properties);
    box.parent = seat.parent;
    box.owner = seat.owner;
    box.rank = view.rank;
    box.stage = stageOf(node.kind());
    // What takes in from elsewhere for its owner stands before it.
    if (seat.owner >= 0) box.slot = node.kind() && !node.kind()->joins.isEmpty() ? layout::Slot::OwnerLeft : layout::Slot::OwnerRight;
    if (seat.parent >= 0 && view.border == ViewSpec::Border::Left) box.slot = layout::Slot::BorderLeft;
    if (seat.parent >= 0 && view.border == ViewSpec::Border::Right) box.slot = layout::Slot::BorderRight;
    const auto geometry = storedPlace(m_document, tile);
    switch (view.shape) {
        case ViewSpec::Shape::Leaf: describeLeaf(tile, box); break;
        case ViewSpec::Shape::Container: describeContainer(tile, box, view); break;
        case ViewSpec::Shape::Strip: describeStrip(tile, box); break;
        case ViewSpec::Shape::Note: describeNote(tile, box, geometry); break;
    }
    if (geometry && keepsPlace(data, *geometry)) {
        // The stored place is the icon's: a longer name must not push it aside.
        const bool isLeaf = view.shape == ViewSpec::Shape::Leaf;
        box.pinned = isLeaf ? geometry->position - box.icon.topLeft() : geometry->position;
        if (box.shape == layout::BoxShape::Container && !geometry->size.isEmpty()) box.pinnedSize = geometry->size;
    }
    m_picture.nodes.push_back(std::move(tile));
    m_input.boxes.push_back(std::move(box));
    return static_cast<int>(m_picture.nodes.size()) - 1;
}

bool PictureBoxes::keepsPlace(const NodeData& data, const Geometry& geometry) const {
    return isLocked(data.properties) || m_scope == ArrangeScope::OnlyUnplaced || (m_scope == ArrangeScope::AllUnpinned && geometry.pinned);
}

// Presences stand in subnets that may have come later than their home: parents must come before children.
void PictureBoxes::sortByDepth() {
    std::vector<int> order(m_picture.nodes.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [this](int i) { return m_picture.nodes[static_cast<size_t>(i)].depth; });
    std::vector<int> seat(order.size());
    for (size_t i = 0; i < order.size(); ++i) seat[static_cast<size_t>(order[i])] = static_cast<int>(i);
    std::vector<PictureNode> nodes;
    std::vector<layout::Box> boxes;
    for (const int old : order) {
        PictureNode& node = nodes.emplace_back(std::move(m_picture.nodes[static_cast<size_t>(old)]));
        layout::Box& box = boxes.emplace_back(std::move(m_input.boxes[static_cast<size_t>(old)]));
        if (node.parent >= 0) node.parent = seat[static_cast<size_t>(node.parent)];
        if (node.owner >= 0) node.owner = seat[static_cast<size_t>(node.owner)];
        box.parent = node.parent;
        box.owner = node.owner;
        m_picture.byNode[node.node].push_back(static_cast<int>(nodes.size()) - 1);
    }
    m_picture.nodes = std::move(nodes);
    m_input.boxes = std::move(boxes);
    for (auto& seats : m_picture.hidden)
        for (Picture::Hidden& hidden : seats) hidden.tile = seat[static_cast<size_t>(hidden.tile)];
}

// ---------------------------------------------------------------- sizes
void PictureBoxes::describeLeaf(PictureNode& tile, layout::Box& box) const {
    tile.title = layout::elidedInMiddle(tile.title, kTitleFont, kLabelWidth);
    tile.secondLine = layout::elidedInMiddle(tile.secondLine, kSecondFont, kLabelWidth);
    const layout::LeafCell cell = layout::leafCell({kIcon, kIcon}, layout::textSize(tile.title, kTitleFont),
                                                   tile.secondLine.isEmpty() ? QSizeF() : layout::textSize(tile.secondLine, kSecondFont));
    box.leafSize = cell.size;
    box.icon = cell.icon;
}

void PictureBoxes::describeContainer(PictureNode& tile, layout::Box& box, const ViewSpec& view) {
    box.shape = layout::BoxShape::Container;
    box.titleHeight = kTitleStrip;
    tile.title = layout::elidedInMiddle(tile.title, kContainerFont, 2 * kLabelWidth);
    box.titleWidth = 12 + kGlyph + 6 + textWidth(tile.title, kContainerFont) + 10 + textWidth(tile.secondLine, kSecondFont) + 12;
    if (!view.band.isEmpty()) box.band = bandIndex(view.band);
}

void PictureBoxes::describeStrip(PictureNode& tile, layout::Box& box) const {
    box.slot = layout::Slot::Strip;
    tile.title = layout::elidedInMiddle(tile.title, kSecondFont, kLabelWidth);
    tile.secondLine.clear();
    box.leafSize = {std::ceil((4 + kChipIcon + 6 + textWidth(tile.title, kSecondFont) + 8) / 8) * 8, kChipHeight};
    box.icon = {4, (kChipHeight - kChipIcon) / 2, kChipIcon, kChipIcon};
}

void PictureBoxes::describeNote(PictureNode& tile, layout::Box& box, const std::optional<Geometry>& geometry) const {
    tile.title.clear();
    const auto heightAt = [&](double width) { return wrappedLines(tile.secondLine, width - 2 * kNotePadding) * layout::lineHeightPx(kNoteFont) + 2 * kNotePadding; };
    // A long text makes a wide sheet, not a tall one.
    double width = kNoteWidth;
    while (width < kNoteWidest && heightAt(width) > width / 2) width += kNoteWidth / 4;
    double height = 0;
    if (geometry && !geometry->size.isEmpty()) {
        width = geometry->size.width();
        height = geometry->size.height();
    }
    box.leafSize = {width, std::ceil(std::max(height, heightAt(width)) / 8) * 8};
    box.icon = {QPointF(), box.leafSize};
}

int PictureBoxes::bandIndex(const QString& zone) {
    const auto at = m_zones.indexOf(zone);
    if (at >= 0) return static_cast<int>(at);
    m_zones += zone;
    return static_cast<int>(m_zones.size()) - 1;
}

// ---------------------------------------------------------------- places
void PictureBoxes::arrange() {
    orderBands();
    orderStrips();
    orderContainers();
    for (const PictureLeg& leg : m_picture.legs)
        m_input.edges.push_back({leg.from, leg.to, leg.kind == PictureLeg::Kind::Owns ? 2.0 : 1.0});
    const layout::Arrangement arrangement = layout::arrange(m_input);
    for (size_t i = 0; i < m_picture.nodes.size(); ++i) place(m_picture.nodes[i], m_input.boxes[i], arrangement.absolute[i]);
    for (const layout::ZoneBand& band : arrangement.bands) {
        const QString zone = m_zones.value(band.band);
        const QSizeF text = layout::textSize(zone, kContainerFont);
        m_picture.bands.push_back({zone, band.parent, band.rect, {band.rect.topLeft() + QPointF(10, 6), text}});
    }
    m_picture.bounds = arrangement.bounds;
}

// Zones stand side by side in the order of their names.
void PictureBoxes::orderBands() {
    QStringList sorted = m_zones;
    sorted.sort();
    for (layout::Box& box : m_input.boxes)
        if (box.band >= 0) box.band = static_cast<int>(sorted.indexOf(m_zones[box.band]));
    m_zones = sorted;
}

// What a VPC lists stands by kind and name.
void PictureBoxes::orderStrips() {
    orderTiles(ViewSpec::Shape::Strip, [](const PictureNode& a, const PictureNode& b) {
        return a.kind != b.kind ? a.kind < b.kind : comesNaturallyBefore(a.title, b.title);
    });
}

// Where links leave it open, containers stand in the order of their names.
void PictureBoxes::orderContainers() {
    orderTiles(ViewSpec::Shape::Container, [](const PictureNode& a, const PictureNode& b) { return comesNaturallyBefore(a.title, b.title); });
}

template <typename ComesBefore>
void PictureBoxes::orderTiles(ViewSpec::Shape shape, ComesBefore comesBefore) {
    std::vector<int> tiles;
    for (size_t i = 0; i < m_picture.nodes.size(); ++i)
        if (m_picture.nodes[i].shape == shape) tiles.push_back(static_cast<int>(i));
    std::ranges::stable_sort(tiles, [&](int a, int b) { return comesBefore(m_picture.nodes[static_cast<size_t>(a)], m_picture.nodes[static_cast<size_t>(b)]); });
    for (size_t i = 0; i < tiles.size(); ++i) m_input.boxes[static_cast<size_t>(tiles[i])].order = static_cast<int>(i);
}

void PictureBoxes::place(PictureNode& tile, const layout::Box& box, const QRectF& rect) const {
    tile.rect = rect;
    if (tile.shape == ViewSpec::Shape::Container) {
        tile.icon = {rect.left() + 12, rect.top() + 7, kGlyph, kGlyph};
        const QSizeF title = layout::textSize(tile.title, kContainerFont);
        tile.titleRect = {{tile.icon.right() + 6, rect.top() + 16 - title.height() / 2}, title};
        if (tile.secondLine.isEmpty()) return;
        const QSizeF second = layout::textSize(tile.secondLine, kSecondFont);
        tile.secondRect = {{tile.titleRect.right() + 10, rect.top() + 16 - second.height() / 2}, second};
        return;
    }
    tile.icon = box.icon.translated(rect.topLeft());
    if (tile.shape == ViewSpec::Shape::Note) {
        tile.secondRect = rect.adjusted(kNotePadding, kNotePadding, -kNotePadding, -kNotePadding);
    } else if (tile.shape == ViewSpec::Shape::Strip) {
        const QSizeF title = layout::textSize(tile.title, kSecondFont);
        tile.titleRect = {{tile.icon.right() + 6, rect.center().y() - title.height() / 2}, title};
    } else {
        const QSizeF title = layout::textSize(tile.title, kTitleFont);
        tile.titleRect = {{tile.icon.center().x() - title.width() / 2, tile.icon.bottom() + 4}, title};
        if (tile.secondLine.isEmpty()) return;
        const QSizeF second = layout::textSize(tile.secondLine, kSecondFont);
        tile.secondRect = {{tile.icon.center().x() - second.width() / 2, tile.titleRect.bottom() + 1}, second};
    }
}

void PictureBoxes::storePlaces(Edit& edit) const {
    for (size_t i = 0; i < m_picture.nodes.size(); ++i) {
        const PictureNode& tile = m_picture.nodes[i];
        const layout::Box& box = m_input.boxes[i];
        if (box.pinned || tile.shape == ViewSpec::Shape::Strip) continue;
        const QPointF origin = tile.parent < 0 ? QPointF() : m_picture.nodes[static_cast<size_t>(tile.parent)].rect.topLeft();
        const bool isLeaf = tile.shape == ViewSpec::Shape::Leaf;
        // Subnets of one row and column are equal because the arrangement made them so: their size is part of it.
        QSizeF size = tile.shape == ViewSpec::Shape::Container && !tile.isCollapsed ? tile.rect.size() : QSizeF(0, 0);
        if (tile.shape == ViewSpec::Shape::Note)  // how wide a sheet is, is part of what it says
            if (const auto stored = storedPlace(m_document, tile)) size = stored->size;
        edit.setGeometry(tile.node, Geometry{(isLeaf ? tile.icon : tile.rect).topLeft() - origin, size, false}, tile.presence);
    }
}

}  // namespace model
