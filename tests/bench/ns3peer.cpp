// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ns3peer.h"

#include "ns3/calendar-scheduler.h"
#include "ns3/heap-scheduler.h"
#include "ns3/map-scheduler.h"
#include "ns3/nstime.h"
#include "ns3/priority-queue-scheduler.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>
#include <random>

namespace bench {
namespace {

// Of the processor, as for ours.
double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double secondsSince(double start) { return processorSeconds() - start; }

const char* const kSchedulers[] = {"ns3::MapScheduler", "ns3::HeapScheduler", "ns3::CalendarScheduler", "ns3::PriorityQueueScheduler"};

double holdRate(ns3::Scheduler& scheduler, const std::vector<std::int64_t>& increments, std::int64_t pending, std::int64_t operations) {
    std::uint32_t uid = 0;
    std::size_t next = 0;
    const auto insertAt = [&](std::uint64_t time) {
        ns3::Scheduler::Event event{};
        event.key.m_ts = time + static_cast<std::uint64_t>(increments[next]);
        event.key.m_uid = ++uid;
        event.key.m_context = 0;
        next = next + 1 == increments.size() ? 0 : next + 1;
        scheduler.Insert(event);
    };
    for (std::int64_t i = 0; i < pending; ++i)
        insertAt(0);
    // A scheduler that is slow at this size is stopped after a few seconds: its rate is known by then.
    const auto turn = [&](std::int64_t most) {
        const double start = processorSeconds();
        std::int64_t done = 0;
        while (done < most && secondsSince(start) < 2)
            for (const std::int64_t stop = std::min(most, done + 1000); done < stop; ++done)
                insertAt(scheduler.RemoveNext().key.m_ts);
        return static_cast<double>(done) / secondsSince(start);
    };
    turn(pending);
    return turn(operations);
}

// The pipeline as someone would write it for ns-3: callbacks scheduled on the simulator, state in one object.
class Pipeline {
public:
    explicit Pipeline(const PipelineWork& work) : m_work(work), m_random(12345) {
        m_cumulative.resize(static_cast<std::size_t>(work.keys));
        double sum = 0;
        for (std::size_t k = 0; k < m_cumulative.size(); ++k) {
            sum += std::pow(static_cast<double>(k + 1), -work.exponent);
            m_cumulative[k] = sum;
        }
        for (double& value : m_cumulative)
            value /= sum;
        // Walker's alias method, as the engine uses.
        buildAlias();
        m_buckets.assign(static_cast<std::size_t>(work.partitions), Bucket{work.partitionUnitsPerS, work.partitionUnitsPerS, work.partitionUnitsPerS, 0});
        const double depth = work.tableUnitsPerS * work.tableBurstS;
        m_table = Bucket{work.tableUnitsPerS, depth, depth, 0};
    }

    PeerPipeline run(const std::string& scheduler) {
        ns3::ObjectFactory factory;
        factory.SetTypeId(scheduler);
        ns3::Simulator::SetScheduler(factory);
        const double start = processorSeconds();
        ns3::Simulator::Schedule(ns3::NanoSeconds(gapNs()), &Pipeline::arrive, this);
        ns3::Simulator::Run();
        const double seconds = secondsSince(start);
        ns3::Simulator::Destroy();
        return {scheduler, static_cast<double>(m_work.requests) / seconds, static_cast<double>(m_throttled) / static_cast<double>(m_attempts),
                m_latencyNs / static_cast<double>(m_succeeded) * 1e-6};
    }

private:
    struct Bucket {
        double rate, depth, tokens;
        std::int64_t lastNs;
        void refill(std::int64_t nowNs) {
            tokens = std::min(depth, tokens + rate * static_cast<double>(nowNs - lastNs) * 1e-9);
            lastNs = nowNs;
        }
    };
    struct Request {
        std::int64_t startNs;
        std::uint32_t key;
        std::uint32_t attempt;
    };
    static constexpr std::int64_t kMs = 1'000'000;

