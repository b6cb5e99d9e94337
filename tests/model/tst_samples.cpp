// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/skerryjson.h"
#include "model/planbuilder/planbuilder.h"
#include "model/rules/ruleengine.h"
#include "model/sample/samples.h"
#include "simulation/summary.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace model;

class Samples final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySampleIsCanonicalAndOpens_data() { samples(); }
    void everySampleIsCanonicalAndOpens();
    void everySampleChecksClean_data() { samples(); }
    void everySampleChecksClean();
    void everySampleNeedsNoAssumptions_data() { samples(); }
    void everySampleNeedsNoAssumptions();
    void anUnknownSampleIsRefusedWithTheNames();
    void anOrdinaryDayServesEveryRequestAndDeletesExpiredItems();
    void theSpikeThrottlesWritesOfTheTable();
    void expiredItemsStayVisibleInTheSpikeUntilTheyAreDeleted();
    void mostBasketsAreGoneAfterAnHour();
    void theLossOfTheLeadersZoneFailsRequestsForAMoment();
    void aRandomDesignHasTheNumberOfNodes_data();
    void aRandomDesignHasTheNumberOfNodes();
    void aRandomDesignIsTheSameForTheSameSeed();
    void aRandomDesignRuns();

private:
    void samples() const;
    void open(Document& document, const QString& name) const;
    [[nodiscard]] sim::RunSummary run(const QString& scenario, double lengthS) const;
    [[nodiscard]] static double metric(const sim::RunSummary& summary, const QString& node, std::string_view name);

    const KindRegistry m_registry = shippedKinds();
};

void Samples::samples() const {
    QTest::addColumn<QString>("name");
    for (const Sample& sample : shippedSamples()) QTest::newRow(qPrintable(sample.name)) << sample.name;
}

void Samples::open(Document& document, const QString& name) const {
    auto design = sampleDesign(name);
    QVERIFY2(design.ok(), design.ok() ? "" : qPrintable(design.error()));
    const auto loaded = loadDesign(document, std::move(*design));
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(loaded.error()));
}

sim::RunSummary Samples::run(const QString& scenario, double lengthS) const {
    Document document(m_registry);
    open(document, defaultSample());
    Scenario wanted = *scenarioOf(document, scenario);
    wanted.lengthS = lengthS;
    const auto build = buildPlan(document, wanted);
    sim::Run run(build->plan, {.checkpointBytes = 0});
    run.runUntil(run.endNs());
    return sim::summarize(run);
}

double Samples::metric(const sim::RunSummary& summary, const QString& node, std::string_view name) {
    for (const sim::NodeSummary& each : summary.nodes)
        if (QString::fromStdString(each.name).endsWith(node))
            for (const sim::MetricSummary& m : each.metrics)
                if (m.metric == name && m.dimension.empty()) return m.sum;
    return 0;
}

void Samples::everySampleIsCanonicalAndOpens() {
    QFETCH(QString, name);
    Document document(m_registry);
    open(document, name);
    QFile file(QStringLiteral(SKERRY_SOURCE_DIR "/resources/samples/%1.skerry.json").arg(name));
    // Set SKERRY_WRITE_FIXTURES=1 to write it anew in its canonical form.
    if (qEnvironmentVariableIsSet("SKERRY_WRITE_FIXTURES")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(toSkerryJson(document));
        return;
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), toSkerryJson(document));
}

void Samples::everySampleChecksClean() {
    QFETCH(QString, name);
    Document document(m_registry);
    open(document, name);
    const RuleEngine engine(document);
    for (const IssuePtr& issue : engine.issues())
        QVERIFY2(issue->severity == Severity::Info, qPrintable(issue->rule + QStringLiteral(": ") + issue->message));
    QVERIFY(engine.silenced().empty());
}

void Samples::everySampleNeedsNoAssumptions() {
    QFETCH(QString, name);
    Document document(m_registry);
    open(document, name);
    for (const Scenario& scenario : scenariosOf(document)) {
        const auto build = buildPlan(document, scenario);
        QVERIFY2(build.ok(), build.ok() ? "" : qPrintable(build.error()));
        QCOMPARE(build->assumptions, QStringList());
        QVERIFY(build->expectedRequests > 1000);
        QVERIFY(build->expectedRequests < 20e6);  // exact, request by request
    }
}

void Samples::anUnknownSampleIsRefusedWithTheNames() {
    const auto design = sampleDesign(QStringLiteral("none"));
    QVERIFY(!design.ok());
    QVERIFY(design.error().contains(QStringLiteral("orders")));
}

