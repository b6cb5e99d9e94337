// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace sim {

// The newest value from one writer to one reader; neither ever waits. Each side owns one of three values, the third changes hands.
template <typename T>
class TripleBuffer {
public:
    // Writer: fill this, then publish().
    [[nodiscard]] T& back() { return m_values[m_back]; }
    void publish() { m_back = m_middle.exchange(static_cast<std::uint8_t>(m_back | kFresh), std::memory_order_acq_rel) & kIndex; }
    // Reader: the newest value that was published; valid until the next call.
    [[nodiscard]] const T& newest() {
        if ((m_middle.load(std::memory_order_relaxed) & kFresh) != 0)
            m_front = m_middle.exchange(m_front, std::memory_order_acq_rel) & kIndex;
        return m_values[m_front];
    }

private:
    static constexpr std::uint8_t kFresh = 4;
    static constexpr std::uint8_t kIndex = 3;
    std::array<T, 3> m_values{};
    std::uint8_t m_back = 0;                // the writer's own
    std::atomic<std::uint8_t> m_middle{1};  // exchanged by both
    std::uint8_t m_front = 2;               // the reader's own
};

}  // namespace sim
