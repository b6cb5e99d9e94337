// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"
#include "model/core/nodeview.h"

#include <vector>

namespace model {

/// The rules that follow from the rows of kinds, links and the document (GEN-001 ...), for the catalogue.
/// They have no function of their own: the three passes below find them all in one look at a subject.
[[nodiscard]] std::vector<RuleSpec> genericRules();

void checkNodeRows(const NodeView& node, IssueSink& issues);
void checkLinkRows(const LinkView& link, IssueSink& issues);
/// The document's own rows, and the names at its top.
void checkDocumentRows(const Document& document, Tracker& tracker, IssueSink& issues);

}  // namespace model
