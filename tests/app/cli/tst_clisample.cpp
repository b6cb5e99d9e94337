// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QTest>

class TestCliSample : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shippedSamplesAreListedAndCheckClean();
    void randomDesignHasAboutTheSizeThatWasAsked();
    void sameSeedGivesTheSameDesign();
    void randomDesignHasNoErrors();
    void wrongCallsAreRefused_data();
    void wrongCallsAreRefused();
};

void TestCliSample::shippedSamplesAreListedAndCheckClean() {
    const CliRun run = runSkerry({QStringLiteral("sample")});
    QCOMPARE(run.status, 0);
    for (const QByteArray& line : run.out.split('\n')) {
        const QString name = QString::fromUtf8(line.left(line.indexOf(' ')));
        if (name.isEmpty()) continue;
        const CliFolder folder;
        const QString file = folder.path(QStringLiteral("a.skerry"));
        QCOMPARE(runSkerry({QStringLiteral("sample"), name, QStringLiteral("-o"), file}).status, 0);
        const auto validated = [&](const QString& which) { return runSkerry({QStringLiteral("validate"), which, QStringLiteral("--fail-on"), QStringLiteral("advice")}); };
        CliRun checked = validated(file);
        if (name == u"six-mistakes") {  // it is there to be mended
            QCOMPARE(checked.status, 1);
            const QString mended = folder.path(QStringLiteral("b.skerry"));
            QCOMPARE(runSkerry({QStringLiteral("validate"), file, QStringLiteral("--fix"), QStringLiteral("all"), QStringLiteral("-o"), mended}).status, 0);
            checked = validated(mended);
        }
        QVERIFY2(checked.status == 0, checked.told().constData());
    }
}

void TestCliSample::randomDesignHasAboutTheSizeThatWasAsked() {
    for (const int nodes : {60, 300, 1000}) {
        const CliRun run = runSkerry({QStringLiteral("sample"), QStringLiteral("--random"), QString::number(nodes), QStringLiteral("-o"), QStringLiteral("-")});
        QCOMPARE(run.status, 0);
        const auto count = static_cast<int>(run.out.count("\"kind\":"));
        QVERIFY2(count > nodes * 8 / 10 && count < nodes * 12 / 10, qPrintable(QString::number(count)));
    }
}

void TestCliSample::sameSeedGivesTheSameDesign() {
    const auto made = [](const char* seed) {
        return runSkerry({QStringLiteral("sample"), QStringLiteral("--random"), QStringLiteral("150"), QStringLiteral("--seed"),
                          QString::fromLatin1(seed), QStringLiteral("-o"), QStringLiteral("-")}).out;
    };
    QCOMPARE(made("7"), made("7"));
    QVERIFY(made("7") != made("8"));
}

void TestCliSample::randomDesignHasNoErrors() {
    const CliRun made = runSkerry({QStringLiteral("sample"), QStringLiteral("--random"), QStringLiteral("200"), QStringLiteral("-o"), QStringLiteral("-")});
    const CliRun checked = runSkerry({QStringLiteral("validate"), QStringLiteral("-")}, made.out);
    QVERIFY2(checked.status == 0, checked.told().constData());
}

void TestCliSample::wrongCallsAreRefused_data() {
    QTest::addColumn<QString>("words");
    QTest::newRow("no place") << QStringLiteral("sample --random 5");
    QTest::newRow("unknown name") << QStringLiteral("sample nothing -o /tmp/never.skerry");
    QTest::newRow("climbing name") << QStringLiteral("sample ../rules/CAP-001/fails -o /tmp/never.skerry");
    QTest::newRow("both") << QStringLiteral("sample orders --random 5 -o /tmp/never.skerry");
    QTest::newRow("no number") << QStringLiteral("sample --random many -o /tmp/never.skerry");
    QTest::newRow("none") << QStringLiteral("sample --random 0 -o /tmp/never.skerry");
    QTest::newRow("foreign ending") << QStringLiteral("sample orders -o /tmp/never.txt");
    QTest::newRow("no seed") << QStringLiteral("sample --random 5 --seed x -o /tmp/never.skerry");
}

void TestCliSample::wrongCallsAreRefused() {
    QFETCH(QString, words);
    const CliRun run = runSkerry(words.split(u' '));
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/never.skerry")));
}

QTEST_GUILESS_MAIN(TestCliSample)
#include "tst_clisample.moc"
