// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plantypes.h"

#include <cstddef>
#include <cstdint>
#include <vector>

// Stations that pass on what tables and callers give them: streams, consumers, functions, caches, replication, buckets.
namespace plan {

enum class StreamView : std::uint8_t { KeysOnly, NewImage, OldImage, NewAndOldImages };

// A DynamoDB stream (B-090): one shard for each partition of its table, a record for each change.
struct LogStation {
    StationIndex store = kNoStation;  // whose changes it holds
    std::uint32_t shards = 0;         // 0: one for each partition
    double retentionS = 86'400;       // 24 hours [S]
    Latency visibleAfter{100, 1000};  // from the write until readers see the record ("near real time" [D]) [A]
    double visibleHeldS = 1;          // what delays one record of a shard delays those beside it: drawn anew after so long [A]
    StreamView view = StreamView::NewAndOldImages;
    std::uint32_t readersPerShard = 2;  // more than two readers of a shard are throttled [D]; replication takes the place of one
    double recordsPerRead = 1'000;    // of a shard that one look finds, at most [D] ...
    double bytesPerRead = 1024.0 * 1024;  // ... and bytes of them [D]
    double keyBytes = 100;            // of a record besides its images: keys, sequence number, times [A]
    friend bool operator==(const LogStation&, const LogStation&) = default;
};

// What a record tells of its item: its eventName, and for deletions by time to live in their own Region the service's mark (userIdentity) [S].
enum class RecordKind : std::uint8_t { Insert, Modify, Remove, ServiceRemove };
inline constexpr std::size_t kRecordKinds = 4;
// A set of them, a bit for each.
using RecordKinds = std::uint8_t;
inline constexpr RecordKinds kEveryRecord = 0b1111;
[[nodiscard]] constexpr RecordKinds recordBit(RecordKind kind) { return static_cast<RecordKinds>(1U << static_cast<unsigned>(kind)); }
[[nodiscard]] constexpr bool removes(RecordKind kind) { return kind == RecordKind::Remove || kind == RecordKind::ServiceRemove; }

// A Lambda event source mapping on a log (B-100).
struct ConsumerStation {
    StationIndex log = kNoStation;
    StationIndex server = kNoStation;     // the function that gets the batches
    StationIndex onFailure = kNoStation;  // sink or service that gets what was given up; kNoStation: it is dropped
    std::uint32_t batchSize = 100;        // 1 to 10,000 [D]
    double windowS = 0;                   // gathers up to this long, 0 to 300 s [D]
    std::uint32_t parallelFactor = 1;     // batches at once of one shard, 1 to 10 [D]
    RecordKinds takes = kEveryRecord;     // what its filter lets through by eventName and userIdentity [D] ...
    double filterShare = 1;               // ... and of those the share that passes what it asks of their contents, 0..1
    std::int32_t maxRetries = -1;         // -1: until the record expires [D]
    double maxAgeS = -1;                  // -1: no limit; else 60 to 604,800 s [D]
    Switch bisect = Switch::Off;          // split a batch in two when it fails [S]
    double pollS = 0.25;                  // an idle shard is looked at four times a second [D]
    double backoffMs = 1000;              // after a failure, doubling ... [A]
    double backoffCapS = 60;              // ... up to a minute [A]
    double payloadBytes = 6.0 * 1024 * 1024;  // of one invocation, at most [D]
    friend bool operator==(const ConsumerStation&, const ConsumerStation&) = default;
};

// A function (B-110): environments that each do one invocation at a time. Patterns may name it as their source, by the clock or by its invocations.
struct ServerStation {
    Latency duration{20, 60};             // of an invocation, without the calls that it makes [A]
    Latency coldStart{250, 400};          // a new environment's [M]
    double timeoutS = 3;                  // then the invocation ends with an error [D]
    double reserved = -1;                 // concurrency: cap and guarantee; 0: off; -1: none [S]
    double provisioned = 0;               // environments that are always warm
    double accountConcurrency = 1'000;    // of all functions of the Region [S]
    double keptUnreserved = 100;          // of it, that reservations cannot take [S]
    double newPer10S = 1'000;             // environments of one function [D]
    double requestsPerEnvironment = 10;   // a second, at most [D]
    double idleKeptS = 600;               // an idle environment lives 5 to 15 min [A]
    double errorShare = 0;                // of the invocations, that fail by themselves, 0..1
    friend bool operator==(const ServerStation&, const ServerStation&) = default;
};

// A DAX cluster (B-150): an item cache and a query cache on every node.
struct CacheStation {
    std::vector<ZoneIndex> nodeZones = {0, 1, 2};  // one for each node; the first node is the primary
    double nodeBytes = 16.0 * 1024 * 1024 * 1024;  // for items and query results [D]
    double queryShare = 0.5;              // of that, for query results [A]
    double itemTtlS = 300;                // 5 minutes [S]; 0: never expires [D]
    double queryTtlS = 300;               // [S]; 0: query results are not kept [D]
    double nodeCapacityPerS = 75'000;     // hits of 1 KB on one node: r5.large [D]
    double missLoad = 10;                 // a miss costs a node so much more than a hit of the same size [D]
    double writeLoad = 25;                // a write, on every node [D]
    Latency hit{0.4, 1};                  // "microseconds" [S] [A]
    double missMs = 0.5;                  // added to a read that goes on to the table [A]
    double writeMs = 1;                   // added to a write [A]
    double replicationMs = 50;            // until the other nodes have what one has read or written [A]; below 1 s [D]
    double failoverS = 30;                // writes fail while a new primary is chosen [A]
    friend bool operator==(const CacheStation&, const CacheStation&) = default;
};

// One direction of a global table with multi-Region eventual consistency (B-130).
struct ReplicatorStation {
    StationIndex from = kNoStation;       // unit stores
    StationIndex to = kNoStation;
    Latency lag{350, 1200};               // from the local commit to the apply, without the way [A]
    Latency oneWay;                       // half of the round trip between the Regions
    double drainPerS = 3'000;             // waiting changes that are applied, a second and partition of the origin [A]
    double retentionS = 86'400;           // a change that waits longer is lost [A]
    Switch merges = Switch::On;           // several waiting changes of one item become one write [S]
    friend bool operator==(const ReplicatorStation&, const ReplicatorStation&) = default;
};

// An S3 bucket (B-228).
struct SinkStation {
    Latency put{30, 100};                 // [A]
    Latency get{20, 80};                  // [A]
    double putsPerS = 3'500;              // of one prefix, then 503 SlowDown [S]
    double getsPerS = 5'500;              // [S]
    std::uint32_t prefixes = 1;           // over which keys spread evenly
    friend bool operator==(const SinkStation&, const SinkStation&) = default;
};

}  // namespace plan
