// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/reachability/endpointpolicy.h"
#include "model/reachability/fixes.h"
#include "model/core/network.h"
#include "model/reachability/walk.h"

#include <QCoreApplication>

#include <algorithm>

// The ways out of a VPC: gateway endpoint, internet gateway, NAT gateway, or none.
namespace model::flat {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr int kEphemeralFrom = 1024, kEphemeralTo = 65535;  // source ports of a NAT gateway (Amazon VPC User Guide)

}  // namespace

PolicyVerdict judgePolicy(const QString& policy, const QString& service, const End& to) {
    PolicyVerdict verdict{to.operations.isEmpty() || policy.isEmpty(), false};
    if (verdict.allowed) return verdict;
    for (const QString& operation : to.operations) {
        const auto allowed = policyAllows(policy, actionPrefix(service) + u':' + operation, to.resource);
        verdict.isUnread |= !allowed;
        verdict.allowed |= allowed.value_or(true);
    }
    return verdict;
}

// The route for public IPv4 addresses. Narrower public blocks may or may not hold the target: they are passed by.
const Route* Walk::publicRoute(const Table& table) const {
    const auto it = std::ranges::find_if(table.routes, [](const Route& r) { return r.block.isEverything() && !r.block.isIpv6; });
    return it == table.routes.end() ? nullptr : &*it;
}

void Walk::leaveVpc(const Subnet& source) {
    if (!m_from.dnsSupport && m_to.kind == End::Kind::Service)
        block("SKERRY_DNS_OFF", source.vpc, [&](Blocker& b) {
            b.message = tr("DNS resolution of VPC %1 is off, so that the service's name leads nowhere. Turn it on.").arg(nameOfVpc(source.vpc));
            b.fix = ChangeSet{tr("Turn on DNS resolution"), {SetProperty{source.vpc, QStringLiteral("dnsSupport"), std::nullopt}}};
        });
    if (source.namesLostTable) {
        block("NO_ROUTE_TO_DESTINATION", source.node, [&](Blocker& b) {
            b.message = tr("Subnet %1 is to follow a route table that does not exist. Choose another; without one it follows the main table of VPC %2.").arg(source.name, nameOfVpc(source.vpc));
            b.fix = ChangeSet{tr("Let %1 follow the main route table").arg(source.name), {SetProperty{source.node, QStringLiteral("routeTable"), std::nullopt}}};
        });
        return;
    }
    if (!source.table) {
        block("NO_ROUTE_TO_DESTINATION", source.node, [&](Blocker& b) {
            b.message = tr("Subnet %1 follows the main route table that comes with VPC %2, which knows the local route only. Associate a table that leads out.").arg(source.name, nameOfVpc(source.vpc));
            const auto vpc = m_caller.find(source.vpc);
            if (vpc && m_to.kind == End::Kind::Service && m_from.region == m_to.region) b.fix = mainTableFix(*vpc, m_to.service);
        });
        return;
    }
    const Table& table = *source.table;
    if (m_to.kind == End::Kind::Service && m_from.region == m_to.region) {
        const auto door = std::ranges::find(table.doors, m_to.service, &GatewayDoor::service);
        if (door != table.doors.end()) return throughEndpoint(source, table, *door);
    }
    const Route* route = publicRoute(table);
    if (!route) return noRoute(source, table);
    hop(table.node, Stage::Routes, route->target != Route::Target::Gone, [&] { return std::pair(tr("routed"), tr("route %1 to %2").arg(route->block.text(), route->name)); });
    switch (route->target) {
        case Route::Target::Internet: return throughInternetGateway(source, *route);
        case Route::Target::Nat: return throughNat(source, *route);
        case Route::Target::Gone:
            return block("BAD_STATE_ROUTE", table.node, [&](Blocker& b) { b.message = tr("The route %1 of %2 leads to %3, which does not exist: packets vanish there. Give it another target.").arg(route->block.text(), table.name, route->name); });
        case Route::Target::Detached:
            return block("BAD_STATE_ATTACHMENT", route->node, [&](Blocker& b) { b.message = tr("Internet gateway %1 is not attached to VPC %2. Move it into the VPC.").arg(route->name, nameOfVpc(source.vpc)); });
        case Route::Target::Other:
            return block("CANNOT_ROUTE", table.node, [&](Blocker& b) { b.message = tr("The route %1 of %2 leads to %3, which forwards nothing. Choose a gateway.").arg(route->block.text(), table.name, route->name); });
    }
}

void Walk::noRoute(const Subnet& source, const Table& table) {
    hop(table.node, Stage::Routes, false, [] { return std::pair(tr("no route"), QString()); });
    block("NO_ROUTE_TO_DESTINATION", table.node, [&](Blocker& b) {
        const bool elsewhere = m_to.kind == End::Kind::Service && m_from.region != m_to.region;
        if (elsewhere)
            b.message = tr("Route table %1 of subnet %2 has no route to another Region; a gateway endpoint serves its own Region only. Add a NAT gateway or a replica.").arg(table.name, source.name);
        else if (m_to.kind == End::Kind::Service && hasGatewayEndpoint(m_to.service))
            b.message = tr("Route table %1 of subnet %2 has no route to %3: no gateway endpoint is associated with it and it has no default route. Associate an endpoint.").arg(table.name, source.name, m_to.name);
        else if (m_to.kind == End::Kind::Service)
            b.message = tr("Route table %1 of subnet %2 has no route to %3: its service has no gateway endpoint, and the table has no default route. Add an interface endpoint for it with private DNS names, or a NAT gateway.").arg(table.name, source.name, m_to.name);
        else
            b.message = tr("Route table %1 of subnet %2 has no default route. Add one to an internet or NAT gateway.").arg(table.name, source.name);
        const auto vpc = m_caller.find(source.vpc);
        if (vpc && !elsewhere && m_to.kind == End::Kind::Service) b.fix = endpointFix(*vpc, table.node, m_to.service);
    });
}

