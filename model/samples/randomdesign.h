// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindregistry.h"
#include "model/io/design.h"

namespace model {

/// A synthetic, plausible design with exactly so many nodes: Regions with VPCs over two zones, workloads, tables and indexes,
/// and calls between them. The same seed gives the same design. It knows kinds by their roles and rows only.
[[nodiscard]] Design randomDesign(const KindRegistry& registry, int nodes, quint32 seed);

}  // namespace model
