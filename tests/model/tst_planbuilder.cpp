// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/edit.h"
#include "model/planbuilder/latencies.h"
#include "model/planbuilder/planbuilder.h"
#include "model/traffic/planvalues.h"

#include <QTest>

#include <algorithm>

using namespace model;

class PlanBuilder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theSameDesignGivesTheSamePlan();
    void stationsCarryTheUidsOfTheirNodes();
    void aRowOfALinkBecomesAPattern();
    void neighbouringLinksHavePatternsOfTheirOwn();
    void writesOfATableWriteItsIndexes();
    void anUpdateThatProjectsNothingWritesNoIndex();
    void aFleetHasAPathFromEachOfItsSubnets();
    void aWayWithoutARouteEndsAtWhatBlocks();
    void aGatewayEndpointIsAHopOnTheWay();
    void aNatGatewayIsAHopInItsZone();
    void aClientsWayTakesItsRoundTrip();
    void aQueryOfAnIndexIsAnsweredByTheIndex();
    void aCallIntoAFunctionIsAnsweredByIt();
    void aQueryOfALocalIndexIsAnsweredByTheTable();
    void writesMakeEntriesInLocalIndexes();
    void unresolvedValuesAreAssumedAndSaid();
    void faultsOfTheScenarioFindTheirStations();
    void faultsWithoutATargetAreLeftOutAndSaid();
    void aScenarioOfNoLengthIsRefused();
    void tablesHaveTheirCopiesInThreeZonesOfTheirRegion();
    void rateShapesBecomeCurves_data();
    void rateShapesBecomeCurves();
    void recordedLoadsAreReadWithTitlesAndRefusedWithLetters();
    void unitsOfOneRequestFollowTheGuide_data();
    void unitsOfOneRequestFollowTheGuide();
    void regionsAreAsFarApartAsMeasured();

private:
    void call(Uid from, Uid to, std::vector<std::pair<QString, Value>> cells);
    void set(Uid subject, const QString& key, Value value);
    [[nodiscard]] PlanBuild built(const Scenario& scenario = {}) const;

    const KindRegistry m_registry = shippedKinds();
    std::unique_ptr<Document> m_document;
    Uid m_region, m_vpc, m_a, m_b, m_table, m_index, m_function, m_fleet;
};

void PlanBuilder::init() {
    m_document = std::make_unique<Document>(m_registry);
    Edit edit(*m_document, QStringLiteral("Draw"));
    m_region = edit.addNode(QStringLiteral("region"), {});
    m_vpc = edit.addNode(QStringLiteral("vpc.vpc"), m_region);
    m_a = edit.addNode(QStringLiteral("vpc.subnet"), m_vpc, {}, QStringLiteral("a"));
    m_b = edit.addNode(QStringLiteral("vpc.subnet"), m_vpc, {}, QStringLiteral("b"));
    m_table = edit.addNode(QStringLiteral("dynamodb.table"), m_region, {}, QStringLiteral("Orders"));
    m_index = edit.addNode(QStringLiteral("dynamodb.gsi"), m_table, {}, QStringLiteral("by-customer"));
    m_function = edit.addNode(QStringLiteral("lambda.function"), m_region, {}, QStringLiteral("worker"));
    m_fleet = edit.addNode(QStringLiteral("ec2.fleet"), m_vpc, {}, QStringLiteral("web"));
    edit.setProperty(m_a, QStringLiteral("zone"), QStringLiteral("us-east-1a"));
    edit.setProperty(m_b, QStringLiteral("zone"), QStringLiteral("us-east-1b"));
    edit.setProperty(m_fleet, QStringLiteral("subnets"), Refs{{Ref{m_a, {}}, Ref{m_b, {}}}});
    QVERIFY(m_document->apply(*edit.take()));
}

void PlanBuilder::call(Uid from, Uid to, std::vector<std::pair<QString, Value>> cells) {
    Row row;
    for (auto& [key, value] : cells) row.set(key, std::move(value));
    Edit edit(*m_document, QStringLiteral("Call"));
    edit.addLink(kCalls, from, to, {{pattern::kRows, Rows{{row}}}});
    const auto changes = edit.take();
    QVERIFY2(changes.ok(), qPrintable(edit.error()));
    QVERIFY(m_document->apply(*changes));
}

void PlanBuilder::set(Uid subject, const QString& key, Value value) {
    Edit edit(*m_document, QStringLiteral("Set"));
    edit.setProperty(subject, key, std::move(value));
    QVERIFY(m_document->apply(*edit.take()));
}

