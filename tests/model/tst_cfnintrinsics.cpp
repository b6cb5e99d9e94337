// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/cidrblock.h"
#include "model/io/cfn/template.h"

#include <QTest>

using namespace model::cfn;

namespace {

/// A template that knows a number, a list, a stored parameter, one without default, a mapping and conditions.
QByteArray templateWith(const QByteArray& expression) {
    return "Parameters:\n"
           "  Count: {Type: Number, Default: 3}\n"
           "  Zones: {Type: CommaDelimitedList, Default: 'x, y'}\n"
           "  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}\n"
           "  Key: {Type: String}\n"
           "Mappings:\n"
           "  M:\n    us-east-1: {Ami: ami-1, Blocks: [p, q]}\n    k: {'3': three}\n"
           "Conditions:\n"
           "  Yes: !Equals [!Ref Count, 3]\n"
           "  No: !Not [!Condition Yes]\n"
           "  Maybe: !Equals [!Ref Key, a]\n"
           "  NoAnd: !And [!Condition Maybe, !Condition No]\n"
           "  YesOr: !Or [!Condition Maybe, {Condition: Yes}]\n"
           "  MaybeAnd: !And [!Condition Maybe, !Condition Yes]\n"
           "Resources:\n"
           "  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Select [0, [10.1.0.0/16]]}}\n"
           "  Table: {Type: 'AWS::DynamoDB::Table'}\n"
           "  Dropped: {Type: 'AWS::EC2::EIP', Condition: No}\n"
           "  Kept: {Type: 'AWS::EC2::EIP', Condition: Maybe}\n"
           "  R:\n    Type: T\n    Properties:\n      P: " + expression + "\n      Q: 1\n";
}

Template resolved(const QByteArray& expression) {
    auto result = readTemplate(templateWith(expression), QStringLiteral("t.yaml"), {});
    if (!result.ok()) {
        qWarning("%s", qPrintable(result.error()));
        return {};
    }
    return std::move(result).value();
}

/// The property P in readable form; "(removed)" when it does not exist.
QString shown(const QByteArray& expression) {
    const Template t = resolved(expression);
    const Resource* resource = t.find(u"R");
    if (resource == nullptr) return QStringLiteral("(no resource)");
    const Value* value = resource->properties.find(u"P");
    return value != nullptr ? value->display() : QStringLiteral("(removed)");
}

QStringList remarksOf(const QByteArray& expression) {
    QStringList whys;
    for (const Remark& remark : resolved(expression).remarks) {
        if (remark.id == "R") whys.append(remark.why);
    }
    return whys;
}

}  // namespace

