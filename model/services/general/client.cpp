// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/connectionrows.h"
#include "model/services/general/kinds.h"

namespace model::general {

namespace {

const QString kRoundTrip = QStringLiteral("roundTripMs");  // frozen
const QString kRoundTripP99 = QStringLiteral("roundTripP99Ms");
const QString kCallTimeout = QStringLiteral("callTimeoutMs");
const QString kLoss = QStringLiteral("lossPercent");
const QString kResend = QStringLiteral("resendMs");

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Assumptions");
    return {
        {.key = kRoundTrip, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Round trip, median"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "From the client over the internet to the Region and back; about 30 ms on one continent."), .source = "[A] same continent", .unit = Unit::Milliseconds, .fallback = 30.0, .minimum = 0, .maximum = 60000},
        {.key = kRoundTripP99, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Round trip, 99 %"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "One round trip in a hundred takes longer than this."), .source = "[A] same continent", .unit = Unit::Milliseconds, .fallback = 70.0, .minimum = 0, .maximum = 60000},
        {.key = kLoss, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Packets lost"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Share of the crossings, there or back, that lose a packet."), .source = "[A] same continent", .unit = Unit::Percent, .fallback = 0.1, .minimum = 0, .maximum = 100},
        {.key = kResend, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Sent again after"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "TCP waits this long before it sends a lost packet again."), .source = "[A] least waiting time of common systems", .unit = Unit::Milliseconds, .fallback = 200.0, .minimum = 0, .maximum = 60000},
        {.key = kCallTimeout, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Gives up after"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "It gives up an attempt that has no answer after this long."), .source = "[A] SDKs differ, many wait far longer", .unit = Unit::Milliseconds, .fallback = 2000.0, .minimum = 1, .maximum = 900000},
    };
}

NetSpec net(const NodeView&) { return OutsideNet{OutsideNet::Where::Internet}; }

plan::StationSpec station(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::SourceStation{};
    spec.access = {v.settledNumber(kRoundTrip), v.settledNumber(kRoundTripP99)};
    spec.timeoutMs = v.settledNumber(kCallTimeout);
    spec.connections = connectionsOf(v);
    spec.lossShare = v.settledNumber(kLoss) / 100;
    spec.resendMs = v.settledNumber(kResend);
    return spec;
}

}  // namespace

KindSpec clientKind() {
    KindSpec kind{
        .id = QStringLiteral("client"),
        .title = QT_TRANSLATE_NOOP("model", "Client"),
        .help = QT_TRANSLATE_NOOP("model", "Any program outside of AWS that calls the design over the internet."),
        .category = Category::General,
        .offers = {QStringLiteral("workload")},
        .livesIn = {QString(), QStringLiteral("region")},
        .properties = properties(),
        .emitsCalls = true,
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Arrivals, keys, SDK retries, the internet's round trip and loss of packets."), QT_TRANSLATE_NOOP("model", "New connections with name look-up and handshakes; idle ones are kept open for the next requests of the same subnet or client.")}, {QT_TRANSLATE_NOOP("model", "The user's device; a limit of connections.")}},
        .net = net,
        .station = station,
    };
    for (PropertySpec row : connectionRows()) kind.properties.push_back(std::move(row));
    return kind;
}

}  // namespace model::general
