// SPDX-License-Identifier: GPL-3.0-or-later
// Application Auto Scaling's target tracking (B-040): two alarms for each dimension, on consumed / provisioned of whole minutes. An update that
// a minute has decided comes into force after the metric's publication, the alarm's reaction and UpdateTable.
#include "simulation/stations/admission.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>
#include <cmath>

namespace sim::scaling {
namespace {

constexpr std::int64_t kDayNs = 86'400'000'000'000;
constexpr double kRounding = 1e-9;  // 90 / 0.7 is 128.57..., and 84 / 0.7 is 120, not 121

struct Dimension {
    const plan::ScalingTarget* target;
    ScalingState* state;
    double consumed;     // until now
    double* provisioned;
    std::uint32_t code;  // 0 read, 1 write
};

double wantedUnits(const plan::ScalingTarget& target, double perS) {
    return std::clamp(std::ceil(perS / std::max(target.targetShare, 0.01) - kRounding), target.minUnits, std::max(target.maxUnits, target.minUnits));
}

void schedule(Kernel& kernel, std::uint32_t slot, const Dimension& dimension, double units) {
    const plan::ScalingLoop& loop = kernel.compiled().stores[slot].row->scaling.loop;
    const double delayS = loop.publishDelayS + loop.alarmDelayS + loop.updateDelayS;
    dimension.state->pending = true;
    dimension.state->activities.push_back({kernel.nowNs(), 0, *dimension.provisioned, units});
    kernel.schedule(kernel.nowNs() + static_cast<std::int64_t>(delayS * 1e9), EventType::ScalingApply, slot, dimension.code,
                    static_cast<std::uint64_t>(units));
}

// A bucket of decreases that fills by the hour, and a count for each UTC day; a run begins at midnight.
bool mayDecrease(const Kernel& kernel, const plan::ScalingLoop& loop, ScalingState& state) {
    const std::int64_t day = kernel.nowNs() / kDayNs;
    if (day != state.decreaseDay)
        state.decreasesToday = 0;
    state.decreaseDay = day;
    return state.decreaseTokens >= 1 && state.decreasesToday < loop.decreasesPerDay;
}

bool cooled(const Kernel& kernel, bool ever, std::int64_t lastNs, double cooldownS) {
    return !ever || kernel.nowNs() >= lastNs + static_cast<std::int64_t>(cooldownS * 1e9);
}

void lookOut(Kernel& kernel, std::uint32_t slot, const Dimension& dimension, double perS) {
    const plan::ScalingLoop& loop = kernel.compiled().stores[slot].row->scaling.loop;
    ScalingState& state = *dimension.state;
    if (state.minutesAbove < loop.minutesOut || !cooled(kernel, state.everOut, state.lastOutNs, dimension.target->cooldownOutS))
        return;
    const double most = std::max(dimension.target->maxUnits, dimension.target->minUnits);
    const double units = std::clamp(std::max(wantedUnits(*dimension.target, perS), *dimension.provisioned + 1), dimension.target->minUnits, most);
    if (units <= *dimension.provisioned)
        return;  // at its maximum
    state.everOut = true;
    state.lastOutNs = kernel.nowNs();
    schedule(kernel, slot, dimension, units);
}

void lookIn(Kernel& kernel, std::uint32_t slot, const Dimension& dimension) {
    const plan::ScalingLoop& loop = kernel.compiled().stores[slot].row->scaling.loop;
    ScalingState& state = *dimension.state;
    if (state.minutesBelow < loop.minutesIn || !cooled(kernel, state.everIn, state.lastInNs, dimension.target->cooldownInS))
        return;
    double highest = 0;
    const std::size_t minutes = std::min<std::size_t>({static_cast<std::size_t>(loop.minutesIn), state.minutes, ScalingState::kMinutes});
    for (std::size_t i = 0; i < minutes; ++i)
        highest = std::max(highest, state.perS[(state.minutes - 1 - i) % ScalingState::kMinutes]);
    const double units = wantedUnits(*dimension.target, highest);
    if (units >= *dimension.provisioned || !mayDecrease(kernel, loop, state))
        return;
    state.decreaseTokens -= 1;
    state.decreasesToday += 1;
    state.everIn = true;
    state.lastInNs = kernel.nowNs();
    schedule(kernel, slot, dimension, units);
}

double lowShare(const plan::ScalingTarget& target, const plan::ScalingLoop& loop) {
    return loop.marginOfTarget == plan::Switch::On ? target.targetShare * (1 - loop.marginIn) : target.targetShare - loop.marginIn;
}

void look(Kernel& kernel, std::uint32_t slot, const Dimension& dimension) {
    ScalingState& state = *dimension.state;
    const double perS = (dimension.consumed - state.consumedBefore) / 60;
    state.consumedBefore = dimension.consumed;
    if (dimension.target->enabled == plan::Switch::Off)
        return;
    const plan::ScalingLoop& loop = kernel.compiled().stores[slot].row->scaling.loop;
    state.perS[state.minutes++ % ScalingState::kMinutes] = perS;
    state.decreaseTokens = std::min(state.decreaseTokens + loop.decreasesPerHour / 60, loop.decreases);
    const double use = perS / std::max(*dimension.provisioned, 1e-9);
    const bool noMetric = perS <= 0 && loop.idleScalesIn == plan::Switch::Off;
    state.minutesAbove = use > dimension.target->targetShare ? state.minutesAbove + 1 : 0;
    if (!noMetric)
        state.minutesBelow = use < lowShare(*dimension.target, loop) ? state.minutesBelow + 1 : 0;
    const bool mixed = state.changed;
    state.changed = false;
    if (state.pending || mixed)
        return;
    if (state.minutesAbove > 0)
        lookOut(kernel, slot, dimension, perS);
    else if (!noMetric)
        lookIn(kernel, slot, dimension);
}

void trace(const Kernel& kernel, const CompiledStore& store, std::uint32_t side, double unitsBefore, double unitsAfter) {
    if (!kernel.tracesAnything())
        return;
    HopRecord record;
    record.departNs = record.arriveNs = kernel.nowNs();
    record.fromUid = record.toUid = store.uid;
    record.kind = HopKind::Scaling;
    record.hop = static_cast<std::uint16_t>(side);
    record.tableTokensBefore = static_cast<float>(unitsBefore);
    record.tableTokensAfter = static_cast<float>(unitsAfter);
    kernel.trace(record);
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    const plan::ScalingLoop& loop = kernel.compiled().stores[slot].row->scaling.loop;
    StoreState& store = kernel.state.stores[slot];
    store.readScaling.decreaseTokens = store.writeScaling.decreaseTokens = loop.decreases;
}

void onMinute(Kernel& kernel, std::uint32_t slot) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    if (store.onDemand())
        return;
    StoreState& state = kernel.state.stores[slot];
    const plan::AutoScaling& scaling = store.row->scaling;
    look(kernel, slot, {&scaling.read, &state.readScaling, state.consumedRead, &state.baseRead, 0});
    look(kernel, slot, {&scaling.write, &state.writeScaling, state.consumedWrite, &state.baseWrite, 1});
}

void onApply(Kernel& kernel, const Event& event) {
    const CompiledStore& store = kernel.compiled().stores[event.a];
    StoreState& state = kernel.state.stores[event.a];
    ScalingState& scaling = event.b == 0 ? state.readScaling : state.writeScaling;
    scaling.pending = false;
    scaling.changed = true;
    if (store.row == nullptr)
        return;
    double& base = event.b == 0 ? state.baseRead : state.baseWrite;
    trace(kernel, store, event.b, base, static_cast<double>(event.c));
    base = static_cast<double>(event.c);
    if (!scaling.activities.empty())
        scaling.activities.back().appliedNs = kernel.nowNs();
    kernel.count(store.metrics + storeSlot::ScalingActivities);
    plan::UnitStoreStation grown = *store.row;
    grown.throughput.readUnits = state.baseRead;
    grown.throughput.writeUnits = state.baseWrite;
    partitions::growTo(kernel, event.a, partitions::initialCount(grown, state.storedBytes));
    faults::apply(kernel);  // what a fault says of the capacity still holds
}

}  // namespace sim::scaling
