// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

const QByteArray kTemplate =
    "Parameters:\n  Block:\n    Type: String\n    Default: 10.1.0.0/16\n"
    "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: !Ref Block\n"
    "  Mail:\n    Type: AWS::SES::Template\n";

QStringList importing(const QString& source, const QString& target) {
    return {QStringLiteral("import"), source, QStringLiteral("-o"), target};
}

/// Nested aliases that would unfold to more than a million words.
QByteArray aliasBomb() {
    QByteArray text = "Resources:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const QByteArray alias = "*a" + QByteArray::number(i - 1);
        text += "  a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + (alias + ", ").repeated(9) + alias + "]\n";
    }
    return text;
}

QByteArray nestedYaml() { return "Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties: " + QByteArray(1000, '[') + QByteArray(1000, ']') + "\n"; }

QByteArray nestedJson() {
    return "{\"Resources\":{\"Net\":{\"Type\":\"AWS::EC2::VPC\",\"Properties\":" + QByteArray("{\"a\":").repeated(1000) + "1" +
           QByteArray(1000, '}') + "}}}";
}

}  // namespace

class TestCliImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void templateBecomesADesign();
    void parameterTakesThePlaceOfItsDefault();
    void aRegionThatNobodyKnowsIsRefused();
    void reportIsJson();
    void whatIsLeftOutIsToldWithItsLine();
    void sameTemplateGivesTheSameBytes();
    void designsAreConverted();
    void badInputIsRefusedAndNothingIsWritten_data();
    void badInputIsRefusedAndNothingIsWritten();
    void truncatedFileIsRefused();
    void badPlacesAreRefused_data();
    void badPlacesAreRefused();
    void readOnlyFolderIsRefused();
    void fullDiskLeavesTheOldFile();
    void fullDeviceIsToldOf();
    void aPipeIsWrittenToAndNotReplaced();
};

void TestCliImport::templateBecomesADesign() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("t.yaml"), kTemplate);
    const CliRun run = runSkerry(importing(source, folder.path(QStringLiteral("a.skerry.json"))));
    QVERIFY2(run.status == 0, run.told().constData());
    const QByteArray json = folder.read(QStringLiteral("a.skerry.json"));
    QVERIFY2(json.contains("\"kind\":\"vpc.vpc\"") && json.contains("10.1.0.0/16"), json.constData());
    QVERIFY2(run.out.contains("resources or parts of them that were left out: 1."), run.out.constData());
}

void TestCliImport::parameterTakesThePlaceOfItsDefault() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("t.yaml"), kTemplate);
    const QStringList call = importing(source, QStringLiteral("-")) + QStringList{QStringLiteral("--parameter"), QStringLiteral("Block=10.9.0.0/16"),
                                                                                  QStringLiteral("--region"), QStringLiteral("eu-west-1")};
    const CliRun run = runSkerry(call);
    QVERIFY2(run.status == 0, run.told().constData());
    QVERIFY2(run.out.contains("10.9.0.0/16") && run.out.contains("eu-west-1"), run.out.constData());
}

void TestCliImport::aRegionThatNobodyKnowsIsRefused() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("t.yaml"), kTemplate);
    const CliRun run = runSkerry(importing(source, folder.path(QStringLiteral("a.skerry"))) + QStringList{QStringLiteral("--region"), QStringLiteral("mars-1")});
    QVERIFY2(run.status == 2, run.told().constData());
    QVERIFY2(run.err.contains("--region") && run.err.contains("\"mars-1\"") && run.err.contains("us-east-1, us-east-2"), run.told().constData());
    QCOMPARE(run.err.trimmed().count('\n'), 0);
    QVERIFY(!QFile::exists(folder.path(QStringLiteral("a.skerry"))));
}

