// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/itemtree.h"

#include <algorithm>
#include <cstddef>

namespace model::layout {

namespace {

bool isContained(const std::vector<Box> &boxes, int index)
{
    return index >= 0 && std::size_t(index) < boxes.size();
}

// Parents as given, but never a cycle and never a leaf: such a box becomes a root.
std::vector<int> soundParents(const std::vector<Box> &boxes)
{
    std::vector<int> parents(boxes.size(), -1);
    std::vector<char> state(boxes.size(), 0);  // 0 new, 1 on the way up, 2 sound
    for (std::size_t start = 0; start < boxes.size(); ++start) {
        std::vector<int> way;
        int at = int(start);
        while (isContained(boxes, at) && state[std::size_t(at)] == 0) {
            state[std::size_t(at)] = 1;
            way.push_back(at);
            at = boxes[std::size_t(at)].parent;
        }
        const bool isCycle = isContained(boxes, at) && state[std::size_t(at)] == 1;
        for (const int b : way) {
            const int parent = boxes[std::size_t(b)].parent;
            const bool isUsable = isContained(boxes, parent) && boxes[std::size_t(parent)].shape == BoxShape::Container;
            parents[std::size_t(b)] = isUsable && !(isCycle && parent == at) ? parent : -1;
            state[std::size_t(b)] = 2;
        }
    }
    return parents;
}

bool isSatellite(const Box &box)
{
    return isBesideOwner(box.slot) && box.owner >= 0;
}

class TreeBuilder {
public:
    explicit TreeBuilder(const ArrangeInput &input) : m_input(input), m_parents(soundParents(input.boxes)) { m_tree.input = &input; }

    ItemTree build()
    {
        const std::size_t count = m_input.boxes.size();
        m_tree.items.resize(count + 1);
        m_tree.root = int(count);
        m_tree.items[count].kind = ItemKind::Root;
        for (std::size_t b = 0; b < count; ++b) {
            const Box &box = m_input.boxes[b];
            m_tree.items[b].kind = box.shape == BoxShape::Leaf ? ItemKind::Leaf : ItemKind::Container;
            const int parent = m_parents[b] < 0 ? m_tree.root : m_parents[b];
            m_tree.items[b].parent = parent;
            m_tree.items[std::size_t(parent)].children.push_back(int(b));
        }
        for (std::size_t i = 0; i <= count; ++i) {
            groupSatellites(int(i));
            groupBands(int(i));
        }
        orderItems();
        liftEdges();
        return std::move(m_tree);
    }

private:
    int addGroup(int parent, ItemKind kind, const std::vector<int> &members)
    {
        const int group = int(m_tree.items.size());
        Item item;
        item.kind = kind;
        item.parent = parent;
        item.children = members;
        m_tree.items.push_back(item);
        for (const int member : members)
            m_tree.items[std::size_t(member)].parent = group;
        std::vector<int> &siblings = m_tree.items[std::size_t(parent)].children;
        std::replace(siblings.begin(), siblings.end(), members.front(), group);
        std::erase_if(siblings, [&](int child) { return std::find(members.begin() + 1, members.end(), child) != members.end(); });
        return group;
    }

    // The box that an owned box gathers round: owners of owners lead to the first that nobody owns.
    int gatheringPoint(int box) const
    {
        int owner = box;
        for (int steps = 0; steps < 8 && isSatellite(m_input.boxes[std::size_t(owner)]); ++steps) {
            const int next = m_input.boxes[std::size_t(owner)].owner;
            if (!isContained(m_input.boxes, next) || m_parents[std::size_t(next)] != m_parents[std::size_t(owner)])
                break;
            owner = next;
        }
        return owner;
    }

