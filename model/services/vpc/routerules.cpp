// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/rules/mergefix.h"
#include "model/rules/removalfix.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace model::vpc {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

ChangeSet withoutRoute(const NodeView& v, size_t index, const QString& title) {
    Rows rows = v.rows(kRoutes);
    if (index < rows.items.size()) rows.items.erase(rows.items.begin() + static_cast<std::ptrdiff_t>(index));
    return {title, {SetProperty{v.uid(), kRoutes, rows.items.empty() ? std::nullopt : std::optional<Value>(std::move(rows))}}};
}

QString targetName(const RouteEntry& route, const std::optional<NodeView>& target) {
    if (target) return target->quoted();
    return route.targetLabel.isEmpty() ? tr("nothing") : QStringLiteral("\"%1\"").arg(route.targetLabel);
}

// What of a route the two rules about dead routes find.
void eachRoute(const NodeView& v, auto&& visit) {
    const auto net = v.netFacet<RoutesNet>();
    if (!net) return;
    for (size_t i = 0; i < net->routes.size(); ++i) {
        const RouteEntry& route = net->routes[i];
        const auto target = route.target.isNull() ? std::nullopt : v.find(route.target);
        visit(i, route, target, target ? target->netFacet<GatewayNet>() : nullptr);
    }
}

void checkBlackholes(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    eachRoute(v, [&](size_t i, const RouteEntry& route, const auto& target, const auto& gateway) {
        if (target && target->template netFacet<DoorNet>()) return;  // RT-012
        const bool elsewhere = gateway && gateway->kind == GatewayNet::Kind::Nat && (!vpc || gateway->vpc != vpc->uid());
        if (gateway && !elsewhere) return;  // internet gateways: IGW-004
        const QString why = !target ? tr("which does not exist") : elsewhere ? tr("which stands in another VPC") : tr("which forwards nothing");
        Issue& issue = sink.add(tr("Route table %1: the route %2 leads to %3, %4. Packets vanish there; give it another target or remove it.").arg(v.quoted(), route.destination, targetName(route, target), why), {v.uid()});
        issue.fix = withoutRoute(v, i, tr("Remove the route %1").arg(route.destination));
    });
}

void checkForeignGateways(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    eachRoute(v, [&](size_t, const RouteEntry& route, const auto& target, const auto& gateway) {
        if (!gateway || gateway->kind != GatewayNet::Kind::Internet || (vpc && gateway->vpc == vpc->uid())) return;
        Issue& issue = sink.add(tr("Route table %1: the route %2 leads to internet gateway %3, which is not attached to this VPC. Attach it or choose another.").arg(v.quoted(), route.destination, target->quoted()), {v.uid(), target->uid()});
        if (vpc && gateway->vpc.isNull()) issue.fix = ChangeSet{tr("Attach %1 to %2").arg(target->quoted(), vpc->quoted()), {SetParent{target->uid(), vpc->uid()}}};
    });
}

void checkDuplicates(const NodeView& v, IssueSink& sink) {
    QHash<QString, size_t> first;
    eachRoute(v, [&](size_t i, const RouteEntry& route, const auto&, const auto&) {
        const auto block = Cidr::parse(route.destination);
        const QString key = block ? block->canonical().text() : route.destination;
        if (!first.contains(key)) {
            first.insert(key, i);
            return;
        }
        Issue& issue = sink.add(tr("Route table %1 has two routes for %2; only one is possible. Remove one.").arg(v.quoted(), key), {v.uid()});
        issue.fix = withoutRoute(v, i, tr("Remove the later one"));
    });
}

void checkTypedPrefixLists(const NodeView& v, IssueSink& sink) {
    eachRoute(v, [&](size_t i, const RouteEntry& route, const auto& target, const auto&) {
        const auto door = target ? target->template netFacet<DoorNet>() : nullptr;
        if (!door && !route.destination.startsWith(u"pl-")) return;
        Issue& issue = sink.add(tr("Route table %1: the route %2 is that of an endpoint, which cannot be typed. Associate the table with the endpoint.").arg(v.quoted(), route.destination), {v.uid()});
        ChangeSet fix = withoutRoute(v, i, tr("Remove the route"));
        if (door && std::ranges::find(door->routeTables, v.uid()) == door->routeTables.end()) {
            Refs tables;
            for (const Uid uid : door->routeTables) tables.items.push_back({uid, {}});
            tables.items.push_back({v.uid(), {}});
            fix.title = tr("Associate the table with %1 instead").arg(target->quoted());
            fix.changes.emplace_back(SetProperty{target->uid(), kRouteTables, std::move(tables)});
        }
        issue.fix = std::move(fix);
    });
}

