// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/generic.h"

#include "model/core/edit.h"
#include "model/core/quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <utility>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QString trCount(const char* text, int n) { return QCoreApplication::translate("model", text, nullptr, n); }

const char* const kSource = "the rows of the kinds, see `skerry kinds`";

enum class Found { Required, Range, Choice };

// What a value in a row is wrong about.
Found classify(const PropertySpec& spec, const Value& value) {
    if (spec.type == ValueType::Choice) return Found::Choice;
    if (const auto* ref = std::get_if<Ref>(&value); ref && ref->target.isNull()) return Found::Required;
    if (const auto* text = std::get_if<QString>(&value); text && text->isEmpty()) return Found::Required;
    return Found::Range;
}

QString ruleOf(Found found) {
    switch (found) {
        case Found::Required: return QStringLiteral("GEN-001");
        case Found::Range: return QStringLiteral("GEN-002");
        case Found::Choice: return QStringLiteral("GEN-003");
    }
    return {};
}

// Whoever is looked at: a node, a link or the document itself. Fixes write to `subject`.
struct Place {
    const Document& document;
    Tracker* tracker;
    Uid subject;
    std::function<QString()> name;  // "Subnet "web-a"", opens each sentence; most values have nothing said of them. Null: none
    std::vector<Uid> nodes, links;
    IssueSink& issues;
};

// A cell of a table, or (without one) the value itself.
struct Where {
    const PropertySpec* table = nullptr;
    size_t row = 0;
    [[nodiscard]] QString text() const { return table ? tr("%1, row %2: ").arg(tr(table->title)).arg(row + 1) : QString(); }
};

Issue& report(Place& place, const char* rule, const QString& sentence) {
    Issue& issue = place.issues.add(place.name ? tr("%1: %2").arg(place.name(), sentence) : sentence, place.nodes, place.links);
    issue.rule = QString::fromLatin1(rule);
    return issue;
}

// The legal value next to an illegal number.
std::optional<Value> nearest(const PropertySpec& spec, const Value& value) {
    if (spec.type != ValueType::Integer && spec.type != ValueType::Number) return std::nullopt;
    const double number = std::clamp(toNumber(value), spec.minimum, spec.maximum);
    if (spec.type == ValueType::Integer) return Value(static_cast<qint64>(number));
    return Value(number);
}

void checkPlain(Place& place, const PropertySpec& spec, const Value& value, const Where& where) {
    if (const QString why = typeObjection(spec, value); !why.isEmpty()) {
        report(place, "GEN-003", where.text() + why);
        return;
    }
    const QString why = rangeObjection(spec, value);
    if (why.isEmpty()) return;
    const Found found = classify(spec, value);
    Issue& issue = report(place, ruleOf(found).toLatin1().constData(), where.text() + why);
    if (where.table || place.subject.isNull()) return;
    if (found == Found::Choice)
        issue.fix = ChangeSet{tr("Set %1 to its default").arg(tr(spec.title)), {SetProperty{place.subject, spec.key, std::nullopt}}};
    else if (const auto legal = nearest(spec, value); found == Found::Range && legal)
        issue.fix = ChangeSet{tr("Set %1 to %2").arg(tr(spec.title), formatValue(spec, *legal)), {SetProperty{place.subject, spec.key, *legal}}};
}

/// The value without its dangling references; nullopt clears it.
std::optional<Value> withoutDangling(const Document& document, Value value) {
    const auto gone = [&](const Ref& ref) { return !document.findNode(ref.target); };
    if (std::holds_alternative<Ref>(value)) return std::nullopt;
    if (auto* refs = std::get_if<Refs>(&value)) {
        std::erase_if(refs->items, gone);
        return refs->items.empty() ? std::nullopt : std::optional(std::move(value));
    }
    if (auto* rows = std::get_if<Rows>(&value))
        std::erase_if(rows->items, [&](const Row& row) {
            return std::ranges::any_of(row.cells, [&](const Cell& cell) {
                const auto* ref = std::get_if<Ref>(&cell.value);
                return ref && !ref->target.isNull() && gone(*ref);
            });
        });
    return value;
}

