// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/placement.h"
#include "model/reachability/reach.h"
#include "model/rules/patternfix.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>
#include <QHash>

namespace model::vpc {

namespace {

constexpr auto kGuide = "AWS PrivateLink Guide, interface endpoints";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

void checkSubnets(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kSubnets) || !v.refs(kSubnets).empty()) return;
    Issue& issue = sink.add(tr("Interface endpoint %1 has no subnet and so no network interface. Place it in one subnet of each zone that uses it.").arg(v.quoted()), {v.uid()});
    issue.key = kSubnets;
    const auto vpc = vpcOf(v);
    if (Refs subnets = vpc ? subnetOfEachZone(*vpc) : Refs(); !subnets.items.empty()) issue.fix = ChangeSet{tr("Place it in a subnet of each zone"), {SetProperty{v.uid(), kSubnets, Value(std::move(subnets))}}};
}

void checkZones(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kSubnets)) return;
    QHash<QString, NodeView> seen;
    for (const NodeView& subnet : v.targets(kSubnets)) {
        const auto net = subnet.netFacet<SubnetNet>();
        if (!net || net->zone.isEmpty() || subnet.isUnresolved(kZone)) continue;
        const auto other = seen.constFind(net->zone);
        if (other == seen.constEnd()) {
            seen.insert(net->zone, subnet);
            continue;
        }
        Refs kept;
        for (const Ref& ref : v.refs(kSubnets))
            if (ref.target != subnet.uid()) kept.items.push_back(ref);
        Issue& issue = sink.add(tr("Interface endpoint %1 stands in %2 and %3, both in zone %4; it takes one subnet of a zone. Keep one.").arg(v.quoted(), other->quoted(), subnet.quoted(), net->zone), {v.uid(), subnet.uid()});
        issue.fix = ChangeSet{tr("Take it out of %1").arg(subnet.quoted()), {SetProperty{v.uid(), kSubnets, Value(std::move(kept))}}};
        return;
    }
}

void sayCost(const NodeView& v, IssueSink& sink) {
    const auto zones = v.refs(kSubnets).size();
    if (zones > 0) sink.add(tr("Interface endpoint %1 is billed by the hour in %2, and by the gigabyte.").arg(v.quoted(), zones == 1 ? tr("its one zone") : tr("each of its %1 zones").arg(zones)), {v.uid()});
}

void checkDynamoDbName(const NodeView& v, IssueSink& sink) {
    if (v.text(kService) != u"dynamodb" || !v.settledFlag(kPrivateDns)) return;
    Issue& issue = sink.add(tr("%1 asks for the private name of DynamoDB, which its interface endpoints long did not offer; newer API versions list it. Call the endpoint by its own name to be safe.").arg(v.quoted()), {v.uid()});
    issue.key = kPrivateDns;
    issue.fix = ChangeSet{tr("Leave the private name out"), {SetProperty{v.uid(), kPrivateDns, std::nullopt}}};
}

void checkDns(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    const auto net = vpc ? vpc->netFacet<VpcNet>() : nullptr;
    if (!net || !v.settledFlag(kPrivateDns) || (net->dnsSupport && net->dnsHostnames)) return;
    Issue& issue = sink.add(tr("The private name of endpoint %1 needs DNS resolution and DNS hostnames of VPC %2, and one of them is off. Turn both on.").arg(v.quoted(), vpc->quoted()), {v.uid(), vpc->uid()});
    issue.fix = ChangeSet{tr("Turn both on"), {SetProperty{vpc->uid(), kDnsSupport, std::nullopt}, SetProperty{vpc->uid(), kDnsHostnames, std::nullopt}}};
}

/// The one DAX cluster of the endpoint's VPC.
std::optional<NodeView> clusterBeside(const NodeView& v) {
    std::optional<NodeView> only;
    const auto vpc = vpcOf(v);
    for (const NodeView& cluster : vpc ? vpc->children(QStringLiteral("cache")) : std::vector<NodeView>()) {
        if (!cluster.flowFacet<CacheFlow>()) continue;
        if (only) return std::nullopt;
        only = cluster;
    }
    return only;
}

void sayDax(const NodeView& v, IssueSink& sink) {
    if (v.text(kService) != u"dax") return;
    for (const AccessPattern& p : patternsThrough(v)) {
        Issue& issue = sink.add(tr("%1 goes through endpoint %2, which carries calls that manage DAX clusters; items are asked of the cluster itself, inside the VPC. Connect to that.").arg(patternName(v, p), v.quoted()), {v.uid(), p.caller}, {p.link});
        const auto caller = v.find(p.caller), resource = v.find(p.resource), cluster = clusterBeside(v);
        if (caller && resource && cluster && reachOf(*caller, *resource, cluster->uid())->reachable()) issue.fix = patternFix(v, p, tr("Ask %1 itself").arg(cluster->quoted()), pattern::kVia, Value(Ref{cluster->uid(), {}}));
    }
}

}  // namespace

std::vector<RuleSpec> interfaceEndpointRules() {
    return {
        {.id = "DNS-001", .title = QT_TRANSLATE_NOOP("model", "Private names need the VPC's DNS"), .help = QT_TRANSLATE_NOOP("model", "Fires when an endpoint has a private name and the VPC's DNS resolution or hostnames are off."), .source = "AWS PrivateLink Guide, private DNS", .offersFix = true, .check = checkDns},
        {.id = "EP-008", .title = QT_TRANSLATE_NOOP("model", "An interface endpoint has a subnet"), .help = QT_TRANSLATE_NOOP("model", "Fires when it has none."), .source = kGuide, .offersFix = true, .check = checkSubnets},
        {.id = "EP-009", .title = QT_TRANSLATE_NOOP("model", "One subnet of a zone"), .help = QT_TRANSLATE_NOOP("model", "Fires when an interface endpoint has two subnets of one zone."), .source = kGuide, .offersFix = true, .check = checkZones},
        {.id = "EP-013", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Interface endpoints are billed"), .help = QT_TRANSLATE_NOOP("model", "Says of an interface endpoint what it is billed by."), .source = "AWS PrivateLink pricing", .check = sayCost},
        {.id = "EP-017", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "DynamoDB's endpoint has names of its own"), .help = QT_TRANSLATE_NOOP("model", "Fires when an interface endpoint of DynamoDB asks for the private name."), .source = "DynamoDB Developer Guide, AWS PrivateLink", .offersFix = true, .check = checkDynamoDbName},
        {.id = "EP-031", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "DAX's endpoint manages clusters"), .help = QT_TRANSLATE_NOOP("model", "Says of a pattern that goes through an endpoint for DAX that items are asked of the cluster."), .source = "DynamoDB Developer Guide, DAX", .offersFix = true, .check = sayDax},
    };
}

}  // namespace model::vpc
