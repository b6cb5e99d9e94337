// SPDX-License-Identifier: GPL-3.0-or-later
// Streams, consumers, functions, caches, buckets and replicas become stations that know each other. The kinds here are small ones of the test's
// own: the builder goes by what a node gives the plan, never by what it is.
#include "model/core/edit.h"
#include "model/plan/stationspec.h"
#include "model/planbuilder/planbuilder.h"
#include "model/traffic/accesspattern.h"

#include <QTest>

#include <algorithm>

using namespace model;

namespace {

const QString kOf = QStringLiteral("of");
const QString kServer = QStringLiteral("server");
const QString kFailure = QStringLiteral("failure");

std::uint64_t refOf(const NodeView& v, const QString& key) {
    const auto refs = v.refs(key);
    return refs.empty() ? 0 : refs.front().target.value;
}

plan::StationSpec streamStation(const NodeView&) {
    plan::StationSpec spec;
    spec.parameters = plan::LogStation{};
    return spec;
}
plan::StationSpec mappingStation(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::ConsumerStation{};
    spec.of = refOf(v, kOf);
    spec.server = refOf(v, kServer);
    spec.onFailure = refOf(v, kFailure);
    return spec;
}
plan::StationSpec functionStation(const NodeView&) {
    plan::StationSpec spec;
    spec.parameters = plan::ServerStation{};
    return spec;
}
plan::StationSpec cacheStation(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::CacheStation{};
    spec.subnets = {refOf(v, kOf), refOf(v, kServer)};
    if (v.name() == u"stated") spec.nodeZones = {"us-east-1c", "us-east-1c"};
    return spec;
}
plan::StationSpec bucketStation(const NodeView&) {
    plan::StationSpec spec;
    spec.parameters = plan::SinkStation{};
    return spec;
}
plan::StationSpec replicaStation(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::UnitStoreStation{};
    spec.globalTable = refOf(v, kOf);
    return spec;
}

NetSpec serviceNet(const NodeView&) { return ServiceNet{QStringLiteral("dynamodb"), 443}; }
NetSpec outsideNet(const NodeView&) { return OutsideNet{OutsideNet::Where::AwsNetwork}; }

KindSpec kind(const char* id, plan::StationSpec (*station)(const NodeView&), NetSpec (*net)(const NodeView&), const QString& home) {
    KindSpec made;
    made.id = QLatin1String(id);
    made.title = "Test";
    made.help = "A kind of the test's own.";
    made.livesIn = {home};
    for (const QString& key : {kOf, kServer, kFailure})
        made.properties.push_back({.key = key, .type = ValueType::Ref, .title = "Neighbour", .help = "A neighbour.", .fallback = Ref{}});
    made.emitsCalls = true;
    made.net = net;
    made.station = station;
    made.data = [](const NodeView&) { return DataSpec{}; };  // whatever they are, they can be called
    return made;
}

KindRegistry registry() {
    KindRegistry all = shippedKinds();
    const QString region = QStringLiteral("region");
    all.add(kind("test.stream", streamStation, serviceNet, QStringLiteral("table")));
    all.add(kind("test.mapping", mappingStation, nullptr, region));
    all.add(kind("test.function", functionStation, outsideNet, region));
    all.add(kind("test.cache", cacheStation, serviceNet, region));
    all.add(kind("test.bucket", bucketStation, serviceNet, region));
    all.add(kind("test.replica", replicaStation, serviceNet, region));
    return all;
}

}  // namespace

class PlanFlow final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aStreamKnowsItsTableAndItsConsumerBoth();
    void aConsumerOfNothingIsLeftOutAndSaid();
    void callsForEachInvocationComeFromTheFunction();
    void aCallerThatNothingInvokesNeedsARate();
    void callsThroughACacheTakeTheWayToIt();
    void nodesOfACacheStandWhereItSays();
    void filtersAreReadForTheirEvents_data();
    void filtersAreReadForTheirEvents();
    void theNodesOfACacheStandInItsSubnets();
    void aCallDrawnToACacheAsksForTheTableBehindIt();
    void replicasAreJoinedBothWaysAndHaveTheIndexes();
    void faultsOfTheNewStationsFindThem();
    void conditionsAreCarriedOver();

