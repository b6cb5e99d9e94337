// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace model::layout {

enum class BoxShape { Leaf, Container };

// Where within its parent a box belongs.
enum class Slot {
    Flow,         // a layer of the flow, chosen from the links
    BorderLeft,   // a leaf centred on the parent's border (gateways, endpoints)
    BorderRight,
    BorderTop,
    BorderBottom,
    Strip,        // a row of small leaves along the bottom of the parent (route tables, security groups)
    OwnerLeft,    // before the sibling that owns it (what a function reads from)
    OwnerRight,   // beside the sibling that owns it (an index beside its table)
    OwnerBelow    // below the sibling that owns it (a stream below its table)
};

[[nodiscard]] constexpr bool isBesideOwner(Slot slot) { return slot >= Slot::OwnerLeft && slot <= Slot::OwnerBelow; }

// What a box is in the flow where links leave the choice open: clients begin it, data stores end it.
enum class Stage { Start, Middle, End };

// Which way the flow runs inside a container. Automatic is downwards in boxes with a band, else to the right.
enum class FlowDirection { Automatic, Rightwards, Downwards };

// A box is named by its index in ArrangeInput::boxes. All lengths are pixels at 100 %; positions grow to the right and down.
struct Box {
    int parent = -1;
    BoxShape shape = BoxShape::Leaf;
    Slot slot = Slot::Flow;
    Stage stage = Stage::Middle;
    FlowDirection direction = FlowDirection::Automatic;
    // Leaf: the whole cell, icon and label together. Round widths up to 16 and heights to 8 (cellSize() does).
    QSizeF leafSize;
    // Leaf: the icon within the cell; links end at it, and icons of one row or column share their centre. An empty
    // rectangle stands for an icon of 40 x 40 px at the top middle.
    QRectF icon;
    // A position relative to the parent's top left corner that must stay (a person placed the box).
    std::optional<QPointF> pinned;
    // Its neighbours do not push it aside.
    bool isLocked = false;
    // Container: a size chosen by a person. Kept unless what must be inside does not fit; then it grows.
    std::optional<QSizeF> pinnedSize;
    double titleHeight = 32.0;  // container: strip at the top that stays free for glyph and title
    double titleWidth = 0.0;    // container: never narrower than its title
    double padding = 16.0;      // container: between its border and what it holds
    int band = -1;              // subnets: index of the availability zone; one column per zone, -1: none
    int rank = 0;               // rows of a band: smaller above (public 0, private 1); ties between other boxes too
    int order = 0;              // last tie-break, for example the order of creation; the index decides after it
    int owner = -1;             // for OwnerLeft, OwnerRight and OwnerBelow: a sibling
};

// Drawn from caller to callee, possibly between different depths. Ends may be containers.
struct ArrangeEdge {
    int from = -1;
    int to = -1;
    double weight = 1.0;  // how much it matters that the two are near and in line
};

struct Spacing {
    double grid = 8.0;
    double leafGap = 32.0;        // between leaves of one layer
    double layerGap = 56.0;       // between layers that links join, before room for many links is added
    double bandTitle = 32.0;      // above the first subnet of a zone
    double bandPadding = 8.0;     // around the subnets of a zone
    double bandGap = 16.0;        // between the bands of two zones
    double rowGap = 16.0;         // between the subnets of one zone
};

struct ArrangeInput {
    std::vector<Box> boxes;
    std::vector<ArrangeEdge> edges;
    Spacing spacing;
};

// The rectangle behind neighbouring subnets of one availability zone.
struct ZoneBand {
    int parent = -1;
    int band = -1;
    QRectF rect;  // absolute
    std::vector<int> members;
};

struct Arrangement {
    std::vector<QRectF> relative;  // to the parent's top left corner; roots: absolute
    std::vector<QRectF> absolute;
    std::vector<ZoneBand> bands;
    QRectF bounds;
};

// Arranges every box that is not pinned. In a container without pinned children the flow is laid out afresh; beside pinned
// children the others are placed next to their neighbours, and what is pinned moves only out of the way of a container that
// lies over it. Passing all old boxes as pinned and new ones without a position is therefore the incremental mode. The
// result depends on the input alone.
[[nodiscard]] Arrangement arrange(const ArrangeInput &input);

// The bands of a drawing whose rectangles are known, for example while a subnet is being dragged.
[[nodiscard]] std::vector<ZoneBand> zoneBands(const std::vector<Box> &boxes, const std::vector<QRectF> &absolute,
                                              const Spacing &spacing);

// The cell of a leaf: an icon with two centred lines of text below it, rounded so that icons sit on the grid.
struct LeafCell {
    QSizeF size;
    QRectF icon;
    QRectF label;
};
[[nodiscard]] LeafCell leafCell(QSizeF icon, QSizeF firstLine, QSizeF secondLine);

} // namespace model::layout
