// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/requirementrules.h"

#include "model/core/kindspec.h"
#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/reachability/flatnet.h"
#include "model/rules/doorfixes.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace {

constexpr auto kDynamoLink = "DynamoDB Developer Guide, AWS PrivateLink";

// Keys of rows: frozen, files carry them.
const QString kServiceCalls = QStringLiteral("serviceCalls");  // of a VPC: any, noInternet, private
const QString kOldTls = QStringLiteral("oldTls");              // of workloads
const QString kKclVersion = QStringLiteral("kclVersion");

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
bool startsCalls(const KindSpec& kind) { return kind.emitsCalls && kind.net; }

/// The VPC from whose subnet the path starts, and what it asks of calls to services.
struct Asked {
    std::optional<NodeView> vpc;
    QString ways;
};
Asked askedOf(const NodeView& v, const ReachPath& path) {
    const auto subnet = v.find(path.presence);
    const auto vpc = subnet ? vpcOf(*subnet) : std::nullopt;
    return {vpc, vpc && vpc->kind()->property(kServiceCalls) ? vpc->settledText(kServiceCalls) : QString()};
}

/// Whether the VPC of its first subnet asks anything: only then its calls are walked.
bool isAsked(const NodeView& v) {
    const auto net = v.netFacet<InterfaceNet>();
    const auto subnet = net && !net->subnets.empty() ? v.find(net->subnets.front()) : std::nullopt;
    const auto vpc = subnet ? vpcOf(*subnet) : std::nullopt;
    return vpc && vpc->has(kServiceCalls);
}

bool isElsewhere(const NodeView& v, const NodeView& to) { return regionCodeOf(v) != regionCodeOf(to); }

// ---------------------------------------------------------------- ways
void checkPrivateAddresses(const NodeView& v, IssueSink& sink) {
    if (!isAsked(v)) return;
    for (const Call& call : callsOf(v)) {
        const auto path = std::ranges::find(call.reach->paths, Door::GatewayEndpoint, &ReachPath::door);
        if (path == call.reach->paths.end() || askedOf(v, *path).ways != u"private") continue;
        const auto door = v.find(path->doorNode);
        Issue& issue = sink.add(tr("%1 is to use private addresses only, but calls %2 through gateway endpoint %3, which leads to the service's public addresses inside of AWS. Use an interface endpoint.").arg(v.quoted(), call.to.quoted(), door ? door->quoted() : QString()), {v.uid(), path->doorNode}, {call.link.uid()});
        issue.fix = privateWayFix(v, call, flat::calleeOf(call.to)->service);
    }
}

/// The route tables by which the call leaves its VPC for the internet.
std::vector<Uid> publicTables(const NodeView& v, const Call& call) {
    std::vector<Uid> tables;
    for (const ReachPath& path : call.reach->paths) {
        const auto subnet = v.find(path.presence);
        const auto table = subnet ? effectiveRouteTable(*subnet) : std::nullopt;
        if (table && std::ranges::find(tables, table->uid()) == tables.end()) tables.push_back(table->uid());
    }
    return tables;
}

void checkPublicWay(const NodeView& v, IssueSink& sink) {
    if (!isAsked(v)) return;
    for (const Call& call : callsOf(v)) {
        const auto path = std::ranges::find_if(call.reach->paths, [](const ReachPath& p) { return p.reachable && (p.door == Door::NatGateway || p.door == Door::InternetGateway); });
        const QString service = flat::calleeOf(call.to)->service;
        if (path == call.reach->paths.end() || service.isEmpty()) continue;
        const Asked asked = askedOf(v, *path);
        if (asked.ways != u"private" && asked.ways != u"noInternet") continue;
        Issue& issue = sink.add(tr("%1 calls %2 by the public path, through the %3, and calls from VPC %4 are not to go over the internet. A VPC endpoint keeps them inside of AWS.").arg(v.quoted(), call.to.quoted(), doorTitle(path->door), asked.vpc->quoted()), {v.uid(), path->doorNode}, {call.link.uid()});
        if (isElsewhere(v, call.to)) continue;  // endpoints lead to their own Region
        issue.fix = asked.ways == u"private"        ? privateWayFix(v, call, service)
                    : hasGatewayEndpoint(service) ? flat::endpointFix(*asked.vpc, publicTables(v, call), service)
                                                  : privateNameFix(v, service);
    }
}

// ---------------------------------------------------------------- software
void checkTls(const NodeView& v, IssueSink& sink) {
    if (!v.kind()->property(kOldTls) || !v.settledFlag(kOldTls)) return;
    for (const Call& call : callsOf(v)) {
        const auto path = std::ranges::find(call.reach->paths, Door::InterfaceEndpoint, &ReachPath::door);
        if (path == call.reach->paths.end()) continue;
        Issue& issue = sink.add(tr("%1 speaks TLS 1.1 or older, and interface endpoint %2 takes TLS 1.2 or later. Bring its software up to date.").arg(v.quoted(), v.find(path->doorNode)->quoted()), {v.uid(), path->doorNode}, {call.link.uid()});
        issue.key = kOldTls;
        issue.fix = ChangeSet{tr("Speak TLS 1.2 or later"), {SetProperty{v.uid(), kOldTls, std::nullopt}}};
        return;
    }
}

void checkKcl(const NodeView& v, IssueSink& sink) {
    if (!v.kind()->property(kKclVersion) || v.settledText(kKclVersion) != u"1") return;
    for (const Call& call : callsOf(v)) {
        const auto log = call.to.flowFacet<LogFlow>();
        if (!log || log->from.isNull()) continue;
        Issue& issue = sink.add(tr("%1 reads stream %2 with the Kinesis Client Library 1.x, whose support ended on 30 January 2026. Version 3 also needs up to a third less compute.").arg(v.quoted(), call.to.quoted()), {v.uid(), call.to.uid()}, {call.link.uid()});
        issue.key = kKclVersion;
        issue.fix = ChangeSet{tr("Use version 3"), {SetProperty{v.uid(), kKclVersion, std::nullopt}}};
        return;
    }
}

}  // namespace

std::vector<RuleSpec> requirementRules() {
    return {
        {.id = "EP-016", .title = QT_TRANSLATE_NOOP("model", "Endpoints take TLS 1.2 or later"), .help = QT_TRANSLATE_NOOP("model", "Fires when a workload with older TLS goes through an interface endpoint."), .source = kDynamoLink, .offersFix = true, .check = checkTls, .appliesTo = startsCalls},
        {.id = "EP-018", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Private addresses need an interface endpoint"), .help = QT_TRANSLATE_NOOP("model", "Fires when calls from a VPC are to use private addresses only and go through a gateway endpoint."), .source = kDynamoLink, .offersFix = true, .check = checkPrivateAddresses, .appliesTo = startsCalls},
        {.id = "EP-020", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Calls stay off the internet"), .help = QT_TRANSLATE_NOOP("model", "Fires when calls from a VPC are not to go over the internet and go through an internet or NAT gateway."), .source = kDynamoLink, .offersFix = true, .check = checkPublicWay, .appliesTo = startsCalls},
        {.id = "STR-011", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Readers use a library that is supported"), .help = QT_TRANSLATE_NOOP("model", "Fires when a workload reads a table's stream with the Kinesis Client Library 1.x."), .source = "DynamoDB Developer Guide, DynamoDB Streams Kinesis adapter", .offersFix = true, .check = checkKcl, .appliesTo = startsCalls},
    };
}

}  // namespace model
