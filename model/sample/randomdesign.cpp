// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/sample/samples.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr int kMostNodes = 1'000'000;
constexpr int kNodesOfABlock = 30;  // a VPC with what belongs to it, roughly

// SplitMix64: few lines, the same everywhere.
class Dice {
public:
    explicit Dice(quint64 seed) : m_state(seed) {}
    quint64 next() {
        quint64 x = (m_state += 0x9E3779B97F4A7C15ULL);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
        return x ^ (x >> 31);
    }
    int between(int lowest, int highest) { return lowest + static_cast<int>(next() % static_cast<quint64>(highest - lowest + 1)); }
    bool oneIn(int n) { return between(1, n) == 1; }

private:
    quint64 m_state;
};

const std::initializer_list<const char*> kTableNames = {"Orders", "Customers", "Carts", "Payments", "Inventory", "Sessions", "Shipments", "Reviews", "Prices", "Events", "Devices", "Scores"};
const std::initializer_list<const char*> kFleetNames = {"web", "checkout", "search", "api", "batch", "ingest"};
const std::initializer_list<const char*> kFunctionNames = {"notify", "fulfil", "resize", "report", "archive", "score"};

class Generator {
public:
    Generator(const KindRegistry& registry, int nodes, quint64 seed) : m_registry(registry), m_wanted(nodes), m_dice(seed) {}

    Design make() {
        const int blocks = m_wanted / kNodesOfABlock + 1;
        const int blocksOfARegion = std::max(4, blocks / 16 + 1);
        while (!full()) {
            addRegion();
            for (int i = 0; i < blocksOfARegion && !full(); ++i) addBlock(i);
        }
        std::ranges::sort(m_design.nodes, {}, &NodeData::uid);
        std::ranges::sort(m_design.links, {}, &LinkData::uid);
        return std::move(m_design);
    }

private:
    [[nodiscard]] bool full() const { return static_cast<int>(m_design.nodes.size()) >= m_wanted; }

    Uid freshUid() {
        Uid uid{m_dice.next()};
        while (uid.isNull()) uid.value = m_dice.next();
        return uid;
    }

    // The kind that offers the role and fits into the parent's kind.
    [[nodiscard]] const KindSpec* kindFor(const QString& role, const KindSpec* parent) const {
        for (const auto& kind : m_registry.kinds())
            if (kind->offers.contains(role) && kind->fitsInto(parent) && (role != u"workload" || !kind->data)) return kind.get();
        return nullptr;
    }

    Uid add(const QString& role, Uid parent, const KindSpec* parentKind, const QString& name, Properties properties = {}) {
        const KindSpec* kind = kindFor(role, parentKind);
        if (full() || !kind) return {};
        NodeData node{freshUid(), kind->id, parent, {}, std::nullopt, {}};
        for (Property& property : properties)
            if (kind->property(property.key)) storeProperty(node.properties, property.key, std::move(property.value));
        storeProperty(node.properties, QStringLiteral("name"), name);
        m_design.nodes.push_back(node);
        return node.uid;
    }

    [[nodiscard]] const KindSpec* kind(const QString& role) const {
        for (const auto& each : m_registry.kinds())
            if (each->offers.contains(role)) return each.get();
        return nullptr;
    }

    QString pick(std::initializer_list<const char*> names, int number) {
        return QLatin1String(names.begin()[m_dice.between(0, static_cast<int>(names.size()) - 1)]) + u'-' + QString::number(number);
    }

    void addRegion() {
        const KindSpec* spec = kind(QStringLiteral("region"));
        const PropertySpec* code = spec->property(QStringLiteral("code"));
        const auto& choices = code->choices;
        m_code = choices[static_cast<size_t>(m_regions) % choices.size()].id;
        const QString name = m_regions < static_cast<int>(choices.size()) ? m_code : m_code + u'-' + QString::number(m_regions);
        Properties properties;
        if (code->fallback != Value(m_code)) properties.push_back({code->key, m_code});
        m_region = add(QStringLiteral("region"), {}, nullptr, name, std::move(properties));
        m_tables.clear();
        ++m_regions;
    }

    void addBlock(int number) {
        const KindSpec* region = kind(QStringLiteral("region"));
        const KindSpec* vpc = kind(QStringLiteral("vpc"));
        const QString net = QStringLiteral("10.%1.").arg(number % 256);
        const Uid home = add(QStringLiteral("vpc"), m_region, region, QStringLiteral("vpc-%1").arg(number), {{QStringLiteral("cidrs"), QStringList{net + QStringLiteral("0.0/16")}}});
        const Uid routes = add(QStringLiteral("routeTable"), home, vpc, QStringLiteral("routes"), {{QStringLiteral("main"), true}});
        add(QStringLiteral("gatewayEndpoint"), home, vpc, QStringLiteral("ddb-gateway"), {{QStringLiteral("routeTables"), Refs{{Ref{routes, {}}}}}});
        const Uid group = add(QStringLiteral("securityGroup"), home, vpc, QStringLiteral("app-sg"));
        Refs subnets;
        const int zones = m_dice.between(2, 3);
        for (int z = 0; z < zones; ++z) {
            const Uid subnet = add(QStringLiteral("subnet"), home, vpc, QStringLiteral("private-%1").arg(QChar(u'a' + z)), {{QStringLiteral("cidr"), net + QStringLiteral("%1.0/20").arg(z * 16)}, {QStringLiteral("zone"), m_code + QChar(u'a' + z)}, {QStringLiteral("routeTable"), Ref{routes, {}}}});
            if (!subnet.isNull()) subnets.items.push_back({subnet, {}});
        }
        addTables(number);
        addWorkloads(number, home, subnets, group);
    }

