// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/parameters.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace model::cfn {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfn::Parameters)
};

bool isListType(const QString& type) {
    return type == "CommaDelimitedList" || type.startsWith(QStringLiteral("List<"));
}

Value parsed(const QString& type, const QString& text, int line) {
    if (!isListType(type)) return Value::ofText(text, line);
    Value list{.kind = ValueKind::List, .line = line};
    if (text.isEmpty()) return list;
    for (const QString& part : text.split(u',')) list.items.push_back(Value::ofText(part.trimmed(), line));
    return list;
}

Value unknown(const QString& name, int line) {
    return {.kind = ValueKind::Unresolved, .line = line, .text = "!Ref " + name, .name = name};
}

QString allowedTexts(const Node& allowed) {
    QStringList texts;
    for (const Node& item : allowed.items) texts.append(item.text);
    return texts.join(QStringLiteral(", "));
}

/// Empty when CloudFormation would take the text; else why it would not.
QString whyRefused(const Node& parameter, const QString& text) {
    const Node* allowed = parameter.find(u"AllowedValues");
    if (allowed != nullptr && allowed->isList() &&
        std::none_of(allowed->items.begin(), allowed->items.end(), [&](const Node& item) { return item.text == text; }))
        return Text::tr("Allowed are: %1").arg(allowedTexts(*allowed));
    if (parameter.textOf(u"Type") != "Number") return {};
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber) return Text::tr("It must be a number");
    bool hasBound = false;
    const double least = parameter.textOf(u"MinValue").toDouble(&hasBound);
    if (hasBound && number < least) return Text::tr("It must be at least %1").arg(parameter.textOf(u"MinValue"));
    const double most = parameter.textOf(u"MaxValue").toDouble(&hasBound);
    if (hasBound && number > most) return Text::tr("It must be at most %1").arg(parameter.textOf(u"MaxValue"));
    return {};
}

QString keysOf(const Node* section) {
    QStringList names;
    if (section != nullptr) {
        for (const NodeKey& key : section->keys) names.append(key.text);
    }
    return names.join(QStringLiteral(", "));
}

}  // namespace

Result<Parameters> Parameters::read(const Node* section, const QMap<QString, QString>& given, const QString& file) {
    Parameters parameters;
    for (auto it = given.begin(); it != given.end(); ++it) {
        const Node* parameter = section != nullptr ? section->find(it.key()) : nullptr;
        if (parameter == nullptr) {
            const QString names = keysOf(section);
            return Error{Text::tr("'%1' has no parameter '%2'. %3.")
                             .arg(file, it.key(),
                                  names.isEmpty() ? Text::tr("It has none at all") : Text::tr("It has: %1").arg(names))};
        }
        const QString why = whyRefused(*parameter, it.value());
        if (why.isEmpty()) continue;
        return errorAt(file, parameter->line,
                       Text::tr("parameter '%1' cannot be '%2'. %3.").arg(it.key(), it.value(), why));
    }
    if (section == nullptr || !section->isMap()) return parameters;
    for (std::size_t i = 0; i < section->keys.size(); ++i) {
        const QString& name = section->keys[i].text;
        const Node& parameter = section->items[i];
        const QString type = parameter.textOf(u"Type");
        const Node* fallback = parameter.find(u"Default");
        const bool isStored = type.startsWith(QStringLiteral("AWS::SSM::Parameter::"));
        const bool hasDefault = fallback != nullptr && fallback->isScalar();
        if (isStored || (!given.contains(name) && !hasDefault)) {
            parameters.m_values.insert(name, unknown(name, section->keys[i].line));
        } else {
            const QString text = given.contains(name) ? given.value(name) : fallback->text;
            parameters.m_values.insert(name, parsed(type, text, section->keys[i].line));
        }
    }
    return parameters;
}

const Value* Parameters::find(const QString& name) const {
    const auto found = m_values.constFind(name);
    return found == m_values.constEnd() ? nullptr : &*found;
}

}  // namespace model::cfn
