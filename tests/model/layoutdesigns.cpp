// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/layoutdesigns.h"

#include "model/layout/textmetrics.h"

#include <algorithm>

using namespace model::layout;

namespace {

constexpr TextStyle kLabel{FontWeight::SemiBold, 12.0};
constexpr TextStyle kDetail{FontWeight::Regular, 11.0};

// Small and the same everywhere, which std::uniform_int_distribution is not.
class Dice {
public:
    explicit Dice(unsigned seed) : m_state(seed * 2654435761u + 12345u) {}
    int below(int limit)
    {
        m_state = m_state * 6364136223846793005ull + 1442695040888963407ull;
        return int((m_state >> 33) % quint64(limit));
    }

private:
    quint64 m_state;
};

int addSubnet(LayoutDesign &design, const QString &name, int vpc, int band, int rank)
{
    const int subnet = design.addContainer(name, vpc);
    design.box(subnet).band = band;
    design.box(subnet).rank = rank;
    return subnet;
}

int addVpc(LayoutDesign &design, const QString &name, int region, int table)
{
    const int vpc = design.addContainer(name, region);
    const int gateway = design.addLeaf(QStringLiteral("ddb-gateway"), {}, vpc);
    design.box(gateway).slot = Slot::BorderRight;
    const int internet = design.addLeaf(QStringLiteral("igw"), {}, vpc);
    design.box(internet).slot = Slot::BorderLeft;
    const QString zones[] = {QStringLiteral("a"), QStringLiteral("b")};
    for (int zone = 0; zone < 2; ++zone) {
        const int open = addSubnet(design, QStringLiteral("public 10.0.%1.0/24").arg(zone), vpc, zone, 0);
        const int closed = addSubnet(design, QStringLiteral("private 10.0.%1.0/20").arg(16 * (zone + 1)), vpc, zone, 1);
        design.addLeaf(QStringLiteral("nat-") + zones[zone], {}, open);
        const int checkout = design.addLeaf(QStringLiteral("checkout"), QStringLiteral("4 x t3.medium"), closed);
        const int cache = design.addLeaf(QStringLiteral("orders-dax"), QStringLiteral("hit 92 %"), closed);
        design.link(checkout, cache);
        design.link(checkout, gateway);
        design.link(cache, gateway);
    }
    for (const char *member : {"rtb-public", "rtb-private", "sg-checkout", "acl-default"}) {
        const int chip = design.addLeaf(QString::fromLatin1(member), {}, vpc);
        design.box(chip).slot = Slot::Strip;
        design.box(chip).leafSize = QSizeF(104, 24);
        design.box(chip).icon = QRectF(0, 4, 16, 16);
    }
    design.link(gateway, table);
    return vpc;
}

} // namespace

int LayoutDesign::addContainer(const QString &name, int parent)
{
    Box box;
    box.shape = BoxShape::Container;
    box.parent = parent;
    box.titleWidth = textWidthPx(name, kLabel) + 24.0;
    input.boxes.push_back(box);
    names.push_back(name);
    details.emplace_back();
    return int(input.boxes.size()) - 1;
}

int LayoutDesign::addLeaf(const QString &name, const QString &detail, int parent)
{
    const LeafCell cell = leafCell(QSizeF(40, 40), textSize(name, kLabel), detail.isEmpty() ? QSizeF() : textSize(detail, kDetail));
    Box box;
    box.parent = parent;
    box.leafSize = cell.size;
    box.icon = cell.icon;
    input.boxes.push_back(box);
    names.push_back(name);
    details.push_back(detail);
    return int(input.boxes.size()) - 1;
}

void LayoutDesign::link(int from, int to)
{
    input.edges.push_back({from, to, 1.0});
}

LayoutDesign shopDesign()
{
    LayoutDesign design;
    const int client = design.addLeaf(QStringLiteral("shoppers"), QStringLiteral("120 requests/s"), -1);
    design.box(client).stage = Stage::Start;
    const int region = design.addContainer(QStringLiteral("us-east-1 N. Virginia"), -1);
    const int table = design.addLeaf(QStringLiteral("Orders"), QStringLiteral("provisioned 400 / 200"), region);
    design.box(table).stage = Stage::End;
    addVpc(design, QStringLiteral("shop 10.0.0.0/16"), region, table);
    const int index = design.addLeaf(QStringLiteral("by-customer"), QStringLiteral("GSI, all"), region);
    design.box(index).slot = Slot::OwnerRight;
    design.box(index).owner = table;
    const int stream = design.addLeaf(QStringLiteral("Orders stream"), QStringLiteral("24 h"), region);
    design.box(stream).slot = Slot::OwnerBelow;
    design.box(stream).owner = table;
    const int archive = design.addLeaf(QStringLiteral("archive"), {}, region);
    const int report = design.addLeaf(QStringLiteral("nightly-report"), QStringLiteral("Lambda, 1 GB"), region);
    design.link(table, index);
    design.link(table, stream);
    design.link(stream, archive);
    design.link(report, index);
    design.link(client, 5);
    return design;
}

LayoutDesign twoRegionsDesign()
{
    LayoutDesign design = shopDesign();
    const int europe = design.addContainer(QStringLiteral("eu-west-1 Ireland"), -1);
    const int replica = design.addLeaf(QStringLiteral("Orders"), QStringLiteral("replica, MREC"), europe);
    design.box(replica).stage = Stage::End;
    const int reports = design.addLeaf(QStringLiteral("reports"), QStringLiteral("1 GB"), europe);
    const int shoppers = design.addLeaf(QStringLiteral("shoppers-eu"), QStringLiteral("120 requests/s"), europe);
    design.box(shoppers).stage = Stage::Start;
    design.link(2, replica);
    design.link(reports, replica);
    design.link(shoppers, replica);
    addVpc(design, QStringLiteral("back office 10.1.0.0/16"), europe, replica);
    return design;
}

