// SPDX-License-Identifier: GPL-3.0-or-later
// Every number that the simulation rests on is a row of some node or pattern: with a help text and a source, with the stated default, and
// with an effect on the plan.
#include "model/core/edit.h"
#include "model/planbuilder/latencies.h"
#include "model/planbuilder/planbuilder.h"
#include "model/traffic/planvalues.h"

#include <QTest>

using namespace model;

namespace {

struct Stated {
    const char* kind;
    const char* key;
    double fallback;
};

constexpr Stated kStated[] = {
    {"dynamodb.table", "readUnits", 5}, {"dynamodb.table", "writeUnits", 5},
    {"dynamodb.table", "burstWindowS", 300}, {"dynamodb.table", "burstAvailability", 100}, {"dynamodb.table", "burstStartShare", 100},
    {"dynamodb.table", "partitionReadUnits", 3'000}, {"dynamodb.table", "partitionWriteUnits", 1'000},
    {"dynamodb.table", "partitionBytes", 10.0 * 1024 * 1024 * 1024}, {"dynamodb.table", "heatShare", 80}, {"dynamodb.table", "heatS", 600},
    {"dynamodb.table", "splitMinS", 60}, {"dynamodb.table", "splitMaxS", 300}, {"dynamodb.table", "partitions", 0},
    {"dynamodb.table", "replicaLagMs", 10}, {"dynamodb.table", "leaderChangeS", 3},
    {"dynamodb.table", "ttlFastShare", 80}, {"dynamodb.table", "ttlFastMeanS", 1'200}, {"dynamodb.table", "ttlSlowMaxS", 172'800},
    {"dynamodb.table", "ttlActivationS", 3'600},
    {"dynamodb.table", "quotaReadUnits", 40'000}, {"dynamodb.table", "quotaWriteUnits", 40'000},
    {"dynamodb.table", "onDemandInitialReadUnits", 12'000}, {"dynamodb.table", "onDemandInitialWriteUnits", 4'000},
    {"dynamodb.table", "onDemandDoublingS", 1'800}, {"dynamodb.table", "onDemandPeakWindowS", 60}, {"dynamodb.table", "warmUpS", 300},
    {"dynamodb.table", "getEventualP50Ms", 2}, {"dynamodb.table", "getEventualP99Ms", 8},
    {"dynamodb.table", "getStrongP50Ms", 2.5}, {"dynamodb.table", "getStrongP99Ms", 10},
    {"dynamodb.table", "queryP50Ms", 4}, {"dynamodb.table", "queryP99Ms", 15},
    {"dynamodb.table", "scanP50Ms", 30}, {"dynamodb.table", "scanP99Ms", 90},
    {"dynamodb.table", "writeP50Ms", 3.5}, {"dynamodb.table", "writeP99Ms", 12},
    {"dynamodb.table", "batchP50Ms", 9}, {"dynamodb.table", "batchP99Ms", 30},
    {"dynamodb.table", "transactWriteP50Ms", 12}, {"dynamodb.table", "transactWriteP99Ms", 35},
    {"dynamodb.table", "transactGetP50Ms", 6}, {"dynamodb.table", "transactGetP99Ms", 20},
    {"dynamodb.table", "timePerKbMs", 0.02}, {"dynamodb.table", "throttledMs", 1.5},
    {"dynamodb.gsi", "lagP50Ms", 20}, {"dynamodb.gsi", "lagP99Ms", 500}, {"dynamodb.gsi", "queueS", 1},
    {"client", "roundTripMs", 30}, {"client", "roundTripP99Ms", 70}, {"client", "lossPercent", 0.1}, {"client", "resendMs", 200},
    {"region", "sameZoneRoundTripMs", 0.15}, {"region", "crossZoneRoundTripMs", 0.7},
    {"region", "regionJitterPercent", 3}, {"region", "unknownPairRoundTripMs", 150}, {"region", "regionDetour", 1.6}, {"region", "regionAddedMs", 5},
    {"ec2.fleet", "lookupMs", 20}, {"ec2.fleet", "lookupKeptS", 5}, {"ec2.fleet", "handshakeRoundTrips", 2}, {"ec2.fleet", "handshakeMs", 1},
    {"ec2.fleet", "connectionIdleS", 60}, {"client", "lookupMs", 20}, {"lambda.function", "handshakeRoundTrips", 2},
    {"dynamodb.table", "scalingMinutesOut", 2}, {"dynamodb.table", "scalingMinutesIn", 15}, {"dynamodb.table", "scalingDecreases", 4},
    {"dynamodb.table", "scalingDecreasesPerHour", 1}, {"dynamodb.table", "scalingDecreasesPerDay", 27},
    {"dynamodb.stream", "recordsPerRead", 1'000}, {"dynamodb.stream", "bytesPerRead", 1'048'576}, {"dynamodb.stream", "recordKeyBytes", 100}, {"dynamodb.stream", "readersPerShard", 2},
    {"lambda.event_source_mapping", "backoffMs", 1'000}, {"lambda.event_source_mapping", "backoffCapS", 60},
    {"lambda.event_source_mapping", "payloadBytes", 6.0 * 1024 * 1024}, {"lambda.event_source_mapping", "pollMs", 250},
    {"dax.cluster", "missWeight", 10}, {"dax.cluster", "writeWeight", 25}, {"dax.cluster", "queryCachePercent", 50},
    {"vpc.interface_endpoint", "passMs", 0.2}, {"vpc.interface_endpoint", "requestLimitPerS", 50'000},
    {"vpc.interface_endpoint", "refusalAfterMs", 1'000}, {"vpc.interface_endpoint", "nameRemovalS", 60},
    {"vpc.nat_gateway", "passMs", 0.4}, {"vpc.internet_gateway", "passMs", 0.3},
};

}  // namespace

class Assumptions final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void statedNumbersAreRows_data();
    void statedNumbersAreRows();
    void switchesReachThePlan_data();
    void switchesReachThePlan();
    void patternNumbersReachThePlan_data();
    void patternNumbersReachThePlan();
    void ownBackoffIsTheUsersFormula();
    void theRetryQuotaIsASetting();
    void aStalledSweeperIsAFaultOfTheScenario();
    void theTableOfRegionsIsSymmetricAndComplete();

private:
    [[nodiscard]] Uid nodeOf(const QString& kind) const;
    [[nodiscard]] plan::Plan built() const;
    void set(Uid subject, const QString& key, Value value);

    const KindRegistry m_registry = shippedKinds();
    std::unique_ptr<Document> m_document;
    Uid m_region, m_link;
};

// One node of each kind, and ways through the gateways: web -> NAT gateway -> internet gateway -> table; client -> table; front through the
// endpoint and through the cache; a replica in Ireland, one in Milan, of which no figure is known, and one of which not
// even the place is.
void Assumptions::init() {
    m_document = std::make_unique<Document>(m_registry);
    Edit edit(*m_document, QStringLiteral("Draw"));
    const auto add = [&](const char* kind, Uid parent, const char* name) { return edit.addNode(QLatin1String(kind), parent, {}, QLatin1String(name)); };
    const Uid region = m_region = add("region", {}, "us-east-1"), vpc = add("vpc.vpc", region, "shop");
    const Uid gateway = add("vpc.internet_gateway", vpc, "igw");
    const Uid open = add("vpc.subnet", vpc, "open"), closed = add("vpc.subnet", vpc, "closed");
    const Uid nat = add("vpc.nat_gateway", open, "nat");
    const Uid toInternet = add("vpc.route_table", vpc, "public"), toNat = add("vpc.route_table", vpc, "private");
    const Uid table = add("dynamodb.table", region, "Orders");
    add("dynamodb.gsi", table, "by-customer");
    const Uid web = add("ec2.fleet", vpc, "web"), front = add("ec2.fleet", vpc, "front"), client = add("client", {}, "browser");
    const Uid stream = add("dynamodb.stream", table, "changes"), cache = add("dax.cluster", vpc, "dax"), endpoint = add("vpc.interface_endpoint", vpc, "door");
    for (const char* code : {"eu-west-1", "eu-south-1", "mars-1"}) {
        const Uid abroad = add("region", {}, code);
        edit.setProperty(abroad, QStringLiteral("code"), QLatin1String(code));
        edit.setProperty(add("dynamodb.replica", abroad, "Orders"), QStringLiteral("table"), Ref{table, {}});
    }
    const Uid worker = add("lambda.function", region, "worker");  // reaches the table in whichever zone answers
    edit.setProperty(add("lambda.event_source_mapping", worker, "mapping"), QStringLiteral("source"), Ref{stream, {}});
    for (const Uid placed : {cache, endpoint}) edit.setProperty(placed, QStringLiteral("subnets"), Refs{{Ref{open, {}}}});
    const auto route = [](Uid target) {
        Row row;
        row.set(QStringLiteral("target"), Ref{target, {}});
        return Rows{{row}};
    };
    edit.setProperty(toInternet, QStringLiteral("routes"), route(gateway));
    edit.setProperty(toNat, QStringLiteral("routes"), route(nat));
    edit.setProperty(open, QStringLiteral("routeTable"), Ref{toInternet, {}});
    edit.setProperty(closed, QStringLiteral("routeTable"), Ref{toNat, {}});
    edit.setProperty(open, QStringLiteral("zone"), QStringLiteral("us-east-1a"));
    edit.setProperty(closed, QStringLiteral("zone"), QStringLiteral("us-east-1a"));
    edit.setProperty(web, QStringLiteral("subnets"), Refs{{Ref{closed, {}}}});
    edit.setProperty(front, QStringLiteral("subnets"), Refs{{Ref{open, {}}}});
    edit.setProperty(front, QStringLiteral("publicIp"), true);
    Row put;
    put.set(pattern::kOperation, QStringLiteral("UpdateItem"));
    const Value rows = Rows{{put}};
    m_link = edit.addLink(kCalls, web, table, {{pattern::kRows, rows}});
    edit.addLink(kCalls, front, table, {{pattern::kRows, rows}});
    for (const Uid way : {cache, endpoint}) {
        Row through = put;
        through.set(pattern::kVia, Ref{way, {}});
        edit.addLink(kCalls, front, table, {{pattern::kRows, Rows{{through}}}});
    }
    edit.addLink(kCalls, client, table, {{pattern::kRows, rows}});
    edit.addLink(kCalls, worker, table, {{pattern::kRows, rows}});
    const auto changes = edit.take();
    QVERIFY2(changes.ok(), qPrintable(edit.error()));
    QVERIFY(m_document->apply(*changes));
}

Uid Assumptions::nodeOf(const QString& kind) const {
    if (kind == u"region") return m_region;
    for (const NodeId id : m_document->nodes())
        if (m_document->node(id).kind->id == kind) return m_document->node(id).uid();
    return {};
}

plan::Plan Assumptions::built() const {
    const auto build = buildPlan(*m_document, {});
    return build ? *build->plan : plan::Plan{};
}

void Assumptions::set(Uid subject, const QString& key, Value value) {
    Edit edit(*m_document, QStringLiteral("Set"));
    edit.setProperty(subject, key, std::move(value));
    const auto changes = edit.take();
    QVERIFY2(changes.ok(), qPrintable(edit.error()));
    QVERIFY(m_document->apply(*changes));
}

void Assumptions::statedNumbersAreRows_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("key");
    QTest::addColumn<double>("fallback");
    for (const Stated& stated : kStated) QTest::addRow("%s of %s", stated.key, stated.kind) << stated.kind << stated.key << stated.fallback;
}

void Assumptions::statedNumbersAreRows() {
    QFETCH(QString, kind);
    QFETCH(QString, key);
    QFETCH(double, fallback);
    const KindSpec* spec = m_registry.find(kind);
    QVERIFY(spec);
    const PropertySpec* row = spec->property(key);
    QVERIFY2(row, "there is no such row");
    QVERIFY(QByteArrayView(row->help).size() > 10);
    QVERIFY2(!QByteArrayView(row->source).isEmpty(), "it has no source");
    QCOMPARE(toNumber(row->fallback), fallback);
    const plan::Plan before = built();
    QVERIFY(!before.stations.empty());
    if (row->type == ValueType::Integer)
        set(nodeOf(kind), key, qint64(fallback) + 3);
    else
        set(nodeOf(kind), key, fallback > 1 ? fallback / 2 : fallback + 0.5);
    QVERIFY2(!(built() == before), "the plan does not change with it");
}

void Assumptions::switchesReachThePlan_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("fallback");
    QTest::newRow("burst") << "burst" << true;
    QTest::newRow("burst on demand") << "burstOnDemand" << false;
    QTest::newRow("three replicas") << "threeReplicaReads" << false;
    QTest::newRow("split for heat") << "splitForHeat" << true;
    QTest::newRow("expiry") << "ttlEnabled" << false;
    QTest::newRow("scaling in when idle") << "idleScalesIn" << false;
    QTest::newRow("margin of the target") << "scalingMarginOfTarget" << false;
}

void Assumptions::switchesReachThePlan() {
    QFETCH(QString, key);
    QFETCH(bool, fallback);
    const PropertySpec* row = m_registry.find(QStringLiteral("dynamodb.table"))->property(key);
    QVERIFY(row);
    QCOMPARE(std::get<bool>(row->fallback), fallback);
    const plan::Plan before = built();
    set(nodeOf(QStringLiteral("dynamodb.table")), key, !fallback);
    QVERIFY(!(built() == before));
}

void Assumptions::patternNumbersReachThePlan_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<double>("value");
    QTest::newRow("old size") << pattern::kOldBytes << 3'000.0;
    QTest::newRow("failing conditions") << pattern::kConditionFails << 25.0;
    QTest::newRow("expiry") << pattern::kExpiresAfter << 60.0;
    QTest::newRow("items at start") << pattern::kItemsAtStart << 100.0;
    QTest::newRow("keys") << pattern::kKeyCount << 7.0;
    QTest::newRow("rate") << pattern::kRate << 7.0;
    QTest::newRow("item size") << pattern::kItemBytes << 7'000.0;
}

void Assumptions::patternNumbersReachThePlan() {
    QFETCH(QString, key);
    QFETCH(double, value);
    const plan::Plan before = built();
    Row row;
    row.set(pattern::kOperation, QStringLiteral("UpdateItem"));
    row.set(key, value);
    set(m_link, pattern::kRows, Rows{{row}});
    QVERIFY(!(built() == before));
}

void Assumptions::ownBackoffIsTheUsersFormula() {
    AccessPattern p;
    p.retryMode = QStringLiteral("full-jitter");
    p.maxAttempts = 6;
    p.retryBaseMs = 10;
    p.retryCapMs = 75;
    p.retryJitter = QStringLiteral("none");
    const plan::RetrySettings settings = retryOf(p);
    QCOMPARE(settings.maxAttempts, 6u);
    for (const auto& [retry, ms] : {std::pair{0u, 10.0}, {1u, 20.0}, {2u, 40.0}, {3u, 75.0}, {9u, 75.0}})
        QCOMPARE(plan::retryDelayMs(settings, retry, plan::RetryCause::Throttle, 0.3), ms);
    p.retryJitter = QStringLiteral("equal");
    QCOMPARE(plan::retryDelayMs(retryOf(p), 2, plan::RetryCause::Fault, 0.5), 30.0);
    p.retryJitter = QStringLiteral("full");
    QCOMPARE(plan::retryDelayMs(retryOf(p), 2, plan::RetryCause::Fault, 0.5), 20.0);
}

void Assumptions::theRetryQuotaIsASetting() {
    AccessPattern p;
    p.retryMode = QStringLiteral("standard");
    p.retryQuota = 50;
    QCOMPARE(retryOf(p).quotaTokens, 50.0);
    p.retryMode = QStringLiteral("legacy");  // has none
    QCOMPARE(retryOf(p).quotaTokens, 0.0);
}

void Assumptions::aStalledSweeperIsAFaultOfTheScenario() {
    Scenario scenario;
    scenario.faults = {{QStringLiteral("ttl-stall"), 30, 60, nodeOf(QStringLiteral("dynamodb.table")), {}, 0, 0}};
    const auto build = buildPlan(*m_document, scenario);
    QVERIFY(build.ok());
    QCOMPARE(build->plan->scenario.faults.size(), size_t(1));
    const auto* stall = std::get_if<plan::SweeperStall>(&build->plan->scenario.faults.front().kind);
    QVERIFY(stall);
    QCOMPARE(build->plan->stations[stall->store].name, std::string("us-east-1/Orders"));
}

void Assumptions::theTableOfRegionsIsSymmetricAndComplete() {
    const QStringList codes{"us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2", "eu-west-3",
                            "eu-central-1", "eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "af-south-1"};
    const std::initializer_list<double> fromFrankfurt{92, 102, 151, 140, 92, 204, 26, 17, 12, 0, 22, 110, 158, 249, 223, 223, 230, 160};
    double sum = 0;
    for (const QString& a : codes)
        for (const QString& b : codes) {
            QCOMPARE(latency::regionRoundTripMs(a, b), latency::regionRoundTripMs(b, a));
            QVERIFY(a == b || latency::regionRoundTripMs(a, b) > 0);
            sum += latency::regionRoundTripMs(a, b);
        }
    for (qsizetype i = 0; i < codes.size(); ++i) QCOMPARE(latency::regionRoundTripMs(QStringLiteral("eu-central-1"), codes[i]), fromFrankfurt.begin()[i]);
    QCOMPARE(sum, 46938.0);
}

QTEST_GUILESS_MAIN(Assumptions)
#include "tst_assumptions.moc"
