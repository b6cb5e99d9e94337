// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/crossrules.h"

#include "model/core/kindregistry.h"
#include "model/rules/generic.h"
#include "model/rules/waivers.h"

namespace model {

void addCrossRules(KindRegistry& registry) {
    registry.addDocumentProperties(waiverProperties());
    registry.addRules(genericRules());
}

}  // namespace model
