// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/placement.h"
#include "model/plan/stationspec.h"
#include "model/rules/cachefix.h"
#include "model/services/dynamodb/globaltable.h"
#include "model/services/dynamodb/keyfixes.h"
#include "model/services/dynamodb/kinds.h"
#include "model/traffic/load.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

// Rules that reckon with the access patterns: capacity needed beside capacity there.
namespace model::dynamodb {

namespace {

constexpr double kHeadroom = 0.8;  // of the provisioned units; above it a busy minute throttles
constexpr double kKeysOfAPartition = 10;  // with fewer, some partitions get far more than others
constexpr double kTarget = 0.7;    // what a fix provisions for: auto scaling's usual target (Developer Guide)

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QString count(double units) { return QString::number(units, 'f', units == std::floor(units) ? 0 : 1); }

/// Read or write units of a table or index: the same questions twice.
struct Dimension {
    const char* word;
    UnitLoad StoreLoad::*load;    // what surely reaches the store
    UnitLoad StoreLoad::*atMost;  // with the reads that a cache may answer
    const QString& units;
    const QString& warm;
    const QString& most;
    const QString& stated;
    const QString& scaling;
    double plan::Throughput::*initial;
    double plan::Partitioning::*ofPartition;
};

const std::array<Dimension, 2>& dimensions() {
    static const std::array<Dimension, 2> both = {
        Dimension{QT_TRANSLATE_NOOP("model", "read"), &StoreLoad::read, &StoreLoad::readAtMost, kReadUnits, kWarmReadUnits, kMaxReadUnits, kStatedReadUnits, kReadScaling, &plan::Throughput::onDemandInitialReadUnits, &plan::Partitioning::maxReadUnits},
        Dimension{QT_TRANSLATE_NOOP("model", "write"), &StoreLoad::write, &StoreLoad::write, kWriteUnits, kWarmWriteUnits, kMaxWriteUnits, kStatedWriteUnits, kWriteScaling, &plan::Throughput::onDemandInitialWriteUnits, &plan::Partitioning::maxWriteUnits}};
    return both;
}

bool isIndex(const NodeView& v) { return v.kind()->isOwned; }

std::shared_ptr<const plan::UnitStoreStation> stationOf(const NodeView& v) {
    auto spec = stationSpecOf(v);
    const auto* store = &std::get<plan::UnitStoreStation>(spec->parameters);
    return {std::move(spec), store};
}

double provisionFor(const UnitLoad& load) { return std::max(1.0, std::ceil(load.sustained / kTarget)); }

/// "20 write units", "1 read unit".
QString unitsOf(const Dimension& d, double units) {
    return (count(units) == u"1" ? tr("%1 %2 unit") : tr("%1 %2 units")).arg(count(units), tr(d.word));
}

ChangeSet provision(const NodeView& v, const Dimension& d, double units) {
    return {tr("Provision %1").arg(unitsOf(d, units)), {SetProperty{v.uid(), d.units, Value(units)}}};
}

// ---------------------------------------------------------------- provisioned
void checkNeed(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v)) return;
    const auto load = loadOn(v);
    for (const Dimension& d : dimensions()) {
        if (isIndex(v) && &d.units == &kWriteUnits) continue;  // IDX-008 says it, with what follows from it
        if (v.settledFlag(d.scaling)) continue;                // AS-004 and AS-005
        const UnitLoad& need = (*load).*d.load;
        const double has = v.settledNumber(d.units);
        if (need.sustained <= has) continue;
        Issue& issue = sink.add(tr("%1 needs %2 %3 units a second for minutes on end and has %4: the rest is throttled with HTTP 400. Provision more, or switch to on-demand.").arg(v.quoted(), count(need.sustained), tr(d.word), count(has)), {v.uid()});
        issue.fix = provision(v, d, provisionFor(need));
    }
}

