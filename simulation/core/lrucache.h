// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/core/pagedarray.h"

#include <cstdint>

namespace sim {

// What a cache keeps of one item or one query's result.
struct CacheEntry {
    std::uint64_t id = 0;        // a mix of what it is of; 0: the place is free
    std::int64_t readNs = 0;     // when the value was read from the table, or written to it
    std::int64_t readyNs = 0;    // when this node has it: another node's reads arrive a little later
    std::int64_t expiresNs = 0;  // 0: never
    std::uint32_t bytes = 0;
    std::uint32_t olderMs = 0;   // until it is ready the node has a value that is so much older; 0: none
    std::int64_t changedNs = 0;       // when the table got another value than this one first; 0: it has it still
    std::int64_t olderChangedNs = 0;  // the same of the older value
    std::uint32_t newer = 0;     // neighbours in the order of use, by place + 1; of a free place `newer` is the next free one
    std::uint32_t older = 0;
};

// Entries by id, the least recently used one goes first (LRU). Entries lie in shared pages, found by open addressing: a copy is cheap.
class LruCache {
public:
    LruCache() = default;
    explicit LruCache(double capacityBytes);

    // The entry, which becomes the most recently used one; null where there is none.
    [[nodiscard]] CacheEntry* use(std::uint64_t id);
    [[nodiscard]] const CacheEntry* find(std::uint64_t id) const;
    // The entry to be written into, which keeps its place in the order of use; null where there is none.
    [[nodiscard]] CacheEntry* change(std::uint64_t id);
    // Puts an entry in, or another value into it, and makes room. An entry larger than the cache is not kept.
    void put(const CacheEntry& entry);
    void erase(std::uint64_t id);
    void clear();
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] double usedBytes() const { return m_usedBytes; }
    [[nodiscard]] double capacityBytes() const { return m_capacityBytes; }
    [[nodiscard]] double evictedBytes() const { return m_evictedBytes; }
    [[nodiscard]] std::size_t stateBytes() const { return m_entries.pageCount() * 16 + m_places.pageCount() * 16 + m_count * (sizeof(CacheEntry) + 8); }

private:
    static constexpr std::size_t kSmallest = 1024;
    [[nodiscard]] std::size_t placeOf(std::uint64_t id) const;
    [[nodiscard]] std::uint32_t newEntry();
    void remove(std::size_t place);
    void unlink(std::uint32_t entry);
    void linkNewest(std::uint32_t entry);
    void growPlaces();

    PagedArray<CacheEntry> m_entries;
    PagedArray<std::uint32_t, 512> m_places;  // open addressing: entry + 1, 0 is free
    std::uint32_t m_made = 0;                 // entries ever made
    std::uint32_t m_free = 0;                 // first free one + 1
    std::uint32_t m_newest = 0;               // + 1
    std::uint32_t m_oldest = 0;               // + 1
    std::uint64_t m_count = 0;
    double m_usedBytes = 0;
    double m_capacityBytes = 0;
    double m_evictedBytes = 0;
};

}  // namespace sim
