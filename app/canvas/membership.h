// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <vector>

namespace app {

/// Nodes that refer to the group - subnets of a route table, workloads of a security group - and nodes that it refers to.
[[nodiscard]] std::vector<model::Uid> membersOf(const model::Document& document, model::Uid group);

/// Whether a link can be pulled out of the node: it calls, or it can be called (the link is then drawn towards it).
[[nodiscard]] bool canStartLink(const model::Document& document, model::Uid node);

/// The property of a kind whose references may name something with one of these roles, or null.
[[nodiscard]] const model::PropertySpec* associationProperty(const model::KindSpec& member, const QStringList& groupOffers);

}  // namespace app
