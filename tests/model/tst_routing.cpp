// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/route.h"
#include "tests/model/layoutdesigns.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace model::layout;

namespace {

struct Faults {
    int throughBoxes = 0;
    int slanted = 0;
    int notClear = 0;
    int offEnds = 0;
    int alongBorders = 0;
    int onEachOther = 0;
};

bool runsThrough(const QPointF &a, const QPointF &b, const QRectF &rect)
{
    const QRectF stretch = QRectF(a, b).normalized();
    return stretch.right() > rect.left() + 0.05 && stretch.left() < rect.right() - 0.05 && stretch.bottom() > rect.top() + 0.05
        && stretch.top() < rect.bottom() - 0.05;
}

QRectF iconOf(const RouteNode &node)
{
    return node.icon.isEmpty() ? node.rect : node.icon;
}

// A link ends on the outline of the icon, below the label, or on the border of a container.
bool endsOn(const QPointF &at, Side side, const RouteNode &node)
{
    const QRectF icon = iconOf(node);
    const auto near = [](double a, double b) { return std::abs(a - b) < 0.05; };
    const bool isBeside = at.y() >= icon.top() - 0.05 && at.y() <= icon.bottom() + 0.05;
    const bool isAbove = at.x() >= icon.left() - 0.05 && at.x() <= icon.right() + 0.05;
    switch (side) {
    case Side::Left: return isBeside && near(at.x(), icon.left());
    case Side::Right: return isBeside && near(at.x(), icon.right());
    case Side::Top: return isAbove && near(at.y(), icon.top());
    case Side::Bottom: return isAbove && near(at.y(), node.rect.bottom());
    }
    return false;
}

// An end's own box may be entered on the way from its edge to its icon, and there alone.
bool hits(const RouteScene &scene, const Route &route, int link)
{
    for (std::size_t s = 0; s + 1 < route.points.size(); ++s) {
        for (std::size_t n = 0; n < scene.nodes.size(); ++n) {
            if (scene.nodes[n].shape == RouteShape::Container)
                continue;
            const bool isFrom = s == 0 && int(n) == scene.links[std::size_t(link)].from;
            const bool isTo = s + 2 == route.points.size() && int(n) == scene.links[std::size_t(link)].to;
            if (!isFrom && !isTo && runsThrough(route.points[s], route.points[s + 1], scene.nodes[n].rect))
                return true;
        }
        for (const QRectF &label : scene.labels) {
            if (runsThrough(route.points[s], route.points[s + 1], label))
                return true;
        }
    }
    return false;
}

int borderRuns(const RouteScene &scene, const Route &route)
{
    int count = 0;
    for (std::size_t s = 0; s + 1 < route.points.size(); ++s) {
        const QRectF stretch = QRectF(route.points[s], route.points[s + 1]).normalized();
        for (const RouteNode &node : scene.nodes) {
            if (node.shape == RouteShape::Leaf)
                continue;
            const bool isFlat = stretch.height() == 0.0;
            const double from = std::max(isFlat ? stretch.left() : stretch.top(), isFlat ? node.rect.left() : node.rect.top());
            const double to = std::min(isFlat ? stretch.right() : stretch.bottom(), isFlat ? node.rect.right() : node.rect.bottom());
            const double at = isFlat ? stretch.top() : stretch.left();
            const double off = std::min(std::abs(at - (isFlat ? node.rect.top() : node.rect.left())),
                                        std::abs(at - (isFlat ? node.rect.bottom() : node.rect.right())));
            count += to - from > 12.0 && off < 2.0 ? 1 : 0;
        }
    }
    return count;
}

int sharedRuns(const std::vector<Route> &routes)
{
    struct Line {
        double at, from, to;
        int link;
    };
    std::vector<Line> lines[2];
    for (std::size_t r = 0; r < routes.size(); ++r) {
        for (std::size_t s = 0; s + 1 < routes[r].points.size(); ++s) {
            const QRectF stretch = QRectF(routes[r].points[s], routes[r].points[s + 1]).normalized();
            const bool isFlat = stretch.height() == 0.0;
            lines[isFlat ? 0 : 1].push_back({isFlat ? stretch.top() : stretch.left(), isFlat ? stretch.left() : stretch.top(),
                                             isFlat ? stretch.right() : stretch.bottom(), int(r)});
        }
    }
    int count = 0;
    for (auto &group : lines) {
        std::sort(group.begin(), group.end(), [](const Line &a, const Line &b) { return a.at < b.at; });
        for (std::size_t a = 0; a < group.size(); ++a) {
            for (std::size_t b = a + 1; b < group.size() && group[b].at - group[a].at < 0.5; ++b) {
                const double shared = std::min(group[a].to, group[b].to) - std::max(group[a].from, group[b].from);
                count += group[a].link != group[b].link && shared > 1.0 ? 1 : 0;
            }
        }
    }
    return count;
}

Faults faultsOf(const RouteScene &scene, const std::vector<Route> &routes)
{
    Faults faults;
    for (std::size_t r = 0; r < routes.size(); ++r) {
        const Route &route = routes[r];
        const RouteLink &link = scene.links[r];
        faults.notClear += route.isClear ? 0 : 1;
        faults.throughBoxes += hits(scene, route, int(r)) ? 1 : 0;
        for (std::size_t s = 0; s + 1 < route.points.size(); ++s)
            faults.slanted += route.points[s].x() != route.points[s + 1].x() && route.points[s].y() != route.points[s + 1].y() ? 1 : 0;
        const bool endsWell = route.points.size() > 1 && endsOn(route.points.front(), route.fromSide, scene.nodes[std::size_t(link.from)])
                           && endsOn(route.points.back(), route.toSide, scene.nodes[std::size_t(link.to)]);
        faults.offEnds += endsWell ? 0 : 1;
        faults.alongBorders += borderRuns(scene, route);
    }
    faults.onEachOther = sharedRuns(routes);
    return faults;
}

RouteNode leafAt(double x, double y)
{
    RouteNode node;
    node.rect = QRectF(x, y, 80, 72);
    node.icon = QRectF(x + 20, y, 40, 40);
    return node;
}

RouteScene pairScene()
{
    RouteScene scene;
    scene.nodes = {leafAt(0, 0), leafAt(300, 0)};
    RouteLink link;
    link.from = 0;
    link.to = 1;
    scene.links = {link};
    return scene;
}

RouteScene arranged(const LayoutDesign &design)
{
    return sceneOf(design, arrange(design.input));
}

} // namespace

