// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/cloudformation.h"
#include "model/io/design.h"
#include "model/io/skerryjson.h"
#include "model/rules/ruleengine.h"
#include "model/traffic/accesspattern.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace model;

namespace {

/// A design of a few lines of nodes and links, which are JSON with single quotes.
struct Checked {
    Document document;
    std::optional<RuleEngine> engine;

    Checked(const KindRegistry& registry, const QByteArray& nodes, const QByteArray& links = {}) : document(registry) {
        QByteArray text = "{'skerry':2,'document':{},'nodes':[" + nodes + "],'links':[" + links + "],'layout':[]}";
        text.replace('\'', '"');
        auto design = fromSkerryJson(text);
        if (design.ok()) (void)loadDesign(document, std::move(*design));
        engine.emplace(document);
    }

    [[nodiscard]] IssuePtr first(const QString& rule) const {
        const auto it = std::ranges::find(engine->issues(), rule, [](const IssuePtr& issue) { return issue->rule; });
        return it == engine->issues().end() ? nullptr : *it;
    }
    [[nodiscard]] bool mend(const QString& rule) {
        const IssuePtr issue = first(rule);
        if (!issue || !issue->fix) return false;
        auto inverse = document.apply(*issue->fix);
        if (!inverse.ok()) return false;
        engine->update(*issue->fix, *inverse);
        return !first(rule);
    }
    [[nodiscard]] Patterns into(quint64 uid) const { return patternsInto(NodeView(document, *document.findNode(Uid{uid}))); }
};

const QByteArray kNet = "{'id':'0000000000000001','kind':'region','properties':{'name':'us-east-1'}},"
        "{'id':'0000000000000002','kind':'vpc.vpc','parent':'0000000000000001','properties':{'name':'shop'}},"
        "{'id':'0000000000000003','kind':'vpc.route_table','parent':'0000000000000002','properties':{'main':true,'name':'main'}},"
        "{'id':'0000000000000004','kind':'vpc.subnet','parent':'0000000000000002','properties':{'cidr':'10.0.1.0/24','name':'app-a','zone':'us-east-1a'}},"
        "{'id':'0000000000000005','kind':'ec2.fleet','parent':'0000000000000002','properties':{'name':'web','subnets':{'$refs':['0000000000000004']}}},"
        "{'id':'0000000000000006','kind':'dynamodb.table','parent':'0000000000000001','properties':{'name':'Orders'}},"
        "{'id':'000000000000000f','kind':'vpc.gateway_endpoint','parent':'0000000000000002','properties':{'name':'ddb','routeTables':{'$refs':['0000000000000003']}}}";
const QByteArray kCluster = ",{'id':'0000000000000007','kind':'dax.cluster','parent':'0000000000000002','properties':{'name':'cache','subnets':{'$refs':['0000000000000004']}}}";

}  // namespace

