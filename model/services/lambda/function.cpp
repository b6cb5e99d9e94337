// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/plan/stationspec.h"
#include "model/services/connectionrows.h"
#include "model/services/lambda/kinds.h"

#include <QCoreApplication>

namespace model::lambda {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool isAsynchronous(const NodeView& v) { return v.flag(kAsynchronous); }

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Function");
    constexpr auto kNetwork = QT_TRANSLATE_NOOP("model", "Network");
    constexpr auto kQuotas = "AWS Lambda Developer Guide, quotas";
    return {
        {.key = kMemory, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Memory, MB"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Between 128 and 10,240 MB; processor time grows with it."), .source = kQuotas, .fallback = qint64(128), .minimum = 1, .maximum = 1000000},
        {.key = kTimeout, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Timeout"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "An invocation that takes longer is ended; at most 15 minutes."), .source = kQuotas, .unit = Unit::Seconds, .fallback = 3.0, .minimum = 1, .maximum = 1000000},
        {.key = kRuntime, .title = QT_TRANSLATE_NOOP("model", "Runtime"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Language and version, such as python3.12; for readers only. Empty: not told."), .source = "AWS Lambda Developer Guide, runtimes"},
        {.key = kReserved, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Reserved concurrency"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "How many invocations may run at once; -1: as many as the account has; 0: the function is switched off."), .source = "AWS Lambda Developer Guide, reserved concurrency", .fallback = qint64(-1), .minimum = -1, .maximum = 1000000, .specials = {{-1, QT_TRANSLATE_NOOP("model", "none, shares the account's")}, {0, QT_TRANSLATE_NOOP("model", "switched off")}}},
        {.key = kProvisioned, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Provisioned concurrency"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Environments that are always warm, so that their calls meet no cold start; 0: none."), .source = "AWS Lambda Developer Guide, provisioned concurrency", .fallback = qint64(0), .minimum = 0, .maximum = 1000000, .specials = {{0, QT_TRANSLATE_NOOP("model", "none")}}},
        {.key = kAnswersUsers, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Somebody waits for it"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A person or a request waits for each answer, so that cold starts hurt."), .fallback = false},
        {.key = kAsynchronous, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Called without waiting"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Events are queued for it and tried three times in all; for the checks, a run has its callers wait."), .source = "AWS Lambda Developer Guide, asynchronous invocation", .fallback = false},
        {.key = kDestination, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Given up goes to"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Where events go that failed three times; none: they are lost."), .source = "AWS Lambda Developer Guide, asynchronous invocation", .fallback = Ref{}, .role = QStringLiteral("failureDestination"), .visibleWhen = isAsynchronous},
        {.key = kSubnets, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Subnets"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Where its interfaces lie; none: outside of any VPC, in AWS's own network."), .source = "AWS Lambda Developer Guide, VPC access", .fallback = Refs{}, .role = QStringLiteral("subnet")},
        {.key = kSecurityGroups, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Security groups"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Packet filters of its interfaces; none: the VPC's default group."), .source = "AWS Lambda Developer Guide, VPC access", .fallback = Refs{}, .role = QStringLiteral("securityGroup")},
        {.key = kCallTimeout, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Gives up after"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "Its SDK gives up an attempt that has no answer after this long."), .source = "[A] SDKs differ, many wait far longer", .unit = Unit::Milliseconds, .fallback = 1000.0, .minimum = 1, .maximum = 900000},
    };
}

std::vector<PropertySpec> workRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Work");
    constexpr auto kHelp = QT_TRANSLATE_NOOP("model", "Time of an invocation in its own code; the calls that it makes come on top.");
    constexpr auto kOwnCode = "[A] your own code";
    return {
        {.key = kDurationP50, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Duration, median"), .group = kGroup, .help = kHelp, .source = kOwnCode, .unit = Unit::Milliseconds, .fallback = 20.0, .minimum = 0, .maximum = 900000},
        {.key = kDurationP99, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Duration, 99 %"), .group = kGroup, .help = kHelp, .source = kOwnCode, .unit = Unit::Milliseconds, .fallback = 60.0, .minimum = 0, .maximum = 900000},
        {.key = kErrorShare, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Fails by itself"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Share of the invocations that end with an error of its own code."), .source = kOwnCode, .unit = Unit::Percent, .fallback = 0.0, .minimum = 0, .maximum = 100},
    };
}

