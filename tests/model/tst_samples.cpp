// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/skerryjson.h"
#include "model/picture/picturebuilder.h"
#include "model/planbuilder/planbuilder.h"
#include "model/rules/ruleengine.h"
#include "model/sample/samples.h"
#include "simulation/summary.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace model;

namespace {

const QString kBroken = QStringLiteral("six-mistakes");

}  // namespace

class Samples final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySampleIsCanonicalAndOpens_data() { samples(); }
    void everySampleIsCanonicalAndOpens();
    void everySampleChecksClean_data() { samples(); }
    void everySampleChecksClean();
    void everySampleNeedsNoAssumptions_data() { samples(); }
    void everySampleNeedsNoAssumptions();
    void theBrokenSampleHasSixMistakesAndFixesMendThemAll();
    void theArchiveStandsAtTheEndOfItsStream();
    void expiredSessionsAreArchivedAndNothingElse();
    void aCutFunctionMakesTheIteratorAgeClimbAsecondAsecond();
    void pausedReplicationFallsBehindAsecondAsecondAndDrains();
    void everyScenarioShowsItsLessonWithinAMinute_data();
    void everyScenarioShowsItsLessonWithinAMinute();
    void everySampleTellsWhatToWatch_data() { samples(); }
    void everySampleTellsWhatToWatch();
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
    [[nodiscard]] sim::RunSummary run(const QString& scenario, double lengthS) const { return run(defaultSample(), scenario, lengthS); }
    [[nodiscard]] sim::RunSummary run(const QString& sample, const QString& scenario, double lengthS) const;
    /// A metric second by second, of the node or channel whose name ends so.
    [[nodiscard]] std::vector<double> series(const QString& sample, const QString& scenario, const QString& node, std::string_view name, sim::Statistic statistic, double lengthS) const;
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

sim::RunSummary Samples::run(const QString& sample, const QString& scenario, double lengthS) const {
    Document document(m_registry);
    open(document, sample);
    Scenario wanted = *scenarioOf(document, scenario);
    wanted.lengthS = lengthS;
    const auto build = buildPlan(document, wanted);
    sim::Run run(build->plan, {.checkpointBytes = 0});
    run.runUntil(run.endNs());
    return sim::summarize(run);
}

