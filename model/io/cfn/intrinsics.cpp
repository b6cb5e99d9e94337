// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/intrinsics.h"

#include "model/io/cfn/cidrblock.h"
#include "model/io/cfn/zones.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace model::cfn {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfn::Intrinsics)
};

/// Lists may be repeated by reference; a template that multiplies them is stopped here.
constexpr std::size_t kMaxResolvedValues = 2'000'000;
constexpr qsizetype kMaxFollowedAttributes = 50;
constexpr qsizetype kMaxShownExpression = 2'000;

bool isFunctionName(const QString& key) { return key == "Ref" || key.startsWith(QStringLiteral("Fn::")); }

bool isCall(const Node& node) {
    // A section Fn::ForEach::Name stands beside other keys and is not a call.
    return node.keys.size() == 1 && isFunctionName(node.keys[0].text);
}

QString pathText(const QStringList& path) {
    QString text;
    for (const QString& step : path) {
        if (!text.isEmpty() && !step.startsWith(u'[')) text += u'.';
        text += step;
    }
    return text;
}

}  // namespace

struct Intrinsics::FunctionRow {
    QStringView name;
    Function function;
};

Intrinsics::Function Intrinsics::functionNamed(const QString& name) {
    static constexpr FunctionRow kRows[] = {
        {u"Ref", &Intrinsics::callRef},
        {u"Fn::GetAtt", &Intrinsics::callGetAtt},
        {u"Fn::Sub", &Intrinsics::callSub},
        {u"Fn::Join", &Intrinsics::callJoin},
        {u"Fn::Select", &Intrinsics::callSelect},
        {u"Fn::Split", &Intrinsics::callSplit},
        {u"Fn::If", &Intrinsics::callIf},
        {u"Fn::FindInMap", &Intrinsics::callFindInMap},
        {u"Fn::GetAZs", &Intrinsics::callGetAzs},
        {u"Fn::Cidr", &Intrinsics::callCidr},
        {u"Fn::Base64", &Intrinsics::callBase64},
        {u"Fn::Transform", &Intrinsics::callTransform},
    };
    const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const FunctionRow& r) { return r.name == name; });
    return row == std::end(kRows) ? nullptr : row->function;
}

Intrinsics::Intrinsics(Scope scope) : m_scope(std::move(scope)) {
    for (std::size_t i = 0; i < m_scope.resources->keys.size(); ++i)
        m_resources.insert(m_scope.resources->keys[i].text, &m_scope.resources->items[i]);
}

void Intrinsics::enterResource(const QString& id, const QString& type) {
    m_resourceId = id;
    m_resourceType = type;
}

Value Intrinsics::resolve(const Node& node, const QString& path) {
    const bool isStep = !path.isEmpty() && m_argumentDepth == 0;
    if (isStep) m_path.append(path);
    Value value;
    switch (node.kind) {
        case NodeKind::Null: value.line = node.line; break;
        case NodeKind::Scalar: value = Value::ofText(node.text, node.line); break;
        case NodeKind::List: value = resolveList(node); break;
        case NodeKind::Map: value = isCall(node) ? call(node.keys[0].text, node.items[0]) : resolveMap(node); break;
    }
    if (isStep) m_path.removeLast();
    return value;
}

Value Intrinsics::resolveMap(const Node& node) {
    Value map{.kind = ValueKind::Map, .line = node.line};
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        Value value = resolve(node.items[i], node.keys[i].text);
        if (value.kind == ValueKind::Removed) continue;
        map.keys.push_back(node.keys[i]);
        map.items.push_back(std::move(value));
    }
    return map;
}

Value Intrinsics::resolveList(const Node& node) {
    Value list{.kind = ValueKind::List, .line = node.line};
    for (const Node& item : node.items) {
        Value value = resolve(item, QStringLiteral("[%1]").arg(list.items.size()));
        if (value.kind != ValueKind::Removed) list.items.push_back(std::move(value));
    }
    return list;
}

Value Intrinsics::call(const QString& name, const Node& argument) {
    if (const Function function = functionNamed(name)) return (this->*function)(argument);
    return unresolved(name, argument, arguments(argument));
}

std::vector<Value> Intrinsics::arguments(const Node& argument) {
    std::vector<Value> values;
    ++m_argumentDepth;
    if (argument.isList()) {
        for (const Node& item : argument.items) values.push_back(resolve(item));
    } else {
        values.push_back(resolve(argument));
    }
    --m_argumentDepth;
    return values;
}