void checkIndexNeed(const NodeView& v, IssueSink& sink) {
    const auto table = v.parent();
    if (isOnDemand(v) || !table) return;
    const UnitLoad need = loadOn(v)->write;
    const double has = v.settledNumber(kWriteUnits);
    if (need.sustained <= has || v.settledFlag(kWriteScaling)) return;
    Issue& issue = sink.add(tr("%1 write units a second reach index %2, which has %3: its queue fills, and then writes of table %4 are throttled. Give the index at least the table's write units.").arg(count(need.sustained), v.quoted(), count(has), table->quoted()), {v.uid(), table->uid()});
    issue.fix = provision(v, dimensions()[1], std::max(provisionFor(need), table->settledNumber(kWriteUnits)));
}

void checkHeadroom(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v)) return;
    const auto load = loadOn(v);
    for (const Dimension& d : dimensions()) {
        const UnitLoad& need = (*load).*d.load;
        const double has = v.settledNumber(d.units);
        if (v.settledFlag(d.scaling)) continue;  // it makes room by itself
        if (need.sustained > has || need.sustained <= kHeadroom * has) continue;
        Issue& issue = sink.add(tr("%1 uses %2 of its %3: little is left for a busy minute. Provision more.").arg(v.quoted(), count(need.sustained), unitsOf(d, has)), {v.uid()});
        issue.fix = provision(v, d, provisionFor(need));
    }
}

/// Adds what other Regions write: each of their writes arrives here, too, and takes as many units (B-130).
void addReplicatedWrites(const NodeView& v, UnitLoad& write) {
    const auto table = tableOf(v);
    for (const NodeView& member : table && !isIndex(v) ? membersOf(*table) : std::vector<NodeView>()) {
        if (member == v) continue;
        const UnitLoad other = loadOn(member)->write;
        write.mean += other.mean;
        write.sustained += other.sustained;
    }
}

void checkWaste(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v)) return;
    const auto load = loadOn(v);
    for (const Dimension& d : dimensions()) {
        UnitLoad need = (*load).*d.atMost;  // behind a cache it may all be needed when that is cold
        if (&d.units == &kWriteUnits) addReplicatedWrites(v, need);
        const double has = v.settledNumber(d.units);
        // An index keeps the table's write units, whatever reaches it (IDX-009).
        if ((isIndex(v) && &d.units == &kWriteUnits) || v.settledFlag(d.scaling)) continue;
        const double enough = provisionFor(need);
        if (need.mean <= 0 || need.mean >= 0.25 * has || enough >= has) continue;
        Issue& issue = sink.add(tr("%1 uses on average %2 of its %3, less than a quarter; what is provisioned is paid for. Provision less, or switch to on-demand.").arg(v.quoted(), count(need.mean), unitsOf(d, has)), {v.uid()});
        issue.fix = provision(v, d, enough);
    }
}

void checkStated(const NodeView& v, IssueSink& sink) {
    const auto load = loadOn(v);
    for (const Dimension& d : dimensions()) {
        const double stated = v.settledNumber(d.stated);
        const double needed = std::ceil(((*load).*d.atMost).peak - 1e-9), surely = std::ceil(((*load).*d.load).peak - 1e-9);
        const bool isWithin = stated >= surely && stated <= needed;  // how much a cache answers is the designer's to say
        if (stated <= 0 || needed <= 0 || isWithin) continue;
        Issue& issue = sink.add(tr("You worked out %1 for %2; its access patterns need %3. Each request is rounded up by itself, then multiplied by its rate.").arg(unitsOf(d, stated), v.quoted(), count(needed)), {v.uid()});
        issue.fix = ChangeSet{tr("Take %1").arg(count(needed)), {SetProperty{v.uid(), d.stated, Value(needed)}}};
    }
}

// What only provisioned stores have goes with the mode: AS-006 and CAP-020 would ask for it.
ChangeSet onDemandFix(const NodeView& table) {
    ChangeSet fix{tr("Switch %1 to on-demand").arg(table.quoted()), {SetProperty{table.uid(), kBilling, Value(kOnDemand)}}};
    const auto clear = [&](const NodeView& store, const QStringList& keys) {
        for (const QString& key : keys)
            if (store.has(key)) fix.changes.emplace_back(SetProperty{store.uid(), key, std::nullopt});
    };
    clear(table, {kReadScaling, kWriteScaling});
    for (const NodeView& replica : replicasOf(table)) clear(replica, {kReadScaling, kWriteScaling});
    for (const NodeView& index : table.children(QStringLiteral("index"))) clear(index, {kReadScaling, kWriteScaling, kReadUnits, kWriteUnits});
    return fix;
}

