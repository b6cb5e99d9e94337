// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/core/lrucache.h"

#include "simulation/core/randomstream.h"

#include <utility>

namespace sim {
namespace {

std::size_t homeOf(std::uint64_t id, std::size_t size) { return mix(id, 0xCACE) & (size - 1); }

}  // namespace

LruCache::LruCache(double capacityBytes) : m_entries(kSmallest), m_places(kSmallest * 2), m_capacityBytes(capacityBytes) {}

std::size_t LruCache::placeOf(std::uint64_t id) const {
    const std::size_t mask = m_places.size() - 1;
    std::size_t place = homeOf(id, m_places.size());
    while (m_places[place] != 0 && m_entries[m_places[place] - 1].id != id)
        place = (place + 1) & mask;
    return place;
}

const CacheEntry* LruCache::find(std::uint64_t id) const {
    if (m_count == 0)
        return nullptr;
    const std::uint32_t entry = m_places[placeOf(id)];
    return entry != 0 ? &m_entries[entry - 1] : nullptr;
}

CacheEntry* LruCache::use(std::uint64_t id) {
    if (m_count == 0)
        return nullptr;
    const std::uint32_t entry = m_places[placeOf(id)];
    if (entry == 0)
        return nullptr;
    if (m_newest != entry) {
        unlink(entry);
        linkNewest(entry);
    }
    return &m_entries.write(entry - 1);
}

void LruCache::unlink(std::uint32_t entry) {
    const CacheEntry now = m_entries[entry - 1];
    if (now.newer != 0)
        m_entries.write(now.newer - 1).older = now.older;
    else
        m_newest = now.older;
    if (now.older != 0)
        m_entries.write(now.older - 1).newer = now.newer;
    else
        m_oldest = now.newer;
}

void LruCache::linkNewest(std::uint32_t entry) {
    CacheEntry& now = m_entries.write(entry - 1);
    now.newer = 0;
    now.older = m_newest;
    if (m_newest != 0)
        m_entries.write(m_newest - 1).newer = entry;
    else
        m_oldest = entry;
    m_newest = entry;
}

std::uint32_t LruCache::newEntry() {
    if (m_free != 0) {
        const std::uint32_t entry = m_free;
        m_free = m_entries[entry - 1].newer;
        return entry;
    }
    if (m_made == m_entries.size())
        m_entries.resize(m_entries.size() * 2);
    return ++m_made;
}

// Takes the entry at this place out, and moves back what was pushed past it, so that no search ends too early.
void LruCache::remove(std::size_t place) {
    const std::uint32_t entry = m_places[place];
    unlink(entry);
    CacheEntry& gone = m_entries.write(entry - 1);
    m_usedBytes -= gone.bytes;
    gone = CacheEntry{};
    gone.newer = m_free;
    m_free = entry;
    --m_count;
    const std::size_t mask = m_places.size() - 1;
    std::size_t hole = place;
    for (std::size_t next = (hole + 1) & mask; m_places[next] != 0; next = (next + 1) & mask) {
        const std::size_t wanted = homeOf(m_entries[m_places[next] - 1].id, m_places.size());
        if (((next - wanted) & mask) < ((next - hole) & mask))
            continue;
        m_places.write(hole) = m_places[next];
        hole = next;
    }
    m_places.write(hole) = 0;
}

void LruCache::growPlaces() {
    PagedArray<std::uint32_t, 512> old(m_places.size() * 2);
    std::swap(old, m_places);
    for (std::size_t i = 0; i < old.size(); ++i)
        if (old[i] != 0)
            m_places.write(placeOf(m_entries[old[i] - 1].id)) = old[i];
}

void LruCache::put(const CacheEntry& entry) {
    erase(entry.id);
    if (m_places.size() == 0 || entry.bytes > m_capacityBytes)
        return;
    while (m_usedBytes + entry.bytes > m_capacityBytes && m_oldest != 0) {
        m_evictedBytes += m_entries[m_oldest - 1].bytes;
        remove(placeOf(m_entries[m_oldest - 1].id));
    }
    if ((m_count + 1) * 10 > m_places.size() * 7)
        growPlaces();
    const std::uint32_t made = newEntry();
    m_entries.write(made - 1) = entry;
    m_places.write(placeOf(entry.id)) = made;
    linkNewest(made);
    m_usedBytes += entry.bytes;
    ++m_count;
}

CacheEntry* LruCache::change(std::uint64_t id) {
    if (m_count == 0)
        return nullptr;
    const std::uint32_t entry = m_places[placeOf(id)];
    return entry == 0 ? nullptr : &m_entries.write(entry - 1);
}

void LruCache::erase(std::uint64_t id) {
    if (m_count == 0)
        return;
    const std::size_t place = placeOf(id);
    if (m_places[place] != 0)
        remove(place);
}

void LruCache::clear() {
    const double evicted = m_evictedBytes;
    *this = LruCache(m_capacityBytes);
    m_evictedBytes = evicted;
}

}  // namespace sim
