// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

// What the cohort driver keeps besides the stations' own state. Plain values: a copy is a checkpoint.
namespace sim {

// Requests that wait for their next attempt: how many, and how long they have been under way all together.
struct CohortGroup {
    std::uint64_t count = 0;
    double elapsedNs = 0;
    double whole = 0;  // how many calls with all of their items they amount to: batches ask again for what is left
    void add(const CohortGroup& more) {
        count += more.count;
        elapsedNs += more.elapsedNs;
        whole += more.whole;
    }
};

// The requests of one pattern whose keys lie in one hot partition, or in all the others together.
struct CohortClass {
    std::uint32_t partition = 0xFFFFFFFF;  // its number; the largest: all partitions that are not hot
    double share = 0;                      // of the pattern's requests
    std::vector<CohortGroup> waiting;      // (attempt - 2) x slots + slot of time
    std::uint64_t waitingCount = 0;
};

struct CohortExpiry {
    std::uint64_t count = 0;       // items written together
    std::uint64_t writesThen = 0;  // the pattern's writes until then
};
struct CohortSlowSweep {
    std::uint64_t count = 0;
    std::int64_t endNs = 0;        // the sweeper has taken the last of them by then
};

// Whether writes meet items, as reckoned for so many items and writes (conditions.h).
struct CohortMeetings {
    double items = -1, writes = 0;
    double present = 0, makes = 0, removes = 0;
};

// How a pool of connections is used: at a rate since some time, and at another one before.
struct CohortPool {
    double perS = 0;
    double busy = 0;               // connections in use on average
    std::int64_t sinceNs = -1;     // -1: nothing has used it yet
    double busyBefore = 0, perSBefore = 0, beforeS = 0;
    double newShare = 0;           // of the requests of this slice, those that open a connection ...
    std::int64_t reckonedNs = 0;   // ... as reckoned then
    double carry = 0;              // parts of a connection
};

struct CohortFlow {
    std::vector<CohortClass> classes;
    std::uint32_t slots = 0;
    double retried = 1;                  // share of the wanted retries that the quota paid for in the last slice
    double carry = 0;                    // constant arrivals: the part of a request that is not due yet
    std::vector<std::uint64_t> waitedLong;  // calls of functions that the client has given up waiting for and makes again, by attempt - 2
    double callsPerS = 0;                // that invocations make, smoothed
    std::uint64_t opening = 0;           // requests of this slice that opened a connection and are not counted as answered yet ...
    std::uint64_t lookingUp = 0;         // ... and of these, those that looked up the name first
    double hitShare = 0;                 // of a cache that it goes through, as reckoned ...
    std::int64_t hitShareNs = -1;        // ... then
    double unmerged = 1;                 // share of its writes that replication makes
    std::int64_t unmergedNs = -1;
    double passing = 1;                  // share of its served writes that their condition let through
    double unchanged = 1;                // share that finds its item as it had read it, as reckoned ...
    std::int64_t unchangedNs = -1;       // ... then
    CohortMeetings meetings;
    std::uint64_t writes = 0;
    std::uint64_t newItems = 0;          // written since newSinceNs, not yet under an expiry
    std::int64_t newSinceNs = 0;
    std::vector<CohortExpiry> expiries;  // the event carries the index
    std::vector<std::uint32_t> freeExpiries;
    std::uint64_t fastExpired = 0;       // expired, the sweeper takes them soon
    std::vector<CohortSlowSweep> slowExpired;
    [[nodiscard]] std::size_t stateBytes() const {
        std::size_t bytes = expiries.size() * sizeof(CohortExpiry) + slowExpired.size() * sizeof(CohortSlowSweep);
        for (const CohortClass& keys : classes)
            bytes += sizeof(CohortClass) + keys.waiting.size() * sizeof(CohortGroup);
        return bytes;
    }
};

struct CohortState {
    std::int64_t sliceNs = 0;         // 0: the run is exact
    std::int64_t busyUntilNs = 0;     // fine slices until then: something throttled
    std::uint64_t sweptSecond = 0;
};

// Of a store: which partitions are stepped singly.
struct CohortStore {
    std::vector<std::uint32_t> hot;        // their numbers; a flow's classes come in the same order
    std::vector<std::uint32_t> hotPlaces;  // and their places among the partitions, until these change
    std::int64_t classifiedNs = -1;   // -1: look anew
    double coldRead = 0, coldWrite = 0;  // units of the other partitions since the last metric period
    double newKeyItems = 0;           // items with keys that nothing else asks for
};

}  // namespace sim
