// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/planbuilder/build.h"
#include "model/traffic/planvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace model::build {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

// The owner's last bit does not count in keyHash, so neighbouring Uids are mixed first.
std::uint64_t patternUid(const AccessPattern& p) {
    return plan::keyHash(plan::keyHash(0, p.link.value), static_cast<std::uint64_t>(p.row));
}

double bounded(double number, double lowest, double highest) { return std::isfinite(number) ? std::clamp(number, lowest, highest) : lowest; }

plan::IndexChange changeOf(const plan::AccessPattern& pattern, const Index& index) {
    switch (pattern.operation) {
        case plan::Operation::DeleteItem: return plan::IndexChange::Remove;
        case plan::Operation::UpdateItem: return index.onUpdate;
        // An overwrite of an entry costs the same one write as a new one.
        default: return plan::IndexChange::Insert;
    }
}

std::vector<plan::IndexWrite> indexWritesOf(const Build& build, const plan::AccessPattern& pattern, Uid resource) {
    std::vector<plan::IndexWrite> writes;
    if (!plan::isWrite(pattern.operation)) return writes;
    for (const Index& index : build.indexes.value(resource)) {
        const plan::IndexChange change = changeOf(pattern, index);
        if (change == plan::IndexChange::None) continue;
        const std::int64_t bytes = index.entryBytes > 0 ? std::min(index.entryBytes, pattern.itemBytes) : pattern.itemBytes;
        writes.push_back({index.station, change, bytes});
    }
    return writes;
}

