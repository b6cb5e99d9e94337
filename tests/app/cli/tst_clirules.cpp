// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QJsonArray>
#include <QTest>

class TestCliRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rulesAreListedInOrder();
    void jsonHasItsKeysAndFixtures();
    void markdownHasAHeadingForEveryRule();
    void oneRuleIsToldByItsId();
    void unknownRulesAreRefusedWithWhatIsNear();
};

void TestCliRules::rulesAreListedInOrder() {
    const CliRun run = runSkerry({QStringLiteral("rules")});
    QCOMPARE(run.status, 0);
    QList<QByteArray> lines = run.out.trimmed().split('\n');
    const QList<QByteArray> written = lines;
    std::sort(lines.begin(), lines.end());
    QCOMPARE(written, lines);
    QVERIFY(lines.size() >= 30);
}

void TestCliRules::jsonHasItsKeysAndFixtures() {
    const QJsonArray rules = QJsonDocument::fromJson(runSkerry({QStringLiteral("rules"), QStringLiteral("--json")}).out).array();
    QVERIFY(rules.size() >= 30);
    for (const QJsonValue& each : rules) {
        const QJsonObject rule = each.toObject();
        const QByteArray id = rule.value(QStringLiteral("id")).toString().toUtf8();
        for (const char* key : {"severity", "priority", "title", "source", "fix", "decided_by"}) QVERIFY2(rule.contains(QLatin1String(key)), id.constData());
        QVERIFY2(rule.value(QStringLiteral("fixtures")).toInt() >= 2, id.constData());
    }
}

void TestCliRules::markdownHasAHeadingForEveryRule() {
    const CliRun run = runSkerry({QStringLiteral("rules"), QStringLiteral("--markdown")});
    QCOMPARE(run.out.count("\n## "), runSkerry({QStringLiteral("rules")}).out.count('\n'));
}

void TestCliRules::oneRuleIsToldByItsId() {
    const CliRun run = runSkerry({QStringLiteral("rules"), QStringLiteral("ddb-003")});
    QCOMPARE(run.status, 0);
    QVERIFY2(run.out.startsWith("DDB-003 error ") && run.out.contains("Fires when a name") && run.out.contains("\nSource: "), run.told().constData());
    const QJsonArray rules = QJsonDocument::fromJson(runSkerry({QStringLiteral("rules"), QStringLiteral("DDB-003"), QStringLiteral("--json")}).out).array();
    QCOMPARE(rules.size(), 1);
    QCOMPARE(rules.first()[QStringLiteral("id")].toString(), QStringLiteral("DDB-003"));
    QCOMPARE(runSkerry({QStringLiteral("rules"), QStringLiteral("DDB-003"), QStringLiteral("--markdown")}).out.count("\n## "), 1);
}

void TestCliRules::unknownRulesAreRefusedWithWhatIsNear() {
    const CliRun run = runSkerry({QStringLiteral("rules"), QStringLiteral("DBD-003")});
    QVERIFY2(run.isRefusal() && run.err.contains("no rule \"DBD-003\"; did you mean \"DDB-003\""), run.told().constData());
}

QTEST_GUILESS_MAIN(TestCliRules)
#include "tst_clirules.moc"
