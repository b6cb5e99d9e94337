// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/patternfix.h"

#include <QCoreApplication>

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
