// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QJsonArray>
#include <QTest>

namespace {

/// A table without a partition key: an error that Skerry knows how to mend.
QByteArray brokenDesign() { return smallDesign().replace("\"name\":\"Orders\"", "\"name\":\"Orders\",\"partitionKey\":\"\""); }

const QString kTemplate = QStringLiteral("t.yaml");
const QByteArray kTemplateText = "Resources:\n  Cart:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: a\n";

}  // namespace

class TestCliValidate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanDesignIsDone();
    void errorsGiveStatusOne();
    void jsonHasItsKeys();
    void failOnDecidesTheStatus();
    void importedFindingsNameFileAndLine();
    void whatATemplateLeftOutIsTold();
    void checksThatWaitAreNamed();
    void sarifNamesRulesAndPlaces();
    void fixMendsAndSaves();
    void fixWithoutAPlaceIsRefused();
    void standardInputIsRead();
    void badInputIsRefused_data();
    void badInputIsRefused();
};

void TestCliValidate::cleanDesignIsDone() {
    const CliFolder folder;
    const CliRun run = runSkerry({QStringLiteral("validate"), folder.write(QStringLiteral("a.skerry.json"), smallDesign())});
    QVERIFY2(run.status == 0, run.told().constData());
    QCOMPARE(run.err, QByteArray());
    QVERIFY(!run.out.isEmpty());
}

void TestCliValidate::errorsGiveStatusOne() {
    const CliFolder folder;
    const CliRun run = runSkerry({QStringLiteral("validate"), folder.write(QStringLiteral("a.skerry.json"), brokenDesign())});
    QVERIFY2(run.status == 1, run.told().constData());
    QVERIFY2(run.out.contains("DDB-001") && run.out.contains("us-east-1/Orders"), run.told().constData());
}

void TestCliValidate::jsonHasItsKeys() {
    const CliFolder folder;
    const CliRun run = runSkerry({QStringLiteral("validate"), folder.write(QStringLiteral("a.skerry.json"), brokenDesign()), QStringLiteral("--json")});
    QCOMPARE(run.status, 1);
    const QJsonObject json = run.json();
    const QJsonArray findings = json.value(QStringLiteral("findings")).toArray();
    QVERIFY2(!findings.isEmpty(), run.told().constData());
    const QJsonObject first = findings.first().toObject();
    QCOMPARE(first.value(QStringLiteral("rule")).toString(), QStringLiteral("DDB-001"));
    QCOMPARE(first.value(QStringLiteral("severity")).toString(), QStringLiteral("error"));
    QCOMPARE(first.value(QStringLiteral("nodes")).toArray().first().toString(), QStringLiteral("us-east-1/Orders"));
    QVERIFY(first.value(QStringLiteral("fix")).toBool());
    QVERIFY(!first.value(QStringLiteral("source")).toString().isEmpty());
    QVERIFY(!first.contains(QStringLiteral("line")));
    QCOMPARE(json.value(QStringLiteral("counts")).toObject().value(QStringLiteral("error")).toInt(), 1);
    QCOMPARE(json.value(QStringLiteral("waived")).toInt(-1), 0);
}

void TestCliValidate::failOnDecidesTheStatus() {
    // An index with fewer write units than its table is a warning.
    const CliFolder folder;
    QByteArray design = smallDesign();
    design.replace("{\"id\":\"3\"", "{\"id\":\"5\",\"kind\":\"dynamodb.gsi\",\"parent\":\"2\",\"properties\":{\"name\":\"by-day\",\"writeUnits\":1}},\n{\"id\":\"3\"");
    const QString file = folder.write(QStringLiteral("a.skerry.json"), design);
    const CliRun run = runSkerry({QStringLiteral("validate"), file});
    QVERIFY2(run.status == 0 && run.out.contains("IDX-009"), run.told().constData());
    QCOMPARE(runSkerry({QStringLiteral("validate"), file, QStringLiteral("--fail-on"), QStringLiteral("warning")}).status, 1);
    const CliRun wrong = runSkerry({QStringLiteral("validate"), file, QStringLiteral("--fail-on=never")});
    QVERIFY2(wrong.isRefusal(), wrong.told().constData());
}

