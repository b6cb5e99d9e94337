// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/crossrules.h"

#include "model/core/kindregistry.h"
#include "model/rules/accessrules.h"
#include "model/rules/addressrules.h"
#include "model/rules/doorrules.h"
#include "model/rules/generic.h"
#include "model/rules/pathrules.h"
#include "model/rules/requirementrules.h"
#include "model/rules/streamrules.h"
#include "model/rules/waivers.h"

namespace model {

void addCrossRules(KindRegistry& registry) {
    registry.addDocumentProperties(waiverProperties());
    registry.addRules(genericRules());
    registry.addRules(accessRules());
    registry.addRules(readerRules());
    registry.addRules(addressRules());
    registry.addRules(pathRules());
    registry.addRules(doorRules());
    registry.addRules(requirementRules());
    registry.addRules(streamRules());
}

}  // namespace model
