// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace model {

/// A hash table of places in an array that itself holds the keys. A slot has the place and half of its hash, so that hardly any
/// wrong guess looks at the array and growing needs no look at all. The caller tells the hash and compares keys; open
/// addressing with at most every other slot taken.
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
            const Slot known = m_slots[slot];
            if (known.place == kNone || (known.tag == tagOf(hash) && isIt(known.place))) return known.place;
        }
    }

    /// Adds a place whose key is not there yet.
    void insert(quint32 place, size_t hash) {
        reserve(m_count + 1);
        put({place, tagOf(hash)}, hash);
        ++m_count;
    }

    /// Takes out a place that is there; those behind it close the gap.
    void remove(quint32 place, size_t hash) {
        size_t gap = hash & mask();
        while (m_slots[gap].place != place) gap = (gap + 1) & mask();
        for (size_t slot = (gap + 1) & mask(); m_slots[slot].place != kNone; slot = (slot + 1) & mask()) {
            const size_t home = m_slots[slot].tag & mask();
            if (((slot - home) & mask()) < ((slot - gap) & mask())) continue;
            m_slots[gap] = m_slots[slot];
            gap = slot;
        }
        m_slots[gap] = Slot();
        --m_count;
    }

    void reserve(size_t count) {
        if (count * 2 > m_slots.size()) grow(count);
    }

private:
    struct Slot {
        quint32 place = kNone;
        quint32 tag = 0;
    };

    // The lower half of the hash, from which a slot's number is taken, too.
    [[nodiscard]] static quint32 tagOf(size_t hash) { return static_cast<quint32>(hash); }
    [[nodiscard]] size_t mask() const { return m_slots.size() - 1; }

    void put(Slot entry, size_t hash) {
        size_t slot = hash & mask();
        while (m_slots[slot].place != kNone) slot = (slot + 1) & mask();
        m_slots[slot] = entry;
    }

    void grow(size_t count) {
        size_t size = 64;
        while (size < count * 2) size *= 2;
        std::vector<Slot> before(size);
        before.swap(m_slots);
        for (const Slot entry : before)
            if (entry.place != kNone) put(entry, entry.tag);  // the tag tells the slot, too
    }

    std::vector<Slot> m_slots;
    size_t m_count = 0;
};

}  // namespace model