private:
    Uid add(const char* kind, Uid parent, const char* name, std::vector<std::pair<QString, Uid>> refs = {});
    void call(Uid from, Uid to, std::vector<std::pair<QString, Value>> cells);
    [[nodiscard]] PlanBuild built(const Scenario& scenario = {}) const;
    template <class Parameters>
    [[nodiscard]] const Parameters& stationOf(const PlanBuild& build, Uid uid) const {
        return std::get<Parameters>(build.plan->stations[plan::findStation(*build.plan, uid.value)].parameters);
    }

    const KindRegistry m_registry = registry();
    std::unique_ptr<Document> m_document;
    Uid m_region, m_table, m_index, m_function, m_stream, m_mapping, m_bucket;
};

Uid PlanFlow::add(const char* kind, Uid parent, const char* name, std::vector<std::pair<QString, Uid>> refs) {
    Edit edit(*m_document, QStringLiteral("Draw"));
    const Uid uid = edit.addNode(QLatin1String(kind), parent, {}, QLatin1String(name));
    for (const auto& [key, target] : refs) edit.setProperty(uid, key, Ref{target, {}});
    const auto changes = edit.take();
    if (!changes || !m_document->apply(*changes)) qFatal("%s", qPrintable(edit.error()));
    return uid;
}

void PlanFlow::call(Uid from, Uid to, std::vector<std::pair<QString, Value>> cells) {
    Row row;
    for (auto& [key, value] : cells) row.set(key, std::move(value));
    Edit edit(*m_document, QStringLiteral("Call"));
    edit.addLink(kCalls, from, to, {{pattern::kRows, Rows{{row}}}});
    const auto changes = edit.take();
    QVERIFY2(changes.ok(), qPrintable(edit.error()));
    QVERIFY(m_document->apply(*changes));
}

PlanBuild PlanFlow::built(const Scenario& scenario) const {
    auto result = buildPlan(*m_document, scenario);
    return result ? *std::move(result) : PlanBuild{std::make_shared<plan::Plan>(), {}, {result.error()}, 0};
}

void PlanFlow::init() {
    m_document = std::make_unique<Document>(m_registry);
    m_region = add("region", {}, "us-east-1");
    m_table = add("dynamodb.table", m_region, "Orders");
    m_index = add("dynamodb.gsi", m_table, "by-customer");
    m_function = add("test.function", m_region, "worker");
    m_stream = add("test.stream", m_table, "stream");
    m_bucket = add("test.bucket", m_region, "archive");
    m_mapping = add("test.mapping", m_region, "mapping", {{kOf, m_stream}, {kServer, m_function}, {kFailure, m_bucket}});
}

void PlanFlow::aStreamKnowsItsTableAndItsConsumerBoth() {
    const PlanBuild build = built();
    const auto& stations = build.plan->stations;
    QCOMPARE(stations[stationOf<plan::LogStation>(build, m_stream).store].uid, m_table.value);
    const auto& consumer = stationOf<plan::ConsumerStation>(build, m_mapping);
    QCOMPARE(stations[consumer.log].uid, m_stream.value);
    QCOMPARE(stations[consumer.server].uid, m_function.value);
    QCOMPARE(stations[consumer.onFailure].uid, m_bucket.value);
    QCOMPARE(QString::fromStdString(build.plan->regions[stations[consumer.server].region]), QStringLiteral("us-east-1"));
    QVERIFY(build.assumptions.isEmpty());
}

void PlanFlow::aConsumerOfNothingIsLeftOutAndSaid() {
    const Uid lost = add("test.mapping", m_region, "lost", {{kServer, m_function}});
    const PlanBuild build = built();
    QCOMPARE(plan::findStation(*build.plan, lost.value), plan::kNoStation);
    QCOMPARE(build.assumptions.size(), 1);
    QVERIFY(build.assumptions.front().contains(QStringLiteral("lost")));
}

