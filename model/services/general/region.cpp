// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/general/kinds.h"

#include <algorithm>
#include <array>

namespace model::general {

namespace {

const QString kCode = QStringLiteral("code");  // frozen
const QString kZones = QStringLiteral("zones");
const QString kEnabled = QStringLiteral("enabled");
const QString kSameZone = QStringLiteral("sameZoneRoundTripMs");
const QString kCrossZone = QStringLiteral("crossZoneRoundTripMs");
const QString kUnknownPair = QStringLiteral("unknownPairRoundTripMs");
const QString kDetour = QStringLiteral("regionDetour");
const QString kAdded = QStringLiteral("regionAddedMs");
const QString kJitter = QStringLiteral("regionJitterPercent");

struct RegionName {
    const char* code;
    const char* place;
};
// Codes and places as AWS lists them.
constexpr std::array kRegions = {
    RegionName{"us-east-1", "N. Virginia"},   RegionName{"us-east-2", "Ohio"},       RegionName{"us-west-1", "N. California"},
    RegionName{"us-west-2", "Oregon"},        RegionName{"ca-central-1", "Canada"},  RegionName{"sa-east-1", "São Paulo"},
    RegionName{"eu-west-1", "Ireland"},       RegionName{"eu-west-2", "London"},     RegionName{"eu-west-3", "Paris"},
    RegionName{"eu-central-1", "Frankfurt"},  RegionName{"eu-north-1", "Stockholm"}, RegionName{"ap-south-1", "Mumbai"},
    RegionName{"ap-southeast-1", "Singapore"}, RegionName{"ap-southeast-2", "Sydney"}, RegionName{"ap-northeast-1", "Tokyo"},
    RegionName{"ap-northeast-2", "Seoul"},    RegionName{"ap-northeast-3", "Osaka"}, RegionName{"af-south-1", "Cape Town"},
    RegionName{"ca-west-1", "Calgary"},       RegionName{"mx-central-1", "Mexico"},  RegionName{"eu-central-2", "Zurich"},
    RegionName{"eu-south-1", "Milan"},        RegionName{"eu-south-2", "Spain"},     RegionName{"il-central-1", "Tel Aviv"},
    RegionName{"me-south-1", "Bahrain"},      RegionName{"me-central-1", "UAE"},     RegionName{"ap-south-2", "Hyderabad"},
    RegionName{"ap-east-1", "Hong Kong"},     RegionName{"ap-east-2", "Taipei"},     RegionName{"ap-southeast-3", "Jakarta"},
    RegionName{"ap-southeast-4", "Melbourne"}, RegionName{"ap-southeast-5", "Malaysia"}, RegionName{"ap-southeast-6", "New Zealand"},
    RegionName{"ap-southeast-7", "Thailand"}};

std::vector<Choice> regionChoices() {
    std::vector<Choice> choices;
    for (const RegionName& region : kRegions) choices.push_back({QString::fromLatin1(region.code), region.code});
    return choices;
}

// Zones are named by the Region's code and a letter; which letters an account sees is its own affair [A].
NetSpec net(const NodeView& v) {
    RegionNet region{v.settledText(kCode), {}};
    const int count = std::clamp(static_cast<int>(v.settledNumber(kZones)), 1, 6);
    for (int i = 0; i < count; ++i) region.zones += region.code + QChar(u'a' + i);
    return region;
}

// Workloads in the Region reach its services over these distances.
plan::StationSpec station(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::HopStation{};
    spec.sameZoneRoundTripMs = v.settledNumber(kSameZone);
    spec.crossZoneRoundTripMs = v.settledNumber(kCrossZone);
    spec.pairDetour = v.settledNumber(kDetour);
    spec.pairAddedMs = v.settledNumber(kAdded);
    spec.unknownPairMs = v.settledNumber(kUnknownPair);
    spec.jitterShare = v.settledNumber(kJitter) / 100;
    return spec;
}

// Another Region than those of the design: the first of the list that none of them is. One at a distance before its neighbours.
Properties drawn(const NodeView& beside, const QString&) {
    QStringList used;
    for (const NodeView& node : beside.allNodes())
        if (node.kind() && node.kind()->property(kZones)) used += node.text(kCode);
    Properties start;
    for (const char* code : {"us-east-1", "eu-west-1", "ap-northeast-1", "us-west-2", "eu-central-1", "ap-southeast-2", "sa-east-1"}) {
        if (used.contains(QLatin1String(code))) continue;
        storeProperty(start, kCode, QString::fromLatin1(code));
        storeProperty(start, QStringLiteral("name"), QString::fromLatin1(code));
        break;
    }
    return start;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.shape = ViewSpec::Shape::Container;
    spec.token = QStringLiteral("region");
    const QString code = v.text(kCode);
    QString place;
    for (const RegionName& region : kRegions)
        if (code == QLatin1String(region.code)) place = QString::fromUtf8(region.place);
    spec.secondLine = v.name() == code ? place : code;
    return spec;
}

}  // namespace

KindSpec regionKind() {
    return {
        .id = QStringLiteral("region"),
        .title = QT_TRANSLATE_NOOP("model", "Region"),
        .help = QT_TRANSLATE_NOOP("model", "A physical area with several Availability Zones. VPCs, tables and functions belong to one Region."),
        .category = Category::Network,
        .systems = {QStringLiteral("S001"), QStringLiteral("S002")},
        .offers = {QStringLiteral("region")},
        .livesIn = {QString()},
        .properties =
            {{.key = QStringLiteral("name"), .title = QT_TRANSLATE_NOOP("model", "Name"), .group = QT_TRANSLATE_NOOP("model", "General"), .help = QT_TRANSLATE_NOOP("model", "What the Region is called on the canvas."), .fallback = QStringLiteral("us-east-1")},
             {.key = kCode, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Code"), .group = QT_TRANSLATE_NOOP("model", "General"), .help = QT_TRANSLATE_NOOP("model", "AWS's code of the Region; latencies between Regions follow from it."), .fallback = QStringLiteral("us-east-1"), .choices = regionChoices()},
             {.key = kZones, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Availability Zones"), .group = QT_TRANSLATE_NOOP("model", "General"), .help = QT_TRANSLATE_NOOP("model", "How many zones this account sees; most Regions have three."), .source = "[A] most Regions", .fallback = qint64(3), .minimum = 2, .maximum = 6},
             {.key = kEnabled, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Enabled"), .group = QT_TRANSLATE_NOOP("model", "General"), .help = QT_TRANSLATE_NOOP("model", "The account uses the Region; newer ones are off until somebody turns them on."), .source = "AWS Account Management Reference Guide, Regions", .fallback = true},
             {.key = kSameZone, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Round trip within a zone"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "There and back between two interfaces of one zone."), .source = "[A] tests within a VPC saw 0.25 ms at the median", .unit = Unit::Milliseconds, .fallback = 0.15, .minimum = 0, .maximum = 1000},
             {.key = kCrossZone, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Round trip across zones"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "There and back between two zones; services answer in any of them."), .source = "[A] measured by others: 0.25 to 3.4 ms", .unit = Unit::Milliseconds, .fallback = 0.7, .minimum = 0, .maximum = 1000},
             {.key = kDetour, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Cables to other Regions"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "Where no round trip to another Region is measured, light goes there and back at 100 km a millisecond, and cables are so many times as long as the way over the ground."), .source = "[A] close to the measured pairs", .fallback = 1.6, .minimum = 1, .maximum = 10},
             {.key = kAdded, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Ends of the cables"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "What the networks at both ends add to such a round trip."), .source = "[A] close to the measured pairs", .unit = Unit::Milliseconds, .fallback = 5.0, .minimum = 0, .maximum = 1000},
             {.key = kUnknownPair, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Round trip to another Region"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "There and back to a Region of which neither a measured figure nor its place is built in."), .source = "[A] the middle of the measured pairs", .unit = Unit::Milliseconds, .fallback = 150.0, .minimum = 0, .maximum = 1000},
             {.key = kJitter, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Jitter between Regions"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "Spread of the round trips to other Regions, as the sigma of a log-normal distribution."), .source = "[A] measured medians change by a few milliseconds a day", .unit = Unit::Percent, .fallback = 3.0, .minimum = 0, .maximum = 100}},
        .drawn = drawn,
        .cloudFormation = {{QStringLiteral("AWS::Region"), {{QStringLiteral("AWS::Region"), kCode}, {QStringLiteral("AvailabilityZones"), kZones}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Zones as fault domains; latency between zones and Regions.")}, {QT_TRANSLATE_NOOP("model", "Local Zones and Wavelength Zones.")}},
        .net = net,
        .view = view,
        .station = station,
    };
}

}  // namespace model::general
