// SPDX-License-Identifier: GPL-3.0-or-later
#include "randomwalk.h"

#include "model/rules/checks.h"
#include "model/rules/crossrules.h"
#include "model/rules/ruleengine.h"

#include <QSignalSpy>
#include <QTest>

using namespace model;

namespace {

QString described(const Issue& issue) {
    QString text = issue.rule + u' ' + severityName(issue.severity) + u' ' + issue.message;
    for (const Uid uid : issue.nodes) text += u' ' + uid.text();
    for (const Uid uid : issue.links) text += u' ' + uid.text();
    if (issue.fix) text += QStringLiteral(" fix: ") + issue.fix->title + u' ' + QString::number(issue.fix->changes.size());
    return text;
}

QStringList described(const std::vector<IssuePtr>& issues) {
    QStringList all;
    for (const IssuePtr& issue : issues) all += described(*issue);
    return all;
}

bool has(const RuleEngine& engine, const char* rule) {
    return std::ranges::any_of(engine.issues(), [&](const IssuePtr& i) { return i->rule == QLatin1String(rule); });
}

}  // namespace

class TestRules : public QObject {
    Q_OBJECT

    KindRegistry m_registry = shippedKinds();

private Q_SLOTS:
    void incrementalFindingsEqualAFullRun_data() {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed) QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }

    void incrementalFindingsEqualAFullRun() {
        QFETCH(quint32, seed);
        Document document(m_registry);
        RuleEngine engine(document);
        connect(&document, &Document::changed, this, [&](const ChangeSet& a, const ChangeSet& b) { engine.update(a, b); });
        RandomWalk walk(document, seed);
        std::vector<ChangeSet> undo;
        for (int i = 0; i < 400; ++i) {
            // Some steps back, so that nodes come again under their old identity.
            if (i % 7 == 6 && !undo.empty()) {
                auto undone = document.apply(undo.back());
                QVERIFY2(undone.ok(), qPrintable(undone.ok() ? QString() : undone.error()));
                undo.pop_back();
            } else if (auto done = document.apply(walk.next())) {
                undo.push_back(*done);
            }
            if (i % 10 != 0) continue;
            const RuleEngine full(document);
            QCOMPARE(described(engine.issues()), described(full.issues()));
            QCOMPARE(described(engine.waived()), described(full.waived()));
            QCOMPARE(engine.silenced(), full.silenced());
            for (size_t n = 0; n < full.issues().size(); ++n) QVERIFY(*engine.issues()[n] == *full.issues()[n]);
        }
        disconnect(&document, nullptr, this, nullptr);
        QVERIFY(document.nodeCount() > 20);
    }

    void anEditRunsOnlyTheChecksThatReadIt() {
        Document document(m_registry);
        Edit edit(document, QStringLiteral("build"));
        for (int i = 0; i < 200; ++i) edit.addNode(QStringLiteral("note"), {});
        (void)document.apply(*edit.take());
        RuleEngine engine(document);
        const quint64 before = engine.runCount();
        Edit change(document, QStringLiteral("text"));
        change.setProperty(document.node(document.nodes().front()).uid(), QStringLiteral("text"), QStringLiteral("hello"));
        const ChangeSet changes = *change.take();
        const ChangeSet inverse = *document.apply(changes);
        QVERIFY(!engine.update(changes, inverse));
        QCOMPARE(engine.runCount() - before, quint64(1));
    }

    void findsWhatTheRowsForbid() {
        Document document(m_registry);
        Edit edit(document, QStringLiteral("build"));
        const Uid region = edit.addNode(QStringLiteral("region"), {});
        edit.setProperty(region, QStringLiteral("zones"), qint64(9));
        edit.setProperty(region, QStringLiteral("code"), QStringLiteral("mars-1"));
        const Uid vpc = edit.addNode(QStringLiteral("vpc.vpc"), region);
        const Uid subnet = edit.addNode(QStringLiteral("vpc.subnet"), vpc);
        edit.setProperty(subnet, QStringLiteral("cidr"), QString());
        edit.setProperty(subnet, QStringLiteral("routeTable"), Ref{Uid::derived(u"test", u"gone"), QStringLiteral("old table")});
        edit.setProperty(subnet, QStringLiteral("networkAcl"), Ref{vpc, {}});
        (void)document.apply(*edit.take());
        (void)document.apply({{}, {SetParent{subnet, region}}});
        (void)document.apply({{}, {AddNode{NodeData{Uid::derived(u"test", u"later"), QStringLiteral("mars.rover"), {}, {}, std::nullopt, {}}}}});
        RuleEngine engine(document);
        for (const char* rule : {"GEN-001", "GEN-002", "GEN-003", "GEN-004", "GEN-005", "GEN-006", "GEN-009"}) QVERIFY2(has(engine, rule), rule);
        QVERIFY(!has(engine, "GEN-007"));
        // Each fix makes its finding go.
        for (const char* rule : {"GEN-002", "GEN-003", "GEN-004"}) {
            const auto it = std::ranges::find_if(engine.issues(), [&](const IssuePtr& i) { return i->rule == QLatin1String(rule); });
            QVERIFY((*it)->fix.has_value());
            const ChangeSet fix = *(*it)->fix;
            const ChangeSet inverse = *document.apply(fix);
            QVERIFY(engine.update(fix, inverse));
            QVERIFY2(!has(engine, rule), rule);
        }
    }

    void namesInOnePlaceAreToDiffer() {
        Document document(m_registry);
        Edit edit(document, QStringLiteral("build"));
        const Uid a = edit.addNode(QStringLiteral("note"), {}, std::nullopt, QStringLiteral("x"));
        const Uid b = edit.addNode(QStringLiteral("note"), {}, std::nullopt, QStringLiteral("x"));
        (void)document.apply(*edit.take());
        RuleEngine engine(document);
        QCOMPARE(engine.issues().size(), size_t(1));
        QCOMPARE(engine.issues().front()->rule, QStringLiteral("GEN-007"));
        QCOMPARE(engine.issues().front()->nodes, (std::vector{std::min(a, b), std::max(a, b)}));
    }

    void waiversHoldFindingsBackAndAreCounted() {
        Document document(m_registry);
        Checks checks(document);
        QSignalSpy spy(&checks, &Checks::issuesChanged);
        Edit edit(document, QStringLiteral("build"));
        const Uid region = edit.addNode(QStringLiteral("region"), {});
        edit.setProperty(region, QStringLiteral("zones"), qint64(9));
        (void)document.apply(*edit.take());
        QCOMPARE(spy.count(), 1);
        const auto& issues = checks.issues();
        const auto it = std::ranges::find_if(issues, [](const IssuePtr& i) { return i->rule == u"GEN-002"; });
        QVERIFY(it != issues.end());
        const size_t all = issues.size();
        Edit waive(document, QStringLiteral("waive"));
        waive.setDocument(waiver::kRows, withWaiver(document, **it, QStringLiteral("a study")));
        (void)document.apply(*waive.take());
        QCOMPARE(spy.count(), 2);
        QCOMPARE(checks.issues().size(), all - 1);
        QCOMPARE(checks.engine().waived().size(), size_t(1));
        QCOMPARE(checks.engine().waived().front()->rule, QStringLiteral("GEN-002"));
        QCOMPARE(waiversOf(document).front().reason, QStringLiteral("a study"));
        (void)document.apply({{}, {SetDocument{waiver::kRows, std::nullopt}}});
        QCOMPARE(checks.issues().size(), all);
        QVERIFY(checks.engine().waived().empty());
    }

    void theRowsRulesAreInTheCatalogue() {
        QStringList ids;
        for (const RuleSpec* rule : m_registry.allRules()) ids += QString::fromLatin1(rule->id);
        QVERIFY(ids.contains(QStringLiteral("GEN-001")));
        QStringList unique = ids;
        unique.removeDuplicates();
        QCOMPARE(unique, ids);
        for (const RuleSpec* rule : m_registry.allRules()) {
            QVERIFY2(rule->title[0] && rule->help[0] && rule->source[0], rule->id);
        }
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
