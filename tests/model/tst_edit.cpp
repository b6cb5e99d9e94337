// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/edit.h"
#include "model/io/design.h"
#include "model/io/skerryjson.h"

#include <QTest>

using namespace model;

namespace {

const QString kName = QStringLiteral("name");

QByteArray smallNetwork() {
    return R"({"skerry":2,"nodes":[
{"id":"1","kind":"region","properties":{"name":"home"}},
{"id":"2","kind":"vpc.vpc","parent":"1","properties":{"name":"main"}},
{"id":"3","kind":"vpc.subnet","parent":"2","properties":{"name":"a"}},
{"id":"4","kind":"ec2.fleet","parent":"2","properties":{"name":"web","subnets":{"$refs":["3"]}}},
{"id":"5","kind":"dynamodb.table","parent":"1","properties":{"name":"Orders"}}
],"links":[{"from":"4","id":"6","to":"5","type":"calls"}]})";
}

}  // namespace

class TestEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void newNodesGetNamesOfTheirOwn();
    void rolesThatDoNotFitAreRefused();
    void laterCallsDoNothingAfterARefusal();
    void wrongTypesAreRefused();
    void defaultIsCleared();
    void sameValueIsNoChange();
    void removingTakesContentAndLinksAndLabelsReferences();
    void keepingContentMovesItUp();
    void oneEditMaySpeakOfWhatItAdded();

private:
    void perform(Edit& edit) {
        auto changes = edit.take();
        QVERIFY2(changes.ok(), changes.ok() ? "" : qPrintable(changes.error()));
        QVERIFY(m_document->apply(*changes).ok());
    }
    [[nodiscard]] const Value& value(quint64 uid, const QString& key) const { return m_document->value(*m_document->findNode(Uid{uid}), key); }

    KindRegistry m_registry = shippedKinds();
    std::unique_ptr<Document> m_document;
};

void TestEdit::init() {
    m_document = std::make_unique<Document>(m_registry);
    QVERIFY(loadDesign(*m_document, *fromSkerryJson(smallNetwork())).ok());
}

void TestEdit::newNodesGetNamesOfTheirOwn() {
    Edit edit(*m_document, QStringLiteral("Add"));
    const Uid first = edit.addNode(QStringLiteral("vpc.subnet"), Uid{2}), second = edit.addNode(QStringLiteral("vpc.subnet"), Uid{2});
    const Uid named = edit.addNode(QStringLiteral("vpc.subnet"), Uid{2}, std::nullopt, QStringLiteral("mine"));
    perform(edit);
    const QString a = m_document->name(*m_document->findNode(first)), b = m_document->name(*m_document->findNode(second));
    QVERIFY(!a.isEmpty());
    QCOMPARE(b, a + QStringLiteral("-2"));
    QCOMPARE(m_document->name(*m_document->findNode(named)), QStringLiteral("mine"));
}

void TestEdit::rolesThatDoNotFitAreRefused() {
    Edit edit(*m_document, QStringLiteral("Add"));
    QVERIFY(edit.addNode(QStringLiteral("vpc.subnet"), Uid{1}).isNull());
    QVERIFY2(edit.error().contains(QStringLiteral("Subnet cannot be placed in Region home")), qPrintable(edit.error()));
    const KindSpec& subnet = *m_registry.find(QStringLiteral("vpc.subnet"));
    QVERIFY(Edit::parentObjection(*m_document, subnet, Uid{2}).isEmpty());
    QVERIFY(!Edit::parentObjection(*m_document, subnet, Uid{}).isEmpty());
    Edit unknown(*m_document, QStringLiteral("Add"));
    unknown.addNode(QStringLiteral("no.such"), {});
    QCOMPARE(unknown.error(), QStringLiteral("There is no kind \"no.such\"."));
}

