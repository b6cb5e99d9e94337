// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/doorrules.h"

#include "model/core/kindspec.h"
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/reachability/fixes.h"
#include "model/reachability/reach.h"
#include "model/reachability/walk.h"
#include "model/rules/doorfixes.h"
#include "model/rules/patternfix.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace model {

namespace {

constexpr auto kLinkGuide = "AWS PrivateLink Guide, interface endpoints";
constexpr auto kDynamoLink = "DynamoDB Developer Guide, AWS PrivateLink";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool startsCalls(const KindSpec& kind) { return kind.emitsCalls && kind.net; }
bool isInterfaceEndpoint(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("interfaceEndpoint")); }
bool isVpc(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("vpc")); }
bool isFunction(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("function")); }
bool isNat(const KindSpec& kind) { return kind.net && kind.offers.contains(QStringLiteral("natGateway")); }
bool isGroupCode(const QString& code) { return code == u"ENI_SG_RULES_MISMATCH" || code == u"SG_HAS_NO_RULES"; }

void reportBlocker(const NodeView& v, const Call& call, IssueSink& sink, auto&& predicate, const std::function<std::optional<ChangeSet>()>& otherFix = {}) {
    for (const ReachPath& path : call.reach->paths)
        for (const Blocker& b : path.blockers) {
            if (!predicate(path, b)) continue;
            std::vector<Uid> nodes{v.uid()};
            if (b.node != v.uid()) nodes.push_back(b.node);
            Issue& issue = sink.add(tr("%1 cannot call %2. %3").arg(v.quoted(), call.to.quoted(), b.message), nodes, {call.link.uid()});
            issue.fix = b.fix;
            // Where the way that its patterns name is closed, the ordinary one may be open.
            if (!issue.fix && !call.way.via.isNull() && !isGroupCode(b.code)) issue.fix = ordinaryNameFix(v, call);
            if (!issue.fix && otherFix) issue.fix = otherFix();
            return;
        }
}

// ---------------------------------------------------------------- stopped at a door
void checkGroupOfEndpoint(const NodeView& v, IssueSink& sink) {
    for (const Call& call : callsOf(v))
        reportBlocker(v, call, sink, [](const ReachPath& path, const Blocker& b) { return path.door == Door::InterfaceEndpoint && isGroupCode(b.code); });
}

bool isCache(const NodeView& v, Uid node) {
    const auto found = v.find(node);
    return found && found->flowFacet<CacheFlow>();
}

void checkGroupOfCluster(const NodeView& v, IssueSink& sink) {
    for (const Call& call : callsOf(v))
        if (isCache(v, call.way.via) || isCache(v, call.way.to)) reportBlocker(v, call, sink, [](const ReachPath&, const Blocker& b) { return isGroupCode(b.code); });
}

/// A cache that knows no tables: Redis, Memcached.
bool isDataNode(const NodeView& to) { return to.data().operations.contains(QStringLiteral("GET")); }

void checkGroupOfCache(const NodeView& v, IssueSink& sink) {
    for (const Call& call : callsOf(v))
        if (isDataNode(call.to)) reportBlocker(v, call, sink, [](const ReachPath&, const Blocker& b) { return isGroupCode(b.code); });
}

bool isPrivateTarget(const NodeView& v, const Call& call) { return isDataNode(call.to) || isCache(v, call.way.via) || isCache(v, call.way.to); }
bool leadsNowhere(const Blocker& b) { return b.code == u"NO_ROUTE_TO_DESTINATION" || b.code == u"IGW_PUBLIC_IP_ASSOCIATION_FOR_INGRESS"; }

void checkFunctionOutside(const NodeView& v, IssueSink& sink) {
    if (v.netFacet<InterfaceNet>()) return;
    for (const Call& call : callsOf(v)) {
        if (!isPrivateTarget(v, call)) continue;
        const NodeView target = call.way.via.isNull() ? call.to : v.find(call.way.via).value_or(call.to);
        Issue& issue = sink.add(tr("Function %1 runs outside of any VPC and cannot reach %2, which has private addresses only. Place the function in subnets of that VPC.").arg(v.quoted(), target.quoted()), {v.uid(), target.uid()}, {call.link.uid()});
        issue.fix = flat::joinFix(v, target);
    }
}

void checkCacheClient(const NodeView& v, IssueSink& sink) {
    if (isFunction(*v.kind()) && !v.netFacet<InterfaceNet>()) return;  // LAM-007
    for (const Call& call : callsOf(v))
        if (isDataNode(call.to)) reportBlocker(v, call, sink, [](const ReachPath&, const Blocker& b) { return leadsNowhere(b); }, [&] { return moveFix(v, call.to); });
}

