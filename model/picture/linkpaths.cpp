// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picture/linkpaths.h"

#include "model/reachability/reach.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

#include <array>

namespace model {

namespace {

struct Words {
    const char* code;
    const char* words;
};
// At most four words for the badge; the finding has the sentence.
constexpr std::array kWords = {
    Words{"NO_ROUTE_TO_DESTINATION", QT_TRANSLATE_NOOP("model", "no route")},
    Words{"CANNOT_ROUTE", QT_TRANSLATE_NOOP("model", "no route")},
    Words{"BAD_STATE_ROUTE", QT_TRANSLATE_NOOP("model", "route is a blackhole")},
    Words{"BAD_STATE_ATTACHMENT", QT_TRANSLATE_NOOP("model", "gateway not attached")},
    Words{"ENI_SG_RULES_MISMATCH", QT_TRANSLATE_NOOP("model", "security group denies")},
    Words{"SG_HAS_NO_RULES", QT_TRANSLATE_NOOP("model", "security group is empty")},
    Words{"SUBNET_ACL_RESTRICTION", QT_TRANSLATE_NOOP("model", "network ACL denies")},
    Words{"IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", QT_TRANSLATE_NOOP("model", "no public address")},
    Words{"IGW_PUBLIC_IP_ASSOCIATION_FOR_INGRESS", QT_TRANSLATE_NOOP("model", "no public address")},
    Words{"NO_POSSIBLE_DESTINATION", QT_TRANSLATE_NOOP("model", "nowhere to go")},
    Words{"SKERRY_DNS_OFF", QT_TRANSLATE_NOOP("model", "name not resolved")},
    Words{"SKERRY_ENDPOINT_POLICY", QT_TRANSLATE_NOOP("model", "endpoint policy denies")},
    Words{"SKERRY_OTHER_SERVICE", QT_TRANSLATE_NOOP("model", "endpoint of another service")},
    Words{"SKERRY_OTHER_REGION", QT_TRANSLATE_NOOP("model", "other Region")},
    Words{"SKERRY_NO_NETWORK", QT_TRANSLATE_NOOP("model", "in no network")},
    Words{"SKERRY_NO_SUBNET", QT_TRANSLATE_NOOP("model", "in no subnet")}};

QString wordsFor(const QString& code) {
    for (const Words& entry : kWords)
        if (code == QLatin1String(entry.code)) return QCoreApplication::translate("model", entry.words);
    return QCoreApplication::translate("model", "blocked");
}

LinkPath linkPath(Uid link, const ReachPath& reach) {
    LinkPath path;
    path.link = link;
    path.presence = reach.presence;
    path.blocked = !reach.reachable;
    for (const ReachHop& hop : reach.hops)
        if (hop.stage == ReachHop::Stage::Gateway || hop.stage == ReachHop::Stage::Endpoint) path.through.push_back(hop.node);
    if (!reach.blockers.empty()) {
        path.blockedAt = reach.blockers.front().node;
        path.reason = wordsFor(reach.blockers.front().code);
    }
    return path;
}

}  // namespace

std::vector<LinkPath> linkPaths(const Document& document, Tracker* tracker) {
    std::vector<LinkPath> paths;
    for (const LinkId id : document.links()) {
        const Link& link = document.link(id);
        if (link.data.type != kCalls) continue;
        const NodeView from(document, link.from, tracker);
        for (const LinkWay& way : waysOf(LinkView(document, id, tracker))) {
            const auto to = from.find(way.to);
            const auto reach = to ? reachOf(from, *to, way.via) : nullptr;  // held: without a tracker nobody else keeps it
            if (!reach) continue;
            for (const ReachPath& path : reach->paths) {
                paths.push_back(linkPath(link.uid(), path));
                paths.back().target = way.to;
            }
        }
    }
    return paths;
}

}  // namespace model