Value Intrinsics::unresolved(const QString& name, const Node& argument, std::vector<Value> values) const {
    // Only the text is kept: with its arguments, an expression that repeats a variable would double at each level.
    const Value whole{.kind = ValueKind::List, .items = std::move(values)};
    const QString shown = argument.isList() ? whole.display() : whole.items.front().display();
    const QString shortName = name.startsWith(QStringLiteral("Fn::")) ? name.mid(4) : name;
    QString text = QStringLiteral("!%1 %2").arg(shortName, shown);
    if (text.size() > kMaxShownExpression) text = text.left(kMaxShownExpression) + u'…';
    return {.kind = ValueKind::Unresolved, .line = argument.line, .text = text};
}

Value Intrinsics::callRef(const Node& argument) {
    if (!argument.isScalar()) return unresolved(QStringLiteral("Ref"), argument, arguments(argument));
    return named(argument.text, argument.line, QStringLiteral("Ref"));
}

Value Intrinsics::named(const QString& name, int line, const QString& kind) {
    if (const auto pseudo = pseudoParameter(name, line)) return *pseudo;
    Value unknown{.kind = ValueKind::Unresolved, .line = line, .text = "!Ref " + name, .name = name};
    if (const Value* parameter = m_scope.parameters->find(name)) {
        if (!spend(parameter->items.size(), line)) return unknown;
        Value value = *parameter;
        value.line = line;
        return value;
    }
    if (!isMade(name)) {
        const bool exists = resource(name) != nullptr;
        remark(line, exists ? Text::tr("refers to '%1', whose condition is false; kept as text").arg(name)
                            : Text::tr("refers to '%1', which the template does not define; kept as text").arg(name));
        return unknown;
    }
    refer(name, kind, {}, line);
    return {.kind = ValueKind::Reference, .line = line, .name = name};
}

Value Intrinsics::callGetAtt(const Node& argument) {
    const Node* id = &argument;
    QString attribute;
    if (argument.isList() && argument.items.size() >= 2 && argument.items[0].isScalar()) {
        id = &argument.items[0];
        QStringList parts;
        for (std::size_t i = 1; i < argument.items.size(); ++i) {
            const auto text = knownText(arguments(argument.items[i]).front());
            if (text) parts.append(*text);
        }
        attribute = parts.join(u'.');
        if (parts.size() + 1 != static_cast<qsizetype>(argument.items.size())) attribute.clear();
    } else if (argument.isScalar() && argument.text.contains(u'.')) {
        const qsizetype dot = argument.text.indexOf(u'.');
        return attributeOf(argument.text.left(dot), argument.text.mid(dot + 1), argument.line, QStringLiteral("GetAtt"));
    }
    if (attribute.isEmpty()) return unresolved(QStringLiteral("Fn::GetAtt"), argument, arguments(argument));
    return attributeOf(id->text, attribute, argument.line, QStringLiteral("GetAtt"));
}

Value Intrinsics::attributeOf(const QString& id, const QString& attribute, int line, const QString& kind) {
    if (isMade(id)) {
        refer(id, kind, attribute, line);
        return {.kind = ValueKind::Reference, .line = line, .name = id, .attribute = attribute};
    }
    remark(line, Text::tr("takes '%1' of '%2', which is not part of the template; kept as text").arg(attribute, id));
    const QString name = id + u'.' + attribute;
    return {.kind = ValueKind::Unresolved, .line = line, .text = "!GetAtt " + name, .name = name};
}

Value Intrinsics::callIf(const Node& argument) {
    if (!argument.isList() || argument.items.size() != 3 || !argument.items[0].isScalar())
        return unresolved(QStringLiteral("Fn::If"), argument, arguments(argument));
    switch (condition(argument.items[0].text, argument.line)) {
        case Truth::True: return resolve(argument.items[1]);
        case Truth::False: return resolve(argument.items[2]);
        case Truth::Unknown: break;
    }
    return unresolved(QStringLiteral("Fn::If"), argument, arguments(argument));
}

Value Intrinsics::callFindInMap(const Node& argument) {
    std::vector<Value> values = arguments(argument);
    const Node* found = values.size() >= 3 ? m_scope.mappings : nullptr;
    for (std::size_t i = 0; i < 3 && found != nullptr; ++i) {
        const auto key = knownText(values[i]);
        found = key ? found->find(*key) : nullptr;
    }
    if (found != nullptr) {
        if (spend(found->items.size(), argument.line)) return plainValue(*found);
    } else if (values.size() >= 4) {
        if (const Value* fallback = values[3].find(u"DefaultValue")) return *fallback;
    }
    return unresolved(QStringLiteral("Fn::FindInMap"), argument, std::move(values));
}

