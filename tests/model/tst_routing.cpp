// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/arrange.h"
#include "model/layout/route.h"
#include "tests/model/layoutdesigns.h"
#include "tests/model/routechecks.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace model::layout;

namespace {

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
        const RouteFaults faults = faultsOf(scene, routes);
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
            const RouteFaults faults = faultsOf(scene, routeLinks(scene));
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
};

QTEST_GUILESS_MAIN(TestRouting)
#include "tst_routing.moc"
