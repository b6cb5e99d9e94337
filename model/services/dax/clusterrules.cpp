// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/placement.h"
#include "model/core/plural.h"
#include "model/core/quantity.h"
#include "model/rules/patternfix.h"
#include "model/rules/replicafix.h"
#include "model/services/dax/clusterfixes.h"
#include "model/services/dax/kinds.h"
#include "model/traffic/planvalues.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace model::dax {

namespace {

constexpr auto kGuide = "DynamoDB Developer Guide, DAX";
constexpr auto kSizing = "DynamoDB Developer Guide, DAX cluster sizing guide";
constexpr double kExpectedHitShare = 0.9;              // [A] where the keys do not tell
constexpr double kBurstableShare = 0.2;                // baseline of burstable nodes
constexpr double kShortTtlS = 10;                      // [A] a few times what replication takes

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool isStrong(const AccessPattern& p) { return !p.isWrite() && p.consistency == u"strong"; }

double rateOf(const std::vector<AccessPattern>& patterns, auto&& predicate) {
    double rate = 0;
    for (const AccessPattern& p : patterns)
        if (predicate(p)) rate += p.highestRate();
    return rate;
}

std::vector<AccessPattern> chosen(const std::vector<AccessPattern>& patterns, auto&& predicate) {
    std::vector<AccessPattern> found;
    std::ranges::copy_if(patterns, std::back_inserter(found), predicate);
    return found;
}

/// The tables whose requests go through the cluster, in the order of the patterns.
std::vector<NodeView> tablesBehind(const NodeView& v) {
    std::vector<NodeView> tables;
    for (const AccessPattern& p : patternsThrough(v))
        if (const auto table = v.find(p.resource); table && table->uid() != v.uid() && std::ranges::find(tables, *table) == tables.end()) tables.push_back(*table);
    return tables;
}

// ---------------------------------------------------------------- nodes and zones
void checkNodes(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kNodes) || v.number(kNodes) >= 3) return;
    Issue& issue = sink.add(tr("DAX cluster %1 has %2 of the three nodes that production needs: the loss of one is felt at once. Take three, in three zones.").arg(v.quoted()).arg(v.number(kNodes), 0, 'f', 0), {v.uid()});
    issue.key = kNodes;
    issue.fix = ChangeSet{tr("Take three nodes"), {SetProperty{v.uid(), kNodes, std::nullopt}}};
}

void checkMost(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kNodes) || v.number(kNodes) <= 11) return;
    Issue& issue = sink.add(tr("DAX cluster %1 has %2 nodes; one primary and ten replicas are possible. Divide the tables over two clusters.").arg(v.quoted()).arg(v.number(kNodes), 0, 'f', 0), {v.uid()});
    issue.fix = ChangeSet{tr("Take eleven nodes"), {SetProperty{v.uid(), kNodes, Value(qint64(11))}}};
}

void checkSpread(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kNodes) || v.isUnresolved(kZones) || v.isUnresolved(kSubnets) || v.refs(kSubnets).empty()) return;
    QStringList zones = v.texts(kZones);
    zones.removeDuplicates();
    if (zones.isEmpty()) zones = subnetZones(v);
    const auto wanted = std::min<qsizetype>(3, static_cast<qsizetype>(v.number(kNodes)));
    if (zones.size() >= wanted) return;
    Issue& issue = sink.add(tr("The %1 nodes of %2 stand in %3; with %4 the loss of one leaves the others. Add subnets of more zones.").arg(v.number(kNodes), 0, 'f', 0).arg(v.quoted(), counted("model", "%n zone(s)", zones.size())).arg(wanted), {v.uid()});
    issue.fix = spreadFix(v, wanted);
}

void checkZoneOfSubnet(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kZones) || v.isUnresolved(kSubnets) || v.refs(kSubnets).empty()) return;
    const QStringList there = subnetZones(v);
    QStringList missing;
    for (const QString& zone : v.texts(kZones))
        if (!there.contains(zone) && !missing.contains(zone)) missing += zone;
    if (missing.isEmpty()) return;
    Issue& issue = sink.add(tr("%1 wants nodes in %2, where its subnet group has no subnet. Add one.").arg(v.quoted(), missing.join(QStringLiteral(", "))), {v.uid()});
    issue.fix = subnetsFix(v, missing);
}

