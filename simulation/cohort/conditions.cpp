// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/conditions.h"

#include "simulation/cohort/cohortitems.h"
#include "simulation/cohort/flow.h"
#include "simulation/cohort/hitshare.h"

#include <algorithm>
#include <cmath>

namespace sim::cohort {
namespace {

double sharedItems(const StoreState& store) { return std::max(static_cast<double>(store.itemCount) - store.cohort.newKeyItems, 0.0); }

// Which keys are there: those at the start, and those that so many writes along the pattern's distribution have made.
struct Presence {
    const std::vector<KeyGroup>& groups;
    double atStart = 0;
    double kept = 1;      // of those at the start
    double writes = 0;
    [[nodiscard]] double startShare(const KeyGroup& group) const {
        return group.keys <= 0 ? 0 : std::clamp((atStart - static_cast<double>(group.first)) / group.keys, 0.0, 1.0);
    }
    [[nodiscard]] double there(const KeyGroup& group, double after) const {
        const double start = startShare(group);
        return start * kept + (1 - start) * (1 - plan::exponential(-std::min(group.share * after, 700.0)));
    }
    [[nodiscard]] double items(double after) const {
        double sum = 0;
        for (const KeyGroup& group : groups)
            sum += group.keys * there(group, after);
        return sum;
    }
    [[nodiscard]] double shareOfRequests() const {
        double sum = 0;
        for (const KeyGroup& group : groups)
            sum += group.keys * group.share * there(group, writes);
        return std::clamp(sum, 0.0, 1.0);
    }
};

// The number of writes after which as many items are there as there are.
void findWrites(Presence& presence, double items, double keys) {
    presence.kept = presence.atStart > 0 ? std::min(items / std::min(presence.atStart, keys), 1.0) : 1;
    if (items <= presence.items(0))
        return;
    double high = 1;
    while (high < 1e15 && presence.items(high) < items)
        high *= 4;
    double low = 0;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (presence.items(middle) < items ? low : high) = middle;
    }
    presence.writes = high;
}

// Popular keys are there first. Reckoned anew when the number of items has changed by a hundredth.
Meetings unevenMeetings(const CompiledPattern& pattern, const CompiledStore& store, CohortMeetings& known, double items, double writes) {
    const double keys = keySpace(pattern);
    if (known.items >= 0 && std::abs(items - known.items) <= 0.01 * known.items && writes <= 2 * known.writes && writes >= known.writes / 2)
        return {known.present, known.makes, known.removes};
    const std::vector<KeyGroup> groups = keyGroups(pattern.row->keys);
    Presence presence{.groups = groups, .atStart = std::min(static_cast<double>(store.itemsAtStart), keys)};
    findWrites(presence, items, keys);
    known.items = items;
    known.writes = writes;
    known.present = presence.shareOfRequests();
    known.makes = std::clamp((presence.items(presence.writes + writes) - presence.items(presence.writes)) / writes, 0.0, 1.0);
    const double hit = keys * (1 - plan::exponential(-std::min(writes / keys, 700.0))) / writes;
    known.removes = known.present * hit;
    return {known.present, known.makes, known.removes};
}

bool isConditional(const CompiledPattern& pattern) {
    return pattern.itemsPerCall == 1 && !plan::isTransaction(pattern.row->operation) && pattern.row->condition != plan::Condition::None;
}

// Writes of the table's other patterns, by the pattern's groups of keys: `writesPerS` of those that always pass, `readsPerS` of those on the
// same condition.
struct OtherWriters {
    std::vector<KeyGroup> groups;
    bool any = false;
};

OtherWriters otherWriters(const Kernel& kernel, std::uint32_t slot) {
    const std::vector<CompiledPattern>& patterns = kernel.compiled().patterns;
    const auto isOther = [&](std::uint32_t place) {
        const CompiledPattern& other = patterns[place];
        return place != slot && other.row != nullptr && other.writes && !other.newKeys && other.store == patterns[slot].store;
    };
    OtherWriters others;
    for (std::uint32_t place = 0; place < patterns.size(); ++place)
        others.any = others.any || isOther(place);
    others.groups = keyGroups(patterns[slot].row->keys, others.any ? Grouping::Fine : Grouping::AsAsked);
    for (std::uint32_t place = 0; place < patterns.size(); ++place) {
        if (!isOther(place))
            continue;
        const bool reads = isConditional(patterns[place]) && patterns[place].row->condition == plan::Condition::Unchanged;
        const double passing = reads ? 1 : kernel.state.patterns[place].cohort.passing;
        (reads ? addReads : addWrites)(others.groups, patterns[place].row->keys, itemsPerS(kernel, place) * passing);
    }
    return others;
}

double unchangedNow(Kernel& kernel, std::uint32_t slot) {
    constexpr std::int64_t kEveryNs = 5'000'000'000;
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    if (flow.unchangedNs >= 0 && kernel.nowNs() - flow.unchangedNs < kEveryNs)
        return flow.unchanged;
    const OtherWriters others = otherWriters(kernel, slot);
    const double perS = itemsPerS(kernel, slot);
    double beforeS = pattern.row->readBeforeMs * 1e-3 + meanRoundTripS(pattern) / 2;
    if (pattern.row->arrivals == plan::Arrivals::Constant && !others.any && perS > 0)
        beforeS = std::max(std::ceil(beforeS * perS) - 1, 0.0) / perS;  // so many of its own requests come within it, no more and no less
    double passing = 0;
    for (const KeyGroup& group : others.groups)
        passing += group.keys * group.share * unchangedShare(group.writesPerS, perS * group.share + group.readsPerS, beforeS);
    flow.unchanged = std::clamp(passing, 0.0, 1.0);
    flow.unchangedNs = kernel.nowNs();
    return flow.unchanged;
}

// Of those that ask on the pattern's condition, the share that passes.
double passingShare(Kernel& kernel, std::uint32_t slot, const Meetings& met) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const bool deletes = pattern.row->operation == plan::Operation::DeleteItem;
    switch (pattern.row->condition) {
    case plan::Condition::ItemAbsent:
        return deletes ? 1 - met.present : met.makes;
    case plan::Condition::ItemPresent:
        return deletes ? met.removes : met.present;
    case plan::Condition::Unchanged:
        return unchangedNow(kernel, slot);
    case plan::Condition::None:
        break;
    }
    return 1;
}

