// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/arrange.h"
#include "tests/model/layoutdesigns.h"

#include <QTest>

#include <cmath>

using namespace model::layout;

namespace {

bool isOnBorder(const Box &box)
{
    return box.slot >= Slot::BorderLeft && box.slot <= Slot::BorderBottom;
}

int overlaps(const LayoutDesign &design, const Arrangement &result)
{
    int count = 0;
    for (std::size_t a = 0; a < result.absolute.size(); ++a) {
        for (std::size_t b = a + 1; b < result.absolute.size(); ++b) {
            if (design.input.boxes[a].parent == design.input.boxes[b].parent && result.absolute[a].intersects(result.absolute[b]))
                ++count;
        }
    }
    return count;
}

// Containers that lie over siblings.
int coveredByContainers(const LayoutDesign &design, const Arrangement &result)
{
    int count = 0;
    for (std::size_t a = 0; a < result.absolute.size(); ++a) {
        for (std::size_t b = 0; b < result.absolute.size(); ++b) {
            const Box &first = design.input.boxes[a];
            if (a != b && first.shape == BoxShape::Container && !isOnBorder(design.input.boxes[b]) && first.parent == design.input.boxes[b].parent && result.absolute[a].intersects(result.absolute[b]))
                ++count;
        }
    }
    return count;
}

int escaped(const LayoutDesign &design, const Arrangement &result)
{
    int count = 0;
    for (std::size_t b = 0; b < result.absolute.size(); ++b) {
        const Box &box = design.input.boxes[b];
        if (box.parent < 0 || isOnBorder(box))
            continue;
        const Box &parent = design.input.boxes[std::size_t(box.parent)];
        const QSizeF size = result.relative[std::size_t(box.parent)].size();
        const QRectF inner(parent.padding, parent.titleHeight, size.width() - 2 * parent.padding,
                           size.height() - parent.titleHeight - parent.padding);
        count += inner.contains(result.relative[b]) ? 0 : 1;
    }
    return count;
}

// Whether a sibling makes a container as wide or as high as it is itself.
bool isMatched(const LayoutDesign &design, const Arrangement &result, std::size_t container, double (QRectF::*side)() const)
{
    for (std::size_t b = 0; b < design.input.boxes.size(); ++b) {
        const Box &box = design.input.boxes[b];
        if (b != container && box.shape == BoxShape::Container && box.parent == design.input.boxes[container].parent && (result.relative[b].*side)() == (result.relative[container].*side)())
            return true;
    }
    return false;
}

// Containers that nothing stretches end one padding after what they hold.
int slack(const LayoutDesign &design, const Arrangement &result)
{
    std::vector<QRectF> held(design.input.boxes.size());
    std::vector<char> isPlain(design.input.boxes.size(), 1);
    for (std::size_t b = 0; b < held.size(); ++b) {
        const Box &box = design.input.boxes[b];
        if (box.parent < 0)
            continue;
        held[std::size_t(box.parent)] = held[std::size_t(box.parent)].united(result.relative[b]);
        if (isOnBorder(box) || box.band >= 0)
            isPlain[std::size_t(box.parent)] = 0;
    }
    int count = 0;
    for (std::size_t b = 0; b < held.size(); ++b) {
        const Box &box = design.input.boxes[b];
        if (box.shape == BoxShape::Leaf || box.band >= 0 || isPlain[b] == 0 || held[b].isEmpty())
            continue;
        const QSizeF size = result.relative[b].size();
        const bool isWide = size.width() >= held[b].right() + box.padding + 16.0 && size.width() > box.titleWidth + 2 * box.padding + 16.0;
        const bool isHigh = size.height() >= held[b].bottom() + box.padding + 8.0;
        count += (isWide && !isMatched(design, result, b, &QRectF::width)) || (isHigh && !isMatched(design, result, b, &QRectF::height)) ? 1 : 0;
    }
    return count;
}

bool isOnGrid(const Arrangement &result)
{
    return std::all_of(result.absolute.begin(), result.absolute.end(), [](const QRectF &r) {
        return std::fmod(r.left(), 4.0) == 0.0 && std::fmod(r.top(), 4.0) == 0.0;
    });
}

QPointF iconCentre(const LayoutDesign &design, const Arrangement &result, int box)
{
    return result.absolute[std::size_t(box)].topLeft() + design.input.boxes[std::size_t(box)].icon.center();
}

} // namespace