std::vector<double> Samples::series(const QString& sample, const QString& scenario, const QString& node, std::string_view name, sim::Statistic statistic, double lengthS) const {
    Document document(m_registry);
    open(document, sample);
    Scenario wanted = *scenarioOf(document, scenario);
    wanted.lengthS = lengthS;
    const auto build = buildPlan(document, wanted);
    sim::Run run(build->plan, {.checkpointBytes = 0});
    run.runUntil(run.endNs());
    const auto station = std::ranges::find_if(build->plan->stations, [&](const plan::Station& s) { return QString::fromStdString(s.name).endsWith(node); });
    if (station == build->plan->stations.end()) return {};
    const auto values = run.metrics().valuesOf(static_cast<std::uint32_t>(run.metrics().find({station->uid, 0, name, "", statistic})));
    return {values.begin(), values.end()};
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
    if (name == kBroken) return;
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

void Samples::theBrokenSampleHasSixMistakesAndFixesMendThemAll() {
    Document document(m_registry);
    open(document, kBroken);
    QStringList errors;
    for (int round = 0; round < 20; ++round) {
        const RuleEngine engine(document);
        const auto grave = [](const IssuePtr& issue) { return issue->severity != Severity::Info; };
        if (round == 0)
            for (const IssuePtr& issue : engine.issues())
                if (issue->severity == Severity::Error) errors += issue->rule;
        const auto found = std::ranges::find_if(engine.issues(), grave);
        if (found == engine.issues().end()) break;
        QVERIFY2((*found)->fix.has_value(), qPrintable((*found)->rule + QStringLiteral(": ") + (*found)->message));
        QVERIFY(document.apply(*(*found)->fix).ok());
    }
    QCOMPARE(errors, QStringList({"CAP-002", "EP-019", "IDX-008", "IDX-010", "NET-005", "TTL-002"}));
    Scenario scenario = scenariosOf(document).front();
    scenario.lengthS = 60;
    const auto build = buildPlan(document, scenario);
    sim::Run run(build->plan, {.checkpointBytes = 0});
    run.runUntil(run.endNs());
    const sim::RequestCounts requests = sim::summarize(run).requests;
    QCOMPARE(requests.failed + requests.throttled, 0U);
    QVERIFY(requests.succeeded > 500);
}

void Samples::theArchiveStandsAtTheEndOfItsStream() {
    Document document(m_registry);
    open(document, QStringLiteral("sessions"));
    PictureBuilder builder(document);
    const Picture& picture = builder.build({}, nullptr);
    const auto x = [&](const QString& title) {
        const auto tile = std::ranges::find(picture.nodes, title, &PictureNode::title);
        return tile == picture.nodes.end() ? -1 : tile->icon.center().x();
    };
    const QStringList order{"visitors", "Sessions", "Sessions stream", "expired only", "archive", "session-archive"};
    for (qsizetype i = 1; i < order.size(); ++i) QVERIFY2(x(order[i]) > x(order[i - 1]), qPrintable(order[i]));
    const auto flows = [&](const PictureLeg& leg) {
        return leg.kind == PictureLeg::Kind::Flows && picture.nodes[size_t(leg.from)].title == order[2] && picture.nodes[size_t(leg.to)].title == order[3];
    };
    QVERIFY(std::ranges::any_of(picture.legs, flows));
}

void Samples::expiredSessionsAreArchivedAndNothingElse() {
    const sim::RunSummary summary = run(QStringLiteral("sessions"), QStringLiteral("an evening"), 900);
    const double deleted = metric(summary, QStringLiteral("/Sessions"), "TimeToLiveDeletedItemCount");
    const auto archive = std::ranges::find(summary.patterns, "archive a session", &sim::PatternSummary::name);
    QVERIFY(deleted > 5000);
    QVERIFY(archive != summary.patterns.end());
    // What is on its way through stream, batching window and function is not there yet.
    QVERIFY2(static_cast<double>(archive->requests.total) > 0.97 * deleted && static_cast<double>(archive->requests.total) <= deleted, qPrintable(QStringLiteral("%1 of %2").arg(archive->requests.total).arg(deleted)));
    QCOMPARE(summary.requests.throttled + summary.requests.failed, 0U);
}

void Samples::aCutFunctionMakesTheIteratorAgeClimbAsecondAsecond() {
    const auto age = series(QStringLiteral("sessions"), QStringLiteral("the archive falls behind"), QStringLiteral("/expired only"), "IteratorAge", sim::Statistic::Max, 1000);
    QVERIFY(age.size() >= 1000);
    for (const size_t second : {180U, 360U, 620U}) QVERIFY2(std::abs(age[second] - age[second - 50] - 50'000) < 2'000, qPrintable(QStringLiteral("%1 s: %2 ms").arg(second).arg(age[second])));
    QVERIFY(age[50] < 10'000 && age[800] < 20'000);
}

void Samples::pausedReplicationFallsBehindAsecondAsecondAndDrains() {
    const auto lag = series(QStringLiteral("carts"), QStringLiteral("replication pauses"), QStringLiteral("us-east-1/Carts to eu-west-1"), "ReplicationLatency", sim::Statistic::Mean, 120);
    QVERIFY(lag.size() >= 120);
    for (const size_t second : {22U, 30U, 38U}) QVERIFY2(std::abs(lag[second] - lag[second - 10] - 10'000) < 200, qPrintable(QStringLiteral("%1 s: %2 ms").arg(second).arg(lag[second])));
    QVERIFY(lag[8] < 1'000 && lag[70] < 1'000);
    QVERIFY2(lag[45] > 5'000, "catching up can be watched");
}

void Samples::everyScenarioShowsItsLessonWithinAMinute_data() {
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("node");      // whose name ends so
    QTest::addColumn<QByteArray>("metric");
    QTest::addColumn<double>("least");      // of the metric in one second: then the lesson is to be seen
    size_t lessons = 0, scenarios = 0;
    const auto add = [&lessons](const char* sample, const char* scenario, const char* node, const char* metric, double least) {
        ++lessons;
        QTest::addRow("%s, %s", sample, scenario) << QString::fromLatin1(sample) << QString::fromLatin1(scenario) << QString::fromLatin1(node) << QByteArray(metric) << least;
    };
    add("orders", "ordinary day", "/Orders", "TimeToLiveDeletedItemCount", 1);
    add("orders", "Friday spike", "/Orders", "WriteThrottleEvents", 10);
    add("orders", "baskets expire", "/Orders", "TimeToLiveDeletedItemCount", 5);
    add("orders", "a zone is lost", "/Orders", "SystemErrors", 1);
    add("carts", "replication pauses", "us-east-1/Carts to eu-west-1", "ReplicationLatency", 20'000);
    add("carts", "Europe is cut off", "us-east-1/Carts to eu-west-1", "ReplicationLatency", 20'000);
    add("carts", "an ordinary hour", "us-east-1/Carts to eu-west-1", "LostUpdates", 1);
    add("sessions", "an evening", "session-archive", "PutRequests", 10);
    add("sessions", "a poison record", "/expired only", "FailedInvokeEventCount", 1);
    add("sessions", "the archive falls behind", "/expired only", "IteratorAge", 60'000);
    add("six-mistakes", "as drawn", "/Orders", "WriteThrottleEvents", 10);
    for (const Sample& each : shippedSamples()) {
        Document document(m_registry);
        open(document, each.name);
        scenarios += scenariosOf(document).size();
    }
    QCOMPARE(lessons, scenarios);
}

void Samples::everyScenarioShowsItsLessonWithinAMinute() {
    QFETCH(QString, sample);
    QFETCH(QString, scenario);
    QFETCH(QString, node);
    QFETCH(QByteArray, metric);
    QFETCH(double, least);
    constexpr double kSoonS = 45;  // of the wall
    Document document(m_registry);
    open(document, sample);
    Scenario wanted = *scenarioOf(document, scenario);
    wanted.lengthS = std::min(wanted.lengthS, kSoonS * wanted.playSpeed + 1);
    const auto build = buildPlan(document, wanted);
    sim::Run run(build->plan, {.checkpointBytes = 0});
    run.runUntil(run.endNs());
    double seenS = INFINITY;
    for (std::uint32_t slot = 0; slot < run.metrics().series().size(); ++slot) {
        const sim::MetricId& id = run.metrics().series()[slot];
        const plan::StationIndex station = plan::findStation(*build->plan, id.stationUid);
        if (id.metric != metric.toStdString() || station == plan::kNoStation || !QString::fromStdString(build->plan->stations[station].name).endsWith(node)) continue;
        const auto values = run.metrics().valuesOf(slot);
        const auto first = std::ranges::find_if(values, [&](double value) { return value >= least; });
        if (first != values.end()) seenS = std::min(seenS, static_cast<double>(first - values.begin() + 1) * run.metrics().periodS());
    }
    QVERIFY2(seenS / wanted.playSpeed <= kSoonS, qPrintable(QStringLiteral("seen after %1 s of the run, played at %2").arg(seenS).arg(wanted.playSpeed)));
}

void Samples::everySampleTellsWhatToWatch() {
    QFETCH(QString, name);
    Document document(m_registry);
    open(document, name);
    QStringList notes;
    for (const NodeId id : document.nodes())
        if (document.node(id).data.kind == u"note") notes += std::get<QString>(document.value(id, QStringLiteral("text")));
    QCOMPARE(notes.size(), 1);
    QVERIFY(notes.front().contains(QStringLiteral("F5")) && notes.front().size() > 120);
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