void checkPlaced(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kSubnets) || !v.refs(kSubnets).empty()) return;
    Issue& issue = sink.add(tr("DAX cluster %1 has no subnet, and a cluster lives in the subnets of a VPC. Place it in one or more.").arg(v.quoted()), {v.uid()});
    issue.key = kSubnets;
    const auto vpc = vpcOf(v);
    if (Refs subnets = vpc ? subnetOfEachZone(*vpc) : Refs(); !subnets.items.empty()) issue.fix = ChangeSet{tr("Place it in a subnet of each zone"), {SetProperty{v.uid(), kSubnets, Value(std::move(subnets))}}};
}

void checkKey(const NodeView& v, IssueSink& sink) {
    if (!v.settledFlag(kCustomerKey)) return;
    Issue& issue = sink.add(tr("%1 is to be encrypted with keys of your own; DAX takes a key that AWS manages, and no other. Leave it out, or change the rule.").arg(v.quoted()), {v.uid()});
    issue.key = kCustomerKey;
    issue.fix = ChangeSet{tr("Encrypt with AWS's key"), {SetProperty{v.uid(), kCustomerKey, std::nullopt}, SetProperty{v.uid(), kEncrypted, Value(true)}}};
}

// ---------------------------------------------------------------- load
/// Normalised requests a second (sizing guide): hits by their KiB, misses and writes by their weights, writes on every node.
double normalisedLoad(const NodeView& v, double nodes) {
    const double missWeight = v.settledNumber(kMissWeight), writeWeight = v.settledNumber(kWriteWeight);
    double load = 0;
    for (const AccessPattern& p : patternsThrough(v)) {
        const double kib = std::max(1.0, std::ceil(p.itemBytes * std::max(p.itemsPerCall, 1.0) / 1024)), rate = p.highestRate();
        if (p.isWrite())
            load += rate * kib * writeWeight * nodes;
        else
            load += rate * kib * (isStrong(p) ? missWeight : kExpectedHitShare + (1 - kExpectedHitShare) * missWeight);
    }
    return load;
}

/// What the cluster can do without one of its nodes.
double leftOf(double ofANode, double nodes) { return ofANode * (nodes > 1 ? nodes - 1 : nodes); }

// More nodes first, which are the cheaper step; then the next larger type that does.
std::optional<ChangeSet> headroomFix(const NodeView& v) {
    constexpr double kMostNodes = 11;
    for (double nodes = v.settledNumber(kNodes) + 1; nodes <= kMostNodes; ++nodes)
        if (normalisedLoad(v, nodes) <= leftOf(sizeOf(v).requestsPerS, nodes))
            return ChangeSet{tr("Take %1 nodes").arg(nodes, 0, 'f', 0), {SetProperty{v.uid(), kNodes, Value(static_cast<qint64>(nodes))}, SetProperty{v.uid(), kZones, std::nullopt}}};
    if (v.settledNumber(kNodeCapacity) > 0) return std::nullopt;  // it does not come from the type
    const double nodes = v.settledNumber(kNodes);
    const QString type = typeFor(v, normalisedLoad(v, nodes) / leftOf(1, nodes));
    return type.isEmpty() ? std::nullopt : std::optional(ChangeSet{tr("Take nodes of type %1").arg(type), {SetProperty{v.uid(), kNodeType, Value(type)}}});
}

void checkHeadroom(const NodeView& v, IssueSink& sink) {
    const double nodes = v.settledNumber(kNodes), load = normalisedLoad(v, nodes), left = leftOf(sizeOf(v).requestsPerS, nodes);
    if (load <= left) return;
    Issue& issue = sink.add(tr("The load on %1 is about %2 normalised requests a second (nine of ten reads taken as hits); without one node it can do %3. Take larger or more nodes.").arg(v.quoted()).arg(load, 0, 'f', 0).arg(left, 0, 'f', 0), {v.uid()});
    issue.fix = headroomFix(v);
}

