// SPDX-License-Identifier: GPL-3.0-or-later
// A loaded design is checked on one thread while another makes its drawing: both only read the document.
#include "model/core/document.h"
#include "model/io/design.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"
#include "model/rules/checks.h"
#include "model/sample/samples.h"

#include <QSignalSpy>
#include <QTest>

#include <future>

using namespace model;

class TestChecksBeside final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawingAndChecksAgreeWithThoseInTurn_data() {
        QTest::addColumn<QString>("sample");
        for (const Sample& sample : shippedSamples()) QTest::newRow(qPrintable(sample.name)) << sample.name;
        QTest::newRow("random") << QString();
    }
    void drawingAndChecksAgreeWithThoseInTurn();
    void whoAsksMeanwhileWaitsForTheFindings();

private:
    const KindRegistry m_registry = shippedKinds();
};

void TestChecksBeside::drawingAndChecksAgreeWithThoseInTurn() {
    QFETCH(QString, sample);
    Document document(m_registry);
    Checks checks(document);
    auto design = sample.isEmpty() ? randomDesign(m_registry, 400, 2) : sampleDesign(sample);
    QVERIFY(design.ok());
    QVERIFY(loadDesign(document, std::move(*design)).ok());
    QVERIFY(checks.isBehind());
    QSignalSpy told(&checks, &Checks::issuesChanged);
    PictureBuilder beside(document);
    std::promise<std::vector<LinkPath>> found;
    checks.settleBeside([&](Facts& facts) { found.set_value(linkPaths(document, &facts)); },
                        [&] {
                            Facts facts(document);
                            beside.buildAfresh([&] { return found.get_future().get(); }, &facts);
                        });
    QCOMPARE(told.size(), 1);
    const RuleEngine alone(document);
    QCOMPARE(checks.issues().size(), alone.issues().size());
    for (size_t i = 0; i < alone.issues().size(); ++i) QCOMPARE(checks.issues()[i]->message, alone.issues()[i]->message);
    PictureBuilder inTurn(document);
    Facts facts(document);
    inTurn.build(linkPaths(document, &facts), &facts);
    QCOMPARE(beside.picture().nodes.size(), inTurn.picture().nodes.size());
    QVERIFY(beside.picture().nodes == inTurn.picture().nodes);
    QCOMPARE(beside.picture().legs.size(), inTurn.picture().legs.size());
    for (size_t i = 0; i < inTurn.picture().legs.size(); ++i) QCOMPARE(beside.picture().legs[i].route.points, inTurn.picture().legs[i].route.points);
}

void TestChecksBeside::whoAsksMeanwhileWaitsForTheFindings() {
    Document document(m_registry);
    Checks checks(document);
    auto design = randomDesign(m_registry, 400, 2);
    QVERIFY(design.ok());
    QVERIFY(loadDesign(document, std::move(*design)).ok());
    QSignalSpy told(&checks, &Checks::issuesChanged);
    size_t found = 0;
    checks.settleBeside([](Facts&) {},
                        [&] {
                            QVERIFY(checks.isBehind());
                            found = checks.issues().size();
                            QVERIFY(!checks.isBehind());
                        });
    QCOMPARE(found, RuleEngine(document).issues().size());
    QCOMPARE(told.size(), 0);
    QTRY_COMPARE(told.size(), 1);
}

QTEST_GUILESS_MAIN(TestChecksBeside)
#include "tst_checksbeside.moc"
