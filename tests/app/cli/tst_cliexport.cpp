// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QImage>
#include <QTest>

class TestCliExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void picturesAreWritten_data();
    void picturesAreWritten();
    void reportsTellExpiryAndCountInEnglish();
    void scaleEnlargesThePicture();
    void themeChangesThePicture();
    void canonicalJsonIsStable();
    void formatNamesWhatStandardOutputGets();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
};

void TestCliExport::picturesAreWritten_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("png") << QStringLiteral("a.png") << QByteArray("\x89PNG");
    QTest::newRow("svg") << QStringLiteral("a.svg") << QByteArray("<?xml");
    QTest::newRow("html") << QStringLiteral("a.html") << QByteArray("<!DOCTYPE html>");
    QTest::newRow("pdf") << QStringLiteral("a.pdf") << QByteArray("%PDF-");
}

void TestCliExport::picturesAreWritten() {
    QFETCH(QString, name);
    QFETCH(QByteArray, beginning);
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("a.skerry.json"), smallDesign());
    const CliRun run = runSkerry({QStringLiteral("export"), source, QStringLiteral("-o"), folder.path(name)});
    QVERIFY2(run.status == 0, run.told().constData());
    QCOMPARE(run.out + run.err, QByteArray());
    QVERIFY2(folder.read(name).startsWith(beginning), folder.read(name).left(20).constData());
    QCOMPARE(folder.files().size(), 2);
}

void TestCliExport::reportsTellExpiryAndCountInEnglish() {
    const CliFolder folder;
    QByteArray design = smallDesign();
    design.replace("{\"name\":\"read\",\"operation\":\"GetItem\",\"ratePerSecond\":10.0}",
                   "{\"name\":\"read\",\"operation\":\"Query\",\"itemsPerCall\":20.0,\"itemBytes\":256.0},"
                   "{\"name\":\"hold\",\"operation\":\"PutItem\",\"expiresAfterS\":86400.0,\"keyDistribution\":\"sequential\"},{\"name\":\"keep\",\"operation\":\"PutItem\"}");
    const QString source = folder.write(QStringLiteral("a.skerry.json"), design);
    const CliRun run = runSkerry({QStringLiteral("export"), source, QStringLiteral("-o"), folder.path(QStringLiteral("a.html"))});
    QVERIFY2(run.status == 0, run.told().constData());
    const QByteArray html = folder.read(QStringLiteral("a.html"));
    for (const char* part : {"3 nodes, 1 link. Made with Skerry.", "<th>Expires after</th>", ">20 × 256 B</td>", ">1 d</td>", ">never</td>", ">always new keys</td>"})
        QVERIFY2(html.contains(part), part);
    QVERIFY(!html.contains("(s)"));
    const QByteArray broken = smallDesign().replace("\"name\":\"Orders\"", "\"name\":\"Orders\",\"partitionKey\":\"\"");
    const QStringList again{QStringLiteral("export"), folder.write(QStringLiteral("b.skerry.json"), broken), QStringLiteral("-o"), folder.path(QStringLiteral("b.html"))};
    QCOMPARE(runSkerry(again).status, 0);
    QVERIFY(folder.read(QStringLiteral("b.html")).contains("<p>1 error, "));
}

void TestCliExport::scaleEnlargesThePicture() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("a.skerry.json"), smallDesign());
    QCOMPARE(runSkerry({QStringLiteral("export"), source, QStringLiteral("-o"), folder.path(QStringLiteral("1.png"))}).status, 0);
    QCOMPARE(runSkerry({QStringLiteral("export"), source, QStringLiteral("-o"), folder.path(QStringLiteral("2.png")), QStringLiteral("--scale=2")}).status, 0);
    const QSize one = QImage(folder.path(QStringLiteral("1.png"))).size(), two = QImage(folder.path(QStringLiteral("2.png"))).size();
    QVERIFY(one.width() > 100);
    QVERIFY(qAbs(two.width() - 2 * one.width()) <= 2 && qAbs(two.height() - 2 * one.height()) <= 2);
}

void TestCliExport::themeChangesThePicture() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("a.skerry.json"), smallDesign());
    const auto corner = [&](const QString& theme) {
        const CliRun run = runSkerry({QStringLiteral("export"), source, QStringLiteral("-o"), QStringLiteral("-"), QStringLiteral("--format"),
                                      QStringLiteral("png"), QStringLiteral("--theme"), theme});
        return QImage::fromData(run.out).pixelColor(0, 0).lightness();
    };
    QVERIFY(corner(QStringLiteral("light")) > 200);
    QVERIFY(corner(QStringLiteral("dark")) < 60);
}

void TestCliExport::canonicalJsonIsStable() {
    const CliFolder folder;
    const QString source = folder.write(QStringLiteral("a.skerry.json"), smallDesign());
    const QString first = folder.path(QStringLiteral("b.skerry.json")), second = folder.path(QStringLiteral("c.skerry.json"));
    QCOMPARE(runSkerry({QStringLiteral("export"), source, QStringLiteral("-o"), first}).status, 0);
    QCOMPARE(runSkerry({QStringLiteral("export"), first, QStringLiteral("-o"), second}).status, 0);
    QVERIFY(folder.read(QStringLiteral("b.skerry.json")).startsWith("{\"skerry\":2,\n"));
    QCOMPARE(folder.read(QStringLiteral("c.skerry.json")), folder.read(QStringLiteral("b.skerry.json")));
    QCOMPARE(runSkerry({QStringLiteral("export"), first, QStringLiteral("-o"), QStringLiteral("-")}).out, folder.read(QStringLiteral("b.skerry.json")));
}

void TestCliExport::formatNamesWhatStandardOutputGets() {
    const CliRun run = runSkerry({QStringLiteral("export"), QStringLiteral("-"), QStringLiteral("-o"), QStringLiteral("-"), QStringLiteral("--format"),
                                  QStringLiteral("svg")},
                                 smallDesign());
    QVERIFY2(run.status == 0 && run.out.startsWith("<?xml"), run.told().constData());
}

void TestCliExport::wrongOptionsAreRefused_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("no place") << QStringList();
    QTest::newRow("unknown format") << QStringList{QStringLiteral("-o"), QStringLiteral("a.bmp")};
    QTest::newRow("theme") << QStringList{QStringLiteral("-o"), QStringLiteral("a.png"), QStringLiteral("--theme"), QStringLiteral("pink")};
    QTest::newRow("scale") << QStringList{QStringLiteral("-o"), QStringLiteral("a.png"), QStringLiteral("--scale"), QStringLiteral("large")};
    QTest::newRow("huge scale") << QStringList{QStringLiteral("-o"), QStringLiteral("a.png"), QStringLiteral("--scale"), QStringLiteral("1e9")};
    QTest::newRow("no folder") << QStringList{QStringLiteral("-o"), QStringLiteral("/nowhere/a.png")};
}

void TestCliExport::wrongOptionsAreRefused() {
    QFETCH(QStringList, options);
    const CliRun run = runSkerry(QStringList{QStringLiteral("export"), QStringLiteral("-")} + options, smallDesign());
    QVERIFY2(run.isRefusal(), run.told().constData());
}

QTEST_GUILESS_MAIN(TestCliExport)
#include "tst_cliexport.moc"
