// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QString>

#include <vector>

namespace model::kinesis {

// Keys of the rows: frozen, files carry them.
inline const QString kMode = QStringLiteral("streamMode");  // PROVISIONED, ON_DEMAND
inline const QString kShards = QStringLiteral("shards");
inline const QString kRetention = QStringLiteral("retentionS");
inline const QString kFanOut = QStringLiteral("enhancedFanOutConsumers");

[[nodiscard]] KindSpec streamKind();
[[nodiscard]] std::vector<RuleSpec> streamRules();

}  // namespace model::kinesis
