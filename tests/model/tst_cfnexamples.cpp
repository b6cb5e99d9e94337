// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/template.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace model::cfn;

namespace {

/// Real templates by others are tried where they lie; their licences are their own, so they are not part of the tree.
QString examplesFolder() {
    const QString named = qEnvironmentVariable("SKERRY_EXAMPLES");
    return named.isEmpty() ? QDir::cleanPath(QStringLiteral(SKERRY_SOURCE_DIR "/../shared/examples")) : named;
}

}  // namespace

class TestCfnExamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!QFileInfo(examplesFolder()).isDir())
            QSKIP(qPrintable(QStringLiteral("no folder %1; name one in SKERRY_EXAMPLES").arg(examplesFolder())));
    }

    void resolves_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("resources");
        QTest::addColumn<int>("leftOut");
        QTest::addColumn<int>("remarks");
        QTest::addColumn<int>("references");
        QTest::newRow("01") << "01-vpc-2az-dualstack-cfn/vpc-2azs.yaml" << 37 << 0 << 0 << 62;
        QTest::newRow("02") << "02-table-secondary-indexes-cfn/DynamoDB_Secondary_Indexes.json" << 1 << 0 << 0 << 0;
        QTest::newRow("03") << "03-global-table-stream-cdk-snapshot/TableV2StreamStack.json" << 1 << 0 << 0 << 0;
        QTest::newRow("04") << "04-stream-event-filters-sam/template.yaml" << 5 << 0 << 0 << 4;
        QTest::newRow("05") << "05-apigw-kinesis-lambda-ddb-sam/template.yaml" << 11 << 1 << 1 << 10;
        QTest::newRow("06") << "06-dax-cfn/dax_cluster_with_encryption_enabled.yaml" << 1 << 0 << 0 << 0;
        QTest::newRow("07") << "07-lambda-dynamodb-in-vpc-cdk-snapshot/lamddb-deployFunctionWithExistingVpc.template.json"
                            << 37 << 0 << 0 << 70;
        QTest::newRow("08") << "08-autoscaling-cdk-snapshot/integ.autoscaling.lit.expected.json" << 3 << 0 << 0 << 2;
        QTest::newRow("09") << "09-nested-stacks-cfn/vpc-bastion.cfn.yml" << 0 << 2 << 0 << 2;
        QTest::newRow("09 bastion") << "09-nested-stacks-cfn/templates/bastion.cfn.yml" << 12 << 0 << 0 << 13;
        QTest::newRow("09 vpc") << "09-nested-stacks-cfn/templates/vpc.cfn.yml" << 33 << 5 << 0 << 56;
    }
    void resolves() {
        QFETCH(QString, file);
        const auto found = readTemplate(examplesFolder() + u'/' + file, {});
        QVERIFY2(found.ok(), qPrintable(found.ok() ? QString() : found.error()));
        QTEST(static_cast<int>(found->resources.size()), "resources");
        QTEST(static_cast<int>(found->leftOut.size()), "leftOut");
        QTEST(static_cast<int>(found->remarks.size()), "remarks");
        QTEST(static_cast<int>(found->references.size()), "references");
    }

    void evaluatesTheVpcTemplate() {
        const auto found = readTemplate(examplesFolder() + QStringLiteral("/01-vpc-2az-dualstack-cfn/vpc-2azs.yaml"), {});
        QVERIFY(found.ok());
        const Resource* subnet = found->find(u"SubnetBPrivate");
        QCOMPARE(subnet->line, 107);
        QCOMPARE(subnet->properties.find(u"AvailabilityZone")->display(), QStringLiteral("us-east-1b"));
        QCOMPARE(subnet->properties.find(u"CidrBlock")->display(), QStringLiteral("10.0.48.0/20"));
        QCOMPARE(subnet->properties.find(u"VpcId")->name, QStringLiteral("VPC"));
        QCOMPARE(subnet->properties.find(u"Ipv6CidrBlock")->display(),
                 QStringLiteral("!Select [3, !Cidr [!Select [0, !GetAtt VPC.Ipv6CidrBlocks], 4, 64]]"));
    }

    void evaluatesTheEndpointTemplate() {
        const auto found = readTemplate(examplesFolder() + QStringLiteral("/07-lambda-dynamodb-in-vpc-cdk-snapshot/"
                                                                          "lamddb-deployFunctionWithExistingVpc.template.json"),
                                        {.region = QStringLiteral("eu-west-1"), .parameters = {}});
        QVERIFY(found.ok());
        const Resource* endpoint = found->find(u"VpcDDB49FBEC5F");
        QCOMPARE(endpoint->properties.find(u"ServiceName")->display(), QStringLiteral("com.amazonaws.eu-west-1.dynamodb"));
        QCOMPARE(endpoint->properties.at(u"RouteTableIds[3]")->name, QStringLiteral("VpcPublicSubnet2RouteTable94F7E489"));
    }
};

QTEST_GUILESS_MAIN(TestCfnExamples)
#include "tst_cfnexamples.moc"
