// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/nodenames.h"
#include "app/jobs/settings.h"
#include "app/jobs/simulatejob.h"
#include "app/jobs/validatejob.h"
#include "model/core/edit.h"
#include "model/io/skerryjson.h"
#include "model/traffic/accesspattern.h"
#include "model/traffic/scenario.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace app;

class Jobs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nodesAreFoundByNamePathAndId();
    void anAmbiguousNameListsItsCandidates();
    void settingsTakeUnitsAndRefuseWithASentence();
    void theSameCallGivesTheSameFingerprint();
    void optionsChangeTheRunAndNeverTheDocument();
    void theSummaryAddsUp();
    void metricsHaveOneRowAPeriodAndSeries();
    void eventsAreOneObjectALine();
    void eventsOfFaultsNameTheirZoneOrRegion();
    void nothingIsLeftBehindWhenAFileCannotBeWritten();
    void aStoppedRunSaysWhere();
    void findingsAreCountedAndFixed();

private:
    SimulateResult run(const SimulateOptions& options);

    const KindRegistry m_registry = shippedKinds();
    std::unique_ptr<Document> m_document;
    QString m_error;
    Uid m_region, m_table, m_function;
};

void Jobs::init() {
    m_document = std::make_unique<Document>(m_registry);
    m_error.clear();
    Edit edit(*m_document, QStringLiteral("Draw"));
    m_region = edit.addNode(QStringLiteral("region"), {});
    m_table = edit.addNode(QStringLiteral("dynamodb.table"), m_region, {}, QStringLiteral("Orders"));
    m_function = edit.addNode(QStringLiteral("lambda.function"), m_region, {}, QStringLiteral("worker"));
    Row row;
    row.set(pattern::kName, QStringLiteral("place, order"));
    row.set(pattern::kOperation, QStringLiteral("PutItem"));
    row.set(pattern::kRate, 20.0);
    edit.addLink(kCalls, m_function, m_table, {{pattern::kRows, Rows{{row}}}});
    QVERIFY(m_document->apply(*edit.take()));
}

SimulateResult Jobs::run(const SimulateOptions& options) {
    auto result = simulate(*m_document, options);
    m_error = result ? QString() : result.error();
    return result ? *std::move(result) : SimulateResult{};
}

void Jobs::nodesAreFoundByNamePathAndId() {
    QCOMPARE(*findNamedNode(*m_document, QStringLiteral("Orders")), m_table);
    QCOMPARE(*findNamedNode(*m_document, QStringLiteral("us-east-1/Orders")), m_table);
    QCOMPARE(*findNamedNode(*m_document, u'#' + m_table.text().left(12)), m_table);
    const auto missing = findNamedNode(*m_document, QStringLiteral("orders"));
    QCOMPARE(missing.error(), QStringLiteral("There is no node \"orders\" in this design. Did you mean \"Orders\"?"));
}

void Jobs::anAmbiguousNameListsItsCandidates() {
    Edit edit(*m_document, QStringLiteral("Add"));
    const Uid second = edit.addNode(QStringLiteral("region"), {}, {}, QStringLiteral("eu-west-1"));
    const Uid other = edit.addNode(QStringLiteral("dynamodb.table"), second, {}, QStringLiteral("Orders"));
    QVERIFY(m_document->apply(*edit.take()));
    const auto found = findNamedNode(*m_document, QStringLiteral("Orders"));
    QVERIFY(!found.ok());
    QVERIFY(found.error().contains(QStringLiteral("us-east-1/Orders")) && found.error().contains(QStringLiteral("eu-west-1/Orders")));
    QCOMPARE(*findNamedNode(*m_document, QStringLiteral("eu-west-1/Orders")), other);
}

