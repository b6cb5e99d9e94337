// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/samples/randomdesign.h"

#include "model/traffic/accesspattern.h"

#include <QRandomGenerator>

#include <algorithm>

namespace model {

namespace {

constexpr int kVpcsARegion = 4, kTablesAVpc = 8, kWorkloadsAVpc = 12, kZones = 2, kCallsAWorkload = 3;

class Builder {
public:
    Builder(const KindRegistry& registry, int nodes, quint32 seed) : m_registry(registry), m_wanted(nodes), m_seed(seed), m_random(seed) {}

    Design build() {
        for (int region = 0; !full(); ++region) addRegion(region);
        addCalls();
        std::ranges::sort(m_design.nodes, {}, &NodeData::uid);
        std::ranges::sort(m_design.links, {}, &LinkData::uid);
        return std::move(m_design);
    }

private:
    struct Workload {
        Uid uid;
        int region = 0;
    };

    [[nodiscard]] bool full() const { return static_cast<int>(m_design.nodes.size()) >= m_wanted; }
    int below(int n) { return static_cast<int>(m_random.bounded(n)); }
    Uid nextUid() { return Uid::derived(QStringLiteral("random design %1").arg(m_seed), QString::number(++m_count)); }

    // A kind that offers the role and may live in a parent that offers the other; null: the tree has none.
    [[nodiscard]] std::vector<const KindSpec*> offering(const QString& role, const QString& parentRole) const {
        std::vector<const KindSpec*> fit;
        for (const auto& kind : m_registry.kinds())
            if (kind->offers.contains(role) && kind->livesIn.contains(parentRole)) fit.push_back(kind.get());
        return fit;
    }

    /// Adds a node and returns its properties to be filled; nothing once the design is full.
    NodeData* add(const QString& role, const QString& parentRole, Uid parent, const QString& name) {
        const auto kinds = offering(role, parentRole);
        if (full() || kinds.empty()) return nullptr;
        const KindSpec* kind = kinds[static_cast<size_t>(below(static_cast<int>(kinds.size())))];
        m_design.nodes.push_back({nextUid(), kind->id, parent, {}, std::nullopt, {}});
        set(m_design.nodes.back(), QStringLiteral("name"), name);
        return &m_design.nodes.back();
    }

    void set(NodeData& node, const QString& key, Value value) {
        const KindSpec* kind = m_registry.find(node.kind);
        const PropertySpec* spec = kind->property(key);
        if (spec && typeObjection(*spec, value).isEmpty() && !(value == spec->fallback)) storeProperty(node.properties, key, std::move(value));
    }

    static Refs refsTo(const std::vector<Uid>& uids) {
        Refs refs;
        for (const Uid uid : uids) refs.items.push_back(Ref{uid, {}});
        return refs;
    }

    void addRegion(int number) {
        const auto kinds = offering(QStringLiteral("region"), QString());
        if (kinds.empty()) return;
        const PropertySpec* codes = kinds.front()->property(QStringLiteral("code"));
        const size_t count = codes ? codes->choices.size() : 0;
        m_code = count ? codes->choices[static_cast<size_t>(number) % count].id : QStringLiteral("region");
        const auto round = count ? static_cast<size_t>(number) / count : static_cast<size_t>(number);
        NodeData* region = add(QStringLiteral("region"), QString(), {}, round ? QStringLiteral("%1-%2").arg(m_code).arg(round + 1) : m_code);
        if (!region) return;
        set(*region, QStringLiteral("code"), m_code);
        const Uid uid = region->uid;
        m_tables.emplace_back();
        for (int vpc = 0; vpc < kVpcsARegion && !full(); ++vpc) {
            addVpc(uid, vpc);
            addTables(uid, vpc);
        }
    }