void checkUnpredictable(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v) || !loadOn(v)->hasSpikes) return;
    Issue& issue = sink.add(tr("The load on %1 jumps to several times its base; for a load that cannot be foreseen, on-demand is the sensible mode.").arg(v.quoted()), {v.uid()});
    if (const auto table = tableOf(v)) issue.fix = onDemandFix(*table);
}

// ---------------------------------------------------------------- on-demand
void checkFirstPeak(const NodeView& v, IssueSink& sink) {
    if (!isOnDemand(v)) return;
    const auto load = loadOn(v);
    const plan::Throughput t = stationOf(v)->throughput;
    for (const Dimension& d : dimensions()) {
        const double start = ((*load).*d.load).atStart, ready = std::max(t.*d.initial, v.settledNumber(d.warm));
        if (start <= ready) continue;
        Issue& issue = sink.add(tr("The first requests ask %1 for %2 %3 units a second; a new on-demand table serves %4 at once, and more only as its traffic grows. Warm it before the start.").arg(v.quoted(), count(start), tr(d.word), count(ready)), {v.uid()});
        issue.fix = ChangeSet{tr("Warm it to %1 %2 units").arg(count(std::ceil(start)), tr(d.word)), {SetProperty{v.uid(), d.warm, Value(std::ceil(start))}}};
    }
}

void checkGrowth(const NodeView& v, IssueSink& sink) {
    if (!isOnDemand(v)) return;
    const auto load = loadOn(v);
    const plan::Throughput t = stationOf(v)->throughput;
    for (const Dimension& d : dimensions()) {
        const UnitLoad& need = (*load).*d.load;
        const double ready = std::max({t.*d.initial, v.settledNumber(d.warm), 2 * need.atStart});
        if (need.atStart > std::max(t.*d.initial, v.settledNumber(d.warm)) || need.peak <= ready) continue;
        Issue& issue = sink.add(tr("The load on %1 grows from %2 to %3 %4 units a second; on-demand keeps twice the previous peak ready, here %5, and follows faster growth only within 30 minutes. Warm it before the peak.").arg(v.quoted(), count(need.atStart), count(need.peak), tr(d.word), count(ready)), {v.uid()});
        issue.fix = ChangeSet{tr("Warm it to %1 %2 units").arg(count(std::ceil(need.peak)), tr(d.word)), {SetProperty{v.uid(), d.warm, Value(std::ceil(need.peak))}}};
    }
}

void checkMaximum(const NodeView& v, IssueSink& sink) {
    if (!isOnDemand(v)) return;
    const auto load = loadOn(v);
    for (const Dimension& d : dimensions()) {
        const double most = v.settledNumber(d.most), peak = ((*load).*d.load).peak;
        if (most <= 0 || peak <= most) continue;
        Issue& issue = sink.add(tr("The maximum of %1 lets %2 a second through, its peak asks for %3: the rest is throttled. Raise the maximum if that is not what you want.").arg(v.quoted(), unitsOf(d, most), count(peak)), {v.uid()});
        issue.fix = ChangeSet{tr("Raise the maximum to %1").arg(count(std::ceil(peak))), {SetProperty{v.uid(), d.most, Value(std::ceil(peak))}}};
    }
}

// ---------------------------------------------------------------- keys
void checkHotKey(const NodeView& v, IssueSink& sink) {
    const auto load = loadOn(v);
    const plan::Partitioning partitions = stationOf(v)->partitions;
    for (const Dimension& d : dimensions()) {
        const double hottest = ((*load).*d.load).hottestKey, limit = partitions.*d.ofPartition;
        if (hottest <= limit) continue;
        Issue& issue = sink.add(tr("One key of %1 is asked for %2 %3 units a second; a key lies on one partition, which gives at most %4, whatever the table has. Spread the load over several keys.").arg(v.quoted(), count(hottest), tr(d.word), count(limit)), {v.uid()});
        if (&d.units == &kWriteUnits) issue.fix = suffixFix(v, suffixesFor(hottest, limit));
    }
}

