// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"

#include <algorithm>

namespace model {

namespace {

PropertySpec nameSpec(const KindSpec& kind) {
    PropertySpec spec;
    spec.key = QStringLiteral("name");
    spec.title = QT_TRANSLATE_NOOP("model", "Name");
    spec.group = QT_TRANSLATE_NOOP("model", "General");
    spec.help = QT_TRANSLATE_NOOP("model", "What the node is called; unique within its container.");
    spec.fallback = QString::fromUtf8(kind.title).toLower().replace(u' ', u'-');
    return spec;
}

}  // namespace

KindRegistry::KindRegistry() = default;

void KindRegistry::add(KindSpec kind) {
    Q_ASSERT(!kind.id.isEmpty() && !m_byId.contains(kind.id));
    if (!kind.property(QStringLiteral("name"))) kind.properties.insert(kind.properties.begin(), nameSpec(kind));
    m_kinds.push_back(std::make_unique<KindSpec>(std::move(kind)));
    m_byId.insert(m_kinds.back()->id, m_kinds.back().get());
}

void KindRegistry::addLink(LinkSpec link) { m_links.push_back(std::make_unique<LinkSpec>(std::move(link))); }

void KindRegistry::addDocumentProperties(std::vector<PropertySpec> properties) {
    m_documentProperties.insert(m_documentProperties.end(), properties.begin(), properties.end());
}

void KindRegistry::addRules(std::vector<RuleSpec> rules) {
    m_crossRules.insert(m_crossRules.end(), rules.begin(), rules.end());
}

const KindSpec* KindRegistry::find(const QString& id) const { return m_byId.value(id, nullptr); }

const LinkSpec* KindRegistry::link(const QString& type) const {
    const auto it = std::ranges::find(m_links, type, [](const auto& l) { return l->type; });
    return it == m_links.end() ? nullptr : it->get();
}

const PropertySpec* KindRegistry::documentProperty(const QString& key) const {
    const auto it = std::ranges::find(m_documentProperties, key, &PropertySpec::key);
    return it == m_documentProperties.end() ? nullptr : &*it;
}

std::vector<const RuleSpec*> KindRegistry::allRules() const {
    std::vector<const RuleSpec*> rules;
    for (const auto& kind : m_kinds)
        for (const RuleSpec& rule : kind->rules) rules.push_back(&rule);
    for (const RuleSpec& rule : m_crossRules) rules.push_back(&rule);
    // Kinds may share a rule (tables and indexes do): it is listed once.
    std::ranges::stable_sort(rules, {}, [](const RuleSpec* r) { return QByteArrayView(r->id); });
    const auto same = [](const RuleSpec* a, const RuleSpec* b) { return QByteArrayView(a->id) == QByteArrayView(b->id); };
    rules.erase(std::unique(rules.begin(), rules.end(), same), rules.end());
    return rules;
}

}  // namespace model
