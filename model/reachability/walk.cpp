// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/reachability/walk.h"

#include "model/reachability/fixes.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace model::flat {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

// Ports that answers come to: of Linux clients, and of NAT gateways (Amazon VPC User Guide, ephemeral ports).
constexpr int kLinuxEphemeralFrom = 32768, kLinuxEphemeralTo = 60999;
constexpr int kEphemeralFrom = 1024, kEphemeralTo = 65535;

QString portsText(int from, int to) { return from == to ? QString::number(from) : QStringLiteral("%1-%2").arg(from).arg(to); }

QString otherText(const Address& other) {
    switch (other.kind) {
        case Address::Kind::Block: return other.block.text();
        case Address::Kind::Service: return tr("the public addresses of the service");
        case Address::Kind::Internet: return tr("the internet");
    }
    return {};
}

}  // namespace

Walk::Walk(const NodeView& caller, const End& from, const End& to, int port, Detail detail)
    : m_caller(caller), m_from(from), m_to(to), m_port(port), m_detail(detail) {}

QString Walk::nameOfVpc(Uid vpc) const {
    const auto node = m_caller.find(vpc);
    return node ? node->quoted() : tr("its VPC");
}

Address Walk::outside() const {
    Address address;
    address.kind = m_to.kind == End::Kind::Service ? Address::Kind::Service : Address::Kind::Internet;
    address.service = m_to.service;
    return address;
}

Address Walk::within(const Subnet& subnet, const std::vector<FilterPtr>& groups) {
    Address address;
    address.block = subnet.block;
    address.groups = &groups;
    return address;
}

// ---------------------------------------------------------------- the walk
ReachPath Walk::run(const Subnet* source, const Subnet* target) {
    m_path = {};
    if (source) {
        m_path.presence = source->node;
        m_path.zone = source->zone;
    }
    hop(m_from.node, Stage::Source, true, [&] { return std::pair(tr("starts"), source ? tr("in subnet %1").arg(source->name) : QString()); });
    if (m_to.kind == End::Kind::Nowhere) {
        block("NO_POSSIBLE_DESTINATION", m_to.node, [&](Blocker& b) { b.message = tr("%1 accepts no connections. Call a table, an index, a function or a fleet that listens.").arg(m_to.name); });
    } else if (m_to.kind == End::Kind::Interface && !target) {
        block("NO_POSSIBLE_DESTINATION", m_to.node, [&](Blocker& b) { b.message = tr("%1 stands in no subnet, so that no packet finds it. Place it in one.").arg(m_to.name); });
    } else if (m_from.kind == End::Kind::Interface) {
        if (source)
            fromInterface(*source, target);
        else
            block("SKERRY_NO_SUBNET", m_from.node, [&](Blocker& b) { b.message = tr("%1 stands in no subnet, so that it has no way to anywhere. Place it in one or more subnets.").arg(m_from.name); });
    } else if (m_from.kind == End::Kind::Nowhere || m_from.kind == End::Kind::Service) {
        block("SKERRY_NO_NETWORK", m_from.node, [&](Blocker& b) { b.message = tr("%1 has no network interface and starts no connections.").arg(m_from.name); });
    } else {
        fromInternet(target);
    }
    m_path.reachable = m_path.blockers.empty();
    if (m_path.reachable) hop(m_to.node, m_to.kind == End::Kind::Service ? Stage::Service : Stage::Target, true, [&] { return std::pair(tr("arrives"), tr("TCP %1").arg(m_port)); });
    return std::exchange(m_path, {});
}

void Walk::fromInternet(const Subnet* target) {
    const bool fromAws = m_from.kind == End::Kind::AwsNetwork;
    m_path.door = fromAws && m_to.kind == End::Kind::Service ? Door::AwsNetwork : Door::Internet;
    if (m_to.kind != End::Kind::Interface) return;
    if (fromAws) {
        block("NO_ROUTE_TO_DESTINATION", m_from.node, [&](Blocker& b) { b.message = tr("%1 runs outside of any VPC and has no way to the private addresses of %2. Place it in subnets of that VPC.").arg(m_from.name, m_to.name); });
        return;
    }
    Address internet;
    internet.kind = Address::Kind::Internet;
    const Route* route = target->table ? publicRoute(*target->table) : nullptr;
    const bool attached = route && route->target == Route::Target::Internet;
    if (attached) m_path.doorNode = route->node;
    m_path.door = Door::InternetGateway;
    if (!attached)
        block("NO_ROUTE_TO_DESTINATION", target->table ? target->table->node : target->node, [&](Blocker& b) { b.message = tr("Subnet %1 of %2 has no route to an internet gateway, so that neither requests nor answers cross the VPC's edge. Use a public subnet.").arg(target->name, m_to.name); });
    if (!m_to.publicAddress && !(m_to.takesPublicIp && target->autoPublicIp))
        block("IGW_PUBLIC_IP_ASSOCIATION_FOR_INGRESS", m_to.node, [&](Blocker& b) { b.message = tr("%1 has no public address, so that nobody outside can name it. Give it one.").arg(m_to.name); });
    judge(*target, true, internet, {m_port, m_port}, Stage::Acl);
    enterGroups(internet);
    judge(*target, false, internet, {kEphemeralFrom, kEphemeralTo}, Stage::ReturnAcl);
}

