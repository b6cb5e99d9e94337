// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/flowstate.h"

#include <utility>

namespace sim {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
std::size_t homeOf(std::uint64_t key, std::size_t size) { return mix(key, 0x9E9D) & (size - 1); }

}  // namespace

std::size_t PendingKeys::placeOf(std::uint64_t key) const {
    std::size_t place = homeOf(key, m_places.size());
    while (m_places[place].keyPlusOne != 0 && m_places[place].keyPlusOne != key + 1)
        place = (place + 1) & (m_places.size() - 1);
    return place;
}

std::uint32_t PendingKeys::find(std::uint64_t key) const {
    const Place& place = m_places[placeOf(key)];
    return place.keyPlusOne != 0 ? place.change : kNone;
}

void PendingKeys::set(std::uint64_t key, std::uint32_t change) {
    std::size_t place = placeOf(key);
    if (m_places[place].keyPlusOne == 0) {
        if ((m_count + 1) * 10 > m_places.size() * 7) {
            grow();
            place = placeOf(key);
        }
        ++m_count;
    }
    m_places.write(place) = {key + 1, change};
}

void PendingKeys::erase(std::uint64_t key) {
    std::size_t hole = placeOf(key);
    if (m_places[hole].keyPlusOne == 0)
        return;
    --m_count;
    const std::size_t mask = m_places.size() - 1;
    for (std::size_t place = (hole + 1) & mask; m_places[place].keyPlusOne != 0; place = (place + 1) & mask) {
        const std::size_t wanted = homeOf(m_places[place].keyPlusOne - 1, m_places.size());
        if (((place - wanted) & mask) < ((place - hole) & mask))
            continue;
        m_places.write(hole) = m_places[place];
        hole = place;
    }
    m_places.write(hole) = Place{};
}

void PendingKeys::grow() {
    PagedArray<Place> old(m_places.size() * 2);
    std::swap(old, m_places);
    for (std::size_t i = 0; i < old.size(); ++i)
        if (old[i].keyPlusOne != 0)
            m_places.write(placeOf(old[i].keyPlusOne - 1)) = old[i];
}

}  // namespace sim
