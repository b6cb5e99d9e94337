// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/items.h"

#include <algorithm>

namespace sim {

ItemVersion itemVersion(const Run& run, std::uint64_t storeUid, std::uint64_t key) {
    const State& state = run.state();
    const auto place = std::find(state.slots.stores.begin(), state.slots.stores.end(), storeUid);
    if (place == state.slots.stores.end())
        return {};
    const auto slot = static_cast<std::size_t>(place - state.slots.stores.begin());
    const Item* item = state.stores[slot].items.find(key);
    if (item == nullptr)
        return {};
    const bool replica = state.plan->stores[slot].isReplica();
    return {true, item->present, replica ? item->versionNs : item->lastWriteNs, item->lastWriteNs, item->bytes,
            replica ? plan::RegionIndex(item->origin) : plan::kNoRegion};
}

}  // namespace sim
