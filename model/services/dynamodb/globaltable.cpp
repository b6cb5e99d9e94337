// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dynamodb/globaltable.h"

#include "model/core/network.h"
#include "model/services/dynamodb/kinds.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace model::dynamodb {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

const QString kStrong = QStringLiteral("STRONG");
const QString kLocalRole = QStringLiteral("localIndex");

// Sets of Regions near to each other (DynamoDB Developer Guide, global tables).
const std::array<QStringList, 3>& nearSets() {
    static const std::array<QStringList, 3> sets = {QStringList{QStringLiteral("us-east-1"), QStringLiteral("us-east-2"), QStringLiteral("us-west-2")},
                                                    QStringList{QStringLiteral("eu-west-1"), QStringLiteral("eu-west-2"), QStringLiteral("eu-west-3"), QStringLiteral("eu-central-1")},
                                                    QStringList{QStringLiteral("ap-northeast-1"), QStringLiteral("ap-northeast-2"), QStringLiteral("ap-northeast-3")}};
    return sets;
}

/// The witness with which these copies are three near Regions: empty where they need none, nullopt where none does.
std::optional<QString> witnessFor(const QStringList& codes) {
    const QStringList set = nearSetOf(codes);
    if (set.isEmpty() || codes.size() < 2 || codes.size() > 3) return std::nullopt;
    if (codes.size() == 3) return QString();
    const auto free = std::ranges::find_if(set, [&](const QString& code) { return !codes.contains(code); });
    return free == set.end() ? std::nullopt : std::optional(*free);
}

Change setWitness(const NodeView& table, const QString& code) {
    return SetProperty{table.uid(), kWitness, code.isEmpty() ? std::nullopt : std::optional<Value>(code)};
}

}  // namespace

bool isStrong(const NodeView& table) { return table.settledText(kGlobalMode) == kStrong; }

std::vector<NodeView> membersOf(const NodeView& table) {
    std::vector<NodeView> members = replicasOf(table);
    if (!members.empty()) members.insert(members.begin(), table);
    return members;
}

QStringList regionsOf(const std::vector<NodeView>& members) {
    QStringList codes;
    for (const NodeView& member : members) codes += regionCodeOf(member);
    return codes;
}

QStringList nearSetOf(const QStringList& codes) {
    for (const QStringList& set : nearSets())
        if (std::ranges::all_of(codes, [&](const QString& code) { return set.contains(code); })) return set;
    return {};
}

bool usesTransactions(const NodeView& table) {
    for (const NodeView& member : membersOf(table))
        for (const AccessPattern& p : patternsInto(member))
            if (p.operation.startsWith(u"Transact")) return true;
    return false;
}

std::optional<ChangeSet> witnessFix(const NodeView& table) {
    const auto witness = witnessFor(regionsOf(membersOf(table)));
    if (!witness) return std::nullopt;
    return ChangeSet{witness->isEmpty() ? tr("Do without a witness") : tr("Take %1 as the witness").arg(*witness), {setWitness(table, *witness)}};
}

ChangeSet eventualFix(const NodeView& table) { return {tr("Choose eventual consistency"), {SetProperty{table.uid(), kGlobalMode, std::nullopt}, SetProperty{table.uid(), kWitness, std::nullopt}}}; }

std::optional<ChangeSet> strongFix(const NodeView& table) {
    const auto witness = witnessFor(regionsOf(membersOf(table)));
    if (!witness || table.settledFlag(kTtlEnabled) || !table.children(kLocalRole).empty() || usesTransactions(table)) return std::nullopt;
    const QString title = witness->isEmpty() ? tr("Choose strong consistency over Regions") : tr("Choose strong consistency over Regions, with a witness in %1").arg(*witness);
    ChangeSet fix{title, {SetProperty{table.uid(), kGlobalMode, Value(kStrong)}}};
    if (table.text(kWitness) != *witness) fix.changes.push_back(setWitness(table, *witness));
    return fix;
}

}  // namespace model::dynamodb