void Walk::fromInterface(const Subnet& source, const Subnet* target) {
    if (target) return toInterface(source, *target);
    const Address to = outside();
    leaveGroups();
    judge(source, false, to, {m_port, m_port}, Stage::Acl);
    leaveVpc(source);
    judge(source, true, to, {kLinuxEphemeralFrom, kLinuxEphemeralTo}, Stage::ReturnAcl);
}

void Walk::toInterface(const Subnet& source, const Subnet& target) {
    const Address to = within(target, m_to.groups);
    const Address from = within(source, m_from.groups);
    m_path.door = Door::Local;
    const bool crosses = source.node != target.node;  // network ACLs stand at the subnet's edge
    if (m_from.groups.empty()) {
        hop({}, Stage::Group, true, [] { return std::pair(tr("allowed"), tr("the default security group lets everything out")); });
    } else {
        const Verdict verdict = judgeGroups(m_from.groups, false, to, m_port);
        assumeIf(verdict, m_from.groups.front()->name, to);
        hop(m_from.groups.front()->node, Stage::Group, verdict.allowed, [&] { return std::pair(verdict.allowed ? tr("allowed") : tr("denied"), verdict.rule ? describe(*verdict.rule, false) : tr("no outbound rule fits")); });
        if (!verdict.allowed)
            block("ENI_SG_RULES_MISMATCH", m_from.groups.front()->node, [&](Blocker& b) {
                b.message = tr("No outbound rule of security group %1 lets TCP %2 out to %3. Add one.").arg(m_from.groups.front()->name).arg(m_port).arg(m_to.name);
                if (const auto group = m_caller.find(b.node)) b.fix = groupFix(*group, false, to, m_port);
            });
    }
    if (crosses) judge(source, false, to, {m_port, m_port}, Stage::Acl);
    if (source.vpc != target.vpc)
        block("NO_ROUTE_TO_DESTINATION", source.table ? source.table->node : source.node, [&](Blocker& b) { b.message = tr("%1 and %2 stand in different VPCs, and nothing joins these. Place both in one VPC.").arg(m_from.name, m_to.name); });
    else if (crosses)
        hop(source.table ? source.table->node : Uid(), Stage::Routes, true, [] { return std::pair(tr("routed"), tr("the local route of the VPC")); });
    if (crosses) judge(target, true, from, {m_port, m_port}, Stage::Acl);
    enterGroups(from);
    if (!crosses) return;
    judge(target, false, from, {kLinuxEphemeralFrom, kLinuxEphemeralTo}, Stage::ReturnAcl);
    judge(source, true, to, {kLinuxEphemeralFrom, kLinuxEphemeralTo}, Stage::ReturnAcl);
}

// ---------------------------------------------------------------- filters
void Walk::assumeIf(const Verdict& verdict, const QString& name, const Address& other) {
    if (!verdict.isAssumed || !isTold()) return;
    const QString sentence = tr("The rule \"%1\" of %2 is taken to cover %3.").arg(describe(*verdict.rule, false), name, otherText(other));
    if (!m_path.assumptions.contains(sentence)) m_path.assumptions += sentence;
}

