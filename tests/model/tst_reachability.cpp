// SPDX-License-Identifier: GPL-3.0-or-later
#include "smallnet.h"

#include "model/core/network.h"
#include "model/reachability/endpointpolicy.h"
#include "model/reachability/reach.h"
#include "model/rules/facts.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>

using namespace model;

namespace {

QStringList codes(const Reach& reach) {
    QStringList all;
    for (const Blocker& blocker : reach.blockers()) all += blocker.code;
    return all;
}

}  // namespace

class TestReachability : public QObject {
    Q_OBJECT

    KindRegistry m_registry = shippedKinds();

    static Reach reach(const SmallNet& net, Uid from, Uid to, int port = 0) { return reachAt(net.view(from), net.view(to), port); }

    static Uid endpoint(SmallNet& net) {
        const Uid uid = net.add("vpc.gateway_endpoint", net.vpc, "ddb");
        net.set(uid, "routeTables", SmallNet::refs({net.privateTable}));
        return uid;
    }
    static Uid nat(SmallNet& net, Uid subnet) {
        const Uid uid = net.add("vpc.nat_gateway", subnet, "nat");
        net.set(net.privateTable, "routes", SmallNet::routes(uid));
        return uid;
    }

    // The way after the fix of what stops it first; null where there is no such fix.
    static std::optional<Reach> mended(SmallNet& net, const Reach& stopped) {
        auto fix = stopped.blockers().front().fix;
        if (!fix || !net.document.apply(*fix).ok()) return std::nullopt;
        return reach(net, net.fleet, net.table);
    }

private Q_SLOTS:
    void withoutAnyRouteNothingIsReached() {
        SmallNet net(m_registry);
        const Reach r = reach(net, net.fleet, net.table);
        QVERIFY(!r.reachable());
        QCOMPARE(codes(r), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
        QCOMPARE(r.blockers().front().node, net.privateTable);
        // The fix adds an endpoint, and with it the table is reached.
        const auto fixed = mended(net, r);
        QVERIFY(fixed && fixed->reachable());
        QCOMPARE(fixed->door(), Door::GatewayEndpoint);
    }

    // The main table comes with every VPC: a design that does not draw it yet is mended all the same.
    void withoutADrawnTableTheFixDrawsTheMainOne() {
        for (const bool hasEndpoint : {false, true}) {
            SmallNet net(m_registry);
            net.set(net.subnet, "routeTable", Ref{});
            const Uid door = hasEndpoint ? net.add("vpc.gateway_endpoint", net.vpc, "ddb") : Uid();
            const Reach r = reach(net, net.fleet, net.table);
            QCOMPARE(codes(r), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
            const auto fixed = mended(net, r);
            QVERIFY(fixed && fixed->reachable());
            QCOMPARE(fixed->door(), Door::GatewayEndpoint);
            QVERIFY(!hasEndpoint || fixed->paths.front().doorNode == door);
            QCOMPARE(mainRouteTables(net.view(net.vpc)).size(), size_t(1));
        }
    }

    // A table that is gone is another matter: a second main table would not help.
    void aSubnetWhoseTableIsGoneIsToldToFollowTheMainOne() {
        SmallNet net(m_registry);
        const Uid lost = net.add("vpc.route_table", net.vpc, "lost");
        endpoint(net);
        net.set(net.subnet, "routeTable", Ref{lost, {}});
        Edit edit(net.document, QStringLiteral("Remove"));
        edit.remove(std::array{lost});
        QVERIFY(net.document.apply(*edit.take()).ok());
        const Reach r = reach(net, net.fleet, net.table);
        QVERIFY(!r.reachable());
        const auto fixed = mended(net, r);
        QVERIFY(fixed && fixed->reachable());
        QCOMPARE(mainRouteTables(net.view(net.vpc)).size(), size_t(1));
    }

    void theEndpointsPrefixListBeatsTheDefaultRoute() {
        SmallNet net(m_registry);
        nat(net, net.edge);
        QCOMPARE(reach(net, net.fleet, net.table).door(), Door::NatGateway);
        const Uid door = endpoint(net);
        const Reach r = reach(net, net.fleet, net.table);
        QVERIFY(r.reachable());
        QCOMPARE(r.door(), Door::GatewayEndpoint);
        QCOMPARE(r.paths.front().doorNode, door);
        QCOMPARE(r.paths.front().presence, net.subnet);
        QStringList decisions;
        for (const ReachHop& hop : r.paths.front().hops) decisions += hop.decision;
        QCOMPARE(decisions, (QStringList{QStringLiteral("starts"), QStringLiteral("allowed"), QStringLiteral("allowed"), QStringLiteral("routed"),
                                         QStringLiteral("allowed"), QStringLiteral("allowed"), QStringLiteral("arrives")}));
    }

    void aNatGatewayNeedsAPublicSubnetAndAnAddress() {
        SmallNet net(m_registry);
        const Uid gateway = nat(net, net.edge);
        QVERIFY(reach(net, net.fleet, net.table).reachable());
        net.set(gateway, "elasticIps", qint64(0));
        QCOMPARE(codes(reach(net, net.fleet, net.table)), QStringList{QStringLiteral("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")});
        net.set(net.publicTable, "routes", Rows());
        QCOMPARE(codes(reach(net, net.fleet, net.table)), (QStringList{QStringLiteral("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"), QStringLiteral("NO_ROUTE_TO_DESTINATION")}));
    }

    void aNatGatewayInTheSameSubnetLeadsNowhere() {
        SmallNet net(m_registry);
        nat(net, net.subnet);
        const Reach r = reach(net, net.fleet, net.table);
        QVERIFY(!r.reachable());
        QCOMPARE(codes(r), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
    }

    void theInternetGatewayNeedsAPublicAddress() {
        SmallNet net(m_registry);
        net.set(net.fleet, "subnets", SmallNet::refs({net.edge}));
        const Reach r = reach(net, net.fleet, net.table);
        QCOMPARE(codes(r), QStringList{QStringLiteral("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")});
        QCOMPARE(r.blockers().front().node, net.fleet);
        net.set(net.edge, "autoPublicIp", true);
        QCOMPARE(reach(net, net.fleet, net.table).door(), Door::InternetGateway);
        // A function gets no public address, whatever the subnet hands out.
        const Uid function = net.add("lambda.function", net.region, "fn");
        net.set(function, "subnets", SmallNet::refs({net.edge}));
        QCOMPARE(codes(reach(net, function, net.table)), QStringList{QStringLiteral("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")});
    }

    void aFunctionWithoutVpcAndAClientTakeTheirOwnWays() {
        SmallNet net(m_registry);
        const Uid function = net.add("lambda.function", net.region, "fn");
        QCOMPARE(reach(net, function, net.table).door(), Door::AwsNetwork);
        const Uid client = net.add("client", {}, "browser");
        QCOMPARE(reach(net, client, net.table).door(), Door::Internet);
        QVERIFY(!reach(net, function, net.fleet).reachable());
    }

    void aGroupThatLetsNothingOutIsNamed() {
        SmallNet net(m_registry);
        endpoint(net);
        net.set(net.group, "outbound", Rows());
        const Reach none = reach(net, net.fleet, net.table);
        QCOMPARE(codes(none), QStringList{QStringLiteral("SG_HAS_NO_RULES")});
        net.set(net.group, "outbound", Rows{{SmallNet::rule({{"fromPort", qint64(80)}, {"toPort", qint64(80)}})}});
        const Reach wrong = reach(net, net.fleet, net.table);
        QCOMPARE(codes(wrong), QStringList{QStringLiteral("ENI_SG_RULES_MISMATCH")});
        QVERIFY(net.document.apply(*wrong.blockers().front().fix).ok());
        QVERIFY(reach(net, net.fleet, net.table).reachable());
        net.set(net.group, "outbound", Rows{{SmallNet::rule({{"prefixList", QStringLiteral("s3")}})}});
        QVERIFY(!reach(net, net.fleet, net.table).reachable());
        net.set(net.group, "outbound", Rows{{SmallNet::rule({{"prefixList", QStringLiteral("dynamodb")}})}});
        QVERIFY(reach(net, net.fleet, net.table).reachable());
    }

    void networkAclsAreStatelessAndOrdered() {
        SmallNet net(m_registry);
        endpoint(net);
        const Uid acl = net.add("vpc.network_acl", net.vpc, "tight");
        net.set(net.subnet, "networkAcl", SmallNet::ref(acl));
        QCOMPARE(codes(reach(net, net.fleet, net.table)), (QStringList{QStringLiteral("SUBNET_ACL_RESTRICTION"), QStringLiteral("SUBNET_ACL_RESTRICTION")}));
        net.set(acl, "outbound", Rows{{SmallNet::rule({{"number", qint64(100)}})}});
        const Reach noAnswer = reach(net, net.fleet, net.table);
        QCOMPARE(codes(noAnswer), QStringList{QStringLiteral("SUBNET_ACL_RESTRICTION")});
        QVERIFY(noAnswer.blockers().front().message.contains(QStringLiteral("the answer")));
        QVERIFY(net.document.apply(*noAnswer.blockers().front().fix).ok());
        QVERIFY(reach(net, net.fleet, net.table).reachable());
        // A lower number that denies wins over the allow rule behind it.
        net.set(acl, "outbound", Rows{{SmallNet::rule({{"number", qint64(100)}}), SmallNet::rule({{"number", qint64(50)}, {"action", QStringLiteral("deny")}, {"protocol", QStringLiteral("-1")}})}});
        const Reach denied = reach(net, net.fleet, net.table);
        QCOMPARE(codes(denied), QStringList{QStringLiteral("SUBNET_ACL_RESTRICTION")});
        QVERIFY(net.document.apply(*denied.blockers().front().fix).ok());
        QVERIFY(reach(net, net.fleet, net.table).reachable());
    }

    void halfOfTheEphemeralPortsIsNotEnough() {
        SmallNet net(m_registry);
        endpoint(net);
        const Uid acl = net.add("vpc.network_acl", net.vpc, "tight");
        net.set(net.subnet, "networkAcl", SmallNet::ref(acl));
        net.set(acl, "outbound", Rows{{SmallNet::rule({{"number", qint64(100)}})}});
        net.set(acl, "inbound", Rows{{SmallNet::rule({{"number", qint64(100)}, {"fromPort", qint64(1024)}, {"toPort", qint64(40000)}})}});
        QVERIFY(!reach(net, net.fleet, net.table).reachable());
        net.set(acl, "inbound", Rows{{SmallNet::rule({{"number", qint64(100)}, {"fromPort", qint64(1024)}, {"toPort", qint64(40000)}}),
                                      SmallNet::rule({{"number", qint64(110)}, {"fromPort", qint64(40001)}, {"toPort", qint64(65535)}})}});
        QVERIFY(reach(net, net.fleet, net.table).reachable());
    }

    void interfacesReachEachOtherByTheLocalRoute() {
        SmallNet net(m_registry);
        const Uid backendGroup = net.add("vpc.security_group", net.vpc, "backend");
        const Uid backend = net.add("ec2.fleet", net.vpc, "backend");
        net.set(backend, "subnets", SmallNet::refs({net.edge}));
        net.set(backend, "securityGroups", SmallNet::refs({backendGroup}));
        net.set(backend, "listensOn", QStringList{QStringLiteral("8080")});
        const Reach closed = reach(net, net.fleet, backend);
        QCOMPARE(codes(closed), QStringList{QStringLiteral("SG_HAS_NO_RULES")});
        QCOMPARE(closed.blockers().front().node, backendGroup);
        net.set(backendGroup, "inbound", Rows{{SmallNet::rule({{"fromPort", qint64(8080)}, {"toPort", qint64(8080)}, {"peer", SmallNet::ref(net.group)}})}});
        QVERIFY(reach(net, net.fleet, backend).reachable());
        QCOMPARE(reach(net, net.fleet, backend).door(), Door::Local);
        QVERIFY(!reach(net, net.fleet, backend, 9090).reachable());
    }

    void allBlockersAreToldAtOnce() {
        SmallNet net(m_registry);
        net.set(net.group, "outbound", Rows());
        const Uid acl = net.add("vpc.network_acl", net.vpc, "tight");
        net.set(net.subnet, "networkAcl", SmallNet::ref(acl));
        QCOMPARE(codes(reach(net, net.fleet, net.table)), (QStringList{QStringLiteral("SG_HAS_NO_RULES"), QStringLiteral("SUBNET_ACL_RESTRICTION"),
                                                                      QStringLiteral("NO_ROUTE_TO_DESTINATION"), QStringLiteral("SUBNET_ACL_RESTRICTION")}));
    }

    void aRouteToWhatIsGoneIsABlackhole() {
        SmallNet net(m_registry);
        const Uid gateway = nat(net, net.edge);
        net.remove(gateway);
        const Reach r = reach(net, net.fleet, net.table);
        QCOMPARE(codes(r), QStringList{QStringLiteral("BAD_STATE_ROUTE")});
        QVERIFY(r.blockers().front().message.contains(QStringLiteral("nat")));
    }

    void endpointsServeTheirOwnRegionOnly() {
        SmallNet net(m_registry);
        endpoint(net);
        const Uid far = net.add("region", {}, "eu-west-1");
        net.set(far, "code", QStringLiteral("eu-west-1"));
        const Uid table = net.add("dynamodb.table", far, "orders-eu");
        const Reach r = reach(net, net.fleet, table);
        QCOMPARE(codes(r), QStringList{QStringLiteral("NO_ROUTE_TO_DESTINATION")});
        QVERIFY(r.blockers().front().message.contains(QStringLiteral("Region")));
        nat(net, net.edge);
        QCOMPARE(reach(net, net.fleet, table).door(), Door::NatGateway);
    }

    void policiesOfEndpointsAreRead() {
        const QString only = QStringLiteral(R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":["dynamodb:Get*","dynamodb:Query"],"Resource":"arn:aws:dynamodb:*:*:table/orders"}]})");
        QCOMPARE(policyAllows(only, QStringLiteral("dynamodb:GetItem"), QStringLiteral("orders")), std::optional(true));
        QCOMPARE(policyAllows(only, QStringLiteral("dynamodb:PutItem"), QStringLiteral("orders")), std::optional(false));
        QCOMPARE(policyAllows(only, QStringLiteral("dynamodb:GetItem"), QStringLiteral("users")), std::optional(false));
        QCOMPARE(policyAllows(QStringLiteral("{"), QStringLiteral("dynamodb:GetItem"), QStringLiteral("users")), std::optional<bool>());
        QVERIFY(isFullAccess(QString()));
        QVERIFY(!isFullAccess(only));
        SmallNet net(m_registry);
        const Uid door = endpoint(net);
        net.set(door, "policy", only);
        QVERIFY(reach(net, net.fleet, net.table).reachable());
        const Uid users = net.add("dynamodb.table", net.region, "users");
        QCOMPARE(codes(reach(net, net.fleet, users)), QStringList{QStringLiteral("SKERRY_ENDPOINT_POLICY")});
    }

    void eachPresenceIsWalkedAlone() {
        SmallNet net(m_registry);
        endpoint(net);
        net.set(net.fleet, "subnets", SmallNet::refs({net.subnet, net.edge}));
        const Reach r = reach(net, net.fleet, net.table);
        QCOMPARE(r.paths.size(), size_t(2));
        QVERIFY(r.paths[0].reachable);
        QVERIFY(!r.paths[1].reachable);
        QVERIFY(!r.reachable());
        QCOMPARE(r.paths[1].presence, net.edge);
    }

    void subnetsAreWhatTheirRoutesMakeThem() {
        SmallNet net(m_registry);
        QVERIFY(isPublicSubnet(net.view(net.edge)));
        QVERIFY(!isPublicSubnet(net.view(net.subnet)));
        QCOMPARE(net.view(net.edge).view().token, QStringLiteral("publicSubnet"));
        QCOMPARE(net.view(net.subnet).view().token, QStringLiteral("privateSubnet"));
    }

    void rememberedReachFollowsEdits() {
        SmallNet net(m_registry);
        endpoint(net);
        Facts facts(net.document);
        connect(&net.document, &Document::changed, this, [&](const ChangeSet& a, const ChangeSet& b) { (void)facts.touch(touchedBy(a, b), {}); });
        const auto view = [&](Uid uid) { return facts.view(*net.document.findNode(uid)); };
        QVERIFY(reachOf(view(net.fleet), view(net.table))->reachable());
        const quint64 before = facts.computedCount();
        net.set(net.table, "itemBytes", 2048.0);
        QVERIFY(reachOf(view(net.fleet), view(net.table))->reachable());
        QVERIFY(facts.computedCount() - before <= 2);
        net.set(net.group, "outbound", Rows());
        QVERIFY(!reachOf(view(net.fleet), view(net.table))->reachable());
        disconnect(&net.document, nullptr, this, nullptr);
    }

    void matricesAgreeWithSinglePairs() {
        SmallNet net(m_registry);
        endpoint(net);
        for (int i = 0; i < 12; ++i) {
            const Uid fleet = net.add("ec2.fleet", net.vpc, qPrintable(QStringLiteral("fleet-%1").arg(i)));
            net.set(fleet, "subnets", SmallNet::refs({i % 2 ? net.subnet : net.edge}));
            if (i % 3) net.set(fleet, "publicIp", true);
            net.add("dynamodb.table", net.region, qPrintable(QStringLiteral("table-%1").arg(i)));
        }
        const auto pairs = reachAll(net.document);
        QCOMPARE(pairs.size(), size_t(13 * 13));
        for (const PairReach& pair : pairs) {
            const Reach single = reach(net, pair.from, pair.to);
            QCOMPARE(pair.reachable, single.reachable());
            QCOMPARE(pair.door, single.door());
        }
    }
};

QTEST_GUILESS_MAIN(TestReachability)
#include "tst_reachability.moc"
