// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/design.h"
#include "model/io/fragment.h"
#include "model/io/skerryjson.h"

#include <QTest>

using namespace model;

namespace {

const QString kName = QStringLiteral("name");

QByteArray sourceDesign() {
    return R"({"skerry":2,"nodes":[
{"id":"1","kind":"region","properties":{"name":"us-east-1"}},
{"id":"2","kind":"vpc.vpc","parent":"1","properties":{"name":"main"}},
{"id":"3","kind":"vpc.subnet","parent":"2","properties":{"name":"a"}},
{"id":"4","kind":"ec2.fleet","parent":"2","properties":{"name":"web","subnets":{"$refs":["3"]}}},
{"id":"5","kind":"dynamodb.table","parent":"1","properties":{"name":"Orders"}},
{"id":"6","kind":"dynamodb.gsi","parent":"5","properties":{"name":"by-day"}}
],"links":[
{"from":"4","id":"7","properties":{"patterns":[{"name":"q","resource":{"$ref":"6"}}]},"to":"5","type":"calls"}
],"layout":[
{"id":"2","position":[10,20]},{"id":"4","position":[5,5],"presence":"3"},{"id":"5","position":[300,40]}
]})";
}

}  // namespace

class TestFragment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void pasteCopiesContentLinksAndReferences();
    void referencesOutsideStay();
    void referencesOutsideDangleWithTheirNameElsewhere();
    void duplicatesGetNamesOfTheirOwn();
    void wrongParentIsRefused();
    void foreignClipboardIsRefused_data();
    void foreignClipboardIsRefused();

private:
    [[nodiscard]] NodeId named(const QString& path) const;
    KindRegistry m_registry = shippedKinds();
    std::unique_ptr<Document> m_document;
};

void TestFragment::init() {
    m_document = std::make_unique<Document>(m_registry);
    QVERIFY(loadDesign(*m_document, *fromSkerryJson(sourceDesign())).ok());
}

NodeId TestFragment::named(const QString& path) const {
    for (const NodeId id : m_document->nodes())
        if (m_document->path(id) == path) return id;
    qFatal("no node %s", qPrintable(path));
}

void TestFragment::pasteCopiesContentLinksAndReferences() {
    const std::vector<Uid> all{Uid{3}, Uid{1}};  // the subnet lies in the Region and comes with it
    const QByteArray json = copyFragment(*m_document, all);
    QVERIFY(looksLikeFragment(json));
    const auto pasted = pasteFragment(*m_document, json, {Uid{}, {7, 8}}, QStringLiteral("Paste"));
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : qPrintable(pasted.error()));
    QCOMPARE(pasted->nodes.size(), size_t(1));
    const QByteArray before = toSkerryJson(*m_document);
    const auto undo = m_document->apply(pasted->changes);
    QVERIFY2(undo.ok(), undo.ok() ? "" : qPrintable(undo.error()));
    QCOMPARE(m_document->nodeCount(), 12);
    QCOMPARE(m_document->linkCount(), 2);
    const NodeId subnet = named(QStringLiteral("us-east-1-2/main/a")), fleet = named(QStringLiteral("us-east-1-2/main/web"));
    const Uid subnetUid = m_document->node(subnet).uid();
    QVERIFY(m_document->value(fleet, QStringLiteral("subnets")) == Value(Refs{{Ref{subnetUid, {}}}}));
    QCOMPARE(m_document->node(fleet).data.presences.front().first, subnetUid);
    const Link& link = m_document->link(m_document->node(fleet).linksOut.front());
    QCOMPARE(m_document->path(link.to), QStringLiteral("us-east-1-2/Orders"));
    const auto& rows = std::get<Rows>(link.data.properties.front().value);
    const Uid index = std::get<Ref>(*rows.items.front().find(QStringLiteral("resource"))).target;
    QCOMPARE(m_document->path(*m_document->findNode(index)), QStringLiteral("us-east-1-2/Orders/by-day"));
    QVERIFY(m_document->apply(*undo).ok());
    QCOMPARE(toSkerryJson(*m_document), before);
}