void TestCliValidate::importedFindingsNameFileAndLine() {
    const CliFolder folder;
    const QString file = folder.write(kTemplate, kTemplateText);
    const CliRun run = runSkerry({QStringLiteral("validate"), file, QStringLiteral("--json")});
    const QJsonArray findings = run.json().value(QStringLiteral("findings")).toArray();
    QVERIFY2(!findings.isEmpty(), run.told().constData());
    bool found = false;
    for (const QJsonValue& each : findings) {
        const QJsonObject finding = each.toObject();
        if (finding.value(QStringLiteral("nodes")).toArray().first().toString() != u"us-east-1/a") continue;
        QCOMPARE(finding.value(QStringLiteral("file")).toString(), file);
        QCOMPARE(finding.value(QStringLiteral("line")).toInt(), 2);
        found = true;
    }
    QVERIFY2(found, run.told().constData());
}

void TestCliValidate::whatATemplateLeftOutIsTold() {
    const CliFolder folder;
    const QString file = folder.write(kTemplate, kTemplateText + "  Mail:\n    Type: AWS::SES::Template\n");
    const CliRun text = runSkerry({QStringLiteral("validate"), file});
    QVERIFY2(text.out.contains("left out " + file.toUtf8() + ":6: Mail (AWS::SES::Template): there is no kind for it yet\n"), text.told().constData());
    const QJsonObject json = runSkerry({QStringLiteral("validate"), file, QStringLiteral("--json")}).json();
    const QJsonArray left = json.value(QStringLiteral("left_out")).toArray();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first()[QStringLiteral("id")].toString(), QStringLiteral("Mail"));
    QCOMPARE(left.first()[QStringLiteral("line")].toInt(), 6);
    const QJsonObject own = runSkerry({QStringLiteral("validate"), folder.write(QStringLiteral("a.skerry.json"), smallDesign()), QStringLiteral("--json")}).json();
    QVERIFY(!own.contains(QStringLiteral("left_out")));
}

void TestCliValidate::checksThatWaitAreNamed() {
    const CliFolder folder;
    const QString file = folder.write(kTemplate, "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n"
                                                 "  Web:\n    Type: AWS::EC2::Subnet\n    Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24, AvailabilityZone: !ImportValue zone}\n");
    const CliRun text = runSkerry({QStringLiteral("validate"), file});
    QVERIFY2(text.out.contains("waiting NET-007 us-east-1/Net/Web: ") && text.out.contains(" (zone: !ImportValue zone)\n"), text.told().constData());
    const QJsonObject json = runSkerry({QStringLiteral("validate"), file, QStringLiteral("--json")}).json();
    const QJsonArray waiting = json.value(QStringLiteral("waiting")).toArray();
    QCOMPARE(json.value(QStringLiteral("silenced")).toInt(), waiting.size());
    QVERIFY(!waiting.isEmpty());
    const QJsonObject first = waiting.first().toObject();
    QCOMPARE(first.value(QStringLiteral("rule")).toString(), QStringLiteral("NET-007"));
    QCOMPARE(first.value(QStringLiteral("node")).toString(), QStringLiteral("us-east-1/Net/Web"));
    QCOMPARE(first.value(QStringLiteral("line")).toInt(), 5);
    QCOMPARE(first.value(QStringLiteral("values")).toArray(), QJsonArray{QStringLiteral("zone: !ImportValue zone")});
    const QJsonObject none = runSkerry({QStringLiteral("validate"), folder.write(QStringLiteral("a.skerry.json"), smallDesign()), QStringLiteral("--json")}).json();
    QVERIFY(none.value(QStringLiteral("waiting")).isArray() && none.value(QStringLiteral("waiting")).toArray().isEmpty());
}

void TestCliValidate::sarifNamesRulesAndPlaces() {
    const CliFolder folder;
    const QString file = folder.write(QStringLiteral("a.skerry.json"), brokenDesign());
    const CliRun run = runSkerry({QStringLiteral("validate"), file, QStringLiteral("--sarif")});
    QCOMPARE(run.status, 1);
    const QJsonObject json = run.json();
    QCOMPARE(json.value(QStringLiteral("version")).toString(), QStringLiteral("2.1.0"));
    const QJsonObject first = json.value(QStringLiteral("runs")).toArray().first().toObject();
    const QJsonObject result = first.value(QStringLiteral("results")).toArray().first().toObject();
    QCOMPARE(result.value(QStringLiteral("ruleId")).toString(), QStringLiteral("DDB-001"));
    QCOMPARE(result.value(QStringLiteral("level")).toString(), QStringLiteral("error"));
    const QJsonObject driver = first.value(QStringLiteral("tool")).toObject().value(QStringLiteral("driver")).toObject();
    QStringList rules;
    for (const QJsonValue& rule : driver.value(QStringLiteral("rules")).toArray()) rules += rule[QStringLiteral("id")].toString();
    QVERIFY2(rules.contains(QStringLiteral("DDB-001")), run.told().constData());
}