void checkBurstable(const NodeView& v, IssueSink& sink) {
    const double nodes = v.settledNumber(kNodes), capacity = sizeOf(v).requestsPerS * nodes, load = normalisedLoad(v, nodes);
    if (!isBurstable(v) || load <= capacity * kBurstableShare) return;
    Issue& issue = sink.add(tr("%1 has burstable nodes, which do a fifth of their capacity for long; its steady load is %2 of %3 normalised requests a second. Take nodes of type r.").arg(v.quoted()).arg(load, 0, 'f', 0).arg(capacity, 0, 'f', 0), {v.uid()});
    issue.key = kNodeType;
    issue.fix = ChangeSet{tr("Take nodes of type dax.r5.large"), {SetProperty{v.uid(), kNodeType, std::nullopt}}};
}

// ---------------------------------------------------------------- use
void checkStrongShare(const NodeView& v, IssueSink& sink) {
    const auto patterns = patternsThrough(v);
    const double reads = rateOf(patterns, [](const AccessPattern& p) { return !p.isWrite(); }), strong = rateOf(patterns, isStrong);
    if (reads <= 0 || strong <= 0.5 * reads) return;
    Issue& issue = sink.add(tr("Most reads through %1 are strongly consistent: they pass through to the table and are never cached, so that the cluster only adds a hop. Send them straight to the table.").arg(v.quoted()), {v.uid()});
    issue.fix = pastFix(v, chosen(patterns, isStrong), tr("Read strongly past the cluster"));
}

void checkWriteShare(const NodeView& v, IssueSink& sink) {
    const auto patterns = patternsThrough(v);
    const double all = rateOf(patterns, [](const AccessPattern&) { return true; }), writes = rateOf(patterns, [](const AccessPattern& p) { return p.isWrite(); });
    if (all <= 0 || writes <= 0.5 * all) return;
    Issue& issue = sink.add(tr("Most requests through %1 are writes, for which a cache does nothing but take time. Write straight to the table.").arg(v.quoted()), {v.uid()});
    issue.fix = pastFix(v, chosen(patterns, [](const AccessPattern& p) { return p.isWrite(); }), tr("Write straight to the table"));
}

void checkBypass(const NodeView& v, IssueSink& sink) {
    const auto through = patternsThrough(v);
    for (const NodeView& table : tablesBehind(v)) {
        const bool cached = std::ranges::any_of(through, [&](const AccessPattern& p) { return p.resource == table.uid() && !p.isWrite() && !isStrong(p); });
        if (!cached) continue;
        for (const AccessPattern& p : patternsInto(table))
            if (p.isWrite() && p.via != v.uid()) {
                Issue& issue = sink.add(tr("\"%1\" writes %2 past %3: what is cached there stays old until its time to live, %4. Write through the cluster, or shorten the time.").arg(p.name, table.quoted(), v.quoted(), formatQuantity(v.settledNumber(kItemTtl), Unit::Seconds)), {v.uid(), table.uid()}, {p.link});
                issue.fix = throughFix(v, table);
                return;
            }
    }
}

void checkQueryCache(const NodeView& v, IssueSink& sink) {
    if (v.settledNumber(kQueryTtl) <= 0) return;
    for (const AccessPattern& p : patternsThrough(v)) {
        const auto resource = v.find(p.resource);
        if ((p.operation != u"Query" && p.operation != u"Scan") || isStrong(p) || !resource || resource->uid() == v.uid()) continue;
        const auto base = resource->find(resource->data().base);
        const bool written = std::ranges::any_of(patternsInto(base ? *base : *resource), [](const AccessPattern& w) { return w.isWrite(); });
        if (!written) continue;
        Issue& issue = sink.add(tr("Results of \"%1\" are kept by %2 apart from its items: writes do not touch them, and they stay old until their time to live, %3. Shorten it, or turn it off.").arg(p.name, v.quoted(), formatQuantity(v.settledNumber(kQueryTtl), Unit::Seconds)), {v.uid(), p.resource}, {p.link});
        issue.fix = ChangeSet{tr("Keep no results of queries"), {SetProperty{v.uid(), kQueryTtl, Value(0.0)}}};
        return;
    }
}

