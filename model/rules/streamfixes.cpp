// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/streamfixes.h"

#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/reachability/reach.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace {

const QString kName = QStringLiteral("name");

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

}  // namespace

std::optional<ChangeSet> dataStreamFix(const NodeView& table, const std::vector<NodeView>& mappings, double keptS) {
    const QString changesTo = QStringLiteral("changesTo"), retention = QStringLiteral("retentionS"), source = QStringLiteral("source");  // frozen
    const auto region = regionOf(table);
    const KindSpec* kind = flat::kindOffering(table, QStringLiteral("dataStream"));
    if (!region || !kind || !table.kind()->property(changesTo)) return std::nullopt;
    const auto own = table.target(changesTo);
    Uid stream = own ? own->uid() : flat::freeUid(*region, QStringLiteral("changes of ") + table.uid().text());
    ChangeSet fix{own ? tr("Use %1").arg(own->quoted()) : tr("Send the changes to a Kinesis data stream"), {}};
    if (own) {
        if (const auto log = own->flowFacet<LogFlow>(); log && log->retentionS < keptS) fix.changes.emplace_back(SetProperty{stream, retention, Value(keptS)});
    } else {
        NodeData node{stream, kind->id, region->uid(), {}, std::nullopt, {}};
        storeProperty(node.properties, QStringLiteral("name"), table.name() + QStringLiteral("-changes"));
        if (kind->property(retention)->fallback != Value(keptS)) storeProperty(node.properties, retention, keptS);
        fix.changes.emplace_back(AddNode{std::move(node)});
        fix.changes.emplace_back(SetProperty{table.uid(), changesTo, Value(Ref{stream, {}})});
    }
    for (const NodeView& mapping : mappings) fix.changes.emplace_back(SetProperty{mapping.uid(), source, Value(Ref{stream, {}})});
    return fix;
}

namespace {

/// Policies of endpoints name tables: a new one may be none of them.
bool meetsPolicy(const NodeView& function, const NodeView& table, Uid via) {
    return std::ranges::any_of(reachOf(function, table, via)->paths, [&](const ReachPath& path) {
        const auto door = function.find(path.doorNode);
        const auto net = door ? door->netFacet<DoorNet>() : nullptr;
        return net && !net->policy.isEmpty();
    });
}

/// Without what leads elsewhere: its changes are another table's.
NodeData tableLike(const NodeView& table, const NodeView& region, const QString& what) {
    NodeData other{flat::freeUid(region, what), table.kind()->id, region.uid(), {}, std::nullopt, {}};
    for (const Property& property : table.properties())
        if (!std::holds_alternative<Ref>(property.value)) storeProperty(other.properties, property.key, property.value);
    QStringList taken;
    for (const NodeView& sibling : region.children()) taken += sibling.name();
    QString name = table.name() + QStringLiteral("-results");
    for (int i = 2; taken.contains(name); ++i) name = table.name() + QStringLiteral("-results-%1").arg(i);
    storeProperty(other.properties, kName, name);
    return other;
}

}  // namespace

std::optional<ChangeSet> otherTableFix(const NodeView& function, const NodeView& table) {
    const auto region = regionOf(table);
    if (!region) return std::nullopt;
    NodeData other = tableLike(table, *region, QStringLiteral("results of ") + function.uid().text());
    LinkData link{Uid::derived(QStringLiteral("call ") + other.uid.text(), function.uid().text()), kCalls, function.uid(), other.uid, {}};
    while (function.document().findLink(link.uid)) link.uid.value += 1;
    ChangeSet fix{tr("Write into another table"), {AddNode{std::move(other)}}};
    Rows moved;
    for (const LinkView& call : function.linksOut()) {
        Rows kept;
        const Rows rows = call.rows(pattern::kRows);
        for (const AccessPattern& p : patternsOf(call)) {
            const bool writes = p.isWrite() && p.resource == table.uid();
            if (writes && (p.target != table.uid() || meetsPolicy(function, table, p.via))) return std::nullopt;
            (writes ? moved : kept).items.push_back(rows.items[static_cast<size_t>(p.row)]);
        }
        if (kept.items.size() == rows.items.size()) continue;
        fix.changes.emplace_back(kept.items.empty() ? Change(RemoveLink{call.uid()}) : Change(SetProperty{call.uid(), pattern::kRows, Value(std::move(kept))}));
    }
    storeProperty(link.properties, pattern::kRows, std::move(moved));
    fix.changes.emplace_back(AddLink{std::move(link)});
    return fix;
}

}  // namespace model
