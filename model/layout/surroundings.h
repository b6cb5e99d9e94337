// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/obstacles.h"
#include "model/layout/route.h"

#include <QRectF>

#include <array>
#include <vector>

namespace model::layout {

// How much room a search keeps.
struct Clearance {
    double box = 8.0;
    double label = 3.0;
    double border = 5.0;  // 0: links may even run along borders
};

// Solid: links do not enter containers that hold neither of their ends. Open: they may.
enum class Containers { Open, Solid };

// What a search has to deal with: the part of the drawing, and in it all that blocks links (grown by the room to keep)
// and the borders that they may cross but not follow (horizontal, vertical).
struct Surroundings {
    QRectF window;
    Clearance clearance;
    Containers containers = Containers::Open;
    std::vector<QRectF> solids;
    std::array<std::vector<QRectF>, 2> borders;
};

// Everything within a window, with open containers.
[[nodiscard]] Surroundings surroundingsWithin(const ObstacleMap &obstacles, const QRectF &window, const Clearance &clearance);

// The boxes by their parents. Finds what matters to links between two containers without looking at all other boxes.
class SceneTree {
public:
    explicit SceneTree(const RouteScene &scene);

    void nodeMoved(int node);

    // The containers that links between two boxes run in, from both ends up to the innermost that holds both (or to none,
    // -1). A container as an end counts as closed, unless the other end lies in it.
    struct Corridor {
        int a = -1;
        int b = -1;
        int top = -1;

        bool operator==(const Corridor &) const = default;
    };
    [[nodiscard]] Corridor corridorOf(int from, int to) const;
    [[nodiscard]] Surroundings surroundingsOf(const Corridor &corridor, const QRectF &window, const Clearance &clearance) const;

private:
    [[nodiscard]] int depth(int node) const;
    [[nodiscard]] int holderOf(int end, int other) const;
    void addChildren(int container, const std::vector<int> &open, Surroundings &into) const;
    void addSolid(const QRectF &rect, double margin, Surroundings &into) const;
    void addBorders(const QRectF &rect, Surroundings &into) const;
    [[nodiscard]] bool sticksOut(int node) const;
    [[nodiscard]] int parentOf(int node) const { return m_scene.nodes[std::size_t(node)].parent; }

    const RouteScene &m_scene;
    std::vector<std::vector<int>> m_children;  // by container + 1; 0: those of no container
    std::vector<std::vector<int>> m_labels;    // likewise: labels within a container and none of its children
    std::vector<std::vector<int>> m_sticking;  // by container: leaves at or below it that reach out of their parent
};

} // namespace model::layout
