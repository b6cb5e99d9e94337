// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/connectionrows.h"
#include "model/services/ec2/kinds.h"

#include <QCoreApplication>

#include <array>

namespace model::ec2 {

namespace {

const QString kInstances = QStringLiteral("instances");  // frozen
const QString kInstanceType = QStringLiteral("instanceType");
const QString kSubnets = QStringLiteral("subnets");
const QString kSecurityGroups = QStringLiteral("securityGroups");
const QString kPublicIp = QStringLiteral("publicIp");
const QString kPrivateIp = QStringLiteral("privateIp");
const QString kListensOn = QStringLiteral("listensOn");
const QString kOldTls = QStringLiteral("oldTls");
const QString kKclVersion = QStringLiteral("kclVersion");
const QString kCallTimeout = QStringLiteral("callTimeoutMs");

bool isOne(const NodeView& v) { return v.number(kInstances) == 1; }

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Instances");
    constexpr auto kSoftware = QT_TRANSLATE_NOOP("model", "Software");
    constexpr auto kNetwork = QT_TRANSLATE_NOOP("model", "Network");
    constexpr auto kSource = "Amazon EC2 User Guide";
    return {
        {.key = kInstances, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Instances"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "How many run, spread evenly over the subnets."), .source = kSource, .fallback = qint64(2), .minimum = 0, .maximum = 100000},
        {.key = kInstanceType, .title = QT_TRANSLATE_NOOP("model", "Type"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Instance type, such as t3.medium; for readers only."), .source = kSource, .fallback = QStringLiteral("t3.medium")},
        {.key = kSubnets, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Subnets"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Where its instances run; two zones survive the loss of one. None at first: choose at least one."), .source = kSource, .fallback = Refs{}, .role = QStringLiteral("subnet")},
        {.key = kSecurityGroups, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Security groups"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Packet filters of its interfaces; none: the VPC's default group."), .source = kSource, .fallback = Refs{}, .role = QStringLiteral("securityGroup")},
        {.key = kPublicIp, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Public IPv4"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Each instance has a public address; without one the internet gateway is no way out."), .source = kSource, .fallback = false},
        {.key = kPrivateIp, .title = QT_TRANSLATE_NOOP("model", "Private IPv4"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "A fixed address of its one instance, within its subnet; empty: AWS chooses one."), .source = "Amazon EC2 User Guide, IP addressing", .emptyWords = QT_TRANSLATE_NOOP("model", "AWS chooses"), .visibleWhen = isOne},
        {.key = kListensOn, .type = ValueType::TextList, .title = QT_TRANSLATE_NOOP("model", "Listens on"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "TCP ports on which its instances accept connections, 1 to 65535; none: it only calls."), .source = kSource, .fallback = QStringList()},
        {.key = kOldTls, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "TLS 1.1 or older"), .group = kSoftware, .help = QT_TRANSLATE_NOOP("model", "Its software speaks no newer TLS; interface endpoints take 1.2 or later."), .source = "DynamoDB Developer Guide, AWS PrivateLink", .fallback = false},
        {.key = kKclVersion, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Reads streams with"), .group = kSoftware, .help = QT_TRANSLATE_NOOP("model", "The library with which it reads streams of tables, if it does."), .source = "DynamoDB Developer Guide, DynamoDB Streams Kinesis adapter", .fallback = QStringLiteral("3"), .choices = {{QStringLiteral("3"), QT_TRANSLATE_NOOP("model", "KCL 3")}, {QStringLiteral("2"), QT_TRANSLATE_NOOP("model", "KCL 2")}, {QStringLiteral("1"), QT_TRANSLATE_NOOP("model", "KCL 1")}, {QStringLiteral("own"), QT_TRANSLATE_NOOP("model", "code of its own")}}},
        {.key = kCallTimeout, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Gives up after"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "Its SDK gives up an attempt that has no answer after this long."), .source = "[A] SDKs differ, many wait far longer", .unit = Unit::Milliseconds, .fallback = 1000.0, .minimum = 1, .maximum = 900000},
    };
}

NetSpec net(const NodeView& v) {
    InterfaceNet interfaces;
    for (const Ref& ref : v.refs(kSubnets)) interfaces.subnets.push_back(ref.target);
    for (const Ref& ref : v.refs(kSecurityGroups)) interfaces.securityGroups.push_back(ref.target);
    interfaces.publicAddress = v.settledFlag(kPublicIp);
    interfaces.takesPublicIp = true;
    for (const QString& port : v.texts(kListensOn))
        if (const int number = port.trimmed().toInt(); number > 0 && number < 65536) interfaces.listensOn.push_back(number);
    return interfaces;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const auto count = static_cast<qint64>(v.settledNumber(kInstances));
    const QString type = v.settledText(kInstanceType);
    spec.secondLine = type.isEmpty() ? (count == 1 ? tr("one instance") : tr("%1 instances").arg(count)) : tr("%1 x %2").arg(count).arg(type);
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::SourceStation{};
    spec.timeoutMs = v.settledNumber(kCallTimeout);
    spec.connections = connectionsOf(v);
    return spec;
}

// ---------------------------------------------------------------- CloudFormation
void takePublicAddress(CfnReading& reading) { reading.set(kPublicIp, true); }

void leaveScalingOut(CfnReading& reading) { reading.leaveOut({}, tr("scaling of the instances is not modelled")); }

CfnSpec groupTemplate() {
    CfnSpec spec;
    spec.type = QStringLiteral("AWS::AutoScaling::AutoScalingGroup");
    spec.rows = {{QStringLiteral("DesiredCapacity"), kInstances}, {QStringLiteral("MinSize"), kInstances}, {QStringLiteral("VPCZoneIdentifier"), kSubnets}};
    spec.namePath = QStringLiteral("AutoScalingGroupName");
    const QString data = QStringLiteral("LaunchTemplateData.");
    const QString card = data + QStringLiteral("NetworkInterfaces[0].");
    const char* why = QT_TRANSLATE_NOOP("model", "the template of its instances");
    spec.parts = {
        {QStringLiteral("AWS::EC2::LaunchTemplate"), {}, why, {{data + QStringLiteral("InstanceType"), kInstanceType}, {data + QStringLiteral("SecurityGroupIds"), kSecurityGroups}, {card + QStringLiteral("Groups"), kSecurityGroups}, {card + QStringLiteral("AssociatePublicIpAddress"), kPublicIp}}},
        {QStringLiteral("AWS::AutoScaling::LaunchConfiguration"), {}, why, {{QStringLiteral("InstanceType"), kInstanceType}, {QStringLiteral("SecurityGroups"), kSecurityGroups}, {QStringLiteral("AssociatePublicIpAddress"), kPublicIp}}},
        {QStringLiteral("AWS::AutoScaling::ScalingPolicy"), QStringLiteral("AutoScalingGroupName"), QT_TRANSLATE_NOOP("model", "its scaling"), {}, leaveScalingOut},
    };
    return spec;
}

CfnSpec instanceTemplate() {
    CfnSpec spec;
    spec.type = QStringLiteral("AWS::EC2::Instance");
    const QString card = QStringLiteral("NetworkInterfaces[0].");
    spec.rows = {{{}, kInstances, QStringLiteral("1")},
                 {QStringLiteral("InstanceType"), kInstanceType},
                 {QStringLiteral("PrivateIpAddress"), kPrivateIp},
                 {card + QStringLiteral("PrivateIpAddress"), kPrivateIp},
                 {QStringLiteral("SubnetId"), kSubnets},
                 {card + QStringLiteral("SubnetId"), kSubnets},
                 {QStringLiteral("SecurityGroupIds"), kSecurityGroups},
                 {card + QStringLiteral("GroupSet"), kSecurityGroups},
                 {card + QStringLiteral("AssociatePublicIpAddress"), kPublicIp}};
    const char* address = QT_TRANSLATE_NOOP("model", "its public address");
    const char* interface = QT_TRANSLATE_NOOP("model", "its network interface");
    const QString addressType = QStringLiteral("AWS::EC2::EIP");
    const QString associationType = QStringLiteral("AWS::EC2::EIPAssociation");
    spec.parts = {
        {QStringLiteral("AWS::EC2::NetworkInterface"), {}, interface, {{QStringLiteral("SubnetId"), kSubnets}, {QStringLiteral("GroupSet"), kSecurityGroups}, {QStringLiteral("PrivateIpAddress"), kPrivateIp}}},
        {QStringLiteral("AWS::EC2::NetworkInterfaceAttachment"), QStringLiteral("InstanceId"), interface},
        {associationType, QStringLiteral("InstanceId"), address, {}, takePublicAddress},
        {associationType, QStringLiteral("NetworkInterfaceId"), address, {}, takePublicAddress},
        {addressType, QStringLiteral("InstanceId"), address, {}, takePublicAddress},
        {addressType, {}, address, {}, takePublicAddress},
    };
    return spec;
}

// ---------------------------------------------------------------- rules
QString reservedFor(const Cidr& block, const Cidr& address) {
    const std::array reasons = {tr("names the network"), tr("is the router's"), tr("is the DNS server's"), tr("is kept for future use")};
    for (qint64 i = 0; i < static_cast<qint64>(reasons.size()); ++i)
        if (block.addressAt(i).addressText() == address.addressText()) return reasons[static_cast<size_t>(i)];
    return block.addressAt(-1).addressText() == address.addressText() ? tr("is the broadcast address, which a VPC does not have") : QString();
}

/// The first host address that no other instance of the subnet has.
QString freeAddress(const NodeView& subnet, const Cidr& block) {
    constexpr qint64 kFirstHost = 4;
    QStringList taken;
    for (const NodeView& node : occupantsOf(subnet))
        if (node.kind()->property(kPrivateIp)) taken += node.text(kPrivateIp);
    for (qint64 i = kFirstHost; i + 1 < static_cast<qint64>(block.addressCount()); ++i)
        if (const QString address = block.addressAt(i).addressText(); !taken.contains(address)) return address;
    return {};
}

void checkReserved(const NodeView& v, IssueSink& sink) {
    const auto address = isOne(v) ? Cidr::parse(v.text(kPrivateIp)) : std::nullopt;
    for (const NodeView& subnet : address ? v.targets(kSubnets) : std::vector<NodeView>()) {
        const auto net = subnet.netFacet<SubnetNet>();
        const auto block = net ? Cidr::parse(net->cidr) : std::nullopt;
        const QString why = block && !block->isIpv6 ? reservedFor(block->canonical(), *address) : QString();
        if (why.isEmpty()) continue;
        Issue& issue = sink.add(tr("%1 is to have %2, which in subnet %3 cannot be assigned: it %4. Take another address.").arg(v.quoted(), address->addressText(), subnet.quoted(), why), {v.uid(), subnet.uid()});
        issue.key = kPrivateIp;
        if (const QString free = freeAddress(subnet, block->canonical()); !free.isEmpty()) issue.fix = ChangeSet{tr("Take %1").arg(free), {SetProperty{v.uid(), kPrivateIp, Value(free)}}};
    }
}

std::vector<RuleSpec> fleetRules() {
    return {{.id = "NET-009", .title = QT_TRANSLATE_NOOP("model", "Reserved address"), .help = QT_TRANSLATE_NOOP("model", "Fires when an instance is to have one of the first four addresses of its subnet, or the last."), .source = "Amazon VPC User Guide, subnet sizing", .offersFix = true, .check = checkReserved}};
}

}  // namespace

KindSpec fleetKind() {
    KindSpec kind{
        .id = QStringLiteral("ec2.fleet"),
        .title = QT_TRANSLATE_NOOP("model", "EC2 fleet"),
        .help = QT_TRANSLATE_NOOP("model", "Instances of one application, in one or more subnets; the source of the access patterns that you draw from it."),
        .category = Category::Compute,
        .systems = {QStringLiteral("S052"), QStringLiteral("S053")},
        .offers = {QStringLiteral("workload")},
        .livesIn = {QStringLiteral("vpc")},
        .placement = kSubnets,
        .properties = properties(),
        .emitsCalls = true,
        .rules = fleetRules(),
        .cloudFormation = {groupTemplate(), instanceTemplate()},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its calls: rates, keys, SDK retries, and their way out of each of its subnets; loss of a zone."), QT_TRANSLATE_NOOP("model", "New connections with name look-up and handshakes; idle ones are kept open for the next requests of the same subnet or client.")},
                     {QT_TRANSLATE_NOOP("model", "Processors, memory, boot times, scaling of the instances; a limit of connections, instances that each keep their own.")}},
        .net = net,
        .view = view,
        .station = station,
    };
    for (PropertySpec row : connectionRows()) kind.properties.push_back(std::move(row));
    return kind;
}

}  // namespace model::ec2