void Samples::anOrdinaryDayServesEveryRequestAndDeletesExpiredItems() {
    const sim::RunSummary summary = run(QStringLiteral("ordinary day"), 120);
    QVERIFY(summary.requests.total > 40'000);
    QCOMPARE(summary.requests.throttled, 0U);
    QCOMPARE(summary.requests.failed, 0U);
    QVERIFY(metric(summary, QStringLiteral("/Orders"), "TimeToLiveDeletedItemCount") > 20);
    QVERIFY(summary.latency.p50Ms > 1 && summary.latency.p50Ms < 10);
}

void Samples::theSpikeThrottlesWritesOfTheTable() {
    const sim::RunSummary summary = run(QStringLiteral("Friday spike"), 300);
    QVERIFY(summary.throttledAttempts > 1000);
    QVERIFY(metric(summary, QStringLiteral("/Orders"), "WriteThrottleEvents") > 1000);
}

void Samples::expiredItemsStayVisibleInTheSpikeUntilTheyAreDeleted() {
    Document document(m_registry);
    open(document, defaultSample());
    Scenario spike = *scenarioOf(document, QStringLiteral("Friday spike"));
    spike.lengthS = 200;
    const auto build = buildPlan(document, spike);
    sim::Run run(build->plan, {.checkpointBytes = 0});
    run.runUntil(run.endNs());
    const auto table = std::ranges::find_if(build->plan->stations, [](const plan::Station& s) { return QString::fromStdString(s.name).endsWith(u"/Orders"); });
    const auto series = [&](std::string_view name, sim::Statistic statistic) {
        return run.metrics().valuesOf(static_cast<std::uint32_t>(run.metrics().find({table->uid, 0, name, "", statistic})));
    };
    const auto visible = series("ExpiredVisibleItems", sim::Statistic::Value), deleted = series("TimeToLiveDeletedItemCount", sim::Statistic::Sum);
    // 6,000 baskets expire evenly over five minutes. No order that is placed takes one's place: what has expired is visible or was deleted.
    double gone = 0;
    for (size_t second = 0; second < visible.size(); ++second) {
        gone += deleted[second];
        const double expired = 20.0 * (static_cast<double>(second) + 1);
        QVERIFY2(std::abs(visible[second] + gone - expired) < 20 + 5 * std::sqrt(expired), qPrintable(QStringLiteral("%1 s: %2 visible, %3 deleted").arg(second).arg(visible[second]).arg(gone)));
        if (second == 40) QVERIFY2(gone > 2, "somebody who watches sees the first ones go");
    }
    QVERIFY(gone > 100);
}

void Samples::mostBasketsAreGoneAfterAnHour() {
    const sim::RunSummary summary = run(QStringLiteral("baskets expire"), 3600);
    QVERIFY(metric(summary, QStringLiteral("/Orders"), "TimeToLiveDeletedItemCount") > 10'000);
    QCOMPARE(summary.requests.throttled, 0U);
}

void Samples::theLossOfTheLeadersZoneFailsRequestsForAMoment() {
    const sim::RunSummary summary = run(QStringLiteral("a zone is lost"), 180);
    QVERIFY(summary.requests.failed > 50);
    QVERIFY(summary.requests.failed < summary.requests.total / 50);
}

void Samples::aRandomDesignHasTheNumberOfNodes_data() {
    QTest::addColumn<int>("nodes");
    for (const int nodes : {1, 7, 100, 5000}) QTest::addRow("%d", nodes) << nodes;
}

void Samples::aRandomDesignHasTheNumberOfNodes() {
    QFETCH(int, nodes);
    auto design = randomDesign(m_registry, nodes, 3);
    QVERIFY(design.ok());
    Document document(m_registry);
    const auto loaded = loadDesign(document, std::move(*design));
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(loaded.error()));
    QCOMPARE(document.nodeCount(), nodes);
    QVERIFY(nodes < 100 || document.linkCount() > nodes / 10);
}

void Samples::aRandomDesignIsTheSameForTheSameSeed() {
    QCOMPARE(toSkerryJson(*randomDesign(m_registry, 200, 1)), toSkerryJson(*randomDesign(m_registry, 200, 1)));
    QVERIFY(toSkerryJson(*randomDesign(m_registry, 200, 1)) != toSkerryJson(*randomDesign(m_registry, 200, 2)));
    QVERIFY(!randomDesign(m_registry, 0, 1).ok());
}

void Samples::aRandomDesignRuns() {
    Document document(m_registry);
    QVERIFY(loadDesign(document, *randomDesign(m_registry, 300, 5)).ok());
    Scenario scenario;
    scenario.lengthS = 2;
    const auto build = buildPlan(document, scenario);
    QVERIFY2(build.ok(), build.ok() ? "" : qPrintable(build.error()));
    sim::Run run(build->plan, {.checkpointBytes = 0});
    run.runUntil(run.endNs());
    QVERIFY(sim::summarize(run).requests.succeeded > 1000);
}

QTEST_GUILESS_MAIN(Samples)
#include "tst_samples.moc"