    void addVpc(Uid region, int number) {
        const QString block = QStringLiteral("10.%1.").arg(number + 1);
        NodeData* vpc = add(QStringLiteral("vpc"), QStringLiteral("region"), region, QStringLiteral("vpc-%1").arg(number + 1));
        if (!vpc) return;
        const Uid uid = vpc->uid;
        set(*vpc, QStringLiteral("cidrs"), QStringList{block + QStringLiteral("0.0/16")});
        Uid routes, group;
        if (NodeData* table = inVpc(QStringLiteral("routeTable"), uid, QStringLiteral("private-routes"))) routes = table->uid;
        if (NodeData* security = inVpc(QStringLiteral("securityGroup"), uid, QStringLiteral("app"))) group = security->uid;
        if (NodeData* endpoint = inVpc(QStringLiteral("gatewayEndpoint"), uid, QStringLiteral("to-tables")))
            set(*endpoint, QStringLiteral("routeTables"), refsTo({routes}));
        std::vector<Uid> subnets;
        for (int zone = 0; zone < kZones; ++zone) {
            const QString letter(QChar(u'a' + zone));
            NodeData* subnet = inVpc(QStringLiteral("subnet"), uid, QStringLiteral("private-") + letter);
            if (!subnet) continue;
            set(*subnet, QStringLiteral("cidr"), block + QStringLiteral("%1.0/24").arg(zone));
            set(*subnet, QStringLiteral("zone"), m_code + letter);
            set(*subnet, QStringLiteral("routeTable"), Ref{routes, {}});
            subnets.push_back(subnet->uid);
        }
        for (int i = 0; i < kWorkloadsAVpc; ++i) addWorkload(uid, i, subnets, group);
    }

    NodeData* inVpc(const QString& role, Uid vpc, const QString& name) { return add(role, QStringLiteral("vpc"), vpc, name); }

    void addWorkload(Uid vpc, int number, const std::vector<Uid>& subnets, Uid group) {
        NodeData* workload = inVpc(QStringLiteral("workload"), vpc, QStringLiteral("worker-%1").arg(number + 1));
        if (!workload) return;
        const QString placement = m_registry.find(workload->kind)->placement;
        if (!placement.isEmpty()) set(*workload, placement, refsTo(subnets));
        if (!group.isNull()) set(*workload, QStringLiteral("securityGroups"), refsTo({group}));
        m_workloads.push_back({workload->uid, static_cast<int>(m_tables.size()) - 1});
    }

    void addTables(Uid region, int vpc) {
        for (int i = 0; i < kTablesAVpc && !full(); ++i) {
            NodeData* table = add(QStringLiteral("table"), QStringLiteral("region"), region, QStringLiteral("table-%1").arg(vpc * kTablesAVpc + i + 1));
            if (!table) return;
            const Uid uid = table->uid;
            m_tables.back().push_back(uid);
            if (below(2)) add(QStringLiteral("index"), QStringLiteral("table"), uid, QStringLiteral("by-%1").arg(below(100)));
        }
    }

    void addCalls() {
        const LinkSpec* calls = m_registry.link(kCalls);
        if (!calls) return;
        for (const Workload& workload : m_workloads) {
            const auto& tables = m_tables[static_cast<size_t>(workload.region)];
            std::vector<Uid> targets;
            for (int i = 1 + below(kCallsAWorkload); i > 0 && !tables.empty(); --i) {
                const Uid target = tables[static_cast<size_t>(below(static_cast<int>(tables.size())))];
                if (std::ranges::find(targets, target) != targets.end()) continue;
                targets.push_back(target);
                m_design.links.push_back({nextUid(), kCalls, workload.uid, target, {{pattern::kRows, patterns()}}});
            }
        }
    }

    Value patterns() {
        static const QStringList operations = {QStringLiteral("GetItem"), QStringLiteral("PutItem"), QStringLiteral("Query"), QStringLiteral("UpdateItem")};
        Row row;
        const QString operation = operations[below(static_cast<int>(operations.size()))];
        row.set(pattern::kName, operation.toLower());
        row.set(pattern::kOperation, operation);
        row.set(pattern::kRate, static_cast<double>(1 + below(20)));
        return Rows{{row}};
    }

    const KindRegistry& m_registry;
    int m_wanted;
    quint32 m_seed;
    QRandomGenerator m_random;
    Design m_design;
    int m_count = 0;
    QString m_code;  // of the Region that is being built
    std::vector<std::vector<Uid>> m_tables;  // by Region
    std::vector<Workload> m_workloads;
};

}  // namespace

Design randomDesign(const KindRegistry& registry, int nodes, quint32 seed) { return Builder(registry, nodes, seed).build(); }

}  // namespace model
