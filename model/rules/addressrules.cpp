// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/addressrules.h"

#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/reachability/fixes.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace {

// Keys of security groups: frozen, files carry them.
const QString kInbound = QStringLiteral("inbound");
const QString kOutbound = QStringLiteral("outbound");
const QString kPeer = QStringLiteral("peer");

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool hasNet(const KindSpec& kind) { return kind.net != nullptr; }
bool isWorkload(const KindSpec& kind) { return kind.net && kind.offers.contains(QStringLiteral("workload")); }
bool hasBlocks(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("vpc")) || kind.offers.contains(QStringLiteral("subnet")); }

// ---------------------------------------------------------------- blocks as typed
void checkVpcBlocks(const NodeView& v, const VpcNet& net, IssueSink& sink) {
    const QString key = QStringLiteral("cidrs");
    for (qsizetype i = 0; i < net.cidrs.size(); ++i) {
        const auto block = Cidr::parse(net.cidrs[i]);
        if (block && block->isCanonical()) continue;
        if (!block) {
            sink.add(tr("VPC %1: \"%2\" is no CIDR block. Write it like 10.0.0.0/16.").arg(v.quoted(), net.cidrs[i]), {v.uid()});
            continue;
        }
        QStringList fixed = net.cidrs;
        fixed[i] = block->canonical().text();
        Issue& issue = sink.add(tr("VPC %1: %2 is not on a boundary; the network is %3.").arg(v.quoted(), net.cidrs[i], fixed[i]), {v.uid()});
        issue.fix = ChangeSet{tr("Write %1").arg(fixed[i]), {SetProperty{v.uid(), key, fixed}}};
    }
}

void checkBlocks(const NodeView& v, IssueSink& sink) {
    if (const auto vpc = v.netFacet<VpcNet>()) return checkVpcBlocks(v, *vpc, sink);
    const auto subnet = v.netFacet<SubnetNet>();
    if (!subnet || subnet->cidr.isEmpty()) return;  // GEN-001
    const auto block = Cidr::parse(subnet->cidr);
    if (block && block->isCanonical()) return;
    if (!block) {
        sink.add(tr("Subnet %1: \"%2\" is no CIDR block. Write it like 10.0.1.0/24.").arg(v.quoted(), subnet->cidr), {v.uid()});
        return;
    }
    const QString fixed = block->canonical().text();
    Issue& issue = sink.add(tr("Subnet %1: %2 is not on a boundary; the network is %3.").arg(v.quoted(), subnet->cidr, fixed), {v.uid()});
    issue.fix = ChangeSet{tr("Write %1").arg(fixed), {SetProperty{v.uid(), QStringLiteral("cidr"), fixed}}};
}

// ---------------------------------------------------------------- what stands where
/// The VPC that a workload is at home in, or that its first subnet belongs to.
std::optional<NodeView> vpcOfWorkload(const NodeView& v, const InterfaceNet& net) {
    if (const auto home = vpcOf(v)) return home;
    for (const Uid uid : net.subnets)
        if (const auto subnet = v.find(uid)) return vpcOf(*subnet);
    return std::nullopt;
}

// A subnet of the node's own VPC in the place of the foreign one, of the same zone if there is one; where it names one already,
// the foreign one just goes.
std::optional<ChangeSet> ownSubnetFix(const NodeView& v, const NodeView& vpc, const NodeView& foreign) {
    const QString key = flat::refsKey(*v.kind(), QStringLiteral("subnet"));
    const auto zoneOf = [](const NodeView& subnet) {
        const auto net = subnet.netFacet<SubnetNet>();
        return net ? net->zone : QString();
    };
    Refs refs{v.refs(key)};
    const auto names = [&](Uid uid) { return std::ranges::any_of(refs.items, [&](const Ref& ref) { return ref.target == uid; }); };
    std::optional<NodeView> found;
    bool hasOwn = false;
    for (const NodeView& subnet : vpc.children(QStringLiteral("subnet"))) {
        hasOwn = hasOwn || names(subnet.uid());
        if (!found || (zoneOf(*found) != zoneOf(foreign) && zoneOf(subnet) == zoneOf(foreign))) found = subnet;
    }
    if (key.isEmpty() || !found) return std::nullopt;
    std::erase_if(refs.items, [&](const Ref& ref) { return ref.target == foreign.uid(); });
    if (!hasOwn) refs.items.push_back({found->uid(), {}});
    const QString title = hasOwn ? tr("Take it out of %1").arg(foreign.quoted()) : tr("Move it to %1").arg(found->quoted());
    return ChangeSet{title, {SetProperty{v.uid(), key, std::move(refs)}}};
}

