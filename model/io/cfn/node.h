// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace model::cfn {

enum class NodeKind { Null, Scalar, List, Map };

struct NodeKey {
    QString text;
    int line = 0;
};

/// One value of a template as it stands in the file, with its line (counted from 1). Short forms such as `!Ref A` are
/// already written out as `{Ref: A}`, and aliases are already expanded, so that JSON and YAML look the same from here on.
struct Node {
    NodeKind kind = NodeKind::Null;
    int line = 0;
    QString text{};             // of a scalar; CloudFormation converts types itself, so the text is all there is to keep
    std::vector<NodeKey> keys{};  // of a map, in the order of the file; `items` holds the values beside them
    std::vector<Node> items{};

    [[nodiscard]] bool isScalar() const { return kind == NodeKind::Scalar; }
    [[nodiscard]] bool isList() const { return kind == NodeKind::List; }
    [[nodiscard]] bool isMap() const { return kind == NodeKind::Map; }
    /// The value of a map's key, or null.
    [[nodiscard]] const Node* find(QStringView key) const;
    /// The text of a map's scalar value, or an empty text.
    [[nodiscard]] QString textOf(QStringView key) const;
};

/// A sentence that begins with the place, as compilers write it: "network.yaml:12: ...".
[[nodiscard]] Error errorAt(const QString& file, int line, const QString& sentence);

}  // namespace model::cfn
