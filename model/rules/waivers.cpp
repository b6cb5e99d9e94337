// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/waivers.h"

#include <QCoreApplication>

namespace model {

using namespace waiver;

std::vector<PropertySpec> waiverProperties() {
    return {{.key = kRows,
             .type = ValueType::Rows,
             .title = QT_TRANSLATE_NOOP("model", "Accepted findings"),
             .group = QT_TRANSLATE_NOOP("model", "Accepted findings"),
             .help = QT_TRANSLATE_NOOP("model", "Findings that are accepted, each with its reason."),
             .fallback = Rows{},
             .columns = {{.key = kRule, .title = QT_TRANSLATE_NOOP("model", "Rule"), .help = QT_TRANSLATE_NOOP("model", "The id of the rule."), .required = true},
                         {.key = kNode, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Node"), .help = QT_TRANSLATE_NOOP("model", "Where it is accepted; empty: everywhere."), .fallback = Ref{}},
                         {.key = kReason, .title = QT_TRANSLATE_NOOP("model", "Reason"), .help = QT_TRANSLATE_NOOP("model", "Why it is accepted; printed in the report.")}}}};
}

std::vector<Waiver> waiversOf(const Document& document) {
    std::vector<Waiver> waivers;
    const auto* rows = std::get_if<Rows>(&document.value(kRows));
    if (!rows) return waivers;
    for (const Row& row : rows->items) {
        Waiver w;
        if (const Value* v = row.find(kRule))
            if (const auto* text = std::get_if<QString>(v)) w.rule = *text;
        if (const Value* v = row.find(kNode))
            if (const auto* ref = std::get_if<Ref>(v)) w.node = ref->target;
        if (const Value* v = row.find(kReason))
            if (const auto* text = std::get_if<QString>(v)) w.reason = *text;
        if (!w.rule.isEmpty()) waivers.push_back(std::move(w));
    }
    return waivers;
}

bool waives(const Waiver& waiver, const Issue& issue) {
    if (waiver.rule != issue.rule) return false;
    if (waiver.node.isNull()) return true;
    return !issue.nodes.empty() && issue.nodes.front() == waiver.node;
}

Value withWaiver(const Document& document, const Issue& issue, const QString& reason) {
    const auto* stored = std::get_if<Rows>(&document.value(kRows));
    Rows rows = stored ? *stored : Rows();
    Row row;
    row.set(kRule, issue.rule);
    if (!issue.nodes.empty()) row.set(kNode, Ref{issue.nodes.front(), {}});
    row.set(kReason, reason);
    rows.items.push_back(std::move(row));
    return rows;
}

}  // namespace model