    void addTables(int number) {
        const KindSpec* region = kind(QStringLiteral("region"));
        const int count = m_dice.between(3, 7);
        for (int i = 0; i < count; ++i) {
            const bool onDemand = m_dice.oneIn(2);
            Properties properties = {{QStringLiteral("itemBytes"), static_cast<double>(m_dice.between(1, 16) * 256)}};
            if (onDemand)
                properties.push_back({QStringLiteral("billingMode"), QStringLiteral("PAY_PER_REQUEST")});
            else
                for (const auto* key : {"readUnits", "writeUnits"}) properties.push_back({QLatin1String(key), static_cast<double>(m_dice.between(2, 10) * 50)});
            if (m_dice.oneIn(4)) properties.push_back({QStringLiteral("ttlEnabled"), true});
            const Uid table = add(QStringLiteral("table"), m_region, region, pick(kTableNames, number * 10 + i), std::move(properties));
            if (table.isNull()) return;
            m_tables.push_back(table);
            for (int k = m_dice.between(0, 2); k > 0; --k) addIndex(table, k, onDemand);
        }
    }

    void addIndex(Uid table, int number, bool onDemand) {
        Properties properties = {{QStringLiteral("partitionKey"), QStringLiteral("gsi%1pk").arg(number)}};
        if (!onDemand)
            for (const auto* key : {"readUnits", "writeUnits"}) properties.push_back({QLatin1String(key), 500.0});
        add(QStringLiteral("index"), table, kind(QStringLiteral("table")), QStringLiteral("by-%1").arg(number), std::move(properties));
    }

    void addWorkloads(int number, Uid home, const Refs& subnets, Uid group) {
        const int fleets = m_dice.between(2, 5);
        for (int i = 0; i < fleets; ++i) {
            const Uid fleet = add(QStringLiteral("workload"), home, kind(QStringLiteral("vpc")), pick(kFleetNames, i), {{QStringLiteral("subnets"), subnets}, {QStringLiteral("securityGroups"), Refs{{Ref{group, {}}}}}, {QStringLiteral("instances"), qint64(m_dice.between(2, 12))}});
            if (!fleet.isNull()) addCalls(fleet);
        }
        const int functions = m_dice.between(1, 4);
        for (int i = 0; i < functions; ++i) {
            const Uid function = add(QStringLiteral("function"), m_region, kind(QStringLiteral("region")), pick(kFunctionNames, number * 10 + i), {{QStringLiteral("memoryMb"), qint64(m_dice.between(1, 8) * 256)}});
            if (!function.isNull()) addCalls(function);
        }
    }

    void addCalls(Uid caller) {
        std::vector<Uid> called;
        for (int i = m_dice.between(1, 3); i > 0 && !m_tables.empty(); --i) {
            const Uid table = m_tables[static_cast<size_t>(m_dice.between(0, static_cast<int>(m_tables.size()) - 1))];
            if (std::ranges::find(called, table) != called.end()) continue;
            called.push_back(table);
            Rows rows;
            const auto row = [&](const char* operation, int ratePerS) {
                Row cells;
                cells.set(pattern::kOperation, QLatin1String(operation));
                cells.set(pattern::kRate, static_cast<double>(ratePerS));
                cells.set(pattern::kName, QString(QLatin1String(operation)).toLower());
                rows.items.push_back(std::move(cells));
            };
            row("GetItem", m_dice.between(5, 50));
            if (!m_dice.oneIn(3)) row("PutItem", m_dice.between(1, 15));
            m_design.links.push_back({freshUid(), kCalls, caller, table, {{pattern::kRows, std::move(rows)}}});
        }
    }

    const KindRegistry& m_registry;
    const int m_wanted;
    Dice m_dice;
    Design m_design;
    int m_regions = 0;
    Uid m_region;
    QString m_code;
    std::vector<Uid> m_tables;
};

}  // namespace

Result<Design> randomDesign(const KindRegistry& registry, int nodes, quint64 seed) {
    if (nodes < 1 || nodes > kMostNodes) return Error{tr("A random design has 1 to %1 nodes, not %2.").arg(kMostNodes).arg(nodes)};
    return Generator(registry, nodes, seed).make();
}

}  // namespace model
