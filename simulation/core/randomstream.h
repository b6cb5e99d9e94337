// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace sim {

// What a stream is drawn for. Every purpose has numbers of its own, so that one more draw here changes nothing there.
enum class Purpose : std::uint32_t {
    Arrivals = 1,
    Keys = 2,
    Paths = 3,
    Network = 4,
    Service = 5,
    Retries = 6,
    Conditions = 7,
    Staleness = 8,
    IndexLag = 9,
    TtlDelay = 10,
    ItemsAtStart = 11,
    Splits = 12,
    Faults = 13,
    Cohort = 14,
    Items = 15,
    Visibility = 16,   // of a stream's records
    Filter = 17,
    Duration = 18,
    ColdStart = 19,
    Errors = 20,
    Calls = 21,        // that an invocation makes
    Nodes = 22,        // of a cache
    CacheTime = 23,
    Lag = 24,          // of replication
    ScalingDelay = 25,
};

// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a number is a function of the
// stream's key and a counter. A stream is 40 bytes, a copy is a fork, and no stream depends on another.
class RandomStream {
public:
    RandomStream() = default;
    RandomStream(std::uint64_t seed, std::uint64_t run, std::uint64_t uid, Purpose purpose);

    [[nodiscard]] std::uint64_t bits() {
        if (m_held) {
            m_held = false;
            return m_spare;
        }
        const std::array<std::uint32_t, 4> block = philox(m_counter++, m_key);
        m_spare = (static_cast<std::uint64_t>(block[3]) << 32) | block[2];
        m_held = true;
        return (static_cast<std::uint64_t>(block[1]) << 32) | block[0];
    }
    // Even in [0, 1), 53 bits.
    [[nodiscard]] double uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
    // Even in 0..count-1 (Lemire's multiplication; the bias below 2^-53 for the counts in use is left in).
    [[nodiscard]] std::uint64_t below(std::uint64_t count) { return multiplyHigh(bits(), count); }

    [[nodiscard]] static std::array<std::uint32_t, 4> philox(std::uint64_t counter, std::uint64_t key) {
        std::array<std::uint32_t, 4> x{static_cast<std::uint32_t>(counter), static_cast<std::uint32_t>(counter >> 32), 0, 0};
        auto k0 = static_cast<std::uint32_t>(key);
        auto k1 = static_cast<std::uint32_t>(key >> 32);
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t p0 = 0xD2511F53ULL * x[0];
            const std::uint64_t p1 = 0xCD9E8D57ULL * x[2];
            x = {static_cast<std::uint32_t>(p1 >> 32) ^ x[1] ^ k0, static_cast<std::uint32_t>(p1),
                 static_cast<std::uint32_t>(p0 >> 32) ^ x[3] ^ k1, static_cast<std::uint32_t>(p0)};
            k0 += 0x9E3779B9U;
            k1 += 0xBB67AE85U;
        }
        return x;
    }
    [[nodiscard]] static std::uint64_t multiplyHigh(std::uint64_t a, std::uint64_t b) {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::uint64_t>((static_cast<Wide>(a) * b) >> 64);
    }

private:
    std::uint64_t m_key = 0;
    std::uint64_t m_counter = 0;
    std::uint64_t m_spare = 0;
    bool m_held = false;
};

// A well-mixed number of two; used for keys of streams and for fingerprints.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    std::uint64_t x = a ^ (b * 0x9E3779B97F4A7C15ULL);
    x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ULL;
    x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ULL;
    return x ^ (x >> 32);
}

}  // namespace sim
