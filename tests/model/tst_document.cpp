// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/changejson.h"
#include "model/io/design.h"
#include "model/io/skerryjson.h"
#include "tests/model/randomwalk.h"

#include <QSignalSpy>
#include <QTest>

using namespace model;

namespace {

const QString kName = QStringLiteral("name");

NodeData note(quint64 uid, quint64 parent = 0) { return {Uid{uid}, QStringLiteral("note"), Uid{parent}, {}, {}, {}}; }

}  // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void walksEndByteIdentical_data();
    void walksEndByteIdentical();
    void changesReadBackFromJson();
    void historyReplayedFromJsonGivesTheSameDesign();
    void addingAllBuildsTheSameDesign();
    void refusedChangeSetLeavesNothingBehind();
    void oneSignalForOneChangeSet();
    void orderOfChildrenFollowsUidsNotHistory();
    void pathsEscapeSlashes();
    void referrersFollowEveryChange();
    void loadRefusesCyclesOfParents();
};

void TestDocument::walksEndByteIdentical_data() {
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed) QTest::addRow("seed %u", seed) << seed;
}

// Edit, undo and redo at random; then undo all, redo all, undo all.
void TestDocument::walksEndByteIdentical() {
    QFETCH(quint32, seed);
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    RandomWalk walk(document, seed);
    QRandomGenerator random(seed);
    std::vector<ChangeSet> undo, redo;
    std::vector<QByteArray> states{toSkerryJson(document)};  // after so many steps
    const auto step = [&](std::vector<ChangeSet>& from, std::vector<ChangeSet>& to) {
        auto inverse = document.apply(from.back());
        QVERIFY2(inverse.ok(), inverse.ok() ? "" : qPrintable(inverse.error()));
        from.pop_back();
        to.push_back(std::move(*inverse));
        QCOMPARE(toSkerryJson(document), states[undo.size()]);
    };
    for (int i = 0; i < 250; ++i) {
        const auto dice = random.bounded(10);
        if (dice < 2 && !undo.empty()) {
            step(undo, redo);
        } else if (dice < 3 && !redo.empty()) {
            step(redo, undo);
        } else {
            auto inverse = document.apply(walk.next());
            if (!inverse.ok()) {  // the walk also tries what cannot be: it must leave no trace
                QCOMPARE(toSkerryJson(document), states[undo.size()]);
                continue;
            }
            undo.push_back(std::move(*inverse));
            redo.clear();
            states.resize(undo.size());
            states.push_back(toSkerryJson(document));
        }
    }
    QVERIFY(document.nodeCount() > 10);
    QVERIFY(states.back() != states.front());
    while (!undo.empty()) step(undo, redo);
    QCOMPARE(document.nodeCount(), 0);
    while (!redo.empty()) step(redo, undo);
    while (!undo.empty()) step(undo, redo);
    QCOMPARE(toSkerryJson(document), states.front());
}

void TestDocument::changesReadBackFromJson() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    RandomWalk walk(document, 77);
    for (int i = 0; i < 300; ++i) {
        const ChangeSet changeSet = walk.next();
        const auto inverse = document.apply(changeSet);
        if (!inverse.ok()) continue;
        for (const ChangeSet& each : {changeSet, *inverse}) {
            const QByteArray json = toJson(each);
            QVERIFY(!json.contains('\n'));
            const auto back = changeSetFromJson(json);
            QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error()));
            QVERIFY(*back == each);
            QCOMPARE(toJson(*back), json);
        }
    }
    const ChangeSet odd{QStringLiteral("odd"),
                        {SetGeometry{Uid{1}, Uid{2}, std::nullopt}, SetGeometry{Uid{1}, {}, Geometry{{1.5, -2}, {3, 4}}},
                         SetParent{Uid{1}, {}}, RemoveLink{Uid{9}}, SetDocument{QStringLiteral("k"), std::nullopt}}};
    QVERIFY(*changeSetFromJson(toJson(odd)) == odd);
    QVERIFY(!changeSetFromJson("{\"changes\":[{\"paintNode\":{}}]}").ok());
}

void TestDocument::historyReplayedFromJsonGivesTheSameDesign() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    RandomWalk walk(document, 5);
    History history;
    for (int i = 0; i < 60; ++i) {
        const ChangeSet forward = walk.next();
        if (auto backward = document.apply(forward); backward.ok()) history.steps.push_back({forward, std::move(*backward)});
    }
    history.position = static_cast<int>(history.steps.size());
    QVERIFY(history.position > 30);
    const QByteArray before = toSkerryJson(document);
    const auto unpacked = unpackHistory(packHistory(history));
    QVERIFY(unpacked.ok());
    QVERIFY(*unpacked == history);
    for (auto it = unpacked->steps.rbegin(); it != unpacked->steps.rend(); ++it) QVERIFY(document.apply(it->backward).ok());
    QCOMPARE(document.nodeCount(), 0);
    for (const History::Step& step : unpacked->steps) QVERIFY(document.apply(step.forward).ok());
    QCOMPARE(toSkerryJson(document), before);
    QVERIFY(!unpackHistory("rubbish").ok());
}

