// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/elasticache/kinds.h"

#include <QCoreApplication>

namespace model::elasticache {

namespace {

constexpr auto kGuide = "Amazon ElastiCache User Guide";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
bool isMemcached(const NodeView& v) { return v.settledText(kEngine) == u"memcached"; }
bool hasReplicas(const NodeView& v) { return !isMemcached(v); }

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Cache");
    constexpr auto kNetwork = QT_TRANSLATE_NOOP("model", "Network");
    constexpr auto kUse = QT_TRANSLATE_NOOP("model", "Use");
    return {
        {.key = kEngine, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Engine"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Redis and Valkey replicate and fail over; Memcached is a plain cache of several nodes."), .source = kGuide, .fallback = QStringLiteral("redis"), .choices = {{QStringLiteral("redis"), "Redis OSS"}, {QStringLiteral("valkey"), "Valkey"}, {QStringLiteral("memcached"), "Memcached"}}},
        {.key = kNodeType, .title = QT_TRANSLATE_NOOP("model", "Node type"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Decides memory and processors, such as cache.r7g.large; for readers only."), .source = kGuide, .fallback = QStringLiteral("cache.r7g.large")},
        {.key = kShards, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Shards"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Parts over which keys spread; of Memcached the nodes."), .source = kGuide, .fallback = qint64(1), .minimum = 1, .maximum = 500},
        {.key = kReplicas, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Replicas a shard"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Read replicas of each primary, up to five; they follow it asynchronously."), .source = kGuide, .fallback = qint64(1), .minimum = 0, .maximum = 1000, .visibleWhen = hasReplicas},
        {.key = kMultiZone, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Fails over"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A replica takes over when the primary is lost; it needs one in another zone."), .source = kGuide, .fallback = true, .visibleWhen = hasReplicas},
        {.key = kSubnets, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Subnet group"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Subnets in which its nodes stand; none at first, two zones survive the loss of one."), .source = kGuide, .fallback = Refs{}, .role = QStringLiteral("subnet")},
        {.key = kSecurityGroups, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Security groups"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "Packet filters of its nodes; none: the VPC's default group."), .source = kGuide, .fallback = Refs{}, .role = QStringLiteral("securityGroup")},
        {.key = kPort, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Port"), .group = kNetwork, .help = QT_TRANSLATE_NOOP("model", "TCP port of the nodes; 0: the engine's own, 6379 or 11211."), .source = kGuide, .fallback = qint64(0), .minimum = 0, .maximum = 65535, .specials = {{0, QT_TRANSLATE_NOOP("model", "the engine's own")}}},
        {.key = kStrategy, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Filled by"), .group = kUse, .help = QT_TRANSLATE_NOOP("model", "How the application keeps it: on a miss, with each write, or before the write of the database."), .source = "Amazon ElastiCache User Guide, caching strategies", .fallback = QStringLiteral("lazy"), .choices = {{QStringLiteral("lazy"), QT_TRANSLATE_NOOP("model", "lazy loading")}, {QStringLiteral("write-through"), QT_TRANSLATE_NOOP("model", "write-through")}, {QStringLiteral("write-behind"), QT_TRANSLATE_NOOP("model", "write-behind")}}},
        {.key = kTtl, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Entries live"), .group = kUse, .help = QT_TRANSLATE_NOOP("model", "Time to live that the application gives its entries; 0: none."), .source = "Amazon ElastiCache User Guide, caching strategies", .unit = Unit::Seconds, .fallback = 300.0, .minimum = 0, .maximum = 1e9, .specials = {{0, QT_TRANSLATE_NOOP("model", "until evicted")}}},
        {.key = kDurable, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Must not be lost"), .group = kUse, .help = QT_TRANSLATE_NOOP("model", "What it holds must survive the loss of a node."), .fallback = false},
        {.key = kPlainItems, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Holds plain items"), .group = kUse, .help = QT_TRANSLATE_NOOP("model", "It holds items of DynamoDB tables as they are, nothing computed."), .fallback = false},
    };
}

NetSpec net(const NodeView& v) {
    InterfaceNet interfaces;
    for (const Ref& ref : v.refs(kSubnets)) interfaces.subnets.push_back(ref.target);
    for (const Ref& ref : v.refs(kSecurityGroups)) interfaces.securityGroups.push_back(ref.target);
    const auto port = static_cast<int>(v.settledNumber(kPort));
    interfaces.listensOn = {port > 0 ? port : isMemcached(v) ? 11211 : 6379};
    return interfaces;
}

DataSpec data(const NodeView&) {
    DataSpec spec;
    spec.operations = {QStringLiteral("GET"), QStringLiteral("SET")};
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const QString engine = v.settledText(kEngine) == u"valkey" ? QStringLiteral("Valkey") : isMemcached(v) ? QStringLiteral("Memcached") : QStringLiteral("Redis");
    const auto nodes = static_cast<qint64>(v.settledNumber(kShards) * (isMemcached(v) ? 1 : 1 + v.settledNumber(kReplicas)));
    spec.secondLine = nodes == 1 ? tr("%1, one node").arg(engine) : tr("%1, %2 nodes").arg(engine).arg(nodes);
    return spec;
}

// ---------------------------------------------------------------- CloudFormation
void read(CfnReading& reading) {
    if (!reading.has(QStringLiteral("CacheSubnetGroupName")) && !reading.has(QStringLiteral("SubnetIds"))) reading.set(kSubnets, Unresolved{tr("the default subnet group")});
    // Clusters in older words: one primary and the rest.
    bool ok = false;
    if (const int nodes = reading.text(QStringLiteral("NumCacheClusters")).toInt(&ok); ok && nodes > 0) reading.set(kReplicas, qint64(nodes - 1));
}

std::vector<CfnPart> parts() {
    return {{QStringLiteral("AWS::ElastiCache::SubnetGroup"), {}, QT_TRANSLATE_NOOP("model", "its subnets"), {{QStringLiteral("SubnetIds"), kSubnets}}}};
}

CfnSpec groupTemplate() {
    return {.type = QStringLiteral("AWS::ElastiCache::ReplicationGroup"),
            .rows = {{QStringLiteral("Engine"), kEngine}, {QStringLiteral("CacheNodeType"), kNodeType}, {QStringLiteral("NumNodeGroups"), kShards}, {QStringLiteral("ReplicasPerNodeGroup"), kReplicas}, {QStringLiteral("AutomaticFailoverEnabled"), kMultiZone, QStringLiteral("false")}, {QStringLiteral("SecurityGroupIds"), kSecurityGroups}, {QStringLiteral("Port"), kPort}},
            .namePath = QStringLiteral("ReplicationGroupId"),
            .read = read,
            .parts = parts()};
}

CfnSpec clusterTemplate() {
    return {.type = QStringLiteral("AWS::ElastiCache::CacheCluster"),
            .rows = {{QStringLiteral("Engine"), kEngine}, {QStringLiteral("CacheNodeType"), kNodeType}, {QStringLiteral("NumCacheNodes"), kShards}, {{}, kReplicas, QStringLiteral("0")}, {{}, kMultiZone, QStringLiteral("false")}, {QStringLiteral("VpcSecurityGroupIds"), kSecurityGroups}, {QStringLiteral("Port"), kPort}},
            .namePath = QStringLiteral("ClusterName"),
            .read = read,
            .parts = parts()};
}

CfnSpec serverlessTemplate() {
    return {.type = QStringLiteral("AWS::ElastiCache::ServerlessCache"),
            .rows = {{QStringLiteral("Engine"), kEngine}, {QStringLiteral("SubnetIds"), kSubnets}, {QStringLiteral("SecurityGroupIds"), kSecurityGroups}},
            .namePath = QStringLiteral("ServerlessCacheName"),
            .read = read};
}

}  // namespace

KindSpec cacheKind() {
    return {
        .id = QStringLiteral("elasticache.cache"),
        .title = QT_TRANSLATE_NOOP("model", "ElastiCache"),
        .help = QT_TRANSLATE_NOOP("model", "A cache for computed or mixed data inside the VPC. It is drawn and checked; requests to it are not simulated."),
        .category = Category::Data,
        .systems = {QStringLiteral("S078"), QStringLiteral("S079")},
        .offers = {QStringLiteral("elasticache")},
        .livesIn = {QStringLiteral("vpc")},
        .placement = kSubnets,
        .properties = properties(),
        .rules = cacheRules(),
        .cloudFormation = {groupTemplate(), clusterTemplate(), serverlessTemplate()},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its place in subnets, its port and security groups, engine, replicas and how it is filled: checks and paths.")},
                     {QT_TRANSLATE_NOOP("model", "Requests to it: a run leaves them out, and a finding says so.")}},
        .net = net,
        .data = data,
        .view = view,
    };
}

}  // namespace model::elasticache
