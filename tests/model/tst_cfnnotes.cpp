// SPDX-License-Identifier: GPL-3.0-or-later
// What an import tells of besides the nodes that it makes: what is wrong, what is open, what is left to draw.
#include "tests/model/openedtemplate.h"

#include "model/rules/ruleengine.h"

#include <QRegularExpression>
#include <QTest>

using namespace model;

class TestCfnNotes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesNamesAloneThatAreChosenAtDeployment() {
        const Opened o(m_registry,
                       "  T: {Type: 'AWS::DynamoDB::Table', Properties: {GlobalSecondaryIndexes: [{IndexName: x}, {IndexName: !Ref AWS::StackName}]}}\n"
                       "  U: {Type: 'AWS::DynamoDB::Table', Properties: {TableName: !Sub '${AWS::StackName}-u'}}\n"
                       "  V: {Type: 'AWS::DynamoDB::Table', Properties: {Tags: [{Key: Name, Value: 'our orders!'}]}}\n"
                       "  Named: {Type: 'AWS::DynamoDB::Table', Properties: {TableName: ab}}\n");
        QCOMPARE(o.error, QString());
        QStringList found;
        const RuleEngine checks(o.document);
        for (const IssuePtr& issue : checks.issues())
            if (issue->rule == "DDB-003") found += o.document.path(*o.document.findNode(issue->nodes.front()));
        found.sort();
        QCOMPARE(found, (QStringList{"us-east-1/T/x", "us-east-1/ab"}));
        QCOMPARE(o.text("us-east-1/T", "namedAtDeployment"), QStringLiteral("true"));
        QCOMPARE(o.text("us-east-1/ab", "namedAtDeployment"), QStringLiteral("(default)"));
        // What it would have been called is kept in the list.
        const QStringList open = o.leftOut().filter(QStringLiteral("which only the deployment tells"));
        QVERIFY2(open.size() == 1 && open.front().contains(QStringLiteral("${AWS::StackName}-u")), qPrintable(o.leftOut().join(u'\n')));
    }

    void drawsTheCallsThatEnvironmentsSpeakOf() {
        const Opened o(m_registry,
                       "  Orders: {Type: 'AWS::DynamoDB::Table', Properties: {StreamSpecification: {StreamViewType: NEW_IMAGE}}}\n"
                       "  Baskets: {Type: 'AWS::DynamoDB::Table'}\n"
                       "  Clicks: {Type: 'AWS::Kinesis::Stream'}\n"
                       "  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies: [{PolicyDocument: {Statement: [{Resource: !GetAtt Orders.Arn}]}}]\n"
                       "  Policy:\n    Type: AWS::IAM::Policy\n    Properties:\n      Roles: [!Ref Role]\n"
                       "      PolicyDocument:\n        Statement:\n        - {Resource: !Sub '${Baskets.Arn}/index/*'}\n        - {Resource: !GetAtt Clicks.Arn}\n"
                       "  Shop:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt Role.Arn\n      Environment:\n        Variables:\n"
                       "          TABLE: !Ref Orders\n          ARN: !GetAtt Orders.Arn\n          STREAM: !GetAtt Orders.StreamArn\n          CLICKS: !Ref Clicks\n"
                       "  Reader:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt Role2.Arn\n"
                       "  Role2:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies: [{PolicyDocument: {Statement: [{Resource: !GetAtt Clicks.Arn}]}}]\n"
                       "  Mapping:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties: {FunctionName: !Ref Reader, EventSourceArn: !GetAtt Clicks.Arn}\n");
        QCOMPARE(o.error, QString());
        QStringList links;
        for (const LinkId id : o.document.links()) {
            const Link& link = o.document.link(id);
            links += QStringLiteral("%1: %2 -> %3").arg(link.data.type, o.document.name(link.from), o.document.name(link.to));
            QVERIFY(link.data.properties.empty());
        }
        QCOMPARE(links, QStringList{"calls: Shop -> Orders"});
        QCOMPARE(o.report.links, 1);
        QCOMPARE(o.leftOut().filter(QRegularExpression(QStringLiteral("environment|policy"))),
                 (QStringList{"15:Shop: its policy allows it to use 'Baskets'; draw a call to simulate what it asks for",
                              "23:Shop: names 'Orders' in its environment: a call is drawn, without traffic; give it access patterns to simulate it",
                              "26:Shop: names 'Clicks' in its environment; draw a call if it makes one"}));
    }

    void tellsWhereATemplateIsBroken_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("begins");
        const QString yaml = QStringLiteral("t.yaml"), json = QStringLiteral("t.json");
        QTest::newRow("value in a value") << yaml << QByteArray("Resources:\n  A:\n    Type: a: b\n") << QStringLiteral("t.yaml:3: this is not valid YAML at column 12 (");
        QTest::newRow("a quote never closed") << yaml << QByteArray("Resources:\n  A:\n    Type: \"AWS::EC2::VPC\n    Properties: {}\n") << QStringLiteral("t.yaml:3: the Type of 'A' is 'AWS::EC2::VPC Properties: {}', and no type has spaces");
        QTest::newRow("no comma") << json << QByteArray("{\"Resources\": {\n\"A\": {\"Type\": \"T\"\n \"Properties\": {}}}}") << QStringLiteral("t.json:3: this is not valid JSON at column 2 (");
        QTest::newRow("two commas") << json << QByteArray("{\"Resources\": {\n\"A\": {\"Type\": \"T\",, \"Properties\": {}}}}") << QStringLiteral("t.json:2: this is not valid JSON at column 19 (");
        QTest::newRow("unknown name, no comma") << QStringLiteral("standard input") << QByteArray("{\"Resources\": {\n\"A\": {\"Type\": \"T\"\n \"Properties\": {}}}}") << QStringLiteral("standard input:3: this is not valid JSON at column 2 (");
    }
    void tellsWhereATemplateIsBroken() {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(QString, begins);
        const auto imported = importCloudFormation(text, file, m_registry);
        QVERIFY(!imported.ok());
        QVERIFY2(imported.error().startsWith(begins), qPrintable(imported.error()));
    }

    void tellsOfValuesOfTheWrongShape() {
        const Opened o(m_registry,
                       "  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema: oops\n"
                       "      ProvisionedThroughput: 5\n      TimeToLiveSpecification: {Enabled: perhaps}\n"
                       "      BillingMode: [a]\n      StreamSpecification: [NEW_IMAGE]\n"
                       "      GlobalSecondaryIndexes:\n      - byDay\n      - {IndexName: byName, KeySchema: [oops], ProvisionedThroughput: {ReadCapacityUnits: many}}\n"
                       "  G:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      SecurityGroupIngress: {IpProtocol: tcp}\n");
        QCOMPARE(o.error, QString());
        QCOMPARE(o.leftOut(), (QStringList{"5:T: KeySchema is 'oops' where a list belongs; it is not taken over",
                                           "6:T: ProvisionedThroughput is '5' where names with values belong; it is not taken over",
                                           "7:T: TimeToLiveSpecification.Enabled is 'perhaps' where true or false belongs; kept as text",
                                           "8:T: BillingMode is '[a]' where a text belongs; it is not taken over",
                                           "9:T: StreamSpecification is '[NEW_IMAGE]' where names with values belong; it is not taken over",
                                           "11:T: GlobalSecondaryIndexes[0] is 'byDay' where names with values belong; it is not taken over",
                                           "12:T: ProvisionedThroughput.ReadCapacityUnits is 'many' where a number belongs; kept as text",
                                           "12:T: KeySchema[0] is 'oops' where names with values belong; it is not taken over",
                                           "16:G: SecurityGroupIngress is '{IpProtocol: tcp}' where a list belongs; it is not taken over"}));
        QCOMPARE(o.paths().filter(QStringLiteral("us-east-1/T")), (QStringList{"us-east-1/T", "us-east-1/T/byName"}));
    }

    void saysNothingOfValuesThatAreKnownAtDeployment() {
        const Opened o(m_registry,
                       "  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema: !ImportValue keys\n"
                       "      ProvisionedThroughput: !ImportValue units\n      BillingMode: '{{resolve:ssm:mode}}'\n"
                       "      TimeToLiveSpecification: {Enabled: '{{resolve:ssm:on}}'}\n");
        QCOMPARE(o.leftOut(), QStringList());
    }

    void theKindOfAnEndpointIsNotLeftOut() {
        const Opened o(m_registry,
                       "  V: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}\n"
                       "  Plug: {Type: 'AWS::EC2::VPCEndpoint', Properties: {VpcId: !Ref V, ServiceName: com.amazonaws.us-east-1.kinesis, VpcEndpointType: Interface}}\n"
                       "  Door: {Type: 'AWS::EC2::VPCEndpoint', Properties: {VpcId: !Ref V, ServiceName: com.amazonaws.us-east-1.s3, VpcEndpointType: Gateway}}\n");
        QCOMPARE(o.error, QString());
        QCOMPARE(o.leftOut(), QStringList());
    }

private:
    const KindRegistry m_registry = shippedKinds();
};

QTEST_GUILESS_MAIN(TestCfnNotes)
#include "tst_cfnnotes.moc"
