// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/elasticache/kinds.h"

namespace model {

void addElasticacheService(KindRegistry& registry) { registry.add(elasticache::cacheKind()); }

}  // namespace model
