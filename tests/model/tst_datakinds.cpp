// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/edit.h"
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"

#include <QTest>

using namespace model;

// Tables, indexes, functions, fleets and clients: what their facets say.
class DataKinds final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFreshTableHasThePlansOwnDefaults();
    void aTableShowsItsCapacity();
    void anIndexHasTheModeOfItsTable();
    void anIndexEntryIsAsLargeAsItsProjectionSays();
    void expiryThatNoOneUnderstandsIsOff_data();
    void expiryThatNoOneUnderstandsIsOff();
    void unresolvedCapacityFallsBackToTheDefault();
    void aFunctionWithoutSubnetsLivesInAwssNetwork();
    void aFleetShowsItsInstancesAndHasInterfaces();
    void onlyWorkloadsCallAndOnlyDataIsCalled();

private:
    void set(Uid subject, const QString& key, Value value);
    [[nodiscard]] NodeView view(Uid uid) const { return {*m_document, *m_document->findNode(uid)}; }
    [[nodiscard]] plan::UnitStoreStation store(Uid uid) const;

    const KindRegistry m_registry = shippedKinds();
    std::unique_ptr<Document> m_document;
    Uid m_region, m_vpc, m_subnet, m_table, m_index, m_function, m_fleet;
};

void DataKinds::init() {
    m_document = std::make_unique<Document>(m_registry);
    Edit edit(*m_document, QStringLiteral("Draw"));
    m_region = edit.addNode(QStringLiteral("region"), {});
    m_vpc = edit.addNode(QStringLiteral("vpc.vpc"), m_region);
    m_subnet = edit.addNode(QStringLiteral("vpc.subnet"), m_vpc);
    m_table = edit.addNode(QStringLiteral("dynamodb.table"), m_region);
    m_index = edit.addNode(QStringLiteral("dynamodb.gsi"), m_table);
    m_function = edit.addNode(QStringLiteral("lambda.function"), m_region);
    m_fleet = edit.addNode(QStringLiteral("ec2.fleet"), m_vpc);
    QVERIFY(m_document->apply(*edit.take()));
}

void DataKinds::set(Uid subject, const QString& key, Value value) {
    Edit edit(*m_document, QStringLiteral("Set"));
    edit.setProperty(subject, key, std::move(value));
    const auto changes = edit.take();
    QVERIFY2(changes, qPrintable(edit.error()));
    QVERIFY(m_document->apply(*changes));
}

plan::UnitStoreStation DataKinds::store(Uid uid) const {
    const NodeView v = view(uid);
    return std::get<plan::UnitStoreStation>(v.kind()->station(v).parameters);
}

void DataKinds::aFreshTableHasThePlansOwnDefaults() {
    plan::UnitStoreStation expected;
    expected.throughput.billing = plan::BillingMode::Provisioned;
    QVERIFY(store(m_table) == expected);
    set(m_table, QStringLiteral("burstStartShare"), 25.0);
    QCOMPARE(store(m_table).burst.startShare, 0.25);
}

void DataKinds::aTableShowsItsCapacity() {
    set(m_table, QStringLiteral("readUnits"), 400.0);
    set(m_table, QStringLiteral("writeUnits"), 200.0);
    QCOMPARE(view(m_table).view().secondLine, QStringLiteral("provisioned 400 / 200"));
    QCOMPARE(store(m_table).throughput.readUnits, 400.0);
    set(m_table, QStringLiteral("billingMode"), QStringLiteral("PAY_PER_REQUEST"));
    QCOMPARE(view(m_table).view().secondLine, QStringLiteral("on-demand"));
}

void DataKinds::anIndexHasTheModeOfItsTable() {
    QVERIFY(store(m_index).throughput.billing == plan::BillingMode::Provisioned);
    set(m_table, QStringLiteral("billingMode"), QStringLiteral("PAY_PER_REQUEST"));
    QVERIFY(store(m_index).throughput.billing == plan::BillingMode::OnDemand);
    QVERIFY(store(m_index).index.has_value());
    QCOMPARE(view(m_index).data().base, m_table);
}

void DataKinds::anIndexEntryIsAsLargeAsItsProjectionSays() {
    set(m_table, QStringLiteral("itemBytes"), 2048.0);
    QCOMPARE(view(m_index).data().itemBytes, 2048.0);
    set(m_index, QStringLiteral("projection"), QStringLiteral("KEYS_ONLY"));
    QCOMPARE(view(m_index).data().itemBytes, 128.0);
    QCOMPARE(store(m_index).index->projectionShare, 0.0625);
    QCOMPARE(view(m_index).view().secondLine, QStringLiteral("GSI, keys only"));
}

void DataKinds::expiryThatNoOneUnderstandsIsOff_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("works");
    QTest::newRow("seconds") << "N" << "seconds" << true;
    QTest::newRow("milliseconds") << "N" << "milliseconds" << false;
    QTest::newRow("numeric text") << "S" << "seconds" << false;
    QTest::newRow("date") << "S" << "iso8601" << false;
}

void DataKinds::expiryThatNoOneUnderstandsIsOff() {
    QFETCH(QString, type);
    QFETCH(QString, format);
    QFETCH(bool, works);
    set(m_table, QStringLiteral("ttlEnabled"), true);
    set(m_table, QStringLiteral("ttlType"), type);
    set(m_table, QStringLiteral("ttlFormat"), format);
    QCOMPARE(store(m_table).ttl.enabled == plan::Switch::On, works);
}

void DataKinds::unresolvedCapacityFallsBackToTheDefault() {
    set(m_table, QStringLiteral("readUnits"), Unresolved{QStringLiteral("!ImportValue units")});
    QCOMPARE(store(m_table).throughput.readUnits, 5.0);
}

void DataKinds::aFunctionWithoutSubnetsLivesInAwssNetwork() {
    const auto outside = view(m_function).netAs<OutsideNet>();
    QVERIFY(outside && outside->where == OutsideNet::Where::AwsNetwork);
    set(m_function, QStringLiteral("subnets"), Refs{{Ref{m_subnet, {}}}});
    const auto interfaces = view(m_function).netAs<InterfaceNet>();
    QVERIFY(interfaces.has_value());
    QCOMPARE(interfaces->subnets, std::vector<Uid>{m_subnet});
    QCOMPARE(interfaces->publicAddress, false);
}

void DataKinds::aFleetShowsItsInstancesAndHasInterfaces() {
    set(m_fleet, QStringLiteral("instances"), qint64(4));
    QCOMPARE(view(m_fleet).view().secondLine, QStringLiteral("4 x t3.medium"));
    set(m_fleet, QStringLiteral("listensOn"), QStringList{QStringLiteral("443"), QStringLiteral("no port")});
    QCOMPARE(view(m_fleet).netAs<InterfaceNet>()->listensOn, std::vector<int>{443});
}

void DataKinds::onlyWorkloadsCallAndOnlyDataIsCalled() {
    const QString calls = QStringLiteral("calls");
    QCOMPARE(Edit::linkObjection(*m_document, calls, m_fleet, m_table), QString());
    QCOMPARE(Edit::linkObjection(*m_document, calls, m_function, m_index), QString());
    QCOMPARE(Edit::linkObjection(*m_document, calls, m_fleet, m_function), QString());
    QVERIFY(!Edit::linkObjection(*m_document, calls, m_table, m_index).isEmpty());
    QVERIFY(!Edit::linkObjection(*m_document, calls, m_function, m_fleet).isEmpty());
}

QTEST_GUILESS_MAIN(DataKinds)
#include "tst_datakinds.moc"
