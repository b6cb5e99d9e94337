// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/load.h"

#include "model/plan/stationspec.h"
#include "model/traffic/planvalues.h"

#include <algorithm>

namespace model {

namespace {

constexpr double kSustainedS = 300;  // unused capacity is kept that long (DynamoDB Developer Guide, burst capacity)
constexpr double kMeanS = 3600;
constexpr std::size_t kMostPoints = 400;  // of a recorded load; enough for five-minute means of a day

// One pattern's part: its curve, and what each request of it costs.
struct Part {
    plan::RateCurve curve;
    double units = 0;
    double hottestShare = 0;
};

double hottestShare(const plan::KeyDistribution& keys) {
    return keys.shape == plan::KeyDistribution::Shape::Sequential ? 0 : plan::KeyShares(keys).probability(0);
}

std::vector<double> instants(const std::vector<Part>& parts) {
    std::vector<double> times = {0};
    for (const Part& part : parts)
        for (const plan::RateCurve::Point& point : part.curve.points()) {
            if (times.size() > kMostPoints * 2) break;
            times.push_back(point.timeS);
            times.push_back(std::max(0.0, point.timeS - kSustainedS));
        }
    std::ranges::sort(times);
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

UnitLoad loadOf(const std::vector<Part>& parts) {
    UnitLoad load;
    const std::vector<double> times = instants(parts);
    for (const double timeS : times) {
        double now = 0, over = 0, hottest = 0;
        for (const Part& part : parts) {
            now += part.units * part.curve.rateAt(timeS);
            hottest += part.units * part.curve.rateAt(timeS) * part.hottestShare;
            over += part.units * (part.curve.integral(timeS + kSustainedS) - part.curve.integral(timeS)) / kSustainedS;
        }
        load.peak = std::max(load.peak, now);
        load.hottestKey = std::max(load.hottestKey, hottest);
        load.sustained = std::max(load.sustained, over);
    }
    for (const Part& part : parts) {
        load.atStart += part.units * part.curve.rateAt(0);
        load.mean += part.units * part.curve.integral(kMeanS) / kMeanS;
    }
    return load;
}

// Index writes that one write of the table makes, in write units.
double indexUnits(const AccessPattern& p, const plan::StationSpec& index) {
    const auto itemBytes = static_cast<std::int64_t>(std::clamp(p.itemBytes, 1.0, 409600.0));
    const std::int64_t bytes = index.entryBytes > 0 ? std::min(index.entryBytes, itemBytes) : itemBytes;
    const plan::Operation operation = operationOf(p.operation);
    const plan::IndexChange change = operation == plan::Operation::UpdateItem ? index.onUpdate
                                     : operation == plan::Operation::DeleteItem ? plan::IndexChange::Remove
                                                                                : plan::IndexChange::Insert;
    const double items = plan::isBatch(operation) || plan::isTransaction(operation) ? std::max(p.itemsPerCall, 1.0) : 1;
    return plan::indexWriteUnits(change, bytes, bytes).value() * items;
}

// Write units of the entry that a write makes in a local index.
double localUnits(const AccessPattern& p, double entryBytes) {
    AccessPattern entry = p;
    entry.itemBytes = std::min(p.itemBytes, entryBytes);
    return unitsOf(entry).value();
}

// Read units of a query of a local index, with what it fetches from the table.
double localReadUnits(const AccessPattern& p) {
    const double own = unitsOf(p).value();
    if (p.fetchedBytes <= 0 || (p.operation != u"Query" && p.operation != u"Scan")) return own;
    const plan::ReadMode mode = p.consistency == u"strong" ? plan::ReadMode::Strong : plan::ReadMode::Eventual;
    return own + plan::readUnits(static_cast<std::int64_t>(p.fetchedBytes), mode).value() * std::max(p.itemsPerCall, 1.0);
}

void note(StoreLoad& load, const AccessPattern& p, const plan::KeyDistribution& keys) {
    load.hasUnknown = load.hasUnknown || p.unresolved;
    load.distinctKeys = std::max(load.distinctKeys, static_cast<double>(keys.keyCount));
    const bool jumps = p.rateShape == u"spike" && p.peakPerSecond >= 4 * p.ratePerSecond && p.peakPerSecond > 0;
    load.hasSpikes = load.hasSpikes || jumps;
}

plan::StationSpec computeSpec(const NodeView& node) { return node.kind()->station(node); }

// The cache that the pattern's requests go through, or none.
std::shared_ptr<const CacheFlow> cacheOf(const NodeView& store, const AccessPattern& p) {
    const auto via = p.via.isNull() ? std::nullopt : store.find(p.via);
    return via ? via->flowFacet<CacheFlow>() : nullptr;
}

// Strong and transactional reads pass a cache, results of queries where they are not kept.
bool mayHit(const CacheFlow& cache, const AccessPattern& p) {
    if (p.isWrite() || p.consistency == u"strong" || plan::isTransaction(operationOf(p.operation))) return false;
    const bool isQuery = p.operation == u"Query" || p.operation == u"Scan";
    return !isQuery || cache.queryTtlS > 0;
}

StoreLoad compute(const NodeView& store) {
    StoreLoad load;
    std::vector<Part> reads, cached, writes;
    for (const AccessPattern& p : patternsInto(store)) {
        const plan::KeyDistribution keys = keysOf(p);
        note(load, p, keys);
        const auto cache = cacheOf(store, p);
        std::vector<Part>& parts = p.isWrite() ? writes : cache && mayHit(*cache, p) ? cached : reads;
        parts.push_back({rateCurveOf(p), unitsOf(p).value(), hottestShare(keys)});
        if (!cache || p.operation != u"TransactWriteItems") continue;
        AccessPattern refresh = p;  // the cluster reads what a transaction has written
        refresh.operation = QStringLiteral("TransactGetItems");
        reads.push_back({rateCurveOf(p), unitsOf(refresh).value(), hottestShare(keys)});
    }
    // Local secondary indexes spend their table's units: reads of theirs, and an entry for each item that is written.
    for (const NodeView& child : store.children()) {
        if (!child.kind() || !child.kind()->data || !child.sharedData()->isLocal) continue;
        for (const AccessPattern& p : patternsInto(child)) {
            note(load, p, keysOf(p));
            reads.push_back({rateCurveOf(p), localReadUnits(p), hottestShare(keysOf(p))});
        }
        for (const AccessPattern& p : patternsInto(store))
            if (p.isWrite()) writes.push_back({rateCurveOf(p), localUnits(p, child.sharedData()->itemBytes), hottestShare(keysOf(p))});
    }
    const Uid base = store.data().isLocal ? Uid() : store.data().base;
    const auto table = base.isNull() ? std::nullopt : store.find(base);
    if (table && store.kind()->station) {
        const auto spec = stationSpecOf(store);
        const auto* unitStore = std::get_if<plan::UnitStoreStation>(&spec->parameters);
        const std::uint64_t own = unitStore && unitStore->index ? unitStore->index->keyCount : 0;
        for (const AccessPattern& p : patternsInto(*table)) {
            if (!p.isWrite()) continue;
            plan::KeyDistribution keys = own > 0 ? plan::KeyDistribution::uniform(own) : keysOf(p);
            note(load, p, keys);
            writes.push_back({rateCurveOf(p), indexUnits(p, *spec), hottestShare(keys)});
        }
        if (own > 0) load.distinctKeys = static_cast<double>(own);
    }
    load.read = loadOf(reads);
    load.readAtMost = load.read;
    if (!cached.empty()) {
        reads.insert(reads.end(), cached.begin(), cached.end());
        load.readAtMost = loadOf(reads);
    }
    load.write = loadOf(writes);
    return load;
}

}  // namespace

std::shared_ptr<const StoreLoad> loadOn(const NodeView& store) { return store.query(Query<StoreLoad>{compute}); }

std::shared_ptr<const plan::StationSpec> stationSpecOf(const NodeView& node) { return node.query(Query<plan::StationSpec>{computeSpec}); }

}  // namespace model
