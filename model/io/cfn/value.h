// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfn/node.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace model::cfn {

enum class ValueKind {
    Null,
    Text,        // any scalar: CloudFormation converts between text, number and boolean by itself
    List,
    Map,
    Reference,   // to a resource of the template: its Ref, or an attribute
    Mixed,       // a text with references or unresolved values inside: `items` are its pieces in order
    Unresolved,  // what nobody can evaluate before deployment, in a readable form
    Removed,     // AWS::NoValue: the property or list entry that holds it does not exist
};

/// A value of a template after its functions are resolved.
struct Value {
    ValueKind kind = ValueKind::Null;
    int line = 0;
    QString text{};     // Text: the scalar; Unresolved: the expression, as `!Ref KeyName`
    QString name{};     // Reference: the logical id; Unresolved: the parameter, where it is no more than one
    QString attribute{};  // Reference: empty for a Ref
    std::vector<NodeKey> keys{};
    std::vector<Value> items{};

    [[nodiscard]] bool isText() const { return kind == ValueKind::Text; }
    [[nodiscard]] bool isList() const { return kind == ValueKind::List; }
    [[nodiscard]] bool isMap() const { return kind == ValueKind::Map; }
    [[nodiscard]] bool isReference() const { return kind == ValueKind::Reference; }
    /// Whether the value, or a part of it, is not known before deployment. A reference is known.
    [[nodiscard]] bool hasUnresolved() const;

    [[nodiscard]] const Value* find(QStringView key) const;
    /// A value inside, by keys and list positions: "ProvisionedThroughput.ReadCapacityUnits", "Tags[0].Value".
    [[nodiscard]] const Value* at(QStringView path) const;
    [[nodiscard]] std::optional<qint64> toInteger() const;
    [[nodiscard]] std::optional<double> toNumber() const;
    [[nodiscard]] std::optional<bool> toBoolean() const;
    /// The value as a person reads it: a text as it is, everything else in YAML's short form on one line.
    [[nodiscard]] QString display() const;
    /// The value as it stands inside a longer text: "arn:${AWS::Partition}:s3".
    [[nodiscard]] QString embedded() const;

    static Value ofText(const QString& text, int line);
    static Value removed(int line);
};

/// The longest text that functions may put together; longer ones stay unresolved. Far above what AWS takes for any property.
inline constexpr qsizetype kMaxTextLength = 256 * 1024;

/// One text of several pieces: adjoining texts are joined, and a single piece stays what it is.
/// Nothing when a piece is no text (a list, a map), or the whole grows beyond kMaxTextLength.
[[nodiscard]] std::optional<Value> joinedText(const std::vector<Value>& pieces, int line);

/// The same value in the form of the resolver: for sections such as Mappings, in which no functions are evaluated.
[[nodiscard]] Value plainValue(const Node& node);

}  // namespace model::cfn