void checkReference(Place& place, const PropertySpec& spec, const QString& key, const Value& whole, const Ref& ref) {
    if (ref.target.isNull()) return;
    if (place.tracker) place.tracker->read({ref.target, Relation::Exists, 0});
    const auto target = place.document.findNode(ref.target);
    if (!target) {
        const QString label = ref.label.isEmpty() ? tr("a node") : QStringLiteral("\"%1\"").arg(ref.label);
        Issue& issue = report(place, "GEN-004", tr("%1 refers to %2, which does not exist. Choose another or clear it.").arg(tr(spec.title), label));
        if (!place.subject.isNull())
            issue.fix = ChangeSet{tr("Clear the missing reference"), {SetProperty{place.subject, key, withoutDangling(place.document, whole)}}};
        return;
    }
    const KindSpec* kind = place.document.node(*target).kind;
    if (spec.role.isEmpty() || !kind || kind->offers.contains(spec.role)) return;
    Issue& issue = report(place, "GEN-005", tr("%1 refers to \"%2\", and %3 cannot stand there. Choose another node.")
                                                .arg(tr(spec.title), NodeView(place.document, *target, place.tracker).name(), tr(kind->title)));
    issue.nodes.push_back(ref.target);
}

void checkReferences(Place& place, const PropertySpec& spec, const QString& key, const Value& whole, const Value& value) {
    if (const auto* ref = std::get_if<Ref>(&value)) checkReference(place, spec, key, whole, *ref);
    if (const auto* refs = std::get_if<Refs>(&value))
        for (const Ref& ref : refs->items) checkReference(place, spec, key, whole, ref);
}

void checkValue(Place& place, const PropertySpec& spec, const Value& value) {
    if (std::holds_alternative<Unresolved>(value)) return;
    const auto* rows = std::get_if<Rows>(&value);
    if (!rows) {
        checkPlain(place, spec, value, {});
        checkReferences(place, spec, spec.key, value, value);
        return;
    }
    for (size_t i = 0; i < rows->items.size(); ++i)
        for (const PropertySpec& column : spec.columns) {
            const Row& row = rows->items[i];
            if (column.columnVisibleWhen && !column.columnVisibleWhen(row)) continue;
            const Value& cell = cellValue(spec, row, column.key);
            if (std::holds_alternative<Unresolved>(cell)) continue;
            checkPlain(place, column, cell, {&spec, i});
            checkReferences(place, column, spec.key, value, cell);
        }
}

// Names that more than one of these nodes has, each with its nodes.
template <class Nodes>
void checkNames(const Nodes& nodes, Place& place) {
    std::vector<std::pair<QString, Uid>> named;
    for (const NodeView& node : nodes)
        if (QString name = node.name(); !name.isEmpty()) named.emplace_back(std::move(name), node.uid());
    const auto nameOf = [](const auto& one) -> const QString& { return one.first; };
    std::ranges::stable_sort(named, {}, nameOf);
    for (auto first = named.begin(); first != named.end();) {
        const auto last = std::ranges::find_if(first, named.end(), [&](const auto& other) { return other.first != first->first; });
        if (last - first > 1) {
            std::vector<Uid> uids;
            for (auto it = first; it != last; ++it) uids.push_back(it->second);
            Issue& issue = place.issues.add(trCount("%n nodes in one place are called \"%1\", so that a path does not tell which. Rename all but one.", static_cast<int>(uids.size())).arg(first->first), uids);
            issue.rule = QStringLiteral("GEN-007");
        }
        first = last;
    }
}

void checkNesting(const NodeView& node, Place& place) {
    const auto parent = node.parent();
    const KindSpec* above = parent ? parent->kind() : nullptr;
    if ((parent && !above) || node.kind()->fitsInto(above)) return;
    if (parent) (void)parent->name();  // the sentence speaks of it
    Issue& issue = report(place, "GEN-006", Edit::parentObjection(node.document(), *node.kind(), parent ? parent->uid() : Uid()));
    if (parent) issue.nodes.push_back(parent->uid());
}

}  // namespace