// Rules that name groups stay behind: those groups belong to the other VPC, too.
std::optional<ChangeSet> copiedGroupFix(const NodeView& v, const NodeView& vpc, const NodeView& foreign) {
    const QString key = flat::refsKey(*v.kind(), QStringLiteral("securityGroup"));
    if (key.isEmpty()) return std::nullopt;
    NodeData copy{flat::freeUid(vpc, QStringLiteral("copy of ") + foreign.uid().text()), foreign.kind()->id, vpc.uid(), foreign.properties(), std::nullopt, {}};
    for (Property& property : copy.properties)
        if (auto* rows = std::get_if<Rows>(&property.value))
            std::erase_if(rows->items, [](const Row& row) { return std::ranges::any_of(row.cells, [](const Cell& cell) { return std::holds_alternative<Ref>(cell.value); }); });
    Refs refs{v.refs(key)};
    for (Ref& ref : refs.items)
        if (ref.target == foreign.uid()) ref = {copy.uid, {}};
    return ChangeSet{tr("Copy %1 into VPC %2").arg(foreign.quoted(), vpc.quoted()), {AddNode{std::move(copy)}, SetProperty{v.uid(), key, std::move(refs)}}};
}

void checkForeignSubnets(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<InterfaceNet>();
    const auto vpc = net ? vpcOfWorkload(v, *net) : std::nullopt;
    if (!vpc) return;
    for (const Uid uid : net->subnets) {
        const auto subnet = v.find(uid);
        const auto other = subnet ? vpcOf(*subnet) : std::nullopt;
        if (other && !(*other == *vpc)) sink.add(tr("%1 is in VPC %2 and names subnet %3 of VPC %4. Interface and subnet belong to one VPC; choose another subnet.").arg(v.quoted(), vpc->quoted(), subnet->quoted(), other->quoted()), {v.uid(), uid}).fix = ownSubnetFix(v, *vpc, *subnet);
    }
}

void checkForeignGroups(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<InterfaceNet>();
    const auto vpc = net ? vpcOfWorkload(v, *net) : std::nullopt;
    if (!vpc) return;
    for (const Uid uid : net->securityGroups) {
        const auto group = v.find(uid);
        const auto other = group ? vpcOf(*group) : std::nullopt;
        if (other && !(*other == *vpc)) sink.add(tr("%1 stands in VPC %2 and has security group %3 of VPC %4. A group works in its own VPC; make a copy there.").arg(v.quoted(), vpc->quoted(), group->quoted(), other->quoted()), {v.uid(), uid}).fix = copiedGroupFix(v, *vpc, *group);
    }
}

// What all of the groups allow, in one: a packet passes if any of them lets it.
NodeData mergedGroup(const NodeView& v, const NodeView& vpc, const std::vector<NodeView>& groups) {
    const KindSpec* kind = groups.front().kind();
    NodeData merged{flat::freeUid(vpc, QStringLiteral("groups of ") + v.uid().text()), kind->id, vpc.uid(), {}, std::nullopt, {}};
    storeProperty(merged.properties, QStringLiteral("name"), QString(v.name() + QStringLiteral("-merged")));
    for (const QString& key : {kInbound, kOutbound}) {
        Rows rows;
        for (const NodeView& group : groups)
            for (const Row& row : group.rows(key).items)
                if (std::ranges::find(rows.items, row) == rows.items.end()) rows.items.push_back(row);
        if (Value(rows) != kind->property(key)->fallback) storeProperty(merged.properties, key, std::move(rows));
    }
    return merged;
}

/// Rows with one more for each that names one of the groups: it names the merged one.
Rows namingMerged(Rows rows, const std::vector<NodeView>& groups, Uid merged) {
    for (size_t i = 0, count = rows.items.size(); i < count; ++i) {
        const Value* cell = rows.items[i].find(kPeer);
        const auto* peer = cell ? std::get_if<Ref>(cell) : nullptr;
        if (!peer || std::ranges::none_of(groups, [&](const NodeView& group) { return group.uid() == peer->target; })) continue;
        Row row = rows.items[i];
        row.set(kPeer, Ref{merged, {}});
        if (std::ranges::find(rows.items, row) == rows.items.end()) rows.items.push_back(std::move(row));
    }
    return rows;
}

