// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

#include <QString>

// Times that the network takes. Certainty beside each: [D] documented, [M] measured by others, [A] our assumption.
namespace model::latency {

// Where a design draws no Region; a Region has rows for these.
inline constexpr double kSameZoneRoundTripMs = 0.15;   // [A]; 0.25 at the median in tests within a VPC
inline constexpr double kCrossZoneRoundTripMs = 0.7;   // [M] 0.25 to 3.4
// Where the table of measured pairs has none: the distance over the ground at 100 km a millisecond there and back, for cables that go
// a longer way, and what the ends add; where a place is not known, one figure for all.
struct UnknownPairs {
    double detour = 1.6;                               // [A]
    double addedMs = 5;                                // [A]
    double otherwiseMs = 150;                          // [A]
};
inline constexpr double kJitterSigma = 0.03;           // of the round trip between Regions, log-normal [A]
inline constexpr double kInternetGatewayMs = 0.3;      // one way, to the public endpoint of the same Region where no gateway is drawn [A]

/// Round trip between two Regions at the median; 0 within one.
[[nodiscard]] double regionRoundTripMs(const QString& a, const QString& b, const UnknownPairs& unknown = {});
/// Kilometres over the ground between the places of two Regions; negative: one of them is not known.
[[nodiscard]] double kilometresBetween(const QString& a, const QString& b);
/// Half of a round trip with the jitter between Regions.
[[nodiscard]] plan::Latency oneWay(double roundTripMs, double jitterSigma = kJitterSigma);

}  // namespace model::latency