    double uniform() { return static_cast<double>(m_random() >> 11) * 0x1.0p-53; }
    std::int64_t gapNs() { return static_cast<std::int64_t>(-std::log(1 - uniform()) / m_work.ratePerS * 1e9); }
    void buildAlias() {
        const std::size_t n = m_cumulative.size();
        std::vector<double> scaled(n);
        std::vector<std::uint32_t> small, large;
        for (std::size_t i = 0; i < n; ++i) {
            scaled[i] = (m_cumulative[i] - (i > 0 ? m_cumulative[i - 1] : 0)) * static_cast<double>(n);
            (scaled[i] < 1 ? small : large).push_back(static_cast<std::uint32_t>(i));
        }
        m_threshold.assign(n, 1);
        m_alias.assign(n, 0);
        while (!small.empty() && !large.empty()) {
            const std::uint32_t low = small.back(), high = large.back();
            small.pop_back();
            m_threshold[low] = scaled[low];
            m_alias[low] = high;
            scaled[high] -= 1 - scaled[low];
            if (scaled[high] < 1) {
                large.pop_back();
                small.push_back(high);
            }
        }
    }
    void arrive() {
        const double u = uniform() * static_cast<double>(m_alias.size());
        const auto cell = static_cast<std::size_t>(u);
        const std::uint32_t key = u - static_cast<double>(cell) < m_threshold[cell] ? static_cast<std::uint32_t>(cell) : m_alias[cell];
        std::uint32_t request = 0;
        if (m_free.empty()) {
            request = static_cast<std::uint32_t>(m_requests.size());
            m_requests.emplace_back();
        } else {
            request = m_free.back();
            m_free.pop_back();
        }
        m_requests[request] = {ns3::Simulator::Now().GetNanoSeconds(), key, 0};
        send(request);
        if (++m_made < m_work.requests)
            ns3::Simulator::Schedule(ns3::NanoSeconds(gapNs()), &Pipeline::arrive, this);
    }
    void send(std::uint32_t request) {
        ++m_attempts;
        ns3::Simulator::Schedule(ns3::NanoSeconds(static_cast<std::int64_t>(m_work.oneWayMs * kMs)), &Pipeline::reachTable, this, request);
    }
    void reachTable(std::uint32_t request) {
        const std::int64_t now = ns3::Simulator::Now().GetNanoSeconds();
        Bucket& partition = m_buckets[static_cast<std::size_t>(m_work.partitionOfKey[m_requests[request].key])];
        m_table.refill(now);
        partition.refill(now);
        const bool admitted = m_table.tokens >= 1 && partition.tokens >= 1;
        double backMs = m_work.oneWayMs;
        if (admitted) {
            m_table.tokens -= 1;
            partition.tokens -= 1;
            backMs += m_work.serviceMs;
        } else {
            ++m_throttled;
            backMs += 1.5;
        }
        ns3::Simulator::Schedule(ns3::NanoSeconds(static_cast<std::int64_t>(backMs * kMs)), &Pipeline::reply, this, request, admitted);
    }
    void reply(std::uint32_t index, bool admitted) {
        Request& request = m_requests[index];
        if (admitted) {
            ++m_succeeded;
            m_latencyNs += static_cast<double>(ns3::Simulator::Now().GetNanoSeconds() - request.startNs);
            m_free.push_back(index);
            return;
        }
        if (static_cast<int>(++request.attempt) >= m_work.maxAttempts) {
            m_free.push_back(index);
            return;
        }
        const double delayMs = std::min(m_work.capMs, m_work.baseMs * static_cast<double>(1ULL << (request.attempt - 1))) * uniform();
        ns3::Simulator::Schedule(ns3::NanoSeconds(static_cast<std::int64_t>(delayMs * kMs)), &Pipeline::send, this, index);
    }

    PipelineWork m_work;
    std::mt19937_64 m_random;
    std::vector<double> m_cumulative, m_threshold;
    std::vector<std::uint32_t> m_alias;
    std::vector<Bucket> m_buckets;
    Bucket m_table{};
    std::vector<Request> m_requests;
    std::vector<std::uint32_t> m_free;
    std::int64_t m_made = 0, m_attempts = 0, m_throttled = 0, m_succeeded = 0;
    double m_latencyNs = 0;
};

}  // namespace

std::vector<PeerRate> ns3Hold(const std::vector<std::int64_t>& incrementsNs, std::int64_t pending, std::int64_t operations) {
    std::vector<PeerRate> rates;
    for (const char* name : kSchedulers) {
        ns3::ObjectFactory factory;
        factory.SetTypeId(name);
        ns3::Ptr<ns3::Scheduler> scheduler = factory.Create<ns3::Scheduler>();
        rates.push_back({name, holdRate(*scheduler, incrementsNs, pending, operations)});
    }
    return rates;
}

std::vector<PeerPipeline> ns3Pipeline(const PipelineWork& work) {
    std::vector<PeerPipeline> results;
    for (const char* name : kSchedulers) {
        Pipeline pipeline(work);
        results.push_back(pipeline.run(name));
    }
    return results;
}

}  // namespace bench
