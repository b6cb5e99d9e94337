// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/keydistribution.h"

#include <cstdint>
#include <vector>

// How often a cache has what is asked for, by formula (Che, Tung, Wang: "Hierarchical web caching systems", 2002).
namespace sim::cohort {

// Keys of like popularity together: the first ones singly, then ever wider groups.
struct KeyGroup {
    double keys = 0;
    double share = 0;         // of the requests, of each key
    std::uint64_t first = 0;  // number of its first key
    double readsPerS = 0;     // of each key, by other patterns ...
    double writesPerS = 0;    // ... and writes through the cache, which leave their item there
};
enum class Grouping : std::uint8_t { AsAsked, Fine };  // Fine: by rank even where the pattern itself asks for all keys alike
[[nodiscard]] std::vector<KeyGroup> keyGroups(const plan::KeyDistribution& keys, Grouping grouping = Grouping::AsAsked);
// Others ask for the same keys, so often a second altogether.
void addReads(std::vector<KeyGroup>& groups, const plan::KeyDistribution& keys, double perS);
void addWrites(std::vector<KeyGroup>& groups, const plan::KeyDistribution& keys, double perS);

struct CacheUse {
    double requestsPerS = 0;
    double entries = 0;      // that fit
    double ttlS = 0;         // 0: entries do not expire
    double warmS = 0;        // since the cache was empty
    double nodes = 1;        // that the requests spread over; each has what any of them has read ...
    std::vector<double> freshS = {};  // ... but those that came in the place of lost ones only since so long
};
// Least recently used goes first: an entry stays until as many others as fit have been asked for; one that has expired is read anew; and what
// has not been asked for since the cache was empty is not there. A fresh node has what it was asked for itself, and what the others had to read
// anew meanwhile, as their entries ended.
[[nodiscard]] double hitShare(const std::vector<KeyGroup>& groups, const CacheUse& use);

// Share of the writes that are still singly there when every key's changes within this time become one.
[[nodiscard]] double unmergedShare(const std::vector<KeyGroup>& groups, double writesPerS, double withinS);

}  // namespace sim::cohort