void checkReplicatedTable(const NodeView& v, IssueSink& sink) {
    const double seconds = v.settledNumber(kItemTtl);
    if (seconds > 0 && seconds <= kShortTtlS) return;
    for (const NodeView& table : tablesBehind(v)) {
        const auto replica = table.flowFacet<ReplicaFlow>();
        const auto owner = replica ? table.find(replica->from) : std::optional(table);
        const bool isGlobal = replica || std::ranges::any_of(table.referrers(), [](const NodeView& r) { return r.flowFacet<ReplicaFlow>() != nullptr; });
        if (!isGlobal || !owner) continue;
        Issue& issue = sink.add(tr("%1 caches items of %2, which other Regions write, too; it does not see those writes, and items stay old until their time to live, %3. Shorten it.").arg(v.quoted(), table.quoted(), formatQuantity(seconds, Unit::Seconds)), {v.uid(), table.uid()});
        issue.key = kItemTtl;
        issue.fix = ChangeSet{tr("Keep items for %1").arg(formatQuantity(kShortTtlS, Unit::Seconds)), {SetProperty{v.uid(), kItemTtl, Value(kShortTtlS)}}};
        return;
    }
}

void checkBulk(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsThrough(v))
        if (p.operation == u"BatchWriteItem" && p.itemsPerCall >= 10) {
            Issue& issue = sink.add(tr("\"%1\" loads items in bulk through %2, which pushes out what readers use. Load past the cluster.").arg(p.name, v.quoted()), {v.uid()}, {p.link});
            issue.fix = pastFix(v, {&p, 1}, tr("Load past the cluster"));
            return;
        }
}

/// Calls of the table through the cluster go to a replica in the cluster's Region; nullopt where a link has others, too.
std::optional<ChangeSet> nearReplicaFix(const NodeView& v, const NodeView& table) {
    const auto region = regionOf(v);
    std::vector<LinkView> calls;
    for (const LinkView& link : table.linksIn()) {
        const auto patterns = patternsOf(link);
        const auto isThrough = [&](const AccessPattern& p) { return p.via == v.uid(); };
        if (std::ranges::none_of(patterns, isThrough)) continue;
        if (!std::ranges::all_of(patterns, isThrough)) return std::nullopt;
        calls.push_back(link);
    }
    return region ? replicaFix(table, *region, calls) : std::nullopt;
}

void checkRegion(const NodeView& v, IssueSink& sink) {
    for (const NodeView& table : tablesBehind(v))
        if (regionCodeOf(table) != regionCodeOf(v)) {
            Issue& issue = sink.add(tr("%1 in %2 stands in front of %3 in %4; a cluster talks to tables of its own Region. Use a replica there.").arg(v.quoted(), regionCodeOf(v), table.quoted(), regionCodeOf(table)), {v.uid(), table.uid()});
            issue.fix = nearReplicaFix(v, table);
        }
}

// The table of the cluster's Region, where there is no choice.
std::optional<NodeView> onlyTableOf(const NodeView& v) {
    std::optional<NodeView> only;
    for (const NodeView& node : v.allNodes()) {
        if ((!node.offers(QStringLiteral("table")) && !node.offers(QStringLiteral("replica"))) || regionCodeOf(node) != regionCodeOf(v)) continue;
        if (only) return std::nullopt;
        only = node;
    }
    return only;
}

void checkNoTable(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsThrough(v)) {
        if (p.resource != v.uid()) continue;
        Issue& issue = sink.add(tr("\"%1\" calls %2 and names no table behind it. Choose the table in the access pattern.").arg(p.name.isEmpty() ? p.operation : p.name, v.quoted()), {v.uid()}, {p.link});
        if (const auto only = onlyTableOf(v)) issue.fix = patternFix(v, p, tr("Ask %1 behind it").arg(only->quoted()), pattern::kResource, Ref{only->uid(), {}});
    }
}

