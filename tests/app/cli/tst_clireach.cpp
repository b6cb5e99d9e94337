// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/clirun.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

namespace {

/// A fleet in a private subnet; with the gateway endpoint it reaches the table.
QByteArray network(const QByteArray& endpointRoutes) {
    return R"({"skerry":2,"nodes":[
{"id":"1","kind":"region","properties":{"name":"us-east-1"}},
{"id":"2","kind":"vpc.vpc","parent":"1","properties":{"name":"main"}},
{"id":"3","kind":"vpc.route_table","parent":"2","properties":{"name":"private"}},
{"id":"4","kind":"vpc.subnet","parent":"2","properties":{"name":"a","cidr":"10.0.0.0/24","routeTable":{"$ref":"3"}}},
{"id":"5","kind":"vpc.security_group","parent":"2","properties":{"name":"app"}},
{"id":"6","kind":"ec2.fleet","parent":"2","properties":{"name":"web","securityGroups":{"$refs":["5"]},"subnets":{"$refs":["4"]}}},
{"id":"7","kind":"vpc.gateway_endpoint","parent":"2","properties":{"name":"door","routeTables":{"$refs":[)" +
           endpointRoutes + R"(]}}},
{"id":"8","kind":"dynamodb.table","parent":"1","properties":{"name":"Orders"}},
{"id":"9","kind":"dynamodb.table","parent":"1","properties":{"name":"Items"}},
{"id":"a","kind":"note","parent":"2","properties":{"name":"Items"}}
]})";
}

QStringList pair(const QString& from, const QString& to) {
    return {QStringLiteral("reach"), QStringLiteral("-"), QStringLiteral("--from"), from, QStringLiteral("--to"), to};
}

const QString kWeb = QStringLiteral("web"), kOrders = QStringLiteral("Orders"), kJson = QStringLiteral("--json");

}  // namespace

class TestCliReach : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void openPairIsWalkedHopByHop();
    void blockedPairNamesItsBlockers();
    void allPairsAreListed();
    void aCallThatNamesAnEndpointGoesThere();
    void nodesAreNamedByNamePathOrId();
    void ambiguousNameListsTheCandidates();
    void wrongCallsAreRefused_data();
    void wrongCallsAreRefused();
};

void TestCliReach::openPairIsWalkedHopByHop() {
    const CliRun run = runSkerry(pair(kWeb, kOrders) + QStringList{kJson}, network("\"3\""));
    QVERIFY2(run.status == 0, run.told().constData());
    const QJsonObject json = run.json();
    QCOMPARE(json.value(QStringLiteral("reachable")).toBool(), true);
    QCOMPARE(json.value(QStringLiteral("door")).toString(), QStringLiteral("gateway-endpoint"));
    QVERIFY(json.value(QStringLiteral("blockers")).toArray().isEmpty());
    QStringList nodes;
    for (const QJsonValue& hop : json.value(QStringLiteral("hops")).toArray()) {
        nodes += hop[QStringLiteral("node")].toString();
        for (const char* key : {"decision", "by"}) QVERIFY(hop.toObject().contains(QLatin1String(key)));
    }
    for (const char* path : {"us-east-1/main/web", "us-east-1/main/private", "us-east-1/main/door", "us-east-1/Orders"})
        QVERIFY2(nodes.contains(QLatin1String(path)), run.told().constData());
    QVERIFY(runSkerry(pair(kWeb, kOrders), network("\"3\"")).out.startsWith("us-east-1/main/web to us-east-1/Orders: reachable by "));
}

void TestCliReach::blockedPairNamesItsBlockers() {
    const CliRun run = runSkerry(pair(kWeb, kOrders) + QStringList{kJson}, network(""));
    QVERIFY2(run.status == 1, run.told().constData());
    const QJsonObject json = run.json();
    QCOMPARE(json.value(QStringLiteral("reachable")).toBool(true), false);
    const QJsonObject blocker = json.value(QStringLiteral("blockers")).toArray().first().toObject();
    for (const char* key : {"code", "node", "message", "fix"}) QVERIFY2(blocker.contains(QLatin1String(key)), run.told().constData());
    QVERIFY(!blocker.value(QStringLiteral("code")).toString().isEmpty());
    const CliRun text = runSkerry(pair(kWeb, kOrders), network(""));
    QCOMPARE(text.status, 1);
    QVERIFY2(text.out.contains("not reachable") && text.out.contains(blocker.value(QStringLiteral("code")).toString().toUtf8()), text.told().constData());
}

