// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QString>

#include <vector>

namespace model::s3 {

// Keys of the rows: frozen, files carry them.
inline const QString kPrefixes = QStringLiteral("prefixes");
inline const QString kVersioned = QStringLiteral("versioned");
inline const QString kPublic = QStringLiteral("publicAccess");
inline const QString kPutsPerS = QStringLiteral("putsPerPrefix");
inline const QString kGetsPerS = QStringLiteral("getsPerPrefix");
inline const QString kPutP50 = QStringLiteral("putP50Ms");
inline const QString kPutP99 = QStringLiteral("putP99Ms");
inline const QString kGetP50 = QStringLiteral("getP50Ms");
inline const QString kGetP99 = QStringLiteral("getP99Ms");

[[nodiscard]] KindSpec bucketKind();
[[nodiscard]] std::vector<RuleSpec> bucketRules();

}  // namespace model::s3