void checkClusterClient(const NodeView& v, IssueSink& sink) {
    if (isFunction(*v.kind()) && !v.netFacet<InterfaceNet>()) return;  // LAM-007
    for (const Call& call : callsOf(v))
        if (isCache(v, call.way.via) || isCache(v, call.way.to)) reportBlocker(v, call, sink, [](const ReachPath&, const Blocker& b) { return leadsNowhere(b); });
}

void checkEndpointClient(const NodeView& v, IssueSink& sink) {
    for (const Call& call : callsOf(v)) {
        const auto via = call.way.via.isNull() ? std::nullopt : v.find(call.way.via);
        if (via && !isCache(v, via->uid()) && regionCodeOf(*via) == regionCodeOf(v)) reportBlocker(v, call, sink, [](const ReachPath&, const Blocker& b) { return leadsNowhere(b) || b.code == u"SKERRY_OTHER_SERVICE" || b.code == u"SKERRY_OTHER_REGION"; });
    }
}

bool namesForeignEndpoint(const NodeView& v) {
    for (const AccessPattern& p : patternsFrom(v))
        if (const auto via = p.via.isNull() ? std::nullopt : v.find(p.via); via && regionCodeOf(*via) != regionCodeOf(v)) return true;
    return false;
}

void checkForeignEndpoint(const NodeView& v, IssueSink& sink) {
    if (!namesForeignEndpoint(v)) return;
    for (const Call& call : callsOf(v)) {
        const auto via = call.way.via.isNull() ? std::nullopt : v.find(call.way.via);
        const QString own = regionCodeOf(v), other = via ? regionCodeOf(*via) : QString();
        if (!via || isCache(v, via->uid()) || own == other || own.isEmpty() || call.reach->reachable()) continue;
        Issue& issue = sink.add(tr("%1 in %2 calls %3 through interface endpoint %4 in %5, and nothing joins their VPCs: DynamoDB's endpoints are reached from another Region by peering or a transit gateway only. Use an endpoint of its own Region, and a replica there.").arg(v.quoted(), own, call.to.quoted(), via->quoted(), other), {v.uid(), via->uid()}, {call.link.uid()});
        issue.fix = ordinaryNameFix(v, call);
    }
}

void checkUnneededVpc(const NodeView& v, IssueSink& sink) {
    if (!v.netFacet<InterfaceNet>()) return;
    const auto calls = callsOf(v);
    const bool needsIt = std::ranges::any_of(calls, [&](const Call& call) { return isPrivateTarget(v, call) || call.to.netFacet<InterfaceNet>() || !call.way.via.isNull(); });
    // A call without patterns is a beginning, such as an import makes: there may be others that nobody has drawn yet.
    const bool isSketch = std::ranges::any_of(v.linksOut(), [](const LinkView& link) { return link.type() == kCalls && patternsOf(link).empty(); });
    const bool publicOnly = !isSketch && !calls.empty() && !needsIt && std::ranges::all_of(calls, [](const Call& call) { return call.to.netFacet<ServiceNet>() != nullptr; });
    if (!publicOnly) return;
    Issue& issue = sink.add(tr("Function %1 stands in a VPC and calls nothing private there: it takes addresses and needs endpoints for nothing. Take it out of its subnets, unless policy asks for it.").arg(v.quoted()), {v.uid()});
    issue.fix = takeOutFix(v);
}

// ---------------------------------------------------------------- streams by private ways
void checkStreamsThroughGateway(const NodeView& v, IssueSink& sink) {
    for (const Call& call : callsOf(v)) {
        if (flat::calleeOf(call.to)->service != u"dynamodb-streams" || call.reach->reachable()) continue;
        for (const ReachPath& path : call.reach->paths) {
            const auto subnet = v.find(path.presence);
            const auto table = subnet ? flat::subnetOf(*subnet)->table : nullptr;
            const auto door = table ? std::ranges::find(table->doors, QStringLiteral("dynamodb"), &flat::GatewayDoor::service) : std::vector<flat::GatewayDoor>::const_iterator();
            if (path.reachable || path.door == Door::InterfaceEndpoint || !table || door == table->doors.end()) continue;
            Issue& issue = sink.add(tr("%1 reads stream %2 from subnet %3, whose gateway endpoint %4 carries tables only. Streams need an interface endpoint for dynamodb-streams.").arg(v.quoted(), call.to.quoted(), subnet->quoted(), door->name), {v.uid(), door->node}, {call.link.uid()});
            issue.fix = privateNameFix(v, QStringLiteral("dynamodb-streams"));
            return;
        }
    }
}

