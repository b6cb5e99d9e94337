// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cloudformation.h"
#include "model/io/design.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"
#include "model/picture/picturelegs.h"
#include "model/sample/samples.h"
#include "tests/model/routechecks.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

using namespace model;

namespace {

QString examplesFolder() {
    const QString named = qEnvironmentVariable("SKERRY_EXAMPLES");
    return named.isEmpty() ? QDir::cleanPath(QStringLiteral(SKERRY_SOURCE_DIR "/../shared/examples")) : named;
}

bool standsOnBorder(const Picture& picture, const PictureNode& node) {
    return node.parent >= 0 && !picture.nodes[static_cast<size_t>(node.parent)].rect.contains(node.rect);
}

// Tiles of one container that lie over each other, and tiles that leave the container which they stand in.
QStringList misplaced(const Picture& picture) {
    QStringList found;
    const auto& nodes = picture.nodes;
    for (size_t a = 0; a < nodes.size(); ++a)
        for (size_t b = a + 1; b < nodes.size(); ++b)
            if (nodes[a].parent == nodes[b].parent && !standsOnBorder(picture, nodes[a]) && !standsOnBorder(picture, nodes[b]) && nodes[a].rect.intersects(nodes[b].rect))
                found += QStringLiteral("%1 over %2").arg(nodes[a].title, nodes[b].title);
    return found;
}

}  // namespace

/// What people see of real designs: placed afresh, nothing lies over anything and no link runs through a box.
class TestPictureLayout final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samplesAreOrderly_data();
    void samplesAreOrderly();
    void randomDesignsAreOrderly_data();
    void randomDesignsAreOrderly();
    void templatesAreOrderly_data();
    void templatesAreOrderly();

private:
    void check(const Design& design, ArrangeScope scope);

    KindRegistry m_kinds = shippedKinds();
};

void TestPictureLayout::check(const Design& design, ArrangeScope scope) {
    Document document(m_kinds);
    QVERIFY(loadDesign(document, design).ok());
    QVERIFY(document.apply(arrangeEdit(document, scope, linkPaths(document, nullptr))).ok());
    PictureBuilder builder(document);
    const Picture& picture = builder.build(linkPaths(document, nullptr));
    QCOMPARE(misplaced(picture), QStringList());
    std::vector<layout::Route> routes;
    for (const PictureLeg& leg : picture.legs) routes.push_back(leg.route);
    const RouteFaults faults = faultsOf(routeScene(picture), routes);
    QCOMPARE(faults.throughBoxes, 0);
    QCOMPARE(faults.slanted, 0);
    QCOMPARE(faults.offEnds, 0);
    for (const layout::Route& route : routes)
        for (const QPointF& point : route.points) QVERIFY(picture.bounds.contains(point));
}

void TestPictureLayout::samplesAreOrderly_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("scope");
    for (const Sample& sample : shippedSamples()) {
        QTest::newRow(qPrintable(sample.name)) << sample.name << static_cast<int>(ArrangeScope::OnlyUnplaced);
        QTest::newRow(qPrintable(sample.name + QStringLiteral(", tidied up"))) << sample.name << static_cast<int>(ArrangeScope::Everything);
    }
}

void TestPictureLayout::samplesAreOrderly() {
    QFETCH(QString, name);
    QFETCH(int, scope);
    const auto design = sampleDesign(name);
    QVERIFY(design.ok());
    check(*design, static_cast<ArrangeScope>(scope));
}

void TestPictureLayout::randomDesignsAreOrderly_data() {
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("seed");
    for (const int nodes : {20, 60, 150})
        for (int seed = 1; seed <= 4; ++seed) QTest::addRow("%d nodes, seed %d", nodes, seed) << nodes << seed;
}

void TestPictureLayout::randomDesignsAreOrderly() {
    QFETCH(int, nodes);
    QFETCH(int, seed);
    const auto design = randomDesign(m_kinds, nodes, static_cast<quint64>(seed));
    QVERIFY(design.ok());
    check(*design, ArrangeScope::Everything);
}

// Real templates by others are tried where they lie; their licences are their own, so they are not part of the tree.
void TestPictureLayout::templatesAreOrderly_data() {
    QTest::addColumn<QString>("file");
    if (!QFileInfo(examplesFolder()).isDir()) QSKIP(qPrintable(QStringLiteral("no folder %1; name one in SKERRY_EXAMPLES").arg(examplesFolder())));
    QDirIterator files(examplesFolder(), {QStringLiteral("*.yaml"), QStringLiteral("*.yml"), QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (QFileInfo(file).fileName() == u"tfplan.json") continue;  // a plan of Terraform, which is another format
        QTest::newRow(qPrintable(QDir(examplesFolder()).relativeFilePath(file))) << file;
    }
}

void TestPictureLayout::templatesAreOrderly() {
    QFETCH(QString, file);
    const auto imported = importCloudFormation(file, m_kinds, {});
    QVERIFY2(imported.ok(), qPrintable(imported.ok() ? QString() : imported.error()));
    check(imported->design, ArrangeScope::OnlyUnplaced);
}

QTEST_GUILESS_MAIN(TestPictureLayout)
#include "tst_picturelayout.moc"
