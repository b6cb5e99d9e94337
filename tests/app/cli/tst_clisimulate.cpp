// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

namespace {

QStringList simulating(const QStringList& options) {
    return QStringList{QStringLiteral("simulate"), QStringLiteral("-"), QStringLiteral("--for"), QStringLiteral("30s")} + options;
}

}  // namespace

class TestCliSimulate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonHasItsKeysAndAddsUp();
    void sameSeedGivesTheSameFingerprint();
    void patternsOfOneNameAreToldApart();
    void loadMultipliesTheRequests();
    void setChangesThePropertyForThisCallOnly();
    void metricsAreRowsOfCsv();
    void timesOfRowsAreExact();
    void theTextTellsWhatNodesConsumed();
    void eventsAreJsonLines();
    void reportIsOnePageWithDiagramAndCharts();
    void reportReadsWell();
    void faultsAndCountsAreReported();
    void cohortsAreChosenByTheOption();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
    void csvWithLettersIsRefusedOrNamed();
};

void TestCliSimulate::jsonHasItsKeysAndAddsUp() {
    const CliRun run = runSkerry(simulating({QStringLiteral("--json")}), smallDesign());
    QVERIFY2(run.status == 0, run.told().constData());
    QCOMPARE(run.err, QByteArray());
    const QJsonObject json = run.json();
    for (const char* key : {"fingerprint", "seed", "simulated_s", "wall_s", "events", "fidelity", "requests", "attempts", "latency_ms", "patterns", "nodes"})
        QVERIFY2(json.contains(QLatin1String(key)), key);
    const auto hasKeys = [](const QJsonValue& object, std::initializer_list<const char*> keys) {
        return std::all_of(keys.begin(), keys.end(), [&](const char* key) { return object.toObject().contains(QLatin1String(key)); });
    };
    QVERIFY(hasKeys(json.value(QStringLiteral("fidelity")), {"mode", "slice_s"}));
    QVERIFY(hasKeys(json.value(QStringLiteral("requests")), {"total", "succeeded", "throttled", "failed", "in_flight"}));
    QVERIFY(hasKeys(json.value(QStringLiteral("attempts")), {"total", "throttled"}));
    QVERIFY(hasKeys(json.value(QStringLiteral("latency_ms")), {"mean", "p50", "p99", "max"}));
    for (const QJsonValue& pattern : json.value(QStringLiteral("patterns")).toArray()) {
        QVERIFY(hasKeys(pattern, {"name", "requests", "latency_ms"}));
        QVERIFY(hasKeys(pattern.toObject().value(QStringLiteral("requests")), {"total", "succeeded", "throttled", "failed", "in_flight"}));
        QVERIFY(hasKeys(pattern.toObject().value(QStringLiteral("latency_ms")), {"mean", "p50", "p99", "max"}));
    }
    for (const QJsonValue& node : json.value(QStringLiteral("nodes")).toArray()) {
        QVERIFY(hasKeys(node, {"node", "metrics"}));
        if (node.toObject().value(QStringLiteral("node")).toString() == u"us-east-1/Orders")
            QVERIFY(hasKeys(node.toObject().value(QStringLiteral("metrics")).toObject().value(QStringLiteral("ConsumedReadCapacityUnits")), {"sum", "max_per_s"}));
    }
    QCOMPARE(json.value(QStringLiteral("simulated_s")).toDouble(), 30.0);
    const QJsonObject requests = json.value(QStringLiteral("requests")).toObject();
    const auto count = [&requests](const char* key) { return requests.value(QLatin1String(key)).toInt(-1000000); };
    QVERIFY2(count("total") > 200 && count("total") < 400, run.told().constData());  // 10 a second
    QCOMPARE(count("succeeded") + count("throttled") + count("failed") + count("in_flight"), count("total"));
}

