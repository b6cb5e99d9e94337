// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/s3/kinds.h"

namespace model {

void addS3Service(KindRegistry& registry) { registry.add(s3::bucketKind()); }

}  // namespace model
