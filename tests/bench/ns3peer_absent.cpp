// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ns3peer.h"

namespace bench {

std::vector<PeerRate> ns3Hold(const std::vector<std::int64_t>&, std::int64_t, std::int64_t) { return {}; }

std::vector<PeerPipeline> ns3Pipeline(const PipelineWork&) { return {}; }

}  // namespace bench
