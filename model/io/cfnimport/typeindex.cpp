// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfnimport/typeindex.h"

namespace model::cfnimport {

TypeIndex::TypeIndex(const KindRegistry& registry) {
    for (const auto& kind : registry.kinds()) {
        for (const CfnSpec& spec : kind->cloudFormation) {
            const NodeRow row{kind.get(), &spec};
            for (const CfnPart& part : spec.parts) m_parts[part.type].push_back({kind.get(), &part});
            if (!spec.listPath.isEmpty()) {
                m_lists[spec.type].push_back(row);
                continue;
            }
            m_nodes[spec.type].push_back(row);
            m_all.push_back(row);
        }
    }
}

NodeRow TypeIndex::whole() const {
    const auto rows = nodes(QStringLiteral("AWS::Region"));
    return rows.empty() ? NodeRow() : rows.front();
}

NodeRow TypeIndex::container(const QString& role) const {
    for (const NodeRow& row : m_all)
        if (row.kind->offers.contains(role)) return row;
    return {};
}

}  // namespace model::cfnimport
