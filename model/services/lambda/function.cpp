// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/plan/stationspec.h"
#include "model/services/lambda/kinds.h"

#include <QCoreApplication>

namespace model::lambda {

namespace {

const QString kMemory = QStringLiteral("memoryMb");  // frozen
const QString kTimeout = QStringLiteral("timeoutS");
const QString kRuntime = QStringLiteral("runtime");
const QString kReserved = QStringLiteral("reservedConcurrency");
const QString kSubnets = QStringLiteral("subnets");
const QString kSecurityGroups = QStringLiteral("securityGroups");
const QString kCallTimeout = QStringLiteral("callTimeoutMs");

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Function");
    constexpr auto kNetwork = QT_TRANSLATE_NOOP("model", "Network");
    constexpr auto kQuotas = "AWS Lambda Developer Guide, quotas";
    return {
        {.key = kMemory, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Memory, MB"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Between 128 and 10,240 MB; processor time grows with it."), .source = kQuotas, .fallback = qint64(128), .minimum = 1, .maximum = 1000000},
        {.key = kTimeout, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Timeout"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "An invocation that takes longer is ended; at most 15 minutes."), .source = kQuotas, .unit = Unit::Seconds, .fallback = 3.0, .minimum = 1, .maximum = 1000000},
        {.key = kRuntime, .title = QT_TRANSLATE_NOOP("model", "Runtime"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Language and version, such as python3.12; for readers only."), .source = "AWS Lambda Developer Guide, runtimes"},
        {.key = kReserved, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Reserved concurrency"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "How many invocations may run at once; -1: as many as the account has; 0: the function is switched off."), .source = "AWS Lambda Developer Guide, reserved concurrency", .fallback = qint64(-1), .minimum = -1, .maximum = 1000000},
        {.key = kSubnets, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Subnets"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Where its interfaces lie; none: outside of any VPC, in AWS's own network."), .source = "AWS Lambda Developer Guide, VPC access", .fallback = Refs{}, .role = QStringLiteral("subnet")},
        {.key = kSecurityGroups, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Security groups"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Packet filters of its interfaces; none: the VPC's default group."), .source = "AWS Lambda Developer Guide, VPC access", .fallback = Refs{}, .role = QStringLiteral("securityGroup")},
        {.key = kCallTimeout, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Gives up after"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "Its SDK gives up an attempt that has no answer after this long."), .source = "[A] SDKs differ, many wait far longer", .unit = Unit::Milliseconds, .fallback = 1000.0, .minimum = 1, .maximum = 900000},
    };
}

NetSpec net(const NodeView& v) {
    InterfaceNet interfaces;
    for (const Ref& ref : v.refs(kSubnets)) interfaces.subnets.push_back(ref.target);
    for (const Ref& ref : v.refs(kSecurityGroups)) interfaces.securityGroups.push_back(ref.target);
    if (interfaces.subnets.empty()) return OutsideNet{OutsideNet::Where::AwsNetwork};
    return interfaces;
}

DataSpec data(const NodeView&) {
    DataSpec spec;
    spec.operations = {QStringLiteral("Invoke")};
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const double megabytes = v.settledNumber(kMemory);
    spec.secondLine = megabytes < 1024 ? tr("%1 MB").arg(megabytes, 0, 'f', 0) : formatQuantity(megabytes * 1048576, Unit::Bytes).replace(QStringLiteral("GiB"), QStringLiteral("GB"));
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::SourceStation{};
    spec.timeoutMs = v.settledNumber(kCallTimeout);
    return spec;
}

// ---------------------------------------------------------------- rules
void checkTimeout(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kTimeout) || v.number(kTimeout) <= 900) return;
    Issue& issue = sink.add(tr("Function %1 may run %2; Lambda ends an invocation after 15 minutes. Longer work belongs on containers, AWS Batch or a state machine.").arg(v.quoted(), formatQuantity(v.number(kTimeout), Unit::Seconds)), {v.uid()});
    issue.fix = ChangeSet{tr("Set the timeout to 15 minutes"), {SetProperty{v.uid(), kTimeout, Value(900.0)}}};
}

void checkMemory(const NodeView& v, IssueSink& sink) {
    const double megabytes = v.number(kMemory);
    if (v.isUnresolved(kMemory) || (megabytes >= 128 && megabytes <= 10240)) return;
    const qint64 nearest = megabytes < 128 ? 128 : 10240;
    Issue& issue = sink.add(tr("Function %1 has %2 MB of memory; Lambda offers 128 to 10,240 MB.").arg(v.quoted()).arg(megabytes, 0, 'f', 0), {v.uid()});
    issue.fix = ChangeSet{tr("Set the memory to %1 MB").arg(nearest), {SetProperty{v.uid(), kMemory, nearest == 128 ? std::nullopt : std::optional<Value>(nearest)}}};
}

void checkReserved(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kReserved) || v.number(kReserved) != 0) return;
    if (v.linksIn().empty() && v.linksOut().empty()) return;
    Issue& issue = sink.add(tr("Function %1 has a reserved concurrency of 0: it is switched off, and every call of it is throttled. Raise it.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Take the reserved concurrency away"), {SetProperty{v.uid(), kReserved, std::nullopt}}};
}

std::vector<RuleSpec> rules() {
    constexpr auto kQuotas = "AWS Lambda Developer Guide, quotas";
    return {
        {.id = "LAM-001", .title = QT_TRANSLATE_NOOP("model", "A function runs 15 minutes at most"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function's timeout is above 900 seconds."), .source = kQuotas, .offersFix = true, .check = checkTimeout},
        {.id = "LAM-002", .title = QT_TRANSLATE_NOOP("model", "A function has 128 to 10,240 MB"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function's memory is outside of what Lambda offers."), .source = kQuotas, .offersFix = true, .check = checkMemory},
        {.id = "LAM-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A function that is called is switched on"), .help = QT_TRANSLATE_NOOP("model", "Fires when a linked function has a reserved concurrency of 0."), .source = "AWS Lambda Developer Guide, reserved concurrency", .offersFix = true, .check = checkReserved},
    };
}

}  // namespace

KindSpec functionKind() {
    return {
        .id = QStringLiteral("lambda.function"),
        .title = QT_TRANSLATE_NOOP("model", "Lambda function"),
        .help = QT_TRANSLATE_NOOP("model", "Code that runs when it is called. Here it is the source of the access patterns that you draw from it."),
        .category = Category::Compute,
        .systems = {QStringLiteral("S059")},
        .offers = {QStringLiteral("workload"), QStringLiteral("function")},
        .livesIn = {QStringLiteral("region"), QStringLiteral("vpc")},
        .placement = kSubnets,
        .properties = properties(),
        .emitsCalls = true,
        .rules = rules(),
        .cloudFormation = {{QStringLiteral("AWS::Lambda::Function"),
                            {{QStringLiteral("MemorySize"), kMemory},
                             {QStringLiteral("Timeout"), kTimeout},
                             {QStringLiteral("Runtime"), kRuntime},
                             {QStringLiteral("ReservedConcurrentExecutions"), kReserved},
                             {QStringLiteral("VpcConfig.SubnetIds"), kSubnets},
                             {QStringLiteral("VpcConfig.SecurityGroupIds"), kSecurityGroups}},
                            {},
                            QStringLiteral("FunctionName")}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its calls: rates, keys, SDK retries, and their way out of its subnets or of AWS's network.")},
                     {QT_TRANSLATE_NOOP("model", "Invocations of it, cold starts, concurrency: a call into a function is a finding, not a simulated request.")}},
        .net = net,
        .data = data,
        .view = view,
        .station = station,
    };
}

}  // namespace model::lambda
