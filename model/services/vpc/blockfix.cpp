// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/vpc/blockfix.h"

#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/services/vpc/filterrows.h"
#include "model/services/vpc/keys.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace model::vpc {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

std::set<Uid> subnetsOfMembers(const NodeView& group) {
    std::set<Uid> subnets;
    for (const NodeView& member : group.referrers())
        if (const auto net = member.kind() && member.kind()->net ? member.netFacet<InterfaceNet>() : nullptr)
            for (const Uid uid : net->subnets)
                if (const auto subnet = group.find(uid); subnet && subnet->netFacet<SubnetNet>()) subnets.insert(uid);
    return subnets;
}

/// The rule as one of a network ACL, which comes before all that are there; nullopt where there is no number left.
std::optional<Rows> withDenial(Rows rows, const std::vector<FilterRule>& rules, Row denial) {
    int number = 100;
    for (const FilterRule& rule : rules) number = std::min(number, rule.number - 1);
    if (number < 1) return std::nullopt;
    denial.set(kNumber, qint64(number));
    rows.items.insert(rows.items.begin(), std::move(denial));
    return rows;
}

NodeData openAcl(const NodeView& vpc, const QString& what) {
    NodeData acl{flat::freeUid(vpc, what), QStringLiteral("vpc.network_acl"), vpc.uid(), {}, std::nullopt, {}};
    Rows all = allowEverything();
    all.items.front().set(kNumber, qint64(200));
    for (const QString& key : {kInbound, kOutbound}) storeProperty(acl.properties, key, all);
    return acl;
}

}  // namespace

std::optional<ChangeSet> blockFix(const NodeView& group, const QString& rowsKey, size_t index) {
    const auto vpc = vpcOf(group);
    Rows rules = group.rows(rowsKey);
    const auto subnets = subnetsOfMembers(group);
    if (!vpc || subnets.empty() || index >= rules.items.size()) return std::nullopt;
    Row denial = rules.items[index];
    for (const QString& key : {kPeer, kPrefixList, kDescription}) denial.clear(key);
    rules.items.erase(rules.items.begin() + static_cast<std::ptrdiff_t>(index));
    ChangeSet fix{tr("Deny it at the subnets' network ACL"), {SetProperty{group.uid(), rowsKey, Value(std::move(rules))}}};
    std::set<Uid> acls;
    std::vector<Uid> open;
    for (const Uid uid : subnets) {
        const auto net = group.find(uid)->netFacet<SubnetNet>();
        net->acl.isNull() ? open.push_back(uid) : static_cast<void>(acls.insert(net->acl));
    }
    for (const Uid uid : acls) {
        const auto acl = group.find(uid);
        const auto net = acl ? acl->netFacet<FilterNet>() : nullptr;
        auto rows = net ? withDenial(acl->rows(rowsKey), rowsKey == kInbound ? net->inbound : net->outbound, denial) : std::nullopt;
        if (!rows) return std::nullopt;
        fix.changes.emplace_back(SetProperty{uid, rowsKey, Value(*std::move(rows))});
    }
    if (open.empty()) return fix;
    NodeData acl = openAcl(*vpc, QStringLiteral("network ACL of ") + group.uid().text());
    storeProperty(acl.properties, QStringLiteral("name"), QString(group.name() + QStringLiteral("-acl")));
    storeProperty(acl.properties, rowsKey, Value(*withDenial(std::get<Rows>(*findProperty(acl.properties, rowsKey)), {}, denial)));
    for (const Uid uid : open) fix.changes.emplace_back(SetProperty{uid, kAcl, Value(Ref{acl.uid, {}})});
    fix.changes.insert(fix.changes.begin(), AddNode{std::move(acl)});
    return fix;
}

}  // namespace model::vpc