void sayTimes(const NodeView& v, IssueSink& sink) {
    if (!v.has(kItemTtl) && !v.has(kQueryTtl)) sink.add(tr("Both caches of %1 keep what they have for five minutes, which is DAX's default.").arg(v.quoted()), {v.uid()});
}

void sayWrites(const NodeView& v, IssueSink& sink) {
    if (std::ranges::any_of(patternsThrough(v), [](const AccessPattern& p) { return p.isWrite(); })) sink.add(tr("Writes through %1 go to the table first and then into its item cache; the answer waits for both.").arg(v.quoted()), {v.uid()});
}

// ElastiCache beside DAX: what each of them is for.
void sayBesideCache(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsThrough(v)) {
        const auto caller = v.find(p.caller);
        for (const LinkView& link : caller ? caller->linksOut() : std::vector<LinkView>()) {
            if (!link.to().kind() || !link.to().kind()->data || !link.to().data().operations.contains(QStringLiteral("GET"))) continue;
            sink.add(tr("%1 asks %2 and %3: DAX holds items of DynamoDB as they are and needs no change of the code; ElastiCache suits what is computed, or comes from several sources.").arg(caller->quoted(), v.quoted(), link.to().quoted()), {v.uid(), link.to().uid(), caller->uid()}, {link.uid()});
            return;
        }
    }
}

void checkItemsForever(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kItemTtl) || v.number(kItemTtl) != 0) return;
    Issue& issue = sink.add(tr("Items in %1 never expire: they leave when there is no room, or when they are written through. Give them a time to live.").arg(v.quoted()), {v.uid()});
    issue.key = kItemTtl;
    issue.fix = ChangeSet{tr("Keep items for five minutes"), {SetProperty{v.uid(), kItemTtl, std::nullopt}}};
}

void checkZoneCount(const NodeView& v, IssueSink& sink) {
    const auto zones = v.texts(kZones).size();
    if (v.isUnresolved(kZones) || v.isUnresolved(kNodes) || zones == 0 || zones == static_cast<qsizetype>(v.number(kNodes))) return;
    Issue& issue = sink.add(tr("The list of zones of %1 has %2 of %3 entries; each node needs one. Complete it, or leave it empty.").arg(v.quoted()).arg(zones).arg(v.number(kNodes), 0, 'f', 0), {v.uid()});
    issue.key = kZones;
    issue.fix = ChangeSet{tr("Spread the nodes over the subnets"), {SetProperty{v.uid(), kZones, std::nullopt}}};
}

