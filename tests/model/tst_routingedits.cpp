// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/route.h"
#include "tests/model/layoutdesigns.h"
#include "tests/model/routechecks.h"

#include <QTest>

#include <algorithm>

using namespace model::layout;

class TestRoutingEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
                const RouteFaults faults = faultsOf(router.scene(), before);
                QCOMPARE(faults.throughBoxes, faults.notClear);
                QCOMPARE(faults.slanted, 0);
            }
            // Jumps that were updated step by step are those that a fresh look finds.
            QCOMPARE(jumps(router.routes()), crossings(router.routes()));
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
        const RouteFaults faults = faultsOf(edited, after.routes());
        QCOMPARE(faults.throughBoxes, 0);
        QCOMPARE(faults.notClear, 0);
        QCOMPARE(jumps(after.routes()), crossings(after.routes()));
    }
};

QTEST_GUILESS_MAIN(TestRoutingEdits)
#include "tst_routingedits.moc"
