// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/stations/admission.h"

#include "simulation/stations/partitions.h"

#include <algorithm>
#include <cmath>

namespace sim::admission {
namespace {

enum class Reason : std::uint8_t { Provisioned = 0, KeyRange = 1, Account = 2, MaxOnDemand = 3, Growth = 4 };

plan::Refusal codeOf(const CompiledStore& store, Direction direction, Reason reason) {
    const int write = direction == Direction::Write ? 1 : 0;
    const int index = store.isIndex() ? 1 : 0;
    if (reason == Reason::Growth)
        return static_cast<plan::Refusal>(static_cast<int>(plan::Refusal::TableOnDemandThroughputExceeded) + write + 2 * index);
    return static_cast<plan::Refusal>(1 + static_cast<int>(reason) + 4 * write + 8 * index);
}

struct OnDemandSettings {
    double initial, quota, maximum;
};

OnDemandSettings settingsOf(const plan::Throughput& throughput, Direction direction) {
    if (direction == Direction::Read)
        return {throughput.onDemandInitialReadUnits, throughput.quotaReadUnits, throughput.maxOnDemandReadUnits};
    return {throughput.onDemandInitialWriteUnits, throughput.quotaWriteUnits, throughput.maxOnDemandWriteUnits};
}

// allowed = clamp(max(initial, 2 x peak, warm), 0, min(quota, maximum))
void findAllowed(const CompiledStore& store, OnDemandGrowth& growth, Direction direction) {
    const OnDemandSettings settings = settingsOf(store.row->throughput, direction);
    growth.allowed = std::max({settings.initial, 2 * growth.peak, growth.warm});
    growth.limitedBy = codeOf(store, direction, Reason::Growth);
    if (growth.allowed > settings.quota) {
        growth.allowed = settings.quota;
        growth.limitedBy = codeOf(store, direction, Reason::Account);
    }
    const double maximum = growth.faultMaximum >= 0 ? growth.faultMaximum : settings.maximum > 0 ? settings.maximum : growth.allowed;
    if (growth.allowed > maximum) {
        growth.allowed = maximum;
        growth.limitedBy = codeOf(store, direction, Reason::MaxOnDemand);
    }
}

double depthOf(const plan::UnitStoreStation& row, double ratePerS) {
    const bool banks = row.burst.enabled == plan::Switch::On &&
                       (row.throughput.billing == plan::BillingMode::Provisioned || row.burst.onDemand == plan::Switch::On);
    return std::max(ratePerS * (banks ? row.burst.windowS * row.burst.availability : 1.0), ratePerS > 0 ? 1.0 : 0.0);
}

void grow(const CompiledStore& store, OnDemandGrowth& growth, Direction direction) {
    const plan::Throughput& throughput = store.row->throughput;
    if (++growth.windowMinutes < throughput.onDemandPeakWindowS / 60)
        return;
    const int minutes = growth.windowMinutes;
    const double asked = std::min(growth.windowUnits / (60.0 * minutes), growth.allowed);
    growth.windowUnits = 0;
    growth.windowMinutes = 0;
    if (asked <= growth.peak) {
        growth.ramping = false;
        return;
    }
    if (!growth.ramping) {
        growth.rampStart = growth.peak;
        growth.ramping = true;
    }
    const double minutesToDouble = std::max(throughput.onDemandDoublingS / 60, 1.0);
    growth.peak = std::min(asked, growth.peak + growth.rampStart * minutes / minutesToDouble);
    findAllowed(store, growth, direction);
}

}  // namespace

plan::Refusal keyRangeRefusal(const CompiledStore& store, Direction direction) { return codeOf(store, direction, Reason::KeyRange); }

plan::Refusal storeRefusal(const Kernel& kernel, std::uint32_t slot, Direction direction) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    if (!store.onDemand())
        return codeOf(store, direction, Reason::Provisioned);
    const StoreState& state = kernel.state.stores[slot];
    return direction == Direction::Read ? state.readGrowth.limitedBy : state.writeGrowth.limitedBy;
}