void TestEdit::laterCallsDoNothingAfterARefusal() {
    Edit edit(*m_document, QStringLiteral("Mixed"));
    edit.setProperty(Uid{5}, kName, QStringLiteral("x"));
    edit.addNode(QStringLiteral("no.such"), {});
    edit.addNode(QStringLiteral("note"), {});
    const auto changes = edit.take();
    QVERIFY(!changes.ok());
    QCOMPARE(changes.error(), QStringLiteral("There is no kind \"no.such\"."));
}

void TestEdit::wrongTypesAreRefused() {
    Edit edit(*m_document, QStringLiteral("Set"));
    edit.setProperty(Uid{5}, kName, Value(true));
    QVERIFY(edit.refused());
    Edit open(*m_document, QStringLiteral("Set"));
    open.setProperty(Uid{5}, kName, Unresolved{QStringLiteral("!Ref Name")});
    QVERIFY(!open.refused());
}

void TestEdit::defaultIsCleared() {
    const KindSpec& table = *m_registry.find(QStringLiteral("dynamodb.table"));
    Edit edit(*m_document, QStringLiteral("Set"));
    edit.setProperty(Uid{5}, kName, table.property(kName)->fallback);
    const auto changes = edit.take();
    QVERIFY(changes.ok());
    QVERIFY(changes->changes == (std::vector<Change>{SetProperty{Uid{5}, kName, std::nullopt}}));
}

void TestEdit::sameValueIsNoChange() {
    Edit edit(*m_document, QStringLiteral("Set"));
    edit.setProperty(Uid{5}, kName, QStringLiteral("Orders"));
    edit.setParent(Uid{5}, Uid{1});
    const auto changes = edit.take();
    QVERIFY(changes.ok());
    QVERIFY(changes->isEmpty());
}

void TestEdit::removingTakesContentAndLinksAndLabelsReferences() {
    Edit subnet(*m_document, QStringLiteral("Remove"));
    const std::vector<Uid> one{Uid{3}};
    subnet.remove(one);
    perform(subnet);
    QCOMPARE(m_document->nodeCount(), 4);
    const auto& refs = std::get<Refs>(value(4, QStringLiteral("subnets")));
    QCOMPARE(refs.items.front().target, Uid{3});
    QCOMPARE(refs.items.front().label, QStringLiteral("a"));
    Edit vpc(*m_document, QStringLiteral("Remove"));
    const std::vector<Uid> two{Uid{2}};
    vpc.remove(two);
    perform(vpc);
    QCOMPARE(m_document->nodeCount(), 2);
    QCOMPARE(m_document->linkCount(), 0);
}

void TestEdit::keepingContentMovesItUp() {
    Edit edit(*m_document, QStringLiteral("Add"));
    const Uid note = edit.addNode(QStringLiteral("note"), Uid{3});
    perform(edit);
    Edit remove(*m_document, QStringLiteral("Remove"));
    remove.removeKeepingContent(Uid{3});
    perform(remove);
    QVERIFY(!m_document->findNode(Uid{3}));
    QCOMPARE(m_document->node(*m_document->findNode(note)).data.parent, Uid{2});
}

void TestEdit::oneEditMaySpeakOfWhatItAdded() {
    Edit edit(*m_document, QStringLiteral("Add"));
    const Uid fleet = edit.addNode(QStringLiteral("ec2.fleet"), Uid{2});
    const Uid link = edit.addLink(QStringLiteral("calls"), fleet, Uid{5});
    edit.setProperty(fleet, kName, QStringLiteral("batch"));
    perform(edit);
    QCOMPARE(m_document->path(*m_document->findNode(fleet)), QStringLiteral("home/main/batch"));
    QCOMPARE(m_document->link(*m_document->findLink(link)).data.to, Uid{5});
    QVERIFY(!Edit::linkObjection(*m_document, QStringLiteral("calls"), Uid{5}, Uid{4}).isEmpty());
    QVERIFY(Edit::linkObjection(*m_document, QStringLiteral("calls"), Uid{4}, Uid{5}).isEmpty());
}

QTEST_APPLESS_MAIN(TestEdit)
#include "tst_edit.moc"
