// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/pathrules.h"

#include "model/core/network.h"
#include "model/reachability/endpointpolicy.h"
#include "model/reachability/fixes.h"
#include "model/reachability/reach.h"
#include "model/rules/replicafix.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <set>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool startsCalls(const KindSpec& kind) { return kind.emitsCalls && kind.net; }
bool isSubnet(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("subnet")); }
bool isEndpoint(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("gatewayEndpoint")) || kind.offers.contains(QStringLiteral("interfaceEndpoint")); }

bool isGroupCode(const QString& code) { return code == u"ENI_SG_RULES_MISMATCH" || code == u"SG_HAS_NO_RULES"; }
bool isAclCode(const QString& code) { return code == u"SUBNET_ACL_RESTRICTION"; }

/// Each call of a workload with its walk.
void eachCall(const NodeView& v, auto&& visit) {
    for (const LinkView& link : v.linksOut())
        for (const LinkWay& way : link.type() == kCalls ? waysOf(link) : std::vector<LinkWay>())
            if (const auto to = v.find(way.to)) visit(link, *to, *reachOf(v, *to, way.via));
}

/// The first blocker of the call's paths that the predicate names, with its path.
std::pair<const ReachPath*, const Blocker*> firstBlocker(const Reach& reach, auto&& predicate) {
    for (const ReachPath& path : reach.paths)
        for (const Blocker& blocker : path.blockers)
            if (predicate(path, blocker)) return {&path, &blocker};
    return {nullptr, nullptr};
}

// Reports the first such blocker of each call: the caller, the component, the link.
void report(const NodeView& v, IssueSink& sink, auto&& predicate, auto&& fixOf) {
    eachCall(v, [&](const LinkView& link, const NodeView& to, const Reach& reach) {
        const auto [path, blocker] = firstBlocker(reach, [&](const ReachPath& p, const Blocker& b) { return predicate(to, p, b); });
        if (!blocker) return;
        std::vector<Uid> nodes{v.uid()};
        if (blocker->node != v.uid()) nodes.push_back(blocker->node);
        Issue& issue = sink.add(tr("%1 cannot call %2. %3").arg(v.quoted(), to.quoted(), blocker->message), nodes, {link.uid()});
        issue.fix = fixOf(link, to, *blocker);
    });
}

void report(const NodeView& v, IssueSink& sink, auto&& predicate) {
    report(v, sink, predicate, [](const LinkView&, const NodeView&, const Blocker& blocker) { return blocker.fix; });
}

// ---------------------------------------------------------------- no way at all
bool isElsewhere(const NodeView& from, const NodeView& to) {
    const auto a = regionOf(from);
    const auto b = regionOf(to);
    return a && b && !(*a == *b);
}

/// Whether the subnet's table has an endpoint for the service of that node.
bool hasDoorFor(const NodeView& from, Uid presence, const NodeView& to) {
    const auto subnet = from.find(presence);
    const auto table = subnet ? flat::subnetOf(*subnet)->table : nullptr;
    return table && std::ranges::find(table->doors, flat::calleeOf(to)->service, &flat::GatewayDoor::service) != table->doors.end();
}

bool leadsNowhere(const ReachPath& path, const Blocker& b) {
    const bool own = b.code == u"NO_ROUTE_TO_DESTINATION" && path.door != Door::NatGateway;  // from a NAT gateway on: NAT-001
    return own || b.code == u"SKERRY_NO_SUBNET";
}

/// Caches, streams and interface endpoints have rules of their own (doorrules.cpp).
bool isToldByDoors(const NodeView& to, const ReachPath& path) {
    const bool stopsOver = path.door != Door::GatewayEndpoint && std::ranges::any_of(path.hops, [](const ReachHop& hop) { return hop.stage == ReachHop::Stage::Endpoint; });
    return stopsOver || to.flowFacet<CacheFlow>() || to.data().operations.contains(QStringLiteral("GET")) || flat::calleeOf(to)->service == u"dynamodb-streams";
}

