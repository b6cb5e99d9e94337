// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/core/nodeview.h"
#include "model/io/cloudformation.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QSet>
#include <QTest>

using namespace model;

namespace {

QString examplesFolder() {
    const QString named = qEnvironmentVariable("SKERRY_EXAMPLES");
    return named.isEmpty() ? QDir::cleanPath(QStringLiteral(SKERRY_SOURCE_DIR "/../shared/examples")) : named;
}

const QString kEndpointTemplate =
    QStringLiteral("07-lambda-dynamodb-in-vpc-cdk-snapshot/lamddb-deployFunctionWithExistingVpc.template.json");
const QString kVpcTemplate = QStringLiteral("01-vpc-2az-dualstack-cfn/vpc-2azs.yaml");

}  // namespace

/// Real templates by others, from the file to the design.
class TestCfnImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!QFileInfo(examplesFolder()).isDir())
            QSKIP(qPrintable(QStringLiteral("no folder %1; name one in SKERRY_EXAMPLES").arg(examplesFolder())));
    }

    void placesOrListsEveryResource_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("kinds");
        QTest::newRow("01") << kVpcTemplate
                            << "region 1, vpc.internet_gateway 1, vpc.network_acl 2, vpc.route_table 4, vpc.subnet 4, vpc.vpc 1";
        QTest::newRow("02") << "02-table-secondary-indexes-cfn/DynamoDB_Secondary_Indexes.json"
                            << "dynamodb.gsi 1, dynamodb.lsi 1, dynamodb.table 1, region 1";
        QTest::newRow("03") << "03-global-table-stream-cdk-snapshot/TableV2StreamStack.json" << "dynamodb.stream 1, dynamodb.table 1, region 1";
        QTest::newRow("04") << "04-stream-event-filters-sam/template.yaml"
                            << "dynamodb.stream 1, dynamodb.table 1, lambda.event_source_mapping 2, lambda.function 2, region 1";
        QTest::newRow("05") << "05-apigw-kinesis-lambda-ddb-sam/template.yaml"
                            << "dynamodb.table 1, kinesis.stream 1, lambda.event_source_mapping 1, lambda.function 2, region 1";
        QTest::newRow("06") << "06-dax-cfn/dax_cluster_with_encryption_enabled.yaml" << "dax.cluster 1, region 1, vpc.vpc 1";
        QTest::newRow("07") << kEndpointTemplate
                            << "dynamodb.table 1, lambda.function 2, region 1, vpc.gateway_endpoint 1, vpc.internet_gateway 1, "
                               "vpc.nat_gateway 2, vpc.route_table 4, vpc.security_group 1, vpc.subnet 4, vpc.vpc 1";
        QTest::newRow("08") << "08-autoscaling-cdk-snapshot/integ.autoscaling.lit.expected.json" << "dynamodb.table 1, region 1";
        QTest::newRow("09") << "09-nested-stacks-cfn/vpc-bastion.cfn.yml" << "region 1";
        QTest::newRow("09 bastion") << "09-nested-stacks-cfn/templates/bastion.cfn.yml" << "ec2.fleet 1, region 1, vpc.vpc 1";
        QTest::newRow("09 vpc") << "09-nested-stacks-cfn/templates/vpc.cfn.yml"
                                << "region 1, vpc.internet_gateway 1, vpc.nat_gateway 1, vpc.route_table 2, "
                                   "vpc.security_group 4, vpc.subnet 4, vpc.vpc 1";
    }
    void placesOrListsEveryResource() {
        QFETCH(QString, file);
        const auto imported = importCloudFormation(examplesFolder() + u'/' + file, m_registry);
        QVERIFY2(imported.ok(), qPrintable(imported.ok() ? QString() : imported.error()));
        QMap<QString, int> counts;
        for (const NodeData& node : imported->design.nodes) ++counts[node.kind];
        QStringList kinds;
        for (auto it = counts.begin(); it != counts.end(); ++it)
            kinds.append(QStringLiteral("%1 %2").arg(it.key()).arg(it.value()));
        QTEST(kinds.join(QStringLiteral(", ")), "kinds");
        QCOMPARE(imported->report.nodes, static_cast<int>(imported->design.nodes.size()));

        QSet<QString> listed;
        for (const LeftOut& item : imported->report.leftOut) {
            QVERIFY(item.line > 0);
            QVERIFY(!item.why.isEmpty());
            listed.insert(item.id);
        }
        QVERIFY(!imported->report.resources.empty());
        for (const ImportedResource& resource : imported->report.resources) {
            QVERIFY2(!resource.path.isEmpty() || listed.contains(resource.id), qPrintable(resource.id));
            QCOMPARE(resource.path.isEmpty(), resource.node.isNull());
        }
    }

    void leavesNoReferenceDangling_data() { placesOrListsEveryResource_data(); }
    void leavesNoReferenceDangling() {
        QFETCH(QString, file);
        auto imported = importCloudFormation(examplesFolder() + u'/' + file, m_registry);
        QVERIFY(imported.ok());
        Document document(m_registry);
        QVERIFY(loadDesign(document, imported->design).ok());
        for (const NodeData& node : imported->design.nodes) {
            for (const Property& property : node.properties) {
                forEachRef(property.value, [&](const Ref& ref) {
                    QVERIFY2(document.findNode(ref.target).has_value(), qPrintable(node.kind + u' ' + property.key));
                });
                const PropertySpec* row = m_registry.find(node.kind)->property(property.key);
                QVERIFY2(row != nullptr, qPrintable(property.key));
                if (!std::holds_alternative<Unresolved>(property.value))
                    QCOMPARE(typeObjection(*row, property.value), QString());
            }
        }
    }

    void opensTheEndpointTemplateAsTheNetworkThatItIs() {
        Document document(m_registry);
        open(kEndpointTemplate, document);
        const QString vpc = QStringLiteral("us-east-1/lamddb-deployFunctionWithExistingVpc\\/Vpc/");
        const NodeView endpoint = at(document, vpc + QStringLiteral("VpcDDB49FBEC5F"));
        const auto door = endpoint.netAs<DoorNet>();
        QVERIFY(door.has_value());
        QCOMPARE(door->service, QStringLiteral("dynamodb"));
        QCOMPARE(door->routeTables.size(), std::size_t(4));
        const NodeView subnet = at(document, vpc + QStringLiteral("PrivateSubnet2"));
        const auto net = subnet.netAs<SubnetNet>();
        QCOMPARE(net->cidr, QStringLiteral("10.0.192.0/18"));
        QCOMPARE(net->zone, QStringLiteral("us-east-1b"));
        const auto routes = subnet.find(net->routeTable)->netAs<RoutesNet>();
        QCOMPARE(routes->routes.size(), std::size_t(1));
        QCOMPARE(routes->routes[0].destination, QStringLiteral("0.0.0.0/0"));
        const auto nat = subnet.find(routes->routes[0].target)->netAs<GatewayNet>();
        QCOMPARE(nat->kind, GatewayNet::Kind::Nat);
        QCOMPARE(nat->publicAddress, true);
        QCOMPARE(subnet.text(QStringLiteral("tier")), QStringLiteral("private"));
        QCOMPARE(at(document, vpc + QStringLiteral("PublicSubnet1")).text(QStringLiteral("tier")), QStringLiteral("public"));
        const auto function = at(document, vpc + QStringLiteral("testlambdadynamodbstackLambdaFunction5DDB3E8D")).netAs<InterfaceNet>();
        QCOMPARE(function->subnets.size(), std::size_t(2));
        QCOMPARE(function->securityGroups.size(), std::size_t(1));
    }

    void keepsRulesAndRoutesOfTheDualStackTemplate() {
        Document document(m_registry);
        open(kVpcTemplate, document);
        const QString vpc = QStringLiteral("us-east-1/10.0.0.0\\/16/");
        const NodeView acl = at(document, vpc + QStringLiteral("Private"));
        QCOMPARE(acl.rows(QStringLiteral("inbound")).items.size(), std::size_t(2));
        QCOMPARE(acl.rows(QStringLiteral("outbound")).items.size(), std::size_t(2));
        const NodeView subnet = at(document, vpc + QStringLiteral("A private"));
        QCOMPARE(subnet.netAs<SubnetNet>()->acl, acl.uid());
        // The way out for IPv6 has no kind yet, so the route's target stays a text.
        const Value& routes = at(document, vpc + QStringLiteral("A Private")).value(QStringLiteral("routes"));
        const auto& rows = std::get<Rows>(routes);
        QCOMPARE(rows.items.size(), std::size_t(1));
        QVERIFY(*rows.items[0].find(QStringLiteral("target")) == Value(Unresolved{QStringLiteral("!Ref EgressOnlyInternetGateway")}));
        QVERIFY(at(document, QStringLiteral("us-east-1/10.0.0.0\\/16")).isUnresolved(QStringLiteral("ipv6Cidrs")));
    }

    void takesParametersAndRegion() {
        const auto imported = importCloudFormation(examplesFolder() + QStringLiteral("/09-nested-stacks-cfn/templates/vpc.cfn.yml"), m_registry,
                                                   {.region = QStringLiteral("eu-central-1"),
                                                    .parameters = {{QStringLiteral("SingleNatGateway"), QStringLiteral("false")},
                                                                   {QStringLiteral("AvailabilityZone1"), QStringLiteral("eu-central-1a")}}});
        QVERIFY2(imported.ok(), qPrintable(imported.ok() ? QString() : imported.error()));
        Document document(m_registry);
        QVERIFY(loadDesign(document, imported->design).ok());
        QCOMPARE(imported->report.nodes, 16);
        QCOMPARE(at(document, QStringLiteral("eu-central-1/VPC/PublicSubnet1")).netAs<SubnetNet>()->zone, QStringLiteral("eu-central-1a"));
        QVERIFY(at(document, QStringLiteral("eu-central-1/VPC/PublicSubnet2")).isUnresolved(QStringLiteral("zone")));
    }

private:
    void open(const QString& file, Document& document) {
        auto imported = importCloudFormation(examplesFolder() + u'/' + file, m_registry);
        QVERIFY(imported.ok());
        QVERIFY(loadDesign(document, imported->design).ok());
    }
    static NodeView at(const Document& document, const QString& path) {
        for (const NodeId id : document.nodes())
            if (document.path(id) == path) return {document, id};
        qFatal("no node %s", qPrintable(path));
    }

    const KindRegistry m_registry = shippedKinds();
};

QTEST_GUILESS_MAIN(TestCfnImport)
#include "tst_cfnimport.moc"
