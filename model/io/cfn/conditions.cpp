// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/intrinsics.h"

#include <QCoreApplication>

namespace model::cfn {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfn::Intrinsics)
};

/// Conditions may name conditions; CloudFormation has no limit, people stay under ten.
constexpr qsizetype kMaxConditionChain = 100;

Truth opposite(Truth truth) {
    if (truth == Truth::Unknown) return truth;
    return truth == Truth::True ? Truth::False : Truth::True;
}

}  // namespace

Truth Intrinsics::condition(const QString& name, int line) {
    if (const auto known = m_truths.constFind(name); known != m_truths.constEnd()) return *known;
    const Node* node = m_scope.conditions != nullptr ? m_scope.conditions->find(name) : nullptr;
    if (node == nullptr) {
        remark(line, Text::tr("uses the condition '%1', which the template does not define").arg(name));
        return Truth::Unknown;
    }
    if (m_openConditions.contains(name) || m_openConditions.size() >= kMaxConditionChain) {
        const QStringList chain = m_openConditions.mid(qMax(0, m_openConditions.indexOf(name))) << name;
        refuse(line, m_openConditions.contains(name)
                         ? Text::tr("these conditions form a cycle: %1. Remove one of the references.")
                               .arg(chain.join(QStringLiteral(" -> ")))
                         : Text::tr("conditions refer to one another more than %1 levels deep. Shorten the chain.")
                               .arg(kMaxConditionChain));
        return Truth::Unknown;
    }
    m_openConditions.append(name);
    ++m_silence;
    const Truth truth = truthOf(*node);
    --m_silence;
    m_openConditions.removeLast();
    m_truths.insert(name, truth);
    return truth;
}

Truth Intrinsics::truthOf(const Node& node) {
    if (!node.isMap() || node.keys.size() != 1) return Truth::Unknown;
    const QString& function = node.keys[0].text;
    const Node& argument = node.items[0];
    if (function == "Condition" && argument.isScalar()) return condition(argument.text, argument.line);
    if (function == "Fn::Equals") return truthOfEquals(argument);
    if (function == "Fn::And") return truthOfAll(argument, Truth::True);
    if (function == "Fn::Or") return truthOfAll(argument, Truth::False);
    if (function == "Fn::Not") {
        const bool isList = argument.isList() && argument.items.size() == 1;
        return opposite(isList ? truthOf(argument.items[0]) : truthOf(argument));
    }
    return Truth::Unknown;
}

/// And (neutral: true) and Or (neutral: false) of three-valued logic: one opposite decides, else one unknown does.
Truth Intrinsics::truthOfAll(const Node& list, Truth neutral) {
    Truth result = neutral;
    for (const Node& item : list.items) {
        const Truth truth = truthOf(item);
        if (truth == opposite(neutral)) return truth;
        if (truth == Truth::Unknown) result = truth;
    }
    return result;
}

Truth Intrinsics::truthOfEquals(const Node& argument) {
    const std::vector<Value> values = arguments(argument);
    if (values.size() != 2) return Truth::Unknown;
    if (values[0].hasUnresolved() || values[1].hasUnresolved()) return Truth::Unknown;
    // Parameters are text: an unquoted true equals 'true'. Case counts.
    return values[0].display() == values[1].display() ? Truth::True : Truth::False;
}

bool Intrinsics::isMade(const QString& id) {
    const Node* node = resource(id);
    if (node == nullptr) return false;
    const QString name = node->textOf(u"Condition");
    return name.isEmpty() || condition(name, node->line) != Truth::False;
}

}  // namespace model::cfn