void checkNoPath(const NodeView& v, IssueSink& sink) {
    report(v, sink, [&](const NodeView& to, const ReachPath& path, const Blocker& b) { return leadsNowhere(path, b) && !isToldByDoors(to, path) && !(isElsewhere(v, to) && hasDoorFor(v, path.presence, to)); });
}

void checkOtherRegion(const NodeView& v, IssueSink& sink) {
    const auto isElsewhereOnly = [&](const NodeView& to, const ReachPath& path, const Blocker& b) { return leadsNowhere(path, b) && isElsewhere(v, to) && hasDoorFor(v, path.presence, to); };
    report(v, sink, isElsewhereOnly, [&](const LinkView& link, const NodeView& to, const Blocker&) {
        const auto region = regionOf(v);
        return region && waysOf(link).size() == 1 && link.to() == to ? replicaFix(to, *region, {&link, 1}) : std::nullopt;
    });
}

// An endpoint for the service is there, but not for the caller's table.
void checkUnassociated(const NodeView& v, IssueSink& sink) {
    eachCall(v, [&](const LinkView& link, const NodeView& to, const Reach& reach) {
        const QString service = flat::calleeOf(to)->service;
        if (!hasGatewayEndpoint(service) || isElsewhere(v, to)) return;
        for (const ReachPath& path : reach.paths) {
            const auto subnet = v.find(path.presence);
            const auto vpc = subnet ? vpcOf(*subnet) : std::nullopt;
            const auto table = subnet ? effectiveRouteTable(*subnet) : std::nullopt;
            if (!vpc || !table || path.door == Door::GatewayEndpoint) continue;
            for (const NodeView& endpoint : vpc->children(QStringLiteral("gatewayEndpoint"))) {
                const auto net = endpoint.netFacet<DoorNet>();
                if (!net || net->service != service || net->routeTables.empty()) continue;  // EP-002
                // A call that takes another way although the table is associated, through a cache say, is no matter of routes.
                if (std::ranges::find(net->routeTables, table->uid()) != net->routeTables.end()) continue;
                Issue& issue = sink.add(tr("%1 calls %2 from subnet %3, whose route table %4 is not associated with endpoint %5: the call does not use it. Associate the table.").arg(v.quoted(), to.quoted(), subnet->quoted(), table->quoted(), endpoint.quoted()), {v.uid(), endpoint.uid(), table->uid()}, {link.uid()});
                issue.fix = flat::endpointFix(*vpc, table->uid(), service);
                return;
            }
        }
    });
}

// ---------------------------------------------------------------- stopped on the way
void checkPublicAddress(const NodeView& v, IssueSink& sink) {
    report(v, sink, [&](const NodeView&, const ReachPath&, const Blocker& b) { return b.code == u"IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS" && b.node == v.uid(); });
}

void checkInternetFiltered(const NodeView& v, IssueSink& sink) {
    report(v, sink, [](const NodeView&, const ReachPath& path, const Blocker& b) {
        return (path.door == Door::InternetGateway || path.door == Door::NatGateway) && !b.onReturn && (isGroupCode(b.code) || isAclCode(b.code));
    });
}

void checkGroupToEndpoint(const NodeView& v, IssueSink& sink) {
    report(v, sink, [](const NodeView&, const ReachPath& path, const Blocker& b) { return path.door == Door::GatewayEndpoint && b.code == u"ENI_SG_RULES_MISMATCH"; });
}

void checkReply(const NodeView& v, IssueSink& sink) {
    report(v, sink, [](const NodeView&, const ReachPath& path, const Blocker& b) {
        const bool requestPasses = std::ranges::none_of(path.blockers, [](const Blocker& other) { return isAclCode(other.code) && !other.onReturn; });
        return isAclCode(b.code) && b.onReturn && requestPasses;
    });
}

void checkAclAgainstGroup(const NodeView& v, IssueSink& sink) {
    report(v, sink, [](const NodeView&, const ReachPath& path, const Blocker& b) {
        const bool groupPasses = std::ranges::none_of(path.blockers, [](const Blocker& other) { return isGroupCode(other.code); });
        const bool viaInternet = path.door == Door::InternetGateway || path.door == Door::NatGateway;  // IGW-007
        return isAclCode(b.code) && !b.onReturn && groupPasses && !viaInternet;
    });
}

