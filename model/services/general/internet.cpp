// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/general/kinds.h"

namespace model::general {

namespace {

NetSpec net(const NodeView&) { return OutsideNet{OutsideNet::Where::Internet}; }

}  // namespace

KindSpec internetKind() {
    return {
        .id = QStringLiteral("internet"),
        .title = QT_TRANSLATE_NOOP("model", "Internet"),
        .help = QT_TRANSLATE_NOOP("model", "The public internet. Draw it where traffic crosses it; workloads outside of AWS are clients."),
        .category = Category::General,
        .offers = {QStringLiteral("internet")},
        .livesIn = {QString()},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Where the internet is in the drawing; round trip and loss to a Region are rows of each client.")}, {QT_TRANSLATE_NOOP("model", "Providers and their routes.")}},
        .net = net,
    };
}

}  // namespace model::general
