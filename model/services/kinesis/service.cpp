// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/kinesis/kinds.h"

namespace model {

void addKinesisService(KindRegistry& registry) { registry.add(kinesis::streamKind()); }

}  // namespace model