void TestCliSimulate::sameSeedGivesTheSameFingerprint() {
    const QByteArray once = runSkerry(simulating({QStringLiteral("--fingerprint")}), smallDesign()).out;
    QVERIFY2(once.size() > 8 && once.count('\n') == 1, once.constData());
    QCOMPARE(runSkerry(simulating({QStringLiteral("--fingerprint")}), smallDesign()).out, once);
    QVERIFY(runSkerry(simulating({QStringLiteral("--fingerprint"), QStringLiteral("--seed=99")}), smallDesign()).out != once);
    QVERIFY(runSkerry(simulating({QStringLiteral("--fingerprint"), QStringLiteral("--run=2")}), smallDesign()).out != once);
}

void TestCliSimulate::patternsOfOneNameAreToldApart() {
    QByteArray design = smallDesign();
    design.replace("\n],\"links\":[", ",\n{\"id\":\"5\",\"kind\":\"client\",\"parent\":\"1\",\"properties\":{\"name\":\"app\"}}\n],\"links\":[");
    design.replace("\"type\":\"calls\"}\n", "\"type\":\"calls\"},\n{\"from\":\"5\",\"id\":\"6\",\"properties\":{\"patterns\":[{\"name\":\"read\",\"operation\":\"GetItem\",\"ratePerSecond\":100.0}]},\"to\":\"2\",\"type\":\"calls\"}\n");
    const CliRun text = runSkerry(simulating({}), design);
    QVERIFY2(text.out.contains("\n  read, shop -> Orders: ") && text.out.contains("\n  read, app -> Orders: "), text.told().constData());
    QVERIFY2(QString::fromUtf8(text.out).contains(QRegularExpression(QStringLiteral("\n\\d,\\d{3} requests: "))), text.told().constData());
    QStringList callers;
    for (const QJsonValue& each : runSkerry(simulating({QStringLiteral("--json")}), design).json().value(QStringLiteral("patterns")).toArray()) {
        callers += each[QStringLiteral("caller")].toString();
        QCOMPARE(each[QStringLiteral("resource")].toString(), QStringLiteral("us-east-1/Orders"));
    }
    callers.sort();
    QCOMPARE(callers, (QStringList{QStringLiteral("us-east-1/app"), QStringLiteral("us-east-1/shop")}));
}

void TestCliSimulate::loadMultipliesTheRequests() {
    const auto total = [](const QStringList& options) {
        const CliRun run = runSkerry(simulating(options + QStringList{QStringLiteral("--json")}), smallDesign());
        return run.json().value(QStringLiteral("requests")).toObject().value(QStringLiteral("total")).toDouble();
    };
    const double plain = total({}), tenfold = total({QStringLiteral("--load"), QStringLiteral("10")});
    QVERIFY2(tenfold > 8 * plain && tenfold < 12 * plain, qPrintable(QString::number(tenfold / plain)));
}

void TestCliSimulate::setChangesThePropertyForThisCallOnly() {
    const CliFolder folder;
    const QString file = folder.write(QStringLiteral("a.skerry.json"), smallDesign());
    const auto throttled = [&file](const QStringList& options) {
        const CliRun run = runSkerry(QStringList{QStringLiteral("simulate"), file, QStringLiteral("--for=10m"), QStringLiteral("--load=20"), QStringLiteral("--json")} + options);
        return run.json().value(QStringLiteral("attempts")).toObject().value(QStringLiteral("throttled")).toDouble(-1);
    };
    QVERIFY(throttled({}) > 0);
    QCOMPARE(throttled({QStringLiteral("--set"), QStringLiteral("Orders.readUnits=1000")}), 0.0);
    QCOMPARE(folder.read(QStringLiteral("a.skerry.json")), smallDesign());
}

void TestCliSimulate::metricsAreRowsOfCsv() {
    const CliFolder folder;
    const QString file = folder.path(QStringLiteral("m.csv"));
    const CliRun run = runSkerry(simulating({QStringLiteral("--metrics"), file, QStringLiteral("--period"), QStringLiteral("10s")}), smallDesign());
    QVERIFY2(run.status == 0, run.told().constData());
    const QList<QByteArray> lines = folder.read(QStringLiteral("m.csv")).trimmed().split('\n');
    QCOMPARE(lines.first(), QByteArray("time_s,node,metric,dimension,statistic,value"));
    int consumed = 0;
    for (const QByteArray& line : lines) {
        QCOMPARE(line.count(','), 5);
        if (line.contains("us-east-1/Orders,ConsumedReadCapacityUnits,")) ++consumed;
    }
    QVERIFY2(consumed >= 3, folder.read(QStringLiteral("m.csv")).left(2000).constData());
}

