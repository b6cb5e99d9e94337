// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/scenario.h"

#include "model/core/nodeview.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

using namespace scenario;

namespace {

bool faultIs(const Row& row, std::initializer_list<const char*> kinds) {
    const Value* cell = row.find(kFaultKind);
    const auto* kind = cell ? std::get_if<QString>(cell) : nullptr;
    return kind && std::ranges::any_of(kinds, [&](const char* k) { return *kind == QLatin1String(k); });
}
bool hasZone(const Row& row) { return !row.find(kFaultKind) || faultIs(row, {"az-loss", "region-isolation"}); }
bool hasNode(const Row& row) {
    return faultIs(row, {"hot-key", "capacity", "ttl-stall", "pause-replication", "cache-node-loss", "cache-flush", "poison-record", "concurrency", "clock-skew"});
}
bool hasAmount(const Row& row) { return faultIs(row, {"hot-key", "capacity", "load", "cache-node-loss", "concurrency", "clock-skew"}); }
bool hasSecondAmount(const Row& row) { return faultIs(row, {"capacity"}); }

std::vector<Choice> faultChoices() {
    return {{QStringLiteral("az-loss"), QT_TRANSLATE_NOOP("model", "Availability Zone lost")},
            {QStringLiteral("region-isolation"), QT_TRANSLATE_NOOP("model", "Region cut off")},
            {QStringLiteral("hot-key"), QT_TRANSLATE_NOOP("model", "hot key")},
            {QStringLiteral("capacity"), QT_TRANSLATE_NOOP("model", "capacity changed")},
            {QStringLiteral("load"), QT_TRANSLATE_NOOP("model", "load factor")},
            {QStringLiteral("pause-replication"), QT_TRANSLATE_NOOP("model", "replication paused")},
            {QStringLiteral("clock-skew"), QT_TRANSLATE_NOOP("model", "clock off")},
            {QStringLiteral("ttl-stall"), QT_TRANSLATE_NOOP("model", "deletion of expired items stalls")},
            {QStringLiteral("cache-node-loss"), QT_TRANSLATE_NOOP("model", "cache node lost")},
            {QStringLiteral("cache-flush"), QT_TRANSLATE_NOOP("model", "cache emptied")},
            {QStringLiteral("poison-record"), QT_TRANSLATE_NOOP("model", "poison record")},
            {QStringLiteral("concurrency"), QT_TRANSLATE_NOOP("model", "concurrency cut")}};
}

// The zones of the design's Regions, or the Regions themselves.
QStringList placesToLose(const Document& document, const Row& fault) {
    QStringList places;
    for (const NodeId id : document.topNodes()) {
        const NodeView node(document, id);
        const auto region = node.kind() && node.kind()->net ? node.netFacet<RegionNet>() : nullptr;
        if (!region) continue;
        if (faultIs(fault, {"region-isolation"})) places += region->code;
        else places += region->zones;
    }
    return places;
}

QStringList scenarioNames(const Document& document, const Row&) {
    QStringList names;
    for (const Scenario& scenario : scenariosOf(document)) names += scenario.name;
    return names;
}

std::vector<PropertySpec> faultColumns() {
    return {
        {.key = kFaultKind, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Fault"), .help = QT_TRANSLATE_NOOP("model", "What happens."), .fallback = QStringLiteral("az-loss"), .choices = faultChoices()},
        {.key = kFaultStart, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "At"), .help = QT_TRANSLATE_NOOP("model", "When it begins."), .unit = Unit::Seconds, .fallback = 60.0, .minimum = 0},
        {.key = kFaultDuration, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Lasts"), .help = QT_TRANSLATE_NOOP("model", "How long it lasts; 0: until the end."), .unit = Unit::Seconds, .fallback = 60.0, .minimum = 0, .specials = {{0, QT_TRANSLATE_NOOP("model", "to the end")}}},
        {.key = kFaultZone, .type = ValueType::Text, .title = QT_TRANSLATE_NOOP("model", "Zone"), .help = QT_TRANSLATE_NOOP("model", "The Availability Zone, such as us-east-1a; of a Region that is cut off, its code, such as us-east-1."), .emptyWords = QT_TRANSLATE_NOOP("model", "choose one"), .columnVisibleWhen = hasZone, .suggest = placesToLose},
        {.key = kFaultNode, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Where"), .help = QT_TRANSLATE_NOOP("model", "What it hits: a table or index; a replica whose replication pauses; a cache, a stream or a function."), .fallback = Ref{}, .columnVisibleWhen = hasNode},
        {.key = kFaultAmount, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Amount"), .help = QT_TRANSLATE_NOOP("model", "Hot key: share in percent. Capacity: read units (on-demand: the maximum). Load: factor. Cache node: its number from 0, the primary. Concurrency: what is left. Clock: milliseconds ahead."), .fallback = 0.0, .minimum = 0, .columnVisibleWhen = hasAmount},
        {.key = kFaultAmount2, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Write units"), .help = QT_TRANSLATE_NOOP("model", "Capacity: write units."), .unit = Unit::WriteUnits, .fallback = 0.0, .minimum = 0, .columnVisibleWhen = hasSecondAmount},
    };
}

PropertySpec rowsSpec() {
    return {.key = kRows, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Scenarios"), .group = QT_TRANSLATE_NOOP("model", "Scenarios"), .help = QT_TRANSLATE_NOOP("model", "Named settings of a run: length, seed, load and faults."), .fallback = Rows{}, .columns = {
        {.key = kName, .title = QT_TRANSLATE_NOOP("model", "Name"), .help = QT_TRANSLATE_NOOP("model", "Name of the scenario."), .fallback = QStringLiteral("default"), .inSummary = true},
        {.key = kLength, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Length"), .help = QT_TRANSLATE_NOOP("model", "Simulated time."), .unit = Unit::Seconds, .fallback = 600.0, .minimum = 0.001, .maximum = 31622400, .inSummary = true},
        {.key = kSeed, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Seed"), .help = QT_TRANSLATE_NOOP("model", "The same design and seed give the same run, event by event."), .fallback = qint64(1), .minimum = 0},
        {.key = kLoad, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Load factor"), .help = QT_TRANSLATE_NOOP("model", "Multiplies every rate."), .fallback = 1.0, .minimum = 0, .maximum = 1e6},
        {.key = kPlaySpeed, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Plays at"), .help = QT_TRANSLATE_NOOP("model", "Simulated seconds in a second when the scenario is opened, so that what it shows comes soon. Results do not depend on it."), .fallback = 1.0, .minimum = 0.0001, .maximum = 2880},
        {.key = kFaults, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Faults"), .help = QT_TRANSLATE_NOOP("model", "What goes wrong, and when."), .fallback = Rows{}, .columns = faultColumns()},
    }};
}

struct Reader {
    const PropertySpec& spec;
    const Row& row;

    [[nodiscard]] QString text(const QString& key) const {
        const auto* t = std::get_if<QString>(&cellValue(spec, row, key));
        return t ? *t : QString();
    }
    [[nodiscard]] double number(const QString& key) const { return toNumber(cellValue(spec, row, key)); }
};

ScenarioFault faultOf(const PropertySpec& spec, const Row& row) {
    const Reader r{spec, row};
    const auto* ref = std::get_if<Ref>(&cellValue(spec, row, kFaultNode));
    return {r.text(kFaultKind), r.number(kFaultStart), r.number(kFaultDuration), ref ? ref->target : Uid(), r.text(kFaultZone), r.number(kFaultAmount), r.number(kFaultAmount2)};
}

}  // namespace

std::vector<PropertySpec> scenarioProperties() {
    return {rowsSpec(), {.key = kCurrent, .title = QT_TRANSLATE_NOOP("model", "Current scenario"), .group = QT_TRANSLATE_NOOP("model", "Scenarios"), .help = QT_TRANSLATE_NOOP("model", "The scenario that a run takes."), .suggest = scenarioNames}};
}

std::vector<Scenario> scenariosOf(const Document& document) {
    static const PropertySpec spec = rowsSpec();
    static const PropertySpec& faultSpec = spec.columns.back();
    std::vector<Scenario> all;
    const auto* rows = std::get_if<Rows>(&document.value(kRows));
    for (const Row& row : rows ? rows->items : std::vector<Row>()) {
        const Reader r{spec, row};
        Scenario s{r.text(kName), r.number(kLength), static_cast<quint64>(r.number(kSeed)), r.number(kLoad), r.number(kPlaySpeed), {}};
        if (const auto* faults = std::get_if<Rows>(&cellValue(spec, row, kFaults)))
            for (const Row& fault : faults->items) s.faults.push_back(faultOf(faultSpec, fault));
        all.push_back(std::move(s));
    }
    if (all.empty()) all.emplace_back();
    return all;
}

Result<Scenario> scenarioOf(const Document& document, const QString& name) {
    const auto all = scenariosOf(document);
    const auto* current = std::get_if<QString>(&document.value(kCurrent));
    const QString wanted = name.isEmpty() && current ? *current : name;
    if (wanted.isEmpty()) return all.front();
    QStringList names;
    for (const Scenario& s : all) {
        if (s.name == wanted) return s;
        names += s.name;
    }
    if (name.isEmpty()) return all.front();  // the current one was renamed
    return Error{QCoreApplication::translate("model", "There is no scenario \"%1\". This design has: %2.").arg(name, names.join(QStringLiteral(", ")))};
}

bool isScenarioChoice(const ChangeSet& changes) {
    return !changes.isEmpty() && std::ranges::all_of(changes.changes, [](const Change& change) {
        const auto* set = std::get_if<SetDocument>(&change);
        return set && set->key == kCurrent;
    });
}

}  // namespace model
