// SPDX-License-Identifier: GPL-3.0-or-later
// The call itself: version, help, and what is refused before any verb begins.
#include "tests/app/cli/clirun.h"

#include <QTest>

class TestCli : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void versionIsOneLine();
    void overviewListsEveryVerb();
    void everyVerbHasAPage_data();
    void everyVerbHasAPage();
    void wrongCallsAreRefused_data();
    void wrongCallsAreRefused();
    void filesAreForTheWindow();
    void fullStandardOutputIsToldOf();
    void plainAsciiEnvironmentChangesNothing();
};

void TestCli::versionIsOneLine() {
    const CliRun run = runSkerry({QStringLiteral("--version")});
    QCOMPARE(run.status, 0);
    QVERIFY2(run.out.startsWith("skerry 0.") && run.out.count('\n') == 1, run.told().constData());
    QCOMPARE(run.err, QByteArray());
}

void TestCli::overviewListsEveryVerb() {
    const CliRun run = runSkerry({QStringLiteral("--help")});
    QCOMPARE(run.status, 0);
    for (const char* verb : {"validate", "reach", "simulate", "export", "import", "sample", "kinds", "rules", "help"})
        QVERIFY2(run.out.contains(QByteArray("\n  ") + verb + ' '), verb);
    QCOMPARE(runSkerry({QStringLiteral("help")}).out, run.out);
}

void TestCli::everyVerbHasAPage_data() {
    QTest::addColumn<QString>("verb");
    for (const char* verb : {"validate", "reach", "simulate", "export", "import", "sample", "kinds", "rules"}) QTest::newRow(verb) << QString::fromLatin1(verb);
}

void TestCli::everyVerbHasAPage() {
    QFETCH(QString, verb);
    const CliRun run = runSkerry({QStringLiteral("help"), verb});
    QCOMPARE(run.status, 0);
    for (const char* heading : {"\nSYNOPSIS\n", "\nDESCRIPTION\n", "\nOPTIONS\n", "\nEXAMPLES\n", "\nEXIT STATUS\n"})
        QVERIFY2(run.out.contains(heading), heading);
    QVERIFY(run.out.startsWith("skerry " + verb.toUtf8() + " - "));
    QCOMPARE(runSkerry({verb, QStringLiteral("--help")}).out, run.out);
}

void TestCli::wrongCallsAreRefused_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("unknown verb's help") << QStringLiteral("help fly") << QByteArray("no verb \"fly\"");
    QTest::newRow("mistyped verb's help") << QStringLiteral("help simulat") << QByteArray("no verb \"simulat\"; did you mean \"simulate\"?");
    QTest::newRow("mistyped verb") << QStringLiteral("simulat x") << QByteArray("neither a verb nor a file \"simulat\"; did you mean \"simulate\"?");
    QTest::newRow("swapped letters") << QStringLiteral("improt") << QByteArray("did you mean \"import\"?");
    QTest::newRow("nothing alike") << QStringLiteral("foo") << QByteArray("neither a verb nor a file \"foo\". \"skerry --help\" lists the verbs.");
    QTest::newRow("mistyped option") << QStringLiteral("--verison") << QByteArray("did you mean \"--version\"?");
    QTest::newRow("unknown option") << QStringLiteral("--fly") << QByteArray("\"--fly\"");
    QTest::newRow("option of no verb") << QStringLiteral("kinds --fly") << QByteArray("no option --fly");
    QTest::newRow("value for a switch") << QStringLiteral("kinds --json=yes") << QByteArray("takes no value");
    QTest::newRow("twice") << QStringLiteral("kinds --json --json") << QByteArray("given twice");
    QTest::newRow("no value") << QStringLiteral("sample --random") << QByteArray("needs a value");
    QTest::newRow("no file") << QStringLiteral("validate") << QByteArray("Something is missing");
    QTest::newRow("one too many") << QStringLiteral("validate a b") << QByteArray("\"b\" is one name too many");
    QTest::newRow("missing file") << QStringLiteral("validate none.skerry") << QByteArray("There is no file \"none.skerry\"");
    QTest::newRow("folder") << QStringLiteral("validate /") << QByteArray("is a folder");
}

void TestCli::wrongCallsAreRefused() {
    QFETCH(QString, words);
    QFETCH(QByteArray, part);
    const CliRun run = runSkerry(words.split(u' '));
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY2(run.err.contains(part), run.err.constData());
}

// The window is what opens files; without a display it says so.
void TestCli::filesAreForTheWindow() {
    const CliFolder folder;
    const QString plain = folder.write(QStringLiteral("design"), smallDesign());
    for (const QString& word : {plain, folder.path(QStringLiteral("none.skerry")), folder.path(QStringLiteral("none.yaml")), folder.path(QStringLiteral("none.skerry.json"))}) {
        const CliRun run = runSkerry({word});
        QVERIFY2(run.isRefusal() && run.err.contains("no display"), run.told().constData());
    }
}

void TestCli::fullStandardOutputIsToldOf() {
    const CliRun run = runSkerry({QStringLiteral("kinds")}, {},
                                 {QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("exec \"$0\" \"$@\" > /dev/full")});
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY(run.err.contains("Standard output cannot be written"));
}

void TestCli::plainAsciiEnvironmentChangesNothing() {
    const CliRun plain = runSkerry({QStringLiteral("kinds"), QStringLiteral("--markdown")}, {}, {QStringLiteral("/usr/bin/env"), QStringLiteral("LC_ALL=C")});
    QCOMPARE(plain.err, QByteArray());
    QCOMPARE(plain.out, runSkerry({QStringLiteral("kinds"), QStringLiteral("--markdown")}).out);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
