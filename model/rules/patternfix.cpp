// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/patternfix.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

std::optional<ChangeSet> patternFix(const NodeView& any, const AccessPattern& pattern, const QString& title, const QString& key, std::optional<Value> value) {
    const auto id = any.document().findLink(pattern.link);
    if (!id) return std::nullopt;
    Rows rows = LinkView(any.document(), *id, any.tracker()).rows(pattern::kRows);
    if (pattern.row >= static_cast<int>(rows.items.size())) return std::nullopt;
    Row& row = rows.items[static_cast<size_t>(pattern.row)];
    if (value)
        row.set(key, *std::move(value));
    else
        row.clear(key);
    return ChangeSet{title, {SetProperty{pattern.link, pattern::kRows, Value(std::move(rows))}}};
}

std::optional<ChangeSet> patternsFix(const NodeView& any, std::span<const AccessPattern> patterns, const QString& title, const QString& key, const std::optional<Value>& value) {
    return patternsFix(any, patterns, title, [&](Row& row, const AccessPattern&) {
        if (value)
            row.set(key, *value);
        else
            row.clear(key);
    });
}

std::optional<ChangeSet> patternsFix(const NodeView& any, const Patterns& patterns, const QString& title, const PatternEdit& edit) {
    const std::vector<AccessPattern>& all = patterns;
    return patternsFix(any, std::span(all), title, edit);
}

std::optional<ChangeSet> patternsFix(const NodeView& any, std::span<const AccessPattern> patterns, const QString& title, const PatternEdit& edit) {
    std::vector<std::pair<Uid, Rows>> links;
    for (const AccessPattern& p : patterns) {
        auto it = std::ranges::find(links, p.link, &std::pair<Uid, Rows>::first);
        if (it == links.end()) {
            const auto id = any.document().findLink(p.link);
            if (!id) continue;
            it = links.insert(links.end(), {p.link, LinkView(any.document(), *id, any.tracker()).rows(pattern::kRows)});
        }
        if (p.row < static_cast<int>(it->second.items.size())) edit(it->second.items[static_cast<size_t>(p.row)], p);
    }
    ChangeSet fix{title, {}};
    for (auto& [link, rows] : links) fix.changes.emplace_back(SetProperty{link, pattern::kRows, Value(std::move(rows))});
    return fix.changes.empty() ? std::nullopt : std::optional(std::move(fix));
}

QString patternName(const NodeView& any, const AccessPattern& pattern) {
    const auto caller = any.find(pattern.caller);
    return QCoreApplication::translate("model", "\"%1\" of %2").arg(pattern.name, caller ? caller->quoted() : QString());
}

Issue& addPatternIssue(IssueSink& sink, const NodeView& resource, const AccessPattern& pattern, const QString& sentence) {
    Issue& issue = sink.add(sentence, {resource.uid(), pattern.caller}, {pattern.link});
    issue.key = pattern::kRows;
    return issue;
}

bool isStore(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("store")); }

}  // namespace model