void PlanFlow::callsForEachInvocationComeFromTheFunction() {
    call(m_function, m_bucket, {{pattern::kOperation, QStringLiteral("PutObject")}, {pattern::kRateShape, QStringLiteral("perRecord")}, {pattern::kPerTrigger, 0.5}});
    call(m_function, m_table, {{pattern::kRate, 3.0}});
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.size(), size_t(2));
    const auto triggered = std::ranges::find_if(build.plan->patterns, [](const plan::AccessPattern& p) { return p.trigger != plan::Trigger::Rate; });
    QVERIFY(triggered != build.plan->patterns.end());
    QCOMPARE(triggered->trigger, plan::Trigger::PerRecord);
    QCOMPARE(triggered->perTrigger, 0.5);
    QCOMPARE(triggered->rate.maxRatePerS(), 0.0);
    QCOMPARE(triggered->operation, plan::Operation::PutObject);
}

void PlanFlow::aCallerThatNothingInvokesNeedsARate() {
    const Uid client = add("client", {}, "app");
    call(client, m_table, {{pattern::kRateShape, QStringLiteral("perInvocation")}});
    const PlanBuild build = built();
    QVERIFY(build.plan->patterns.empty());
    QVERIFY(build.assumptions.join(u' ').contains(QStringLiteral("is not invoked by anything")));
}

// Two of its three nodes have a stated zone, the third goes by the subnets.
void PlanFlow::nodesOfACacheStandWhereItSays() {
    const Uid cache = add("test.cache", m_region, "stated");
    const PlanBuild build = built();
    const auto& zones = stationOf<plan::CacheStation>(build, cache).nodeZones;
    QCOMPARE(zones.size(), size_t(3));
    QCOMPARE(build.plan->zones[zones[0]], std::string("us-east-1c"));
    QCOMPARE(zones[1], zones[0]);
    QCOMPARE(zones[2], plan::kNoZone);
}

void PlanFlow::filtersAreReadForTheirEvents_data() {
    using plan::recordBit;
    using plan::RecordKind;
    const int insert = recordBit(RecordKind::Insert), modify = recordBit(RecordKind::Modify), remove = recordBit(RecordKind::Remove), service = recordBit(RecordKind::ServiceRemove);
    QTest::addColumn<QString>("patterns");
    QTest::addColumn<int>("takes");
    QTest::addColumn<bool>("asksContents");
    QTest::newRow("none") << QString() << int(plan::kEveryRecord) << false;
    QTest::newRow("INSERT") << QStringLiteral(R"({"eventName": ["INSERT"]})") << insert << false;
    QTest::newRow("two names") << QStringLiteral(R"({"eventName": ["INSERT", "MODIFY"]})") << (insert | modify) << false;
    QTest::newRow("two patterns") << QStringLiteral("{\"eventName\": [\"MODIFY\"]}\n{\"eventName\": [\"REMOVE\"]}") << (modify | remove | service) << false;
    QTest::newRow("the service") << QStringLiteral(R"({"userIdentity": {"type": ["Service"], "principalId": ["dynamodb.amazonaws.com"]}})") << service << false;
    QTest::newRow("removed by a client") << QStringLiteral(R"({"eventName": ["REMOVE"], "userIdentity": {"type": [{"exists": false}]}})") << remove << false;
    QTest::newRow("all but") << QStringLiteral(R"({"eventName": [{"anything-but": ["REMOVE"]}]})") << (insert | modify) << false;
    QTest::newRow("contents besides") << QStringLiteral(R"({"eventName": ["INSERT"], "dynamodb": {"NewImage": {"paid": {"BOOL": [true]}}}})") << insert << true;
    QTest::newRow("over lines") << QStringLiteral("{\n \"eventName\": [\n  \"INSERT\"\n ]\n}") << insert << false;
    QTest::newRow("no JSON") << QStringLiteral("eventName = INSERT") << int(plan::kEveryRecord) << true;
}