// The last of the groups become one. They stay for their other members, and who names one of them names the new one, too.
std::optional<ChangeSet> mergedGroupsFix(const NodeView& v, const InterfaceNet& net, size_t most) {
    const QString key = flat::refsKey(*v.kind(), QStringLiteral("securityGroup"));
    const auto vpc = vpcOfWorkload(v, net);
    Refs refs{v.refs(key)};
    if (key.isEmpty() || !vpc || refs.items.size() <= most) return std::nullopt;
    std::vector<NodeView> groups;
    for (size_t i = most - 1; i < refs.items.size(); ++i) {
        const auto group = v.find(refs.items[i].target);
        if (!group || !group->netFacet<FilterNet>()) return std::nullopt;
        groups.push_back(*group);
    }
    NodeData merged = mergedGroup(v, *vpc, groups);
    for (Property& property : merged.properties)
        if (auto* rows = std::get_if<Rows>(&property.value)) *rows = namingMerged(std::move(*rows), groups, merged.uid);
    const Uid uid = merged.uid;
    ChangeSet fix{tr("Merge the last %1 groups into one").arg(groups.size()), {AddNode{std::move(merged)}}};
    refs.items.resize(most - 1);
    refs.items.push_back({uid, {}});
    fix.changes.emplace_back(SetProperty{v.uid(), key, std::move(refs)});
    for (const NodeView& other : vpc->children(QStringLiteral("securityGroup")))
        for (const QString& direction : {kInbound, kOutbound})
            if (Rows rows = namingMerged(other.rows(direction), groups, uid); rows != other.rows(direction)) fix.changes.emplace_back(SetProperty{other.uid(), direction, std::move(rows)});
    return fix;
}

void checkGroupCount(const NodeView& v, IssueSink& sink) {
    constexpr size_t kQuota = 5;  // Amazon VPC quotas, security groups per network interface
    const auto net = v.netFacet<InterfaceNet>();
    if (!net || net->securityGroups.size() <= kQuota) return;
    Issue& issue = sink.add(tr("%1 has %2 security groups; an interface takes five by default. Merge some.").arg(v.quoted()).arg(net->securityGroups.size()), {v.uid()});
    issue.fix = mergedGroupsFix(v, *net, kQuota);
}

void checkDefaultGroup(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<InterfaceNet>();
    if (!net || !net->securityGroups.empty() || net->subnets.empty()) return;
    Issue& issue = sink.add(tr("%1 has only the default security group, whose members all trust each other. Give it a group of its own.").arg(v.quoted()), {v.uid()});
    // A new group lets nothing in: whom to let in to what listens is the designer's to say.
    if (net->listensOn.empty()) issue.fix = flat::ownGroupFix(v);
}

}  // namespace

std::vector<RuleSpec> addressRules() {
    constexpr auto kGroups = "Amazon VPC User Guide, security groups";
    return {
        {.id = "NET-003", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Block not on a boundary"), .help = QT_TRANSLATE_NOOP("model", "The bits behind the prefix are zero; AWS would write the block so."), .source = "Amazon VPC User Guide, VPC CIDR blocks", .offersFix = true, .check = checkBlocks, .appliesTo = hasBlocks},
        {.id = "NET-029", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Subnet of another VPC"), .help = QT_TRANSLATE_NOOP("model", "All interfaces of a node lie in one VPC."), .source = "Amazon VPC User Guide, subnets", .offersFix = true, .check = checkForeignSubnets, .appliesTo = isWorkload},
        {.id = "SG-006", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Too many security groups"), .help = QT_TRANSLATE_NOOP("model", "The default quota is five for each interface, up to sixteen on request."), .source = "Amazon VPC quotas", .offersFix = true, .check = checkGroupCount, .appliesTo = hasNet},
        {.id = "SG-017", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Security group of another VPC"), .help = QT_TRANSLATE_NOOP("model", "A group belongs to a VPC and works there."), .source = kGroups, .offersFix = true, .check = checkForeignGroups, .appliesTo = isWorkload},
        {.id = "SG-018", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Default security group"), .help = QT_TRANSLATE_NOOP("model", "Purpose-built groups say who may talk to whom."), .source = kGroups, .offersFix = true, .check = checkDefaultGroup, .appliesTo = isWorkload},
    };
}

}  // namespace model
