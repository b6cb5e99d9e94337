// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/core/itemmap.h"

#include "simulation/core/randomstream.h"

#include <utility>

namespace sim {

std::size_t ItemMap::home(std::uint64_t key) const { return mix(key, 0x5EED) & (m_places.size() - 1); }

std::size_t ItemMap::placeOf(std::uint64_t key) const {
    std::size_t place = home(key);
    while (m_places[place].keyPlusOne != 0 && m_places[place].keyPlusOne != key + 1)
        place = (place + 1) & (m_places.size() - 1);
    return place;
}

const Item* ItemMap::find(std::uint64_t key) const {
    const Item& item = m_places[placeOf(key)];
    return item.keyPlusOne != 0 ? &item : nullptr;
}

Item* ItemMap::findToWrite(std::uint64_t key) {
    const std::size_t place = placeOf(key);
    return m_places[place].keyPlusOne != 0 ? &m_places.write(place) : nullptr;
}

Item& ItemMap::touch(std::uint64_t key) {
    std::size_t place = placeOf(key);
    if (m_places[place].keyPlusOne != 0)
        return m_places.write(place);
    if ((m_count + 1) * 10 > m_places.size() * 7) {
        grow();
        place = placeOf(key);
    }
    ++m_count;
    Item& item = m_places.write(place);
    item.keyPlusOne = key + 1;
    return item;
}

void ItemMap::erase(std::uint64_t key) {
    std::size_t hole = placeOf(key);
    if (m_places[hole].keyPlusOne == 0)
        return;
    --m_count;
    const std::size_t mask = m_places.size() - 1;
    // Move back what was pushed past the hole, so that no search ends too early.
    for (std::size_t place = (hole + 1) & mask; m_places[place].keyPlusOne != 0; place = (place + 1) & mask) {
        const std::size_t wanted = home(m_places[place].key());
        if (((place - wanted) & mask) < ((place - hole) & mask))
            continue;
        const Item moving = m_places[place];
        m_places.write(hole) = moving;
        hole = place;
    }
    m_places.write(hole) = Item{};
}

void ItemMap::grow() {
    PagedArray<Item> old(m_places.size() * 2);
    std::swap(old, m_places);
    for (std::size_t i = 0; i < old.size(); ++i)
        if (old[i].keyPlusOne != 0)
            m_places.write(placeOf(old[i].key())) = old[i];
}

}  // namespace sim