class TestRouting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noLinkRunsThroughABoxOfAnArrangedDesign_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<int>("seed");
        QTest::newRow("shop") << 0 << 0;
        QTest::newRow("two Regions") << 0 << 1;
        for (int seed = 1; seed <= 150; ++seed)
            QTest::addRow("random %d", seed) << 4 + (seed * 29) % 120 << seed;
        QTest::newRow("random 600") << 600 << 3;
    }

    void noLinkRunsThroughABoxOfAnArrangedDesign()
    {
        QFETCH(int, nodes);
        QFETCH(int, seed);
        const LayoutDesign design = nodes > 0 ? randomDesign(nodes, nodes * 3 / 2, unsigned(seed)) : seed == 0 ? shopDesign() : twoRegionsDesign();
        const RouteScene scene = arranged(design);
        const std::vector<Route> routes = routeLinks(scene);
        const Faults faults = faultsOf(scene, routes);
        QCOMPARE(faults.throughBoxes, 0);
        QCOMPARE(faults.notClear, 0);
        QCOMPARE(faults.slanted, 0);
        QCOMPARE(faults.offEnds, 0);
        QCOMPARE(faults.alongBorders, 0);
        if (nodes == 0)
            QCOMPARE(faults.onEachOther, 0);
    }

    void noLinkRunsThroughABoxThatAPersonPlaced()
    {
        int links = 0;
        for (unsigned seed = 1; seed <= 300; ++seed) {
            const RouteScene scene = scatteredScene(5 + int(seed * 13 % 70), 10 + int(seed * 7 % 60), seed);
            const Faults faults = faultsOf(scene, routeLinks(scene));
            links += int(scene.links.size());
            QCOMPARE(faults.throughBoxes, 0);
            QCOMPARE(faults.notClear, 0);
            QCOMPARE(faults.slanted, 0);
            QCOMPARE(faults.offEnds, 0);
        }
        QVERIFY(links > 5000);
    }

    void boxesInARowAreJoinedByAStraightLine()
    {
        const std::vector<Route> routes = routeLinks(pairScene());
        QCOMPARE(routes[0].points, (std::vector<QPointF>{{60, 20}, {320, 20}}));
        QVERIFY(routes[0].fromSide == Side::Right && routes[0].toSide == Side::Left);
    }

    void goesRoundABoxInTheWay()
    {
        RouteScene scene = pairScene();
        scene.nodes.push_back(leafAt(150, 0));
        const std::vector<Route> routes = routeLinks(scene);
        QCOMPARE(faultsOf(scene, routes).throughBoxes, 0);
        QVERIFY(routes[0].isClear);
        QVERIFY(routes[0].points.size() >= 4);
    }

    void squeezesThroughANarrowGap()
    {
        // Walls all round the first box, with one gap of four pixels.
        RouteScene scene = pairScene();
        const auto wall = [&](double x, double y, double w, double h) {
            RouteNode node;
            node.rect = QRectF(x, y, w, h);
            scene.nodes.push_back(node);
        };
        wall(-60, -60, 260, 20);
        wall(-60, 120, 260, 20);
        wall(-60, -40, 20, 160);
        wall(180, -40, 20, 90);
        wall(180, 54, 20, 66);
        const std::vector<Route> routes = routeLinks(scene);
        QVERIFY(routes[0].isClear);
        QCOMPARE(faultsOf(scene, routes).throughBoxes, 0);
    }

    void saysWhenNoWayExists()
    {
        RouteScene scene = pairScene();
        RouteNode cover;
        cover.rect = QRectF(-20, -20, 140, 140);
        scene.nodes.push_back(cover);
        const std::vector<Route> routes = routeLinks(scene);
        QVERIFY(!routes[0].isClear);
        QVERIFY(routes[0].points.size() >= 2);
        QCOMPARE(faultsOf(scene, routes).slanted, 0);
    }

    void endsAreSpreadOverTheSideOfABox()
    {
        RouteScene scene = pairScene();
        scene.links.resize(3, scene.links[0]);
        const std::vector<Route> routes = routeLinks(scene);
        QCOMPARE(sharedRuns(routes), 0);
        std::set<double> places;
        for (const Route &route : routes) {
            QCOMPARE(route.toSide, Side::Left);
            QCOMPARE(route.points.size(), std::size_t(2));
            places.insert(route.points.back().y());
        }
        QCOMPARE(places, (std::set<double>{10.0, 20.0, 30.0}));
    }

    void passesThroughTheBendsThatAPersonPlaced()
    {
        RouteScene scene = pairScene();
        scene.links[0].waypoints = {{150, 200}, {250, -100}};
        const std::vector<Route> routes = routeLinks(scene);
        QVERIFY(routes[0].isClear);
        QCOMPARE(faultsOf(scene, routes).throughBoxes, 0);
        for (const QPointF &point : scene.links[0].waypoints) {
            bool isPassed = false;
            for (std::size_t s = 0; s + 1 < routes[0].points.size(); ++s) {
                const QRectF stretch = QRectF(routes[0].points[s], routes[0].points[s + 1]).normalized();
                isPassed = isPassed || stretch.adjusted(-0.05, -0.05, 0.05, 0.05).contains(point);
            }
            QVERIFY(isPassed);
        }
    }

    void endsAtFixedPorts()
    {
        RouteScene scene = pairScene();
        scene.links[0].fromPort = Port{Side::Top, 0.25};
        scene.links[0].toPort = Port{Side::Right, 1.0};
        const std::vector<Route> routes = routeLinks(scene);
        QVERIFY(routes[0].isClear);
        QCOMPARE(routes[0].points.front(), QPointF(20 + 4 + 8, 0));
        QCOMPARE(routes[0].points.back(), QPointF(360, 36));
        QCOMPARE(faultsOf(scene, routes).throughBoxes, 0);
    }

    void aLinkFromABoxToItselfIsALoop()
    {
        RouteScene scene = pairScene();
        scene.links[0].to = 0;
        const std::vector<Route> routes = routeLinks(scene);
        QVERIFY(routes[0].isClear);
        QCOMPARE(routes[0].fromSide, Side::Right);
        QCOMPARE(routes[0].toSide, Side::Top);
        QCOMPARE(routes[0].points.size(), std::size_t(5));
    }

    void aLinkToTheContainerOfABoxEndsOnItsBorderFromInside()
    {
        RouteScene scene;
        RouteNode container;
        container.shape = RouteShape::Container;
        container.rect = QRectF(0, 0, 400, 300);
        scene.nodes = {container, leafAt(260, 120)};
        scene.nodes[1].parent = 0;
        RouteLink link;
        link.from = 1;
        link.to = 0;
        scene.links = {link};
        const std::vector<Route> routes = routeLinks(scene);
        QVERIFY(routes[0].isClear);
        QCOMPARE(routes[0].points, (std::vector<QPointF>{{320, 140}, {400, 140}}));
    }

    void linksGoRoundContainersThatHoldNeitherEnd()
    {
        RouteScene scene = pairScene();
        scene.nodes[1] = leafAt(600, 0);
        RouteNode container;
        container.shape = RouteShape::Container;
        container.rect = QRectF(150, -60, 300, 200);
        scene.nodes.push_back(container);
        QVERIFY(routeLinks(scene)[0].points.size() > 2);
        scene.nodes[2].passage = Passage::Free;
        QCOMPARE(routeLinks(scene)[0].points.size(), std::size_t(2));
    }

    void verticalLinesJumpOverHorizontalOnes()
    {
        RouteScene scene;
        scene.nodes = {leafAt(0, 200), leafAt(500, 200), leafAt(250, 0), leafAt(250, 400)};
        RouteLink across;
        across.from = 0;
        across.to = 1;
        RouteLink down;
        down.from = 2;
        down.to = 3;
        scene.links = {across, down};
        const std::vector<Route> routes = routeLinks(scene);
        QVERIFY(routes[0].jumps.empty());
        QCOMPARE(routes[1].jumps.size(), std::size_t(1));
        QCOMPARE(routes[1].jumps[0].at, QPointF(290, 220));
        QCOMPARE(routes[1].jumps[0].over, 0);
    }

    void draggingReroutesOnlyWhatItTouches()
    {
        for (unsigned seed = 1; seed <= 20; ++seed) {
            RouteScene scene = scatteredScene(40, 50, seed);
            Router router(scene);
            router.routeAll();
            std::vector<Route> before = router.routes();
            for (int step = 0; step < 10; ++step) {
                const int node = int((seed * 7 + unsigned(step)) % 40);
                const QPointF off((step % 3 - 1) * 7.0, (step % 5 - 2) * 3.0);
                const RouteNode &old = router.scene().nodes[std::size_t(node)];
                const Router::Move move{node, old.rect.translated(off), old.icon.translated(off)};
                const std::vector<int> changed = router.move(std::span(&move, 1));
                for (std::size_t r = 0; r < before.size(); ++r) {
                    const bool isNamed = std::find(changed.begin(), changed.end(), int(r)) != changed.end();
                    const bool isSame = before[r].points == router.routes()[r].points && before[r].jumps == router.routes()[r].jumps;
                    QCOMPARE(isNamed, !isSame);
                }
                before = router.routes();
                const Faults faults = faultsOf(router.scene(), before);
                QCOMPARE(faults.throughBoxes, faults.notClear);
                QCOMPARE(faults.slanted, 0);
            }
            // Jumps that were updated step by step are those that a fresh look finds.
            std::vector<Route> fresh = router.routes();
            std::size_t jumps = 0;
            for (const Route &route : fresh)
                jumps += route.jumps.size();
            std::size_t crossings = 0;
            for (const Route &a : fresh) {
                for (const Route &b : fresh)
                    crossings += &a == &b ? 0 : crossingsOver(a, b);
            }
            QCOMPARE(jumps, crossings);
        }
    }

    void anEditKeepsTheRoutesThatItDoesNotTouch()
    {
        const RouteScene scene = scatteredScene(60, 80, 4);
        Router before(scene);
        before.routeAll();
        // One box goes with its links, one comes with a link; everything behind them has another index than before.
        RouteScene edited;
        std::vector<int> oldNodes;
        std::vector<int> oldLinks;
        std::vector<int> newNodes(scene.nodes.size(), -1);
        edited.labels = scene.labels;
        edited.nodes.push_back(leafAt(-200, -200));
        oldNodes.push_back(-1);
        for (std::size_t n = 0; n < scene.nodes.size(); ++n) {
            if (n == 7)
                continue;
            newNodes[n] = int(edited.nodes.size());
            edited.nodes.push_back(scene.nodes[n]);
            oldNodes.push_back(int(n));
        }
        for (std::size_t l = 0; l < scene.links.size(); ++l) {
            RouteLink link = scene.links[l];
            if (link.from == 7 || link.to == 7)
                continue;
            link.from = newNodes[std::size_t(link.from)];
            link.to = newNodes[std::size_t(link.to)];
            edited.links.push_back(link);
            oldLinks.push_back(int(l));
        }
        QVERIFY(edited.links.size() < scene.links.size());
        RouteLink added;
        added.from = 0;
        added.to = newNodes[0];
        edited.links.push_back(added);
        oldLinks.push_back(-1);
        Router after(edited);
        const std::vector<int> changed = after.adopt(before, oldNodes, oldLinks);
        QVERIFY(changed.size() < edited.links.size() / 2);
        QCOMPARE(changed.back(), int(edited.links.size()) - 1);
        for (std::size_t l = 0; l + 1 < edited.links.size(); ++l) {
            if (std::find(changed.begin(), changed.end(), int(l)) == changed.end())
                QVERIFY(after.routes()[l].points == before.routes()[std::size_t(oldLinks[l])].points);
        }
        const Faults faults = faultsOf(edited, after.routes());
        QCOMPARE(faults.throughBoxes, 0);
        QCOMPARE(faults.notClear, 0);
        std::size_t jumps = 0;
        std::size_t crossings = 0;
        for (const Route &a : after.routes()) {
            jumps += a.jumps.size();
            for (const Route &b : after.routes())
                crossings += &a == &b ? 0 : crossingsOver(a, b);
        }
        QCOMPARE(jumps, crossings);
    }

    void theSameSceneGivesTheSameRoutes()
    {
        const RouteScene scene = arranged(randomDesign(150, 250, 5));
        const std::vector<Route> first = routeLinks(scene);
        const std::vector<Route> second = routeLinks(scene);
        for (std::size_t r = 0; r < first.size(); ++r) {
            QVERIFY(first[r].points == second[r].points);
            QVERIFY(first[r].jumps == second[r].jumps);
        }
    }

    void badgesCoverNothing()
    {
        const RouteScene scene = arranged(twoRegionsDesign());
        const std::vector<Route> routes = routeLinks(scene);
        std::vector<BadgeWish> wishes;
        for (std::size_t r = 0; r < routes.size(); ++r)
            wishes.push_back({int(r), QSizeF(72, 20)});
        const std::vector<std::optional<QRectF>> badges = placeBadges(scene, routes, wishes);
        int placed = 0;
        for (std::size_t b = 0; b < badges.size(); ++b) {
            if (!badges[b])
                continue;
            ++placed;
            for (const RouteNode &node : scene.nodes) {
                if (node.shape == RouteShape::Container)
                    continue;
                QVERIFY(!node.icon.intersects(*badges[b]));
                QVERIFY(!QRectF(node.rect.left(), node.icon.bottom(), node.rect.width(), node.rect.bottom() - node.icon.bottom()).intersects(*badges[b]));
            }
            for (const QRectF &label : scene.labels)
                QVERIFY(!label.intersects(*badges[b]));
            for (std::size_t other = b + 1; other < badges.size(); ++other)
                QVERIFY(!badges[other] || !badges[other]->intersects(*badges[b]));
            for (const Route &route : routes) {
                for (std::size_t p = 1; p + 1 < route.points.size(); ++p)
                    QVERIFY(!badges[b]->contains(route.points[p]));
                for (const Jump &jump : route.jumps)
                    QVERIFY(!badges[b]->contains(jump.at));
            }
        }
        QVERIFY(placed * 10 >= int(routes.size()) * 8);
    }

    void survivesNonsense()
    {
        RouteScene scene = pairScene();
        scene.nodes[0].parent = 0;
        scene.nodes[1].parent = 17;
        RouteLink link;
        link.from = 0;
        link.to = 99;
        scene.links.push_back(link);
        const std::vector<Route> routes = routeLinks(scene);
        QCOMPARE(routes.size(), std::size_t(2));
        QVERIFY(routes[0].isClear);
        QVERIFY(routes[1].points.empty());
        QVERIFY(routeLinks({}).empty());
    }

private:
    static std::size_t crossingsOver(const Route &a, const Route &b)
    {
        std::size_t count = 0;
        for (std::size_t s = 0; s + 1 < a.points.size(); ++s) {
            if (a.points[s].x() != a.points[s + 1].x())
                continue;
            const double top = std::min(a.points[s].y(), a.points[s + 1].y());
            const double bottom = std::max(a.points[s].y(), a.points[s + 1].y());
            for (std::size_t t = 0; t + 1 < b.points.size(); ++t) {
                if (b.points[t].y() != b.points[t + 1].y())
                    continue;
                const double left = std::min(b.points[t].x(), b.points[t + 1].x());
                const double right = std::max(b.points[t].x(), b.points[t + 1].x());
                const bool isAcross = left < a.points[s].x() - 0.5 && right > a.points[s].x() + 0.5;
                count += isAcross && b.points[t].y() >= top + 6.0 && b.points[t].y() <= bottom - 6.0 ? 1 : 0;
            }
        }
        return count;
    }
};

QTEST_GUILESS_MAIN(TestRouting)
#include "tst_routing.moc"
