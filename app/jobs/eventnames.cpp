// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/eventnames.h"

#include <array>

namespace app {

const char* eventName(sim::HopKind kind) {
    switch (kind) {
        case sim::HopKind::Request: return "request";
        case sim::HopKind::Response: return "response";
        case sim::HopKind::Dropped: return "dropped";
        case sim::HopKind::Served: return "served";
        case sim::HopKind::RetryWait: return "retry_wait";
        case sim::HopKind::Finished: return "finished";
        case sim::HopKind::IndexFeed: return "index_feed";
        case sim::HopKind::TtlDelete: return "ttl_delete";
        case sim::HopKind::Replication: return "replication";
        case sim::HopKind::ReplicationSent: return "replication_sent";
        case sim::HopKind::StreamRecord: return "stream_record";
        case sim::HopKind::StreamBatch: return "stream_batch";
        case sim::HopKind::CacheTurn: return "cache";
        case sim::HopKind::Forward: return "forward";
        case sim::HopKind::Failure: return "on_failure";
        case sim::HopKind::Scaling: return "scaling";
        case sim::HopKind::FaultStart: return "fault_start";
        case sim::HopKind::FaultEnd: return "fault_end";
        case sim::HopKind::Connect: return "connect";
    }
    return "";
}

const char* outcomeName(plan::Refusal refusal) {
    if (refusal == plan::Refusal::None || refusal == plan::Refusal::UnprocessedItems) return "succeeded";  // HTTP 200
    return plan::isThrottle(refusal) ? "throttled" : "failed";
}

const char* faultName(std::uint64_t place) {
    // In the order of plan::FaultKind; the names are those of the scenario's rows.
    constexpr std::array kNames = {"az-loss", "hot-key", "capacity", "load", "ttl-stall", "pause-replication",
                                   "region-isolation", "cache-node-loss", "cache-flush", "poison-record", "concurrency", "clock-skew"};
    static_assert(kNames.size() == std::variant_size_v<plan::FaultKind>);
    return place < kNames.size() ? kNames[place] : "";
}

}  // namespace app
