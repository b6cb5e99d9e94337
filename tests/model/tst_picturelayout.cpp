// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cloudformation.h"
#include "model/core/edit.h"
#include "model/core/naturalorder.h"
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
    void namesAreOrderedAsPeopleReadThem_data();
    void namesAreOrderedAsPeopleReadThem();
    void subnetsWithoutZonesStandByName();

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

void TestPictureLayout::namesAreOrderedAsPeopleReadThem_data() {
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const auto row = [](const char* first, const char* second) { QTest::addRow("%s, %s", first, second) << QString::fromUtf8(first) << QString::fromUtf8(second); };
    row("a", "b");
    row("a", "B");
    row("A", "b");
    row("A", "a");
    row("subnet", "subnet-1");
    row("subnet-2", "subnet-10");
    row("subnet-9", "subnet-10-b");
    row("10.0.2.0/24", "10.0.16.0/20");
    row("x-01-b", "x-1-c");
    row("x-01", "x-1");
    row("vpc-99999999999999999999", "vpc-100000000000000000000");
}

void TestPictureLayout::namesAreOrderedAsPeopleReadThem() {
    QFETCH(QString, first);
    QFETCH(QString, second);
    QVERIFY(comesNaturallyBefore(first, second));
    QVERIFY(!comesNaturallyBefore(second, first));
    QVERIFY(!comesNaturallyBefore(first, first));
}

// An import gives them in no order, and does not know their zones.
void TestPictureLayout::subnetsWithoutZonesStandByName() {
    Document document(m_kinds);
    Edit edit(document, QStringLiteral("Subnets"));
    const Uid region = edit.addNode(QStringLiteral("region"), {});
    const Uid vpc = edit.addNode(QStringLiteral("vpc.vpc"), region);
    std::vector<Uid> subnets;
    for (const char* name : {"net-10", "net-2", "net-1"}) subnets.push_back(edit.addNode(QStringLiteral("vpc.subnet"), vpc, {}, QString::fromUtf8(name)));
    const Uid fleet = edit.addNode(QStringLiteral("ec2.fleet"), vpc);
    edit.setProperty(fleet, QStringLiteral("subnets"), Refs{{Ref{subnets[1], {}}}});
    const auto changes = edit.take();
    QVERIFY(changes.ok() && document.apply(*changes).ok());
    PictureBuilder builder(document);
    const Picture& picture = builder.build(linkPaths(document, nullptr));
    const auto rect = [&](size_t i) { return picture.nodes[static_cast<size_t>(picture.find(subnets[i]))].rect; };
    QVERIFY(rect(2).right() < rect(1).left() && rect(1).right() < rect(0).left());
    for (const size_t i : {0, 1}) {
        QCOMPARE(rect(i).top(), rect(2).top());
        QCOMPARE(rect(i).size(), rect(2).size());
    }
}

QTEST_GUILESS_MAIN(TestPictureLayout)
#include "tst_picturelayout.moc"
