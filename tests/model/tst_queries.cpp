// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/edit.h"
#include "model/rules/facts.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <set>

using namespace model;

namespace {

int g_lengthRuns = 0;
int g_labelRuns = 0;
int g_sumRuns = 0;

const QString kName = QStringLiteral("name");
const QString kText = QStringLiteral("text");

// Three queries that build on each other; the counters tell how often each was computed.
int lengthOf(const NodeView& v) {
    ++g_lengthRuns;
    return static_cast<int>(v.text(kText).size());
}
QString labelOf(const NodeView& v) {
    ++g_labelRuns;
    return QString::number(*v.query(Query<int>{lengthOf}));
}
int sumOf(const NodeView& a, const NodeView& b) {
    ++g_sumRuns;
    return *a.query(Query<int>{lengthOf}) + *b.query(Query<int>{lengthOf});
}

}  // namespace

class TestQueries : public QObject {
    Q_OBJECT

    KindRegistry m_registry = shippedKinds();

    static void set(Document& document, Facts& facts, Uid uid, const QString& key, const Value& value,
                    std::vector<Facts::Reader>* reached = nullptr) {
        Edit edit(document, QStringLiteral("set"));
        edit.setProperty(uid, key, value);
        const ChangeSet changes = *edit.take();
        const ChangeSet inverse = *document.apply(changes);
        const auto readers = facts.touch(touchedBy(changes, inverse), {});
        if (reached) *reached = readers;
    }

    static Uid note(Document& document, const QString& text) {
        Edit edit(document, QStringLiteral("add"));
        const Uid uid = edit.addNode(QStringLiteral("note"), {});
        edit.setProperty(uid, kText, text);
        [[maybe_unused]] const auto done = document.apply(*edit.take());
        return uid;
    }

    static NodeView viewOf(Document& document, Facts& facts, Uid uid) { return facts.view(*document.findNode(uid)); }

private Q_SLOTS:
    void init() { g_lengthRuns = g_labelRuns = g_sumRuns = 0; }

    void remembersAResultUntilItsReadsChange() {
        Document document(m_registry);
        Facts facts(document);
        const Uid a = note(document, QStringLiteral("abc"));
        QCOMPARE(*viewOf(document, facts, a).query(Query<int>{lengthOf}), 3);
        QCOMPARE(*viewOf(document, facts, a).query(Query<int>{lengthOf}), 3);
        QCOMPARE(g_lengthRuns, 1);
        set(document, facts, a, kName, QStringLiteral("other"));
        QCOMPARE(*viewOf(document, facts, a).query(Query<int>{lengthOf}), 3);
        QCOMPARE(g_lengthRuns, 1);
        set(document, facts, a, kText, QStringLiteral("abcd"));
        QCOMPARE(*viewOf(document, facts, a).query(Query<int>{lengthOf}), 4);
        QCOMPARE(g_lengthRuns, 2);
    }

    void stopsTheWaveWhereAResultStaysTheSame() {
        Document document(m_registry);
        Facts facts(document);
        const Uid a = note(document, QStringLiteral("abc"));
        QCOMPARE(*viewOf(document, facts, a).query(Query<QString>{labelOf}), QStringLiteral("3"));
        set(document, facts, a, kText, QStringLiteral("xyz"));
        QCOMPARE(*viewOf(document, facts, a).query(Query<QString>{labelOf}), QStringLiteral("3"));
        QCOMPARE(g_lengthRuns, 2);
        QCOMPARE(g_labelRuns, 1);
    }

    void tellsReadersWhoseReadsReallyChanged() {
        Document document(m_registry);
        Facts facts(document);
        const Uid a = note(document, QStringLiteral("abc"));
        const Facts::Reader reader = facts.addReader();
        facts.run(reader, [&] { (void)viewOf(document, facts, a).query(Query<int>{lengthOf}); });
        QVERIFY(!facts.isOutdated(reader));
        std::vector<Facts::Reader> reached;
        set(document, facts, a, kName, QStringLiteral("n"), &reached);
        QVERIFY(reached.empty());
        set(document, facts, a, kText, QStringLiteral("xyz"), &reached);
        QCOMPARE(reached, std::vector{reader});
        QVERIFY(!facts.isOutdated(reader));
        set(document, facts, a, kText, QStringLiteral("longer"), &reached);
        QCOMPARE(reached, std::vector{reader});
        QVERIFY(facts.isOutdated(reader));
    }

