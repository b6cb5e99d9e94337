// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

// What each archetype does with the events that are its own. One file a station; the kernel's dispatch is their list.
namespace sim {

namespace source {
void prepare(Kernel& kernel, std::uint32_t slot);          // first appearance of the pattern
void reschedule(Kernel& kernel, std::uint32_t slot);       // rate or factor changed at this instant
void onArrival(Kernel& kernel, const Event& event);
void onRetry(Kernel& kernel, const Event& event);
void onReply(Kernel& kernel, const Event& event);
void flushMetrics(Kernel& kernel, std::uint32_t slot);
// The expected count of the curve times the factor: call before the load factor or the curve changes.
void settleArrivals(Kernel& kernel, std::uint32_t slot);
}  // namespace source

namespace network {
struct Passage {
    std::int64_t arriveNs = 0;      // at the target, or where and when the client learns of the refusal
    plan::Refusal refusal = plan::Refusal::None;
};
void prepare(Kernel& kernel, std::uint32_t slot);
// What a lost packet adds to one crossing of the path: mostly nothing.
[[nodiscard]] std::int64_t lossNs(const plan::Path& path, RandomStream& random);
// Sends the request's attempt over its path, hop by hop.
[[nodiscard]] Passage send(Kernel& kernel, const Request& request);
// The answer's way back; returns when the client has it.
[[nodiscard]] std::int64_t sendBack(Kernel& kernel, const Request& request, std::int64_t departNs, plan::Refusal refusal);
}  // namespace network

namespace service {
void prepare(Kernel& kernel, std::uint32_t slot);
void onArrival(Kernel& kernel, const Event& event);
}  // namespace service

namespace unitstore {
void prepare(Kernel& kernel, std::uint32_t slot);
void applyPlan(Kernel& kernel, std::uint32_t slot);        // parameters changed
void onArrival(Kernel& kernel, const Event& event);
void onMinute(Kernel& kernel, std::uint32_t slot);
void onSplitDone(Kernel& kernel, const Event& event);
void flushMetrics(Kernel& kernel, std::uint32_t slot, double periodS);
}  // namespace unitstore

namespace index {
// Whether the indexes would take these writes; the refusal of the first that would not.
[[nodiscard]] plan::Refusal check(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key);
enum class Entry : std::uint8_t { New, Known };  // whether the table had the item before
void feed(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key, std::uint64_t request, Entry entry);
void onApply(Kernel& kernel, const Event& event);
}  // namespace index

namespace ttl {
void itemWritten(Kernel& kernel, std::uint32_t store, Item& item, double expiresAfterS);
void itemDeleted(Kernel& kernel, std::uint32_t store, Item& item);
void onStep(Kernel& kernel, const Event& event);
// Time to live was turned on during the run: items that have an expiry are followed from now on, after the time that AWS takes for that.
void followPlan(Kernel& kernel, std::uint32_t store);
}  // namespace ttl

namespace faults {
void add(Kernel& kernel, const plan::Fault& fault);        // schedules its start and end
void onStart(Kernel& kernel, const Event& event);
void onEnd(Kernel& kernel, const Event& event);
void apply(Kernel& kernel);                                // makes the state what the active faults say
}  // namespace faults

// Answers the client: over the path back, or by its timeout, whichever is first.
void reply(Kernel& kernel, std::uint32_t requestIndex, std::int64_t departNs, plan::Refusal refusal);

}  // namespace sim
