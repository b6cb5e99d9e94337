// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfnimport/shape.h"

#include "model/core/propertyspec.h"

#include <QCoreApplication>

namespace model::cfnimport {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfnimport::Shape)
};

QString nameOf(Shape shape) {
    switch (shape) {
        case Shape::Flag: return Text::tr("true or false belongs");
        case Shape::WholeNumber: return Text::tr("a whole number belongs");
        case Shape::Number: return Text::tr("a number belongs");
        case Shape::Text: return Text::tr("a text belongs");
        case Shape::List: return Text::tr("a list belongs");
        case Shape::Map: return Text::tr("names with values belong");
    }
    return {};
}

/// Secrets and stored parameters are texts that CloudFormation replaces at deployment.
bool isDynamic(const cfn::Value& value) { return value.text.contains(QStringLiteral("{{resolve:")); }

}  // namespace

bool isMisshapen(const cfn::Value& value, Shape wanted) {
    if (value.isList()) return wanted != Shape::List;
    if (value.isMap()) return wanted != Shape::Map;
    if (!value.isText() || isDynamic(value)) return false;
    switch (wanted) {
        case Shape::Flag: return !value.toBoolean();
        case Shape::WholeNumber: return !value.toInteger();
        case Shape::Number: return !value.toNumber();
        case Shape::Text: return false;
        case Shape::List:
        case Shape::Map: return true;
    }
    return false;
}

std::optional<Shape> shapeOf(const PropertySpec& spec) {
    switch (spec.type) {
        case ValueType::Bool: return Shape::Flag;
        case ValueType::Integer: return Shape::WholeNumber;
        case ValueType::Number: return Shape::Number;
        case ValueType::Choice: return Shape::Text;
        default: return std::nullopt;  // a text may be a policy, which is kept as JSON, and a list may be one text
    }
}

QString shapeObjection(const cfn::Value& value, const QString& path, Shape wanted) {
    constexpr qsizetype kLongest = 60;
    QString shown = value.display();
    if (shown.size() > kLongest) shown = shown.left(kLongest) + QStringLiteral("...");
    const bool isKept = wanted == Shape::Flag || wanted == Shape::WholeNumber || wanted == Shape::Number;
    return (isKept ? Text::tr("%1 is '%2' where %3; kept as text") : Text::tr("%1 is '%2' where %3; it is not taken over")).arg(path, shown, nameOf(wanted));
}

std::optional<BlockedWay> blockedWay(const cfn::Value& base, QStringView path) {
    for (qsizetype end = 1; end < path.size(); ++end) {
        if (path[end] != u'.' && path[end] != u'[') continue;
        const cfn::Value* value = base.at(path.left(end));
        if (value == nullptr) return std::nullopt;
        const Shape wanted = path[end] == u'[' ? Shape::List : Shape::Map;
        if (isMisshapen(*value, wanted)) return BlockedWay{value, path.left(end).toString(), wanted};
    }
    return std::nullopt;
}

}  // namespace model::cfnimport
