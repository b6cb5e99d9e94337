// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/flowstations.h"

#include <QString>

#include <optional>

namespace model::lambda {

/// What the filter patterns of a mapping say of a record before anybody looks at its contents.
struct RecordFilter {
    plan::RecordKinds takes = plan::kEveryRecord;
    bool asksContents = false;  ///< for more than the event's name, its source and who made the change
};

/// Reads the patterns of a mapping's filter (AWS Lambda Developer Guide, event filtering), one a line or one in all; a record passes
/// when it fits one of them. What is no JSON lets every record through and counts as a question about contents.
[[nodiscard]] RecordFilter recordFilter(const QString& patterns);

/// The patterns in fewer that take the same records: those that differ in the values of one key only become one. Each stands on a
/// line of its own. nullopt where they cannot be read.
[[nodiscard]] std::optional<QString> mergedPatterns(const QString& patterns);

}  // namespace model::lambda