// Scripts join on the time: 0.3 s is not 0.30000000000000004.
void TestCliSimulate::timesOfRowsAreExact() {
    const CliRun run = runSkerry({QStringLiteral("simulate"), QStringLiteral("-"), QStringLiteral("--for=1s"), QStringLiteral("--metrics"), QStringLiteral("-"), QStringLiteral("--period=100ms")}, smallDesign());
    QVERIFY2(run.status == 0, run.told().constData());
    for (const QByteArray& line : run.out.trimmed().split('\n').mid(1)) QVERIFY2(line.left(line.indexOf(',')).size() <= 3, line.constData());
}

void TestCliSimulate::theTextTellsWhatNodesConsumed() {
    const CliRun run = runSkerry(simulating({}), smallDesign());
    QVERIFY2(run.status == 0, run.told().constData());
    QVERIFY2(run.out.contains("  us-east-1/Orders\n") && run.out.contains("    ConsumedReadCapacityUnits: "), run.told().constData());
}

void TestCliSimulate::eventsAreJsonLines() {
    const CliRun run = runSkerry({QStringLiteral("simulate"), QStringLiteral("-"), QStringLiteral("--for=2s"), QStringLiteral("--events"), QStringLiteral("-")}, smallDesign());
    QVERIFY2(run.status == 0, run.told().constData());
    const QList<QByteArray> lines = run.out.trimmed().split('\n');
    QVERIFY(lines.size() > 10);
    bool hasFinished = false;
    for (const QByteArray& line : lines) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        for (const char* key : {"time_ns", "event", "node", "outcome"}) QVERIFY2(event.contains(QLatin1String(key)), line.constData());
        QCOMPARE(event.value(QStringLiteral("outcome")).toString() == u"succeeded", !event.contains(QStringLiteral("reason")));
        hasFinished = hasFinished || (event.value(QStringLiteral("event")).toString() == u"finished" && event.value(QStringLiteral("request")).toInt() > 0);
    }
    QVERIFY(hasFinished);
}

void TestCliSimulate::reportIsOnePageWithDiagramAndCharts() {
    const CliFolder folder;
    const CliRun run = runSkerry(simulating({QStringLiteral("--report"), folder.path(QStringLiteral("r.html"))}), smallDesign());
    QVERIFY2(run.status == 0, run.told().constData());
    const QByteArray html = folder.read(QStringLiteral("r.html"));
    QVERIFY(html.toLower().startsWith("<!doctype html>"));
    QVERIFY2(html.count("<svg") >= 2, html.left(500).constData());
    QVERIFY(html.contains("Orders"));
    for (const char* outside : {"<script src=", "<link ", "src=\"http"}) QVERIFY2(!html.contains(outside), outside);
}

void TestCliSimulate::reportReadsWell() {
    const CliFolder folder;
    // A write, an error, and numbers above a thousand.
    QByteArray design = smallDesign();
    design.replace("\"ratePerSecond\":10.0}", "\"ratePerSecond\":2000.0},{\"name\":\"write\",\"operation\":\"PutItem\",\"ratePerSecond\":5.0}");
    QVERIFY(runSkerry(simulating({QStringLiteral("--report"), folder.path(QStringLiteral("r.html"))}), design).status == 0);
    const QString html = QString::fromUtf8(folder.read(QStringLiteral("r.html")));
    const auto has = [&html](const char* pattern) { return html.contains(QRegularExpression(QString::fromUtf8(pattern))); };
    QVERIFY(has("<b>[0-9]{2},[0-9]{3}</b><span>requests</span>"));
    QVERIFY(has("<td class=\"number\">[0-9]{2},[0-9]{3}</td>"));
    QVERIFY(has("<td class=\"number\">2,000/s</td>"));
    QVERIFY2(has("<span class=\"rule\">CAP-002</span></td><td>&quot;Orders&quot; needs 1,000 read units [^<]*<div class=\"source\">Source: [A-Z]"), qPrintable(html.section(QStringLiteral("Findings"), 1).left(1500)));
    QVERIFY(html.contains(QStringLiteral(".rule { white-space: nowrap; }")));
    QVERIFY(has("<td>GetItem</td>(<td[^>]*>[^<]*</td>){3}<td>eventual</td>"));
    QVERIFY(has("<td>PutItem</td>(<td[^>]*>[^<]*</td>){3}<td>–</td>"));
}

