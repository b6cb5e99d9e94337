// SPDX-License-Identifier: GPL-3.0-or-later
// Checks and paths of a random design of 5,000 nodes: all at once, again after single edits, and as a matrix.
#include "tests/model/randomwalk.h"

#include "model/io/design.h"
#include "model/reachability/reach.h"
#include "model/rules/ruleengine.h"
#include "model/sample/samples.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace model;

namespace {

constexpr int kNodes = 5000, kEdits = 600;

double milliseconds(const QElapsedTimer& timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

void print(const char* work, double value, const char* goal) {
    std::printf("{\"section\":\"checks\",\"work\":\"%s\",\"value\":%.3f,\"unit\":\"ms\",\"goal\":\"%s\"}\n", work, value, goal);
}

// One property of one node at a time, as a person edits; every step is undone, so that the design keeps its size.
std::vector<double> singleEdits(Document& document, RuleEngine& engine) {
    std::vector<double> times;
    QRandomGenerator random(11);
    const auto nodes = document.nodes();
    while (times.size() < kEdits) {
        const NodeId id = nodes[random.bounded(static_cast<quint32>(nodes.size()))];
        const KindSpec* kind = document.node(id).kind;
        const PropertySpec& spec = kind->properties[random.bounded(static_cast<quint32>(kind->properties.size()))];
        const ChangeSet change{QStringLiteral("edit"), {SetProperty{document.node(id).uid(), spec.key, spec.type == ValueType::Text ? Value(QStringLiteral("10.200.0.0/24")) : spec.fallback}}};
        const auto inverse = document.apply(change);
        if (!inverse) continue;
        QElapsedTimer timer;
        timer.start();
        engine.update(change, *inverse);
        times.push_back(milliseconds(timer));
        const auto redo = document.apply(*inverse);
        engine.update(*inverse, *redo);
    }
    std::ranges::sort(times);
    return times;
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    auto design = randomDesign(registry, kNodes, 1);
    if (!design || !loadDesign(document, std::move(*design))) return 1;

    QElapsedTimer timer;
    timer.start();
    const std::clock_t before = std::clock();
    RuleEngine engine(document);
    print("check 5,000 nodes", milliseconds(timer), "<= 250");
    // On a busy machine the processor's own time tells more.
    std::fprintf(stderr, "%d nodes, %d links, %llu checks in %.0f ms of processor time, %zu findings\n", document.nodeCount(), document.linkCount(),
                 static_cast<unsigned long long>(engine.runCount()), 1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC, engine.issues().size());

    const auto times = singleEdits(document, engine);
    print("one edit in them, median", times[times.size() / 2], "<= 2");
    print("one edit in them, worst", times.back(), "<= 16");

    timer.start();
    const auto pairs = reachAll(document);
    const double all = milliseconds(timer);
    std::fprintf(stderr, "%zu pairs in %.1f ms\n", pairs.size(), all);
    print("reachability of 200 x 200 pairs in them, cold", all * 40000.0 / static_cast<double>(std::max<size_t>(pairs.size(), 1)), "<= 60");
    return 0;
}