std::vector<RuleSpec> genericRules() {
    return {
        {.id = "GEN-001", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "A required value is empty"), .help = QT_TRANSLATE_NOOP("model", "AWS needs this value; without it the resource cannot be made."), .source = kSource},
        {.id = "GEN-002", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "A number is out of range"), .help = QT_TRANSLATE_NOOP("model", "The limits stand in the row of the property, with their source."), .source = kSource, .offersFix = true},
        {.id = "GEN-003", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "A value is none of the choices"), .help = QT_TRANSLATE_NOOP("model", "Only the listed choices have a meaning."), .source = kSource, .offersFix = true},
        {.id = "GEN-004", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "A reference leads nowhere"), .help = QT_TRANSLATE_NOOP("model", "The node that it named is gone; routes to it drop packets."), .source = kSource, .offersFix = true},
        {.id = "GEN-005", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "A reference leads to the wrong kind of node"), .help = QT_TRANSLATE_NOOP("model", "Only some kinds can stand there, such as gateways as targets of routes."), .source = kSource},
        {.id = "GEN-006", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "A node lies in the wrong container"), .help = QT_TRANSLATE_NOOP("model", "Each kind has its place: a subnet in a VPC, a table in a Region."), .source = kSource},
        {.id = "GEN-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Two siblings have one name"), .help = QT_TRANSLATE_NOOP("model", "Paths such as us-east-1/vpc/web-a are to name one node."), .source = kSource},
        {.id = "GEN-008", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "A call that cannot be made"), .help = QT_TRANSLATE_NOOP("model", "Workloads call tables, indexes and functions with operations that these accept."), .source = kSource},
        {.id = "GEN-009", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "A kind that this version does not know"), .help = QT_TRANSLATE_NOOP("model", "It is kept, shown and saved, but neither checked nor simulated."), .source = kSource},
    };
}

void checkNodeRows(const NodeView& node, IssueSink& issues) {
    Place place{node.document(), node.tracker(), node.uid(), {}, {node.uid()}, {}, issues};
    if (!node.kind()) {
        report(place, "GEN-009", tr("\"%1\" is of the kind \"%2\", which this version does not know. It is kept as it is.")
                                     .arg(node.name(), node.document().node(node.id()).data.kind));
        return;
    }
    place.name = [&node] { return tr(node.kind()->title) + QLatin1Char(' ') + node.quoted(); };
    const Properties& properties = node.properties();
    for (const PropertySpec& spec : node.kind()->properties) {
        if (spec.visibleWhen && !spec.visibleWhen(node)) continue;
        // Most values are defaults, and those are legal; only where there is no sensible one is something missing.
        const Value* stored = findProperty(properties, spec.key);
        if (stored || spec.required) checkValue(place, spec, stored ? *stored : spec.fallback);
    }
    checkNesting(node, place);
    if (!node.kind()->offers.isEmpty()) checkNames(node.children(), place);
}

void checkLinkRows(const LinkView& link, IssueSink& issues) {
    const NodeView from = link.from();
    const NodeView to = link.to();
    const Document& document = from.document();
    Place place{document, from.tracker(), link.uid(), [&] { return tr("Call from %1 to %2").arg(from.quoted(), to.quoted()); }, {from.uid(), to.uid()}, {link.uid()}, issues};
    const LinkSpec* spec = document.registry().link(link.type());
    if (!spec) {
        report(place, "GEN-009", tr("links of type \"%1\" are not known to this version.").arg(link.type()));
        return;
    }
    for (const PropertySpec& property : spec->properties) checkValue(place, property, link.value(property.key));
    const QString why = Edit::linkObjection(document, link.type(), from.uid(), to.uid());
    if (!why.isEmpty()) report(place, "GEN-008", why);
}

void checkDocumentRows(const Document& document, Tracker& tracker, IssueSink& issues) {
    Place place{document, &tracker, {}, {}, {}, {}, issues};
    for (const PropertySpec& spec : document.registry().documentProperties()) {
        tracker.read({{}, Relation::Property, keyHash(spec.key)});
        checkValue(place, spec, document.value(spec.key));
    }
    tracker.read({{}, Relation::Children, 0});
    std::vector<NodeView> top;
    for (const NodeId id : document.topNodes()) top.emplace_back(document, id, &tracker);
    checkNames(top, place);
}

}  // namespace model
