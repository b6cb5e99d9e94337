// SPDX-License-Identifier: GPL-3.0-or-later
// Checks and paths of a random design of 5,000 nodes: all at once, again after single edits, and as a matrix; and of 20,000,
// which must take four times as long. In time of the processor, because all of it is plain work.
#include "model/io/design.h"
#include "model/reachability/reach.h"
#include "model/rules/ruleengine.h"
#include "model/sample/samples.h"
#include "tests/bench/benchline.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <malloc.h>

#include <memory>

using namespace model;

namespace {

constexpr int kNodes = 5000, kEdits = 600, kRepeats = 5;

struct Opened {
    explicit Opened(const KindRegistry& registry, int nodes) : document(registry) {
        auto design = randomDesign(registry, nodes, 1);
        ok = design.ok() && loadDesign(document, std::move(*design)).ok();
    }
    Document document;
    bool ok = false;
};

double checkSeconds(const Document& document, int repeats) {
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        std::unique_ptr<RuleEngine> engine;
        times.push_back(bench::processorSecondsOf([&] { engine = std::make_unique<RuleEngine>(document); }));
    }
    return bench::median(times);
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
        times.push_back(1000 * bench::processorSecondsOf([&] { engine.update(change, *inverse); }));
        const auto redo = document.apply(*inverse);
        engine.update(*inverse, *redo);
    }
    return times;
}

void measureReach(const KindRegistry& registry) {
    Opened small(registry, 660);  // about 200 callers and 300 callees
    size_t pairs = 0;
    const double seconds = bench::processorSecondsOf([&] { pairs = reachAll(small.document).size(); });
    bench::print({"checks", "reachability of 200 x 200 pairs, cold", 1000 * seconds * 40000 / static_cast<double>(std::max<size_t>(pairs, 1)), "ms", "under 60 ms", 0});
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const KindRegistry registry = shippedKinds();
    Opened opened(registry, kNodes);
    if (!opened.ok) return 1;

    const double before = bench::residentMb();
    auto engine = std::make_unique<RuleEngine>(opened.document);
    const double memory = bench::residentMb() - before;
    const quint64 checks = engine->runCount();
    std::vector<double> edits = singleEdits(opened.document, *engine);
    engine.reset();
    malloc_trim(0);
    const double few = checkSeconds(opened.document, kRepeats);

    bench::print({"checks", "check 5000 nodes", 1000 * few, "ms", "under 250 ms", 0});
    bench::print({"checks", "time of one node or link in them", 1e6 * few / static_cast<double>(checks), "us", "", 0});
    bench::print({"checks", "memory of their findings and reads", memory, "MB", "", 0});
    bench::print({"checks", "one edit in them, median", bench::median(edits), "ms", "under 2 ms", 0});
    bench::print({"checks", "one edit in them, worst", *std::max_element(edits.begin(), edits.end()), "ms", "under 16 ms", 0});
    Opened large(registry, 4 * kNodes);
    const double many = checkSeconds(large.document, 1);
    bench::print({"checks", "check 20000 nodes", 1000 * many, "ms", "under 6x", many / few, "5000 nodes"});
    measureReach(registry);
    return 0;
}