class TestCfnIntrinsics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evaluates_data() {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QString>("result");
        const auto row = [](const char* name, const char* expression, const char* result) {
            QTest::newRow(name) << QByteArray(expression) << QString::fromUtf8(result);
        };
        row("Ref of a parameter", "!Ref Count", "3");
        row("Ref of a list parameter", "!Ref Zones", "[x, y]");
        row("Ref of a stored parameter", "!Ref Stored", "!Ref Stored");
        row("Ref of a parameter without value", "!Ref Key", "!Ref Key");
        row("Ref of a resource", "!Ref Table", "!Ref Table");
        row("Ref of nothing", "!Ref Nobody", "!Ref Nobody");
        row("Ref of a dropped resource", "!Ref Dropped", "!Ref Dropped");
        row("long form of Ref", "{Ref: Count}", "3");
        row("Region", "!Ref AWS::Region", "us-east-1");
        row("Partition", "!Ref AWS::Partition", "aws");
        row("URLSuffix", "!Ref AWS::URLSuffix", "amazonaws.com");
        row("AccountId", "!Ref AWS::AccountId", "!Ref AWS::AccountId");
        row("NoValue", "!Ref AWS::NoValue", "(removed)");
        row("NoValue in a list", "[a, !Ref AWS::NoValue, b]", "[a, b]");
        row("NoValue in a map", "{a: 1, b: !Ref AWS::NoValue}", "{a: 1}");
        row("GetAtt", "!GetAtt Table.Arn", "!GetAtt Table.Arn");
        row("GetAtt as a list", "{'Fn::GetAtt': [Table, StreamArn]}", "!GetAtt Table.StreamArn");
        row("GetAtt as a long text", "{'Fn::GetAtt': Table.Arn}", "!GetAtt Table.Arn");
        row("GetAtt with a Ref inside", "{'Fn::GetAtt': [Table, !Ref Count]}", "!GetAtt Table.3");
        row("GetAtt of nothing", "!GetAtt Nobody.Arn", "!GetAtt Nobody.Arn");
        row("Sub", "!Sub 'a-${Count}-${AWS::Region}'", "a-3-us-east-1");
        row("Sub with literals", "!Sub '$USER ${!Literal} ${Count} $'", "$USER ${Literal} 3 $");
        row("Sub without end", "!Sub 'a ${Count'", "a ${Count");
        row("Sub with references", "!Sub 'x/${Table}/${Table.Arn}'", "!Sub 'x/${Table}/${Table.Arn}'");
        row("Sub of one reference", "!Sub '${Table}'", "!Ref Table");
        row("Sub with what is unknown", "!Sub 'x-${Key}'", "!Sub 'x-${Key}'");
        row("Sub with own variables", "!Sub ['${a}-${Count}', {a: !Ref AWS::Region}]", "us-east-1-3");
        row("Sub with a list as variable", "!Sub ['${a}', {a: [1]}]", "!Sub ['${a}', {a: [1]}]");
        row("Join", "!Join ['-', [a, !Ref Count, b]]", "a-3-b");
        row("Join of a list parameter", "!Join ['|', !Ref Zones]", "x|y");
        row("Join with a reference", "!Join ['', [table/, !Ref Table]]", "!Sub 'table/${Table}'");
        row("Join of nothing", "!Join [',', []]", "");
        row("Join of an unknown list", "!Join [',', !Ref Key]", "!Join [',', !Ref Key]");
        row("Select", "!Select [1, [a, b, c]]", "b");
        row("Select with a text as index", "!Select ['0', !Ref Zones]", "x");
        row("Select beyond the end", "!Select [2, !Ref Zones]", "!Select [2, [x, y]]");
        row("Select of an attribute", "!Select [0, !GetAtt Vpc.Ipv6CidrBlocks]", "!Select [0, !GetAtt Vpc.Ipv6CidrBlocks]");
        row("Split", "!Split [',', 'a,b,,c']", "[a, b, '', c]");
        row("Split of what a join made", "!Select [1, !Split ['/', !Join ['/', [a, b]]]]", "b");
        row("Split of an attribute", "!Split [':', !GetAtt Table.Arn]", "!Split [':', !GetAtt Table.Arn]");
        row("GetAZs of here", "!GetAZs ''", "[us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f]");
        row("GetAZs without argument", "{'Fn::GetAZs': []}",
            "[us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f]");
        row("GetAZs of a Region", "!GetAZs eu-west-1", "[eu-west-1a, eu-west-1b, eu-west-1c]");
        row("GetAZs of a Ref", "{'Fn::GetAZs': !Ref AWS::Region}",
            "[us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f]");
        row("GetAZs of what is unknown", "!GetAZs {Ref: Key}", "!GetAZs !Ref Key");
        row("a zone", "!Select [1, !GetAZs '']", "us-east-1b");
        row("FindInMap", "!FindInMap [M, !Ref 'AWS::Region', Ami]", "ami-1");
        row("FindInMap of a list", "!FindInMap [M, us-east-1, Blocks]", "[p, q]");
        row("FindInMap by a number", "!FindInMap [M, k, !Ref Count]", "three");
        row("FindInMap of nothing", "!FindInMap [M, us-east-1, None]", "!FindInMap [M, us-east-1, None]");
        row("FindInMap with a default", "!FindInMap [M, us-east-1, None, {DefaultValue: d}]", "d");
        row("FindInMap by what is unknown", "!FindInMap [M, !Ref Key, Ami]", "!FindInMap [M, !Ref Key, Ami]");
        row("Cidr", "!Cidr [10.0.0.0/16, 3, 8]", "[10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24]");
        row("Cidr of an attribute", "!Cidr [!GetAtt Vpc.CidrBlock, 2, 12]", "[10.1.0.0/20, 10.1.16.0/20]");
        row("Cidr that does not fit", "!Cidr [10.0.0.0/24, 3, 7]", "!Cidr [10.0.0.0/24, 3, 7]");
        row("Cidr of IPv6", "!Cidr ['2001:db8:0:ff00::/56', 2, 64]", "[2001:db8:0:ff00::/64, 2001:db8:0:ff01::/64]");
        row("Cidr of an unknown base", "!Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]",
            "!Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]");
        row("If that holds", "!If [Yes, a, b]", "a");
        row("If that does not hold", "!If [No, a, b]", "b");
        row("If without a value", "!If [No, a, !Ref AWS::NoValue]", "(removed)");
        row("If unknown", "!If [Maybe, a, !Ref Table]", "!If [Maybe, a, !Ref Table]");
        row("If: false and unknown is false", "!If [NoAnd, a, b]", "b");
        row("If: true or unknown is true", "!If [YesOr, a, b]", "a");
        row("If: true and unknown is unknown", "!If [MaybeAnd, a, b]", "!If [MaybeAnd, a, b]");
        row("ImportValue", "!ImportValue net-vpc", "!ImportValue net-vpc");
        row("ImportValue of a Sub", "{'Fn::ImportValue': !Sub '${AWS::Region}-vpc'}", "!ImportValue us-east-1-vpc");
        row("Base64", "{'Fn::Base64': !Sub 'n=${Count}'}", "bj0z");
        row("Base64 of what is unknown", "{'Fn::Base64': !Sub 'k=${Key}'}", "!Base64 !Sub 'k=${Key}'");
        row("Transform", "!Transform {Name: 'AWS::Include'}", "(removed)");
        row("a function to come", "{'Fn::New': [a, !Ref Count]}", "!New [a, 3]");
        row("a quote", "{'Fn::New': ['it''s it', a]}", "!New ['it''s it', a]");
    }
    void evaluates() {
        QFETCH(QByteArray, expression);
        QFETCH(QString, result);
        QCOMPARE(shown(expression), result);
    }

    void tellsWhatItCouldNotTakeOver() {
        QCOMPARE(remarksOf("!Ref Nobody"),
                 QStringList{QStringLiteral("refers to 'Nobody', which the template does not define; kept as text")});
        QCOMPARE(remarksOf("!Ref Dropped"),
                 QStringList{QStringLiteral("refers to 'Dropped', whose condition is false; kept as text")});
        QCOMPARE(remarksOf("!Transform {Name: X}"),
                 QStringList{QStringLiteral("the macro 'X' runs at deployment only; what it would insert is left out")});
        QCOMPARE(remarksOf("!Ref Table"), QStringList());
        QCOMPARE(resolved("!Ref Nobody").remarks.back().line, 25);
    }

    void dropsResourcesWhoseConditionIsFalse() {
        const Template t = resolved("1");
        QVERIFY(t.find(u"Dropped") == nullptr);
        QVERIFY(t.find(u"Kept") != nullptr);
        QCOMPARE(t.leftOut.size(), std::size_t(1));
        QCOMPARE(t.leftOut[0].id, QStringLiteral("Dropped"));
        QCOMPARE(t.leftOut[0].type, QStringLiteral("AWS::EC2::EIP"));
        QCOMPARE(t.leftOut[0].line, 20);
        QCOMPARE(t.leftOut[0].why, QStringLiteral("its condition 'No' is false"));
        QCOMPARE(t.remarks.size(), std::size_t(1));
        QCOMPARE(t.remarks[0].id, QStringLiteral("Kept"));
    }

    void listsReferences() {
        const Template t = resolved("{a: [x, !Ref Table], b: !Sub '${Table.Arn}-${Vpc}-${Vpc}', c: !If [No, !Ref Kept, 1],"
                                    " d: !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]}");
        QStringList found;
        for (const SourceReference& r : t.references)
            found.append(QStringList{r.from, r.property, r.to, r.kind, r.attribute}.join(u' '));
        QCOMPARE(found, (QStringList{QStringLiteral("R P.a[1] Table Ref "), QStringLiteral("R P.b Table Sub Arn"),
                                     QStringLiteral("R P.b Vpc Sub "), QStringLiteral("R P.d Vpc GetAtt CidrBlock")}));
    }

    void followsAttributesThatRepeatAProperty() {
        const Template t = resolved("!GetAtt Vpc.CidrBlock");
        const Value* value = t.find(u"R")->properties.find(u"P");
        QCOMPARE(value->display(), QStringLiteral("!GetAtt Vpc.CidrBlock"));
        QCOMPARE(t.follow(*value).display(), QStringLiteral("10.1.0.0/16"));
    }

    void takesParametersFromTheCaller() {
        TemplateOptions options{.region = QStringLiteral("cn-north-1"), .parameters = {}};
        options.parameters.insert(QStringLiteral("Count"), QStringLiteral("4"));
        options.parameters.insert(QStringLiteral("Key"), QStringLiteral("a"));
        const auto t = readTemplate(templateWith("!Sub '${Count} ${Key} ${AWS::Partition} ${AWS::URLSuffix}'"),
                                    QStringLiteral("t.yaml"), options);
        QVERIFY(t.ok());
        QCOMPARE(t->find(u"R")->properties.find(u"P")->display(), QStringLiteral("4 a aws-cn amazonaws.com.cn"));
        QVERIFY(t->find(u"Dropped") != nullptr);
        QVERIFY(t->remarks.empty());
    }

    void refusesParametersThatCloudFormationWouldRefuse_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("unknown") << "Nope" << "1" << "'t.yaml' has no parameter 'Nope'. It has: Size, Mode.";
        QTest::newRow("letters") << "Size" << "big" << "t.yaml:2: parameter 'Size' cannot be 'big'. It must be a number.";
        QTest::newRow("small") << "Size" << "1" << "t.yaml:2: parameter 'Size' cannot be '1'. It must be at least 2.";
        QTest::newRow("large") << "Size" << "9" << "t.yaml:2: parameter 'Size' cannot be '9'. It must be at most 8.";
        QTest::newRow("choice") << "Mode" << "c" << "t.yaml:3: parameter 'Mode' cannot be 'c'. Allowed are: a, b.";
        QTest::newRow("fits") << "Size" << "8" << QString();
    }
    void refusesParametersThatCloudFormationWouldRefuse() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, sentence);
        const auto t = readTemplate("Parameters:\n  Size: {Type: Number, MinValue: 2, MaxValue: 8}\n"
                                    "  Mode: {Type: String, AllowedValues: [a, b]}\nResources: {}\n",
                                    QStringLiteral("t.yaml"), {.region = {}, .parameters = {{key, value}}});
        QCOMPARE(t.ok() ? QString() : t.error(), sentence);
    }

    void readsFunctionsOfServerlessWithTheMappingsThatTheirEventsStandFor() {
        const auto t = readTemplate("Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                    "      MemorySize: 256\n      Events:\n        Changes: {Type: DynamoDB, Properties: {Stream: !GetAtt T.StreamArn, BatchSize: 7}}\n"
                                    "        Web: {Type: Api, Properties: {Path: /, Method: get}}\n  T:\n    Type: AWS::Serverless::SimpleTable\n",
                                    QStringLiteral("t.yaml"), {});
        QVERIFY(t.ok());
        QCOMPARE(t->resources.size(), std::size_t(3));
        QCOMPARE(t->resources[0].type, QStringLiteral("AWS::Lambda::Function"));
        QVERIFY(!t->resources[0].properties.find(u"Events"));
        QCOMPARE(t->resources[1].id, QStringLiteral("FChanges"));
        QCOMPARE(t->resources[1].type, QStringLiteral("AWS::Lambda::EventSourceMapping"));
        QCOMPARE(t->resources[1].line, 8);
        QCOMPARE(t->resources[1].properties.find(u"FunctionName")->name, QStringLiteral("F"));
        QCOMPARE(t->resources[1].properties.find(u"EventSourceArn")->attribute, QStringLiteral("StreamArn"));
        QCOMPARE(t->resources[1].properties.find(u"BatchSize")->display(), QStringLiteral("7"));
        QCOMPARE(t->resources[2].type, QStringLiteral("AWS::DynamoDB::Table"));
        QCOMPARE(t->resources[2].properties.find(u"BillingMode")->display(), QStringLiteral("PAY_PER_REQUEST"));
        QCOMPARE(t->resources[2].properties.at(u"KeySchema[0].AttributeName")->display(), QStringLiteral("id"));
        QVERIFY(t->leftOut.empty());
    }

    void listsNestedStacksAndMostOfServerlessAsLeftOut() {
        const auto t = readTemplate("Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Api\n"
                                    "  T:\n    Type: AWS::DynamoDB::Table\n  N:\n    Type: AWS::CloudFormation::Stack\n"
                                    "    Properties: {Parameters: {T: !Ref T}}\n",
                                    QStringLiteral("t.yaml"), {});
        QVERIFY(t.ok());
        QCOMPARE(t->resources.size(), std::size_t(1));
        QCOMPARE(t->resources[0].id, QStringLiteral("T"));
        QCOMPARE(t->leftOut.size(), std::size_t(2));
        QCOMPARE(t->leftOut[0].id, QStringLiteral("F"));
        QCOMPARE(t->leftOut[0].line, 3);
        QVERIFY(t->leftOut[0].why.contains(QStringLiteral("Serverless")));
        QCOMPARE(t->leftOut[1].id, QStringLiteral("N"));
        QCOMPARE(t->leftOut[1].line, 7);
        QCOMPARE(t->references.size(), std::size_t(1));
        QCOMPARE(t->references[0].property, QStringLiteral("Parameters.T"));
    }

    void tellsThatGlobalsOfServerlessAreNotRead() {
        const auto t = readTemplate("Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: {Timeout: 30, Runtime: python3.12}\n  Api: {Cors: x}\n"
                                    "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: a.b}\n",
                                    QStringLiteral("t.yaml"), {});
        QVERIFY(t.ok());
        QCOMPARE(t->remarks.size(), std::size_t(1));
        QCOMPARE(t->remarks[0].id, QStringLiteral("Globals"));
        QCOMPARE(t->remarks[0].line, 2);
        QVERIFY2(t->remarks[0].why.contains(QStringLiteral("Function.Timeout, Function.Runtime, Api.Cors")), qPrintable(t->remarks[0].why));
    }

    void boundsTextsThatDouble() {
        QByteArray expression = "x";
        for (int i = 0; i < 40; ++i) expression = "!Sub ['${a}${a}', {a: " + expression + "}]";
        QVERIFY(shown(expression).startsWith(QStringLiteral("!Sub")));
        QByteArray withReference = "!Ref Table";
        for (int i = 0; i < 40; ++i) withReference = "!Sub ['${a}${a}', {a: " + withReference + "}]";
        QVERIFY(shown(withReference).startsWith(QStringLiteral("!Sub")));
    }

    void readsValuesByPath() {
        const Template t = resolved("{a: [{b: 5.0}, 'true', 1e3, 2.5, x]}");
        const Value& p = t.find(u"R")->properties;
        QCOMPARE(p.at(u"P.a[0].b")->toInteger(), std::optional<qint64>(5));
        QCOMPARE(p.at(u"P.a[1]")->toBoolean(), std::optional(true));
        QCOMPARE(p.at(u"P.a[2]")->toInteger(), std::optional<qint64>(1000));
        QCOMPARE(p.at(u"P.a[3]")->toInteger(), std::optional<qint64>());
        QCOMPARE(p.at(u"P.a[3]")->toNumber(), std::optional(2.5));
        QCOMPARE(p.at(u"P.a[4]")->toBoolean(), std::optional<bool>());
        QVERIFY(p.at(u"P.a[5]") == nullptr);
        QVERIFY(p.at(u"P.b") == nullptr);
        QVERIFY(p.at(u"P..b") == nullptr);
        QVERIFY(p.at(u"P.a[x]") == nullptr);
    }

    void writesAddressesAsRfc5952Does_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        QTest::newRow("IPv4, host bits") << "10.1.2.3/16" << "10.1.0.0/16";
        QTest::newRow("all of IPv4") << "1.2.3.4/0" << "0.0.0.0/0";
        QTest::newRow("all of IPv6") << "::/0" << "::/0";
        QTest::newRow("compressed") << "2001:DB8:0:0:1:0:0:1/128" << "2001:db8::1:0:0:1/128";
        QTest::newRow("one zero group stays") << "2001:db8:0:1:1:1:1:1/128" << "2001:db8:0:1:1:1:1:1/128";
        QTest::newRow("host bits of IPv6") << "2001:db8:ffff::/33" << "2001:db8:8000::/33";
        QTest::newRow("no prefix") << "10.0.0.0" << QString();
        QTest::newRow("prefix too long") << "10.0.0.0/33" << QString();
        QTest::newRow("five bytes") << "10.0.0.0.0/8" << QString();
        QTest::newRow("large byte") << "10.0.0.256/8" << QString();
        QTest::newRow("sign") << "10.0.0.+1/8" << QString();
        QTest::newRow("nine groups") << "1:2:3:4:5:6:7:8:9/64" << QString();
        QTest::newRow("two gaps") << "1::2::3/64" << QString();
        QTest::newRow("words") << "default" << QString();
    }
    void writesAddressesAsRfc5952Does() {
        QFETCH(QString, text);
        QFETCH(QString, result);
        const auto block = parseCidr(text);
        QCOMPARE(block ? block->toString() : QString(), result);
    }
};

QTEST_GUILESS_MAIN(TestCfnIntrinsics)
#include "tst_cfnintrinsics.moc"
