// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QHash>
#include <QString>

#include <memory>
#include <span>
#include <vector>

namespace model {

/// All kinds and link types of the program. main() builds one and passes it down; it never changes afterwards.
class KindRegistry {
public:
    KindRegistry();

    /// Adds a kind; the common rows (name) come first. Asserts that the id is new and the rows are sound.
    void add(KindSpec kind);
    void addLink(LinkSpec link);
    /// Rows of the document itself: scenarios, account quotas, notes.
    void addDocumentProperties(std::vector<PropertySpec> properties);
    /// Rules that look across services: run on every node for which `appliesTo` holds.
    void addRules(std::vector<RuleSpec> rules);

    [[nodiscard]] const KindSpec* find(const QString& id) const;
    [[nodiscard]] const LinkSpec* link(const QString& type) const;
    [[nodiscard]] const PropertySpec* documentProperty(const QString& key) const;
    [[nodiscard]] std::span<const std::unique_ptr<KindSpec>> kinds() const { return m_kinds; }
    [[nodiscard]] std::span<const PropertySpec> documentProperties() const { return m_documentProperties; }
    [[nodiscard]] std::span<const RuleSpec> crossRules() const { return m_crossRules; }
    /// Every rule of the program once, ordered by id.
    [[nodiscard]] std::vector<const RuleSpec*> allRules() const;

private:
    std::vector<std::unique_ptr<KindSpec>> m_kinds;
    QHash<QString, const KindSpec*> m_byId;
    std::vector<std::unique_ptr<LinkSpec>> m_links;
    std::vector<PropertySpec> m_documentProperties;
    std::vector<RuleSpec> m_crossRules;
};

/// The registry of all shipped kinds: calls the generated list of services (model/services/CMakeLists.txt).
[[nodiscard]] KindRegistry shippedKinds();

}  // namespace model
