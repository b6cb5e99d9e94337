// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/planbuilder/latencies.h"

#include "model/plan/fixedmath.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace model::latency {

namespace {

constexpr std::size_t kCount = 18;
constexpr std::array<const char*, kCount> kRegions = {"us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "af-south-1"};

// Round trips in milliseconds: symmetric averages of a cloudping sample; medians change by a few milliseconds a day [M].
constexpr std::array<std::array<short, kCount>, kCount> kRoundTripsMs = {{
    {0, 12, 62, 64, 14, 114, 70, 76, 82, 92, 112, 186, 212, 198, 146, 174, 150, 232},
    {12, 0, 52, 52, 24, 124, 79, 86, 92, 102, 121, 196, 200, 187, 134, 162, 138, 242},
    {62, 52, 0, 22, 79, 172, 128, 147, 142, 151, 174, 228, 172, 138, 108, 128, 110, 291},
    {64, 52, 22, 0, 60, 174, 119, 128, 134, 140, 158, 218, 162, 140, 98, 119, 99, 274},
    {14, 24, 79, 60, 0, 125, 70, 78, 84, 92, 108, 186, 210, 198, 144, 172, 150, 224},
    {114, 124, 172, 174, 125, 0, 176, 186, 194, 204, 215, 298, 322, 312, 256, 285, 262, 342},
    {70, 79, 128, 119, 70, 176, 0, 13, 18, 26, 42, 120, 182, 256, 201, 230, 207, 158},
    {76, 86, 147, 128, 78, 186, 13, 0, 10, 17, 32, 111, 171, 264, 210, 238, 216, 147},
    {82, 92, 142, 134, 84, 194, 18, 10, 0, 12, 30, 104, 166, 279, 216, 245, 221, 150},
    {92, 102, 151, 140, 92, 204, 26, 17, 12, 0, 22, 110, 158, 249, 223, 223, 230, 160},
    {112, 121, 174, 158, 108, 215, 42, 32, 30, 22, 0, 130, 178, 294, 243, 242, 248, 178},
    {186, 196, 228, 218, 186, 298, 120, 111, 104, 110, 130, 0, 56, 146, 124, 125, 131, 158},
    {212, 200, 172, 162, 210, 322, 182, 171, 166, 158, 178, 56, 0, 93, 68, 70, 75, 203},
    {198, 187, 138, 140, 198, 312, 256, 264, 279, 249, 294, 146, 93, 0, 106, 142, 118, 412},
    {146, 134, 108, 98, 144, 256, 201, 210, 216, 223, 243, 124, 68, 106, 0, 34, 10, 356},
    {174, 162, 128, 119, 172, 285, 230, 238, 245, 223, 242, 125, 70, 142, 34, 0, 24, 383},
    {150, 138, 110, 99, 150, 262, 207, 216, 221, 230, 248, 131, 75, 118, 10, 24, 0, 362},
    {232, 242, 291, 274, 224, 342, 158, 147, 150, 160, 178, 158, 203, 412, 356, 383, 362, 0},
}};

struct Place {
    const char* region;
    double north, east;  // degrees
};
// The cities that AWS names its Regions after, or that they lie near.
constexpr std::array kPlaces = {
    Place{"us-east-1", 38.9, -77.4}, Place{"us-east-2", 40.0, -83.0}, Place{"us-west-1", 37.4, -121.9}, Place{"us-west-2", 45.8, -119.7},
    Place{"ca-central-1", 45.5, -73.6}, Place{"ca-west-1", 51.0, -114.1}, Place{"mx-central-1", 20.6, -100.4}, Place{"sa-east-1", -23.5, -46.6},
    Place{"eu-west-1", 53.3, -6.3}, Place{"eu-west-2", 51.5, -0.1}, Place{"eu-west-3", 48.9, 2.4}, Place{"eu-central-1", 50.1, 8.7},
    Place{"eu-central-2", 47.4, 8.5}, Place{"eu-north-1", 59.3, 18.1}, Place{"eu-south-1", 45.5, 9.2}, Place{"eu-south-2", 41.6, -0.9},
    Place{"il-central-1", 32.1, 34.8}, Place{"me-south-1", 26.1, 50.6}, Place{"me-central-1", 25.2, 55.3}, Place{"af-south-1", -33.9, 18.4},
    Place{"ap-south-1", 19.1, 72.9}, Place{"ap-south-2", 17.4, 78.5}, Place{"ap-east-1", 22.3, 114.2}, Place{"ap-east-2", 25.0, 121.5},
    Place{"ap-southeast-1", 1.35, 103.8}, Place{"ap-southeast-2", -33.9, 151.2}, Place{"ap-southeast-3", -6.2, 106.8}, Place{"ap-southeast-4", -37.8, 145.0},
    Place{"ap-southeast-5", 3.1, 101.7}, Place{"ap-southeast-6", -36.8, 174.8}, Place{"ap-southeast-7", 13.8, 100.5}, Place{"ap-northeast-1", 35.7, 139.7},
    Place{"ap-northeast-2", 37.6, 127.0}, Place{"ap-northeast-3", 34.7, 135.5}};

const Place* placeOf(const QString& code) {
    const auto it = std::ranges::find_if(kPlaces, [&](const Place& place) { return code == QLatin1String(place.region); });
    return it != kPlaces.end() ? &*it : nullptr;
}

std::size_t indexOf(const QString& code) {
    const auto it = std::ranges::find_if(kRegions, [&](const char* region) { return code == QLatin1String(region); });
    return static_cast<std::size_t>(it - kRegions.begin());
}

}  // namespace

double regionRoundTripMs(const QString& a, const QString& b, const UnknownPairs& unknown) {
    if (a == b) return 0;
    const std::size_t i = indexOf(a), j = indexOf(b);
    if (i < kCount && j < kCount) return kRoundTripsMs[i][j];
    const double kilometres = kilometresBetween(a, b);
    constexpr double kKilometresPerMs = 100;
    // Whole milliseconds, as in the table: the last bits of an arc differ between libraries.
    return kilometres < 0 ? unknown.otherwiseMs : std::round(kilometres / kKilometresPerMs * unknown.detour + unknown.addedMs);
}

double kilometresBetween(const QString& a, const QString& b) {
    const Place* from = placeOf(a);
    const Place* to = placeOf(b);
    if (!from || !to) return -1;
    constexpr double kDegree = plan::kPi / 180;
    constexpr double kEarthRadiusKm = 6371;
    const double cosine = plan::sine(from->north * kDegree) * plan::sine(to->north * kDegree) +
                          plan::cosine(from->north * kDegree) * plan::cosine(to->north * kDegree) * plan::cosine((from->east - to->east) * kDegree);
    return kEarthRadiusKm * std::acos(std::clamp(cosine, -1.0, 1.0));
}

plan::Latency oneWay(double roundTripMs, double jitterSigma) {
    constexpr double kQuantile99 = 2.326;  // of the standard normal distribution
    return {roundTripMs / 2, roundTripMs / 2 * plan::exponential(kQuantile99 * jitterSigma)};
}

}  // namespace model::latency
