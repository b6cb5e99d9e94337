// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"
#include "model/core/issue.h"

#include <QString>

#include <vector>

namespace model {

// Keys of the document's waivers: frozen, files carry them.
namespace waiver {
inline const QString kRows = QStringLiteral("waivers");
inline const QString kRule = QStringLiteral("rule");
inline const QString kNode = QStringLiteral("node");
inline const QString kReason = QStringLiteral("reason");
}  // namespace waiver

/// A finding that the user accepts: of that rule, at that node (none: anywhere in the design), and why.
struct Waiver {
    QString rule;
    Uid node;
    QString reason;
    friend bool operator==(const Waiver&, const Waiver&) = default;
};

[[nodiscard]] std::vector<PropertySpec> waiverProperties();
[[nodiscard]] std::vector<Waiver> waiversOf(const Document& document);
[[nodiscard]] bool waives(const Waiver& waiver, const Issue& issue);
/// The document's waivers with one more for this finding: the value to store under waiver::kRows.
[[nodiscard]] Value withWaiver(const Document& document, const Issue& issue, const QString& reason);

}  // namespace model