void checkPrivateStreamReader(const NodeView& v, IssueSink& sink) {
    for (const Call& call : callsOf(v)) {
        if (flat::calleeOf(call.to)->service != u"dynamodb-streams") continue;
        const bool blocked = std::ranges::any_of(call.reach->paths, [](const ReachPath& p) { return !p.reachable && std::ranges::any_of(p.blockers, leadsNowhere); });
        if (!blocked) continue;
        Issue& issue = sink.add(tr("%1 reads stream %2 from a private subnet and has no way to it. Add an interface endpoint for dynamodb-streams with its private name.").arg(v.quoted(), call.to.quoted()), {v.uid(), call.to.uid()}, {call.link.uid()});
        issue.fix = privateNameFix(v, QStringLiteral("dynamodb-streams"));
    }
}

// ---------------------------------------------------------------- at the endpoint
void checkZones(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<DoorNet>();
    const auto vpc = vpcOf(v);
    if (!net || !vpc) return;
    QStringList own, missing;
    for (const Uid uid : net->subnets)
        if (const auto subnet = v.find(uid))
            if (const auto s = subnet->netFacet<SubnetNet>(); s && !s->zone.isEmpty()) own += s->zone;
    for (const auto& [workload, call] : callsIn(*vpc))
        for (const ReachPath& path : call.reach->paths)
            if (path.doorNode == v.uid() && !path.zone.isEmpty() && !own.contains(path.zone) && !missing.contains(path.zone)) missing += path.zone;
    if (own.isEmpty() || missing.isEmpty()) return;
    missing.sort();
    Issue& issue = sink.add(tr("Clients in %1 use endpoint %2, which has no interface there: they cross zones, and lose the way when its own zone fails. Place it there, too.").arg(missing.join(QStringLiteral(", ")), v.quoted()), {v.uid()});
    issue.fix = zonesFix(v, missing);
}

void checkRate(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    double rate = 0;
    for (const auto& [workload, call] : vpc ? callsIn(*vpc) : std::vector<std::pair<NodeView, Call>>()) {
        if (!goesThrough(call, v.uid())) continue;
        for (const AccessPattern& p : patternsOf(call)) rate += p.highestRate();
    }
    const double most = v.settledNumber(QStringLiteral("requestLimitPerS"));  // frozen
    if (most <= 0 || rate <= most) return;
    Issue& issue = sink.add(tr("%1 requests a second go through endpoint %2, and it takes %3. Add a second one, or let clients in the VPC use a gateway endpoint.").arg(formatQuantity(rate, Unit::None), v.quoted(), formatQuantity(most, Unit::None)), {v.uid()});
    issue.fix = gatewayInsteadFix(v);
}

std::vector<NodeView> gatewaysFor(const NodeView& vpc, const QString& service) {
    std::vector<NodeView> found;
    for (const NodeView& door : vpc.children(QStringLiteral("gatewayEndpoint")))
        if (const auto net = door.netFacet<DoorNet>(); net && net->service == service) found.push_back(door);
    return found;
}

void checkFreeDoor(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<DoorNet>();
    const auto vpc = vpcOf(v);
    if (!net || !vpc || !hasGatewayEndpoint(net->service) || !gatewaysFor(*vpc, net->service).empty()) return;
    for (const auto& [workload, call] : callsIn(*vpc)) {
        if (!goesThrough(call, v.uid())) continue;
        Issue& issue = sink.add(tr("%1 in VPC %2 calls %3 through interface endpoint %4, which is billed. A gateway endpoint is free and needs no change of the application.").arg(workload.quoted(), vpc->quoted(), call.to.quoted(), v.quoted()), {v.uid(), workload.uid()}, {call.link.uid()});
        issue.fix = gatewayInsteadFix(v);
        return;
    }
}