void Walk::throughEndpoint(const Subnet&, const Table& table, const GatewayDoor& door) {
    hop(table.node, Stage::Routes, true, [&] { return std::pair(tr("routed"), tr("the prefix list of %1 to %2").arg(door.service, door.name)); });
    m_path.door = Door::GatewayEndpoint;
    m_path.doorNode = door.node;
    const auto [any, unread] = judgePolicy(door.policy, door.service, m_to);
    if (unread && isTold()) m_path.assumptions += tr("The policy of %1 is not readable as JSON and is taken to allow the calls.").arg(door.name);
    hop(door.node, Stage::Endpoint, any, [&, any = any] { return std::pair(any ? tr("allowed") : tr("denied"), door.policy.isEmpty() ? tr("full access") : tr("its policy")); });
    if (!any) block("SKERRY_ENDPOINT_POLICY", door.node, [&](Blocker& b) { b.message = tr("The policy of endpoint %1 allows nothing on %2. Extend it.").arg(door.name, m_to.name); });
}

void Walk::throughInternetGateway(const Subnet& source, const Route& route) {
    m_path.door = Door::InternetGateway;
    m_path.doorNode = route.node;
    const bool hasAddress = m_from.publicAddress || (m_from.takesPublicIp && source.autoPublicIp);
    hop(route.node, Stage::Gateway, hasAddress, [&] { return std::pair(hasAddress ? tr("translated") : tr("denied"), hasAddress ? tr("its public address") : tr("no public address to translate to")); });
    if (hasAddress) return;
    block("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", m_from.node, [&](Blocker& b) {
        b.message = tr("%1 in subnet %2 has no public address, so that internet gateway %3 cannot translate for it. Give it one, use a NAT gateway, or a gateway endpoint for AWS's services.").arg(m_from.name, source.name, route.name);
        const auto vpc = m_caller.find(source.vpc);
        if (vpc && m_to.kind == End::Kind::Service && m_from.region == m_to.region) b.fix = endpointFix(*vpc, source.table->node, m_to.service);
    });
}

void Walk::throughNat(const Subnet& source, const Route& route) {
    m_path.door = Door::NatGateway;
    m_path.doorNode = route.node;
    const auto gateway = m_caller.find(route.node);
    const auto nat = gateway ? natOf(*gateway) : nullptr;
    if (!nat) return;
    if (nat->vpc != source.vpc)
        return block("BAD_STATE_ROUTE", source.table->node, [&](Blocker& b) { b.message = tr("NAT gateway %1 stands in another VPC than route table %2. Use one of the same VPC.").arg(nat->name, source.table->name); });
    hop(nat->node, Stage::Gateway, nat->isPublic, [&] { return std::pair(nat->isPublic ? tr("translated") : tr("denied"), nat->isPublic ? tr("its Elastic IP") : tr("no Elastic IP")); });
    if (!nat->isPublic)
        block("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", nat->node, [&](Blocker& b) { b.message = tr("NAT gateway %1 is private or has no Elastic IP, so that nothing passes from it to public addresses. Make it public and give it an address.").arg(nat->name); });
    if (nat->subnet.isNull()) return;  // a Regional one finds its way by itself
    const auto home = m_caller.find(nat->subnet);
    if (const auto subnet = home ? subnetOf(*home) : nullptr) onwardFromNat(source, *nat, *subnet);
}

void Walk::onwardFromNat(const Subnet& source, const Nat& nat, const Subnet& home) {
    static const std::vector<FilterPtr> kNoGroups;
    const Address inside = within(source, kNoGroups);
    const Address to = outside();
    if (home.node != source.node) judge(home, true, inside, {m_port, m_port}, Stage::Acl);
    judge(home, false, to, {m_port, m_port}, Stage::Acl);
    const Route* onward = home.table ? publicRoute(*home.table) : nullptr;
    const bool passes = onward && onward->target == Route::Target::Internet;
    hop(home.table ? home.table->node : home.node, Stage::Routes, passes, [&] { return std::pair(passes ? tr("routed") : tr("no route"), onward ? tr("route %1 to %2").arg(onward->block.text(), onward->name) : QString()); });
    if (passes)
        hop(onward->node, Stage::Gateway, true, [] { return std::pair(tr("routed"), tr("the address of the NAT gateway")); });
    else
        block("NO_ROUTE_TO_DESTINATION", home.table ? home.table->node : home.node, [&](Blocker& b) { b.message = tr("NAT gateway %1 stands in subnet %2, which has no route to an internet gateway. Put it in a public subnet.").arg(nat.name, home.name); });
    judge(home, true, to, {kEphemeralFrom, kEphemeralTo}, Stage::ReturnAcl);
    if (home.node != source.node) judge(home, false, inside, {kEphemeralFrom, kEphemeralTo}, Stage::ReturnAcl);
}

}  // namespace model::flat
