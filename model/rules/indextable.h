// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace model {

/// A hash table of places in an array that itself holds the keys: four bytes a slot, nothing else. The caller tells the
/// hash and compares keys; open addressing with at most every other slot taken, for each wrong guess is a look at the array.
class IndexTable {
public:
    static constexpr quint32 kNone = 0xFFFFFFFF;

    void clear() {
        m_slots.clear();
        m_count = 0;
    }

    /// The place whose key fulfils `isIt(place)`, or kNone.
    template <class IsIt>
    [[nodiscard]] quint32 find(size_t hash, IsIt&& isIt) const {
        if (m_slots.empty()) return kNone;
        for (size_t slot = hash & mask();; slot = (slot + 1) & mask()) {
            const quint32 place = m_slots[slot];
            if (place == kNone || isIt(place)) return place;
        }
    }

    /// Adds a place whose key is not there yet; `hashOf(place)` must answer for it and all others.
    template <class HashOf>
    void insert(quint32 place, HashOf&& hashOf) {
        if ((m_count + 1) * 2 > m_slots.size()) grow((m_count + 1) * 2, hashOf);
        put(place, hashOf(place));
        ++m_count;
    }

    /// Takes out a place that is there; those behind it close the gap.
    template <class HashOf>
    void remove(quint32 place, HashOf&& hashOf) {
        size_t gap = hashOf(place) & mask();
        while (m_slots[gap] != place) gap = (gap + 1) & mask();
        for (size_t slot = (gap + 1) & mask(); m_slots[slot] != kNone; slot = (slot + 1) & mask()) {
            const size_t home = hashOf(m_slots[slot]) & mask();
            if (((slot - home) & mask()) < ((slot - gap) & mask())) continue;
            m_slots[gap] = m_slots[slot];
            gap = slot;
        }
        m_slots[gap] = kNone;
        --m_count;
    }

    template <class HashOf>
    void reserve(size_t count, HashOf&& hashOf) {
        if (count * 2 > m_slots.size()) grow(count, hashOf);
    }

private:
    [[nodiscard]] size_t mask() const { return m_slots.size() - 1; }

    void put(quint32 place, size_t hash) {
        size_t slot = hash & mask();
        while (m_slots[slot] != kNone) slot = (slot + 1) & mask();
        m_slots[slot] = place;
    }

    template <class HashOf>
    void grow(size_t count, HashOf& hashOf) {
        size_t size = 64;
        while (size < count * 2) size *= 2;
        std::vector<quint32> before(size, kNone);
        before.swap(m_slots);
        for (const quint32 place : before)
            if (place != kNone) put(place, hashOf(place));
    }

    std::vector<quint32> m_slots;
    size_t m_count = 0;
};

}  // namespace model
