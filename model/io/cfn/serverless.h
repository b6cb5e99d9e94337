// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfn/template.h"

#include <QString>

#include <vector>

namespace model::cfn {

/// Whether the type belongs to the Serverless Application Model, which is no CloudFormation but becomes it at deployment.
[[nodiscard]] bool isServerless(const QString& type);

/// What the model makes of a resource: a function and the mappings that its stream events stand for, or a table. Nothing for
/// types that are not read.
[[nodiscard]] std::vector<Resource> processedServerless(const Resource& resource);

}  // namespace model::cfn