void Jobs::settingsTakeUnitsAndRefuseWithASentence() {
    const auto changes = settingsOf(*m_document, {QStringLiteral("Orders.itemBytes=2 KiB")});
    QVERIFY(changes.ok());
    QCOMPARE(std::get<SetProperty>(changes->changes.front()).value, std::optional<Value>(2048.0));
    for (const QString& bad : {QStringLiteral("Orders"), QStringLiteral("Orders.speed=1"), QStringLiteral("Nowhere.readUnits=1"), QStringLiteral("Orders.readUnits=many"), QStringLiteral("Orders.readUnits=-4")}) {
        const auto refused = settingsOf(*m_document, {bad});
        QVERIFY2(!refused.ok(), qPrintable(bad));
        QVERIFY2(refused.error().contains(bad) && refused.error().endsWith(u'.'), qPrintable(refused.error()));
    }
}

void Jobs::theSameCallGivesTheSameFingerprint() {
    const auto first = run({.lengthS = 20});
    const auto second = run({.lengthS = 20});
    QCOMPARE(m_error, QString());
    QVERIFY(first.summary.requests.total > 300);
    QCOMPARE(first.summary.fingerprint, second.summary.fingerprint);
    QVERIFY(run({.lengthS = 20, .seed = 2}).summary.fingerprint != first.summary.fingerprint);
    QVERIFY(run({.lengthS = 20, .run = 2}).summary.fingerprint != first.summary.fingerprint);
}

void Jobs::optionsChangeTheRunAndNeverTheDocument() {
    const QByteArray before = toSkerryJson(*m_document);
    const auto slow = run({.lengthS = 20});
    const auto fast = run({.lengthS = 20, .loadFactor = 10, .settings = {QStringLiteral("Orders.writeUnits=1000")}});
    QVERIFY(fast.summary.requests.total > 8 * slow.summary.requests.total);
    QCOMPARE(fast.summary.requests.throttled, 0U);
    QCOMPARE(toSkerryJson(*m_document), before);
    run({.scenario = QStringLiteral("none such")});
    QVERIFY(m_error.contains(QStringLiteral("none such")));
}

void Jobs::theSummaryAddsUp() {
    const QJsonObject json = simulateJson(run({.lengthS = 400, .loadFactor = 5}));
    const QJsonObject requests = json.value(QStringLiteral("requests")).toObject();
    QCOMPARE(requests.value(QStringLiteral("total")).toInteger(), requests.value(QStringLiteral("succeeded")).toInteger() + requests.value(QStringLiteral("throttled")).toInteger() + requests.value(QStringLiteral("failed")).toInteger() + requests.value(QStringLiteral("in_flight")).toInteger());
    QVERIFY(requests.value(QStringLiteral("throttled")).toInteger() > 0);  // 100 writes a second meet 5 units
    QCOMPARE(json.value(QStringLiteral("simulated_s")).toDouble(), 400.0);
    QCOMPARE(json.value(QStringLiteral("fingerprint")).toString().size(), 16);
    QCOMPARE(json.value(QStringLiteral("patterns")).toArray().size(), 1);
    const QJsonObject table = json.value(QStringLiteral("nodes")).toArray().first().toObject();
    QCOMPARE(table.value(QStringLiteral("node")).toString(), QStringLiteral("us-east-1/Orders"));
    QVERIFY(table.value(QStringLiteral("metrics")).toObject().value(QStringLiteral("ConsumedWriteCapacityUnits")).toObject().value(QStringLiteral("sum")).toDouble() > 0);
}

void Jobs::metricsHaveOneRowAPeriodAndSeries() {
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("m.csv"));
    run({.lengthS = 30, .metricsPath = path, .metricsPeriodS = 10});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.front(), QByteArray("time_s,node,metric,dimension,statistic,value"));
    int consumed = 0;
    for (const QByteArray& line : lines)
        if (line.contains("us-east-1/Orders,ConsumedWriteCapacityUnits,,Sum,")) ++consumed;
    QCOMPARE(consumed, 3);
    QVERIFY(lines.contains(QByteArray(lines.back())) && lines.back().startsWith("30,"));
    QVERIFY(std::ranges::any_of(lines, [](const QByteArray& line) { return line.contains("\"place, order\""); }));
}