void checkSuffix(const NodeView& v, IssueSink& sink) {
    const double hottest = loadOn(v)->write.hottestKey, limit = stationOf(v)->partitions.maxWriteUnits;
    if (hottest <= limit) return;
    Issue& issue = sink.add(tr("Writes to one key of %1 can be spread by a suffix: with %2 of them, such as \"#1\" to \"#%2\", each key stays below %3 write units a second.").arg(v.quoted(), count(suffixesFor(hottest, limit)), count(limit)), {v.uid()});
    issue.fix = suffixFix(v, suffixesFor(hottest, limit));
}

// Readers in one VPC ask a DAX cluster there; those outside of any have no way to one.
std::optional<ChangeSet> cachedFix(const NodeView& v) {
    std::optional<NodeView> vpc;
    const auto patterns = cacheable(patternsInto(v));
    for (const AccessPattern& p : patterns) {
        const auto caller = v.find(p.caller);
        const auto home = caller ? vpcOf(*caller) : std::nullopt;
        if (!home || (vpc && !(*vpc == *home)) || !(regionOf(*home) == regionOf(v))) return std::nullopt;
        vpc = home;
    }
    return vpc ? cacheFix(*vpc, subnetOfEachZone(*vpc), patterns) : std::nullopt;
}

void adviseCache(const NodeView& v, IssueSink& sink) {
    const double hottest = loadOn(v)->read.hottestKey, limit = stationOf(v)->partitions.maxReadUnits;
    if (isIndex(v) || hottest <= limit) return;
    Issue& issue = sink.add(tr("One key of %1 is read for %2 units a second, more than its partition gives. A DAX cluster in front answers most of these reads without a change of the application's code.").arg(v.quoted(), count(hottest)), {v.uid()});
    issue.fix = cachedFix(v);
}

double partitionsOf(const NodeView& v) {
    const auto held = stationOf(v);
    const plan::UnitStoreStation& s = *held;
    if (s.partitions.initialCount > 0) return s.partitions.initialCount;
    if (s.throughput.billing == plan::BillingMode::OnDemand) return 4;
    const double forUnits = s.throughput.readUnits / s.partitions.maxReadUnits + s.throughput.writeUnits / s.partitions.maxWriteUnits;
    return std::max({1.0, std::ceil(forUnits), std::ceil(s.storedBytes / s.partitions.maxBytes)});
}

bool hasFewKeys(const NodeView& v, double& keys, double& partitions) {
    keys = loadOn(v)->distinctKeys;
    partitions = partitionsOf(v);
    return keys > 0 && keys < kKeysOfAPartition * partitions;
}

void checkCardinality(const NodeView& v, IssueSink& sink) {
    double keys = 0, partitions = 0;
    if (isIndex(v) || !hasFewKeys(v, keys, partitions)) return;
    Issue& issue = sink.add(tr("The partition key \"%1\" of %2 has few values (%3, and partitions: %4): some partitions get far more than others. Choose a key with many values, or put two attributes together.").arg(v.text(kPartitionKey), v.quoted(), count(keys), count(partitions)), {v.uid()});
    issue.fix = moreKeysFix(v, keys, kKeysOfAPartition * partitions);
}

void checkIndexCardinality(const NodeView& v, IssueSink& sink) {
    double keys = 0, partitions = 0;
    if (!hasFewKeys(v, keys, partitions)) return;
    const auto table = v.parent();
    Issue& issue = sink.add(tr("The partition key \"%1\" of index %2 has few values (%3): a hot one throttles writes of %4. Put a second attribute into it.").arg(v.text(kPartitionKey), v.quoted(), count(keys), table ? table->quoted() : tr("its table")), {v.uid()});
    issue.fix = widerKeyFix(v, kKeysOfAPartition * partitions);
}

constexpr auto kModes = "DynamoDB Developer Guide, capacity modes";
constexpr auto kOnDemandPage = "DynamoDB Developer Guide, on-demand capacity";
constexpr auto kPartitions = "DynamoDB Developer Guide, designing partition keys";

}  // namespace

