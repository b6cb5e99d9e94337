// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace model {

/// Whether an endpoint policy (IAM's JSON) lets an action such as "dynamodb:GetItem" through to the table or bucket of that
/// name. An empty policy is full access. Conditions and principals are taken as met. Nothing if the text cannot be read.
[[nodiscard]] std::optional<bool> policyAllows(const QString& policy, const QString& action, const QString& resource);

/// Why AWS would refuse the text as a policy, to end a sentence with: "it is no JSON (unterminated object in line 3)". Empty:
/// it can be read, or there is none.
[[nodiscard]] QString policyObjection(const QString& policy);

/// The prefix of a service's actions: streams share that of DynamoDB.
[[nodiscard]] QString actionPrefix(const QString& service);

/// Whether the policy is the default one, which allows everyone everything.
[[nodiscard]] bool isFullAccess(const QString& policy);

}  // namespace model
