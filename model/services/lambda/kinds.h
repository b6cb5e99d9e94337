// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QString>

#include <vector>

namespace model::lambda {

// Keys of the rows: frozen, files carry them. Of the function:
inline const QString kMemory = QStringLiteral("memoryMb");
inline const QString kTimeout = QStringLiteral("timeoutS");
inline const QString kRuntime = QStringLiteral("runtime");
inline const QString kReserved = QStringLiteral("reservedConcurrency");
inline const QString kProvisioned = QStringLiteral("provisionedConcurrency");
inline const QString kDurationP50 = QStringLiteral("durationP50Ms");
inline const QString kDurationP99 = QStringLiteral("durationP99Ms");
inline const QString kErrorShare = QStringLiteral("errorPercent");
inline const QString kSubnets = QStringLiteral("subnets");
inline const QString kSecurityGroups = QStringLiteral("securityGroups");
inline const QString kAnswersUsers = QStringLiteral("answersUsers");
inline const QString kAsynchronous = QStringLiteral("asynchronous");
inline const QString kCallTimeout = QStringLiteral("callTimeoutMs");
inline const QString kColdStartP50 = QStringLiteral("coldStartP50Ms");
inline const QString kColdStartP99 = QStringLiteral("coldStartP99Ms");
inline const QString kIdleKept = QStringLiteral("idleKeptS");
inline const QString kAccountConcurrency = QStringLiteral("accountConcurrency");
inline const QString kUnreservedLeast = QStringLiteral("unreservedLeast");
inline const QString kScaleUp = QStringLiteral("environmentsPerTenS");
// Of the event source mapping:
inline const QString kSource = QStringLiteral("source");
inline const QString kEnabled = QStringLiteral("enabled");
inline const QString kBatchSize = QStringLiteral("batchSize");
inline const QString kWindow = QStringLiteral("windowS");
inline const QString kParallel = QStringLiteral("parallelizationFactor");
inline const QString kStart = QStringLiteral("startingPosition");
inline const QString kRetries = QStringLiteral("maximumRetryAttempts");
inline const QString kMaxAge = QStringLiteral("maximumRecordAgeS");
inline const QString kBisect = QStringLiteral("bisectBatchOnError");
inline const QString kDestination = QStringLiteral("onFailureDestination");
inline const QString kFilter = QStringLiteral("filterPatterns");
inline const QString kUsedShare = QStringLiteral("matchingPercent");
inline const QString kTumbling = QStringLiteral("tumblingWindowS");
inline const QString kNeeds = QStringLiteral("needsImages");  // none, new, old, both
inline const QString kArchivesExpired = QStringLiteral("archivesExpired");
inline const QString kIdempotent = QStringLiteral("idempotent");
inline const QString kNeedsOrder = QStringLiteral("needsTotalOrder");
inline const QString kPoll = QStringLiteral("pollMs");
inline const QString kBackoff = QStringLiteral("backoffMs");
inline const QString kBackoffCap = QStringLiteral("backoffCapS");
inline const QString kPayload = QStringLiteral("payloadBytes");

[[nodiscard]] KindSpec functionKind();
[[nodiscard]] KindSpec mappingKind();

[[nodiscard]] std::vector<RuleSpec> functionRules();
[[nodiscard]] std::vector<RuleSpec> mappingRules();

/// Median duration of an invocation, in seconds.
[[nodiscard]] double durationS(const NodeView& function);

}  // namespace model::lambda
