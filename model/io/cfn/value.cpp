// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/value.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace model::cfn {
namespace {

QString expression(const Value& value);

/// What stands between the quotes of a !Sub for one piece.
QString piece(const Value& value) {
    if (value.isText()) return value.text;
    if (value.isReference()) {
        return value.attribute.isEmpty() ? QStringLiteral("${%1}").arg(value.name)
                                         : QStringLiteral("${%1.%2}").arg(value.name, value.attribute);
    }
    return QStringLiteral("${%1}").arg(value.name.isEmpty() ? expression(value) : value.name);
}

QString quotedWhereNeeded(const QString& text) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9/_.][A-Za-z0-9/_.:-]*$"));
    if (plain.match(text).hasMatch()) return text;
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("''")) + u'\'';
}

QString listed(const Value& value) {
    QString text;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) text += QStringLiteral(", ");
        if (value.isMap()) text += quotedWhereNeeded(value.keys[i].text) + QStringLiteral(": ");
        text += expression(value.items[i]);
    }
    return text;
}

QString expression(const Value& value) {
    switch (value.kind) {
        case ValueKind::Null: return QStringLiteral("null");
        case ValueKind::Text: return quotedWhereNeeded(value.text);
        case ValueKind::List: return u'[' + listed(value) + u']';
        case ValueKind::Map: return u'{' + listed(value) + u'}';
        case ValueKind::Reference:
            return value.attribute.isEmpty() ? QStringLiteral("!Ref ") + value.name
                                             : QStringLiteral("!GetAtt %1.%2").arg(value.name, value.attribute);
        case ValueKind::Mixed:
            return QStringLiteral("!Sub ") + quotedWhereNeeded(value.embedded());
        case ValueKind::Unresolved: return value.text;
        case ValueKind::Removed: return QStringLiteral("!Ref AWS::NoValue");
    }
    return {};
}

}  // namespace

bool Value::hasUnresolved() const {
    if (kind == ValueKind::Unresolved) return true;
    return std::any_of(items.begin(), items.end(), [](const Value& item) { return item.hasUnresolved(); });
}

const Value* Value::find(QStringView key) const {
    if (kind != ValueKind::Map) return nullptr;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].text == key) return &items[i];
    }
    return nullptr;
}

const Value* Value::at(QStringView path) const {
    const Value* value = this;
    while (!path.isEmpty() && value != nullptr) {
        if (path.startsWith(u'[')) {
            const qsizetype end = path.indexOf(u']');
            bool ok = false;
            const qsizetype index = path.mid(1, end - 1).toLongLong(&ok);
            if (!ok || end < 0 || index < 0 || !value->isList()) return nullptr;
            if (index >= static_cast<qsizetype>(value->items.size())) return nullptr;
            value = &value->items[static_cast<std::size_t>(index)];
            path = path.mid(end + 1);
        } else {
            if (path.startsWith(u'.')) path = path.mid(1);
            qsizetype end = 0;
            while (end < path.size() && path[end] != u'.' && path[end] != u'[') ++end;
            if (end == 0) return nullptr;
            value = value->find(path.left(end));
            path = path.mid(end);
        }
    }
    return value;
}

std::optional<qint64> Value::toInteger() const {
    if (!isText()) return std::nullopt;
    bool ok = false;
    const qint64 integer = text.trimmed().toLongLong(&ok);
    if (ok) return integer;
    const double number = text.trimmed().toDouble(&ok);  // 1e3 and 5.0 are integers of JSON too
    const bool exact = ok && number >= -1e15 && number <= 1e15 && number == static_cast<double>(static_cast<qint64>(number));
    return exact ? std::optional(static_cast<qint64>(number)) : std::nullopt;
}

std::optional<double> Value::toNumber() const {
    if (!isText()) return std::nullopt;
    bool ok = false;
    const double number = text.trimmed().toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<bool> Value::toBoolean() const {
    if (!isText()) return std::nullopt;
    // CloudFormation reads YAML 1.1, in which yes and on are true as well.
    const QString word = text.trimmed().toLower();
    if (word == "true" || word == "yes" || word == "on") return true;
    if (word == "false" || word == "no" || word == "off") return false;
    return std::nullopt;
}

QString Value::display() const { return isText() ? text : expression(*this); }

QString Value::embedded() const {
    if (kind != ValueKind::Mixed) return piece(*this);
    QString whole;
    for (const Value& item : items) whole += piece(item);
    return whole;
}

Value Value::ofText(const QString& text, int line) { return {.kind = ValueKind::Text, .line = line, .text = text}; }

Value Value::removed(int line) { return {.kind = ValueKind::Removed, .line = line}; }

std::optional<Value> joinedText(const std::vector<Value>& pieces, int line) {
    Value mixed{.kind = ValueKind::Mixed, .line = line};
    qsizetype length = 0;
    const auto add = [&](const Value& item) {
        length += std::max<qsizetype>(item.text.size(), 8);
        if (!item.isText()) {
            mixed.items.push_back(item);
        } else if (!mixed.items.empty() && mixed.items.back().isText()) {
            mixed.items.back().text += item.text;
        } else if (!item.text.isEmpty()) {
            mixed.items.push_back(item);
        }
    };
    for (const Value& value : pieces) {
        switch (value.kind) {
            case ValueKind::Text:
            case ValueKind::Reference:
            case ValueKind::Unresolved: add(value); break;
            case ValueKind::Mixed: std::for_each(value.items.begin(), value.items.end(), add); break;
            case ValueKind::Removed: break;
            case ValueKind::Null:
            case ValueKind::List:
            case ValueKind::Map: return std::nullopt;
        }
        if (length > kMaxTextLength) return std::nullopt;
    }
    if (mixed.items.empty()) return Value::ofText(QString(), line);
    if (mixed.items.size() > 1) return mixed;
    Value single = std::move(mixed.items.front());
    single.line = line;
    return single;
}

Value plainValue(const Node& node) {
    Value value{.line = node.line, .text = node.text, .keys = node.keys};
    switch (node.kind) {
        case NodeKind::Null: value.kind = ValueKind::Null; break;
        case NodeKind::Scalar: value.kind = ValueKind::Text; break;
        case NodeKind::List: value.kind = ValueKind::List; break;
        case NodeKind::Map: value.kind = ValueKind::Map; break;
    }
    value.items.reserve(node.items.size());
    for (const Node& item : node.items) value.items.push_back(plainValue(item));
    return value;
}

}  // namespace model::cfn
