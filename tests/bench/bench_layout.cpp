// SPDX-License-Identifier: GPL-3.0-or-later
// Measures layout and routing of designs with containers two deep, and rerouting while a box is dragged. Prints one line of
// JSON for each figure; the goals are a tenth of what elkjs needs for designs of the same size.
#include "model/layout/arrange.h"
#include "model/layout/route.h"
#include "tests/model/layoutdesigns.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace model::layout;

namespace {

constexpr int kRepeats = 3;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void print(const char *work, int nodes, double value, const char *unit, double goal)
{
    std::printf("{\"section\":\"layout\",\"work\":\"%s, %d nodes\",\"value\":%.4f,\"unit\":\"%s\",\"goal\":%.3f}\n", work, nodes, value, unit, goal);
}

// One box is moved back and forth, as a hand does: the median and the worst of many moves.
void benchDrag(const RouteScene &scene, int nodes)
{
    Router router(scene);
    router.routeAll();
    std::vector<double> times;
    for (int step = 0; step < 200; ++step) {
        const int node = scene.links[std::size_t(step / 10 * 31) % scene.links.size()].from;
        const RouteNode &of = router.scene().nodes[std::size_t(node)];
        if (of.shape == RouteShape::Container)
            continue;
        const QPointF off(step % 2 == 0 ? 6.0 : -6.0, step % 3 == 0 ? 2.0 : -1.0);
        const Router::Move move{node, of.rect.translated(off), of.icon.translated(off)};
        QElapsedTimer timer;
        timer.start();
        const std::vector<int> changed = router.move(std::span(&move, 1));
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (changed.size() > scene.links.size())
            std::abort();
    }
    print("reroute while dragging, median", nodes, median(times), "ms", 4.0);
    print("reroute while dragging, worst", nodes, *std::max_element(times.begin(), times.end()), "ms", 16.0);
}

} // namespace

int main()
{
    const struct {
        int nodes;
        double goal;
    } sizes[] = {{200, 0.17}, {1000, 0.5}, {5000, 1.6}};
    for (const auto &size : sizes) {
        const LayoutDesign design = randomDesign(size.nodes, size.nodes * 3 / 2, 1);
        std::vector<double> layouts;
        std::vector<double> totals;
        RouteScene scene;
        for (int repeat = 0; repeat < kRepeats; ++repeat) {
            QElapsedTimer timer;
            timer.start();
            const Arrangement arrangement = arrange(design.input);
            layouts.push_back(double(timer.nsecsElapsed()) / 1e9);
            scene = sceneOf(design, arrangement);
            Router router(scene);
            router.routeAll();
            totals.push_back(double(timer.nsecsElapsed()) / 1e9);
        }
        print("layout alone", size.nodes, median(layouts), "s", size.goal);
        print("layout and routes", size.nodes, median(totals), "s", size.goal);
        benchDrag(scene, size.nodes);
    }
    return 0;
}
