// SPDX-License-Identifier: GPL-3.0-or-later
#include "smallnet.h"

#include "model/reachability/reach.h"
#include "model/rules/facts.h"
#include "model/traffic/accesspattern.h"
#include "model/traffic/load.h"

#include <QTest>

#include <algorithm>

using namespace model;

namespace {

QStringList codes(const Reach& reach) {
    QStringList all;
    for (const Blocker& blocker : reach.blockers()) all += blocker.code;
    return all;
}

QString policy(const char* action, const char* resource) {
    return QStringLiteral("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%1\",\"Resource\":\"%2\"}]}").arg(QLatin1String(action), QLatin1String(resource));
}

}  // namespace

// Interface endpoints, caches and other Regions: which way a name takes, and who may use which door.
class TestReachDoors : public QObject {
    Q_OBJECT

    KindRegistry m_registry = shippedKinds();

    static Reach reach(const SmallNet& net, Uid from, Uid to, Uid via = {}) { return tellReach(net.view(from), net.view(to), via); }

    // A group that members of the fleet's group may enter at the port.
    static Uid groupFor(SmallNet& net, int port) {
        const Uid group = net.add("vpc.security_group", net.vpc, qPrintable(QStringLiteral("port-%1").arg(port)));
        net.set(group, "inbound", Rows{{SmallNet::rule({{"protocol", QStringLiteral("tcp")}, {"fromPort", qint64(port)}, {"toPort", qint64(port)}, {"peer", SmallNet::ref(net.group)}})}});
        return group;
    }
    static Uid endpoint(SmallNet& net, const char* service) {
        const Uid uid = net.add("vpc.interface_endpoint", net.vpc, "door");
        net.set(uid, "service", QString::fromLatin1(service));
        net.set(uid, "subnets", SmallNet::refs({net.subnet}));
        net.set(uid, "securityGroups", SmallNet::refs({groupFor(net, 443)}));
        return uid;
    }
    static Uid cluster(SmallNet& net, int port) {
        const Uid uid = net.add("dax.cluster", net.vpc, "cache");
        net.set(uid, "subnets", SmallNet::refs({net.subnet}));
        net.set(uid, "securityGroups", SmallNet::refs({groupFor(net, port)}));
        return uid;
    }

private Q_SLOTS:
    void anEndpointWithoutAPrivateNameIsCalledByItsOwn() {
        SmallNet net(m_registry);
        const Uid door = endpoint(net, "dynamodb");
        QCOMPARE(codes(reach(net, net.fleet, net.table)), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
        const Reach named = reach(net, net.fleet, net.table, door);
        QVERIFY(named.reachable());
        QCOMPARE(named.door(), Door::InterfaceEndpoint);
        QCOMPARE(named.paths.front().doorNode, door);
        QCOMPARE(named.paths.front().hops.back().stage, ReachHop::Stage::Service);
    }

    void aPrivateNameLeadsToTheEndpointBeforeAnyRoute() {
        SmallNet net(m_registry);
        const Uid gateway = net.add("vpc.gateway_endpoint", net.vpc, "ddb");
        net.set(gateway, "routeTables", SmallNet::refs({net.privateTable}));
        const Uid door = endpoint(net, "dynamodb");
        QCOMPARE(reach(net, net.fleet, net.table).door(), Door::GatewayEndpoint);
        net.set(door, "privateDns", true);
        const Reach r = reach(net, net.fleet, net.table);
        QVERIFY(r.reachable());
        QCOMPARE(r.door(), Door::InterfaceEndpoint);
        // Private names need both DNS attributes of the VPC.
        net.set(net.vpc, "dnsHostnames", false);
        QCOMPARE(reach(net, net.fleet, net.table).door(), Door::GatewayEndpoint);
    }

    void theEndpointsGroupMustLetClientsIn() {
        SmallNet net(m_registry);
        const Uid door = endpoint(net, "dynamodb");
        net.set(door, "securityGroups", SmallNet::refs({groupFor(net, 8443)}));
        const Reach r = reach(net, net.fleet, net.table, door);
        QCOMPARE(codes(r), QStringList{QStringLiteral("ENI_SG_RULES_MISMATCH")});
        QVERIFY(r.blockers().front().fix.has_value());
        QVERIFY(net.document.apply(*r.blockers().front().fix).ok());
        QVERIFY(reach(net, net.fleet, net.table, door).reachable());
    }

    void anEndpointServesItsServiceItsRegionAndItsPolicy() {
        SmallNet net(m_registry);
        const Uid door = endpoint(net, "kinesis");
        QCOMPARE(codes(reach(net, net.fleet, net.table, door)), QStringList{QStringLiteral("SKERRY_OTHER_SERVICE")});
        net.set(door, "service", QStringLiteral("dynamodb"));
        const Uid far = net.add("region", {}, "eu-west-1");
        net.set(far, "code", QStringLiteral("eu-west-1"));
        const Uid other = net.add("dynamodb.table", far, "prices");
        QCOMPARE(codes(reach(net, net.fleet, other, door)), QStringList{QStringLiteral("SKERRY_OTHER_REGION")});
        net.set(door, "policy", policy("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/else"));
        QCOMPARE(codes(reach(net, net.fleet, net.table, door)), QStringList{QStringLiteral("SKERRY_ENDPOINT_POLICY")});
        net.set(door, "policy", policy("dynamodb:*", "arn:aws:dynamodb:*:*:table/orders"));
        QVERIFY(reach(net, net.fleet, net.table, door).reachable());
    }

    void streamsTakeTheirOwnEndpoint() {
        SmallNet net(m_registry);
        const Uid gateway = net.add("vpc.gateway_endpoint", net.vpc, "ddb");
        net.set(gateway, "routeTables", SmallNet::refs({net.privateTable}));
        const Uid stream = net.add("dynamodb.stream", net.table, "stream");
        QCOMPARE(codes(reach(net, net.fleet, stream)), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
        const Uid door = endpoint(net, "dynamodb-streams");
        net.set(door, "privateDns", true);
        QCOMPARE(reach(net, net.fleet, stream).door(), Door::InterfaceEndpoint);
        net.set(door, "policy", policy("dynamodb:GetRecords", "arn:aws:dynamodb:*:*:table/orders/stream/*"));
        QVERIFY(reach(net, net.fleet, stream).reachable());
    }

    void aClusterListensOn8111AndEncryptedOn9111() {
        SmallNet net(m_registry);
        const Uid cache = cluster(net, 8111);
        const Reach r = reach(net, net.fleet, net.table, cache);
        QVERIFY(r.reachable());
        QCOMPARE(r.door(), Door::Local);
        QVERIFY(std::ranges::any_of(r.paths.front().hops, [&](const ReachHop& hop) { return hop.node == cache && hop.stage == ReachHop::Stage::Endpoint; }));
        net.set(cache, "endpointEncryption", QStringLiteral("TLS"));
        QCOMPARE(codes(reach(net, net.fleet, net.table, cache)), QStringList{QStringLiteral("ENI_SG_RULES_MISMATCH")});
        net.set(cache, "securityGroups", SmallNet::refs({groupFor(net, 9111)}));
        QVERIFY(reach(net, net.fleet, net.table, cache).reachable());
    }

    void aFunctionNeedsTheVpcForAClusterAndNotForATable() {
        SmallNet net(m_registry);
        const Uid cache = cluster(net, 8111);
        const Uid function = net.add("lambda.function", net.region, "fn");
        QCOMPARE(reach(net, function, net.table).door(), Door::AwsNetwork);
        QCOMPARE(codes(reach(net, function, net.table, cache)), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
        net.set(function, "subnets", SmallNet::refs({net.subnet}));
        net.set(function, "securityGroups", SmallNet::refs({net.group}));
        QVERIFY(reach(net, function, net.table, cache).reachable());
    }

    void aReplicaElsewhereIsReachedAsItsRegionIs() {
        SmallNet net(m_registry);
        const Uid far = net.add("region", {}, "eu-west-1");
        net.set(far, "code", QStringLiteral("eu-west-1"));
        const Uid replica = net.add("dynamodb.replica", far, "orders");
        net.set(replica, "table", SmallNet::ref(net.table));
        QCOMPARE(codes(reach(net, net.fleet, replica)), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
        const Uid gateway = net.add("vpc.nat_gateway", net.edge, "nat");
        net.set(net.privateTable, "routes", SmallNet::routes(gateway));
        QCOMPARE(reach(net, net.fleet, replica).door(), Door::NatGateway);
        QCOMPARE(net.view(replica).data().partitionKey, net.view(net.table).data().partitionKey);
        net.set(net.table, "partitionKey", QStringLiteral("customer"));
        QCOMPARE(net.view(replica).data().partitionKey, QStringList{QStringLiteral("customer")});
    }

    void aCallToACacheIsACallOfTheTableThatItNames() {
        SmallNet net(m_registry);
        const Uid cache = cluster(net, 8111);
        const Uid link = net.call(net.fleet, cache);
        Row row;
        row.set(QStringLiteral("operation"), QStringLiteral("GetItem"));
        row.set(QStringLiteral("resource"), SmallNet::ref(net.table));
        net.set(link, "patterns", Rows{{row}});
        const auto patterns = patternsInto(net.view(net.table));
        QCOMPARE(patterns.size(), size_t(1));
        QCOMPARE(patterns.front().via, cache);
        QCOMPARE(patternsThrough(net.view(cache)).size(), size_t(1));
        const auto ways = waysOf(LinkView(net.document, *net.document.findLink(link)));
        QCOMPARE(ways, (std::vector<LinkWay>{{net.table, cache}}));
        QVERIFY(loadOn(net.view(net.table))->readAtMost.peak > 0);
    }

    void aLocalIndexSpendsTheUnitsOfItsTable() {
        SmallNet net(m_registry);
        const Uid link = net.call(net.fleet, net.table);
        const double before = loadOn(net.view(net.table))->read.peak;
        const Uid index = net.add("dynamodb.lsi", net.table, "by-status");
        Row row, query;
        row.set(QStringLiteral("operation"), QStringLiteral("GetItem"));
        query.set(QStringLiteral("operation"), QStringLiteral("Query"));
        query.set(QStringLiteral("resource"), SmallNet::ref(index));
        net.set(link, "patterns", Rows{{row, query}});
        QVERIFY(loadOn(net.view(net.table))->read.peak > before);
    }

    void editsOfTheEndpointReachRememberedPairs() {
        SmallNet net(m_registry);
        Facts facts(net.document);
        connect(&net.document, &Document::changed, this, [&](const ChangeSet& applied, const ChangeSet& inverse) { (void)facts.touch(touchedBy(applied, inverse), {}); });
        const auto view = [&](Uid uid) { return facts.view(*net.document.findNode(uid)); };
        const Uid door = endpoint(net, "dynamodb");
        QVERIFY(!reachOf(view(net.fleet), view(net.table))->reachable());
        net.set(door, "privateDns", true);
        QVERIFY(reachOf(view(net.fleet), view(net.table))->reachable());
        net.set(door, "subnets", Refs());
        QVERIFY(!reachOf(view(net.fleet), view(net.table))->reachable());
        disconnect(&net.document, nullptr, this, nullptr);
    }
};

QTEST_GUILESS_MAIN(TestReachDoors)
#include "tst_reachdoors.moc"
