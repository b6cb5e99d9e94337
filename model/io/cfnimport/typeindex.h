// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindregistry.h"

#include <QHash>
#include <QString>

#include <vector>

namespace model::cfnimport {

/// A kind and one of its ways to be written.
struct NodeRow {
    const KindSpec* kind = nullptr;
    const CfnSpec* spec = nullptr;
};
struct PartRow {
    const KindSpec* kind = nullptr;  ///< of the owner
    const CfnPart* part = nullptr;
};

/// The kinds' CloudFormation rows by resource type.
class TypeIndex {
public:
    explicit TypeIndex(const KindRegistry& registry);

    [[nodiscard]] std::vector<NodeRow> nodes(const QString& type) const { return m_nodes.value(type); }
    [[nodiscard]] std::vector<NodeRow> lists(const QString& type) const { return m_lists.value(type); }
    [[nodiscard]] std::vector<PartRow> parts(const QString& type) const { return m_parts.value(type); }
    /// The kind that stands for the template itself: the Region.
    [[nodiscard]] NodeRow whole() const;
    /// The first kind that offers the role and is a resource of its own.
    [[nodiscard]] NodeRow container(const QString& role) const;

private:
    QHash<QString, std::vector<NodeRow>> m_nodes, m_lists;
    QHash<QString, std::vector<PartRow>> m_parts;
    std::vector<NodeRow> m_all;
};

}  // namespace model::cfnimport