void TestCliSimulate::faultsAndCountsAreReported() {
    const CliFolder folder;
    const QString carts = folder.path(QStringLiteral("carts.skerry.json")), report = folder.path(QStringLiteral("r.html"));
    QVERIFY(runSkerry({QStringLiteral("sample"), QStringLiteral("Carts"), QStringLiteral("-o"), carts}).status == 0);
    const CliRun run = runSkerry({QStringLiteral("simulate"), carts, QStringLiteral("--for"), QStringLiteral("31.25s"), QStringLiteral("--json"), QStringLiteral("--report"), report});
    QVERIFY2(run.status == 0, run.told().constData());
    const QJsonObject fault = run.json().value(QStringLiteral("faults")).toArray().first().toObject();
    QVERIFY2(fault.value(QStringLiteral("what")).toString().contains(QStringLiteral("paused")), run.out.constData());
    const QString html = QString::fromUtf8(folder.read(QStringLiteral("r.html")));
    QVERIFY(html.contains(QStringLiteral("<h3>Faults</h3>")) && html.contains(QStringLiteral("31.25 s simulated")));
    QVERIFY(html.contains(QStringLiteral("All that was counted")) && html.contains(QStringLiteral("ReplicationLatency")));
}

void TestCliSimulate::cohortsAreChosenByTheOption() {
    const auto fidelity = [](const char* option) {
        return runSkerry(simulating({QStringLiteral("--json"), QLatin1String(option)}), smallDesign()).json().value(QStringLiteral("fidelity")).toObject();
    };
    for (const char* option : {"--cohort=auto", "--cohort=off"}) QCOMPARE(fidelity(option).value(QStringLiteral("mode")).toString(), QStringLiteral("exact"));
    QCOMPARE(fidelity("--cohort=200ms").value(QStringLiteral("mode")).toString(), QStringLiteral("cohort"));
    QCOMPARE(fidelity("--cohort=200ms").value(QStringLiteral("slice_s")).toDouble(), 0.2);
}

void TestCliSimulate::wrongOptionsAreRefused_data() {
    QTest::addColumn<QString>("option");
    for (const char* option : {"--for=0", "--for=soon", "--seed=x", "--run=0", "--load=-1", "--load=much", "--set=Orders", "--set=None.readUnits=5",
                               "--set=Orders.wings=2", "--set=Orders.readUnits=many", "--scenario=none", "--period=0s", "--metrics=/nowhere/m.csv", "--report=/nowhere/r.html", "--report=r.docx",
                               "--events=/nowhere/e.jsonl", "--cohort=soon", "--cohort=-1s", "--load=0", "--load=nan", "--seed=-1", "--run=1.5", "--for=-5m"})
        QTest::newRow(option) << QString::fromLatin1(option);
}

void TestCliSimulate::wrongOptionsAreRefused() {
    QFETCH(QString, option);
    const CliRun run = runSkerry({QStringLiteral("simulate"), QStringLiteral("-"), option}, smallDesign());
    QVERIFY2(run.isRefusal(), run.told().constData());
}

void TestCliSimulate::csvWithLettersIsRefusedOrNamed() {
    QByteArray design = smallDesign();
    design.replace("\"ratePerSecond\":10.0", "\"rateShape\":\"replay\",\"replayCsv\":\"0,5\\nten,abc\\n\"");
    const CliRun run = runSkerry(simulating({}), design);
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY2(run.err.contains("2") || run.err.contains("ten"), run.err.constData());
}

QTEST_GUILESS_MAIN(TestCliSimulate)
#include "tst_clisimulate.moc"
