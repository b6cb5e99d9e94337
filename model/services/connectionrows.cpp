// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/connectionrows.h"

namespace model {

namespace {

const QString kLookup = QStringLiteral("lookupMs");  // frozen
const QString kLookupKept = QStringLiteral("lookupKeptS");
const QString kHandshakes = QStringLiteral("handshakeRoundTrips");
const QString kSetup = QStringLiteral("handshakeMs");
const QString kIdleKept = QStringLiteral("connectionIdleS");

}  // namespace

std::vector<PropertySpec> connectionRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Assumptions");
    return {
        {.key = kLookup, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Name look-up"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A new connection looks up the name of its target, unless the answer is still known."), .source = "[A] a name that no resolver near has", .unit = Unit::Milliseconds, .fallback = 20.0, .minimum = 0, .maximum = 60000},
        {.key = kLookupKept, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Answer known for"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "How long the answer to a look-up is used again."), .source = "AWS SDK for Java Developer Guide, time to live of name look-ups: 5 seconds are advised", .unit = Unit::Seconds, .fallback = 5.0, .minimum = 0, .maximum = 86400},
        {.key = kHandshakes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Handshakes, round trips"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "TCP and TLS go there and back so often before the first request of a new connection."), .source = "[A] one for TCP, one for TLS 1.3", .fallback = 2.0, .minimum = 0, .maximum = 10},
        {.key = kSetup, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Handshakes, work"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What both ends need for them besides."), .source = "[A] AWS gives no figure", .unit = Unit::Milliseconds, .fallback = 1.0, .minimum = 0, .maximum = 60000},
        {.key = kIdleKept, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Idle connections live"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A connection that no request has used for so long is closed."), .source = "[A] default of the AWS SDK for Java 2.x; others differ", .unit = Unit::Seconds, .fallback = 60.0, .minimum = 0, .maximum = 86400},
    };
}

plan::Connections connectionsOf(const NodeView& caller) {
    plan::Connections connections;
    connections.lookupMs = caller.settledNumber(kLookup);
    connections.lookupKeptS = caller.settledNumber(kLookupKept);
    connections.roundTrips = caller.settledNumber(kHandshakes);
    connections.setupMs = caller.settledNumber(kSetup);
    connections.idleKeptS = caller.settledNumber(kIdleKept);
    return connections;
}

}  // namespace model