double allowedPerS(const Kernel& kernel, std::uint32_t slot, Direction direction) {
    const StoreState& state = kernel.state.stores[slot];
    if (!kernel.compiled().stores[slot].onDemand())
        return direction == Direction::Read ? state.readUnits : state.writeUnits;
    return direction == Direction::Read ? state.readGrowth.allowed : state.writeGrowth.allowed;
}

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    state.readUnits = state.baseRead = state.plannedRead = store.row->throughput.readUnits;
    state.writeUnits = state.baseWrite = state.plannedWrite = store.row->throughput.writeUnits;
    state.readGrowth.peak = store.row->throughput.onDemandInitialReadUnits / 2;
    state.writeGrowth.peak = store.row->throughput.onDemandInitialWriteUnits / 2;
    state.readGrowth.warm = store.row->throughput.warmReadUnits;
    state.writeGrowth.warm = store.row->throughput.warmWriteUnits;
    findAllowed(store, state.readGrowth, Direction::Read);
    findAllowed(store, state.writeGrowth, Direction::Write);
    const auto bucket = [&](double ratePerS) {
        const double depth = depthOf(*store.row, ratePerS);
        const double bank = std::max(depth - ratePerS, 0.0);  // what is beyond the current second
        return TokenBucket(ratePerS, depth, std::min(depth, ratePerS) + bank * store.row->burst.startShare, kernel.nowNs());
    };
    state.read = bucket(allowedPerS(kernel, slot, Direction::Read));
    state.write = bucket(allowedPerS(kernel, slot, Direction::Write));
}

void applyLimits(Kernel& kernel, std::uint32_t slot) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    findAllowed(store, state.readGrowth, Direction::Read);
    findAllowed(store, state.writeGrowth, Direction::Write);
    const double read = allowedPerS(kernel, slot, Direction::Read);
    const double write = allowedPerS(kernel, slot, Direction::Write);
    state.read.change(read, depthOf(*store.row, read), kernel.nowNs());
    state.write.change(write, depthOf(*store.row, write), kernel.nowNs());
    partitions::applyLimits(kernel, slot);
}

void planWarmUp(Kernel& kernel, std::uint32_t slot) {
    const plan::Throughput& throughput = kernel.compiled().stores[slot].row->throughput;
    const StoreState& state = kernel.state.stores[slot];
    if (throughput.warmReadUnits <= state.readGrowth.warm && throughput.warmWriteUnits <= state.writeGrowth.warm)
        return;
    const auto whole = [](double units) { return static_cast<std::uint64_t>(std::clamp(units, 0.0, 4e9)); };
    kernel.schedule(kernel.nowNs() + static_cast<std::int64_t>(throughput.warmUpS * 1e9), EventType::WarmReady, slot, 0,
                    whole(throughput.warmReadUnits) << 32 | whole(throughput.warmWriteUnits));
}

void onWarmReady(Kernel& kernel, const Event& event) {
    const CompiledStore& store = kernel.compiled().stores[event.a];
    if (store.row == nullptr)
        return;
    StoreState& state = kernel.state.stores[event.a];
    state.readGrowth.warm = std::max(state.readGrowth.warm, static_cast<double>(event.c >> 32));
    state.writeGrowth.warm = std::max(state.writeGrowth.warm, static_cast<double>(event.c & 0xFFFFFFFFULL));
    partitions::growTo(kernel, event.a, partitions::countFor(store.row->partitions, state.readGrowth.warm, state.writeGrowth.warm));
    applyLimits(kernel, event.a);
}

void onMinute(Kernel& kernel, std::uint32_t slot) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    if (!store.onDemand())
        return;
    StoreState& state = kernel.state.stores[slot];
    grow(store, state.readGrowth, Direction::Read);
    grow(store, state.writeGrowth, Direction::Write);
    const plan::Partitioning& settings = store.row->partitions;
    partitions::growTo(kernel, slot, partitions::countFor(settings, state.readGrowth.allowed, state.writeGrowth.allowed));
    applyLimits(kernel, slot);
}

}  // namespace sim::admission