void TestCliImport::reportIsJson() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("t.yaml"), kTemplate);
    const CliRun run = runSkerry(importing(source, folder.path(QStringLiteral("a.skerry"))) + QStringList{QStringLiteral("--json")});
    QCOMPARE(run.status, 0);
    const QJsonObject json = run.json();
    for (const char* key : {"resources", "references", "left_out", "nodes", "links"}) QVERIFY2(json.contains(QLatin1String(key)), run.told().constData());
    const QJsonObject left = json.value(QStringLiteral("left_out")).toArray().first().toObject();
    QCOMPARE(left.value(QStringLiteral("id")).toString(), QStringLiteral("Mail"));
    QCOMPARE(left.value(QStringLiteral("line")).toInt(), 10);
    QVERIFY(json.value(QStringLiteral("resources")).toArray().size() == 2);
}

void TestCliImport::whatIsLeftOutIsToldWithItsLine() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("t.yaml"), kTemplate);
    const CliRun run = runSkerry(importing(source, folder.path(QStringLiteral("a.skerry"))));
    QVERIFY2(run.out.contains(source.toUtf8() + ":10: Mail (AWS::SES::Template)"), run.out.constData());
}

void TestCliImport::sameTemplateGivesTheSameBytes() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("t.yaml"), kTemplate);
    const QByteArray once = runSkerry(importing(source, QStringLiteral("-"))).out;
    QVERIFY(once.startsWith("{\"skerry\":2,\n"));
    QCOMPARE(runSkerry(importing(source, QStringLiteral("-"))).out, once);
}

void TestCliImport::designsAreConverted() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("a.skerry.json"), smallDesign());
    QCOMPARE(runSkerry(importing(source, folder.path(QStringLiteral("b.skerry")))).status, 0);
    QVERIFY(folder.read(QStringLiteral("b.skerry")).startsWith("SQLite format 3"));
    QCOMPARE(runSkerry(importing(folder.path(QStringLiteral("b.skerry")), folder.path(QStringLiteral("c.skerry.json")))).status, 0);
    QCOMPARE(folder.read(QStringLiteral("c.skerry.json")), runSkerry(importing(source, QStringLiteral("-"))).out);
    // The same through standard input.
    QCOMPARE(runSkerry(importing(QStringLiteral("-"), QStringLiteral("-")), folder.read(QStringLiteral("b.skerry"))).out,
             folder.read(QStringLiteral("c.skerry.json")));
}

void TestCliImport::badInputIsRefusedAndNothingIsWritten_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text file") << QByteArray("Dear all,\nsee you.\n");
    QTest::newRow("cycle of references")
        << QByteArray("Resources:\n  A:\n    Type: AWS::EC2::VPC\n    DependsOn: B\n  B:\n    Type: AWS::EC2::VPC\n    DependsOn: A\n");
    QTest::newRow("alias bomb") << aliasBomb();
    QTest::newRow("1,000 levels of YAML") << nestedYaml();
    QTest::newRow("1,000 levels of JSON") << nestedJson();
    QTest::newRow("broken YAML") << QByteArray("Resources:\n  A: [1, 2\n  B: }\n");
    QTest::newRow("broken JSON") << QByteArray("{\"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\", }");
}

void TestCliImport::badInputIsRefusedAndNothingIsWritten() {
    QFETCH(QByteArray, content);
    const CliFolder folder;
    const CliRun run = runSkerry(importing(folder.write(QStringLiteral("t.yaml"), content), folder.path(QStringLiteral("out.skerry"))));
    QVERIFY2(run.isRefusal(), run.told().left(2000).constData());
    QCOMPARE(folder.files(), QStringList{QStringLiteral("t.yaml")});
}

void TestCliImport::truncatedFileIsRefused() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("a.skerry.json"), smallDesign());
    QCOMPARE(runSkerry(importing(source, folder.path(QStringLiteral("b.skerry")))).status, 0);
    const QByteArray whole = folder.read(QStringLiteral("b.skerry"));
    for (const qsizetype length : {qsizetype(20), qsizetype(100), whole.size() / 2, whole.size() - 1}) {
        const QString cut = folder.write(QStringLiteral("cut.skerry"), whole.first(length));
        const CliRun run = runSkerry(importing(cut, folder.path(QStringLiteral("out.skerry"))));
        QVERIFY2(run.isRefusal(), run.told().constData());
        QVERIFY2(run.err.contains("cut off"), run.err.constData());
        QVERIFY(!QFileInfo::exists(folder.path(QStringLiteral("out.skerry"))));
    }
}