void checkAclOfEndpointUsers(const NodeView& v, IssueSink& sink) {
    const auto subnet = flat::subnetOf(v);
    if (!subnet->acl || !subnet->table || subnet->table->doors.empty() || occupantsOf(v).empty()) return;
    const auto acl = v.find(subnet->acl->node);
    flat::Address service;
    service.kind = flat::Address::Kind::Service;
    service.service = subnet->table->doors.front().service;
    const auto out = flat::judgeAcl(subnet->acl->outbound, service, 443);
    const auto in = flat::judgeAcl(subnet->acl->inbound, service, 1024, 65535);
    if (!acl || (out.allowed && in.allowed)) return;
    const QString what = out.allowed ? tr("answers on ports 1024-65535 in") : tr("TCP 443 out");
    Issue& issue = sink.add(tr("Subnet %1 uses endpoint %2, which talks to the service's public addresses, and its network ACL %3 does not let %4. Allow it.").arg(v.quoted(), subnet->table->doors.front().name, acl->quoted(), what), {v.uid(), acl->uid()});
    issue.fix = out.allowed ? flat::aclFix(*acl, true, service, 1024, 65535, in) : flat::aclFix(*acl, false, service, 443, 443, out);
}

// ---------------------------------------------------------------- endpoint policies
QString arnOf(const QString& service, const QString& resource) {
    if (service == u"s3") return QStringLiteral("arn:aws:s3:::%1/*").arg(resource);
    return service == u"dynamodb" ? QStringLiteral("arn:aws:dynamodb:*:*:table/%1").arg(resource) : QStringLiteral("*");
}

QJsonObject statementFor(const QString& service, const QString& resource, const std::set<QString>& operations) {
    QJsonArray actions;
    for (const QString& operation : operations) actions += QString(service + u':' + operation);
    QJsonArray resources{arnOf(service, resource)};
    if (service == u"dynamodb" && !resource.contains(u'/')) resources += QString(arnOf(service, resource) + QStringLiteral("/index/*"));
    return {{QStringLiteral("Effect"), QStringLiteral("Allow")}, {QStringLiteral("Principal"), QStringLiteral("*")}, {QStringLiteral("Action"), actions}, {QStringLiteral("Resource"), resources}};
}

QString policyText(const QJsonArray& statements) {
    const QJsonObject policy{{QStringLiteral("Version"), QStringLiteral("2012-10-17")}, {QStringLiteral("Statement"), statements}};
    return QString::fromUtf8(QJsonDocument(policy).toJson(QJsonDocument::Compact));
}

/// The policy with one statement more; nothing where it denies explicitly, because that would win.
std::optional<QString> extended(const QString& policy, const QJsonObject& statement) {
    const QJsonObject old = QJsonDocument::fromJson(policy.toUtf8()).object();
    const QJsonValue listed = old.value(QStringLiteral("Statement"));
    QJsonArray statements = listed.isArray() ? listed.toArray() : QJsonArray{listed};
    for (const QJsonValue& value : std::as_const(statements))
        if (value.toObject().value(QStringLiteral("Effect")).toString() == u"Deny") return std::nullopt;
    statements += statement;
    return policyText(statements);
}

void checkPolicy(const NodeView& v, IssueSink& sink) {
    eachCall(v, [&](const LinkView& link, const NodeView& to, const Reach& reach) {
        const auto through = std::ranges::find_if(reach.paths, [](const ReachPath& p) { return p.door == Door::GatewayEndpoint || p.door == Door::InterfaceEndpoint; });
        const auto endpoint = through == reach.paths.end() ? std::nullopt : v.find(through->doorNode);
        const auto net = endpoint ? endpoint->netFacet<DoorNet>() : nullptr;
        if (!net || net->policy.isEmpty()) return;
        const QString resource = flat::calleeOf(to)->resource;
        for (const AccessPattern& pattern : patternsOf(link)) {
            const QString service = actionPrefix(net->service);
            const QString action = service + u':' + pattern.operation;
            if (policyAllows(net->policy, action, resource).value_or(true)) continue;
            Issue& issue = sink.add(tr("The policy of endpoint %1 blocks %2 on %3, which %4 calls. Extend the policy.").arg(endpoint->quoted(), action, to.quoted(), v.quoted()), {v.uid(), endpoint->uid(), to.uid()}, {link.uid()});
            if (auto text = extended(net->policy, statementFor(service, resource, {pattern.operation})))
                issue.fix = ChangeSet{tr("Allow %1 on %2").arg(action, resource), {SetProperty{endpoint->uid(), QStringLiteral("policy"), *text}}};
            return;
        }
    });
}