void PlanFlow::filtersAreReadForTheirEvents() {
    QFETCH(QString, patterns);
    QFETCH(int, takes);
    QFETCH(bool, asksContents);
    const KindRegistry shipped = shippedKinds();
    Document document(shipped);
    Edit edit(document, QStringLiteral("Draw"));
    const Uid region = edit.addNode(QStringLiteral("region"), {});
    const Uid table = edit.addNode(QStringLiteral("dynamodb.table"), region), stream = edit.addNode(QStringLiteral("dynamodb.stream"), table);
    const Uid function = edit.addNode(QStringLiteral("lambda.function"), region), mapping = edit.addNode(QStringLiteral("lambda.event_source_mapping"), function);
    edit.setProperty(mapping, QStringLiteral("source"), Ref{stream, {}});
    edit.setProperty(mapping, QStringLiteral("filterPatterns"), patterns);
    edit.setProperty(mapping, QStringLiteral("matchingPercent"), 40.0);
    QVERIFY(document.apply(*edit.take()));
    const auto build = buildPlan(document, {});
    QVERIFY(build.ok());
    const auto& consumer = stationOf<plan::ConsumerStation>(*build, mapping);
    QCOMPARE(int(consumer.takes), takes);
    QCOMPARE(consumer.filterShare, asksContents ? 0.4 : 1.0);
}

void PlanFlow::callsThroughACacheTakeTheWayToIt() {
    const Uid cache = add("test.cache", m_region, "dax");
    call(m_function, m_table, {{pattern::kVia, Ref{cache, {}}}, {pattern::kRate, 10.0}});
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.size(), size_t(1));
    const plan::AccessPattern& p = build.plan->patterns.front();
    QCOMPARE(build.plan->stations[p.via].uid, cache.value);
    QCOMPARE(build.plan->stations[p.target].uid, m_table.value);
    QVERIFY(p.fromCache.p50Ms > 0 && p.fromCache.p50Ms < 1);
}

void PlanFlow::theNodesOfACacheStandInItsSubnets() {
    const Uid vpc = add("vpc.vpc", m_region, "vpc");
    const Uid a = add("vpc.subnet", vpc, "a");
    const Uid b = add("vpc.subnet", vpc, "b");
    Edit edit(*m_document, QStringLiteral("Zones"));
    edit.setProperty(a, QStringLiteral("zone"), QStringLiteral("us-east-1a"));
    edit.setProperty(b, QStringLiteral("zone"), QStringLiteral("us-east-1b"));
    QVERIFY(m_document->apply(*edit.take()));
    const Uid cache = add("test.cache", m_region, "dax", {{kOf, a}, {kServer, b}});
    const PlanBuild build = built();
    const auto& zones = stationOf<plan::CacheStation>(build, cache).nodeZones;
    QCOMPARE(zones.size(), size_t(3));
    QCOMPARE(QString::fromStdString(build.plan->zones[zones[1]]), QStringLiteral("us-east-1b"));
    QCOMPARE(zones[0], zones[2]);
}

void PlanFlow::aCallDrawnToACacheAsksForTheTableBehindIt() {
    KindSpec accepting = kind("test.front", cacheStation, serviceNet, QStringLiteral("region"));
    accepting.data = [](const NodeView&) {
        DataSpec spec;
        spec.operations = {QStringLiteral("GetItem")};
        return spec;
    };
    KindRegistry all = registry();
    all.add(std::move(accepting));
    m_document = std::make_unique<Document>(all);
    m_region = add("region", {}, "us-east-1");
    m_table = add("dynamodb.table", m_region, "Orders");
    m_function = add("test.function", m_region, "worker");
    const Uid cache = add("test.front", m_region, "dax");
    call(cache, m_table, {});
    call(m_function, cache, {{pattern::kRate, 10.0}});
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.size(), size_t(1));
    QCOMPARE(build.plan->stations[build.plan->patterns[0].target].uid, m_table.value);
    QCOMPARE(build.plan->stations[build.plan->patterns[0].via].uid, cache.value);
    m_document.reset();  // before the kinds go
}