// Its own name is what leads to it; the ordinary name goes elsewhere.
void checkNamed(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<DoorNet>();
    const auto vpc = vpcOf(v);
    if (!net || !vpc || net->privateDns) return;
    bool isUsed = false;
    std::vector<Uid> nodes{v.uid()};
    for (const auto& [workload, call] : callsIn(*vpc)) {
        if (goesThrough(call, v.uid())) isUsed = true;
        if (flat::calleeOf(call.to)->service == net->service && std::ranges::find(nodes, workload.uid()) == nodes.end()) nodes.push_back(workload.uid());
    }
    if (isUsed || nodes.size() < 2) return;
    Issue& issue = sink.add(tr("Nothing uses interface endpoint %1: its clients call %2 by the ordinary name, which leads elsewhere. Let their access patterns go through it, by its own name.").arg(v.quoted(), net->service), nodes);
    issue.fix = namedFix(v);
}

void checkPatience(const NodeView& v, IssueSink& sink) {
    for (const Call& call : callsOf(v)) {
        const auto path = std::ranges::find(call.reach->paths, Door::InterfaceEndpoint, &ReachPath::door);
        if (path == call.reach->paths.end()) continue;
        for (const AccessPattern& p : patternsOf(call.link)) {
            if (p.retryMode != u"none" || p.via != call.way.via) continue;
            Issue& issue = sink.add(tr("%1 goes through interface endpoint %2 and never tries again; timeouts of the network are the application's to retry.").arg(patternName(v, p), v.find(path->doorNode)->quoted()), {v.uid(), path->doorNode}, {call.link.uid()});
            issue.fix = patternFix(v, p, tr("Use the SDK's standard retries"), pattern::kRetryMode, std::nullopt);
            return;
        }
    }
}

void sayBoth(const NodeView& v, IssueSink& sink) {
    for (const NodeView& endpoint : v.children(QStringLiteral("interfaceEndpoint"))) {
        const auto net = endpoint.netFacet<DoorNet>();
        const auto gateways = net ? gatewaysFor(v, net->service) : std::vector<NodeView>();
        if (!gateways.empty()) sink.add(tr("VPC %1 has a gateway and an interface endpoint for %2, which is allowed: the ordinary name leads through %3, own names through %4.").arg(v.quoted(), net->service, net->privateDns ? endpoint.quoted() : gateways.front().quoted(), endpoint.quoted()), {v.uid(), endpoint.uid(), gateways.front().uid()});
    }
}

// ---------------------------------------------------------------- a NAT gateway for nothing else
void checkNatForEndpoints(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    bool isUsed = false, isNeeded = false;
    for (const auto& [workload, call] : vpc ? callsIn(*vpc) : std::vector<std::pair<NodeView, Call>>()) {
        if (!goesThrough(call, v.uid())) continue;
        isUsed = true;
        isNeeded = isNeeded || !hasGatewayEndpoint(flat::calleeOf(call.to)->service) || regionCodeOf(call.to) != regionCodeOf(v);
    }
    if (!isUsed || isNeeded) return;
    Issue& issue = sink.add(tr("NAT gateway %1 carries calls to DynamoDB and S3 only, for which gateway endpoints are free. Replace it.").arg(v.quoted()), {v.uid()});
    issue.fix = endpointsInsteadFix(v);
}

}  // namespace