void TestFragment::referencesOutsideStay() {
    const std::vector<Uid> fleet{Uid{4}};
    const auto pasted = pasteFragment(*m_document, copyFragment(*m_document, fleet), {std::nullopt, {20, 20}}, QStringLiteral("Duplicate"));
    QVERIFY(pasted.ok());
    QVERIFY(m_document->apply(pasted->changes).ok());
    const NodeId copy = named(QStringLiteral("us-east-1/main/web-2"));
    QVERIFY(m_document->value(copy, QStringLiteral("subnets")) == Value(Refs{{Ref{Uid{3}, {}}}}));
    QCOMPARE(m_document->linkCount(), 1);
}

void TestFragment::referencesOutsideDangleWithTheirNameElsewhere() {
    const std::vector<Uid> fleet{Uid{4}};
    const QByteArray json = copyFragment(*m_document, fleet);
    Document other(m_registry);
    QVERIFY(loadDesign(other, *fromSkerryJson(R"({"skerry":2,"nodes":[{"id":"a1","kind":"region"},{"id":"a2","kind":"vpc.vpc","parent":"a1"}]})")).ok());
    const auto pasted = pasteFragment(other, json, {Uid{0xa2}, {}}, QStringLiteral("Paste"));
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : qPrintable(pasted.error()));
    QVERIFY(other.apply(pasted->changes).ok());
    const auto& refs = std::get<Refs>(other.value(*other.findNode(pasted->nodes.front()), QStringLiteral("subnets")));
    QCOMPARE(refs.items.front().target, Uid{3});
    QCOMPARE(refs.items.front().label, QStringLiteral("a"));
}

void TestFragment::duplicatesGetNamesOfTheirOwn() {
    for (const auto& expected : {QStringLiteral("Orders-2"), QStringLiteral("Orders-3")}) {
        const std::vector<Uid> table{Uid{5}};
        const auto pasted = pasteFragment(*m_document, copyFragment(*m_document, table), {std::nullopt, {10, 10}}, QStringLiteral("Duplicate"));
        QVERIFY(pasted.ok());
        QVERIFY(m_document->apply(pasted->changes).ok());
        const NodeId copy = *m_document->findNode(pasted->nodes.front());
        QCOMPARE(m_document->name(copy), expected);
        QCOMPARE(m_document->node(copy).data.geometry->position, QPointF(310, 50));
        QCOMPARE(m_document->name(m_document->node(copy).children.front()), QStringLiteral("by-day"));
    }
    // The copy of a copy counts on.
    const std::vector<Uid> second{m_document->node(named(QStringLiteral("us-east-1/Orders-2"))).uid()};
    const auto pasted = pasteFragment(*m_document, copyFragment(*m_document, second), {std::nullopt, {}}, QStringLiteral("Duplicate"));
    QVERIFY(m_document->apply(pasted->changes).ok());
    QCOMPARE(m_document->name(*m_document->findNode(pasted->nodes.front())), QStringLiteral("Orders-4"));
}

void TestFragment::wrongParentIsRefused() {
    const std::vector<Uid> subnet{Uid{3}};
    const auto pasted = pasteFragment(*m_document, copyFragment(*m_document, subnet), {Uid{5}, {}}, QStringLiteral("Paste"));
    QVERIFY(!pasted.ok());
    QVERIFY2(pasted.error().contains(QStringLiteral("cannot be placed in")), qPrintable(pasted.error()));
}

void TestFragment::foreignClipboardIsRefused_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("other JSON") << QByteArray("{}");
    QTest::newRow("later version") << QByteArray("{\"skerryFragment\":9}");
    QTest::newRow("cut off") << QByteArray("{\"skerryFragment\":1,\"nodes\":[{\"id\":");
}

void TestFragment::foreignClipboardIsRefused() {
    QFETCH(QByteArray, json);
    const auto pasted = pasteFragment(*m_document, json, {}, QStringLiteral("Paste"));
    QVERIFY(!pasted.ok());
    QVERIFY(!pasted.error().contains(u'\n'));
}

QTEST_APPLESS_MAIN(TestFragment)
#include "tst_fragment.moc"