std::vector<PropertySpec> assumptionRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Assumptions");
    constexpr auto kQuotas = "AWS Lambda Developer Guide, quotas";
    constexpr auto kScaling = "AWS Lambda Developer Guide, scaling";
    constexpr auto kColdHelp = QT_TRANSLATE_NOOP("model", "Time to make a new environment: 150 to 500 ms for Node.js and Python, a second or more for Java.");
    return {
        {.key = kColdStartP50, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Cold start, median"), .group = kGroup, .help = kColdHelp, .source = "[A] measured by others", .unit = Unit::Milliseconds, .fallback = 250.0, .minimum = 0, .maximum = 600000},
        {.key = kColdStartP99, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Cold start, 99 %"), .group = kGroup, .help = kColdHelp, .source = "[A] measured by others", .unit = Unit::Milliseconds, .fallback = 400.0, .minimum = 0, .maximum = 600000},
        {.key = kIdleKept, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Idle environments live"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "An environment that nobody calls is given up after 5 to 15 minutes."), .source = "[A] AWS gives no figure", .unit = Unit::Seconds, .fallback = 600.0, .minimum = 0, .maximum = 86400},
        {.key = kAccountConcurrency, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Concurrency of the account"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What all functions of the Region may run at once; it can be raised."), .source = kQuotas, .fallback = 1000.0, .minimum = 1, .maximum = 1e6},
        {.key = kUnreservedLeast, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Kept unreserved"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Of the account's concurrency, what reservations cannot take."), .source = "AWS Lambda Developer Guide, reserved concurrency", .fallback = 100.0, .minimum = 0, .maximum = 1e6},
        {.key = kScaleUp, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "New in 10 seconds"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Environments that one function may add in ten seconds."), .source = kScaling, .fallback = 1000.0, .minimum = 1, .maximum = 1e6},
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
    spec.service = QStringLiteral("lambda");
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
    plan::ServerStation server;
    server.duration = {v.settledNumber(kDurationP50), v.settledNumber(kDurationP99)};
    server.coldStart = {v.settledNumber(kColdStartP50), v.settledNumber(kColdStartP99)};
    server.timeoutS = v.settledNumber(kTimeout);
    server.reserved = v.settledNumber(kReserved);
    server.provisioned = v.settledNumber(kProvisioned);
    server.accountConcurrency = v.settledNumber(kAccountConcurrency);
    server.keptUnreserved = v.settledNumber(kUnreservedLeast);
    server.newPer10S = v.settledNumber(kScaleUp);
    server.idleKeptS = v.settledNumber(kIdleKept);
    server.errorShare = v.settledNumber(kErrorShare) / 100;
    spec.parameters = server;
    spec.timeoutMs = v.settledNumber(kCallTimeout);
    spec.connections = connectionsOf(v);
    return spec;
}

}  // namespace

double durationS(const NodeView& function) {
    const PropertySpec* row = function.kind() ? function.kind()->property(kDurationP50) : nullptr;
    return row ? function.settledNumber(kDurationP50) / 1000 : 0;
}

KindSpec functionKind() {
    KindSpec kind{
        .id = QStringLiteral("lambda.function"),
        .title = QT_TRANSLATE_NOOP("model", "Lambda function"),
        .help = QT_TRANSLATE_NOOP("model", "Code that runs when it is called: by requests, by a stream through an event source mapping, or at the rates of the access patterns that you draw from it."),
        .category = Category::Compute,
        .systems = {QStringLiteral("S059"), QStringLiteral("S061")},
        .offers = {QStringLiteral("workload"), QStringLiteral("function")},
        .livesIn = {QStringLiteral("region"), QStringLiteral("vpc")},
        .placement = kSubnets,
        .properties = properties(),
        .emitsCalls = true,
        .rules = functionRules(),
        .cloudFormation = {{QStringLiteral("AWS::Lambda::Function"),
                            {{QStringLiteral("MemorySize"), kMemory},
                             {QStringLiteral("Timeout"), kTimeout},
                             {QStringLiteral("Runtime"), kRuntime},
                             {QStringLiteral("ReservedConcurrentExecutions"), kReserved},
                             {QStringLiteral("VpcConfig.SubnetIds"), kSubnets},
                             {QStringLiteral("VpcConfig.SecurityGroupIds"), kSecurityGroups}},
                            {},
                            QStringLiteral("FunctionName")}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its calls: rates, keys, SDK retries, and their way out of its subnets or of AWS's network."), QT_TRANSLATE_NOOP("model", "New connections with name look-up and handshakes; idle ones are kept open for the next requests of the same subnet or client."), QT_TRANSLATE_NOOP("model", "Invocations: environments, cold starts, reserved and provisioned concurrency, the account's limit, timeouts, throttles.")},
                     {QT_TRANSLATE_NOOP("model", "Asynchronous invocations with their queue and retries, versions and aliases, memory's effect on the duration.")}},
        .net = net,
        .data = data,
        .view = view,
        .station = station,
    };
    for (auto more : {workRows(), assumptionRows(), connectionRows()}) kind.properties.insert(kind.properties.end(), more.begin(), more.end());
    return kind;
}

}  // namespace model::lambda
