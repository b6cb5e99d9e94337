// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/core/event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sim {

// Pending events in order of (time, push). Two wheels: fine slots for the nearest stretch, coarse slots (each as long as all the fine ones)
// for the middle, a binary heap for the far future. A coarse slot is spread over the fine ones when its turn comes, a fine slot is sorted
// when its turn comes; what is pushed into the slot being served goes to a small heap of its own. The slot width follows the density of
// events. So every push and pop touches little memory, from a thousand pending events to a million. The width never changes the order.
// A copy of the queue is a clone: it behaves alike from then on.
class EventQueue {
public:
    EventQueue();
    void reserve(std::size_t events);
    // timeNs must not lie before the event popped last.
    void push(std::int64_t timeNs, EventType type, std::uint32_t a, std::uint32_t b = 0, std::uint64_t c = 0) {
        insert(Event{timeNs, (++m_pushed << 8) | static_cast<std::uint64_t>(type), a, b, c});
        ++m_count;
    }
    [[nodiscard]] Event pop();  // the queue must not be empty
    [[nodiscard]] bool empty() const { return m_count == 0; }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] std::int64_t nextTimeNs();  // of the event that pop() would give; the largest number when empty
    [[nodiscard]] std::size_t stateBytes() const;  // what a copy moves

private:
    static constexpr int kFineBits = 10;
    static constexpr int kCoarseBits = 12;
    static constexpr std::uint32_t kFineSlots = 1U << kFineBits;
    static constexpr std::uint32_t kCoarseSlots = 1U << kCoarseBits;
    static constexpr std::uint32_t kChunkEvents = 8;
    static constexpr std::uint32_t kNoChunk = 0xFFFFFFFF;
    struct Slot {
        std::uint32_t chunk = kNoChunk;  // the newest chunk; the others follow through m_nextChunk
        std::uint32_t count = 0;
    };
    struct Chunk {
        std::array<Event, kChunkEvents> events;
    };

    void insert(const Event& event) {
        const std::int64_t tick = event.timeNs >> m_shift;
        if (tick <= m_fineTick) {
            pushLate(event);
            return;
        }
        const std::int64_t coarse = tick >> kFineBits;
        if (coarse == m_coarseTick) {
            const auto slot = static_cast<std::uint32_t>(tick) & (kFineSlots - 1);
            append(m_fine[slot], event);
            m_fineUsed[slot >> 6] |= 1ULL << (slot & 63);
        } else if (coarse - m_coarseTick < static_cast<std::int64_t>(kCoarseSlots)) {
            const auto slot = static_cast<std::uint32_t>(coarse) & (kCoarseSlots - 1);
            append(m_coarse[slot], event);
            m_coarseUsed[slot >> 6] |= 1ULL << (slot & 63);
        } else {
            pushFar(event);
        }
    }
    void append(Slot& slot, const Event& event) {
        const std::uint32_t place = slot.count % kChunkEvents;
        if (place == 0)
            slot.chunk = newChunk(slot.chunk);
        m_chunks[slot.chunk].events[place] = event;
        ++slot.count;
    }
    std::uint32_t newChunk(std::uint32_t next) {
        if (m_freeChunk == kNoChunk)
            growChunks();
        const std::uint32_t chunk = m_freeChunk;
        m_freeChunk = m_nextChunk[chunk];
        m_nextChunk[chunk] = next;
        return chunk;
    }
    template <typename Take>
    void drain(Slot& slot, Take take);
    void growChunks();
    void pushLate(const Event& event);
    void pushFar(const Event& event);
    void advance();  // makes the next fine slot current
    bool advanceCoarse();
    void takeFine(std::uint32_t slot);
    void sortCurrent();
    void adaptWidth();
    void rebuild(int shift);
    [[nodiscard]] bool currentEmpty() const { return m_position == m_current.size() && m_late.empty(); }

    std::vector<Event> m_current;  // the slot being served, sorted
    std::size_t m_position = 0;
    std::vector<Event> m_late;     // heap: pushed at or before the slot being served
    std::vector<Event> m_far;      // heap: beyond the coarse slots
    std::vector<Chunk> m_chunks;
    std::vector<std::uint32_t> m_nextChunk;
    std::uint32_t m_freeChunk = kNoChunk;
    std::vector<Slot> m_fine;
    std::vector<Slot> m_coarse;
    std::array<std::uint64_t, kFineSlots / 64> m_fineUsed{};
    std::array<std::uint64_t, kCoarseSlots / 64> m_coarseUsed{};
    std::int64_t m_fineTick = -1;   // tick of the slot being served
    std::int64_t m_coarseTick = 0;  // coarse tick of the fine window
    int m_shift = 14;               // a fine slot is 2^shift ns wide
    std::uint64_t m_pushed = 0;
    std::size_t m_count = 0;
    std::int64_t m_lastTimeNs = 0;
    std::uint64_t m_servedEvents = 0;
    std::int64_t m_widthTick = 0;
};

}  // namespace sim
