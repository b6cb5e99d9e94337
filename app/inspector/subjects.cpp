// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/subjects.h"

#include "app/inspector/kindicon.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/core/plural.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

namespace {

using model::Document;
using model::PropertySpec;
using model::Uid;

QString tr(const char* text) { return QCoreApplication::translate("app::Inspector", text); }
QString kindText(const char* text) { return QCoreApplication::translate("model", text); }

std::span<const PropertySpec> specsOf(const Document& document, Uid subject) {
    if (const auto node = document.findNode(subject))
        if (const model::KindSpec* kind = document.node(*node).kind) return kind->properties;
    if (const auto link = document.findLink(subject))
        if (const model::LinkSpec* spec = document.link(*link).spec) return spec->properties;
    return {};
}

const model::Value& valueOf(const Document& document, Uid subject, const QString& key) {
    if (const auto node = document.findNode(subject)) return document.value(*node, key);
    return document.value(*document.findLink(subject), key);
}

const model::Properties* storedOf(const Document& document, Uid subject) {
    if (const auto node = document.findNode(subject)) return &document.node(*node).data.properties;
    if (const auto link = document.findLink(subject)) return &document.link(*link).data.properties;
    return nullptr;
}

bool sameRow(const PropertySpec& a, const PropertySpec& b) { return a.key == b.key && a.type == b.type && a.unit == b.unit; }

QString nameOf(const Document& document, Uid subject) {
    if (const auto node = document.findNode(subject)) return document.name(*node);
    if (const auto link = document.findLink(subject))
        return QStringLiteral("%1 → %2").arg(document.name(document.link(*link).from), document.name(document.link(*link).to));
    return {};
}

}  // namespace

std::vector<Uid> existing(const Document& document, const std::vector<Uid>& subjects) {
    std::vector<Uid> left = subjects;
    std::erase_if(left, [&](Uid uid) { return !document.findNode(uid) && !document.findLink(uid); });
    return left;
}

std::vector<PropertySpec> sharedSpecs(const Document& document, const std::vector<Uid>& subjects) {
    if (subjects.empty()) {
        const auto all = document.registry().documentProperties();
        return {all.begin(), all.end()};
    }
    std::vector<PropertySpec> shared;
    for (const PropertySpec& spec : specsOf(document, subjects.front())) {
        const bool everywhere = std::ranges::all_of(subjects, [&](Uid subject) {
            return std::ranges::any_of(specsOf(document, subject), [&](const PropertySpec& other) { return sameRow(spec, other); });
        });
        // A name for several nodes at once would make them alike.
        if (everywhere && (subjects.size() == 1 || spec.key != QLatin1String("name"))) shared.push_back(spec);
    }
    return shared;
}

const model::Value* sharedValue(const Document& document, const std::vector<Uid>& subjects, const QString& key) {
    if (subjects.empty()) return &document.value(key);
    const model::Value& first = valueOf(document, subjects.front(), key);
    const bool same = std::ranges::all_of(subjects, [&](Uid subject) { return valueOf(document, subject, key) == first; });
    return same ? &first : nullptr;
}

bool isStoredAnywhere(const Document& document, const std::vector<Uid>& subjects, const QString& key) {
    if (subjects.empty()) return model::findProperty(document.properties(), key) != nullptr;
    return std::ranges::any_of(subjects, [&](Uid subject) {
        const model::Properties* stored = storedOf(document, subject);
        return stored && model::findProperty(*stored, key);
    });
}

bool isVisibleFor(const Document& document, const std::vector<Uid>& subjects, const PropertySpec& spec) {
    if (!spec.visibleWhen) return true;
    return std::ranges::all_of(subjects, [&](Uid subject) {
        const auto node = document.findNode(subject);
        return !node || spec.visibleWhen(model::NodeView(document, *node));
    });
}

bool isAbout(const model::Issue& issue, Uid subject) {
    return (!issue.nodes.empty() && issue.nodes.front() == subject) || (!issue.links.empty() && issue.links.front() == subject);
}

std::vector<FieldNote> notesFor(Workspace& workspace, const std::vector<Uid>& subjects, const PropertySpec& spec) {
    std::vector<FieldNote> notes;
    if (subjects.size() != 1) return notes;
    if (const model::Value* value = sharedValue(workspace.document(), subjects, spec.key))
        if (const QString why = model::rangeObjection(spec, *value); !why.isEmpty()) notes.push_back({model::Severity::Error, why, {}, {}});
    for (const model::IssuePtr& issue : workspace.checks().issues()) {
        if (issue->key != spec.key || issue->severity == model::Severity::Info || !isAbout(*issue, subjects.front())) continue;
        if (std::ranges::any_of(notes, [&](const FieldNote& note) { return note.text == issue->message; })) continue;
        FieldNote note{issue->severity, issue->message, {}, {}};
        if (issue->fix) {
            note.fixTitle = issue->fix->title;
            note.fix = [&workspace, issue] { workspace.perform(*issue->fix); };
        }
        notes.push_back(std::move(note));
    }
    return notes;
}

QString titleOf(const Document& document, const std::vector<Uid>& subjects, const std::vector<PropertySpec>& specs, const QString& key) {
    const auto spec = std::ranges::find(specs, key, &PropertySpec::key);
    const QString row = spec == specs.end() ? key : kindText(spec->title);
    if (subjects.empty()) return row;
    if (subjects.size() > 1) return tr("%1 of %2 objects").arg(row).arg(subjects.size());
    return tr("%1 of %2").arg(row, nameOf(document, subjects.front()));
}

Heading headingOf(const Document& document, const std::vector<Uid>& subjects, Look& look, int iconPx) {
    if (subjects.empty())
        return {{}, tr("Design"), QStringLiteral("%1, %2").arg(model::counted("app", QT_TRANSLATE_NOOP("app", "%n node(s)"), document.nodeCount()), model::counted("app", QT_TRANSLATE_NOOP("app", "%n link(s)"), document.linkCount()))};
    if (subjects.size() > 1) return {{}, tr("%1 selected").arg(subjects.size()), tr("Rows that all of them have")};
    const Uid subject = subjects.front();
    if (document.findLink(subject)) return {look.icons().actionIcon(QStringLiteral("ui/link"), look.theme(), iconPx), nameOf(document, subject), tr("Calls")};
    const model::NodeId id = *document.findNode(subject);
    const model::Node& node = document.node(id);
    const auto parent = document.parent(id);
    const QString kind = node.kind ? kindText(node.kind->title) : tr("unknown kind %1").arg(node.data.kind);
    return {kindIcon(look, node, iconPx), document.name(id), parent ? tr("%1 in %2").arg(kind, document.name(*parent)) : kind};
}

}  // namespace app