void Jobs::eventsAreOneObjectALine() {
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("e.jsonl"));
    const auto result = run({.lengthS = 5, .eventsPath = path});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    qint64 finished = 0;
    for (const QByteArray& line : file.readAll().trimmed().split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        QVERIFY2(event.contains(QStringLiteral("time_ns")) && event.contains(QStringLiteral("node")), line);
        finished += event.value(QStringLiteral("event")).toString() == u"finished";
    }
    QCOMPARE(finished, static_cast<qint64>(result.summary.requests.succeeded + result.summary.requests.throttled + result.summary.requests.failed));
}

void Jobs::eventsOfFaultsNameTheirZoneOrRegion() {
    const auto fault = [](const char* kind, double startS, const char* where) {
        Row row;
        row.set(scenario::kFaultKind, QLatin1String(kind));
        row.set(scenario::kFaultStart, startS);
        row.set(scenario::kFaultDuration, 1.0);
        row.set(scenario::kFaultZone, QLatin1String(where));
        return row;
    };
    Row losses;
    losses.set(scenario::kName, QStringLiteral("losses"));
    losses.set(scenario::kFaults, Rows{{fault("az-loss", 1, "us-east-1b"), fault("region-isolation", 3, "us-east-1")}});
    QVERIFY(m_document->apply({QStringLiteral("Plan"), {SetDocument{scenario::kRows, Value(Rows{{losses}})}}}));
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("e.jsonl"));
    run({.scenario = QStringLiteral("losses"), .lengthS = 5, .eventsPath = path});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList told;
    for (const QByteArray& line : file.readAll().trimmed().split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        const QString name = event.value(QStringLiteral("event")).toString();
        if (name.startsWith(QStringLiteral("fault_"))) told += name + u' ' + event.value(QStringLiteral("zone")).toString() + event.value(QStringLiteral("region")).toString();
    }
    QCOMPARE(told, QStringList({QStringLiteral("fault_start us-east-1b"), QStringLiteral("fault_end us-east-1b"), QStringLiteral("fault_start us-east-1"), QStringLiteral("fault_end us-east-1")}));
}

void Jobs::nothingIsLeftBehindWhenAFileCannotBeWritten() {
    run({.lengthS = 5, .eventsPath = QStringLiteral("/nonexistent/folder/e.jsonl")});
    QVERIFY2(m_error.contains(QStringLiteral("/nonexistent/folder/e.jsonl")), qPrintable(m_error));
}

void Jobs::aStoppedRunSaysWhere() {
    run({.lengthS = 4000, .loadFactor = 1000, .progress = [](double) { return false; }});
    QVERIFY2(m_error.startsWith(QStringLiteral("The run was stopped at ")), qPrintable(m_error));
}

void Jobs::findingsAreCountedAndFixed() {
    Edit edit(*m_document, QStringLiteral("Break"));
    edit.setProperty(m_table, QStringLiteral("ttlEnabled"), true);
    edit.setProperty(m_table, QStringLiteral("ttlFormat"), QStringLiteral("milliseconds"));
    QVERIFY(m_document->apply(*edit.take()));
    const ValidateResult found = validate(*m_document);
    QVERIFY(found.reaches(Severity::Error));
    const QJsonObject json = validateJson(*m_document, found);
    QVERIFY(json.value(QStringLiteral("counts")).toObject().value(QStringLiteral("error")).toInt() >= 1);
    bool named = false;
    for (const QJsonValue& value : json.value(QStringLiteral("findings")).toArray())
        named = named || (value[QStringLiteral("rule")].toString() == u"TTL-002" && value[QStringLiteral("nodes")][0].toString() == u"us-east-1/Orders" && value[QStringLiteral("fix")].toBool());
    QVERIFY(named);
    QCOMPARE(*applyFixes(*m_document, QStringLiteral("TTL-002")), 1);
    QVERIFY(std::ranges::none_of(validate(*m_document).findings, [](const Issue& issue) { return issue.rule == u"TTL-002"; }));
    QVERIFY(!applyFixes(*m_document, QStringLiteral("TTL-999")).ok());
}

QTEST_GUILESS_MAIN(Jobs)
#include "tst_jobs.moc"