void TestCliValidate::fixMendsAndSaves() {
    const CliFolder folder;
    const QString file = folder.write(QStringLiteral("a.skerry.json"), brokenDesign());
    const QString mended = folder.path(QStringLiteral("b.skerry"));
    const CliRun run = runSkerry({QStringLiteral("validate"), file, QStringLiteral("--fix"), QStringLiteral("all"), QStringLiteral("-o"), mended});
    QVERIFY2(run.status == 0, run.told().constData());
    QVERIFY2(run.out.contains("2 findings mended; the design is in ") && !run.out.contains("DDB-001"), run.told().constData());
    QCOMPARE(runSkerry({QStringLiteral("validate"), mended}).status, 0);
    const CliRun one = runSkerry({QStringLiteral("validate"), file, QStringLiteral("--fix"), QStringLiteral("DDB-001"), QStringLiteral("-o"), mended});
    QVERIFY2(one.out.contains("1 finding mended; "), one.told().constData());
    QCOMPARE(folder.read(QStringLiteral("a.skerry.json")), brokenDesign());
}

void TestCliValidate::fixWithoutAPlaceIsRefused() {
    const CliFolder folder;
    const QString file = folder.write(QStringLiteral("a.skerry.json"), brokenDesign());
    QVERIFY(runSkerry({QStringLiteral("validate"), file, QStringLiteral("--fix"), QStringLiteral("all")}).isRefusal());
    QVERIFY(runSkerry({QStringLiteral("validate"), file, QStringLiteral("-o"), folder.path(QStringLiteral("b"))}).isRefusal());
    QCOMPARE(folder.files(), QStringList{QStringLiteral("a.skerry.json")});
}

void TestCliValidate::standardInputIsRead() {
    QCOMPARE(runSkerry({QStringLiteral("validate"), QStringLiteral("-")}, brokenDesign()).status, 1);
    QCOMPARE(runSkerry({QStringLiteral("validate"), QStringLiteral("-")}, smallDesign()).status, 0);
    const CliRun imported = runSkerry({QStringLiteral("validate"), QStringLiteral("-"), QStringLiteral("--json")}, kTemplateText);
    QVERIFY2(imported.json().contains(QStringLiteral("findings")), imported.told().constData());
}

void TestCliValidate::badInputIsRefused_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("empty") << QByteArray() << QByteArray("it is empty");
    QTest::newRow("text") << QByteArray("Dear all,\nsee you.\n") << QByteArray("neither a Skerry design");
    QTest::newRow("binary") << QByteArray("\x7f" "ELF\0\1\2", 7) << QByteArray("neither a Skerry design");
    QTest::newRow("truncated design") << smallDesign().chopped(40) << QByteArray("line ");
    QTest::newRow("a design that contains itself")
        << QByteArray("{\"skerry\":2,\"nodes\":[{\"id\":\"1\",\"kind\":\"note\",\"parent\":\"1\"}]}") << QByteArray("contain each other");
    QTest::newRow("newer version") << QByteArray("{\"skerry\":99}") << QByteArray("newer Skerry");
    QTest::newRow("a thousand levels")
        << QByteArray("{\"skerry\":2,\"nodes\":") + QByteArray(1000, '[') + QByteArray(1000, ']') + "}" << QByteArray("line 1");
    QTest::newRow("SQLite of nobody") << QByteArray("SQLite format 3\0", 16) + QByteArray(500, '\0') << QByteArray("not a Skerry design");
}

void TestCliValidate::badInputIsRefused() {
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, part);
    const CliFolder folder;
    const CliRun run = runSkerry({QStringLiteral("validate"), folder.write(QStringLiteral("bad"), content)});
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY2(run.err.contains(part), run.err.constData());
}

QTEST_GUILESS_MAIN(TestCliValidate)
#include "tst_clivalidate.moc"
