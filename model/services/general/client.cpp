// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/general/kinds.h"

namespace model::general {

namespace {

NetSpec net(const NodeView&) { return OutsideNet{OutsideNet::Where::Internet}; }

}  // namespace

KindSpec clientKind() {
    return {
        .id = QStringLiteral("client"),
        .title = QT_TRANSLATE_NOOP("model", "Client"),
        .help = QT_TRANSLATE_NOOP("model", "Any program outside of AWS that calls the design over the internet."),
        .category = Category::General,
        .offers = {QStringLiteral("workload")},
        .livesIn = {QString(), QStringLiteral("region")},
        .emitsCalls = true,
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Arrivals, keys, SDK retries, the internet's round trip.")}, {QT_TRANSLATE_NOOP("model", "The user's device.")}},
        .net = net,
    };
}

}  // namespace model::general