void checkPolicyText(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<DoorNet>();
    const QString why = net ? policyObjection(net->policy) : QString();
    if (!why.isEmpty()) sink.add(tr("The policy of endpoint %1 cannot be read: %2. Correct it, or leave it empty for full access.").arg(v.quoted(), why), {v.uid()}).key = QStringLiteral("policy");
}

/// Operations by resource.
using Uses = std::map<QString, std::set<QString>>;

/// What the workloads of a VPC do, by the door that their calls take. Read once for all its endpoints.
std::map<Uid, Uses> computeUses(const NodeView& vpc) {
    std::map<Uid, Uses> uses;
    for (const NodeView& workload : interfacesIn(vpc))
        eachCall(workload, [&](const LinkView& link, const NodeView& to, const Reach& reach) {
            std::set<Uid> doors;
            for (const ReachPath& path : reach.paths) doors.insert(path.doorNode);
            for (const Uid door : doors)
                for (const AccessPattern& pattern : patternsOf(link)) uses[door][flat::calleeOf(to)->resource].insert(pattern.operation);
        });
    return uses;
}

Uses usesOf(const NodeView& endpoint) {
    const auto vpc = vpcOf(endpoint);
    if (!vpc) return {};
    const auto all = vpc->query(Query<std::map<Uid, Uses>>{computeUses});
    const auto it = all->find(endpoint.uid());
    return it == all->end() ? Uses() : it->second;
}

void checkFullAccess(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<DoorNet>();
    if (!net || (net->routeTables.empty() && net->subnets.empty()) || !isFullAccess(net->policy)) return;
    Issue& issue = sink.add(tr("Endpoint %1 lets everyone do everything on every resource. Restrict principals, actions and resources.").arg(v.quoted()), {v.uid()});
    QJsonArray statements;
    for (const auto& [resource, operations] : usesOf(v)) statements += statementFor(actionPrefix(net->service), resource, operations);
    if (!statements.isEmpty()) issue.fix = ChangeSet{tr("Allow only what the design does"), {SetProperty{v.uid(), QStringLiteral("policy"), policyText(statements)}}};
}

// ---------------------------------------------------------------- better doors
void checkNatToService(const NodeView& v, IssueSink& sink) {
    eachCall(v, [&](const LinkView& link, const NodeView& to, const Reach& reach) {
        const QString service = flat::calleeOf(to)->service;
        const auto path = std::ranges::find_if(reach.paths, [](const ReachPath& p) { return p.reachable && p.door == Door::NatGateway; });
        if (path == reach.paths.end() || !hasGatewayEndpoint(service) || isElsewhere(v, to)) return;
        Issue& issue = sink.add(tr("%1 calls %2 through a NAT gateway, which charges by the hour and by the gigabyte. A gateway endpoint is free and keeps the call inside of AWS.").arg(v.quoted(), to.quoted()), {v.uid(), path->doorNode}, {link.uid()});
        const auto subnet = v.find(path->presence);
        const auto vpc = subnet ? vpcOf(*subnet) : std::nullopt;
        const auto table = subnet ? effectiveRouteTable(*subnet) : std::nullopt;
        if (vpc && table) issue.fix = flat::endpointFix(*vpc, table->uid(), service);
    });
}

}  // namespace

