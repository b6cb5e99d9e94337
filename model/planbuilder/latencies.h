// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

#include <QString>

// Times that the network takes. Certainty beside each: [D] documented, [M] measured by others, [A] our assumption.
namespace model::latency {

// Where a design draws no Region; a Region has rows for these.
inline constexpr double kSameZoneRoundTripMs = 0.15;   // [A]; 0.25 at the median in tests within a VPC
inline constexpr double kCrossZoneRoundTripMs = 0.7;   // [M] 0.25 to 3.4
inline constexpr double kUnknownRegionPairMs = 150;    // round trip where the table below has no pair [A]
inline constexpr double kJitterSigma = 0.03;           // of the round trip between Regions, log-normal [A]
inline constexpr double kInternetGatewayMs = 0.3;      // one way, to the public endpoint of the same Region where no gateway is drawn [A]

/// Round trip between two Regions at the median; 0 within one.
[[nodiscard]] double regionRoundTripMs(const QString& a, const QString& b, double unknownPairMs = kUnknownRegionPairMs);
/// Half of a round trip with the jitter between Regions.
[[nodiscard]] plan::Latency oneWay(double roundTripMs, double jitterSigma = kJitterSigma);

}  // namespace model::latency