PlanBuild PlanBuilder::built(const Scenario& scenario) const {
    auto result = buildPlan(*m_document, scenario);
    return result ? *std::move(result) : PlanBuild{std::make_shared<plan::Plan>(), {}, {result.error()}, 0};
}

void PlanBuilder::theSameDesignGivesTheSamePlan() {
    call(m_fleet, m_table, {{pattern::kRate, 100.0}});
    call(m_function, m_table, {{pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kRate, 7.0}});
    Document copy(m_registry);
    std::vector<NodeData> nodes;
    std::vector<LinkData> links;
    for (const NodeId id : m_document->nodes()) nodes.insert(nodes.begin(), m_document->node(id).data);
    for (const LinkId id : m_document->links()) links.insert(links.begin(), m_document->link(id).data);
    std::ranges::sort(nodes, {}, [](const NodeData& n) { return n.parent.isNull() ? 0 : n.kind == u"dynamodb.gsi" || n.kind == u"vpc.subnet" ? 2 : 1; });
    QVERIFY(copy.load(nodes, links, {}));
    const auto again = buildPlan(copy, {});
    QVERIFY(again.ok());
    QVERIFY(*built().plan == *again->plan);
    QCOMPARE(built().expectedRequests, 64200.0);
}

void PlanBuilder::stationsCarryTheUidsOfTheirNodes() {
    const PlanBuild build = built();
    for (const Uid uid : {m_table, m_index, m_function, m_fleet}) QVERIFY(plan::findStation(*build.plan, uid.value) != plan::kNoStation);
    QCOMPARE(plan::findStation(*build.plan, m_vpc.value), plan::kNoStation);
    QCOMPARE(QString::fromStdString(build.plan->stations[plan::findStation(*build.plan, m_index.value)].name), QStringLiteral("us-east-1/Orders/by-customer"));
}

void PlanBuilder::aRowOfALinkBecomesAPattern() {
    call(m_function, m_table, {{pattern::kName, QStringLiteral("place order")}, {pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kRate, 12.0}, {pattern::kItemBytes, 1500.0}, {pattern::kExpiresAfter, 600.0}, {pattern::kRetryMode, QStringLiteral("legacy")}, {pattern::kRetryAttempts, qint64(5)}, {pattern::kKeys, QStringLiteral("hot")}, {pattern::kHotShare, 25.0}});
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.size(), size_t(1));
    const plan::AccessPattern& p = build.plan->patterns.front();
    QCOMPARE(QString::fromStdString(p.name), QStringLiteral("place order"));
    QCOMPARE(p.operation, plan::Operation::PutItem);
    QCOMPARE(p.rate.rateAt(1), 12.0);
    QCOMPARE(p.itemBytes, std::int64_t(1500));
    QCOMPARE(p.expiresAfterS, 600.0);
    QCOMPARE(p.retry.mode, plan::RetryMode::Legacy);
    QCOMPARE(p.retry.maxAttempts, 5U);
    QCOMPARE(p.keys.hotShare, 0.25);
    const Uid link = m_document->link(m_document->links().front()).uid();
    QCOMPARE(build.patternOf(link, 0), 0);
    QCOMPARE(build.patternOf(link, 1), -1);
}

void PlanBuilder::neighbouringLinksHavePatternsOfTheirOwn() {
    const auto add = [&](Uid uid, Uid from) { QVERIFY(m_document->apply({{}, {AddLink{{uid, kCalls, from, m_table, {{pattern::kRows, Rows{{Row(), Row()}}}}}}}})); };
    add(Uid{0x14}, m_fleet);
    add(Uid{0x15}, m_function);
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.size(), size_t(4));
    std::vector<std::uint64_t> uids;
    for (const plan::AccessPattern& p : build.plan->patterns) uids.push_back(p.uid);
    std::ranges::sort(uids);
    QVERIFY(std::ranges::adjacent_find(uids) == uids.end());
}

void PlanBuilder::writesOfATableWriteItsIndexes() {
    call(m_function, m_table, {{pattern::kOperation, QStringLiteral("DeleteItem")}, {pattern::kItemBytes, 2000.0}});
    const PlanBuild build = built();
    const auto& writes = build.plan->patterns.front().indexWrites;
    QCOMPARE(writes.size(), size_t(1));
    QCOMPARE(writes.front().change, plan::IndexChange::Remove);
    QCOMPARE(writes.front().entryBytes, std::int64_t(2000));
    QCOMPARE(writes.front().index, plan::findStation(*build.plan, m_index.value));
    set(m_index, QStringLiteral("projection"), QStringLiteral("KEYS_ONLY"));
    QCOMPARE(built().plan->patterns.front().indexWrites.front().entryBytes, std::int64_t(128));
}

