// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"
#include "model/core/nodeview.h"
#include "model/traffic/accesspattern.h"

#include <functional>
#include <span>

namespace model {

/// One step that sets a cell of the pattern's row; nullopt: to the column's default.
[[nodiscard]] std::optional<ChangeSet> patternFix(const NodeView& any, const AccessPattern& pattern, const QString& title, const QString& key, std::optional<Value> value);

/// The same for several patterns; nothing to change: nullopt.
[[nodiscard]] std::optional<ChangeSet> patternsFix(const NodeView& any, std::span<const AccessPattern> patterns, const QString& title, const QString& key, const std::optional<Value>& value);

/// The same where each row is edited in its own way.
using PatternEdit = std::function<void(Row& row, const AccessPattern& pattern)>;
[[nodiscard]] std::optional<ChangeSet> patternsFix(const NodeView& any, std::span<const AccessPattern> patterns, const QString& title, const PatternEdit& edit);
[[nodiscard]] std::optional<ChangeSet> patternsFix(const NodeView& any, const Patterns& patterns, const QString& title, const PatternEdit& edit);

/// "\"place order\" of \"checkout\"": how sentences name a pattern.
[[nodiscard]] QString patternName(const NodeView& any, const AccessPattern& pattern);

/// Adds the finding about a pattern: its resource first, then its caller and its link.
Issue& addPatternIssue(IssueSink& sink, const NodeView& resource, const AccessPattern& pattern, const QString& sentence);

/// Tables, indexes and whatever else answers patterns.
[[nodiscard]] bool isStore(const KindSpec& kind);

}  // namespace model