void checkCount(const NodeView& v, IssueSink& sink) {
    constexpr size_t kQuota = 500;  // Amazon VPC quotas, routes per route table
    const auto net = v.netFacet<RoutesNet>();
    if (!net || net->routes.size() <= kQuota) return;
    Issue& issue = sink.add(tr("Route table %1 has %2 routes; the default quota is 500. Summarise some.").arg(v.quoted()).arg(net->routes.size()), {v.uid()});
    // Blocks without a gap between them, to one target: the longest prefix still decides as before.
    if (Rows rows = mergedRows(v, kRoutes, {.block = kDestination}); rows.items.size() <= kQuota) issue.fix = ChangeSet{tr("Summarise routes to the same target"), {SetProperty{v.uid(), kRoutes, std::move(rows)}}};
}

void sayPrecedence(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<RoutesNet>();
    std::vector<Cidr> blocks;
    for (const RouteEntry& route : net ? net->routes : std::vector<RouteEntry>())
        if (const auto block = Cidr::parse(route.destination)) blocks.push_back(block->canonical());
    for (const auto& [a, b] : overlappingPairs(blocks)) {
        if (blocks[a] == blocks[b]) continue;  // RT-006
        const bool isFirstLonger = blocks[a].prefix > blocks[b].prefix;
        sink.add(tr("Route table %1: the longest prefix wins, so that %2 decides before %3, and the local route of the VPC before any that is as long.").arg(v.quoted(), blocks[isFirstLonger ? a : b].text(), blocks[isFirstLonger ? b : a].text()), {v.uid()});
        return;
    }
}

void checkPublicMain(const NodeView& v, IssueSink& sink) {
    if (!v.flag(kMain)) return;
    eachRoute(v, [&](size_t, const RouteEntry& route, const auto&, const auto& gateway) {
        if (route.destination != u"0.0.0.0/0" || !gateway || gateway->kind != GatewayNet::Kind::Internet) return;
        Issue& issue = sink.add(tr("Main route table %1 leads to the internet gateway: every subnet without a table of its own becomes public. Keep the main table private.").arg(v.quoted()), {v.uid()});
        issue.fix = ChangeSet{tr("Make it an ordinary table"), {SetProperty{v.uid(), kMain, std::nullopt}}};
        for (const NodeView& subnet : subnetsOf(v))  // those that follow it now go on to
            if (!subnet.has(kRouteTable)) issue.fix->changes.emplace_back(SetProperty{subnet.uid(), kRouteTable, Value(Ref{v.uid(), {}})});
    });
}

void checkUnused(const NodeView& v, IssueSink& sink) {
    if (v.flag(kMain) || !subnetsOf(v).empty()) return;
    Issue& issue = sink.add(tr("Route table %1 is associated with no subnet. Associate or remove it.").arg(v.quoted()), {v.uid()});
    issue.fix = removalFix(v, tr("Remove %1").arg(v.quoted()));
}

}  // namespace

std::vector<RuleSpec> routeTableRules() {
    constexpr auto kTables = "Amazon VPC User Guide, route tables";
    return {
        {.id = "RT-005", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Route into a blackhole"), .help = QT_TRANSLATE_NOOP("model", "The target of a route exists, forwards and belongs to the same VPC."), .source = kTables, .offersFix = true, .check = checkBlackholes},
        {.id = "RT-006", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Two routes for one destination"), .help = QT_TRANSLATE_NOOP("model", "A table has one route for each destination."), .source = kTables, .offersFix = true, .check = checkDuplicates},
        {.id = "RT-007", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Which route decides"), .help = QT_TRANSLATE_NOOP("model", "Says of a table whose routes overlap that the longest prefix wins; of equal ones the local route, then typed ones, then propagated ones."), .source = "Amazon VPC User Guide, route priority", .check = sayPrecedence},
        {.id = "RT-008", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Too many routes"), .help = QT_TRANSLATE_NOOP("model", "The default quota is 500 routes a table, up to 1,000 on request."), .source = "Amazon VPC quotas", .offersFix = true, .check = checkCount},
        {.id = "RT-012", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Endpoint route typed by hand"), .help = QT_TRANSLATE_NOOP("model", "Routes of gateway endpoints appear by association, and only so."), .source = "AWS PrivateLink Guide, gateway endpoints", .offersFix = true, .check = checkTypedPrefixLists},
        {.id = "RT-016", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Public main table"), .help = QT_TRANSLATE_NOOP("model", "New subnets follow the main table until they get one of their own."), .source = kTables, .offersFix = true, .check = checkPublicMain},
        {.id = "RT-018", .severity = Severity::Info, .priority = 3, .title = QT_TRANSLATE_NOOP("model", "Unused route table"), .help = QT_TRANSLATE_NOOP("model", "No subnet follows it."), .source = kTables, .offersFix = true, .check = checkUnused},
        {.id = "IGW-004", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Route to a gateway of another VPC"), .help = QT_TRANSLATE_NOOP("model", "An internet gateway serves the VPC that it is attached to."), .source = "Amazon VPC User Guide, internet gateways", .offersFix = true, .check = checkForeignGateways},
    };
}

}  // namespace model::vpc
