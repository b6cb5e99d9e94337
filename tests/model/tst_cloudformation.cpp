// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/openedtemplate.h"

#include "model/core/document.h"
#include "model/core/nodeview.h"
#include "model/io/cloudformation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace model;

namespace {

const QByteArray kNetwork =
    "  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: false}}\n"
    "  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24,"
    " AvailabilityZone: !Select [0, !GetAZs '']}}\n"
    "  B: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24,"
    " AvailabilityZone: !GetAtt A.AvailabilityZone}}\n";

}  // namespace

class TestCloudFormation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesNodesInTheirContainers() {
        const Opened o(m_registry, kNetwork);
        QCOMPARE(o.error, QString());
        QCOMPARE(o.paths(), (QStringList{"us-east-1", "us-east-1/Vpc", "us-east-1/Vpc/A", "us-east-1/Vpc/B"}));
        QCOMPARE(o.text("us-east-1/Vpc", "dnsSupport"), QStringLiteral("false"));
        QCOMPARE(o.text("us-east-1/Vpc/A", "zone"), QStringLiteral("us-east-1a"));
        QCOMPARE(o.text("us-east-1/Vpc/B", "zone"), QStringLiteral("us-east-1a"));
        QCOMPARE(o.text("us-east-1/Vpc/B", "cidr"), QStringLiteral("10.0.1.0/24"));
        QCOMPARE(o.report.nodes, 4);
        QCOMPARE(o.report.links, 0);
        QCOMPARE(o.leftOut(), QStringList());
        QCOMPARE(o.became("A"), QStringLiteral("us-east-1/Vpc/A"));
    }

    void takesTheRegionFromTheCaller() {
        const Opened o(m_registry, kNetwork, {.region = QStringLiteral("eu-west-1"), .parameters = {}});
        QCOMPARE(o.paths().first(), QStringLiteral("eu-west-1"));
        QCOMPARE(o.text("eu-west-1", "code"), QStringLiteral("eu-west-1"));
        QCOMPARE(o.text("eu-west-1/Vpc/A", "zone"), QStringLiteral("eu-west-1a"));
    }

    void readsTablesWithTheirIndexes() {
        const Opened o(m_registry,
                       "  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: orders\n"
                       "      AttributeDefinitions: [{AttributeName: c, AttributeType: S}, {AttributeName: d, AttributeType: N}]\n"
                       "      KeySchema: [{AttributeName: c, KeyType: HASH}, {AttributeName: d, KeyType: RANGE}]\n"
                       "      ProvisionedThroughput: {ReadCapacityUnits: '100', WriteCapacityUnits: 50}\n"
                       "      TimeToLiveSpecification: {Enabled: true, AttributeName: gone}\n"
                       "      StreamSpecification: {StreamViewType: NEW_IMAGE}\n"
                       "      GlobalSecondaryIndexes:\n      - IndexName: byDay\n"
                       "        KeySchema: [{AttributeName: d, KeyType: HASH}, {AttributeName: c, KeyType: HASH}]\n"
                       "        Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [x, y]}\n"
                       "        ProvisionedThroughput: {ReadCapacityUnits: 7, WriteCapacityUnits: 8}\n"
                       "      LocalSecondaryIndexes:\n      - IndexName: near\n        KeySchema: [{AttributeName: c, KeyType: HASH}, {AttributeName: e, KeyType: RANGE}]\n"
                       "        Projection: {ProjectionType: KEYS_ONLY}\n");
        const QString table = QStringLiteral("us-east-1/orders");
        const QString index = QStringLiteral("us-east-1/orders/byDay");
        const QString local = QStringLiteral("us-east-1/orders/near");
        const QString stream = QStringLiteral("us-east-1/orders/stream");
        QCOMPARE(o.paths(), (QStringList{"us-east-1", table, index, local, stream}));
        QCOMPARE(o.text(stream, "viewType"), QStringLiteral("NEW_IMAGE"));
        QCOMPARE(o.text(table, "partitionKey"), QStringLiteral("c"));
        QCOMPARE(o.text(table, "sortKey"), QStringLiteral("d"));
        QCOMPARE(o.text(table, "sortKeyType"), QStringLiteral("N"));
        QCOMPARE(o.text(table, "readUnits"), QStringLiteral("100"));
        QCOMPARE(o.text(table, "ttlEnabled"), QStringLiteral("true"));
        QCOMPARE(o.text(table, "ttlAttribute"), QStringLiteral("gone"));
        QCOMPARE(o.text(index, "partitionKey"), QStringLiteral("d, c"));
        QCOMPARE(o.text(index, "partitionKeyType"), QStringLiteral("N"));
        QCOMPARE(o.text(index, "projectedAttributes"), QStringLiteral("x,y"));
        QCOMPARE(o.text(index, "writeUnits"), QStringLiteral("8"));
        const auto lineOf = [&](const QString& path) {
            for (const NodeId id : o.document.nodes())
                if (o.document.path(id) == path) return o.report.lineOf(o.document.node(id).uid());
            return -1;
        };
        QCOMPARE(lineOf(table), 2);
        QCOMPARE(lineOf(index), 12);
        QCOMPARE(lineOf(QStringLiteral("us-east-1")), 0);
        QCOMPARE(o.text(local, "sortKey"), QStringLiteral("e"));
        QCOMPARE(o.text(local, "partitionKey"), QStringLiteral("(default)"));
        QCOMPARE(o.text(local, "projection"), QStringLiteral("KEYS_ONLY"));
        QCOMPARE(o.leftOut(), QStringList());
    }

    void keepsWhatNobodyCanEvaluate() {
        const Opened o(m_registry,
                       "  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: !ImportValue mode\n"
                       "      ProvisionedThroughput: {ReadCapacityUnits: !Ref Missing}\n");
        QCOMPARE(o.text("us-east-1/T", "billingMode"), QStringLiteral("?!ImportValue mode"));
        QCOMPARE(o.text("us-east-1/T", "readUnits"), QStringLiteral("?!Ref Missing"));
        QCOMPARE(o.leftOut(), QStringList{"6:T: refers to 'Missing', which the template does not define; kept as text"});
    }

    void readsAutoScalingOfTablesAndIndexes() {
        const Opened o(m_registry,
                       "  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      GlobalSecondaryIndexes:\n      - {IndexName: byDay, KeySchema: [{AttributeName: d, KeyType: HASH}]}\n"
                       "  S:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n"
                       "    Properties: {ResourceId: !Sub 'table/${T}', ScalableDimension: 'dynamodb:table:WriteCapacityUnits', MinCapacity: 3, MaxCapacity: 300}\n"
                       "  P:\n    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n    Properties: {ScalingTargetId: !Ref S, TargetTrackingScalingPolicyConfiguration: {TargetValue: 60, ScaleInCooldown: 90}}\n"
                       "  I:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n"
                       "    Properties: {ResourceId: !Sub 'table/${T}/index/byDay', ScalableDimension: 'dynamodb:index:ReadCapacityUnits', MinCapacity: 2, MaxCapacity: 20}\n"
                       "  J:\n    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n    Properties: {ScalingTargetId: !Ref I, TargetTrackingScalingPolicyConfiguration: {TargetValue: 50}}\n"
                       "  X:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n    Properties: {ResourceId: !Sub 'table/${T}/index/none', ScalableDimension: 'dynamodb:index:ReadCapacityUnits'}\n"
                       "  Q:\n    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n    Properties: {ResourceId: service/x}\n");
        const QString table = QStringLiteral("us-east-1/T"), index = QStringLiteral("us-east-1/T/byDay");
        QCOMPARE(o.became("S"), QStringLiteral("us-east-1/T (its auto scaling)"));
        QCOMPARE(o.became("J"), QStringLiteral("us-east-1/T (its auto scaling)"));
        QCOMPARE(o.became("Q"), QStringLiteral(" (what it belongs to is not part of the design)"));
        QCOMPARE(o.text(table, "writeScaling"), QStringLiteral("true"));
        QCOMPARE(o.text(table, "readScaling"), QStringLiteral("(default)"));
        QCOMPARE(o.text(table, "writeScalingMin"), QStringLiteral("3"));
        QCOMPARE(o.text(table, "writeScalingMax"), QStringLiteral("300"));
        QCOMPARE(o.text(table, "writeScalingTarget"), QStringLiteral("60"));
        QCOMPARE(o.text(table, "scaleInCooldownS"), QStringLiteral("90"));
        QCOMPARE(o.text(index, "readScaling"), QStringLiteral("true"));
        QCOMPARE(o.text(index, "readScalingMax"), QStringLiteral("20"));
        QCOMPARE(o.text(index, "readScalingTarget"), QStringLiteral("50"));
        QCOMPARE(o.leftOut().filter(QStringLiteral("X: auto scaling of index 'none', which the table does not have")).size(), 1);
    }

    void readsGlobalTablesWithAReplicaInEachOtherRegion() {
        const Opened o(m_registry,
                       "  G:\n    Type: AWS::DynamoDB::GlobalTable\n    Properties:\n      TableName: orders\n      BillingMode: PROVISIONED\n"
                       "      AttributeDefinitions: [{AttributeName: c, AttributeType: S}]\n      KeySchema: [{AttributeName: c, KeyType: HASH}]\n"
                       "      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}\n"
                       "      WriteProvisionedThroughputSettings: {WriteCapacityAutoScalingSettings: {MinCapacity: 4, MaxCapacity: 40, TargetTrackingScalingPolicyConfiguration: {TargetValue: 70}}}\n"
                       "      GlobalSecondaryIndexes:\n      - {IndexName: byDay, KeySchema: [{AttributeName: d, KeyType: HASH}]}\n"
                       "      Replicas:\n      - Region: !Ref AWS::Region\n        ReadProvisionedThroughputSettings: {ReadCapacityUnits: 11}\n"
                       "        GlobalSecondaryIndexes: [{IndexName: byDay, ReadProvisionedThroughputSettings: {ReadCapacityUnits: 12}}]\n"
                       "      - Region: eu-west-1\n        ReadProvisionedThroughputSettings: {ReadCapacityUnits: 13}\n        PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}\n");
        const QString table = QStringLiteral("us-east-1/orders"), replica = QStringLiteral("eu-west-1/orders");
        QCOMPARE(o.paths(), (QStringList{"eu-west-1", replica, "us-east-1", table, table + "/byDay", table + "/stream"}));
        QCOMPARE(o.text(table, "readUnits"), QStringLiteral("11"));
        QCOMPARE(o.text(table, "writeScaling"), QStringLiteral("true"));
        QCOMPARE(o.text(table, "writeUnits"), QStringLiteral("4"));
        QCOMPARE(o.text(table + "/byDay", "readUnits"), QStringLiteral("12"));
        QCOMPARE(o.text(replica, "readUnits"), QStringLiteral("13"));
        QCOMPARE(o.text(replica, "writeScalingMax"), QStringLiteral("40"));
        QCOMPARE(o.text(replica, "pointInTimeRecovery"), QStringLiteral("true"));
        QCOMPARE(o.text("eu-west-1", "code"), QStringLiteral("eu-west-1"));
    }

    void readsMappingsAtHomeInTheirFunctions() {
        const Opened o(m_registry,
                       "  T: {Type: 'AWS::DynamoDB::Table', Properties: {StreamSpecification: {StreamViewType: KEYS_ONLY}}}\n"
                       "  K: {Type: 'AWS::Kinesis::Stream', Properties: {ShardCount: 3, RetentionPeriodHours: 48}}\n"
                       "  B: {Type: 'AWS::S3::Bucket', Properties: {VersioningConfiguration: {Status: Enabled}}}\n"
                       "  F: {Type: 'AWS::Lambda::Function', Properties: {ReservedConcurrentExecutions: 5}}\n"
                       "  M:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties:\n      FunctionName: !GetAtt F.Arn\n      EventSourceArn: !GetAtt T.StreamArn\n      BatchSize: 50\n"
                       "      MaximumRetryAttempts: 2\n      BisectBatchOnFunctionError: true\n      FilterCriteria: {Filters: [{Pattern: '{\"a\":[1]}'}, {Pattern: '{\"b\":[2]}'}]}\n"
                       "      DestinationConfig: {OnFailure: {Destination: !GetAtt B.Arn}}\n"
                       "  N:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt K.Arn}\n");
        const QString mapping = QStringLiteral("us-east-1/F/M");
        QCOMPARE(o.paths(), (QStringList{"us-east-1", "us-east-1/B", "us-east-1/F", mapping, "us-east-1/F/N", "us-east-1/K", "us-east-1/T", "us-east-1/T/stream"}));
        QCOMPARE(o.text(mapping, "batchSize"), QStringLiteral("50"));
        QCOMPARE(o.text(mapping, "filterPatterns"), QStringLiteral("{\"a\":[1]}\n{\"b\":[2]}"));
        QCOMPARE(o.text("us-east-1/K", "retentionS"), QStringLiteral("172800"));
        QCOMPARE(o.text("us-east-1/B", "versioned"), QStringLiteral("true"));
        const auto uidOf = [&](const QString& path) {
            for (const NodeId id : o.document.nodes())
                if (o.document.path(id) == path) return NodeView(o.document, id);
            qFatal("no node %s", qPrintable(path));
        };
        QCOMPARE(uidOf(mapping).target(QStringLiteral("source"))->uid(), uidOf(QStringLiteral("us-east-1/T/stream")).uid());
        QCOMPARE(uidOf(mapping).target(QStringLiteral("onFailureDestination"))->uid(), uidOf(QStringLiteral("us-east-1/B")).uid());
        QCOMPARE(uidOf(QStringLiteral("us-east-1/F/N")).target(QStringLiteral("source"))->uid(), uidOf(QStringLiteral("us-east-1/K")).uid());
    }

    void readsCachesWithTheirSubnetsAndTimes() {
        const Opened o(m_registry, kNetwork +
                                       "  G: {Type: 'AWS::DAX::SubnetGroup', Properties: {SubnetIds: [!Ref A]}}\n"
                                       "  P: {Type: 'AWS::DAX::ParameterGroup', Properties: {ParameterNameValues: {record-ttl-millis: '60000', query-ttl-millis: '0'}}}\n"
                                       "  D: {Type: 'AWS::DAX::Cluster', Properties: {NodeType: dax.r4.large, ReplicationFactor: 2, SubnetGroupName: !Ref G, ParameterGroupName: !Ref P, ClusterEndpointEncryptionType: TLS}}\n"
                                       "  E: {Type: 'AWS::ElastiCache::SubnetGroup', Properties: {SubnetIds: [!Ref A]}}\n"
                                       "  R: {Type: 'AWS::ElastiCache::ReplicationGroup', Properties: {Engine: valkey, NumCacheClusters: 3, CacheSubnetGroupName: !Ref E}}\n"
                                       "  L: {Type: 'AWS::DAX::Cluster', Properties: {ReplicationFactor: 1}}\n");
        QCOMPARE(o.text("us-east-1/Vpc/D", "nodes"), QStringLiteral("2"));
        QCOMPARE(o.text("us-east-1/Vpc/D", "itemTtlS"), QStringLiteral("60"));
        QCOMPARE(o.text("us-east-1/Vpc/D", "queryTtlS"), QStringLiteral("0"));
        QCOMPARE(o.became("G"), QStringLiteral("us-east-1/Vpc/D (its subnets)"));
        QCOMPARE(o.text("us-east-1/Vpc/R", "engine"), QStringLiteral("valkey"));
        QCOMPARE(o.text("us-east-1/Vpc/R", "replicasPerShard"), QStringLiteral("2"));
        // Without a group of its own a cluster stands in the default one, which nobody knows here.
        QCOMPARE(o.text("us-east-1/default VPC/L", "subnets"), QStringLiteral("?the default subnet group"));
    }

    void putsFunctionsBesideOrIntoTheVpc() {
        const Opened o(m_registry, kNetwork +
                                       "  In:\n    Type: AWS::Lambda::Function\n    Properties:\n      MemorySize: 512\n"
                                       "      VpcConfig: {SubnetIds: [!Ref A, !Ref B]}\n"
                                       "  Out: {Type: 'AWS::Lambda::Function', Properties: {FunctionName: out}}\n");
        QVERIFY(o.paths().contains(QStringLiteral("us-east-1/Vpc/In")));
        QVERIFY(o.paths().contains(QStringLiteral("us-east-1/out")));
        QCOMPARE(o.text("us-east-1/Vpc/In", "subnets"), QStringLiteral("->A,B"));
        QCOMPARE(o.text("us-east-1/Vpc/In", "memoryMb"), QStringLiteral("512"));
    }

    void readsInstancesAsFleetsOfOne() {
        const Opened o(m_registry, kNetwork +
                                       "  Host:\n    Type: AWS::EC2::Instance\n    Properties:\n      InstanceType: t3.micro\n"
                                       "      NetworkInterfaces: [{NetworkInterfaceId: !Ref Card}]\n"
                                       "  Card: {Type: 'AWS::EC2::NetworkInterface', Properties: {SubnetId: !Ref A}}\n"
                                       "  Ip: {Type: 'AWS::EC2::EIP'}\n"
                                       "  Tie: {Type: 'AWS::EC2::EIPAssociation', Properties:"
                                       " {AllocationId: !GetAtt Ip.AllocationId, NetworkInterfaceId: !Ref Card}}\n"
                                       "  Free: {Type: 'AWS::EC2::EIP'}\n");
        const QString host = QStringLiteral("us-east-1/Vpc/Host");
        QVERIFY(o.paths().contains(host));
        QCOMPARE(o.text(host, "instances"), QStringLiteral("1"));
        QCOMPARE(o.text(host, "subnets"), QStringLiteral("->A"));
        QCOMPARE(o.text(host, "publicIp"), QStringLiteral("true"));
        QCOMPARE(o.became("Card"), host + QStringLiteral(" (its network interface)"));
        QCOMPARE(o.became("Ip"), host + QStringLiteral(" (its public address)"));
        QCOMPARE(o.became("Tie"), host + QStringLiteral(" (its public address)"));
        QCOMPARE(o.became("Free"), QStringLiteral(" (what it belongs to is not part of the design)"));
    }

    void sharesALaunchTemplateBetweenGroups() {
        const Opened o(m_registry,
                       kNetwork +
                           "  L:\n    Type: AWS::EC2::LaunchTemplate\n    Properties: {LaunchTemplateData: {InstanceType: c7g.large}}\n"
                           "  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: {MinSize: '3',"
                           " LaunchTemplate: {LaunchTemplateId: !Ref L}, VPCZoneIdentifier: [!Ref A]}\n"
                           "  H:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: {MinSize: '1', DesiredCapacity: '4',"
                           " LaunchTemplate: {LaunchTemplateId: !Ref L}, VPCZoneIdentifier: !Join [',', [!Ref A, !Ref B]]}\n");
        QCOMPARE(o.text("us-east-1/Vpc/G", "instances"), QStringLiteral("3"));
        QCOMPARE(o.text("us-east-1/Vpc/H", "instances"), QStringLiteral("4"));
        QCOMPARE(o.text("us-east-1/Vpc/G", "instanceType"), QStringLiteral("c7g.large"));
        QCOMPARE(o.text("us-east-1/Vpc/H", "instanceType"), QStringLiteral("c7g.large"));
        QCOMPARE(o.text("us-east-1/Vpc/H", "subnets"), QStringLiteral("->A,B"));
        QCOMPARE(o.became("L"), QStringLiteral("us-east-1/Vpc/G (the template of its instances)"));
    }

    void foldsRoutesAssociationsAndGatewaysIntoTheirNodes() {
        const Opened o(m_registry, kNetwork +
                                       "  Igw: {Type: 'AWS::EC2::InternetGateway'}\n"
                                       "  Tie: {Type: 'AWS::EC2::VPCGatewayAttachment', Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}\n"
                                       "  Rt: {Type: 'AWS::EC2::RouteTable', Properties: {VpcId: !Ref Vpc}}\n"
                                       "  Way: {Type: 'AWS::EC2::Route', Properties: {RouteTableId: !Ref Rt, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}}\n"
                                       "  Tgw: {Type: 'AWS::EC2::Route', Properties: {RouteTableId: !Ref Rt, DestinationCidrBlock: 10.9.0.0/16, TransitGatewayId: tgw-1}}\n"
                                       "  RtA: {Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: {RouteTableId: !Ref Rt, SubnetId: !Ref A}}\n"
                                       "  Ip: {Type: 'AWS::EC2::EIP'}\n"
                                       "  Nat: {Type: 'AWS::EC2::NatGateway', Properties: {SubnetId: !Ref A, AllocationId: !GetAtt Ip.AllocationId}}\n"
                                       "  More: {Type: 'AWS::EC2::VPCCidrBlock', Properties: {VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/16}}\n");
        QCOMPARE(o.error, QString());
        QCOMPARE(o.leftOut(), QStringList());
        QCOMPARE(o.became("Tie"), QStringLiteral("us-east-1/Vpc/Igw (its attachment to the VPC)"));
        QCOMPARE(o.became("Way"), QStringLiteral("us-east-1/Vpc/Rt (a route of it)"));
        QCOMPARE(o.became("RtA"), QStringLiteral("us-east-1/Vpc/A (its association with a route table)"));
        QCOMPARE(o.became("Ip"), QStringLiteral("us-east-1/Vpc/A/Nat (its Elastic IP)"));
        QCOMPARE(o.text("us-east-1/Vpc/A", "routeTable"), QStringLiteral("->Rt"));
        QCOMPARE(o.text("us-east-1/Vpc/A", "tier"), QStringLiteral("public"));
        QCOMPARE(o.text("us-east-1/Vpc/B", "tier"), QStringLiteral("(default)"));
        QCOMPARE(o.text("us-east-1/Vpc", "cidrs"), QStringLiteral("10.0.0.0/16,10.1.0.0/16"));
        const auto& routes = std::get<Rows>(*o.value("us-east-1/Vpc/Rt", "routes"));
        QCOMPARE(routes.items.size(), std::size_t(2));
        QVERIFY(routes.items[0].find("destination") == nullptr);  // 0.0.0.0/0 is the column's default
        QVERIFY(std::holds_alternative<Ref>(*routes.items[0].find("target")));
    }

    void gathersTheRulesOfASecurityGroup() {
        const Opened o(m_registry, kNetwork +
                                       "  Web:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: d\n      VpcId: !Ref Vpc\n"
                                       "      SecurityGroupIngress:\n      - {IpProtocol: 6, FromPort: 80, ToPort: 81, CidrIp: 10.0.0.0/8}\n"
                                       "      - {IpProtocol: tcp, FromPort: 22, ToPort: 22, SourceSecurityGroupId: !ImportValue bastion}\n"
                                       "  Db: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: d, VpcId: !Ref Vpc}}\n"
                                       "  In: {Type: 'AWS::EC2::SecurityGroupIngress', Properties: {GroupId: !GetAtt Db.GroupId, IpProtocol: tcp,"
                                       " FromPort: 1, ToPort: 2, SourceSecurityGroupId: !Ref Web}}\n"
                                       "  Again: {Type: 'AWS::EC2::SecurityGroupIngress', Properties: {GroupId: !Ref Db, IpProtocol: tcp,"
                                       " FromPort: 1, ToPort: 2, SourceSecurityGroupId: !Ref Web}}\n"
                                       "  Stray: {Type: 'AWS::EC2::SecurityGroupEgress', Properties: {GroupId: sg-1, IpProtocol: '-1'}}\n");
        const auto& web = std::get<Rows>(*o.value("us-east-1/Vpc/Web", "inbound"));
        QCOMPARE(web.items.size(), std::size_t(2));
        QVERIFY(*web.items[0].find("toPort") == Value(qint64(81)));
        QVERIFY(*web.items[0].find("cidr") == Value(QStringLiteral("10.0.0.0/8")));
        QVERIFY(std::holds_alternative<Unresolved>(*web.items[1].find("peer")));
        QVERIFY(std::holds_alternative<Unresolved>(*web.items[1].find("cidr")));
        const auto& db = std::get<Rows>(*o.value("us-east-1/Vpc/Db", "inbound"));
        QCOMPARE(db.items.size(), std::size_t(1));
        QVERIFY(std::holds_alternative<Ref>(*db.items[0].find("peer")));
        QCOMPARE(o.became("Again"), QStringLiteral("us-east-1/Vpc/Db (an inbound rule of it)"));
        QCOMPARE(o.became("Stray"), QStringLiteral(" (what it belongs to is not part of the design)"));
    }

    void tellsGatewayEndpointsFromInterfaceEndpoints() {
        const Opened o(m_registry, kNetwork +
                                       "  Door: {Type: 'AWS::EC2::VPCEndpoint', Properties: {VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3',"
                                       " PolicyDocument: {Statement: [{Effect: Allow, Resource: !Sub '${AWS::AccountId}'}]}}}\n"
                                       "  Plug: {Type: 'AWS::EC2::VPCEndpoint', Properties: {VpcId: !Ref Vpc, ServiceName: com.amazonaws.us-east-1.kinesis, VpcEndpointType: Interface,"
                                       " SubnetIds: [!Ref A], PrivateDnsEnabled: true}}\n");
        QCOMPARE(o.text("us-east-1/Vpc/Door", "service"), QStringLiteral("s3"));
        QCOMPARE(o.text("us-east-1/Vpc/Door", "policy"), QStringLiteral("{\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"${AWS::AccountId}\"}]}"));
        QCOMPARE(o.became("Plug"), QStringLiteral("us-east-1/Vpc/Plug"));
        QCOMPARE(o.text("us-east-1/Vpc/Plug", "service"), QStringLiteral("kinesis"));
        QCOMPARE(o.text("us-east-1/Vpc/Plug", "privateDns"), QStringLiteral("true"));
    }

    void takesTheDefaultVpcWhereNoneIsNamed() {
        const Opened o(m_registry, "  Host: {Type: 'AWS::EC2::Instance'}\n  Other: {Type: 'AWS::EC2::Instance'}\n");
        QCOMPARE(o.paths(), (QStringList{"us-east-1", "us-east-1/default VPC", "us-east-1/default VPC/Host",
                                         "us-east-1/default VPC/Other"}));
        QCOMPARE(o.text("us-east-1/default VPC", "cidrs"), QStringLiteral("172.31.0.0/16"));
    }

    void standsInForAVpcThatIsNotInTheTemplate() {
        const QByteArray text =
            "  S: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Home, CidrBlock: 10.0.0.0/24}}\n"
            "  T: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Home, CidrBlock: 10.0.1.0/24}}\n"
            "  U: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !ImportValue 'a-b', CidrBlock: 10.0.1.0/24}}\n"
            "Parameters: {Home: {Type: 'AWS::EC2::VPC::Id'}}\n";
        const Opened o(m_registry, text);
        QCOMPARE(o.paths(), (QStringList{"us-east-1", "us-east-1/Home", "us-east-1/Home/S", "us-east-1/Home/T",
                                         "us-east-1/unknown VPC", "us-east-1/unknown VPC/U"}));
        QCOMPARE(o.text("us-east-1/Home", "cidrs"), QStringLiteral("?Home"));
        QCOMPARE(o.text("us-east-1/unknown VPC", "cidrs"), QStringLiteral("?!ImportValue a-b"));
    }

    void namesNodesByTagThenByLogicalId() {
        const Opened o(m_registry,
                       "  V1: {Type: 'AWS::EC2::VPC', Properties: {Tags: [{Key: Name, Value: shop/net}]}}\n"
                       "  V2: {Type: 'AWS::EC2::VPC', Properties: {Tags: [{Key: Name, Value: shop/net}]}}\n"
                       "  V3: {Type: 'AWS::EC2::VPC', Properties: {Tags: [{Key: Name, Value: !Ref AWS::StackName}]}}\n"
                       "  S1: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref V1, Tags: [{Key: Name, Value: shop/net/web}]}}\n"
                       "  S2: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref V1, Tags: [{Key: Name, Value: shop/net}]}}\n");
        QCOMPARE(o.paths(), (QStringList{"us-east-1", "us-east-1/V2", "us-east-1/V3", "us-east-1/shop\\/net",
                                         "us-east-1/shop\\/net/S2", "us-east-1/shop\\/net/web"}));
    }

    void givesTheSameIdentitiesEachTime() {
        const auto uids = [&](const QByteArray& text, const QString& file) {
            const auto imported = importCloudFormation("Resources:\n" + text, file, m_registry);
            std::vector<Uid> found;
            for (const NodeData& node : imported->design.nodes) found.push_back(node.uid);
            return found;
        };
        const auto first = uids(kNetwork, QStringLiteral("a/t.yaml"));
        QCOMPARE(first.size(), std::size_t(4));
        QVERIFY(std::is_sorted(first.begin(), first.end()));
        QVERIFY(first == uids(kNetwork, QStringLiteral("b/t.yaml")));
        QVERIFY(first != uids(kNetwork, QStringLiteral("b/u.yaml")));
        const auto more = uids(kNetwork + "  C: {Type: 'AWS::EC2::VPC'}\n", QStringLiteral("t.yaml"));
        QVERIFY(std::includes(more.begin(), more.end(), first.begin(), first.end()));
    }

    void tellsEveryResourceInJson() {
        const Opened o(m_registry, kNetwork +
                                       "  Role: {Type: 'AWS::IAM::Role'}\n"
                                       "  Nest: {Type: 'AWS::CloudFormation::Stack', DependsOn: A}\n");
        const QJsonObject json = QJsonDocument::fromJson(o.report.toJson()).object();
        QCOMPARE(json.keys(), (QStringList{"left_out", "links", "nodes", "references", "resources"}));
        const QJsonArray resources = json["resources"].toArray();
        QCOMPARE(resources.size(), 5);
        QCOMPARE(resources[1].toObject()["id"].toString(), QStringLiteral("A"));
        QCOMPARE(resources[1].toObject()["node"].toString(), QStringLiteral("us-east-1/Vpc/A"));
        QVERIFY(resources[1].toObject()["why"].isNull());
        QCOMPARE(resources[3].toObject()["type"].toString(), QStringLiteral("AWS::IAM::Role"));
        QVERIFY(resources[3].toObject()["node"].isNull());
        const QJsonArray leftOut = json["left_out"].toArray();
        QCOMPARE(leftOut.size(), 2);
        QCOMPARE(leftOut[0].toObject()["file"].toString(), QStringLiteral("folder/t.yaml"));
        QCOMPARE(leftOut[0].toObject()["line"].toInt(), 5);
        QCOMPARE(leftOut[1].toObject()["id"].toString(), QStringLiteral("Nest"));
        const QJsonArray references = json["references"].toArray();
        QCOMPARE(references.size(), 4);
        QCOMPARE(json["nodes"].toInt(), 4);
    }

    void refusesWhatIsNoTemplateAndNothingElse() {
        const auto refused = [&](const QByteArray& text) {
            const auto imported = importCloudFormation(text, QStringLiteral("t.yaml"), m_registry);
            return imported.ok() ? QString() : imported.error();
        };
        QVERIFY(refused("hello").contains(QStringLiteral("is no CloudFormation template")));
        QVERIFY(refused("Resources:\n  A: {Type: T, DependsOn: A}\n").contains(QStringLiteral("A -> A")));
        QCOMPARE(refused("Resources: {}\n"), QString());
        QCOMPARE(refused("Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema: 7\n"
                         "      GlobalSecondaryIndexes: [x, {}, null]\n      BillingMode: {a: b}\n"),
                 QString());
    }

    void knowsTemplatesByTheirNames() {
        QVERIFY(isTemplateName(QStringLiteral("a/B.YAML")));
        QVERIFY(isTemplateName(QStringLiteral("x.template")));
        QVERIFY(isTemplateName(QStringLiteral("x.json")));
        QVERIFY(!isTemplateName(QStringLiteral("x.skerry.json")));
        QVERIFY(!isTemplateName(QStringLiteral("x.skerry")));
    }

private:
    const KindRegistry m_registry = shippedKinds();
};

QTEST_GUILESS_MAIN(TestCloudFormation)
#include "tst_cloudformation.moc"
