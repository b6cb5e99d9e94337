// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/core/keymap.h"

#include <cstdint>

namespace sim {

// One item that the run must remember: it has an expiry, was written, or was deleted.
struct Item {
    std::uint64_t keyPlusOne = 0;  // 0: the place is free
    std::int64_t lastWriteNs = -1;
    std::int64_t expiryNs = 0;     // 0: never
    std::int64_t deleteAtNs = 0;   // when the sweeper takes it; 0 while it has not expired
    std::uint32_t bytes = 0;
    std::uint32_t ttlToken = 0;    // of the one TtlStep event that is pending; 0: none
    bool present = false;          // false: deleted, and remembered as such
    std::uint8_t origin = 0;       // Region index of the replica that wrote it; only in global tables
    std::int64_t versionNs = 0;    // time stamp of that write; only in global tables

    [[nodiscard]] std::uint64_t key() const { return keyPlusOne - 1; }
};

using ItemMap = KeyMap<Item, 0x5EED>;

}  // namespace sim
