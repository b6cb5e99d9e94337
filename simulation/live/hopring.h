// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/trace.h"

#include <atomic>
#include <cstddef>
#include <vector>

namespace sim {

// Hops on their way from the worker (the only writer) to the view (the only reader). A full ring drops and counts: the view shows samples.
class HopRing {
public:
    explicit HopRing(std::size_t capacity) : m_slots(capacity) {}  // a power of two

    void push(const HopRecord& hop) {
        const std::size_t head = m_head.load(std::memory_order_relaxed);
        if (head - m_knownTail >= m_slots.size()) {
            m_knownTail = m_tail.load(std::memory_order_acquire);
            if (head - m_knownTail >= m_slots.size()) {
                m_dropped.fetch_add(1, std::memory_order_relaxed);
                return;
            }
        }
        m_slots[head & (m_slots.size() - 1)] = hop;
        m_head.store(head + 1, std::memory_order_release);
    }
    // Appends at most so many hops to `out`; returns how many.
    std::size_t drain(std::vector<HopRecord>& out, std::size_t most) {
        const std::size_t tail = m_tail.load(std::memory_order_relaxed);
        const std::size_t ready = m_head.load(std::memory_order_acquire) - tail;
        const std::size_t taken = ready < most ? ready : most;
        for (std::size_t i = 0; i < taken; ++i)
            out.push_back(m_slots[(tail + i) & (m_slots.size() - 1)]);
        m_tail.store(tail + taken, std::memory_order_release);
        return taken;
    }
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped.load(std::memory_order_relaxed); }

private:
    std::vector<HopRecord> m_slots;
    alignas(64) std::atomic<std::size_t> m_head{0};  // written by the worker, read by the view
    std::size_t m_knownTail = 0;                     // the worker's own
    alignas(64) std::atomic<std::size_t> m_tail{0};  // written by the view, read by the worker
    alignas(64) std::atomic<std::uint64_t> m_dropped{0};  // written by the worker, read by the view
};

}  // namespace sim