Value Intrinsics::callGetAzs(const Node& argument) {
    std::vector<Value> values = arguments(argument);
    const bool isEmpty = argument.kind == NodeKind::Null || (argument.isList() && argument.items.empty());
    const auto region = isEmpty ? std::optional(QString()) : knownText(values.front());
    if (!region) return unresolved(QStringLiteral("Fn::GetAZs"), argument, std::move(values));
    Value zones{.kind = ValueKind::List, .line = argument.line};
    for (const QString& zone : zonesOfRegion(region->isEmpty() ? m_scope.region : *region))
        zones.items.push_back(Value::ofText(zone, argument.line));
    return zones;
}

Value Intrinsics::callCidr(const Node& argument) {
    std::vector<Value> values = arguments(argument);
    const auto text = values.size() == 3 ? knownText(values[0]) : std::nullopt;
    const auto base = text ? parseCidr(*text) : std::nullopt;
    const auto count = base ? values[1].toInteger() : std::nullopt;
    const auto hostBits = base ? values[2].toInteger() : std::nullopt;
    const auto blocks = count && hostBits ? splitCidr(*base, *count, *hostBits) : std::nullopt;
    if (!blocks || !spend(blocks->size(), argument.line)) {
        if (count && hostBits) remark(argument.line, Text::tr("the blocks of Fn::Cidr do not fit into %1").arg(*text));
        return unresolved(QStringLiteral("Fn::Cidr"), argument, std::move(values));
    }
    Value list{.kind = ValueKind::List, .line = argument.line};
    for (const CidrBlock& block : *blocks) list.items.push_back(Value::ofText(block.toString(), argument.line));
    return list;
}

Value Intrinsics::callTransform(const Node& argument) {
    remark(argument.line, Text::tr("the macro '%1' runs at deployment only; what it would insert is left out")
                              .arg(argument.textOf(u"Name")));
    return Value::removed(argument.line);
}

std::optional<Value> Intrinsics::pseudoParameter(const QString& name, int line) const {
    if (!name.startsWith(QStringLiteral("AWS::"))) return std::nullopt;
    if (name == "AWS::NoValue") return Value::removed(line);
    if (name == "AWS::Region") return Value::ofText(m_scope.region, line);
    const QString partition = partitionOfRegion(m_scope.region);
    if (name == "AWS::Partition") return Value::ofText(partition, line);
    if (name == "AWS::URLSuffix")
        return Value::ofText(partition == "aws-cn" ? QStringLiteral("amazonaws.com.cn") : QStringLiteral("amazonaws.com"),
                             line);
    return Value{.kind = ValueKind::Unresolved, .line = line, .text = "!Ref " + name, .name = name};
}

void Intrinsics::refer(const QString& to, const QString& kind, const QString& attribute, int line) {
    if (m_silence > 0 || m_resourceId.isEmpty()) return;
    SourceReference reference{m_resourceId, pathText(m_path), to, kind, attribute, line};
    // A text may repeat a reference; it is listed once. What belongs to the same property was added just before.
    for (auto other = m_references.rbegin(); other != m_references.rend(); ++other) {
        if (other->from != reference.from || other->property != reference.property) break;
        if (other->to == to && other->kind == kind && other->attribute == attribute) return;
    }
    m_references.push_back(std::move(reference));
}

std::optional<QString> Intrinsics::knownText(const Value& value) {
    if (value.isText()) return value.text;
    if (!value.isReference() || value.attribute.isEmpty()) return std::nullopt;
    const QString key = value.name + u'.' + value.attribute;
    if (const auto known = m_attributeTexts.constFind(key); known != m_attributeTexts.constEnd()) return *known;
    const Node* target = resource(value.name);
    const Node* properties = target != nullptr ? target->find(u"Properties") : nullptr;
    const Node* property = properties != nullptr ? properties->find(value.attribute) : nullptr;
    if (property == nullptr || m_openAttributes.contains(key) || m_openAttributes.size() >= kMaxFollowedAttributes)
        return std::nullopt;
    m_openAttributes.insert(key);
    ++m_silence;
    const Value resolved = resolve(*property);
    const auto text = resolved.isReference() || resolved.isText() ? knownText(resolved) : std::nullopt;
    --m_silence;
    m_openAttributes.remove(key);
    m_attributeTexts.insert(key, text);
    return text;
}

void Intrinsics::remark(int line, const QString& why) {
    if (m_silence == 0) m_remarks.push_back({m_resourceId, m_resourceType, line, why});
}

void Intrinsics::refuse(int line, const QString& sentence) {
    if (!m_refusal) m_refusal = errorAt(m_scope.file, line, sentence);
}

bool Intrinsics::spend(std::size_t values, int line) {
    m_spent += values;
    if (m_spent <= kMaxResolvedValues) return true;
    refuse(line, Text::tr("the template's lists are repeated until they hold more than %L1 values. Shorten them.")
                     .arg(kMaxResolvedValues));
    return false;
}

}  // namespace model::cfn