std::vector<RuleSpec> useRules() {
    return {
        {.id = "DAX-004", .title = QT_TRANSLATE_NOOP("model", "A cluster serves tables of its Region"), .help = QT_TRANSLATE_NOOP("model", "Fires when patterns go through a cluster to a table elsewhere."), .source = kGuide, .offersFix = true, .check = checkRegion},
        {.id = "DAX-008", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Strong reads are not cached"), .help = QT_TRANSLATE_NOOP("model", "Fires when more than half of the reads through a cluster are strong."), .source = kGuide, .offersFix = true, .check = checkStrongShare},
        {.id = "DAX-009", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A cache is for reading"), .help = QT_TRANSLATE_NOOP("model", "Fires when more than half of the requests through a cluster are writes."), .source = kGuide, .offersFix = true, .check = checkWriteShare},
        {.id = "DAX-010", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Writes past the cluster leave old items"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table that is read through a cluster is written past it."), .source = kGuide, .offersFix = true, .check = checkBypass},
        {.id = "DAX-011", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Query results do not follow writes"), .help = QT_TRANSLATE_NOOP("model", "Fires when results of queries are cached and the items are written."), .source = kGuide, .offersFix = true, .check = checkQueryCache},
        {.id = "DAX-022", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Writes go to the table first"), .help = QT_TRANSLATE_NOOP("model", "Says of a cluster that is written through how that works."), .source = kGuide, .check = sayWrites},
        {.id = "DAX-023", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Bulk loads go past the cluster"), .help = QT_TRANSLATE_NOOP("model", "Fires when batches of ten items or more are written through a cluster."), .source = kGuide, .offersFix = true, .check = checkBulk},
        {.id = "DAX-028", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "DAX and ElastiCache hold different things"), .help = QT_TRANSLATE_NOOP("model", "Says of a cluster whose caller also asks an ElastiCache cache what each is for."), .source = kGuide, .check = sayBesideCache},
        {.id = "GT-023", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A cluster does not see replicated writes"), .help = QT_TRANSLATE_NOOP("model", "Fires when a cluster caches items of a table that has replicas for more than ten seconds."), .source = kGuide, .offersFix = true, .check = checkReplicatedTable},
        {.id = "SIM-003", .title = QT_TRANSLATE_NOOP("model", "A call to a cache names its table"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern calls a cluster and names no table behind it."), .source = "Skerry's own rule", .offersFix = true, .check = checkNoTable},
    };
}

}  // namespace

std::vector<RuleSpec> clusterRules() {
    std::vector<RuleSpec> rules = {
        {.id = "DAX-001", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Three nodes for production"), .help = QT_TRANSLATE_NOOP("model", "Fires when a cluster has fewer."), .source = kGuide, .offersFix = true, .check = checkNodes},
        {.id = "DAX-002", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Nodes stand in several zones"), .help = QT_TRANSLATE_NOOP("model", "Fires when the nodes share zones although there could be more."), .source = kGuide, .offersFix = true, .check = checkSpread},
        {.id = "DAX-003", .title = QT_TRANSLATE_NOOP("model", "A cluster has up to eleven nodes"), .help = QT_TRANSLATE_NOOP("model", "Fires when a cluster has more."), .source = kGuide, .offersFix = true, .check = checkMost},
        {.id = "DAX-005", .title = QT_TRANSLATE_NOOP("model", "A cluster lives in subnets"), .help = QT_TRANSLATE_NOOP("model", "Fires when a cluster has no subnet."), .source = kGuide, .offersFix = true, .check = checkPlaced},
        {.id = "DAX-006", .title = QT_TRANSLATE_NOOP("model", "Each node's zone has a subnet"), .help = QT_TRANSLATE_NOOP("model", "Fires when a node is to stand in a zone without a subnet of the group."), .source = kGuide, .offersFix = true, .check = checkZoneOfSubnet},
        {.id = "DAX-012", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Caches keep five minutes"), .help = QT_TRANSLATE_NOOP("model", "Says of a cluster without times of its own what its default is."), .source = kGuide, .check = sayTimes},
        {.id = "DAX-013", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Cached items expire"), .help = QT_TRANSLATE_NOOP("model", "Fires when items have no time to live."), .source = kGuide, .offersFix = true, .check = checkItemsForever},
        {.id = "DAX-015", .title = QT_TRANSLATE_NOOP("model", "DAX takes AWS's key"), .help = QT_TRANSLATE_NOOP("model", "Fires when a cluster needs customer-managed keys."), .source = "DynamoDB Developer Guide, DAX encryption at rest", .offersFix = true, .check = checkKey},
        {.id = "DAX-018", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "The load fits without one node"), .help = QT_TRANSLATE_NOOP("model", "Fires when the patterns need more than the cluster can do without one of its nodes."), .source = kSizing, .offersFix = true, .check = checkHeadroom},
        {.id = "DAX-019", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Burstable nodes have a baseline"), .help = QT_TRANSLATE_NOOP("model", "Fires when burstable nodes carry more than a fifth of their capacity for long."), .source = kSizing, .offersFix = true, .check = checkBurstable},
        {.id = "DAX-025", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "One zone for each node"), .help = QT_TRANSLATE_NOOP("model", "Fires when the list of zones is not as long as there are nodes."), .source = kGuide, .offersFix = true, .check = checkZoneCount},
    };
    for (RuleSpec& rule : useRules()) rules.push_back(rule);
    return rules;
}

}  // namespace model::dax
