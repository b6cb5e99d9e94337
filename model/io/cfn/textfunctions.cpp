// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/intrinsics.h"

#include <QCoreApplication>

#include <utility>

namespace model::cfn {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfn::Intrinsics)
};

struct SubPart {
    QString literal;
    QString variable;  // where it is empty, the literal counts
};

/// "a-${B}-${!c}" -> "a-", B, "-${c}". An opening without its closing brace is text.
std::vector<SubPart> subParts(const QString& pattern) {
    std::vector<SubPart> parts;
    qsizetype at = 0;
    while (at < pattern.size()) {
        const qsizetype open = pattern.indexOf(QStringLiteral("${"), at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(u'}', open);
        if (close < 0) break;
        if (open > at) parts.push_back({pattern.mid(at, open - at), {}});
        const QString name = pattern.mid(open + 2, close - open - 2).trimmed();
        if (name.startsWith(u'!')) {
            parts.push_back({QStringLiteral("${%1}").arg(name.mid(1)), {}});
        } else if (name.isEmpty()) {
            parts.push_back({QStringLiteral("${}"), {}});
        } else {
            parts.push_back({{}, name});
        }
        at = close + 1;
    }
    if (at < pattern.size()) parts.push_back({pattern.mid(at), {}});
    return parts;
}

}  // namespace

Value Intrinsics::callSub(const Node& argument) {
    const bool hasVariables = argument.isList() && argument.items.size() == 2;
    const Node& pattern = hasVariables ? argument.items[0] : argument;
    if (!pattern.isScalar()) return unresolved(QStringLiteral("Fn::Sub"), argument, arguments(argument));
    Value variables;
    if (hasVariables) variables = arguments(argument.items[1]).front();
    std::vector<Value> pieces;
    for (const SubPart& part : subParts(pattern.text)) {
        pieces.push_back(part.variable.isEmpty() ? Value::ofText(part.literal, argument.line)
                                                 : subVariable(part.variable, argument.line, &variables));
    }
    if (auto joined = joinedText(pieces, argument.line)) return *joined;
    return unresolved(QStringLiteral("Fn::Sub"), argument, {Value::ofText(pattern.text, argument.line), variables});
}

Value Intrinsics::subVariable(const QString& name, int line, const Value* variables) {
    if (const Value* own = variables->find(name)) return *own;
    const qsizetype dot = name.indexOf(u'.');
    if (dot < 0) return named(name, line, QStringLiteral("Sub"));
    return attributeOf(name.left(dot), name.mid(dot + 1), line, QStringLiteral("Sub"));
}

Value Intrinsics::callJoin(const Node& argument) {
    std::vector<Value> values = arguments(argument);
    const auto delimiter = values.size() == 2 ? knownText(values[0]) : std::nullopt;
    if (!delimiter || !values[1].isList())
        return unresolved(QStringLiteral("Fn::Join"), argument, std::move(values));
    std::vector<Value> pieces;
    for (const Value& item : values[1].items) {
        if (!pieces.empty() && !delimiter->isEmpty()) pieces.push_back(Value::ofText(*delimiter, argument.line));
        pieces.push_back(item);
    }
    if (auto joined = joinedText(pieces, argument.line)) return *joined;
    return unresolved(QStringLiteral("Fn::Join"), argument, std::move(values));
}

Value Intrinsics::callSelect(const Node& argument) {
    std::vector<Value> values = arguments(argument);
    const auto index = values.size() == 2 ? values[0].toInteger() : std::nullopt;
    if (!index || !values[1].isList())
        return unresolved(QStringLiteral("Fn::Select"), argument, std::move(values));
    if (*index < 0 || *index >= static_cast<qint64>(values[1].items.size())) {
        remark(argument.line, Text::tr("Fn::Select asks for entry %1 of a list of %2; kept as text")
                                  .arg(*index)
                                  .arg(values[1].items.size()));
        return unresolved(QStringLiteral("Fn::Select"), argument, std::move(values));
    }
    return values[1].items[static_cast<std::size_t>(*index)];
}

Value Intrinsics::callSplit(const Node& argument) {
    std::vector<Value> values = arguments(argument);
    const auto delimiter = values.size() == 2 ? knownText(values[0]) : std::nullopt;
    const auto text = delimiter ? knownText(values[1]) : std::nullopt;
    if (!text || delimiter->isEmpty())
        return unresolved(QStringLiteral("Fn::Split"), argument, std::move(values));
    const QStringList parts = text->split(*delimiter);
    if (!spend(static_cast<std::size_t>(parts.size()), argument.line))
        return unresolved(QStringLiteral("Fn::Split"), argument, std::move(values));
    Value list{.kind = ValueKind::List, .line = argument.line};
    for (const QString& part : parts) list.items.push_back(Value::ofText(part, argument.line));
    return list;
}

Value Intrinsics::callBase64(const Node& argument) {
    std::vector<Value> values = arguments(argument);
    const auto text = knownText(values.front());
    if (!text) return unresolved(QStringLiteral("Fn::Base64"), argument, std::move(values));
    return Value::ofText(QString::fromLatin1(text->toUtf8().toBase64()), argument.line);
}

}  // namespace model::cfn
