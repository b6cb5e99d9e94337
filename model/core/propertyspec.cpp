// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/propertyspec.h"

#include "model/core/quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool holdsType(ValueType type, const Value& value) {
    switch (type) {
        case ValueType::Bool: return std::holds_alternative<bool>(value);
        case ValueType::Integer: return std::holds_alternative<qint64>(value);
        case ValueType::Number: return std::holds_alternative<double>(value) || std::holds_alternative<qint64>(value);
        case ValueType::Text:
        case ValueType::LongText:
        case ValueType::Choice: return std::holds_alternative<QString>(value);
        case ValueType::TextList: return std::holds_alternative<QStringList>(value);
        case ValueType::Ref: return std::holds_alternative<Ref>(value);
        case ValueType::Refs: return std::holds_alternative<Refs>(value);
        case ValueType::Rows: return std::holds_alternative<Rows>(value);
    }
    return false;
}

QString typeWords(ValueType type) {
    switch (type) {
        case ValueType::Bool: return tr("yes or no");
        case ValueType::Integer: return tr("a whole number");
        case ValueType::Number: return tr("a number");
        case ValueType::Text:
        case ValueType::LongText: return tr("a text");
        case ValueType::Choice: return tr("one of its choices");
        case ValueType::TextList: return tr("a list of texts");
        case ValueType::Ref: return tr("a reference to a node");
        case ValueType::Refs: return tr("a list of references");
        case ValueType::Rows: return tr("a table");
    }
    return {};
}

QString rowsObjection(const PropertySpec& spec, const Rows& rows) {
    for (const Row& row : rows.items)
        for (const Cell& cell : row.cells) {
            const auto column = std::ranges::find(spec.columns, cell.key, &PropertySpec::key);
            if (column == spec.columns.end()) continue;  // a key of a later version is kept
            if (const QString why = typeObjection(*column, cell.value); !why.isEmpty()) return why;
        }
    return {};
}

}  // namespace

QString typeObjection(const PropertySpec& spec, const Value& value) {
    if (std::holds_alternative<Unresolved>(value)) return {};
    if (!holdsType(spec.type, value)) return tr("\"%1\" takes %2.").arg(tr(spec.title), typeWords(spec.type));
    if (const auto* number = std::get_if<double>(&value); number && !std::isfinite(*number))
        return tr("\"%1\" takes a finite number.").arg(tr(spec.title));
    if (const auto* rows = std::get_if<Rows>(&value)) return rowsObjection(spec, *rows);
    return {};
}

QString rangeObjection(const PropertySpec& spec, const Value& value) {
    if (std::holds_alternative<Unresolved>(value)) return {};
    if (spec.type == ValueType::Choice) {
        const auto* id = std::get_if<QString>(&value);
        if (id && std::ranges::find(spec.choices, *id, &Choice::id) == spec.choices.end())
            return tr("\"%1\" is not among the choices of %2.").arg(*id, tr(spec.title));
    }
    if (spec.type == ValueType::Integer || spec.type == ValueType::Number) {
        const double number = toNumber(value);
        if (number < spec.minimum)
            return tr("%1 must be at least %2.").arg(tr(spec.title), formatQuantity(spec.minimum, spec.unit));
        if (number > spec.maximum)
            return tr("%1 must be at most %2.").arg(tr(spec.title), formatQuantity(spec.maximum, spec.unit));
    }
    if (spec.required) {
        const auto* text = std::get_if<QString>(&value);
        const auto* ref = std::get_if<Ref>(&value);
        if ((text && text->isEmpty()) || (ref && ref->target.isNull())) return tr("%1 is empty.").arg(tr(spec.title));
    }
    return {};
}

const Value& cellValue(const PropertySpec& rowsSpec, const Row& row, const QString& key) {
    static const Value kNone = QString();
    if (const Value* stored = row.find(key)) return *stored;
    const auto column = std::ranges::find_if(rowsSpec.columns, [&](const PropertySpec& spec) { return isSameKey(spec.key, key); });
    return column == rowsSpec.columns.end() ? kNone : column->fallback;
}

}  // namespace model