// What the edits of findings do beside making their finding go, which the fixtures of the rules show.
class TestRuleFixes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A call that is drawn to a cluster names the table: past the cluster it is a call to that table.
    void aCallDrawnToAclusterMovesToItsTable() {
        Checked d(m_registry, kNet + kCluster, "{'from':'0000000000000005','id':'0000000000000008','properties':{'patterns':[{'name':'read','operation':'GetItem','resource':{'$ref':'0000000000000006'}},{'name':'save','operation':'PutItem','ratePerSecond':90.0,'resource':{'$ref':'0000000000000006'}}]},'to':'0000000000000007','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("DAX-009")));
        const Patterns table = d.into(6);
        QCOMPARE(table.size(), size_t(2));
        const auto save = std::ranges::find(table, QStringLiteral("save"), &AccessPattern::name);
        QVERIFY(save != table.end());
        QCOMPARE(save->target, Uid{6});
        QVERIFY(save->via.isNull());
        QCOMPARE(std::ranges::find(table, QStringLiteral("read"), &AccessPattern::name)->via, Uid{7});
    }

    // The last row goes with its link.
    void aLinkWithoutPatternsIsNotLeft() {
        Checked d(m_registry, kNet + kCluster, "{'from':'0000000000000005','id':'0000000000000008','properties':{'patterns':[{'name':'save','operation':'PutItem','ratePerSecond':90.0,'resource':{'$ref':'0000000000000006'}}]},'to':'0000000000000007','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("DAX-009")));
        QVERIFY(!d.document.findLink(Uid{8}));
        QCOMPARE(d.into(6).size(), size_t(1));
    }

    void aRemovedReplicaLeavesNoReferences() {
        Checked d(m_registry, kNet + ",{'id':'0000000000000009','kind':'dynamodb.replica','parent':'0000000000000001','properties':{'name':'Copy','table':{'$ref':'0000000000000006'}}}",
                 "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'operation':'GetItem'}]},'to':'0000000000000009','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("GT-001")));
        QVERIFY(!d.document.findNode(Uid{9}));
        QVERIFY(!d.document.findLink(Uid{10}));
        QVERIFY(!d.first(QStringLiteral("GEN-004")));
    }

    // A fleet that stands in the VPC itself is in its subnet as well: its requests go through the endpoint once.
    void anEndpointCountsEachClientOnce() {
        const auto design = [](int rate) {
            return "{'from':'0000000000000005','id':'0000000000000012','properties':{'patterns':[{'operation':'GetItem','ratePerSecond':" + QByteArray::number(rate) + ",'via':{'$ref':'0000000000000010'}}]},'to':'0000000000000006','type':'calls'}";
        };
        const QByteArray nodes = kNet + ",{'id':'0000000000000011','kind':'vpc.subnet','parent':'0000000000000002','properties':{'cidr':'10.0.2.0/24','name':'app-b','zone':'us-east-1b'}},{'id':'0000000000000010','kind':'vpc.interface_endpoint','parent':'0000000000000002','properties':{'name':'link','subnets':{'$refs':['0000000000000004']}}}";
        QVERIFY(!Checked(m_registry, nodes, design(30000)).first(QStringLiteral("EP-011")));
        const IssuePtr issue = Checked(m_registry, nodes, design(60000)).first(QStringLiteral("EP-011"));
        QVERIFY(issue && issue->message.startsWith(u"60000 "));
    }

    // What other Regions write takes units here, too: they are not unused.
    void replicatedWritesAreNoWaste() {
        const auto design = [](const char* rateElsewhere) {
            return QByteArray("{'from':'0000000000000005','id':'0000000000000012','properties':{'patterns':[{'operation':'PutItem','ratePerSecond':5.0}]},'to':'0000000000000006','type':'calls'},"
                              "{'from':'0000000000000014','id':'0000000000000013','properties':{'patterns':[{'operation':'PutItem','ratePerSecond':") + rateElsewhere + "}]},'to':'0000000000000015','type':'calls'}";
        };
        const QByteArray nodes = kNet + ",{'id':'0000000000000016','kind':'region','properties':{'code':'eu-west-1','name':'eu-west-1'}},{'id':'0000000000000014','kind':'lambda.function','parent':'0000000000000016','properties':{'name':'api'}},"
            "{'id':'0000000000000015','kind':'dynamodb.replica','parent':'0000000000000016','properties':{'name':'Orders','table':{'$ref':'0000000000000006'},'writeUnits':40.0}}";
        QByteArray provisioned = nodes;
        provisioned.replace("'name':'Orders'}}", "'name':'Orders','writeUnits':40.0}}");
        QVERIFY(!Checked(m_registry, provisioned, design("15.0")).first(QStringLiteral("CAP-004")));
        QVERIFY(Checked(m_registry, provisioned, design("2.0")).first(QStringLiteral("CAP-004")));
    }

    // On demand nothing is scaled and no index has units of its own.
    void onDemandTakesScalingAway() {
        QByteArray nodes = kNet;
        nodes.replace("'name':'Orders'", "'name':'Orders','readScaling':true,'writeScaling':true");
        Checked d(m_registry, nodes + ",{'id':'0000000000000009','kind':'dynamodb.gsi','parent':'0000000000000006','properties':{'name':'by-day','partitionKey':'day','writeUnits':7.0}}",
                 "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'operation':'PutItem','peakPerSecond':500.0,'ratePerSecond':10.0,'rateShape':'spike'}]},'to':'0000000000000006','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("CAP-008")));
        for (const char* rule : {"AS-006", "CAP-020"}) QVERIFY2(!d.first(QString::fromLatin1(rule)), rule);
    }

    // Strong consistency over Regions is offered only where AWS would take it.
    void strongConsistencyIsOfferedForNearRegionsOnly() {
        const auto design = [](const char* region, const char* more) {
            return QByteArray("{'id':'0000000000000001','kind':'region','properties':{'name':'us-east-1'}},"
        "{'id':'0000000000000006','kind':'dynamodb.table','parent':'0000000000000001','properties':{'name':'Orders','replicasMust':'loseNothing'") + more + "}},"
        "{'id':'0000000000000007','kind':'region','properties':{'code':'" + region + "','name':'other'}},"
        "{'id':'0000000000000009','kind':'dynamodb.replica','parent':'0000000000000007','properties':{'name':'Orders','table':{'$ref':'0000000000000006'}}}";
        };
        const QString rule = QStringLiteral("GT-019");
        QVERIFY(Checked(m_registry, design("us-east-2", "")).first(rule)->fix);
        QVERIFY(!Checked(m_registry, design("eu-west-1", "")).first(rule)->fix);
        QVERIFY(!Checked(m_registry, design("us-east-2", ",'ttlEnabled':true")).first(rule)->fix);
    }

    // Queries of the local index ask the global one.
    void aLocalIndexThatBecomesGlobalKeepsItsCallers() {
        QByteArray nodes = kNet;
        nodes.replace("'name':'Orders'", "'name':'Orders','sortKey':'day'");
        for (int i = 1; i <= 6; ++i) nodes += ",{'id':'000000000000010" + QByteArray::number(i) + "','kind':'dynamodb.lsi','parent':'0000000000000006','properties':{'name':'by-" + QByteArray::number(i) + "','sortKey':'f" + QByteArray::number(i) + "'}}";
        Checked d(m_registry, nodes, "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'operation':'GetItem'},{'operation':'Query','resource':{'$ref':'0000000000000106'}}]},'to':'0000000000000006','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("IDX-001")));
        QVERIFY(!d.document.findNode(Uid{0x106}));
        const Patterns patterns = patternsOf(LinkView(d.document, *d.document.findLink(Uid{10})));
        const auto index = d.document.findNode(patterns[1].resource);
        QVERIFY(index);
        QCOMPARE(d.document.node(*index).data.kind, QStringLiteral("dynamodb.gsi"));
        QVERIFY(!d.first(QStringLiteral("GEN-004")));
    }

    // Of three readers the last one reads the changes from the data stream.
    void aReaderTooManyMovesToAdataStream() {
        QByteArray nodes = kNet + ",{'id':'0000000000000020','kind':'dynamodb.stream','parent':'0000000000000006','properties':{'name':'stream'}}";
        for (const char* n : {"1", "2", "3"})
            nodes += QByteArray(",{'id':'000000000000003") + n + "','kind':'lambda.function','parent':'0000000000000001','properties':{'name':'f" + n + "'}},{'id':'000000000000004" + n + "','kind':'lambda.event_source_mapping','parent':'000000000000003" + n + "','properties':{'name':'m','source':{'$ref':'0000000000000020'}}}";
        Checked d(m_registry, nodes);
        QVERIFY(d.mend(QStringLiteral("STR-005")));
        int moved = 0;
        for (const quint64 uid : {0x41, 0x42, 0x43})
            if (NodeView(d.document, *d.document.findNode(Uid{uid})).target(QStringLiteral("source"))->uid() != Uid{0x20}) ++moved;
        QCOMPARE(moved, 1);
        QVERIFY(NodeView(d.document, *d.document.findNode(Uid{6})).target(QStringLiteral("changesTo")));
    }

    // The gateway goes with its routes, and the endpoint serves the tables that led to it.
    void aNatGatewayThatIsReplacedLeavesNoRoute() {
        QByteArray nodes = kNet;
        nodes.replace("'main':true,'name':'main'", "'main':true,'name':'main','routes':[{'target':{'$ref':'0000000000000053'}}]");
        nodes.replace(",'routeTables':{'$refs':['0000000000000003']}", "");
        nodes += ",{'id':'0000000000000050','kind':'vpc.internet_gateway','parent':'0000000000000002','properties':{'name':'igw'}}"
                 ",{'id':'0000000000000051','kind':'vpc.route_table','parent':'0000000000000002','properties':{'name':'public','routes':[{'target':{'$ref':'0000000000000050'}}]}}"
                 ",{'id':'0000000000000052','kind':'vpc.subnet','parent':'0000000000000002','properties':{'cidr':'10.0.9.0/24','name':'edge','routeTable':{'$ref':'0000000000000051'},'tier':'public','zone':'us-east-1a'}}"
                 ",{'id':'0000000000000053','kind':'vpc.nat_gateway','parent':'0000000000000052','properties':{'name':'nat'}}";
        Checked d(m_registry, nodes, "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'operation':'GetItem'}]},'to':'0000000000000006','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("EP-036")));
        QVERIFY(!d.document.findNode(Uid{0x53}));
        for (const char* rule : {"RT-005", "EP-002", "EP-019", "GEN-004"}) QVERIFY2(!d.first(QString::fromLatin1(rule)), rule);
    }

    // What a deny rule stands between stays apart: merged, the later allow rule would come before it.
    void rulesOfAnetworkAclMergeBetweenDenialsOnly() {
        QByteArray rules;
        for (int i = 0; i < 24; ++i) rules += (i > 0 ? ",{'cidr':'10." : "{'cidr':'10.") + QByteArray::number(i) + ".0.0/16','number':" + QByteArray::number(100 + 10 * i) + (i == 11 ? ",'action':'deny','protocol':'-1'}" : ",'protocol':'-1'}");
        Checked d(m_registry, kNet + ",{'id':'0000000000000009','kind':'vpc.network_acl','parent':'0000000000000002','properties':{'inbound':[" + rules + "],'name':'tight'}}");
        QVERIFY(d.mend(QStringLiteral("ACL-010")));
        const auto net = NodeView(d.document, *d.document.findNode(Uid{9})).netFacet<FilterNet>();
        QStringList lines;
        for (const FilterRule& rule : net->inbound) lines += QString::number(rule.number) + u' ' + rule.cidr + (rule.action == FilterRule::Action::Deny ? QStringLiteral(" deny") : QString());
        QCOMPARE(lines, QStringList({QStringLiteral("100 10.0.0.0/13"), QStringLiteral("180 10.8.0.0/15"), QStringLiteral("200 10.10.0.0/16"), QStringLiteral("210 10.11.0.0/16 deny"), QStringLiteral("220 10.12.0.0/14"), QStringLiteral("260 10.16.0.0/13")}));
    }

    // Whoever let in a group that was merged lets in the new one; the old one stays for its other members.
    void mergedGroupsAreLetInWhereTheirPartsWere() {
        QByteArray nodes = kNet, refs;
        for (const char* n : {"1", "2", "3", "4", "5", "6"}) {
            nodes += QByteArray(",{'id':'000000000000007") + n + "','kind':'vpc.security_group','parent':'0000000000000002','properties':{'name':'g" + n + "'}}";
            refs += QByteArray(*n == '1' ? "'" : ",'") + "000000000000007" + n + "'";
        }
        nodes.replace("'subnets':{'$refs':['0000000000000004']}", "'securityGroups':{'$refs':[" + refs + "]},'subnets':{'$refs':['0000000000000004']}");
        nodes += ",{'id':'0000000000000080','kind':'vpc.security_group','parent':'0000000000000002','properties':{'inbound':[{'fromPort':6379,'peer':{'$ref':'0000000000000076'},'toPort':6379}],'name':'redis'}}";
        Checked d(m_registry, nodes);
        QVERIFY(d.mend(QStringLiteral("SG-006")));
        const auto fleet = NodeView(d.document, *d.document.findNode(Uid{5})).netFacet<InterfaceNet>();
        QCOMPARE(fleet->securityGroups.size(), size_t(5));
        const auto redis = NodeView(d.document, *d.document.findNode(Uid{0x80})).netFacet<FilterNet>();
        QCOMPARE(redis->inbound.size(), size_t(2));
        QCOMPARE(redis->inbound.back().peer, fleet->securityGroups.back());
        QVERIFY(d.document.findNode(Uid{0x76}));
    }

    // Filters that ask for other things stay apart.
    void filterPatternsMergeByOneKey() {
        QByteArray patterns;
        for (int i = 0; i < 9; ++i) patterns += "{\\'eventName\\':[\\'INSERT\\'],\\'dynamodb\\':{\\'Keys\\':{\\'pk\\':{\\'S\\':[\\'" + QByteArray::number(i) + "\\']}}}}\\n";
        patterns += "{\\'eventName\\':[\\'REMOVE\\']}\\n{\\'eventName\\':[\\'MODIFY\\']}";
        Checked d(m_registry, kNet + ",{'id':'0000000000000020','kind':'dynamodb.stream','parent':'0000000000000006','properties':{'name':'stream'}},{'id':'0000000000000031','kind':'lambda.function','parent':'0000000000000001','properties':{'name':'f'}},{'id':'0000000000000041','kind':'lambda.event_source_mapping','parent':'0000000000000031','properties':{'filterPatterns':'" + patterns + "','name':'m','source':{'$ref':'0000000000000020'}}}");
        QVERIFY(d.mend(QStringLiteral("ESM-016")));
        const QStringList lines = NodeView(d.document, *d.document.findNode(Uid{0x41})).text(QStringLiteral("filterPatterns")).split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].contains(u"[\"0\",\"1\",") && lines[0].contains(u"INSERT"), qPrintable(lines[0]));
        QCOMPARE(lines[1], QStringLiteral("{\"eventName\":[\"REMOVE\",\"MODIFY\"]}"));
    }

    // An item that became two is read by two calls, or by one for twice as many.
    void aSplitItemIsReadTwice() {
        QByteArray nodes = kNet;
        nodes.replace("'name':'Orders'", "'billingMode':'PAY_PER_REQUEST','itemBytes':360000,'name':'Orders'");
        Checked d(m_registry, nodes, "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'itemBytes':360000,'operation':'GetItem','ratePerSecond':7},{'itemBytes':360000,'itemsPerCall':2,'operation':'Query','ratePerSecond':7},{'itemBytes':100,'operation':'GetItem','ratePerSecond':7}]},'to':'0000000000000006','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("DDB-006")));
        const Patterns patterns = d.into(6);
        QCOMPARE(patterns[0].ratePerSecond, 14);
        QCOMPARE(patterns[0].itemBytes, 180000);
        QCOMPARE(patterns[1].ratePerSecond, 7);
        QCOMPARE(patterns[1].itemsPerCall, 4);
        QCOMPARE(patterns[2].ratePerSecond, 7);
    }

    // The limit of an endpoint is what its own row says.
    void anEndpointTakesWhatItsRowSays() {
        QByteArray nodes = kNet + ",{'id':'0000000000000050','kind':'vpc.interface_endpoint','parent':'0000000000000002','properties':{'name':'door','requestLimitPerS':70000.0,'subnets':{'$refs':['0000000000000004']}}}";
        const QByteArray calls = "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'operation':'GetItem','ratePerSecond':60000.0,'via':{'$ref':'0000000000000050'}}]},'to':'0000000000000006','type':'calls'}";
        QVERIFY(!Checked(m_registry, nodes, calls).first(QStringLiteral("EP-011")));
        nodes.replace("70000.0", "20000.0");
        const IssuePtr issue = Checked(m_registry, nodes, calls).first(QStringLiteral("EP-011"));
        QVERIFY(issue);
        QVERIFY2(issue->message.contains(u"it takes 20"), qPrintable(issue->message));
    }

    // Four instances in two subnets take two addresses of each.
    void addressesSpreadOverTheSubnets() {
        QByteArray nodes = kNet;
        nodes.replace("'cidr':'10.0.1.0/24'", "'cidr':'10.0.1.0/28'");
        nodes.replace("'name':'web','subnets':{'$refs':['0000000000000004']}", "'instances':22,'name':'web','subnets':{'$refs':['0000000000000004','0000000000000014']}");
        nodes += ",{'id':'0000000000000014','kind':'vpc.subnet','parent':'0000000000000002','properties':{'cidr':'10.0.2.0/24','name':'app-b','zone':'us-east-1b'}}";
        QVERIFY(!Checked(m_registry, nodes).first(QStringLiteral("NET-008")));  // 11 of 11
        nodes.replace("'instances':22", "'instances':23");
        Checked d(m_registry, nodes);
        QVERIFY(d.mend(QStringLiteral("NET-008")));
        QCOMPARE(NodeView(d.document, *d.document.findNode(Uid{4})).text(QStringLiteral("cidr")), QStringLiteral("10.0.0.0/27"));
        nodes.replace("'instances':23", "'instances':{'$unresolved':'${Size}'}");
        QVERIFY(!Checked(m_registry, nodes).first(QStringLiteral("NET-008")));
    }

    // The subnet's own network ACL denies first; one with the default gets an ACL that allows everything else.
    void aBlockedAddressIsDeniedAtEverySubnet() {
        QByteArray nodes = kNet;
        nodes.replace("'name':'app-a'", "'name':'app-a','networkAcl':{'$ref':'0000000000000016'}");
        nodes.replace("'name':'web','subnets':{'$refs':['0000000000000004']}", "'name':'web','securityGroups':{'$refs':['0000000000000015']},'subnets':{'$refs':['0000000000000004','0000000000000014']}");
        nodes += ",{'id':'0000000000000014','kind':'vpc.subnet','parent':'0000000000000002','properties':{'cidr':'10.0.2.0/24','name':'app-b','zone':'us-east-1b'}}"
                 ",{'id':'0000000000000015','kind':'vpc.security_group','parent':'0000000000000002','properties':{'inbound':[{'action':'deny','cidr':'203.0.113.7/32'}],'name':'app'}}"
                 ",{'id':'0000000000000016','kind':'vpc.network_acl','parent':'0000000000000002','properties':{'inbound':[{'number':50,'protocol':'-1'}],'name':'edge','outbound':[{'number':50,'protocol':'-1'}]}}";
        Checked d(m_registry, nodes);
        QVERIFY(d.mend(QStringLiteral("ACL-009")));
        QVERIFY(!d.first(QStringLiteral("SG-001")));
        for (const quint64 uid : {0x4, 0x14}) {
            const auto acl = NodeView(d.document, *d.document.findNode(Uid{uid})).target(QStringLiteral("networkAcl"));
            QVERIFY(acl);
            const auto net = acl->netFacet<FilterNet>();
            QCOMPARE(net->inbound.size(), size_t(2));
            QCOMPARE(net->inbound.front().action, FilterRule::Action::Deny);
            QCOMPARE(net->inbound.front().cidr, QStringLiteral("203.0.113.7/32"));
            QVERIFY(net->inbound.front().number < net->inbound.back().number);
        }
    }

    // A cluster that is there takes the hot reads, too.
    void hotReadsGoThroughTheClusterThatIsThere() {
        const QByteArray call = "{'from':'0000000000000005','id':'0000000000000008','properties':{'patterns':[{'hotSharePercent':80.0,'keyDistribution':'hot','operation':'GetItem','ratePerSecond':20000.0}]},'to':'0000000000000006','type':'calls'}";
        Checked with(m_registry, kNet + kCluster, call);
        QVERIFY(with.mend(QStringLiteral("DDB-011")));
        QCOMPARE(with.into(6)[0].via, Uid{7});
        Checked without(m_registry, kNet, call);
        QVERIFY(without.mend(QStringLiteral("DDB-011")));
        const auto cluster = without.document.findNode(without.into(6)[0].via);
        QVERIFY(cluster);
        QCOMPARE(without.document.node(*cluster).data.kind, QStringLiteral("dax.cluster"));
        QVERIFY(!without.first(QStringLiteral("SG-011")));
    }

    // The stream that is there is read; its function writes what expires into a bucket.
    void whatExpiresIsArchivedFromTheStreamThatIsThere() {
        QByteArray nodes = kNet + ",{'id':'0000000000000020','kind':'dynamodb.stream','parent':'0000000000000006','properties':{'name':'stream'}}";
        nodes.replace("'name':'Orders'", "'name':'Orders','ttlArchive':true,'ttlEnabled':true");
        Checked d(m_registry, nodes);
        QVERIFY(d.mend(QStringLiteral("TTL-012")));
        const auto readers = NodeView(d.document, *d.document.findNode(Uid{0x20})).referrers(QStringLiteral("source"));
        QCOMPARE(readers.size(), size_t(1));
        QCOMPARE(patternsFrom(*readers.front().parent())[0].operation, QStringLiteral("PutObject"));
        for (const char* rule : {"TTL-013", "TTL-014", "STR-013", "GEN-004"}) QVERIFY2(!d.first(QString::fromLatin1(rule)), rule);
    }

    // No table is beyond its quota, all of them together are beyond the account's.
    void theQuotaOfTheAccountIsTheRegions() {
        QByteArray nodes = kNet;
        nodes.replace("'name':'Orders'", "'name':'Orders','writeUnits':39000.0");
        nodes += ",{'id':'0000000000000009','kind':'dynamodb.table','parent':'0000000000000001','properties':{'name':'Carts','writeUnits':39000.0}}";
        QVERIFY(!Checked(m_registry, nodes).first(QStringLiteral("CAP-005")));
        nodes += ",{'id':'000000000000000a','kind':'dynamodb.gsi','parent':'0000000000000009','properties':{'name':'by-day','writeUnits':3000.0}}";
        const IssuePtr issue = Checked(m_registry, nodes).first(QStringLiteral("CAP-005"));
        QVERIFY(issue);
        QVERIFY2(issue->message.contains(u"81000"), qPrintable(issue->message));
    }

    // Who asked the index that went asks the one with the same keys, which projects what both did.
    void indexesWithTheSameKeysMerge() {
        QByteArray nodes = kNet;
        for (int i = 0; i < 20; ++i) nodes += ",{'id':'00000000000001" + QByteArray::number(10 + i) + "','kind':'dynamodb.gsi','parent':'0000000000000006','properties':{'name':'by-" + QByteArray::number(i) + "','partitionKey':'k" + QByteArray::number(i) + "','projectedAttributes':['a'],'projection':'INCLUDE'}}";
        nodes += ",{'id':'0000000000000140','kind':'dynamodb.gsi','parent':'0000000000000006','properties':{'name':'again','partitionKey':'k3','projectedAttributes':['b'],'projection':'INCLUDE'}}";
        Checked d(m_registry, nodes, "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'operation':'GetItem'},{'operation':'Query','resource':{'$ref':'0000000000000140'}}]},'to':'0000000000000006','type':'calls'}");
        QVERIFY(d.mend(QStringLiteral("IDX-004")));
        QVERIFY(!d.document.findNode(Uid{0x140}));
        const NodeView kept(d.document, *d.document.findNode(Uid{0x113}));
        QCOMPARE(kept.texts(QStringLiteral("projectedAttributes")), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(patternsInto(kept)[0].operation, QStringLiteral("Query"));
        QVERIFY(!d.first(QStringLiteral("GEN-004")));
    }

    // What a fix would have to open as well, it leaves to a person: another door, a policy, an index of the table.
    void fixesThatWouldNotSufficeAreNotOffered() {
        QByteArray large = kNet;
        large.replace("'name':'Orders'", "'itemBytes':600000,'name':'Orders'");
        const QByteArray call = "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'itemBytes':409700,'operation':'GetItem'}]},'to':'0000000000000006','type':'calls'}";
        QVERIFY(Checked(m_registry, large, call).first(QStringLiteral("DDB-005"))->fix);
        QByteArray closed = large + ",{'id':'0000000000000051','kind':'vpc.gateway_endpoint','parent':'0000000000000002','properties':{'name':'s3','policy':'{}','routeTables':{'$refs':['0000000000000003']},'service':'s3'}}";
        QVERIFY(!Checked(m_registry, closed, call).first(QStringLiteral("DDB-005"))->fix);

        QByteArray far = kNet + ",{'id':'0000000000000060','kind':'region','properties':{'code':'eu-west-1','name':'eu-west-1'}},{'id':'0000000000000061','kind':'dynamodb.table','parent':'0000000000000060','properties':{'name':'Prices'}},{'id':'0000000000000062','kind':'dynamodb.gsi','parent':'0000000000000061','properties':{'name':'by-day','partitionKey':'day'}}";
        QByteArray read = "{'from':'0000000000000005','id':'000000000000000a','properties':{'patterns':[{'operation':'GetItem'}]},'to':'0000000000000061','type':'calls'}";
        QVERIFY(Checked(m_registry, far, read).first(QStringLiteral("EP-003"))->fix);
        read.replace("'operation':'GetItem'", "'operation':'Query','resource':{'$ref':'0000000000000062'}");
        QVERIFY(!Checked(m_registry, far, read).first(QStringLiteral("EP-003"))->fix);
    }

    void oneOtherRegionIsSpokenOfAsOne() {
        Checked d(m_registry, "{'id':'0000000000000001','kind':'region','properties':{'name':'us-east-1'}},"
        "{'id':'0000000000000006','kind':'dynamodb.table','parent':'0000000000000001','properties':{'name':'Orders','ttlEnabled':true}},"
        "{'id':'0000000000000007','kind':'region','properties':{'code':'us-east-2','name':'other'}},"
        "{'id':'0000000000000009','kind':'dynamodb.replica','parent':'0000000000000007','properties':{'name':'Orders','table':{'$ref':'0000000000000006'}}}");
        QVERIFY2(d.first(QStringLiteral("TTL-010"))->message.endsWith(u"in the other Region."), qPrintable(d.first(QStringLiteral("TTL-010"))->message));
    }

    // Zones that are known at deployment only: whether they are different, nobody can tell before.
    void aSharedGatewayWaitsForUnknownZones() {
        const auto imported = importCloudFormation("Resources:\n"
                                                   "  V: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}\n"
                                                   "  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref V, CidrBlock: 10.0.1.0/24, AvailabilityZone: !ImportValue zone}}\n"
                                                   "  B: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref V, CidrBlock: 10.0.2.0/24, AvailabilityZone: !ImportValue other}}\n"
                                                   "  Nat: {Type: 'AWS::EC2::NatGateway', Properties: {SubnetId: !Ref A, AllocationId: x}}\n"
                                                   "  T: {Type: 'AWS::EC2::RouteTable', Properties: {VpcId: !Ref V}}\n"
                                                   "  R: {Type: 'AWS::EC2::Route', Properties: {RouteTableId: !Ref T, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}\n"
                                                   "  U: {Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: {RouteTableId: !Ref T, SubnetId: !Ref B}}\n",
                                                   QStringLiteral("t.yaml"), m_registry);
        QVERIFY(imported.ok());
        Document document(m_registry);
        QVERIFY(loadDesign(document, imported->design).ok());
        const RuleEngine engine(document);
        const auto silenced = engine.silenced();
        QVERIFY(std::ranges::find(silenced, QStringLiteral("NAT-005"), &Silenced::rule) != silenced.end());
    }

private:
    const KindRegistry m_registry = shippedKinds();
};

QTEST_GUILESS_MAIN(TestRuleFixes)
#include "tst_rulefixes.moc"
