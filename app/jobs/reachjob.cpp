// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/reachjob.h"

#include "app/jobs/nodenames.h"
#include "model/core/document.h"
#include "model/traffic/patternchoices.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

/// A component that is no node, such as the default network ACL, has no path.
QJsonValue pathOrNull(const model::Document& document, model::Uid node) {
    return node.isNull() ? QJsonValue() : QJsonValue(nodePath(document, node));
}

QJsonArray hopsJson(const model::Document& document, const std::vector<model::ReachHop>& hops) {
    QJsonArray array;
    for (const model::ReachHop& hop : hops)
        array.append(QJsonObject{{QStringLiteral("node"), pathOrNull(document, hop.node)},
                                 {QStringLiteral("passes"), hop.passes},
                                 {QStringLiteral("decision"), hop.decision},
                                 {QStringLiteral("by"), hop.by}});
    return array;
}

QJsonArray blockersJson(const model::Document& document, const std::vector<model::Blocker>& blockers) {
    QJsonArray array;
    for (const model::Blocker& blocker : blockers)
        array.append(QJsonObject{{QStringLiteral("code"), blocker.code},
                                 {QStringLiteral("node"), pathOrNull(document, blocker.node)},
                                 {QStringLiteral("message"), blocker.message},
                                 {QStringLiteral("fix"), blocker.fix ? QJsonValue(blocker.fix->title) : QJsonValue()}});
    return array;
}

QJsonObject pathJson(const model::Document& document, const model::ReachPath& path) {
    return {{QStringLiteral("presence"), pathOrNull(document, path.presence)},
            {QStringLiteral("zone"), path.zone},
            {QStringLiteral("reachable"), path.reachable},
            {QStringLiteral("door"), model::doorName(path.door)},
            {QStringLiteral("hops"), hopsJson(document, path.hops)}};
}

const model::ReachPath* explaining(const model::Reach& reach) {
    const auto through = std::ranges::find_if(reach.paths, &model::ReachPath::reachable);
    if (through != reach.paths.end()) return &*through;
    return reach.paths.empty() ? nullptr : &reach.paths.front();
}

QString hopLine(const model::Document& document, const model::ReachHop& hop) {
    const QString where = hop.node.isNull() ? tr("(default)") : nodePath(document, hop.node);
    const QString by = hop.by.isEmpty() ? QString() : QStringLiteral(", ") + hop.by;
    return QStringLiteral("    %1 %2: %3%4\n").arg(hop.passes ? QStringLiteral("+") : QStringLiteral("x"), where, hop.decision, by);
}

}  // namespace

model::Reach reachPair(const model::Document& document, model::Uid from, model::Uid to, int port) {
    const model::NodeView caller(document, *document.findNode(from)), callee(document, *document.findNode(to));
    const model::Uid via = port > 0 ? model::Uid() : model::namedWay(caller, callee);
    return via.isNull() ? model::reachAt(caller, callee, port) : model::tellReach(caller, callee, via);
}

std::vector<model::PairReach> reachAllPairs(const model::Document& document) {
    std::vector<model::PairReach> pairs = model::reachAll(document);
    for (const model::LinkId id : document.links()) {
        const model::LinkData& link = document.link(id).data;
        const auto pair = std::ranges::find_if(pairs, [&](const model::PairReach& p) { return p.from == link.from && p.to == link.to; });
        if (pair == pairs.end() || model::namedWay({document, document.link(id).from}, {document, document.link(id).to}).isNull()) continue;
        const model::Reach reach = reachPair(document, link.from, link.to, 0);
        *pair = {link.from, link.to, reach.reachable(), reach.door(), false};  // by PrivateLink, or inside the VPC
    }
    return pairs;
}

QJsonObject reachJson(const model::Document& document, const model::Reach& reach) {
    const model::ReachPath* explained = explaining(reach);
    QJsonArray paths;
    for (const model::ReachPath& path : reach.paths) paths.append(pathJson(document, path));
    return {{QStringLiteral("reachable"), reach.reachable()},
            {QStringLiteral("door"), model::doorName(reach.door())},
            {QStringLiteral("hops"), explained ? hopsJson(document, explained->hops) : QJsonArray()},
            {QStringLiteral("blockers"), blockersJson(document, reach.blockers())},
            {QStringLiteral("assumptions"), QJsonArray::fromStringList(reach.assumptions())},
            {QStringLiteral("paths"), paths}};
}

QString reachText(const model::Document& document, model::Uid from, model::Uid to, const model::Reach& reach) {
    const QString pair = tr("%1 to %2").arg(nodePath(document, from), nodePath(document, to));
    QString text = reach.reachable() ? tr("%1: reachable by %2\n").arg(pair, model::doorTitle(reach.door())) : tr("%1: not reachable\n").arg(pair);
    for (const model::ReachPath& path : reach.paths) {
        if (!path.presence.isNull()) text += tr("  from %1\n").arg(nodePath(document, path.presence));
        for (const model::ReachHop& hop : path.hops) text += hopLine(document, hop);
    }
    for (const model::Blocker& blocker : reach.blockers()) {
        const QString where = blocker.node.isNull() ? QString() : nodePath(document, blocker.node) + QStringLiteral(": ");
        text += QStringLiteral("  %1 %2%3\n").arg(blocker.code, where, blocker.message);
        if (blocker.fix) text += tr("    fix: %1\n").arg(blocker.fix->title);
    }
    for (const QString& assumption : reach.assumptions()) text += tr("  assumed: %1\n").arg(assumption);
    return text;
}

QJsonObject reachAllJson(const model::Document& document, const std::vector<model::PairReach>& pairs) {
    QJsonArray array;
    for (const model::PairReach& pair : pairs)
        array.append(QJsonObject{{QStringLiteral("from"), nodePath(document, pair.from)},
                                 {QStringLiteral("to"), nodePath(document, pair.to)},
                                 {QStringLiteral("reachable"), pair.reachable},
                                 {QStringLiteral("door"), model::doorName(pair.door)},
                                 {QStringLiteral("internet"), pair.internet}});
    return {{QStringLiteral("pairs"), array}};
}

QString reachAllText(const model::Document& document, const std::vector<model::PairReach>& pairs) {
    QString text;
    for (const model::PairReach& pair : pairs) {
        const QString how = pair.reachable ? model::doorTitle(pair.door) : tr("not reachable");
        const QString internet = pair.internet ? tr(", over the internet") : QString();
        text += tr("%1 to %2: %3%4\n").arg(nodePath(document, pair.from), nodePath(document, pair.to), how, internet);
    }
    return text;
}

}  // namespace app
