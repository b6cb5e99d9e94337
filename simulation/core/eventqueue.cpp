// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/core/eventqueue.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace sim {
namespace {

constexpr int kMaxShift = 40;
constexpr std::uint64_t kLookAfterEvents = 8192;  // how often the slot width is looked at
constexpr double kMostPerSlot = 8;
constexpr double kLeastPerSlot = 0.5;

struct Later {
    bool operator()(const Event& x, const Event& y) const { return before(y, x); }
};

template <std::size_t Words>
int firstUsed(const std::array<std::uint64_t, Words>& used, std::uint32_t from) {
    std::uint32_t word = from >> 6;
    if (word >= Words)
        return -1;
    std::uint64_t bits = used[word] & (~0ULL << (from & 63));
    while (bits == 0) {
        if (++word == Words)
            return -1;
        bits = used[word];
    }
    return static_cast<int>(word * 64) + std::countr_zero(bits);
}

}  // namespace

EventQueue::EventQueue() : m_fine(kFineSlots), m_coarse(kCoarseSlots) {}

void EventQueue::reserve(std::size_t events) {
    m_chunks.reserve(events / kChunkEvents + kFineSlots);
    m_nextChunk.reserve(events / kChunkEvents + kFineSlots);
}

std::size_t EventQueue::stateBytes() const {
    return (m_current.size() + m_late.size() + m_far.size()) * sizeof(Event) +
           m_chunks.size() * (sizeof(Chunk) + sizeof(std::uint32_t)) + (m_fine.size() + m_coarse.size()) * sizeof(Slot);
}

void EventQueue::growChunks() {
    const auto first = static_cast<std::uint32_t>(m_chunks.size());
    const std::uint32_t added = std::max<std::uint32_t>(64, first / 2);
    m_chunks.resize(first + added);
    m_nextChunk.resize(first + added);
    for (std::uint32_t i = 0; i < added; ++i)
        m_nextChunk[first + i] = i + 1 < added ? first + i + 1 : kNoChunk;
    m_freeChunk = first;
}

void EventQueue::pushLate(const Event& event) {
    assert(event.timeNs >= m_lastTimeNs);
    m_late.push_back(event);
    std::push_heap(m_late.begin(), m_late.end(), Later{});
}

void EventQueue::pushFar(const Event& event) {
    m_far.push_back(event);
    std::push_heap(m_far.begin(), m_far.end(), Later{});
}

// Gives every event of the slot to take() and returns its chunks. Chunks that take() asks for meanwhile are others.
template <typename Take>
void EventQueue::drain(Slot& slot, Take take) {
    const Slot full = slot;
    slot = Slot{};
    std::uint32_t chunk = full.chunk;
    std::uint32_t left = full.count;
    std::uint32_t inChunk = (left - 1) % kChunkEvents + 1;  // the newest chunk may be partly filled
    while (left > 0) {
        const std::uint32_t next = m_nextChunk[chunk];
        if (next != kNoChunk)
            __builtin_prefetch(&m_chunks[next]);
        for (std::uint32_t i = 0; i < inChunk; ++i)
            take(m_chunks[chunk].events[i]);
        left -= inChunk;
        inChunk = kChunkEvents;
        m_nextChunk[chunk] = m_freeChunk;
        m_freeChunk = chunk;
        chunk = next;
    }
}

void EventQueue::sortCurrent() {
    constexpr std::size_t kSmall = 24;
    if (m_current.size() > kSmall) {
        std::sort(m_current.begin(), m_current.end(), before);
        return;
    }
    Event* const events = m_current.data();
    for (std::size_t i = 1; i < m_current.size(); ++i) {
        const Event moving = events[i];
        std::size_t place = i;
        while (place > 0 && before(moving, events[place - 1])) {
            events[place] = events[place - 1];
            --place;
        }
        events[place] = moving;
    }
}

void EventQueue::takeFine(std::uint32_t slot) {
    m_fineUsed[slot >> 6] &= ~(1ULL << (slot & 63));
    m_current.clear();
    m_position = 0;
    m_servedEvents += m_fine[slot].count;
    drain(m_fine[slot], [this](const Event& event) { m_current.push_back(event); });
    sortCurrent();
}