std::vector<RuleSpec> loadRules() {
    return {
        {.id = "CAP-002", .title = QT_TRANSLATE_NOOP("model", "Provisioned capacity carries the load"), .help = QT_TRANSLATE_NOOP("model", "Fires when the access patterns need more units, averaged over five minutes, than are provisioned. Reads that a cache may answer do not count."), .source = kModes, .offersFix = true, .check = checkNeed},
        {.id = "CAP-003", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Provisioned capacity has headroom"), .help = QT_TRANSLATE_NOOP("model", "Fires when the access patterns need more than 80 % of the provisioned units. Reads that a cache may answer do not count."), .source = "[A] a rule of thumb of ours", .offersFix = true, .check = checkHeadroom},
        {.id = "CAP-004", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Provisioned capacity is used"), .help = QT_TRANSLATE_NOOP("model", "Fires when the mean need of the first hour is below a quarter of what is provisioned."), .source = kModes, .offersFix = true, .check = checkWaste},
        {.id = "CAP-006", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "On-demand grows by doubling"), .help = QT_TRANSLATE_NOOP("model", "Fires when the load of an on-demand table goes beyond twice its earlier peak."), .source = kOnDemandPage, .offersFix = true, .check = checkGrowth},
        {.id = "CAP-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A new on-demand table starts with limits"), .help = QT_TRANSLATE_NOOP("model", "Fires when the first load is above 12,000 read or 4,000 write units a second and the table is not warmed."), .source = kOnDemandPage, .offersFix = true, .check = checkFirstPeak},
        {.id = "CAP-008", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Unpredictable loads suit on-demand"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern on a provisioned table jumps to four times its base or more."), .source = kModes, .offersFix = true, .check = checkUnpredictable},
        {.id = "CAP-012", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "The on-demand maximum lets the peak through"), .help = QT_TRANSLATE_NOOP("model", "Fires when a maximum is set below the peak of the access patterns."), .source = kOnDemandPage, .offersFix = true, .check = checkMaximum},
        {.id = "DDB-009", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "No key is hotter than a partition"), .help = QT_TRANSLATE_NOOP("model", "Fires when the most popular key needs more than one partition gives: 3,000 read or 1,000 write units a second."), .source = kPartitions, .offersFix = true, .check = checkHotKey},
        {.id = "DDB-011", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Hot reads are cached"), .help = QT_TRANSLATE_NOOP("model", "Fires when reads of one key need more than a partition gives, 3,000 units a second. Reads that a cache may answer do not count."), .source = "DynamoDB Developer Guide, DAX", .offersFix = true, .check = adviseCache},
        {.id = "DDB-010", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Hot writes are spread by a suffix"), .help = QT_TRANSLATE_NOOP("model", "Fires when writes to one key need more than 1,000 units a second, and tells how many suffixes help."), .source = "DynamoDB Developer Guide, write sharding", .offersFix = true, .check = checkSuffix},
    };
}

std::vector<RuleSpec> tableLoadRules() {
    return {
        {.id = "CAP-017", .title = QT_TRANSLATE_NOOP("model", "The units that you worked out are right"), .help = QT_TRANSLATE_NOOP("model", "Fires when the stated need is another than that of the access patterns at their peak."), .source = "DynamoDB Developer Guide, capacity unit consumption", .offersFix = true, .check = checkStated},
        {.id = "DDB-008", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "The partition key has many values"), .help = QT_TRANSLATE_NOOP("model", "Fires when requests spread over fewer than ten key values a partition."), .source = kPartitions, .offersFix = true, .check = checkCardinality},
    };
}

std::vector<RuleSpec> indexLoadRules() {
    constexpr auto kSource = "DynamoDB Developer Guide, global secondary indexes";
    return {
        {.id = "IDX-008", .title = QT_TRANSLATE_NOOP("model", "An index keeps up with its table"), .help = QT_TRANSLATE_NOOP("model", "Fires when more write units reach a provisioned index, averaged over five minutes, than it has."), .source = kSource, .offersFix = true, .check = checkIndexNeed},
        {.id = "IDX-012", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "The key of an index has many values"), .help = QT_TRANSLATE_NOOP("model", "Fires when an index has fewer than ten key values a partition."), .source = kSource, .offersFix = true, .check = checkIndexCardinality},
    };
}

}  // namespace model::dynamodb
