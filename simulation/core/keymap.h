// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/core/pagedarray.h"
#include "simulation/core/randomstream.h"

#include <cstdint>
#include <utility>

namespace sim {

// Entries by key number: open addressing with linear probing on shared pages. Copies are cheap. An entry has a member
// `keyPlusOne`; 0 there: the place is free. The salt decides the order of the places.
template <typename Entry, std::uint64_t kSalt>
class KeyMap {
public:
    KeyMap() : m_places(kSmallest) {}

    [[nodiscard]] const Entry* find(std::uint64_t key) const {
        const Entry& entry = m_places[placeOf(key)];
        return entry.keyPlusOne != 0 ? &entry : nullptr;
    }
    [[nodiscard]] Entry* findToWrite(std::uint64_t key) {
        const std::size_t place = placeOf(key);
        return m_places[place].keyPlusOne != 0 ? &m_places.write(place) : nullptr;
    }
    // The entry of the key, made if it is not there.
    Entry& touch(std::uint64_t key) {
        std::size_t place = placeOf(key);
        if (m_places[place].keyPlusOne != 0)
            return m_places.write(place);
        if ((m_count + 1) * 10 > m_places.size() * 7) {
            grow();
            place = placeOf(key);
        }
        ++m_count;
        Entry& entry = m_places.write(place);
        entry.keyPlusOne = key + 1;
        return entry;
    }
    void erase(std::uint64_t key) {
        std::size_t hole = placeOf(key);
        if (m_places[hole].keyPlusOne == 0)
            return;
        --m_count;
        const std::size_t mask = m_places.size() - 1;
        // Move back what was pushed past the hole, so that no search ends too early.
        for (std::size_t place = (hole + 1) & mask; m_places[place].keyPlusOne != 0; place = (place + 1) & mask) {
            const std::size_t wanted = home(m_places[place].keyPlusOne - 1);
            if (((place - wanted) & mask) < ((place - hole) & mask))
                continue;
            const Entry moving = m_places[place];
            m_places.write(hole) = moving;
            hole = place;
        }
        m_places.write(hole) = Entry{};
    }
    // Every entry, in the order of the places: the same in every run. The visit may change the entry, but not the map.
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
    [[nodiscard]] std::size_t home(std::uint64_t key) const { return mix(key, kSalt) & (m_places.size() - 1); }
    // Where the key is or would be.
    [[nodiscard]] std::size_t placeOf(std::uint64_t key) const {
        std::size_t place = home(key);
        while (m_places[place].keyPlusOne != 0 && m_places[place].keyPlusOne != key + 1)
            place = (place + 1) & (m_places.size() - 1);
        return place;
    }
    void grow() {
        PagedArray<Entry> old(m_places.size() * 2);
        std::swap(old, m_places);
        for (std::size_t i = 0; i < old.size(); ++i)
            if (old[i].keyPlusOne != 0)
                m_places.write(placeOf(old[i].keyPlusOne - 1)) = old[i];
    }

    PagedArray<Entry> m_places;
    std::size_t m_count = 0;
};

}  // namespace sim