bool EventQueue::advanceCoarse() {
    // The next used coarse slot after the current one; the wheel is read from there once around.
    const auto here = static_cast<std::uint32_t>(m_coarseTick) & (kCoarseSlots - 1);
    int slot = firstUsed(m_coarseUsed, here + 1);
    if (slot < 0)
        slot = firstUsed(m_coarseUsed, 0);
    std::int64_t next = std::numeric_limits<std::int64_t>::max();
    if (slot >= 0)
        next = m_coarseTick + ((static_cast<std::uint32_t>(slot) - here) & (kCoarseSlots - 1));
    if (!m_far.empty())
        next = std::min(next, (m_far.front().timeNs >> m_shift) >> kFineBits);
    if (next == std::numeric_limits<std::int64_t>::max())
        return false;
    m_coarseTick = next;
    m_fineTick = (next << kFineBits) - 1;
    const auto nextSlot = static_cast<std::uint32_t>(next) & (kCoarseSlots - 1);
    if (m_coarse[nextSlot].count > 0) {
        m_coarseUsed[nextSlot >> 6] &= ~(1ULL << (nextSlot & 63));
        drain(m_coarse[nextSlot], [this](const Event event) { insert(event); });
    }
    while (!m_far.empty() && ((m_far.front().timeNs >> m_shift) >> kFineBits) - m_coarseTick < static_cast<std::int64_t>(kCoarseSlots)) {
        std::pop_heap(m_far.begin(), m_far.end(), Later{});
        const Event event = m_far.back();
        m_far.pop_back();
        insert(event);
    }
    return true;
}

void EventQueue::advance() {
    if (m_servedEvents >= std::max<std::uint64_t>(kLookAfterEvents, m_count / 2))
        adaptWidth();
    while (currentEmpty()) {
        const auto from = static_cast<std::uint32_t>((m_fineTick + 1) & (kFineSlots - 1));
        const bool windowLeft = ((m_fineTick + 1) >> kFineBits) == m_coarseTick;
        const int slot = windowLeft ? firstUsed(m_fineUsed, from) : -1;
        if (slot >= 0) {
            m_fineTick = (m_coarseTick << kFineBits) + slot;
            takeFine(static_cast<std::uint32_t>(slot));
        } else if (!advanceCoarse()) {
            return;
        }
    }
}

// A slot should hold a few events: many make the sort dear, few make the search for the next slot dear.
void EventQueue::adaptWidth() {
    const double slots = static_cast<double>(std::max<std::int64_t>(m_fineTick - m_widthTick, 1));
    const double perSlot = static_cast<double>(m_servedEvents) / slots;
    m_servedEvents = 0;
    m_widthTick = m_fineTick;
    int shift = m_shift;
    for (double wide = perSlot; wide > kMostPerSlot && shift > 0; wide /= 2)
        --shift;
    for (double narrow = perSlot; narrow < kLeastPerSlot && shift < kMaxShift; narrow *= 2)
        ++shift;
    if (shift != m_shift)
        rebuild(shift);
}

void EventQueue::rebuild(int shift) {
    std::vector<Event> all;
    all.reserve(m_count);
    all.insert(all.end(), m_current.begin() + static_cast<std::ptrdiff_t>(m_position), m_current.end());
    all.insert(all.end(), m_late.begin(), m_late.end());
    all.insert(all.end(), m_far.begin(), m_far.end());
    m_current.clear();
    m_position = 0;
    m_late.clear();
    m_far.clear();
    for (Slot& slot : m_fine)
        if (slot.count > 0)
            drain(slot, [&all](const Event& event) { all.push_back(event); });
    for (Slot& slot : m_coarse)
        if (slot.count > 0)
            drain(slot, [&all](const Event& event) { all.push_back(event); });
    m_fineUsed.fill(0);
    m_coarseUsed.fill(0);
    m_shift = shift;
    m_fineTick = (m_lastTimeNs >> shift) - 1;
    m_coarseTick = (m_lastTimeNs >> shift) >> kFineBits;
    m_widthTick = m_fineTick;
    for (const Event& event : all)
        insert(event);
}

Event EventQueue::pop() {
    if (currentEmpty())
        advance();
    --m_count;
    const bool late = !m_late.empty() && (m_position == m_current.size() || before(m_late.front(), m_current[m_position]));
    if (!late) {
        const Event event = m_current[m_position++];
        m_lastTimeNs = event.timeNs;
        return event;
    }
    std::pop_heap(m_late.begin(), m_late.end(), Later{});
    const Event event = m_late.back();
    m_late.pop_back();
    m_lastTimeNs = event.timeNs;
    return event;
}

std::int64_t EventQueue::nextTimeNs() {
    if (m_count == 0)
        return std::numeric_limits<std::int64_t>::max();
    if (currentEmpty())
        advance();
    std::int64_t next = std::numeric_limits<std::int64_t>::max();
    if (m_position < m_current.size())
        next = m_current[m_position].timeNs;
    if (!m_late.empty())
        next = std::min(next, m_late.front().timeNs);
    return next;
}

}  // namespace sim
