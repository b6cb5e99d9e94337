// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/core/pagedarray.h"

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

// Items by key number: open addressing with linear probing on shared pages. Copies are cheap.
class ItemMap {
public:
    ItemMap() : m_places(kSmallest) {}
    [[nodiscard]] const Item* find(std::uint64_t key) const;
    [[nodiscard]] Item* findToWrite(std::uint64_t key);
    // The item of the key, made if it is not there.
    [[nodiscard]] Item& touch(std::uint64_t key);
    void erase(std::uint64_t key);
    // Every item, in the order of the places: the same in every run. The visit may change the item, but not the map.
    template <typename Visit>
    void forEach(Visit visit) {
        for (std::size_t place = 0; place < m_places.size(); ++place)
            if (m_places[place].keyPlusOne != 0)
                visit(m_places.write(place));
    }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] std::size_t pageCount() const { return m_places.pageCount(); }

private:
    static constexpr std::size_t kSmallest = 1024;
    [[nodiscard]] std::size_t home(std::uint64_t key) const;
    [[nodiscard]] std::size_t placeOf(std::uint64_t key) const;  // where the key is or would be
    void grow();

    PagedArray<Item> m_places;
    std::size_t m_count = 0;
};

}  // namespace sim