std::vector<RuleSpec> doorRules() {
    constexpr auto kWarning = Severity::Warning;
    return {
        {.id = "SG-011", .title = QT_TRANSLATE_NOOP("model", "Clients get into the DAX cluster"), .help = QT_TRANSLATE_NOOP("model", "Fires when security groups do not let TCP 8111, or 9111 when encrypted, from the client to the cluster."), .source = "DynamoDB Developer Guide, DAX", .offersFix = true, .check = checkGroupOfCluster, .appliesTo = startsCalls},
        {.id = "SG-012", .title = QT_TRANSLATE_NOOP("model", "Clients get into the endpoint"), .help = QT_TRANSLATE_NOOP("model", "Fires when security groups do not let TCP 443 from the client to an interface endpoint."), .source = kLinkGuide, .offersFix = true, .check = checkGroupOfEndpoint, .appliesTo = startsCalls},
        {.id = "SG-014", .title = QT_TRANSLATE_NOOP("model", "Clients get into the cache"), .help = QT_TRANSLATE_NOOP("model", "Fires when security groups do not let the engine's port from the client to the cache."), .source = "Amazon ElastiCache User Guide", .offersFix = true, .check = checkGroupOfCache, .appliesTo = startsCalls},
        {.id = "ECA-001", .title = QT_TRANSLATE_NOOP("model", "A cache is reached from its VPC"), .help = QT_TRANSLATE_NOOP("model", "Fires when a client of a cache has no way into its VPC."), .source = "Amazon ElastiCache User Guide", .offersFix = true, .check = checkCacheClient, .appliesTo = startsCalls},
        {.id = "DAX-007", .title = QT_TRANSLATE_NOOP("model", "A cluster is reached from its VPC"), .help = QT_TRANSLATE_NOOP("model", "Fires when a client of a DAX cluster has no way into its VPC."), .source = "DynamoDB Developer Guide, DAX", .offersFix = true, .check = checkClusterClient, .appliesTo = startsCalls},
        {.id = "LAM-007", .title = QT_TRANSLATE_NOOP("model", "Private targets need a function in the VPC"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function outside of any VPC calls a cache."), .source = "AWS Lambda Developer Guide, VPC access", .offersFix = true, .check = checkFunctionOutside, .appliesTo = isFunction},
        {.id = "LAM-008", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "A function needs a VPC for private targets only"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function in a VPC calls services with public names only. A call without access patterns does not count yet."), .source = "AWS Lambda Developer Guide, VPC access", .offersFix = true, .check = checkUnneededVpc, .appliesTo = isFunction},
        {.id = "EP-006", .title = QT_TRANSLATE_NOOP("model", "Streams do not go through gateway endpoints"), .help = QT_TRANSLATE_NOOP("model", "Fires when a stream is read from a subnet whose only door is a gateway endpoint."), .source = "AWS PrivateLink Guide, gateway endpoints", .offersFix = true, .check = checkStreamsThroughGateway, .appliesTo = startsCalls},
        {.id = "STR-016", .title = QT_TRANSLATE_NOOP("model", "Private readers of streams need an endpoint"), .help = QT_TRANSLATE_NOOP("model", "Fires when a reader of a stream has no way to it."), .source = kDynamoLink, .offersFix = true, .check = checkPrivateStreamReader, .appliesTo = startsCalls},
        {.id = "EP-010", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "An endpoint stands in its clients' zones"), .help = QT_TRANSLATE_NOOP("model", "Fires when clients of an interface endpoint are in zones without an interface of it."), .source = kLinkGuide, .offersFix = true, .check = checkZones, .appliesTo = isInterfaceEndpoint},
        {.id = "EP-011", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "An endpoint takes so many requests a second"), .help = QT_TRANSLATE_NOOP("model", "Fires when the patterns through an interface endpoint ask for more than its request limit, 50,000 a second unless said."), .source = kDynamoLink, .offersFix = true, .check = checkRate, .appliesTo = isInterfaceEndpoint},
        {.id = "EP-014", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Inside the VPC a gateway endpoint is free"), .help = QT_TRANSLATE_NOOP("model", "Fires when clients in the VPC use an interface endpoint and there is no gateway endpoint."), .source = kDynamoLink, .offersFix = true, .check = checkFreeDoor, .appliesTo = isInterfaceEndpoint},
        {.id = "EP-015", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "An endpoint without a private name is called by its own"), .help = QT_TRANSLATE_NOOP("model", "Fires when all clients call the service by its ordinary name, so that the interface endpoint is not used."), .source = kDynamoLink, .offersFix = true, .check = checkNamed, .appliesTo = isInterfaceEndpoint},
        {.id = "EP-028", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Calls through an endpoint are retried"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern through an interface endpoint never tries again."), .source = kDynamoLink, .offersFix = true, .check = checkPatience, .appliesTo = startsCalls},
        {.id = "EP-029", .title = QT_TRANSLATE_NOOP("model", "An endpoint of another Region needs a way to its VPC"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern names an interface endpoint in another Region, which its caller cannot reach."), .source = kDynamoLink, .offersFix = true, .check = checkForeignEndpoint, .appliesTo = startsCalls},
        {.id = "EP-036", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "No NAT gateway for DynamoDB and S3"), .help = QT_TRANSLATE_NOOP("model", "Fires when a NAT gateway carries nothing else."), .source = "AWS PrivateLink Guide, gateway endpoints", .offersFix = true, .check = checkNatForEndpoints, .appliesTo = isNat},
        {.id = "EP-037", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Both kinds of endpoints may be there"), .help = QT_TRANSLATE_NOOP("model", "Says of a VPC with both kinds for a service which name leads where."), .source = kDynamoLink, .check = sayBoth, .appliesTo = isVpc},
        {.id = "EP-040", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "An endpoint is reached from its VPC"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern names an endpoint that its caller cannot reach, or one of another service."), .source = kLinkGuide, .offersFix = true, .check = checkEndpointClient, .appliesTo = startsCalls},
    };
}

}  // namespace model
