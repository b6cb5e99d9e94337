// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QJsonArray>
#include <QTest>

class TestCliKinds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindIsALine();
    void jsonHasItsKeys();
    void markdownHasATableForEveryKind();
    void oneKindIsToldByItsId();
    void unknownKindsAreRefusedWithWhatIsNear();
};

void TestCliKinds::everyKindIsALine() {
    const CliRun run = runSkerry({QStringLiteral("kinds")});
    QCOMPARE(run.status, 0);
    const QJsonArray kinds = QJsonDocument::fromJson(runSkerry({QStringLiteral("kinds"), QStringLiteral("--json")}).out).array();
    QCOMPARE(run.out.count('\n'), kinds.size());
    for (const QJsonValue& kind : kinds) QVERIFY(run.out.contains(kind[QStringLiteral("id")].toString().toUtf8() + ' '));
}

void TestCliKinds::jsonHasItsKeys() {
    const CliRun run = runSkerry({QStringLiteral("kinds"), QStringLiteral("--json")});
    const QJsonArray kinds = QJsonDocument::fromJson(run.out).array();
    QVERIFY(kinds.size() >= 15);
    bool foundTable = false;
    for (const QJsonValue& each : kinds) {
        const QJsonObject kind = each.toObject();
        for (const char* key : {"id", "title", "category", "systems", "cloudformation", "terraform", "properties", "simulated"})
            QVERIFY2(kind.contains(QLatin1String(key)), key);
        for (const QJsonValue& row : kind.value(QStringLiteral("properties")).toArray())
            for (const char* key : {"key", "type", "unit", "default", "limits", "source"}) QVERIFY2(row.toObject().contains(QLatin1String(key)), key);
        const QString id = kind.value(QStringLiteral("id")).toString();
        for (const char* drawnOnly : {"elasticache.cache", "kinesis.stream"})
            if (id == QLatin1String(drawnOnly)) QVERIFY2(!kind.value(QStringLiteral("simulated")).toBool(), drawnOnly);
        for (const char* part : {"dynamodb.lsi", "vpc.interface_endpoint", "s3.bucket"})
            if (id == QLatin1String(part)) QVERIFY2(kind.value(QStringLiteral("simulated")).toBool(), part);
        if (id != QStringLiteral("dynamodb.table")) continue;
        foundTable = true;
        QCOMPARE(kind.value(QStringLiteral("cloudformation")).toArray().first().toString(), QStringLiteral("AWS::DynamoDB::Table"));
        QVERIFY(kind.value(QStringLiteral("simulated")).toBool());
    }
    QVERIFY(foundTable);
    QCOMPARE(runSkerry({QStringLiteral("kinds")}).out.count("not simulated"), 2);
}

void TestCliKinds::markdownHasATableForEveryKind() {
    const CliRun run = runSkerry({QStringLiteral("kinds"), QStringLiteral("--markdown")});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.out.count("\n## "), run.out.count("\n| Key | Title |"));
    QVERIFY(run.out.contains("`dynamodb.table`"));
}

void TestCliKinds::oneKindIsToldByItsId() {
    const CliRun run = runSkerry({QStringLiteral("kinds"), QStringLiteral("dynamodb.table")});
    QCOMPARE(run.status, 0);
    for (const char* part : {"dynamodb.table Table\n", "AWS::DynamoDB::Table", "\n  readUnits (number; default 5 RCU", "\nNot modelled:\n"}) QVERIFY2(run.out.contains(part), run.told().constData());
    QVERIFY(!run.out.contains("dynamodb.gsi"));
    const QJsonArray kinds = QJsonDocument::fromJson(runSkerry({QStringLiteral("kinds"), QStringLiteral("dynamodb.table"), QStringLiteral("--json")}).out).array();
    QCOMPARE(kinds.size(), 1);
    QCOMPARE(kinds.first()[QStringLiteral("id")].toString(), QStringLiteral("dynamodb.table"));
}

void TestCliKinds::unknownKindsAreRefusedWithWhatIsNear() {
    const CliRun run = runSkerry({QStringLiteral("kinds"), QStringLiteral("table")});
    QVERIFY2(run.isRefusal() && run.err.contains("no kind \"table\"; did you mean \"dynamodb.table\""), run.told().constData());
}

QTEST_GUILESS_MAIN(TestCliKinds)
#include "tst_clikinds.moc"
