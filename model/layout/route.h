// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace model::layout {

enum class Side { Left, Right, Top, Bottom };

enum class RouteShape { Leaf, Container };

// Whether links between other boxes may cross a container. Small neighbours such as the subnets of one VPC are better
// crossed than gone round.
enum class Passage { Avoid, Free };

// What links join and avoid. Named by its index in RouteScene::nodes; rectangles are absolute.
struct RouteNode {
    RouteShape shape = RouteShape::Leaf;
    int parent = -1;
    QRectF rect;  // leaf: icon and label, no link passes through; container: its border, links may cross it
    QRectF icon;  // leaf: links end here (let it include gauges beside the icon); empty stands for rect
    Passage passage = Passage::Avoid;  // of a container
};

// A fixed place where a link ends: offset runs from 0 to 1 along the side, to the right or down.
struct Port {
    Side side = Side::Right;
    double offset = 0.5;

    bool operator==(const Port &) const = default;
};

struct RouteLink {
    int from = -1;
    int to = -1;
    std::optional<Port> fromPort;
    std::optional<Port> toPort;
    std::vector<QPointF> waypoints;  // bends that a person placed; the route passes through them in this order
};

struct RouteScene {
    std::vector<RouteNode> nodes;
    std::vector<QRectF> labels;  // titles of containers and other text that no link may pass through
    std::vector<RouteLink> links;
};

struct RouteOptions {
    double margin = 8.0;       // kept from boxes and labels where there is room
    double separation = 10.0;  // between parallel links
    double bendCost = 48.0;    // how many pixels of detour one bend is worth
    double borderMargin = 5.0; // no link runs along a container's border nearer than this
};

// A place where this link hops over another one; segment i runs from points[i] to points[i + 1].
struct Jump {
    int segment = 0;
    QPointF at;
    int over = -1;  // the link below

    bool operator==(const Jump &) const = default;
};

struct Route {
    std::vector<QPointF> points;  // axis-parallel, without the corner radius, which is the painter's
    std::vector<Jump> jumps;      // in drawing order; vertical segments jump over horizontal ones
    Side fromSide = Side::Right;
    Side toSide = Side::Left;
    // False where no way round the boxes exists (an end is covered by another box); the route is then drawn straight.
    bool isClear = true;
};

// Orthogonal connector router. Holds the scene and the routes, so that a drag reroutes only what it touches.
class Router {
public:
    explicit Router(RouteScene scene, RouteOptions options = {});
    ~Router();
    Router(Router &&) noexcept;
    Router &operator=(Router &&) noexcept;

    // Routes every link afresh. The result depends on scene and options alone.
    void routeAll();

    // After an edit: takes over the routes of the scene before it, where nothing that matters to them has changed, and
    // routes the others. For each node and link, the index that it had in the previous scene, or -1. Returns the sorted
    // indices of the links that have other points or jumps than before.
    std::vector<int> adopt(const Router &previous, std::span<const int> oldNodes, std::span<const int> oldLinks);

    struct Move {
        int node = -1;
        QRectF rect;
        QRectF icon;
    };
    struct LabelMove {
        int label = -1;
        QRectF rect;
    };
    // Boxes have moved (name contained boxes and titles too): reroutes the links that end at them or that they now stand
    // in the way of, and returns the sorted indices of all links whose points or jumps changed.
    std::vector<int> move(std::span<const Move> moves, std::span<const LabelMove> labels = {});

    // Other bends for a link; they show when it is routed again.
    void bend(int link, std::vector<QPointF> waypoints);

    // Routes these links again, leaving the others where they are; returns as move() does.
    std::vector<int> reroute(std::span<const int> links);

    [[nodiscard]] const RouteScene &scene() const;
    [[nodiscard]] const std::vector<Route> &routes() const;

    struct State;

private:
    std::unique_ptr<State> m_state;
};

// Convenience for exports and tests.
[[nodiscard]] std::vector<Route> routeLinks(const RouteScene &scene, const RouteOptions &options = {});

// A free place for each wanted badge near the middle of the longest segment of its link, off icons, labels, bends, crossings
// and other badges. Nothing where no such place exists.
struct BadgeWish {
    int link = -1;
    QSizeF extent;
};
[[nodiscard]] std::vector<std::optional<QRectF>> placeBadges(const RouteScene &scene, const std::vector<Route> &routes,
                                                             std::span<const BadgeWish> wishes);

} // namespace model::layout