std::vector<RuleSpec> pathRules() {
    constexpr auto kEndpoints = "AWS PrivateLink Guide, gateway endpoints";
    constexpr auto kAcls = "Amazon VPC User Guide, network ACLs";
    constexpr auto kInternet = "Amazon VPC User Guide, internet gateways";
    return {
        {.id = "ACL-005", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "The answer does not come back"), .help = QT_TRANSLATE_NOOP("model", "Network ACLs are stateless: return traffic to the ephemeral ports needs its own rule."), .source = kAcls, .offersFix = true, .check = checkReply, .appliesTo = startsCalls},
        {.id = "ACL-008", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "The network ACL denies what the group allows"), .help = QT_TRANSLATE_NOOP("model", "Both must allow a packet; the subnet's network ACL has the last word."), .source = kAcls, .offersFix = true, .check = checkAclAgainstGroup, .appliesTo = startsCalls},
        {.id = "ACL-012", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Network ACL too tight for an endpoint"), .help = QT_TRANSLATE_NOOP("model", "A gateway endpoint still talks to the service's public addresses: 443 out, 1024-65535 in."), .source = kEndpoints, .offersFix = true, .check = checkAclOfEndpointUsers, .appliesTo = isSubnet},
        {.id = "EP-003", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Endpoint of another Region"), .help = QT_TRANSLATE_NOOP("model", "Gateway endpoints work only inside their Region."), .source = kEndpoints, .offersFix = true, .check = checkOtherRegion, .appliesTo = startsCalls},
        {.id = "EP-019", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "No path to the service"), .help = QT_TRANSLATE_NOOP("model", "A client in a VPC needs an endpoint, or a way to the internet."), .source = kEndpoints, .offersFix = true, .check = checkNoPath, .appliesTo = startsCalls},
        {.id = "EP-021", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "The endpoint policy blocks the call"), .help = QT_TRANSLATE_NOOP("model", "Endpoint and IAM policies must both allow an action."), .source = "AWS PrivateLink Guide, endpoint policies", .offersFix = true, .check = checkPolicy, .appliesTo = startsCalls},
        {.id = "EP-022", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Endpoint with full access"), .help = QT_TRANSLATE_NOOP("model", "The default policy allows every principal everything."), .source = "AWS PrivateLink Guide, endpoint policies", .offersFix = true, .check = checkFullAccess, .appliesTo = isEndpoint},
        {.id = "EP-044", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Endpoint policy that cannot be read"), .help = QT_TRANSLATE_NOOP("model", "A policy is a JSON object with one or more statements; AWS refuses anything else."), .source = "AWS PrivateLink Guide, endpoint policies", .check = checkPolicyText, .appliesTo = isEndpoint},
        {.id = "IGW-006", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "No public address"), .help = QT_TRANSLATE_NOOP("model", "The internet gateway translates only for interfaces with a public address of their own."), .source = kInternet, .offersFix = true, .check = checkPublicAddress, .appliesTo = startsCalls},
        {.id = "IGW-007", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Routed to the internet, but filtered"), .help = QT_TRANSLATE_NOOP("model", "Gateway and route are fine; a security group or network ACL stops the packets."), .source = kInternet, .offersFix = true, .check = checkInternetFiltered, .appliesTo = startsCalls},
        {.id = "NAT-006", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "NAT gateway where an endpoint is free"), .help = QT_TRANSLATE_NOOP("model", "DynamoDB and S3 have gateway endpoints, which cost nothing."), .source = kEndpoints, .offersFix = true, .check = checkNatToService, .appliesTo = startsCalls},
        {.id = "RT-013", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Endpoint not for this route table"), .help = QT_TRANSLATE_NOOP("model", "A subnet uses a gateway endpoint if its route table is associated with it."), .source = kEndpoints, .offersFix = true, .check = checkUnassociated, .appliesTo = startsCalls},
        {.id = "SG-013", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Group without a rule for the endpoint"), .help = QT_TRANSLATE_NOOP("model", "Restricted outbound rules need 443 to the service's prefix list."), .source = kEndpoints, .offersFix = true, .check = checkGroupToEndpoint, .appliesTo = startsCalls},
    };
}

}  // namespace model
