// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/replicafix.h"

#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

// Keys of tables, replicas and streams: frozen, files carry them.
const QString kName = QStringLiteral("name");
const QString kTable = QStringLiteral("table");
const QString kBilling = QStringLiteral("billingMode");
const QString kWriteScaling = QStringLiteral("writeScaling");
const QString kReplicaRole = QStringLiteral("replica");

bool isOnDemand(const NodeView& table) { return table.settledText(kBilling) == u"PAY_PER_REQUEST"; }

/// Eventually consistent replicas live on a stream with both images; those of strongly consistent tables are three by rule.
bool takesReplica(const NodeView& table) {
    if (table.settledText(QStringLiteral("globalMode")) == u"STRONG") return false;
    return std::ranges::all_of(table.children(QStringLiteral("stream")), [](const NodeView& stream) {
        const auto log = stream.flowFacet<LogFlow>();
        return log && log->isOn && log->oldImages && log->newImages;
    });
}

/// With the capacity of its table, whose writes arrive there as well.
NodeData newReplica(const NodeView& table, const NodeView& region, const KindSpec& kind) {
    NodeData replica{flat::freeUid(region, QStringLiteral("replica of ") + table.uid().text()), kind.id, region.uid(), {}, std::nullopt, {}};
    for (const Property& property : table.properties())
        if (const PropertySpec* row = kind.property(property.key); row && table.kind()->property(property.key) && row->type == table.kind()->property(property.key)->type) storeProperty(replica.properties, property.key, property.value);
    storeProperty(replica.properties, kName, table.name());
    storeProperty(replica.properties, kTable, Ref{table.uid(), {}});
    if (!isOnDemand(table)) storeProperty(replica.properties, kWriteScaling, true);
    return replica;
}

bool namesIndex(const LinkView& call, const NodeView& table) {
    return std::ranges::any_of(patternsOf(call), [&](const AccessPattern& p) { return p.resource != table.uid(); });
}

// The ends of a link never change: another one takes its place.
void lead(const LinkView& call, Uid replica, ChangeSet& fix) {
    LinkData link{Uid::derived(QStringLiteral("call ") + replica.text(), call.uid().text()), call.type(), call.from().uid(), replica, {}};
    while (call.from().document().findLink(link.uid)) link.uid.value += 1;
    if (Rows rows = call.rows(pattern::kRows); !rows.items.empty()) storeProperty(link.properties, pattern::kRows, std::move(rows));
    fix.changes.emplace_back(RemoveLink{call.uid()});
    fix.changes.emplace_back(AddLink{std::move(link)});
}

}  // namespace

std::optional<ChangeSet> replicaFix(const NodeView& table, const NodeView& region, std::span<const LinkView> calls) {
    const KindSpec* kind = flat::kindOffering(table, kReplicaRole);
    if (!kind || !table.offers(QStringLiteral("table")) || calls.empty() || regionCodeOf(table) == regionCodeOf(region)) return std::nullopt;
    if (std::ranges::any_of(calls, [&](const LinkView& call) { return namesIndex(call, table); })) return std::nullopt;
    for (const NodeView& replica : table.referrers(kTable)) {
        if (!replica.offers(kReplicaRole) || regionCodeOf(replica) != regionCodeOf(region)) continue;
        ChangeSet fix{tr("Call the replica in %1").arg(regionCodeOf(region)), {}};
        for (const LinkView& call : calls) lead(call, replica.uid(), fix);
        return fix;
    }
    if (!takesReplica(table)) return std::nullopt;
    NodeData replica = newReplica(table, region, *kind);
    const Uid uid = replica.uid;
    ChangeSet fix{tr("Add a replica of %1 in %2 and call that").arg(table.quoted(), regionCodeOf(region)), {AddNode{std::move(replica)}}};
    // Provisioned copies scale their writes, the table as well.
    if (!isOnDemand(table) && !table.settledFlag(kWriteScaling)) fix.changes.emplace_back(SetProperty{table.uid(), kWriteScaling, Value(true)});
    for (const LinkView& call : calls) lead(call, uid, fix);
    return fix;
}

}  // namespace model