LayoutDesign randomDesign(int nodes, int links, unsigned seed)
{
    Dice dice(seed);
    LayoutDesign design;
    const int perGroup = 16;
    const int groups = std::max(1, nodes / (perGroup * 4));
    std::vector<std::vector<int>> leaves;
    int left = nodes;
    for (int g = 0; g < groups; ++g) {
        const int outer = design.addContainer(QStringLiteral("vpc-%1").arg(g), -1);
        const int subnets = 2 + dice.below(4);
        for (int s = 0; s < subnets; ++s) {
            const int inner = design.addContainer(QStringLiteral("subnet-%1-%2").arg(g).arg(s), outer);
            if (g % 2 == 0) {
                design.box(inner).band = s % 3;
                design.box(inner).rank = s / 3;
            }
            leaves.emplace_back();
            const int share = std::max(1, left / ((groups - g) * 4) / 2 + dice.below(std::max(1, perGroup)));
            for (int i = 0; i < share && left > 0; ++i, --left) {
                const QString name = QStringLiteral("node-%1").arg(nodes - left) + QString(dice.below(8), QLatin1Char('x'));
                leaves.back().push_back(design.addLeaf(name, QStringLiteral("detail"), inner));
            }
        }
    }
    leaves.emplace_back();
    for (; left > 0; --left)
        leaves.back().push_back(design.addLeaf(QStringLiteral("outer-%1").arg(left), {}, dice.below(2) == 0 ? -1 : 0));
    std::erase_if(leaves, [](const auto &group) { return group.empty(); });
    for (int l = 0; l < links; ++l) {
        const int kind = dice.below(100);
        const int near = dice.below(int(leaves.size()));
        const int spread = kind < 65 ? 0 : kind < 92 ? 3 : int(leaves.size());
        const int other = std::clamp(near + (spread > 0 ? dice.below(2 * spread + 1) - spread : 0), 0, int(leaves.size()) - 1);
        const auto pick = [&](int group) { return leaves[std::size_t(group)][std::size_t(dice.below(int(leaves[std::size_t(group)].size())))]; };
        const int from = pick(near);
        const int to = kind == 99 ? design.input.boxes[std::size_t(pick(other))].parent : pick(other);
        if (to >= 0 && from != to)
            design.link(from, to);
    }
    return design;
}

RouteScene scatteredScene(int nodes, int links, unsigned seed)
{
    Dice dice(seed);
    RouteScene scene;
    const int columns = 2 + int(std::max(2, nodes / 6));
    std::vector<QPointF> cells;
    for (int i = 0; i < nodes; ++i) {
        // One cell of 220 x 170 per box, so that boxes never overlap but stand off any grid.
        const QPointF corner(220.0 * (i % columns), 170.0 * (i / columns));
        const QSizeF size(48.0 + dice.below(100), 48.0 + dice.below(50));
        const QRectF rect(corner + QPointF(8.0 + dice.below(220 - int(size.width()) - 16), 8.0 + dice.below(170 - int(size.height()) - 16)), size);
        RouteNode node;
        node.rect = rect;
        node.icon = QRectF(rect.center().x() - 20.0, rect.top(), 40.0, 40.0);
        scene.nodes.push_back(node);
    }
    const int containers = nodes / 12;
    for (int c = 0; c < containers; ++c) {
        const int column = dice.below(columns - 1);
        const int row = dice.below(std::max(1, nodes / columns - 1));
        RouteNode node;
        node.shape = RouteShape::Container;
        node.rect = QRectF(220.0 * column - 2.0, 170.0 * row - 2.0, 220.0 * (1 + dice.below(2)), 170.0 * (1 + dice.below(2)));
        scene.nodes.push_back(node);
        scene.labels.emplace_back(node.rect.left() + 8.0, node.rect.top() + 1.0, 60.0, 6.0);
    }
    for (int l = 0; l < links; ++l) {
        RouteLink link;
        link.from = dice.below(int(scene.nodes.size()));
        link.to = dice.below(int(scene.nodes.size()));
        if (link.from != link.to)
            scene.links.push_back(link);
    }
    return scene;
}

RouteScene sceneOf(const LayoutDesign &design, const Arrangement &arrangement)
{
    RouteScene scene;
    for (std::size_t b = 0; b < design.input.boxes.size(); ++b) {
        const Box &box = design.input.boxes[b];
        RouteNode node;
        node.parent = box.parent;
        node.rect = arrangement.absolute[b];
        if (box.shape == BoxShape::Container) {
            node.shape = RouteShape::Container;
            node.passage = box.band >= 0 ? Passage::Free : Passage::Avoid;
            scene.labels.emplace_back(node.rect.left() + 10.0, node.rect.top() + 8.0, box.titleWidth, 16.0);
        } else {
            node.icon = box.icon.translated(node.rect.topLeft());
        }
        scene.nodes.push_back(node);
    }
    for (const ArrangeEdge &edge : design.input.edges) {
        RouteLink link;
        link.from = edge.from;
        link.to = edge.to;
        scene.links.push_back(link);
    }
    return scene;
}