void PlanBuilder::anUpdateThatProjectsNothingWritesNoIndex() {
    call(m_function, m_table, {{pattern::kOperation, QStringLiteral("UpdateItem")}});
    QCOMPARE(built().plan->patterns.front().indexWrites.front().change, plan::IndexChange::Update);
    set(m_index, QStringLiteral("onUpdate"), QStringLiteral("move"));
    QCOMPARE(built().plan->patterns.front().indexWrites.front().change, plan::IndexChange::Move);
    set(m_index, QStringLiteral("onUpdate"), QStringLiteral("none"));
    QVERIFY(built().plan->patterns.front().indexWrites.empty());
}

void PlanBuilder::aFleetHasAPathFromEachOfItsSubnets() {
    call(m_fleet, m_table, {});
    const PlanBuild build = built();
    const auto& paths = build.plan->patterns.front().paths;
    QCOMPARE(paths.size(), size_t(2));
    QCOMPARE(paths[0].presenceUid, m_a.value);
    QCOMPARE(paths[1].presenceUid, m_b.value);
    QCOMPARE(QString::fromStdString(build.plan->zones[paths[1].sourceZone]), QStringLiteral("us-east-1b"));
}

void PlanBuilder::aWayWithoutARouteEndsAtWhatBlocks() {
    call(m_fleet, m_table, {});
    const plan::Path path = built().plan->patterns.front().paths.front();
    QCOMPARE(path.blocked, plan::Refusal::NoRoute);
    QCOMPARE(QString::fromStdString(path.blockedCode), QStringLiteral("NO_ROUTE_TO_DESTINATION"));
    QCOMPARE(path.hops.size(), size_t(1));  // the subnet, which follows no route table
    QCOMPARE(built().plan->stations[path.hops.front().station].uid, m_a.value);
}

void PlanBuilder::aGatewayEndpointIsAHopOnTheWay() {
    Edit edit(*m_document, QStringLiteral("Endpoint"));
    const Uid routes = edit.addNode(QStringLiteral("vpc.route_table"), m_vpc);
    const Uid endpoint = edit.addNode(QStringLiteral("vpc.gateway_endpoint"), m_vpc);
    edit.setProperty(routes, QStringLiteral("main"), true);
    edit.setProperty(endpoint, QStringLiteral("routeTables"), Refs{{Ref{routes, {}}}});
    QVERIFY(m_document->apply(*edit.take()));
    call(m_fleet, m_table, {});
    const PlanBuild build = built();
    for (const plan::Path& path : build.plan->patterns.front().paths) {
        QCOMPARE(path.blocked, plan::Refusal::None);
        QCOMPARE(path.hops.size(), size_t(1));
        QCOMPARE(build.plan->stations[path.hops.front().station].uid, endpoint.value);
        QCOMPARE(path.hops.front().oneWay.p50Ms + path.lastLeg.p50Ms, latency::kCrossZoneRoundTripMs / 2);
        QCOMPARE(std::get<plan::HopStation>(build.plan->stations[path.hops.front().station].parameters).breaksOpen, plan::Switch::On);
    }
    QCOMPARE(build.plan->patterns.front().connections, plan::Connections{});  // as everything that calls has them by default
}