void Walk::leaveGroups() {
    const Address to = outside();
    if (m_from.groups.empty()) {
        hop({}, Stage::Group, true, [] { return std::pair(tr("allowed"), tr("the default security group lets everything out")); });
        return;
    }
    const Verdict verdict = judgeGroups(m_from.groups, false, to, m_port);
    const Filter& first = *m_from.groups.front();
    assumeIf(verdict, first.name, to);
    hop(first.node, Stage::Group, verdict.allowed, [&] { return std::pair(verdict.allowed ? tr("allowed") : tr("denied"), verdict.rule ? describe(*verdict.rule, false) : tr("no outbound rule fits")); });
    if (verdict.allowed) return;
    const bool none = std::ranges::all_of(m_from.groups, [](const FilterPtr& g) { return g->outbound.empty(); });
    block(none ? "SG_HAS_NO_RULES" : "ENI_SG_RULES_MISMATCH", first.node, [&](Blocker& b) {
        b.message = none ? tr("Security group %1 has no outbound rule, so that nothing leaves %2. Allow TCP %3.").arg(first.name, m_from.name).arg(m_port)
                         : tr("No outbound rule of security group %1 lets TCP %2 out to %3. Add one.").arg(first.name).arg(m_port).arg(otherText(to));
        if (const auto group = m_caller.find(b.node)) b.fix = groupFix(*group, false, to, m_port);
    });
}

void Walk::enterGroups(const Address& source) {
    if (m_to.groups.empty()) {
        // The default group lets in its own members only.
        const bool sameGroup = source.groups && source.groups->empty();
        hop({}, Stage::Group, sameGroup, [&] { return std::pair(sameGroup ? tr("allowed") : tr("denied"), tr("the default security group lets its members in")); });
        if (!sameGroup) block("ENI_SG_RULES_MISMATCH", m_to.node, [&](Blocker& b) { b.message = tr("%1 has the default security group, which lets only its own members in. Give it a group that allows TCP %2 in.").arg(m_to.name).arg(m_port); });
        return;
    }
    const Verdict verdict = judgeGroups(m_to.groups, true, source, m_port);
    const Filter& first = *m_to.groups.front();
    assumeIf(verdict, first.name, source);
    hop(first.node, Stage::Group, verdict.allowed, [&] { return std::pair(verdict.allowed ? tr("allowed") : tr("denied"), verdict.rule ? describe(*verdict.rule, true) : tr("no inbound rule fits")); });
    if (verdict.allowed) return;
    const bool none = std::ranges::all_of(m_to.groups, [](const FilterPtr& g) { return g->inbound.empty(); });
    block(none ? "SG_HAS_NO_RULES" : "ENI_SG_RULES_MISMATCH", first.node, [&](Blocker& b) {
        b.message = tr("No inbound rule of security group %1 lets TCP %2 in from %3. Add one.").arg(first.name).arg(m_port).arg(m_from.name);
        if (const auto group = m_caller.find(b.node)) b.fix = groupFix(*group, true, source, m_port);
    });
}

void Walk::judge(const Subnet& subnet, bool inbound, const Address& other, Ports ports, Stage stage) {
    if (!subnet.acl) {
        hop({}, stage, true, [] { return std::pair(tr("allowed"), tr("the default network ACL allows everything")); });
        return;
    }
    const Filter& acl = *subnet.acl;
    const Verdict verdict = judgeAcl(inbound ? acl.inbound : acl.outbound, other, ports.from, ports.to);
    assumeIf(verdict, acl.name, other);
    hop(acl.node, stage, verdict.allowed, [&] {
        const QString by = verdict.rule ? tr("rule %1: %2").arg(verdict.rule->number).arg(describe(*verdict.rule, inbound)) : tr("the final rule, which denies the rest");
        return std::pair(verdict.allowed ? tr("allowed") : tr("denied"), by);
    });
    if (verdict.allowed) return;
    block("SUBNET_ACL_RESTRICTION", acl.node, [&](Blocker& b) {
        const QString rule = verdict.rule ? tr("rule %1").arg(verdict.rule->number) : tr("the final rule");
        const QString what = stage == Stage::ReturnAcl ? tr("the answer") : tr("the request");
        b.message = inbound ? tr("Network ACL %1 of subnet %2 stops %3: %4 denies TCP %5 in from %6. Allow it.").arg(acl.name, subnet.name, what, rule, portsText(ports.from, ports.to), otherText(other))
                            : tr("Network ACL %1 of subnet %2 stops %3: %4 denies TCP %5 out to %6. Allow it.").arg(acl.name, subnet.name, what, rule, portsText(ports.from, ports.to), otherText(other));
        const bool answer = stage == Stage::ReturnAcl;
        b.onReturn = answer;
        if (const auto node = m_caller.find(b.node)) b.fix = aclFix(*node, inbound, other, answer ? kEphemeralFrom : ports.from, answer ? kEphemeralTo : ports.to, verdict);
    });
}

}  // namespace model::flat
