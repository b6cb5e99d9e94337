// SPDX-License-Identifier: GPL-3.0-or-later
// Hold model: N events pending, each pop followed by one push an exponential time later. Beside it ns-3's schedulers on the same times.
#include "model/plan/fixedmath.h"
#include "simulation/core/eventqueue.h"
#include "simulation/core/randomstream.h"
#include "tests/bench/benchline.h"
#include "tests/bench/ns3peer.h"

#include <cstdint>
#include <vector>

namespace {

std::vector<std::int64_t> increments() {
    std::vector<std::int64_t> table(1 << 16);
    sim::RandomStream random(1, 1, 1, sim::Purpose::Arrivals);
    for (std::int64_t& value : table)
        value = static_cast<std::int64_t>(-1e9 * plan::logarithm(1 - random.uniform()));
    return table;
}

double ourRate(const std::vector<std::int64_t>& table, std::int64_t pending, std::int64_t operations) {
    sim::EventQueue queue;
    std::size_t next = 0;
    const auto pushAt = [&](std::int64_t timeNs) {
        queue.push(timeNs + table[next], sim::EventType::Arrival, 0);
        next = next + 1 == table.size() ? 0 : next + 1;
    };
    for (std::int64_t i = 0; i < pending; ++i)
        pushAt(0);
    for (std::int64_t i = 0; i < pending; ++i)
        pushAt(queue.pop().timeNs);
    const double seconds = bench::processorSecondsOf([&] {
        for (std::int64_t i = 0; i < operations; ++i)
            pushAt(queue.pop().timeNs);
    });
    return static_cast<double>(operations) / seconds;
}

}  // namespace

int main() {
    const std::vector<std::int64_t> table = increments();
    for (const std::int64_t pending : {1'000, 100'000, 1'000'000}) {
        const std::string work = "hold model, " + std::to_string(pending) + " pending";
        std::vector<double> runs;
        for (int i = 0; i < 3; ++i)
            runs.push_back(ourRate(table, pending, 4'000'000));
        const double ours = bench::median(runs);
        const std::vector<bench::PeerRate> peers = bench::ns3Hold(table, pending, pending > 500'000 ? 1'000'000 : 2'000'000);
        double best = 0;
        for (const bench::PeerRate& peer : peers)
            best = std::max(best, peer.perS);
        const double ratio = best > 0 ? ours / best : 0;
        bench::print({"queue", work, ours / 1e6, "M events/s", "2x the best scheduler of ns-3", ratio, "ns-3's best"});
        if (!peers.empty())
            bench::print({"queue", work + ", against ns-3's default", ours / 1e6, "M events/s", "4x the default scheduler of ns-3", ours / peers.front().perS, "ns-3's default"});
        for (const bench::PeerRate& peer : peers)
            bench::print({"peer", work + ", " + peer.scheduler, peer.perS / 1e6, "M events/s", "", 0});
    }
    return 0;
}