void TestCliReach::allPairsAreListed() {
    const CliRun run = runSkerry({QStringLiteral("reach"), QStringLiteral("-"), QStringLiteral("--all"), kJson}, network(""));
    QVERIFY2(run.status == 0, run.told().constData());
    const QJsonArray pairs = run.json().value(QStringLiteral("pairs")).toArray();
    QCOMPARE(pairs.size(), 2);
    for (const QJsonValue& each : pairs) {
        QCOMPARE(each[QStringLiteral("from")].toString(), QStringLiteral("us-east-1/main/web"));
        for (const char* key : {"to", "reachable", "door", "internet"}) QVERIFY(each.toObject().contains(QLatin1String(key)));
    }
}

// Without private DNS names only the endpoint's own name leads to it: the drawn call tells which is taken.
void TestCliReach::aCallThatNamesAnEndpointGoesThere() {
    QByteArray design = network("");
    design.replace("\n]}", R"(,
{"id":"b","kind":"vpc.security_group","parent":"2","properties":{"name":"doors","inbound":[{"protocol":"tcp","fromPort":443,"toPort":443,"peer":{"$ref":"5"}}]}},
{"id":"c","kind":"vpc.interface_endpoint","parent":"2","properties":{"name":"link","subnets":{"$refs":["4"]},"securityGroups":{"$refs":["b"]},"privateDns":false}}],
"links":[{"id":"d","type":"calls","from":"6","to":"8","properties":{"patterns":[{"operation":"GetItem","via":{"$ref":"c"}}]}}]})");
    const CliRun run = runSkerry(pair(kWeb, kOrders) + QStringList{kJson}, design);
    QVERIFY2(run.status == 0, run.told().constData());
    QCOMPARE(run.json().value(QStringLiteral("door")).toString(), QStringLiteral("interface-endpoint"));
    const CliRun all = runSkerry({QStringLiteral("reach"), QStringLiteral("-"), QStringLiteral("--all"), kJson}, design);
    const QJsonArray pairs = all.json().value(QStringLiteral("pairs")).toArray();
    const auto drawn = std::ranges::find_if(pairs, [](const QJsonValue& each) { return each[QStringLiteral("to")].toString() == u"us-east-1/Orders"; });
    QVERIFY(drawn != pairs.end());
    QVERIFY2((*drawn)[QStringLiteral("reachable")].toBool(), all.told().constData());
}

void TestCliReach::nodesAreNamedByNamePathOrId() {
    for (const char* name : {"Orders", "us-east-1/Orders", "#0000000000000008"}) {
        const CliRun run = runSkerry(pair(QStringLiteral("us-east-1/main/web"), QString::fromLatin1(name)), network("\"3\""));
        QVERIFY2(run.status == 0, run.told().constData());
    }
}

void TestCliReach::ambiguousNameListsTheCandidates() {
    const CliRun run = runSkerry(pair(kWeb, QStringLiteral("Items")), network("\"3\""));
    QVERIFY2(run.isRefusal(), run.told().constData());
    QVERIFY2(run.err.contains("us-east-1/Items") && run.err.contains("us-east-1/main/Items"), run.err.constData());
    QVERIFY(runSkerry(pair(kWeb, QStringLiteral("#")), network("\"3\"")).isRefusal());
}

void TestCliReach::wrongCallsAreRefused_data() {
    QTest::addColumn<QString>("options");
    for (const char* options : {"--from web", "--to Orders", "", "--all --from web", "--from web --to Orders --port 0", "--from web --to Orders --port 70000",
                                "--from nobody --to Orders", "--from web --to Nothing"})
        QTest::newRow(*options ? options : "nothing") << QString::fromLatin1(options);
}

void TestCliReach::wrongCallsAreRefused() {
    QFETCH(QString, options);
    const CliRun run = runSkerry(QStringList{QStringLiteral("reach"), QStringLiteral("-")} + options.split(u' ', Qt::SkipEmptyParts), network("\"3\""));
    QVERIFY2(run.isRefusal(), run.told().constData());
}

QTEST_GUILESS_MAIN(TestCliReach)
#include "tst_clireach.moc"