    void groupSatellites(int parent)
    {
        std::vector<std::pair<int, int>> owned;
        for (const int child : m_tree.items[std::size_t(parent)].children) {
            const Box *box = m_tree.box(child);
            if (!box || !isSatellite(*box) || box->pinned)
                continue;
            const int owner = gatheringPoint(child);
            const Box &target = m_input.boxes[std::size_t(owner)];
            if (owner != child && !target.pinned && target.slot == Slot::Flow && target.shape == BoxShape::Leaf)
                owned.emplace_back(owner, child);
        }
        std::stable_sort(owned.begin(), owned.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (std::size_t i = 0; i < owned.size();) {
            std::vector<int> members{owned[i].first};
            for (; i < owned.size() && owned[i].first == members.front(); ++i)
                members.push_back(owned[i].second);
            addGroup(parent, ItemKind::Cluster, members);
        }
    }

    void groupBands(int parent)
    {
        std::vector<int> members;
        bool hasPinned = false;
        for (const int child : m_tree.items[std::size_t(parent)].children) {
            const Box *box = m_tree.box(child);
            if (!box || box->slot != Slot::Flow)
                continue;
            hasPinned = hasPinned || box->pinned.has_value();
            if (box->band >= 0)
                members.push_back(child);
        }
        if (!hasPinned && !members.empty())
            addGroup(parent, ItemKind::Grid, members);
    }

    void orderItems()
    {
        std::vector<int> stack{m_tree.root};
        while (!stack.empty()) {
            const int item = stack.back();
            stack.pop_back();
            m_tree.inner.push_back(item);
            for (const int child : m_tree.items[std::size_t(item)].children) {
                m_tree.items[std::size_t(child)].depth = m_tree.items[std::size_t(item)].depth + 1;
                stack.push_back(child);
            }
        }
        std::reverse(m_tree.inner.begin(), m_tree.inner.end());
    }

    void addEdge(int from, int to, double weight)
    {
        if (!isContained(m_input.boxes, from) || !isContained(m_input.boxes, to) || from == to)
            return;
        const auto item = [this](int i) -> Item & { return m_tree.items[std::size_t(i)]; };
        int a = from;
        int b = to;
        // Climb to the two siblings below the nearest common ancestor, telling each group passed about its outer link.
        while (item(a).parent != item(b).parent) {
            const bool isFromDeeper = item(a).depth >= item(b).depth;
            int &climber = isFromDeeper ? a : b;
            const int above = item(climber).parent;
            if (above == (isFromDeeper ? b : a))
                return;  // one end holds the other: nothing to arrange
            item(above).outer.push_back({climber, isFromDeeper ? from : to, isFromDeeper ? to : from, weight});
            climber = above;
        }
        if (a != b)
            item(item(a).parent).edges.push_back({a, b, from, to, weight});
    }

    void liftEdges()
    {
        for (const ArrangeEdge &edge : m_input.edges)
            addEdge(edge.from, edge.to, edge.weight);
        // What is owned stays near its owner even if no link says so.
        for (std::size_t b = 0; b < m_input.boxes.size(); ++b) {
            if (isSatellite(m_input.boxes[b]))
                addEdge(m_input.boxes[b].owner, int(b), 1.0);
        }
    }

    const ArrangeInput &m_input;
    std::vector<int> m_parents;
    ItemTree m_tree;
};

} // namespace

const Box *ItemTree::box(int item) const
{
    return std::size_t(item) < input->boxes.size() ? &input->boxes[std::size_t(item)] : nullptr;
}

bool ItemTree::isPinned(int item) const
{
    const Box *of = box(item);
    return of && of->pinned.has_value();
}

QRectF ItemTree::iconOf(int index) const
{
    const Box &of = input->boxes[std::size_t(index)];
    if (!of.icon.isEmpty())
        return of.icon;
    const double side = std::min({40.0, of.leafSize.width(), of.leafSize.height()});
    return {(of.leafSize.width() - side) / 2.0, 0.0, side, side};
}

QPointF ItemTree::anchorWithin(int index, int item) const
{
    const Item &of = items[std::size_t(index)];
    QPointF point = of.kind == ItemKind::Leaf ? iconOf(index).center() : QPointF(of.size.width() / 2.0, of.size.height() / 2.0);
    for (int at = index; at != item && at >= 0; at = items[std::size_t(at)].parent)
        point += items[std::size_t(at)].at;
    return point;
}

QPointF ItemTree::absoluteAnchor(int index) const
{
    return items[std::size_t(index)].origin + anchorWithin(index, index);
}

QRectF ItemTree::cell(int item) const
{
    const Item &of = items[std::size_t(item)];
    return QRectF(of.at, of.size).marginsAdded(of.overhang);
}

void ItemTree::refreshOrigins()
{
    for (auto item = inner.rbegin(); item != inner.rend(); ++item) {
        Item &of = items[std::size_t(*item)];
        of.origin = of.at + (of.parent >= 0 ? items[std::size_t(of.parent)].origin : QPointF());
    }
}

ItemTree buildItemTree(const ArrangeInput &input)
{
    return TreeBuilder(input).build();
}

} // namespace model::layout