class TestLayoutArrange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderInEveryDesign_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<int>("seed");
        QTest::newRow("shop") << 0 << 0;
        QTest::newRow("two Regions") << 0 << 1;
        for (int seed = 1; seed <= 100; ++seed)
            QTest::addRow("random %d", seed) << 5 + (seed * 37) % 160 << seed;
        QTest::newRow("random 1000") << 1000 << 7;
    }

    void keepsOrderInEveryDesign()
    {
        QFETCH(int, nodes);
        QFETCH(int, seed);
        const LayoutDesign design = nodes > 0 ? randomDesign(nodes, nodes * 3 / 2, unsigned(seed)) : seed == 0 ? shopDesign() : twoRegionsDesign();
        const Arrangement result = arrange(design.input);
        QCOMPARE(overlaps(design, result), 0);
        QCOMPARE(escaped(design, result), 0);
        QCOMPARE(slack(design, result), 0);
        QVERIFY(isOnGrid(result));
        QVERIFY(arrange(design.input).absolute == result.absolute);
        for (std::size_t a = 0; a < result.bands.size(); ++a) {
            for (std::size_t b = a + 1; b < result.bands.size(); ++b)
                QVERIFY(!result.bands[a].rect.intersects(result.bands[b].rect));
        }
    }

    void subnetsOfOneZoneStandInOneColumn()
    {
        const LayoutDesign design = shopDesign();
        const Arrangement result = arrange(design.input);
        std::vector<QRectF> subnets[2];
        for (std::size_t b = 0; b < design.input.boxes.size(); ++b) {
            if (design.input.boxes[b].band >= 0)
                subnets[design.input.boxes[b].band].push_back(result.absolute[b]);
        }
        for (const auto &column : subnets) {
            QCOMPARE(column.size(), std::size_t(2));
            QCOMPARE(column[0].left(), column[1].left());
            QCOMPARE(column[0].width(), column[1].width());
            QVERIFY(column[0].bottom() < column[1].top());
        }
        for (const std::size_t row : {0u, 1u}) {
            QCOMPARE(subnets[0][row].top(), subnets[1][row].top());
            QCOMPARE(subnets[0][row].height(), subnets[1][row].height());
        }
        QVERIFY(subnets[0][0].right() < subnets[1][0].left());
        QCOMPARE(result.bands.size(), std::size_t(2));
        for (const ZoneBand &band : result.bands) {
            QCOMPARE(band.members.size(), std::size_t(2));
            for (const int member : band.members)
                QVERIFY(band.rect.contains(result.absolute[std::size_t(member)]));
        }
    }

    void containersOfOneRowAreLevelAndInTheirOrder()
    {
        LayoutDesign design;
        const int vpc = design.addContainer(QStringLiteral("vpc"), -1);
        std::vector<int> subnets;
        for (int i = 0; i < 6; ++i) {
            subnets.push_back(design.addContainer(QStringLiteral("subnet"), vpc));
            design.box(subnets.back()).rank = i < 3 ? 1 : 0;
            design.box(subnets.back()).order = 5 - i;
        }
        design.addLeaf(QStringLiteral("web"), QStringLiteral("4 x t3.medium"), subnets[1]);
        const Arrangement result = arrange(design.input);
        const auto at = [&](int i) { return result.absolute[std::size_t(subnets[std::size_t(i)])]; };
        // Those of the lower rank stand above; the later ones come first, because their order says so.
        QVERIFY(at(5).bottom() < at(2).top());
        for (const int first : {0, 3}) {
            for (const int next : {first, first + 1}) {
                QCOMPARE(at(next).top(), at(next + 1).top());
                QCOMPARE(at(next).size(), at(next + 1).size());
                QVERIFY(at(next + 1).right() < at(next).left());
            }
            QCOMPARE(at(first).left(), at(first == 0 ? 3 : 0).left());
        }
        QVERIFY(at(0).height() > at(3).height());  // no higher than the highest of its own row
    }

    void verySmallContainersShareTheRoomBesideALargeOne()
    {
        LayoutDesign design;
        const int vpc = design.addContainer(QStringLiteral("vpc"), -1);
        const int large = design.addContainer(QStringLiteral("large"), vpc);
        for (int i = 0; i < 40; ++i)
            design.addLeaf(QStringLiteral("web-%1").arg(i), QStringLiteral("4 x t3.medium"), large);
        for (int i = 0; i < 6; ++i)
            design.addContainer(QStringLiteral("small"), vpc);
        const Arrangement result = arrange(design.input);
        QCOMPARE(overlaps(design, result), 0);
        const QRectF whole = result.absolute[std::size_t(vpc)];
        const QRectF part = result.absolute[std::size_t(large)];
        QVERIFY2(whole.width() * whole.height() < 2.0 * part.width() * part.height(), qPrintable(QStringLiteral("%1 x %2").arg(whole.width()).arg(whole.height())));
    }

    void flowsFromClientsThroughTheNetworkToTheTable()
    {
        const LayoutDesign design = shopDesign();
        const Arrangement result = arrange(design.input);
        const auto find = [&](const char *name) { return int(design.names.size() - 1) - int(std::find(design.names.rbegin(), design.names.rend(), QLatin1String(name)) - design.names.rbegin()); };
        const QRectF vpc = result.absolute[std::size_t(find("shop 10.0.0.0/16"))];
        const QPointF client = iconCentre(design, result, find("shoppers"));
        const QPointF door = iconCentre(design, result, find("igw"));
        const QPointF gateway = iconCentre(design, result, find("ddb-gateway"));
        const QPointF table = iconCentre(design, result, find("Orders"));
        QVERIFY(client.x() < vpc.left());
        QCOMPARE(client.y(), door.y());
        QCOMPARE(door.x(), vpc.left());
        QCOMPARE(gateway.x(), vpc.right());
        QVERIFY(table.x() > vpc.right());
        QCOMPARE(table.y(), gateway.y());
        QCOMPARE(iconCentre(design, result, find("by-customer")).y(), table.y());
        QCOMPARE(iconCentre(design, result, find("Orders stream")).x(), table.x());
        QCOMPARE(iconCentre(design, result, find("archive")).y(), iconCentre(design, result, find("Orders stream")).y());
    }

    void aNewBoxIsPlacedNextToItsNeighbourAndNothingElseMoves()
    {
        LayoutDesign design = twoRegionsDesign();
        const Arrangement before = arrange(design.input);
        for (std::size_t b = 0; b < design.input.boxes.size(); ++b) {
            design.input.boxes[b].pinned = before.relative[b].topLeft();
            if (design.input.boxes[b].shape == BoxShape::Container)
                design.input.boxes[b].pinnedSize = before.relative[b].size();
        }
        const int region = design.input.boxes[2].parent;
        const int audit = design.addLeaf(QStringLiteral("audit"), {}, region);
        design.link(2, audit);
        const Arrangement after = arrange(design.input);
        for (std::size_t b = 0; b < before.absolute.size(); ++b)
            QCOMPARE(after.absolute[b].topLeft(), before.absolute[b].topLeft());
        QVERIFY((after.absolute[std::size_t(audit)].center() - after.absolute[2].center()).manhattanLength() < 500.0);
        QCOMPARE(after.absolute[std::size_t(region)].size(), before.absolute[std::size_t(region)].size());
        QCOMPARE(escaped(design, after), 0);
        QCOMPARE(overlaps(design, after), 0);
        design.addLeaf(QStringLiteral("extra"), {}, 6);  // into the first public subnet
        const Arrangement grown = arrange(design.input);
        QCOMPARE(escaped(design, grown), 0);
        QCOMPARE(overlaps(design, grown), 0);
    }

    void randomAdditionsKeepEverythingPinnedAndApart()
    {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            LayoutDesign design = randomDesign(60, 80, seed);
            const Arrangement before = arrange(design.input);
            std::vector<int> added;
            for (std::size_t b = 0; b < design.input.boxes.size(); ++b) {
                // Every fifth leaf has just been imported; containers are free to grow.
                if (design.input.boxes[b].shape == BoxShape::Leaf && b % 5 == 0)
                    added.push_back(int(b));
                else
                    design.input.boxes[b].pinned = before.relative[b].topLeft();
            }
            const Arrangement after = arrange(design.input);
            for (std::size_t b = 0; b < before.absolute.size(); ++b) {
                const QPointF moved = after.relative[b].topLeft() - before.relative[b].topLeft();
                if (design.input.boxes[b].pinned)
                    QVERIFY(moved.x() >= 0.0 && moved.y() >= 0.0);
            }
            QCOMPARE(coveredByContainers(design, after), 0);
            for (const int b : added) {
                for (std::size_t other = 0; other < after.relative.size(); ++other) {
                    const bool isLeafSibling = int(other) != b && design.input.boxes[other].parent == design.input.boxes[std::size_t(b)].parent
                                            && design.input.boxes[other].shape == BoxShape::Leaf;
                    if (isLeafSibling)
                        QVERIFY(!after.relative[other].intersects(after.relative[std::size_t(b)]));
                }
            }
            QCOMPARE(escaped(design, after), 0);
        }
    }

    void aNewSubnetJoinsTheColumnOfItsZone()
    {
        LayoutDesign design = shopDesign();
        const Arrangement before = arrange(design.input);
        int vpc = -1;
        for (std::size_t b = 0; b < design.input.boxes.size(); ++b) {
            design.input.boxes[b].pinned = before.relative[b].topLeft();
            if (design.input.boxes[b].band >= 0)
                vpc = design.input.boxes[b].parent;
        }
        const int added = design.addContainer(QStringLiteral("data 10.0.64.0/20"), vpc);
        design.box(added).band = 1;
        design.box(added).rank = 2;
        const Arrangement after = arrange(design.input);
        for (std::size_t b = 0; b < before.absolute.size(); ++b) {
            if (design.input.boxes[b].band == 1)
                QCOMPARE(after.absolute[b].left(), after.absolute[std::size_t(added)].left());
        }
        QCOMPARE(escaped(design, after), 0);
    }

    void containersGrowRatherThanLoseTheirChildren()
    {
        LayoutDesign design;
        const int region = design.addContainer(QStringLiteral("Region"), -1);
        design.box(region).pinnedSize = QSizeF(200, 150);
        for (int i = 0; i < 9; ++i)
            design.addLeaf(QStringLiteral("node"), {}, region);
        const Arrangement result = arrange(design.input);
        QCOMPARE(escaped(design, result), 0);
        design.box(region).pinnedSize = QSizeF(2000, 1600);
        QCOMPARE(arrange(design.input).absolute[std::size_t(region)].size(), QSizeF(2000, 1600));
    }

    // What grows by an edit moves its neighbours on, rows stay rows, and what has room enough stays.
    void aContainerThatGrowsPushesItsNeighboursAside()
    {
        LayoutDesign design;
        const int region = design.addContainer(QStringLiteral("Region"), -1);
        const int vpc = design.addContainer(QStringLiteral("VPC"), region);
        std::vector<int> subnets;
        for (int i = 0; i < 4; ++i) {
            subnets.push_back(design.addContainer(QStringLiteral("subnet"), vpc));
            design.box(subnets.back()).band = i % 2;
            design.box(subnets.back()).pinned = QPointF(32 + 240 * (i % 2), 88 + 160 * (i / 2));
            design.box(subnets.back()).pinnedSize = QSizeF(184, 136);
        }
        const int table = design.addLeaf(QStringLiteral("table"), {}, region);
        const int other = design.addContainer(QStringLiteral("Region"), -1);
        design.box(region).pinned = QPointF(0, 0);
        design.box(vpc).pinned = QPointF(24, 48);
        design.box(vpc).pinnedSize = QSizeF(504, 424);
        design.box(table).pinned = QPointF(544, 200);
        design.box(region).pinnedSize = QSizeF(680, 496);
        design.box(other).pinned = QPointF(704, 0);
        const Arrangement before = arrange(design.input);
        QCOMPARE(overlaps(design, before), 0);
        for (const int at : {region, vpc, subnets[3], table, other})
            QCOMPARE(before.relative[std::size_t(at)].topLeft(), *design.box(at).pinned);

        for (int i = 0; i < 3; ++i)
            design.box(design.addLeaf(QStringLiteral("fleet"), {}, subnets[0])).pinned = QPointF(24 + 112 * i, 48 + 96 * i);
        const Arrangement after = arrange(design.input);
        QCOMPARE(overlaps(design, after), 0);
        const auto at = [&](int box) { return after.absolute[std::size_t(box)]; };
        QCOMPARE(at(subnets[0]).topLeft(), before.absolute[std::size_t(subnets[0])].topLeft());
        QVERIFY(at(subnets[0]).width() > 184 && at(subnets[0]).height() > 136);
        QCOMPARE(at(subnets[2]).top(), at(subnets[3]).top());
        QCOMPARE(at(subnets[1]).left(), at(subnets[3]).left());
        QVERIFY(at(table).left() > at(vpc).right() && at(other).left() > at(region).right());
        QCOMPARE(at(other).top(), 0.0);
        for (std::size_t a = 0; a < after.bands.size(); ++a) {
            for (std::size_t b = a + 1; b < after.bands.size(); ++b)
                QVERIFY(!after.bands[a].rect.intersects(after.bands[b].rect));
        }
        for (int child = 0; child < int(before.absolute.size()); ++child)
            design.box(child).pinned = QPointF(1e300, -1e300);  // ends
        QCOMPARE(arrange(design.input).absolute.size(), after.absolute.size());
    }

    void whatStandsOnABorderFollowsIt()
    {
        LayoutDesign design;
        const int vpc = design.addContainer(QStringLiteral("VPC"), -1);
        const int gateway = design.addLeaf(QStringLiteral("gateway"), {}, vpc);
        design.box(gateway).slot = Slot::BorderRight;
        design.box(vpc).pinned = QPointF(0, 0);
        for (const double width : {400.0, 560.0}) {
            design.box(vpc).pinnedSize = QSizeF(width, 300);
            design.box(gateway).pinned = QPointF(300, 120);
            const Arrangement result = arrange(design.input);
            const QRectF cell = result.absolute[std::size_t(gateway)];
            QCOMPARE(cell.center().x(), result.absolute[std::size_t(vpc)].right());
            QCOMPARE(cell.top(), 120.0);
        }
    }

    void anIndexStaysBesideItsTableThoughTheRegionMustGrow()
    {
        LayoutDesign design;
        const int region = design.addContainer(QStringLiteral("Region"), -1);
        design.box(region).pinned = QPointF(0, 0);
        design.box(region).pinnedSize = QSizeF(640, 400);
        const int table = design.addLeaf(QStringLiteral("table"), {}, region);
        design.box(table).pinned = QPointF(520, 120);
        const int index = design.addLeaf(QStringLiteral("index"), {}, region);
        design.box(index).slot = Slot::OwnerRight;
        design.box(index).owner = table;
        design.input.edges.push_back({table, index, 2.0});
        const Arrangement result = arrange(design.input);
        const QRectF there = result.absolute[std::size_t(table)];
        const QRectF beside = result.absolute[std::size_t(index)];
        QVERIFY(beside.left() > there.right() && beside.left() < there.right() + 100);
        QVERIFY(std::abs(beside.top() - there.top()) < 24);
        QVERIFY(result.absolute[std::size_t(region)].contains(beside));
    }

    void survivesNonsense()
    {
        QCOMPARE(arrange({}).absolute.size(), std::size_t(0));
        ArrangeInput input;
        for (const int parent : {1, 0, 7, 3, -5}) {
            Box box;
            box.shape = BoxShape::Container;
            box.parent = parent;
            input.boxes.push_back(box);
        }
        input.boxes[4].owner = 4;
        input.boxes[4].slot = Slot::OwnerRight;
        input.edges = {{0, 0, 1.0}, {0, 99, 1.0}, {-1, 2, 1.0}, {0, 1, 1.0}};
        QCOMPARE(arrange(input).absolute.size(), std::size_t(5));
    }

    void bandsAreSplitByASubnetOfAnotherZone()
    {
        std::vector<Box> boxes(3);
        for (Box &box : boxes)
            box.shape = BoxShape::Container;
        boxes[0].band = boxes[2].band = 0;
        boxes[1].band = 1;
        const std::vector<QRectF> rects{{0, 0, 100, 100}, {0, 150, 100, 100}, {0, 300, 100, 100}};
        const std::vector<ZoneBand> bands = zoneBands(boxes, rects, Spacing());
        QCOMPARE(bands.size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestLayoutArrange)
#include "tst_layoutarrange.moc"