// Of the changes that a write on a condition makes, those that make or remove an item.
double changingShare(const CompiledPattern& pattern, const Meetings& met) {
    const bool deletes = pattern.row->operation == plan::Operation::DeleteItem;
    if (isConditional(pattern) && pattern.row->condition == plan::Condition::ItemAbsent)
        return deletes ? 0 : 1;
    if (isConditional(pattern) && pattern.row->condition == plan::Condition::ItemPresent)
        return deletes ? 1 : 0;
    return deletes ? met.removes : met.makes;
}

}  // namespace

double keySpace(const CompiledPattern& pattern) {
    const bool sequential = pattern.row->keys.shape == plan::KeyDistribution::Shape::Sequential;
    return sequential ? 0 : static_cast<double>(pattern.row->keys.keyCount);
}

double unchangedShare(double alwaysPerS, double conditionalPerS, double readBeforeS) {
    const double all = alwaysPerS + conditionalPerS;
    if (all <= 0 || readBeforeS <= 0)
        return 1;
    const double longer = std::min(alwaysPerS * readBeforeS, 500.0);
    const double keptOutS = longer > 1e-6 ? (plan::exponential(longer) - 1) / alwaysPerS : readBeforeS;
    return 1 / (1 + all * keptOutS);
}

Meetings meetings(Kernel& kernel, std::uint32_t slot, std::uint64_t writes) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const StoreState& store = kernel.state.stores[pattern.store];
    const double keys = keySpace(pattern);
    if (keys <= 0)  // new ones are never there, and those that are deleted one after another are as long as there are any
        return pattern.newKeys ? Meetings{0, 1, 0} : Meetings{store.itemCount > 0 ? 1.0 : 0.0, 0, 1};
    if (writes == 0)
        return {};
    const double items = sharedItems(store);
    if (pattern.row->keys.shape != plan::KeyDistribution::Shape::Uniform)
        return unevenMeetings(pattern, kernel.compiled().stores[pattern.store], kernel.state.patterns[slot].cohort.meetings, items, static_cast<double>(writes));
    const double present = std::min(items / keys, 1.0);
    const double hit = keys * (1 - plan::exponential(-std::min(static_cast<double>(writes) / keys, 700.0))) / static_cast<double>(writes);
    return {present, (1 - present) * hit, present * hit};
}

ChangeCounts changesOf(Kernel& kernel, std::uint32_t slot, std::uint64_t served) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    const bool single = pattern.itemsPerCall == 1 && !plan::isTransaction(pattern.row->operation);
    const std::uint64_t asking = served - drawBinomial(state.conditions, served, single ? pattern.row->conditionFailShare : 0);
    const Meetings met = meetings(kernel, slot, asking);
    const std::uint64_t passing = isConditional(pattern) ? drawBinomial(state.conditions, asking, passingShare(kernel, slot, met)) : asking;
    state.cohort.passing = served > 0 ? static_cast<double>(passing) / static_cast<double>(served) : state.cohort.passing;
    kernel.count(kernel.compiled().stores[pattern.store].metrics + storeSlot::ConditionalFailures, static_cast<double>(served - passing));
    const std::uint64_t changing = drawBinomial(state.items, passing, changingShare(pattern, met));
    ChangeCounts changes;
    if (pattern.row->operation == plan::Operation::DeleteItem) {
        changes[plan::RecordKind::Remove] = itemsDeleted(kernel, slot, changing);
        return changes;
    }
    itemsWritten(kernel, slot, passing, changing);
    changes[plan::RecordKind::Insert] = changing;
    changes[plan::RecordKind::Modify] = passing - changing;
    return changes;
}

}  // namespace sim::cohort
