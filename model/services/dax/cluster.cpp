// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/dax/kinds.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace model::dax {

namespace {

constexpr auto kGuide = "DynamoDB Developer Guide, DAX";
constexpr auto kSizing = "DynamoDB Developer Guide, DAX cluster sizing guide";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

struct TypeRow {
    const char* size;
    double gib, requestsPerS;
};
// Memory and hits of 1 KB a second of one node (sizing guide); of the burstable ones the baseline is a fifth [A].
constexpr std::array kSizes = {TypeRow{"small", 2, 7'500},      TypeRow{"medium", 4, 15'000},     TypeRow{"large", 16, 75'000},
                               TypeRow{"xlarge", 32, 150'000},  TypeRow{"2xlarge", 64, 300'000},  TypeRow{"4xlarge", 128, 600'000},
                               TypeRow{"8xlarge", 256, 1'000'000}, TypeRow{"12xlarge", 384, 1'000'000}, TypeRow{"16xlarge", 512, 1'000'000},
                               TypeRow{"24xlarge", 768, 1'000'000}};

std::vector<PropertySpec> clusterRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Cluster");
    constexpr auto kNetwork = QT_TRANSLATE_NOOP("model", "Network");
    return {
        {.key = kNodeType, .title = QT_TRANSLATE_NOOP("model", "Node type"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Decides memory and requests of a node, such as dax.r5.large; it is chosen once."), .source = kSizing, .fallback = QStringLiteral("dax.r5.large")},
        {.key = kNodes, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Nodes"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "One primary and its replicas; three or more for production, eleven at most."), .source = kGuide, .fallback = qint64(3), .minimum = 1, .maximum = 1000},
        {.key = kZones, .type = ValueType::TextList, .title = QT_TRANSLATE_NOOP("model", "Zones of the nodes"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "One Availability Zone for each node; empty: spread over the zones of its subnets."), .source = kGuide, .fallback = QStringList()},
        {.key = kSubnets, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Subnet group"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Subnets in which its nodes stand, one of each zone; none at first, and a cluster needs at least one."), .source = kGuide, .fallback = Refs{}, .role = QStringLiteral("subnet")},
        {.key = kSecurityGroups, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Security groups"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Packet filters of its nodes: clients come in on 8111, encrypted on 9111. None: the VPC's default group."), .source = kGuide, .fallback = Refs{}, .role = QStringLiteral("securityGroup")},
        {.key = kTls, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "In transit"), .group = QT_TRANSLATE_NOOP("model", "Security"), .help = QT_TRANSLATE_NOOP("model", "Encrypted clusters listen on 9111, others on 8111; it is chosen once."), .source = "DynamoDB Developer Guide, DAX encryption in transit", .fallback = QStringLiteral("NONE"), .choices = {{QStringLiteral("NONE"), QT_TRANSLATE_NOOP("model", "not encrypted")}, {QStringLiteral("TLS"), QT_TRANSLATE_NOOP("model", "TLS")}}},
        {.key = kEncrypted, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Encrypted at rest"), .group = QT_TRANSLATE_NOOP("model", "Security"), .help = QT_TRANSLATE_NOOP("model", "With a key that AWS manages; it is chosen once."), .source = "DynamoDB Developer Guide, DAX encryption at rest", .fallback = false},
        {.key = kCustomerKey, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Needs own keys"), .group = QT_TRANSLATE_NOOP("model", "Security"), .help = QT_TRANSLATE_NOOP("model", "A regulation asks for customer-managed keys, which DAX does not take."), .source = "DynamoDB Developer Guide, DAX encryption at rest", .fallback = false},
        {.key = kRole, .title = QT_TRANSLATE_NOOP("model", "Role"), .group = QT_TRANSLATE_NOOP("model", "Security"), .help = QT_TRANSLATE_NOOP("model", "IAM role with which the cluster calls DynamoDB; for readers only. Empty: not told."), .source = kGuide},
        {.key = kItemTtl, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Items live"), .group = QT_TRANSLATE_NOOP("model", "Caching"), .help = QT_TRANSLATE_NOOP("model", "How long an item is answered from the cache, 5 minutes by default; 0: until it is pushed out or written through."), .source = kGuide, .unit = Unit::Seconds, .fallback = 300.0, .minimum = 0, .maximum = 1e9, .specials = {{0, QT_TRANSLATE_NOOP("model", "until evicted")}}},
        {.key = kQueryTtl, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Query results live"), .group = QT_TRANSLATE_NOOP("model", "Caching"), .help = QT_TRANSLATE_NOOP("model", "How long the result of a Query or Scan is kept, 5 minutes by default; 0: not at all."), .source = kGuide, .unit = Unit::Seconds, .fallback = 300.0, .minimum = 0, .maximum = 1e9, .specials = {{0, QT_TRANSLATE_NOOP("model", "not kept")}}},
    };
}

std::vector<PropertySpec> assumptionRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Assumptions");
    constexpr auto kPromise = "[A] AWS says microseconds";
    const auto ms = [](const QString& key, const char* title, const char* help, const char* source, double fallback) {
        return PropertySpec{.key = key, .type = ValueType::Number, .title = title, .group = kGroup, .help = help, .source = source, .unit = Unit::Milliseconds, .fallback = fallback, .minimum = 0, .maximum = 600000};
    };
    return {
        {.key = kNodeBytes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Memory of a node"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "For items and query results; 0: as the node type says."), .source = kSizing, .unit = Unit::Bytes, .fallback = 0.0, .minimum = 0, .maximum = 1e13, .specials = {{0, QT_TRANSLATE_NOOP("model", "by node type")}}},
        {.key = kNodeCapacity, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Requests of a node"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Hits of 1 KB a second; misses and writes weigh more. 0: as the node type says."), .source = kSizing, .unit = Unit::PerSecond, .fallback = 0.0, .minimum = 0, .maximum = 1e9, .specials = {{0, QT_TRANSLATE_NOOP("model", "by node type")}}},
        {.key = kMissWeight, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "A miss weighs"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "As many hits of the same size as a miss costs its node."), .source = kSizing, .fallback = 10.0, .minimum = 1, .maximum = 1000},
        {.key = kWriteWeight, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "A write weighs"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "As many hits of the same size as a write costs every node."), .source = kSizing, .fallback = 25.0, .minimum = 1, .maximum = 1000},
        {.key = kQueryShare, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "For query results"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Share of the memory that query results may take."), .source = "[A] AWS gives no figure", .unit = Unit::Percent, .fallback = 50.0, .minimum = 0, .maximum = 100},
        ms(kHitP50, QT_TRANSLATE_NOOP("model", "Hit, median"), QT_TRANSLATE_NOOP("model", "Time of an answer from the cache, without the network."), kPromise, 0.4),
        ms(kHitP99, QT_TRANSLATE_NOOP("model", "Hit, 99 %"), QT_TRANSLATE_NOOP("model", "Time of an answer from the cache, without the network."), kPromise, 1),
        ms(kMiss, QT_TRANSLATE_NOOP("model", "A miss adds"), QT_TRANSLATE_NOOP("model", "Time that the cluster adds to a read that goes on to the table."), "[A] AWS gives no figure", 0.5),
        ms(kWrite, QT_TRANSLATE_NOOP("model", "A write adds"), QT_TRANSLATE_NOOP("model", "Time that the cluster adds to a write of the table."), "[A] AWS gives no figure", 1),
        ms(kReplication, QT_TRANSLATE_NOOP("model", "Other nodes follow after"), QT_TRANSLATE_NOOP("model", "Until the other nodes have what one has read or written; below a second."), "[A] AWS says below a second", 50),
        {.key = kFailover, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "New primary after"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Writes fail that long when the primary is lost."), .source = "[A] AWS gives no figure", .unit = Unit::Seconds, .fallback = 30.0, .minimum = 0, .maximum = 3600},
    };
}

NetSpec net(const NodeView& v) {
    InterfaceNet interfaces;
    for (const Ref& ref : v.refs(kSubnets)) interfaces.subnets.push_back(ref.target);
    for (const Ref& ref : v.refs(kSecurityGroups)) interfaces.securityGroups.push_back(ref.target);
    interfaces.listensOn = {v.settledText(kTls) == u"TLS" ? 9111 : 8111};
    return interfaces;
}

DataSpec data(const NodeView&) {
    DataSpec spec;
    spec.operations = {QStringLiteral("GetItem"),      QStringLiteral("Query"),          QStringLiteral("Scan"),
                       QStringLiteral("BatchGetItem"), QStringLiteral("TransactGetItems"), QStringLiteral("PutItem"),
                       QStringLiteral("UpdateItem"),   QStringLiteral("DeleteItem"),     QStringLiteral("BatchWriteItem"),
                       QStringLiteral("TransactWriteItems")};
    spec.strongReads = true;  // it passes them through
    return spec;
}

FlowSpec flow(const NodeView& v) {
    return CacheFlow{v.settledNumber(kItemTtl), v.settledNumber(kQueryTtl), static_cast<qint64>(v.settledNumber(kNodes))};
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.secondLine = tr("%1 x %2").arg(static_cast<qint64>(v.settledNumber(kNodes))).arg(v.settledText(kNodeType).section(u'.', 1));
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::CacheStation cache;
    const NodeSize size = sizeOf(v);
    cache.nodeZones.resize(static_cast<std::size_t>(std::clamp(v.settledNumber(kNodes), 1.0, 100.0)));
    cache.nodeBytes = size.bytes;
    cache.nodeCapacityPerS = size.requestsPerS;
    cache.missLoad = v.settledNumber(kMissWeight);
    cache.writeLoad = v.settledNumber(kWriteWeight);
    cache.queryShare = v.settledNumber(kQueryShare) / 100;
    cache.itemTtlS = v.settledNumber(kItemTtl);
    cache.queryTtlS = v.settledNumber(kQueryTtl);
    cache.hit = {v.settledNumber(kHitP50), v.settledNumber(kHitP99)};
    cache.missMs = v.settledNumber(kMiss);
    cache.writeMs = v.settledNumber(kWrite);
    cache.replicationMs = v.settledNumber(kReplication);
    cache.failoverS = v.settledNumber(kFailover);
    plan::StationSpec spec;
    spec.parameters = cache;
    if (!v.isUnresolved(kZones))
        for (const QString& zone : v.texts(kZones)) spec.nodeZones.push_back(zone.toStdString());
    for (const NodeView& subnet : v.targets(kSubnets)) spec.subnets.push_back(subnet.uid().value);
    return spec;
}

// ---------------------------------------------------------------- CloudFormation
void read(CfnReading& reading) {
    // Without a subnet group of its own it takes the default one, which the template does not tell.
    if (!reading.has(QStringLiteral("SubnetGroupName"))) reading.set(kSubnets, Unresolved{tr("the default subnet group")});
}

void readTimes(CfnReading& reading) {
    const auto take = [&](const char* path, const QString& key) {
        const QString text = reading.text(QStringLiteral("ParameterNameValues.") + QLatin1String(path));
        bool ok = false;
        if (const double ms = text.toDouble(&ok); ok) reading.set(key, ms / 1000);
    };
    take("record-ttl-millis", kItemTtl);
    take("query-ttl-millis", kQueryTtl);
}

CfnSpec clusterTemplate() {
    CfnSpec spec;
    spec.type = QStringLiteral("AWS::DAX::Cluster");
    spec.rows = {{QStringLiteral("NodeType"), kNodeType},
                 {QStringLiteral("ReplicationFactor"), kNodes},
                 {QStringLiteral("AvailabilityZones"), kZones},
                 {QStringLiteral("SecurityGroupIds"), kSecurityGroups},
                 {QStringLiteral("ClusterEndpointEncryptionType"), kTls},
                 {QStringLiteral("SSESpecification.SSEEnabled"), kEncrypted},
                 {QStringLiteral("IAMRoleARN"), kRole}};
    spec.namePath = QStringLiteral("ClusterName");
    spec.read = read;
    spec.parts = {{QStringLiteral("AWS::DAX::SubnetGroup"), {}, QT_TRANSLATE_NOOP("model", "its subnets"), {{QStringLiteral("SubnetIds"), kSubnets}}},
                  {QStringLiteral("AWS::DAX::ParameterGroup"), {}, QT_TRANSLATE_NOOP("model", "its times to live"), {}, readTimes}};
    return spec;
}

}  // namespace

NodeSize sizeOf(const NodeView& cluster) {
    const QString size = cluster.settledText(kNodeType).section(u'.', 2);
    NodeSize result{16.0 * 1073741824, 75'000};
    for (const TypeRow& row : kSizes)
        if (size == QLatin1String(row.size)) result = {row.gib * 1073741824, row.requestsPerS};
    if (const double bytes = cluster.settledNumber(kNodeBytes); bytes > 0) result.bytes = bytes;
    if (const double requests = cluster.settledNumber(kNodeCapacity); requests > 0) result.requestsPerS = requests;
    return result;
}

QString typeFor(const NodeView& cluster, double requestsPerS) {
    const QString family = cluster.settledText(kNodeType).section(u'.', 0, 1);
    for (const TypeRow& row : kSizes)
        if (row.requestsPerS >= requestsPerS) return family + u'.' + QLatin1String(row.size);
    return {};
}

bool isBurstable(const NodeView& cluster) { return cluster.settledText(kNodeType).section(u'.', 1, 1).startsWith(u't'); }

KindSpec clusterKind() {
    KindSpec kind{
        .id = QStringLiteral("dax.cluster"),
        .title = QT_TRANSLATE_NOOP("model", "DAX cluster"),
        .help = QT_TRANSLATE_NOOP("model", "A cache in front of DynamoDB tables, inside the VPC. Choose it as what an access pattern goes through, or draw a call to it and name the table in the pattern."),
        .category = Category::Data,
        .systems = {QStringLiteral("S036"), QStringLiteral("S037")},
        .offers = {QStringLiteral("cache"), QStringLiteral("way")},
        .livesIn = {QStringLiteral("vpc")},
        .placement = kSubnets,
        .properties = clusterRows(),
        .rules = clusterRules(),
        .cloudFormation = {clusterTemplate()},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its place in subnets and zones, ports 8111 and 9111, its security groups."), QT_TRANSLATE_NOOP("model", "Item and query cache of each node with times to live, writes through the primary, strong reads passed through, capacity by node type."), QT_TRANSLATE_NOOP("model", "A lost node: the others have its items too, and what comes in its place is empty."), QT_TRANSLATE_NOOP("model", "Items of a batch one by one; after a transaction its items are read in the background, at two read units for each 4 KB.")},
                     {QT_TRANSLATE_NOOP("model", "The cluster's own calls to DynamoDB on the network: they go by AWS's network."), QT_TRANSLATE_NOOP("model", "CPU credits of burstable nodes, management calls, the daily maintenance.")}},
        .net = net,
        .data = data,
        .flow = flow,
        .view = view,
        .station = station,
    };
    for (PropertySpec& row : assumptionRows()) kind.properties.push_back(std::move(row));
    return kind;
}

}  // namespace model::dax