void PlanBuilder::aNatGatewayIsAHopInItsZone() {
    Edit edit(*m_document, QStringLiteral("NAT"));
    const Uid gateway = edit.addNode(QStringLiteral("vpc.internet_gateway"), m_vpc);
    const Uid toInternet = edit.addNode(QStringLiteral("vpc.route_table"), m_vpc, {}, QStringLiteral("public"));
    const Uid toNat = edit.addNode(QStringLiteral("vpc.route_table"), m_vpc, {}, QStringLiteral("private"));
    const Uid open = edit.addNode(QStringLiteral("vpc.subnet"), m_vpc, {}, QStringLiteral("open"));
    const Uid nat = edit.addNode(QStringLiteral("vpc.nat_gateway"), open);
    const auto route = [](Uid target) {
        Row row;
        row.set(QStringLiteral("target"), Ref{target, {}});
        return Rows{{row}};
    };
    edit.setProperty(open, QStringLiteral("zone"), QStringLiteral("us-east-1b"));
    edit.setProperty(open, QStringLiteral("cidr"), QStringLiteral("10.0.9.0/24"));
    edit.setProperty(open, QStringLiteral("routeTable"), Ref{toInternet, {}});
    edit.setProperty(toInternet, QStringLiteral("routes"), route(gateway));
    edit.setProperty(toNat, QStringLiteral("routes"), route(nat));
    edit.setProperty(toNat, QStringLiteral("main"), true);
    QVERIFY(m_document->apply(*edit.take()));
    call(m_fleet, m_table, {});
    const PlanBuild build = built();
    const auto& paths = build.plan->patterns.front().paths;
    QCOMPARE(paths[0].hops.size(), size_t(2));
    const plan::Station& hop = build.plan->stations[paths[0].hops.front().station];
    QCOMPARE(hop.uid, nat.value);
    QCOMPARE(QString::fromStdString(build.plan->zones[std::get<plan::HopStation>(hop.parameters).zones.front()]), QStringLiteral("us-east-1b"));
    QCOMPARE(build.plan->stations[paths[0].hops.back().station].uid, gateway.value);
    // From the other zone the first leg is longer.
    QVERIFY(paths[0].hops.front().oneWay.p50Ms > paths[1].hops.front().oneWay.p50Ms);
}

void PlanBuilder::aClientsWayTakesItsRoundTrip() {
    Edit edit(*m_document, QStringLiteral("Client"));
    const Uid client = edit.addNode(QStringLiteral("client"), {});
    edit.setProperty(client, QStringLiteral("roundTripMs"), 50.0);
    QVERIFY(m_document->apply(*edit.take()));
    call(client, m_table, {});
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.front().paths.front().lastLeg.p50Ms, 25.0);
    QCOMPARE(build.plan->patterns.front().timeoutMs, 2000.0);
}

void PlanBuilder::aQueryOfAnIndexIsAnsweredByTheIndex() {
    call(m_function, m_table, {{pattern::kOperation, QStringLiteral("Query")}, {pattern::kResource, Ref{m_index, {}}}});
    const PlanBuild build = built();
    QCOMPARE(build.plan->stations[build.plan->patterns.front().target].uid, m_index.value);
    QCOMPARE(build.patterns.front().resource, m_index);
}

void PlanBuilder::aCallIntoAFunctionIsAnsweredByIt() {
    call(m_fleet, m_function, {{pattern::kOperation, QStringLiteral("Invoke")}});
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.size(), size_t(1));
    const plan::Station& station = build.plan->stations[build.plan->patterns.front().target];
    QCOMPARE(station.uid, m_function.value);
    QVERIFY(std::holds_alternative<plan::ServerStation>(station.parameters));
}

void PlanBuilder::aQueryOfALocalIndexIsAnsweredByTheTable() {
    Edit edit(*m_document, QStringLiteral("Add"));
    const Uid local = edit.addNode(QStringLiteral("dynamodb.lsi"), m_table, {}, QStringLiteral("by-status"));
    QVERIFY(m_document->apply(*edit.take()));
    call(m_fleet, m_table, {{pattern::kOperation, QStringLiteral("Query")}, {pattern::kResource, Ref{local, {}}}});
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.size(), size_t(1));
    QCOMPARE(build.plan->stations[build.plan->patterns.front().target].uid, m_table.value);
    QCOMPARE(build.plan->patterns.front().fetchedBytes, 0);
    call(m_fleet, m_table, {{pattern::kOperation, QStringLiteral("Query")}, {pattern::kResource, Ref{local, {}}}, {pattern::kFetchedBytes, 300.0}});
    const PlanBuild both = built();
    QVERIFY(std::ranges::any_of(both.plan->patterns, [](const plan::AccessPattern& pattern) { return pattern.fetchedBytes == 300; }));
}