// The entries that a write makes in the table's local indexes.
std::vector<std::int64_t> localEntriesOf(const plan::AccessPattern& pattern, const NodeView& table) {
    std::vector<std::int64_t> entries;
    if (!plan::isWrite(pattern.operation)) return entries;
    for (const NodeView& child : table.children())
        if (child.kind() && child.kind()->data && child.sharedData()->isLocal)
            entries.push_back(std::min(pattern.itemBytes, static_cast<std::int64_t>(bounded(child.sharedData()->itemBytes, 1, 409'600))));
    return entries;
}

plan::Condition conditionOf(const AccessPattern& p) {
    if (p.condition == u"absent") return plan::Condition::ItemAbsent;
    if (p.condition == u"present") return plan::Condition::ItemPresent;
    return p.condition == u"unchanged" ? plan::Condition::Unchanged : plan::Condition::None;
}

plan::AccessPattern planOf(const Build& build, const AccessPattern& p, plan::StationIndex target) {
    plan::AccessPattern pattern;
    const Source source = build.sources.value(p.caller);
    pattern.uid = patternUid(p);
    pattern.name = p.name.toStdString();
    pattern.source = build.stations.value(p.caller);
    pattern.target = target;
    pattern.operation = operationOf(p.operation);
    pattern.rate = rateCurveOf(p);
    pattern.arrivals = p.arrivals == u"constant" ? plan::Arrivals::Constant : plan::Arrivals::Poisson;
    pattern.keys = keysOf(p);
    pattern.itemBytes = static_cast<std::int64_t>(bounded(p.itemBytes, 1, 409'600));
    pattern.oldItemBytes = p.oldItemBytes > 0 ? static_cast<std::int64_t>(bounded(p.oldItemBytes, 1, 409'600)) : -1;
    pattern.conditionFailShare = plan::isWrite(pattern.operation) ? bounded(p.conditionFailPercent / 100, 0, 1) : 0;
    pattern.itemsPerCall = static_cast<std::uint32_t>(bounded(p.itemsPerCall, 1, 1e6));
    pattern.itemsAtStart = static_cast<std::uint64_t>(bounded(p.itemsAtStart, 0, 1e12));
    pattern.expiresAfterS = plan::isWrite(pattern.operation) ? bounded(p.expiresAfterS, 0, 1e12) : 0;
    pattern.consistency = p.consistency == u"strong" && !plan::isWrite(pattern.operation) ? plan::Consistency::Strong : plan::Consistency::Eventual;
    pattern.retry = retryOf(p);
    pattern.timeoutMs = source.timeoutMs;
    pattern.connections = source.connections;
    pattern.condition = conditionOf(p);
    if (p.isTriggered()) {
        pattern.trigger = p.rateShape == u"perRecord" ? plan::Trigger::PerRecord : plan::Trigger::PerInvocation;
        pattern.perTrigger = bounded(p.perTrigger, 0, 10'000);
    }
    return pattern;
}

// Requests that are led through a cache take the way to it; from there it is its own.
void leadThrough(Build& build, const NodeView& caller, const NodeView& resource, const AccessPattern& p, plan::AccessPattern& pattern) {
    const plan::StationIndex cache = build.station(p.via);
    const auto via = build.view(p.via);
    if (!via || !build.parameters<plan::CacheStation>(cache)) {
        pattern.paths = pathsOf(build, caller, resource, p.via);
        return;
    }
    pattern.via = cache;
    pattern.paths = pathsOf(build, caller, *via);
    pattern.fromCache = between(build, *via, resource, distancesAt(build, *via).crossZoneMs);
}

// A call that is drawn to a cache asks for the one table behind it.
Uid answering(Build& build, const AccessPattern& p) {
    if (!build.parameters<plan::CacheStation>(build.station(p.resource))) return p.resource;
    const auto cache = build.view(p.resource);
    const auto links = cache ? cache->linksOut() : std::vector<LinkView>();
    for (const LinkView& link : links)
        if (build.parameters<plan::UnitStoreStation>(build.station(link.to().uid()))) return link.to().uid();
    return p.resource;
}

void addPattern(Build& build, const NodeView& caller, AccessPattern p) {
    if (const Uid table = answering(build, p); table != p.resource) {
        p.via = p.resource;
        p.resource = table;
    }
    const auto resource = build.view(p.resource);
    // A local index spends its table's units: the table answers for it.
    const Uid store = resource && resource->sharedData()->isLocal ? resource->sharedData()->base : p.resource;
    const auto target = build.stations.constFind(store);
    if (!resource || target == build.stations.constEnd()) {
        build.assume(tr("\"%1\" of %2 is left out: what it asks for is not there or is not simulated.").arg(p.name, caller.name()));
        return;
    }
    // A node that only calls others answers nothing itself.
    if (std::holds_alternative<plan::SourceStation>(build.plan.stations[*target].parameters)) {
        build.assume(tr("\"%1\" of %2 is left out: calls into %3 are not simulated; draw the calls that it makes itself.").arg(p.name, caller.name(), resource->name()));
        return;
    }
    if (std::holds_alternative<plan::LogStation>(build.plan.stations[*target].parameters)) {
        build.assume(tr("\"%1\" of %2 is left out: reading %3 by calls is not simulated; an event source mapping is.").arg(p.name, caller.name(), resource->name()));
        return;
    }
    if (std::holds_alternative<plan::CacheStation>(build.plan.stations[*target].parameters)) {
        build.assume(tr("\"%1\" of %2 is left out: it does not say which table behind %3 it asks for.").arg(p.name, caller.name(), resource->name()));
        return;
    }
    if (p.isTriggered() && !build.parameters<plan::ServerStation>(build.station(p.caller))) {
        build.assume(tr("\"%1\" of %2 is left out: %2 is not invoked by anything, so it needs a rate of its own.").arg(p.name, caller.name()));
        return;
    }
    plan::AccessPattern pattern = planOf(build, p, *target);
    if (p.rateShape == u"replay")
        if (const auto points = replayPoints(p.replayCsv); !points)
            build.assume(tr("\"%1\" of %2 makes no requests: its recorded load cannot be read. %3").arg(p.name, caller.name(), points.error()));
    leadThrough(build, caller, *resource, p, pattern);
    pattern.indexWrites = indexWritesOf(build, pattern, p.resource);
    pattern.localEntryBytes = localEntriesOf(pattern, *resource);
    const bool isPaged = pattern.operation == plan::Operation::Query || pattern.operation == plan::Operation::Scan;
    if (isPaged && resource->sharedData()->isLocal) pattern.fetchedBytes = static_cast<std::int64_t>(bounded(p.fetchedBytes, 0, 409'600));
    build.plan.patterns.push_back(std::move(pattern));
    build.patterns.push_back({p.link, p.row, p.resource});
}

}  // namespace

void addPatterns(Build& build) {
    for (const LinkId id : build.document.links()) {
        const LinkView link = build.facts.view(id);
        const NodeView caller = link.from();
        if (!build.sources.contains(caller.uid())) continue;
        for (const AccessPattern& p : patternsOf(link)) addPattern(build, caller, p);
    }
}

}  // namespace model::build
