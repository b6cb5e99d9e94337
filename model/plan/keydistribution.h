// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace plan {

// How requests spread over partition key values, numbered from 0 (the most popular) to keyCount - 1.
struct KeyDistribution {
    enum class Shape : std::uint8_t {
        Uniform,     // every key alike
        Zipf,        // probability of rank r (from 1) in proportion to r^-exponent
        HotKey,      // key 0 takes hotShare, the others share the rest alike
        Sequential,  // every request the next number: always new keys when writing (ids, events, sessions)
    };
    Shape shape = Shape::Uniform;
    std::uint64_t keyCount = 1000;
    double exponent = 0.99;  // Zipf; 0.99 is YCSB's default (Cooper et al., SoCC 2010) [M]
    double hotShare = 0.5;   // HotKey, 0..1

    static KeyDistribution uniform(std::uint64_t keyCount);
    static KeyDistribution zipf(std::uint64_t keyCount, double exponent = 0.99);
    static KeyDistribution hotKey(std::uint64_t keyCount, double hotShare);
    static KeyDistribution sequential(std::uint64_t keyCount = 1ULL << 40);
    static KeyDistribution singleKey() { return uniform(1); }
    friend bool operator==(const KeyDistribution&, const KeyDistribution&) = default;
};

// Probability that a request asks for the key, and that it asks for this key or one before it.
// Zipf needs the sum over all keys: keep the object where many keys are asked for.
class KeyShares {
public:
    explicit KeyShares(const KeyDistribution& distribution);
    [[nodiscard]] double probability(std::uint64_t key) const;
    [[nodiscard]] double cumulative(std::uint64_t key) const;

private:
    KeyDistribution m_distribution;
    double m_normalizer = 1;  // Zipf: sum of r^-exponent over all ranks
};

// Sum of r^-exponent for r = 1..count: added up to 10,000, by Euler and Maclaurin beyond (relative error below 1e-12).
[[nodiscard]] double harmonic(std::uint64_t count, double exponent);

// Where a key lies: a fixed 64-bit mix of the key number and the owner's uid. Key ranges of partitions divide this space.
[[nodiscard]] constexpr std::uint64_t keyHash(std::uint64_t ownerUid, std::uint64_t key) {
    std::uint64_t x = key + 0x9E3779B97F4A7C15ULL * (ownerUid | 1);
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

}  // namespace plan