void PlanFlow::replicasAreJoinedBothWaysAndHaveTheIndexes() {
    const Uid ireland = add("region", {}, "eu-west-1");
    Edit edit(*m_document, QStringLiteral("Code"));
    edit.setProperty(ireland, QStringLiteral("code"), QStringLiteral("eu-west-1"));
    QVERIFY(m_document->apply(*edit.take()));
    const Uid replica = add("test.replica", ireland, "Orders", {{kOf, m_table}});
    call(m_function, replica, {{pattern::kOperation, QStringLiteral("PutItem")}});
    const PlanBuild build = built();
    std::vector<const plan::ReplicatorStation*> channels;
    int indexes = 0;
    for (const plan::Station& station : build.plan->stations) {
        if (const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters)) channels.push_back(channel);
        const auto* store = std::get_if<plan::UnitStoreStation>(&station.parameters);
        if (store && store->index && build.plan->stations[store->index->table].uid == replica.value) ++indexes;
    }
    QCOMPARE(channels.size(), size_t(2));
    QCOMPARE(channels[0]->from, channels[1]->to);
    QCOMPARE(channels[0]->oneWay.p50Ms, 35.0);  // us-east-1 and eu-west-1: 70 ms
    QCOMPARE(indexes, 1);
    QCOMPARE(build.plan->patterns.front().indexWrites.size(), size_t(1));
    QCOMPARE(build.plan->regions.size(), size_t(2));
    QCOMPARE(plan::planProblem(*build.plan), std::string());
}

void PlanFlow::faultsOfTheNewStationsFindThem() {
    const Uid cache = add("test.cache", m_region, "dax");
    Scenario scenario;
    scenario.faults = {{QStringLiteral("pause-replication"), 1, 1, m_table, {}, 0, 0}, {QStringLiteral("region-isolation"), 1, 1, {}, QStringLiteral("us-east-1"), 0, 0},
                       {QStringLiteral("cache-node-loss"), 1, 1, cache, {}, 1, 0},     {QStringLiteral("cache-flush"), 1, 0, cache, {}, 0, 0},
                       {QStringLiteral("poison-record"), 1, 0, m_table, {}, 0, 0},     {QStringLiteral("concurrency"), 1, 1, m_function, {}, 5, 0},
                       {QStringLiteral("clock-skew"), 1, 1, m_table, {}, 50, 0},       {QStringLiteral("ttl-stall"), 1, 1, m_table, {}, 0, 0}};
    const PlanBuild build = built(scenario);
    const auto& faults = build.plan->scenario.faults;
    QCOMPARE(faults.size(), size_t(8));
    QCOMPARE(std::get<plan::CacheNodeLoss>(faults[2].kind).node, 1U);
    QCOMPARE(build.plan->stations[std::get<plan::PoisonRecord>(faults[4].kind).log].uid, m_stream.value);
    QCOMPARE(std::get<plan::ConcurrencyCut>(faults[5].kind).limit, 5.0);
    QCOMPARE(std::get<plan::ClockSkew>(faults[6].kind).skewMs, 50.0);
    scenario.faults = {{QStringLiteral("cache-flush"), 1, 0, m_table, {}, 0, 0}, {QStringLiteral("region-isolation"), 1, 1, {}, QStringLiteral("mars-1"), 0, 0}};
    const PlanBuild none = built(scenario);
    QVERIFY(none.plan->scenario.faults.empty());
    QCOMPARE(none.assumptions.size(), 2);
}

void PlanFlow::conditionsAreCarriedOver() {
    call(m_function, m_table, {{pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kCondition, QStringLiteral("absent")}});
    QCOMPARE(built().plan->patterns.front().condition, plan::Condition::ItemAbsent);
}

QTEST_GUILESS_MAIN(PlanFlow)
#include "tst_planflow.moc"
