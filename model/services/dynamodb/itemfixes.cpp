// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dynamodb/itemfixes.h"

#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/reachability/reach.h"
#include "model/rules/patternfix.h"
#include "model/services/dynamodb/kinds.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace model::dynamodb {

namespace {

const QString kBucketKind = QStringLiteral("s3.bucket");
const QString kS3 = QStringLiteral("s3");
constexpr double kPointerBytes = 1024;  // [A] keys, the object's address and a few attributes

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool asksForSeveral(const AccessPattern& p) { return p.operation == u"Query" || p.operation == u"Scan" || p.operation.startsWith(u"Batch") || p.operation.startsWith(u"Transact"); }

/// What a call may ask for at most (DynamoDB Developer Guide, quotas).
double mostItems(const AccessPattern& p) { return p.operation == u"BatchWriteItem" ? 25 : p.operation.startsWith(u"Batch") || p.operation.startsWith(u"Transact") ? 100 : 1e6; }

void splitCall(Row& row, const AccessPattern& p) {
    row.set(pattern::kItemBytes, p.itemBytes / 2);
    if (p.oldItemBytes > 0) row.set(pattern::kOldBytes, p.oldItemBytes / 2);
    if (p.itemsAtStart > 0) row.set(pattern::kItemsAtStart, p.itemsAtStart * 2);
    if (asksForSeveral(p)) {
        row.set(pattern::kItemsPerCall, p.itemsPerCall * 2);
    } else if (p.isTriggered()) {
        row.set(pattern::kPerTrigger, p.perTrigger * 2);
    } else {
        row.set(pattern::kRate, p.ratePerSecond * 2);
        if (p.rateShape != u"constant") row.set(pattern::kPeakRate, p.peakPerSecond * 2);
    }
}

}  // namespace

std::optional<ChangeSet> splitFix(const NodeView& table) {
    if (table.isUnresolved(kSortKey) || !table.children(QStringLiteral("localIndex")).empty()) return std::nullopt;
    std::vector<AccessPattern> large;
    for (const AccessPattern& p : patternsInto(table)) {
        if (p.itemBytes <= table.number(kItemBytes) / 2) continue;
        const bool isReplay = p.rateShape == u"replay" && !asksForSeveral(p);
        if (p.unresolved || isReplay || (asksForSeveral(p) && p.itemsPerCall * 2 > mostItems(p))) return std::nullopt;
        large.push_back(p);
    }
    const QString title = tr("Split each item in two");
    ChangeSet fix = patternsFix(table, large, title, splitCall).value_or(ChangeSet{title, {}});
    fix.changes.emplace_back(SetProperty{table.uid(), kItemBytes, Value(table.number(kItemBytes) / 2)});
    if (const double count = table.settledNumber(kItemCount); count > 0) fix.changes.emplace_back(SetProperty{table.uid(), kItemCount, Value(count * 2)});
    if (table.text(kSortKey).isEmpty()) fix.changes.emplace_back(SetProperty{table.uid(), kSortKey, Value(QStringLiteral("part"))});  // what tells them apart
    return fix;
}

