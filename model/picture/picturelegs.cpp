// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picture/picturelegs.h"

#include "model/core/nodeview.h"
#include "model/core/drawing.h"

#include <algorithm>

namespace model {

namespace {

constexpr double kLineRoom = 4;    // around a line
constexpr double kGaugeRoom = 20;  // two bars of 5 px and their gaps, right of the icon
const QString kCallsType = QStringLiteral("calls");

class LegMaker {
public:
    explicit LegMaker(Picture& picture) : m_picture(picture) {}

    PictureJourney::Step step(int from, int to, Uid link, PictureLeg::Kind kind = PictureLeg::Kind::Calls) {
        for (const bool backwards : {false, true}) {
            const auto it = m_known.constFind(backwards ? std::pair(to, from) : std::pair(from, to));
            if (it == m_known.constEnd()) continue;
            auto& links = m_picture.legs[static_cast<size_t>(*it)].links;
            if (!link.isNull() && std::ranges::find(links, link) == links.end()) links.push_back(link);
            return {*it, backwards};
        }
        const int leg = static_cast<int>(m_picture.legs.size());
        m_known.insert({from, to}, leg);
        PictureLeg& made = m_picture.legs.emplace_back();
        made.kind = kind;
        made.from = from;
        made.to = to;
        if (!link.isNull()) made.links.push_back(link);
        return {leg, false};
    }

private:
    Picture& m_picture;
    QHash<std::pair<int, int>, int> m_known;
};

// The tile of a node to draw towards: the one in the same zone's subnet if there is one, else the first.
int tileNear(const Picture& picture, Uid node, int from) {
    const auto tiles = picture.shownAt(node);
    if (tiles.empty()) return -1;
    const Uid subnet = picture.nodes[static_cast<size_t>(from)].presence;
    for (const int tile : tiles)
        if (!subnet.isNull() && picture.nodes[static_cast<size_t>(tile)].presence == subnet) return tile;
    return tiles.front();
}

bool isDrawnHop(const Picture& picture, int tile) {
    if (tile < 0) return false;
    const PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
    return node.shape == ViewSpec::Shape::Leaf || node.isCollapsed;
}

PictureJourney journeyAlong(Picture& picture, LegMaker& legs, const LinkPath& path, int from, Uid target) {
    PictureJourney journey;
    journey.presence = path.presence;
    journey.blocked = path.blocked;
    journey.reason = path.reason;
    int at = from;
    for (const Uid node : path.through) {
        const int next = tileNear(picture, node, from);
        if (!isDrawnHop(picture, next) || next == at) continue;
        journey.steps.push_back(legs.step(at, next, path.link));
        at = next;
        if (path.blocked && node == path.blockedAt) {
            journey.blockedAt = next;
            return journey;
        }
    }
    // A blocked journey still leads to its target: the drawing breaks it where it is blocked.
    if (const int end = tileNear(picture, target, from); end >= 0 && end != at) journey.steps.push_back(legs.step(at, end, path.link));
    return journey;
}

// Its first tile, or the folded container that it stands in; -1: it is drawn nowhere.
int seatOf(const Picture& picture, Uid node) {
    const auto tiles = picture.shownAt(node);
    return tiles.empty() ? -1 : tiles.front();
}

void addFlow(const Picture& picture, LegMaker& legs, Uid from, int to) {
    const int start = seatOf(picture, from);
    if (start >= 0 && to >= 0 && start != to) legs.step(start, to, {}, PictureLeg::Kind::Flows);
}

// Replicas of one table replicate each with each other, whichever of them was the first.
void addSiblings(const Picture& picture, LegMaker& legs, const std::vector<Uid>& siblings, int seat) {
    for (const Uid sibling : siblings) addFlow(picture, legs, sibling, seat);
}

// What moves on by itself: changes into a log elsewhere, records to a consumer, writes to a replica.
void addFlows(const Document& document, Picture& picture, LegMaker& legs) {
    QHash<Uid, std::vector<Uid>> replicas;  // of each table
    for (const NodeId id : document.nodes()) {
        const NodeView node(document, id);
        if (!node.kind() || !node.kind()->flow) continue;
        const int seat = seatOf(picture, node.uid());
        if (seat < 0) continue;
        if (const auto consumer = node.flowFacet<ConsumerFlow>()) addFlow(picture, legs, consumer->from, seat);
        if (const auto replica = node.flowFacet<ReplicaFlow>()) {
            addFlow(picture, legs, replica->from, seat);
            auto& siblings = replicas[replica->from];
            addSiblings(picture, legs, siblings, seat);
            siblings.push_back(node.uid());
        }
        if (const auto changes = node.flowFacet<ChangesFlow>()) addFlow(picture, legs, node.uid(), seatOf(picture, changes->to));
    }
}

// From a table to its index; what takes in for its owner comes before it: from a mapping to its function.
void addOwned(Picture& picture, LegMaker& legs) {
    std::vector<bool> takesIn(picture.nodes.size(), false);
    for (const PictureLeg& leg : picture.legs)
        if (leg.kind == PictureLeg::Kind::Flows && !picture.nodes[static_cast<size_t>(leg.to)].isCollapsed) takesIn[static_cast<size_t>(leg.to)] = true;
    for (size_t i = 0; i < picture.nodes.size(); ++i) {
        const int owner = picture.nodes[i].owner;
        if (owner < 0) continue;
        const int owned = static_cast<int>(i);
        if (takesIn[i]) legs.step(owned, owner, {}, PictureLeg::Kind::Owns);
        else legs.step(owner, owned, {}, PictureLeg::Kind::Owns);
    }
}

// A line that several links share has the colour of the first that has one.
void highlight(Picture& picture, const PictureLink& link, const QString& name) {
    if (name.isEmpty()) return;
    for (const PictureJourney& journey : link.journeys)
        for (const PictureJourney::Step& step : journey.steps)
            if (QString& shown = picture.legs[static_cast<size_t>(step.leg)].highlight; shown.isEmpty()) shown = name;
}

bool hasTitle(const PictureNode& node) { return node.shape == ViewSpec::Shape::Container && !node.isCollapsed; }

}  // namespace

void addLegs(const Document& document, const std::vector<LinkPath>& paths, Picture& picture) {
    LegMaker legs(picture);
    // Several for one tile where patterns of a link go different ways.
    QHash<std::pair<Uid, Uid>, std::vector<const LinkPath*>> known;
    for (const LinkPath& path : paths) known[{path.link, path.presence}].push_back(&path);
    for (const LinkId id : document.links()) {
        const LinkData& data = document.link(id).data;
        if (data.type != kCallsType) continue;
        PictureLink link{data.uid, {}};
        const auto addJourneys = [&](Uid presence, int from) {
            const LinkPath straight{data.uid, presence, data.to, {}, false, {}, {}};
            const auto it = known.constFind({straight.link, straight.presence});
            for (const LinkPath* path : it == known.constEnd() ? std::vector<const LinkPath*>{&straight} : *it)
                link.journeys.push_back(journeyAlong(picture, legs, *path, from, path->target.isNull() ? data.to : path->target));
        };
        for (const int from : picture.tilesOf(data.from)) addJourneys(picture.nodes[static_cast<size_t>(from)].presence, from);
        if (const auto hidden = picture.hidden.constFind(data.from); hidden != picture.hidden.constEnd())
            for (const Picture::Hidden& seat : *hidden) addJourneys(seat.presence, seat.tile);
        highlight(picture, link, highlightOf(data.properties));
        picture.links.push_back(std::move(link));
    }
    addFlows(document, picture, legs);
    addOwned(picture, legs);
}

QRectF routeIcon(const PictureNode& tile) {
    if (tile.isCollapsed) return tile.rect;
    return tile.gauges.isEmpty() ? tile.icon : tile.icon.adjusted(0, 0, kGaugeRoom, 0);
}

layout::RouteScene routeScene(const Picture& picture) {
    layout::RouteScene scene;
    scene.nodes.reserve(picture.nodes.size());
    for (const PictureNode& node : picture.nodes) {
        const bool isContainer = node.shape == ViewSpec::Shape::Container && !node.isCollapsed;
        const bool hasIcon = node.shape != ViewSpec::Shape::Container;
        scene.nodes.push_back({isContainer ? layout::RouteShape::Container : layout::RouteShape::Leaf, node.parent, node.rect,
                               hasIcon ? routeIcon(node) : QRectF()});
        if (hasTitle(node)) scene.labels.push_back(node.titleRect.united(node.icon).united(node.secondRect));
    }
    for (const PictureBand& band : picture.bands) scene.labels.push_back(band.titleRect);
    // The subnets of one VPC stand close together: links cross them rather than make long ways round.
    for (size_t i = 0; i < picture.nodes.size(); ++i) {
        const int parent = picture.nodes[i].parent;
        const auto isBeside = [parent](const PictureBand& band) { return band.parent == parent; };
        if (parent >= 0 && std::ranges::any_of(picture.bands, isBeside)) scene.nodes[i].passage = layout::Passage::Free;
    }
    for (const PictureLeg& leg : picture.legs) scene.links.push_back({leg.from, leg.to, {}, {}, leg.bends});
    return scene;
}

void takeRoutes(const layout::Router& router, Picture& picture) {
    for (size_t i = 0; i < picture.legs.size(); ++i) picture.legs[i].route = router.routes()[i];
    // A way round may leave the boxes: what is fitted or exported shows it too.
    for (const PictureLeg& leg : picture.legs)
        for (const QPointF& point : leg.route.points) picture.bounds |= QRectF(point - QPointF(kLineRoom, kLineRoom), QSizeF(2 * kLineRoom, 2 * kLineRoom));
}

int labelOf(const Picture& picture, int tile) {
    if (!hasTitle(picture.nodes[static_cast<size_t>(tile)])) return -1;
    int label = 0;
    for (int i = 0; i < tile; ++i) label += hasTitle(picture.nodes[static_cast<size_t>(i)]) ? 1 : 0;
    return label;
}

void moveTile(PictureNode& tile, const QPointF& by) {
    for (QRectF* rect : {&tile.rect, &tile.icon, &tile.titleRect, &tile.secondRect})
        if (!rect->isEmpty() || rect == &tile.rect) rect->translate(by);
}

}  // namespace model
