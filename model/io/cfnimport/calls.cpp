// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfnimport/calls.h"

#include "model/core/kindspec.h"

#include <algorithm>

namespace model::cfnimport {

namespace {

using By = NamedCallee::By;

class Finder {
public:
    Finder(const cfn::Template& source, const Drafts& drafts) : m_drafts(drafts) {
        for (const cfn::SourceReference& reference : source.references) {
            m_from[reference.from].push_back(&reference);
            m_to[reference.to].push_back(&reference);
        }
    }

    std::vector<NamedCallee> run() {
        for (std::size_t i = 0; i < m_drafts.items.size(); ++i) {
            const Draft& draft = m_drafts.items[i];
            if (!draft.row.kind->emitsCalls || m_drafts.find(draft.resource->id) != &draft) continue;
            m_caller = i;
            take(draft.resource->id, QStringLiteral("Environment"), By::Environment);
            take(draft.resource->id, QStringLiteral("Policies"), By::Policy);
            for (const cfn::SourceReference* reference : m_from.value(draft.resource->id))
                if (reference->property == "Role") takeRole(reference->to);
        }
        return std::move(m_found);
    }

private:
    /// What the resource refers to in that property, or inside of it.
    void take(const QString& id, const QString& property, By by) {
        for (const cfn::SourceReference* reference : m_from.value(id))
            if (reference->property.startsWith(property)) add(*reference, by);
    }

    /// A role's own policies, and those that are attached to it from either side.
    void takeRole(const QString& role) {
        take(role, QStringLiteral("Policies"), By::Policy);
        for (const cfn::SourceReference* reference : m_from.value(role))
            if (reference->property.startsWith(QStringLiteral("ManagedPolicyArns"))) take(reference->to, QStringLiteral("PolicyDocument"), By::Policy);
        for (const cfn::SourceReference* reference : m_to.value(role))
            if (reference->property.startsWith(QStringLiteral("Role"))) take(reference->from, QStringLiteral("PolicyDocument"), By::Policy);
    }

    void add(const cfn::SourceReference& reference, By by) {
        const auto callee = m_drafts.ofResource.constFind(reference.to);
        if (callee == m_drafts.ofResource.constEnd() || *callee == m_caller || m_drafts.items[*callee].row.kind->data == nullptr) return;
        if (reference.attribute.contains(QStringLiteral("Stream")) || (by == By::Policy && isReadByMapping(reference.to))) return;
        const auto known = std::ranges::find_if(m_found, [&](const NamedCallee& each) { return each.caller == m_caller && each.callee == *callee; });
        if (known == m_found.end()) m_found.push_back({m_caller, *callee, by, reference.line});
    }

    [[nodiscard]] bool isReadByMapping(const QString& log) const {
        const QString& function = m_drafts.items[m_caller].resource->id;
        return std::ranges::any_of(m_to.value(log), [&](const cfn::SourceReference* reference) {
            if (reference->from == function) return reference->property.startsWith(QStringLiteral("Events"));
            if (reference->property != "EventSourceArn") return false;
            return std::ranges::any_of(m_from.value(reference->from), [&](const cfn::SourceReference* other) { return other->to == function; });
        });
    }

    const Drafts& m_drafts;
    QHash<QString, std::vector<const cfn::SourceReference*>> m_from, m_to;
    std::size_t m_caller = 0;
    std::vector<NamedCallee> m_found;
};

}  // namespace

std::vector<NamedCallee> namedCallees(const cfn::Template& source, const Drafts& drafts) { return Finder(source, drafts).run(); }

}  // namespace model::cfnimport
