// SPDX-License-Identifier: GPL-3.0-or-later
// Time to live (B-080). Every item with an expiry has one pending event: first its expiry, then the sweeper's visit. A write in between moves
// the expiry, and the event that comes too early asks again.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::ttl {
namespace {

constexpr std::int64_t kLookAgainNs = 60'000'000'000;

void schedule(Kernel& kernel, std::uint32_t store, Item& item, std::int64_t atNs) {
    item.ttlToken = ++kernel.state.ttlTokens;
    kernel.schedule(atNs, EventType::TtlStep, store, item.ttlToken, item.key());
}

// 80 % exponential with a mean of 20 minutes, the rest evenly up to 48 hours.
std::int64_t drawDelayNs(StoreState& state, const plan::TimeToLive& settings) {
    const double fast = state.ttlDelay.uniform();
    const double u = state.ttlDelay.uniform();
    const double seconds = fast < settings.fastShare ? std::min(-plan::logarithm(1 - u) * settings.fastMeanS, settings.slowMaxS)
                                                     : u * settings.slowMaxS;
    return static_cast<std::int64_t>(seconds * 1e9);
}

void remove(Kernel& kernel, std::uint32_t slot, Item& item) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    const std::uint64_t key = item.key();
    state.itemCount -= state.itemCount > 0 ? 1 : 0;
    state.storedBytes = std::max(state.storedBytes - item.bytes, 0.0);
    state.expiredVisible -= state.expiredVisible > 0 ? 1 : 0;
    ++state.ttlDeleted;
    state.periodTtlDelay.add(kernel.nowNs() - item.expiryNs);
    kernel.count(store.metrics + storeSlot::TtlDeleted);
    // Index entries go with the item; nobody is charged for that.
    for (const std::uint32_t indexSlot : store.indexes) {
        StoreState& index = kernel.state.stores[indexSlot];
        index.itemCount -= index.itemCount > 0 ? 1 : 0;
        index.storedBytes = std::max(index.storedBytes - item.bytes * kernel.compiled().stores[indexSlot].row->index->projectionShare, 0.0);
    }
    if (kernel.tracesAnything()) {
        HopRecord record;
        record.departNs = item.expiryNs;
        record.arriveNs = kernel.nowNs();
        record.fromUid = record.toUid = store.uid;
        record.key = key;
        record.kind = HopKind::TtlDelete;
        record.itemBytes = static_cast<std::int32_t>(item.bytes);
        kernel.trace(record);
    }
    item.present = false;
    item.expiryNs = item.deleteAtNs = 0;
    if (store.passesOn()) {
        item.versionNs = kernel.nowNs() + state.clockSkewNs;
        item.origin = store.regionIndex;
        changes::committed(kernel, slot, {key, 0, item.versionNs, item.bytes, plan::RecordKind::ServiceRemove, changes::Cause::Local});
    }
    if (key >= store.keySpace && !store.isReplica()) {  // nobody asks for this key again
        state.items.erase(key);
        --kernel.state.itemsTracked;
    }
}

}  // namespace

void itemDeleted(Kernel& kernel, std::uint32_t store, Item& item) {
    StoreState& state = kernel.state.stores[store];
    if (item.deleteAtNs != 0)
        state.expiredVisible -= state.expiredVisible > 0 ? 1 : 0;
    item.expiryNs = item.deleteAtNs = 0;
}

void itemWritten(Kernel& kernel, std::uint32_t store, Item& item, double expiresAfterS) {
    // What the item had before is void: a new expiry rescues it. The sweeper's visit that is pending may come much later than the new
    // expiry, so it is void too; an expiry that is pending comes earlier and asks again.
    if (item.deleteAtNs != 0)
        item.ttlToken = 0;
    itemDeleted(kernel, store, item);
    const plan::TimeToLive& settings = kernel.compiled().stores[store].row->ttl;
    if (expiresAfterS <= 0)
        return;
    item.expiryNs = kernel.nowNs() + static_cast<std::int64_t>(expiresAfterS * 1e9);
    if (settings.enabled == plan::Switch::Off || item.ttlToken != 0)
        return;
    schedule(kernel, store, item, std::max(item.expiryNs, kernel.state.stores[store].ttlActiveNs));
}

void followPlan(Kernel& kernel, std::uint32_t store) {
    StoreState& state = kernel.state.stores[store];
    const plan::TimeToLive& settings = kernel.compiled().stores[store].row->ttl;
    const bool enabled = settings.enabled == plan::Switch::On;
    const bool turnedOn = enabled && !state.ttlEnabled;
    state.ttlEnabled = enabled;
    if (!turnedOn)
        return;
    state.ttlActiveNs = kernel.nowNs() + static_cast<std::int64_t>(settings.activationS * 1e9);
    state.items.forEach([&](Item& item) {
        if (item.present && item.expiryNs != 0 && item.ttlToken == 0)
            schedule(kernel, store, item, std::max(item.expiryNs, state.ttlActiveNs));
    });
}

void onStep(Kernel& kernel, const Event& event) {
    const CompiledStore& store = kernel.compiled().stores[event.a];
    if (store.row == nullptr)
        return;
    StoreState& state = kernel.state.stores[event.a];
    Item* item = state.items.findToWrite(event.c);
    if (item == nullptr || item->ttlToken != event.b)
        return;
    item->ttlToken = 0;
    if (!item->present || item->expiryNs == 0 || store.row->ttl.enabled == plan::Switch::Off)
        return;
    const std::int64_t nowNs = kernel.nowNs();
    if (nowNs < item->expiryNs)
        return schedule(kernel, event.a, *item, item->expiryNs);
    if (item->deleteAtNs == 0) {
        ++state.expiredVisible;
        item->deleteAtNs = nowNs + drawDelayNs(state, store.row->ttl);
        return schedule(kernel, event.a, *item, item->deleteAtNs);
    }
    if (nowNs < item->deleteAtNs)
        return schedule(kernel, event.a, *item, item->deleteAtNs);
    if (state.sweeperStalled)
        return schedule(kernel, event.a, *item, nowNs + kLookAgainNs);
    remove(kernel, event.a, *item);
}

}  // namespace sim::ttl
