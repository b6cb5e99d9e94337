// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/patternchoices.h"

#include "model/core/document.h"
#include "model/core/network.h"
#include "model/reachability/reach.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

}  // namespace

QStringList operationsOf(const Document& document, Uid link) {
    const auto id = document.findLink(link);
    if (!id) return {};
    QStringList operations = NodeView(document, document.link(*id).to).data().operations;
    for (const QString& each : {QStringLiteral("TransactGetItems"), QStringLiteral("TransactWriteItems")})
        if (operations.contains(QStringLiteral("GetItem")) && !operations.contains(each)) operations += each;
    return operations;
}

QString wayByItself(const Document& document, Uid link) {
    const auto id = document.findLink(link);
    if (!id) return {};
    const auto reach = reachOf(NodeView(document, document.link(*id).from), NodeView(document, document.link(*id).to));
    QStringList ways;
    for (const ReachPath& path : reach->paths) {
        if (!path.reachable) continue;
        const auto door = document.findNode(path.doorNode);
        const QString way = door ? document.name(*door) : doorTitle(path.door);
        if (!ways.contains(way)) ways += way;
    }
    // The way first: a narrow field shows the beginning.
    return tr("%1 (automatic)").arg(ways.isEmpty() ? tr("nothing gets through") : ways.join(QStringLiteral(", ")));
}

bool canAddress(const NodeView& target, const NodeView& resource) {
    if (target == resource) return true;
    if (target.flowFacet<CacheFlow>()) return regionCodeOf(target) == regionCodeOf(resource);
    return resource.data().base == target.uid();
}

Uid namedWay(const NodeView& from, const NodeView& to) {
    Uid named;
    for (const LinkView& link : from.linksOut())
        for (const LinkWay& way : link.to() == to && link.type() == kCalls ? waysOf(link) : std::vector<LinkWay>()) {
            if (way.via.isNull() || way.to != to.uid()) return {};
            if (named.isNull()) named = way.via;
        }
    return named;
}

}  // namespace model