void TestDocument::addingAllBuildsTheSameDesign() {
    const KindRegistry registry = shippedKinds();
    Document document(registry), copy(registry);
    RandomWalk walk(document, 9);
    for (int i = 0; i < 100; ++i) Q_UNUSED(document.apply(walk.next()).ok())
    QVERIFY(document.nodeCount() > 10);
    const auto undo = copy.apply(addingAll(designOf(document), QStringLiteral("Open")));
    QVERIFY2(undo.ok(), undo.ok() ? "" : qPrintable(undo.error()));
    QCOMPARE(toSkerryJson(copy), toSkerryJson(document));
    QVERIFY(copy.apply(*undo).ok());
    QCOMPARE(toSkerryJson(copy), toSkerryJson(Design{}));
}

void TestDocument::refusedChangeSetLeavesNothingBehind() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    QVERIFY(document.apply({QStringLiteral("a"), {AddNode{note(1)}, AddNode{note(2, 1)}}}).ok());
    const QByteArray before = toSkerryJson(document);
    QSignalSpy changed(&document, &Document::changed);
    const std::vector<Change> bad = {AddNode{note(1)},          AddNode{note(5, 99)},      RemoveNode{Uid{99}},
                                     RemoveNode{Uid{1}},        SetParent{Uid{1}, Uid{2}}, SetParent{Uid{1}, Uid{99}},
                                     SetProperty{Uid{99}, kName, Value(true)},             AddLink{{Uid{8}, {}, Uid{1}, Uid{99}, {}}},
                                     RemoveLink{Uid{99}},       SetGeometry{Uid{99}, {}, std::nullopt}};
    for (const Change& change : bad) {
        const auto result = document.apply({QStringLiteral("b"),
                                            {SetProperty{Uid{1}, kName, QStringLiteral("x")}, AddNode{note(3, 2)},
                                             SetGeometry{Uid{3}, {}, Geometry{}}, SetDocument{kName, Value(true)}, change}});
        QVERIFY(!result.ok());
        QVERIFY(!result.error().isEmpty());
        QCOMPARE(toSkerryJson(document), before);
    }
    QCOMPARE(changed.count(), 0);
}

void TestDocument::oneSignalForOneChangeSet() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    QSignalSpy changed(&document, &Document::changed);
    const ChangeSet three{QStringLiteral("three"), {AddNode{note(1)}, AddNode{note(2)}, AddNode{note(3)}}};
    QVERIFY(document.apply(three).ok());
    QCOMPARE(changed.count(), 1);
    QVERIFY(changed.front().front().value<ChangeSet>() == three);
}

void TestDocument::orderOfChildrenFollowsUidsNotHistory() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    QVERIFY(document.apply({{}, {AddNode{note(3)}, AddNode{note(1)}, AddNode{note(2)}, RemoveNode{Uid{1}}, AddNode{note(1)}}}).ok());
    std::vector<quint64> order;
    for (const NodeId id : document.topNodes()) order.push_back(document.node(id).uid().value);
    QVERIFY(order == (std::vector<quint64>{1, 2, 3}));
}

void TestDocument::pathsEscapeSlashes() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    NodeData outer = note(1), inner = note(2, 1);
    outer.properties = {{kName, QStringLiteral("a/b")}};
    inner.properties = {{kName, QStringLiteral("c")}};
    QVERIFY(document.apply({{}, {AddNode{outer}, AddNode{inner}}}).ok());
    QCOMPARE(document.path(*document.findNode(Uid{2})), QStringLiteral("a\\/b/c"));
}

void TestDocument::referrersFollowEveryChange() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    const QString key = QStringLiteral("peer");
    QVERIFY(document.apply({{}, {AddNode{note(1)}, AddNode{note(2)}, SetProperty{Uid{1}, key, Ref{Uid{2}, {}}}}}).ok());
    QVERIFY(document.referrers(Uid{2}) == (std::vector<Referrer>{{Uid{1}, key}}));
    const auto undo = document.apply({{}, {SetProperty{Uid{1}, key, std::nullopt}, RemoveNode{Uid{1}}}});
    QVERIFY(undo.ok());
    QVERIFY(document.referrers(Uid{2}).empty());
    QVERIFY(document.apply(*undo).ok());
    QVERIFY(document.referrers(Uid{2}) == (std::vector<Referrer>{{Uid{1}, key}}));
}

void TestDocument::loadRefusesCyclesOfParents() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    const auto loaded = document.load({note(1, 2), note(2, 1)}, {}, {});
    QVERIFY(!loaded.ok());
    QVERIFY(loaded.error().contains(QStringLiteral("contain each other")));
    QVERIFY(document.load({note(2, 1), note(1)}, {}, {}).ok());
    QCOMPARE(document.nodeCount(), 2);
}

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"