namespace {

// Names of buckets are lower case letters, digits, dots and hyphens.
QString bucketName(const NodeView& table) {
    static const QRegularExpression illegal(QStringLiteral("[^a-z0-9.-]"));
    return table.name().toLower().replace(illegal, QStringLiteral("-")) + QStringLiteral("-objects");
}

using TablesOfVpc = std::map<Uid, std::vector<Uid>>;

/// Groups that let out what they name only would have to be opened, too.
bool isLetOut(const NodeView& caller) {
    const auto net = caller.netFacet<InterfaceNet>();
    return net && std::ranges::all_of(net->securityGroups, [&](Uid uid) {
        const auto group = caller.find(uid);
        return group && !group->has(QStringLiteral("outbound"));
    });
}

/// Notes that the subnet's route table needs an endpoint for S3; false where a policy of the one that is there would have to change.
bool addTable(const NodeView& subnet, TablesOfVpc& all) {
    const auto vpc = vpcOf(subnet);
    const auto routes = effectiveRouteTable(subnet);
    if (!vpc || !routes) return false;
    for (const NodeView& endpoint : vpc->children(QStringLiteral("gatewayEndpoint")))
        if (const auto door = endpoint.netFacet<DoorNet>(); door && door->service == kS3 && !door->policy.isEmpty()) return false;
    std::vector<Uid>& tables = all[vpc->uid()];
    if (std::ranges::find(tables, routes->uid()) == tables.end()) tables.push_back(routes->uid());
    return true;
}

/// Whether the caller's way to the table leads to S3 as well; gateway endpoints do so once their route tables have one for it.
bool reachesBuckets(const NodeView& table, const AccessPattern& p, TablesOfVpc& tables) {
    const auto caller = table.find(p.caller);
    if (!caller) return false;
    for (const ReachPath& path : reachOf(*caller, table, p.via)->paths) {
        if (!path.reachable || path.door == Door::InterfaceEndpoint || path.door == Door::Local) return false;
        if (path.door != Door::GatewayEndpoint) continue;
        const auto subnet = table.find(path.presence);
        if (!subnet || !isLetOut(*caller) || !addTable(*subnet, tables)) return false;
    }
    return true;
}

/// The same call of the bucket.
Row objectCall(const NodeView& table, const AccessPattern& p) {
    const auto link = table.document().findLink(p.link);
    Row row = LinkView(table.document(), *link, table.tracker()).rows(pattern::kRows).items[static_cast<size_t>(p.row)];
    for (const QString& key : {pattern::kResource, pattern::kVia, pattern::kItemsPerCall, pattern::kConsistency, pattern::kCondition, pattern::kConditionFails, pattern::kReadsOwnWrites, pattern::kFiltersExpired, pattern::kOldBytes, pattern::kExpiresAfter, pattern::kItemsAtStart}) row.clear(key);
    row.set(pattern::kOperation, p.isWrite() ? QStringLiteral("PutObject") : QStringLiteral("GetObject"));
    return row;
}

}  // namespace

std::optional<ChangeSet> pointerFix(const NodeView& table, double limitBytes) {
    const auto region = regionOf(table);
    if (!region) return std::nullopt;
    NodeData bucket{flat::freeUid(*region, QStringLiteral("objects of ") + table.uid().text()), kBucketKind, region->uid(), {}, std::nullopt, {}};
    storeProperty(bucket.properties, QStringLiteral("name"), bucketName(table));
    std::vector<AccessPattern> large;
    std::map<Uid, Rows> calls;
    TablesOfVpc tablesOfVpc;
    for (const AccessPattern& p : patternsInto(table)) {
        if (p.itemBytes <= limitBytes || p.operation == u"DeleteItem") continue;
        if (p.unresolved || !reachesBuckets(table, p, tablesOfVpc)) return std::nullopt;
        large.push_back(p);
        calls[p.caller].items.push_back(objectCall(table, p));
    }
    const QString title = tr("Keep the large part in an S3 bucket");
    ChangeSet fix = patternsFix(table, large, title, pattern::kItemBytes, Value(kPointerBytes)).value_or(ChangeSet{title, {}});
    fix.changes.insert(fix.changes.begin(), AddNode{bucket});
    fix.changes.emplace_back(SetProperty{table.uid(), kItemBytes, table.kind()->property(kItemBytes)->fallback == Value(kPointerBytes) ? std::nullopt : std::optional<Value>(kPointerBytes)});
    for (auto& [caller, rows] : calls) {
        LinkData link{Uid::derived(QStringLiteral("objects ") + bucket.uid.text(), caller.text()), kCalls, caller, bucket.uid, {}};
        while (table.document().findLink(link.uid)) link.uid.value += 1;
        storeProperty(link.properties, pattern::kRows, std::move(rows));
        fix.changes.emplace_back(AddLink{std::move(link)});
    }
    for (const auto& [vpc, tables] : tablesOfVpc) {
        const auto door = flat::endpointFix(*table.find(vpc), tables, kS3);
        if (!door) return std::nullopt;
        fix.changes.insert(fix.changes.end(), door->changes.begin(), door->changes.end());
    }
    return fix;
}

}  // namespace model::dynamodb