    void keepsPairsApartAndForgetsRemovedNodes() {
        Document document(m_registry);
        Facts facts(document);
        const Uid a = note(document, QStringLiteral("abc"));
        const Uid b = note(document, QStringLiteral("de"));
        const auto sum = [&](Uid x, Uid y) { return *viewOf(document, facts, x).query(PairQuery<int>{sumOf}, viewOf(document, facts, y)); };
        QCOMPARE(sum(a, b), 5);
        QCOMPARE(sum(b, a), 5);
        QCOMPARE(g_sumRuns, 2);
        QCOMPARE(g_lengthRuns, 2);
        set(document, facts, b, kText, QStringLiteral("fghi"));
        QCOMPARE(sum(a, b), 7);
        Edit edit(document, QStringLiteral("remove"));
        edit.remove(std::vector{b});
        const ChangeSet changes = *edit.take();
        const ChangeSet inverse = *document.apply(changes);
        (void)facts.touch(touchedBy(changes, inverse), std::vector{b});
        // Back with another text: nothing old may show through.
        const ChangeSet again = *document.apply(inverse);
        (void)facts.touch(touchedBy(inverse, again), std::vector{b});
        set(document, facts, b, kText, QStringLiteral("z"));
        QCOMPARE(sum(a, b), 4);
        QCOMPARE(*viewOf(document, facts, a).query(Query<int>{lengthOf}), 3);
    }

    void absenceIsAReadToo() {
        Document document(m_registry);
        Facts facts(document);
        const Uid a = note(document, QStringLiteral("abc"));
        const Uid missing = Uid::derived(u"test", u"missing");
        const Facts::Reader reader = facts.addReader();
        facts.run(reader, [&] { (void)viewOf(document, facts, a).find(missing); });
        const ChangeSet add{{}, {AddNode{NodeData{missing, QStringLiteral("note"), {}, {}, std::nullopt, {}}}}};
        const ChangeSet inverse = *document.apply(add);
        QCOMPARE(facts.touch(touchedBy(add, inverse), std::vector{missing}), std::vector{reader});
        QVERIFY(facts.isOutdated(reader));
    }

    void unresolvedValuesShowThroughQueries() {
        Document document(m_registry);
        Facts facts(document);
        const Uid a = note(document, QStringLiteral("abc"));
        const Facts::Reader reader = facts.addReader();
        const auto look = [&] { return facts.run(reader, [&] { (void)viewOf(document, facts, a).query(Query<QString>{labelOf}); }); };
        QVERIFY(!look());
        set(document, facts, a, kText, Unresolved{QStringLiteral("!Ref Text")});
        QVERIFY(facts.isOutdated(reader));
        QVERIFY(look());
        set(document, facts, a, kText, QStringLiteral("abc"));
        QVERIFY(facts.isOutdated(reader));
        QVERIFY(!look());
    }

    // A reader that looks at fewer, more or other things each time is told of exactly the latest ones.
    void forgetsWhatIsNoLongerRead() {
        Document document(m_registry);
        Facts facts(document);
        std::vector<Uid> notes;
        for (int i = 0; i < 12; ++i) notes.push_back(note(document, QStringLiteral("abc")));
        const Facts::Reader reader = facts.addReader();
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            std::vector<Uid> read;
            for (const Uid uid : notes)
                if (random.bounded(3) == 0) read.push_back(uid);
            const bool throughQuery = round % 2 == 0;
            facts.run(reader, [&] {
                for (const Uid uid : read) {
                    const NodeView view = viewOf(document, facts, uid);
                    throughQuery ? (void)view.query(Query<int>{lengthOf}) : (void)view.text(kText);
                }
            });
            const Uid edited = notes[random.bounded(static_cast<quint32>(notes.size()))];
            std::vector<Facts::Reader> reached;
            set(document, facts, edited, kText, QString(round % 40 + 5, u'x'), &reached);
            QCOMPARE(!reached.empty(), std::ranges::find(read, edited) != read.end());
        }
    }

    void tableOfIndicesHoldsWhatWasPutIn() {
        std::vector<quint64> keys(2000);
        QRandomGenerator random(3);
        for (quint64& key : keys) key = random.bounded(500);  // many share a slot
        const auto hashOf = [&](quint32 place) { return static_cast<size_t>(keys[place] % 64); };
        IndexTable table;
        std::set<quint32> inside;
        for (int step = 0; step < 4000; ++step) {
            const auto place = static_cast<quint32>(random.bounded(static_cast<quint32>(keys.size())));
            if (inside.erase(place) > 0)
                table.remove(place, hashOf(place));
            else if (inside.insert(place).second)
                table.insert(place, hashOf(place));
            const auto probe = static_cast<quint32>(random.bounded(static_cast<quint32>(keys.size())));
            const quint32 found = table.find(hashOf(probe), [&](quint32 other) { return other == probe; });
            QCOMPARE(found, inside.contains(probe) ? probe : IndexTable::kNone);
        }
    }
};

QTEST_GUILESS_MAIN(TestQueries)
#include "tst_queries.moc"
