// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/ec2/kinds.h"

namespace model {

void addEc2Service(KindRegistry& registry) { registry.add(ec2::fleetKind()); }

}  // namespace model