void TestCliImport::badPlacesAreRefused_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("no folder") << QStringLiteral("/nowhere/at/all.skerry") << QByteArray("there is no folder \"/nowhere/at\"");
    QTest::newRow("a folder") << QStringLiteral("/tmp") << QByteArray("it is a folder");
}

void TestCliImport::badPlacesAreRefused() {
    QFETCH(QString, target);
    QFETCH(QByteArray, part);
    const CliRun run = runSkerry(importing(QStringLiteral("-"), target), kTemplate);
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY2(run.err.contains(part), run.err.constData());
}

void TestCliImport::readOnlyFolderIsRefused() {
    const CliFolder folder;
    QVERIFY(QDir().mkdir(folder.path(QStringLiteral("fixed"))));
    const QString target = folder.path(QStringLiteral("fixed/a.skerry"));
    // An ordinary user, whom permissions bind, also where the tests run as root.
    const QString script = QStringLiteral("chmod 755 '%1' && chmod 555 '%1/fixed' && if [ \"$(id -u)\" = 0 ]; then "
                                          "exec setpriv --reuid=65534 --clear-groups \"$0\" \"$@\"; else exec \"$0\" \"$@\"; fi")
                               .arg(folder.path(QStringLiteral(".")));
    const CliRun run = runSkerry(importing(QStringLiteral("-"), target), kTemplate, {QStringLiteral("/bin/sh"), QStringLiteral("-c"), script});
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY2(run.err.contains("is read-only. Choose another folder."), run.err.constData());
    QVERIFY(!QFileInfo::exists(target));
}

void TestCliImport::fullDiskLeavesTheOldFile() {
    const CliFolder folder;
    const QString target = folder.path(QStringLiteral("a.skerry"));
    QCOMPARE(runSkerry(importing(QStringLiteral("-"), target), kTemplate).status, 0);
    const QByteArray before = folder.read(QStringLiteral("a.skerry"));
    // A limit on the size of files (in blocks of 512 bytes) fails writes as a full disk does.
    const CliRun run = runSkerry({QStringLiteral("sample"), QStringLiteral("--random"), QStringLiteral("2000"), QStringLiteral("-o"), target}, {},
                                 {QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("ulimit -f 100; exec \"$0\" \"$@\"")});
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY2(run.err.contains("the disk is full"), run.err.constData());
    QCOMPARE(folder.read(QStringLiteral("a.skerry")), before);
    QCOMPARE(folder.files(), QStringList{QStringLiteral("a.skerry")});
}

void TestCliImport::fullDeviceIsToldOf() {
    const CliFolder folder;
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), folder.path(QStringLiteral("full.json"))));
    const CliRun run = runSkerry(importing(QStringLiteral("-"), folder.path(QStringLiteral("full.json"))), kTemplate);
    QVERIFY2(run.isRefusal() && run.err.contains("the disk is full"), run.told().constData());
}

void TestCliImport::aPipeIsWrittenToAndNotReplaced() {
    const CliFolder folder;
    for (const QString& name : {QStringLiteral("pipe.json"), QStringLiteral("pipe")}) {
        const QByteArray path = QFile::encodeName(folder.path(name));
        QCOMPARE(::mkfifo(path.constData(), 0600), 0);
        const int reader = ::open(path.constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        ::fcntl(reader, F_SETPIPE_SZ, 1 << 20);
        const CliRun run = runSkerry(importing(QStringLiteral("-"), folder.path(name)), kTemplate);
        QVERIFY2(run.status == 0, run.told().constData());
        struct stat info {};
        QVERIFY(::stat(path.constData(), &info) == 0 && S_ISFIFO(info.st_mode));
        char first[16] = {};
        QVERIFY(::read(reader, first, sizeof first) > 0);
        ::close(reader);
    }
}

QTEST_GUILESS_MAIN(TestCliImport)
#include "tst_cliimport.moc"