void PlanBuilder::writesMakeEntriesInLocalIndexes() {
    call(m_fleet, m_table, {{pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kItemBytes, 1'500.0}});
    QVERIFY(built().plan->patterns.front().localEntryBytes.empty());
    Edit edit(*m_document, QStringLiteral("Add"));
    edit.addNode(QStringLiteral("dynamodb.lsi"), m_table, {}, QStringLiteral("by-status"));
    QVERIFY(m_document->apply(*edit.take()));
    const PlanBuild build = built();
    QCOMPARE(build.plan->patterns.front().localEntryBytes.size(), size_t(1));
    QVERIFY(build.plan->patterns.front().localEntryBytes.front() <= 1'500);
}

void PlanBuilder::unresolvedValuesAreAssumedAndSaid() {
    set(m_table, QStringLiteral("readUnits"), Unresolved{QStringLiteral("!ImportValue Units")});
    const PlanBuild build = built();
    const auto index = plan::findStation(*build.plan, m_table.value);
    QCOMPARE(std::get<plan::UnitStoreStation>(build.plan->stations[index].parameters).throughput.readUnits, 5.0);
    QCOMPARE(build.assumptions.size(), 1);
    QVERIFY2(build.assumptions.front().contains(QStringLiteral("!ImportValue Units")), qPrintable(build.assumptions.front()));
}

void PlanBuilder::faultsOfTheScenarioFindTheirStations() {
    Scenario scenario;
    scenario.faults = {{QStringLiteral("az-loss"), 60, 30, {}, QStringLiteral("us-east-1b"), 0, 0},
                       {QStringLiteral("hot-key"), 10, 0, m_table, {}, 40, 0},
                       {QStringLiteral("capacity"), 20, 0, m_index, {}, 0, 3},
                       {QStringLiteral("load"), 30, 10, {}, {}, 4, 0}};
    call(m_fleet, m_table, {});
    const PlanBuild build = built(scenario);
    const auto& faults = build.plan->scenario.faults;
    QCOMPARE(faults.size(), size_t(4));
    QCOMPARE(QString::fromStdString(build.plan->zones[std::get<plan::ZoneLoss>(faults[0].kind).zone]), QStringLiteral("us-east-1b"));
    QCOMPARE(std::get<plan::HotKeyFault>(faults[1].kind).share, 0.4);
    QCOMPARE(std::get<plan::CapacityFault>(faults[2].kind).readUnits, -1.0);
    QCOMPARE(std::get<plan::CapacityFault>(faults[2].kind).writeUnits, 3.0);
    QCOMPARE(std::get<plan::LoadFault>(faults[3].kind).factor, 4.0);
    QCOMPARE(build.expectedRequests, 10.0 * 600 + 10.0 * 10 * 3);
}

void PlanBuilder::faultsWithoutATargetAreLeftOutAndSaid() {
    Scenario scenario;
    scenario.faults = {{QStringLiteral("az-loss"), 60, 30, {}, QStringLiteral("mars-1a"), 0, 0}, {QStringLiteral("hot-key"), 10, 0, m_vpc, {}, 40, 0}};
    const PlanBuild build = built(scenario);
    QVERIFY(build.plan->scenario.faults.empty());
    QCOMPARE(build.assumptions.size(), 2);
}

void PlanBuilder::aScenarioOfNoLengthIsRefused() {
    Scenario scenario;
    scenario.lengthS = 0;
    const auto result = buildPlan(*m_document, scenario);
    QVERIFY(!result.ok());
    QVERIFY(result.error().endsWith(u'.'));
}

void PlanBuilder::tablesHaveTheirCopiesInThreeZonesOfTheirRegion() {
    const PlanBuild build = built();
    const auto index = plan::findStation(*build.plan, m_table.value);
    QCOMPARE(std::get<plan::UnitStoreStation>(build.plan->stations[index].parameters).replication.zones.size(), size_t(3));
    QCOMPARE(QString::fromStdString(build.plan->zones.front()), QStringLiteral("us-east-1a"));
}

void PlanBuilder::rateShapesBecomeCurves_data() {
    QTest::addColumn<QString>("shape");
    QTest::addColumn<double>("atStart");
    QTest::addColumn<double>("at150s");
    QTest::newRow("constant") << "constant" << 10.0 << 10.0;
    QTest::newRow("ramp") << "ramp" << 10.0 << 55.0;
    QTest::newRow("spike") << "spike" << 10.0 << 100.0;
    QTest::newRow("daily") << "daily" << 10.0 << 55.0;
    QTest::newRow("replay") << "replay" << 3.0 << 9.0;
}

void PlanBuilder::rateShapesBecomeCurves() {
    QFETCH(QString, shape);
    AccessPattern p;
    p.rateShape = shape;
    p.ratePerSecond = 10;
    p.peakPerSecond = 100;
    p.startS = 100;
    p.durationS = shape == u"daily" ? 200 : 100;
    p.replayCsv = QStringLiteral("0,3\n120,9\n");
    const plan::RateCurve curve = rateCurveOf(p);
    QTEST(curve.rateAt(0), "atStart");
    QTEST(curve.rateAt(150), "at150s");
}

void PlanBuilder::recordedLoadsAreReadWithTitlesAndRefusedWithLetters() {
    const auto good = replayPoints(QStringLiteral("seconds,rate\r\n0,1\r\n\r\n# noon\r\n10;2.5\r\n"));
    QVERIFY2(good.ok(), good.ok() ? "" : qPrintable(good.error()));
    QCOMPARE(good->size(), size_t(2));
    QCOMPARE(good->back().ratePerS, 2.5);
    QCOMPARE(replayPoints(QStringLiteral("0,1\n10,many\n")).error(), QStringLiteral("Line 2: \"10,many\" is not \"seconds,requests per second\"."));
    QVERIFY(!replayPoints(QStringLiteral("10,1\n5,1\n")).ok());
    QVERIFY(!replayPoints(QStringLiteral("0,-1\n")).ok());
    QVERIFY(!replayPoints(QString()).ok());
}

void PlanBuilder::unitsOfOneRequestFollowTheGuide_data() {
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("consistency");
    QTest::addColumn<double>("bytes");
    QTest::addColumn<double>("items");
    QTest::addColumn<double>("units");
    QTest::newRow("eventual get of 5 KiB") << "GetItem" << "eventual" << 5120.0 << 1.0 << 1.0;
    QTest::newRow("strong get of 5 KiB") << "GetItem" << "strong" << 5120.0 << 1.0 << 2.0;
    QTest::newRow("query of 20 x 2 KiB") << "Query" << "strong" << 2048.0 << 20.0 << 10.0;
    QTest::newRow("scan ends at a page of 1 MB") << "Scan" << "eventual" << 1024.0 << 4096.0 << 128.0;
    QTest::newRow("batch get rounds each item") << "BatchGetItem" << "strong" << 1500.0 << 3.0 << 3.0;
    QTest::newRow("put of 1.5 KiB") << "PutItem" << "eventual" << 1536.0 << 1.0 << 2.0;
    QTest::newRow("batch write rounds each item") << "BatchWriteItem" << "eventual" << 500.0 << 25.0 << 25.0;
    QTest::newRow("transactions cost twice") << "TransactWriteItems" << "eventual" << 500.0 << 3.0 << 6.0;
    QTest::newRow("invoking takes none") << "Invoke" << "eventual" << 500.0 << 1.0 << 0.0;
}

void PlanBuilder::unitsOfOneRequestFollowTheGuide() {
    AccessPattern p;
    QFETCH(QString, operation);
    QFETCH(QString, consistency);
    QFETCH(double, bytes);
    QFETCH(double, items);
    p.operation = operation;
    p.consistency = consistency;
    p.itemBytes = bytes;
    p.itemsPerCall = items;
    QTEST(unitsOf(p).value(), "units");
}

void PlanBuilder::regionsAreAsFarApartAsMeasured() {
    QCOMPARE(latency::regionRoundTripMs(QStringLiteral("us-east-1"), QStringLiteral("eu-west-1")), 70.0);
    QCOMPARE(latency::regionRoundTripMs(QStringLiteral("af-south-1"), QStringLiteral("ap-southeast-2")), 412.0);
    QCOMPARE(latency::regionRoundTripMs(QStringLiteral("eu-west-1"), QStringLiteral("eu-west-1")), 0.0);
    QCOMPARE(latency::regionRoundTripMs(QStringLiteral("eu-west-1"), QStringLiteral("mars-1")), 150.0);
    // Milan to Zurich: 218 km, so 2.18 ms x 1.6 + 5 ms; a straight cable would need two and those five.
    QVERIFY(std::abs(latency::kilometresBetween(QStringLiteral("eu-south-1"), QStringLiteral("eu-central-2")) - 218) < 2);
    QCOMPARE(latency::regionRoundTripMs(QStringLiteral("eu-south-1"), QStringLiteral("eu-central-2")), 8.0);
    QCOMPARE(latency::regionRoundTripMs(QStringLiteral("eu-south-1"), QStringLiteral("eu-central-2"), {1, 5, 150}), 7.0);
    QCOMPARE(latency::oneWay(100).p50Ms, 50.0);
    QVERIFY(latency::oneWay(100).p99Ms > 53 && latency::oneWay(100).p99Ms < 54);
}

QTEST_GUILESS_MAIN(PlanBuilder)
#include "tst_planbuilder.moc"
