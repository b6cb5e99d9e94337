// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/picturepainter.h"

#include "app/paint/boxes.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"
#include "app/paint/titles.h"
#include "model/picture/picturelegs.h"

#include <QHash>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

using model::Picture;
using model::PictureJourney;
using model::PictureLeg;
using model::PictureNode;
using Shape = model::ViewSpec::Shape;

namespace {

constexpr qreal kBreakInsetPx = 18;

// Glyph, title and second line of a container.
QRectF headOf(const PictureNode& node) { return node.icon.united(node.titleRect).united(node.secondRect); }

// Near the end at which it is refused, a little farther where a container's title lies under the cross.
QPointF breakPoint(const Picture& picture, const PictureLeg& leg, bool nearStart) {
    constexpr qreal kStepPx = 8;
    constexpr qreal kFarthestPx = 90;
    const Track track(leg.route.points);
    const auto at = [&](qreal insetPx) {
        const qreal within = std::min(insetPx, track.lengthPx() / 2);
        return track.at(nearStart ? within : track.lengthPx() - within);
    };
    const auto hidesTitle = [&](QPointF point) {
        const QRectF cross(point - QPointF(10, 10), QSizeF(20, 20));
        return std::ranges::any_of(picture.nodes, [&](const PictureNode& node) {
            return node.shape == Shape::Container && headOf(node).intersects(cross);
        });
    };
    for (qreal inset = kBreakInsetPx; inset <= kFarthestPx; inset += kStepPx)
        if (!hidesTitle(at(inset))) return at(inset);
    return at(kBreakInsetPx);
}

// The step on which a blocked journey ends: the first where the caller itself refuses, else the last.
std::size_t brokenStep(const PictureJourney& journey) {
    return journey.blockedAt < 0 ? 0 : journey.steps.size() - 1;
}

void markOpen(const PictureJourney& journey, std::vector<LegState>& states) {
    const std::size_t open = journey.blocked ? brokenStep(journey) : journey.steps.size();
    for (std::size_t i = 0; i < open; ++i) states[std::size_t(journey.steps[i].leg)].kind = LegState::Kind::Open;
}

void markBroken(const Picture& picture, const PictureJourney& journey, std::vector<LegState>& states) {
    const std::size_t broken = brokenStep(journey);
    for (std::size_t i = broken; i < journey.steps.size(); ++i) {
        const PictureJourney::Step& step = journey.steps[i];
        LegState& state = states[std::size_t(step.leg)];
        if (i > broken) {
            if (state.kind != LegState::Kind::Broken) state.kind = LegState::Kind::Beyond;
            continue;
        }
        const bool atCaller = journey.blockedAt < 0;
        state.kind = LegState::Kind::Broken;
        state.brokenAt = breakPoint(picture, picture.legs[std::size_t(step.leg)], atCaller != step.backwards);
        state.reason = journey.reason;
    }
}

bool standsOnBorder(const Picture& picture, const PictureNode& node) {
    return node.parent >= 0 && !picture.nodes[std::size_t(node.parent)].rect.contains(node.rect);
}

// As a marker pen does it: a tint behind what it stands for, in an outline of the same colour.
void paintHighlight(QPainter& painter, const PaintContext& context, const PictureNode& node) {
    const auto ink = highlightToken(node.highlight);
    if (!ink || node.shape == Shape::Note) return;
    const bool holds = node.shape == Shape::Container && !node.isCollapsed;
    const QRectF area = holds ? node.rect.adjusted(3, 3, -3, -3) : node.shape == Shape::Leaf ? node.rect.adjusted(-2, -4, 2, 2) : node.rect;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.color(*ink), 1.5));
    painter.setBrush(context.theme.color(*ink, holds ? 0.10 : 0.16));
    painter.drawRoundedRect(area, 8, 8);
}

// What of a leaf is seen at this detail: without the lines below the icon that are left out.
QRectF seenOf(const PictureNode& node, Detail detail) {
    QRectF seen = node.icon;
    if (detail < Detail::NoLabels) seen |= node.titleRect;
    if (detail == Detail::Full) seen |= node.secondRect;
    return seen;
}

// The end of a link that comes to the edge of a label goes on, by as much as the label has left free.
void reach(QPointF& end, const QPointF& before, const PictureNode& node, Detail detail) {
    if (node.shape != Shape::Leaf || detail == Detail::Full) return;
    const QRectF seen = seenOf(node, detail);
    if (end.x() == before.x() && end.y() >= node.rect.bottom()) end.ry() -= std::max(0.0, node.rect.bottom() - seen.bottom());
    const qreal gaugesEnd = model::routeIcon(node).right();  // gauges go with the labels
    if (end.y() == before.y() && end.x() >= gaugesEnd && detail >= Detail::NoLabels) end.rx() -= gaugesEnd - node.icon.right();
}

void paintLeafTile(QPainter& painter, const PaintContext& context, const Picture& picture, const PictureNode& node) {
    LeafLook look{.icon = node.icon, .tile = categoryToken(node.category), .glyph = node.kind, .label = node.title,
                  .second = node.secondLine};
    if (standsOnBorder(picture, node)) look.halo = Token::Canvas;
    paintLeaf(painter, context, look);
}

}  // namespace

Token categoryToken(model::Category category) {
    switch (category) {
    case model::Category::Network: return Token::CategoryNetwork;
    case model::Category::Compute: return Token::CategoryCompute;
    case model::Category::Data: return Token::CategoryData;
    case model::Category::Streams: return Token::CategoryStreams;
    case model::Category::Storage: return Token::CategoryStorage;
    case model::Category::Integration: return Token::CategoryIntegration;
    case model::Category::Security: return Token::CategorySecurity;
    case model::Category::General: return Token::CategoryGeneral;
    }
    return Token::CategoryGeneral;
}

std::optional<Token> highlightToken(const QString& name) {
    static const QHash<QString, Token> tokens{{QStringLiteral("blue"), Token::Accent}, {QStringLiteral("green"), Token::Ok},
                                              {QStringLiteral("amber"), Token::Warning}, {QStringLiteral("red"), Token::Error},
                                              {QStringLiteral("violet"), Token::Replication}, {QStringLiteral("grey"), Token::TtlDeletion}};
    const auto it = tokens.constFind(name);
    return it == tokens.constEnd() ? std::nullopt : std::optional(*it);
}

qreal layerOf(const PictureNode& node) {
    constexpr qreal kStep = 10;  // from one depth of containers to the next
    if (node.shape == Shape::Container && !node.isCollapsed) {
        // However often one was brought to the front, it stays below the bands on it.
        const qreal order = node.order;
        return node.depth * kStep + 4 * order / (1 + std::abs(order));
    }
    return (node.order < 0 ? kLinkLayer / 2 : 2 * kLinkLayer) + node.order;
}

qreal layerOf(const Picture& picture, const model::PictureBand& band) {
    return (band.parent < 0 ? 0 : picture.nodes[std::size_t(band.parent)].depth) * 10.0 + 5;
}

Token outlineToken(const PictureNode& node) { return tokenNamed(node.token).value_or(Token::Region); }

std::vector<LegState> legStates(const Picture& picture) {
    std::vector<LegState> states(picture.legs.size());
    for (const model::PictureLink& link : picture.links) {
        for (const PictureJourney& journey : link.journeys) {
            if (journey.blocked && !journey.steps.empty()) markBroken(picture, journey, states);
        }
    }
    // What one journey gets through is open, whatever stops others.
    for (const model::PictureLink& link : picture.links) {
        for (const PictureJourney& journey : link.journeys) {
            if (!journey.steps.empty()) markOpen(journey, states);
        }
    }
    return states;
}

void paintTile(QPainter& painter, const PaintContext& context, const Picture& picture, const PictureNode& node) {
    if (node.shape == Shape::Leaf) paintHighlight(painter, context, node);
    switch (node.shape) {
    case Shape::Container:
        paintContainer(painter, context, {node.rect, outlineToken(node), node.kind, node.title, node.secondLine, node.isCollapsed});
        break;
    case Shape::Strip:
        paintChip(painter, context, {node.rect, node.icon, categoryToken(node.category), node.kind, node.title});
        break;
    case Shape::Note: paintNote(painter, context, node.rect, node.secondLine, highlightToken(node.highlight)); break;
    case Shape::Leaf: paintLeafTile(painter, context, picture, node); break;
    }
    if (node.shape != Shape::Leaf) paintHighlight(painter, context, node);
}

void paintBand(QPainter& painter, const PaintContext& context, const model::PictureBand& band) {
    paintZoneBand(painter, context, band.rect, band.zone);
}

LinkLook legLook(const Picture& picture, const PictureLeg& leg, const LegState& state, Arrow arrow, Detail detail) {
    LinkLook look{.points = leg.route.points, .jumps = leg.route.jumps};
    if (look.points.size() > 1) {
        reach(look.points.front(), look.points[1], picture.nodes[std::size_t(leg.from)], detail);
        reach(look.points.back(), look.points[look.points.size() - 2], picture.nodes[std::size_t(leg.to)], detail);
    }
    if (leg.kind != PictureLeg::Kind::Owns) look.arrow = arrow;
    if (const auto ink = highlightToken(leg.highlight)) {
        look.ink = *ink;
        look.widthPx = 2.2;
    }
    if (state.kind == LegState::Kind::Broken) look.brokenAt = state.brokenAt;
    look.isDashed = state.kind == LegState::Kind::Beyond || leg.kind == PictureLeg::Kind::Flows;
    return look;
}

namespace {

// Where a node shows its link handles under the pointer.
void keepHandlesFree(std::vector<QRectF>& taken, const PictureNode& node) {
    constexpr qreal kOutPx = 20;
    constexpr qreal kBreadthPx = 14;
    taken.emplace_back(node.icon.left() - kOutPx, node.icon.center().y() - kBreadthPx / 2, kOutPx, kBreadthPx);
    taken.emplace_back(node.icon.right(), node.icon.center().y() - kBreadthPx / 2, kOutPx, kBreadthPx);
    taken.emplace_back(node.icon.center().x() - kBreadthPx / 2, node.icon.top() - kOutPx, kBreadthPx, kOutPx);
    taken.emplace_back(node.icon.center().x() - kBreadthPx / 2, node.rect.bottom(), kBreadthPx, kBreadthPx);
}

}  // namespace

std::vector<ReasonBadge> reasonBadges(const PaintContext& context, const Picture& picture, const std::vector<LegState>& states) {
    std::vector<ReasonBadge> badges;
    if (context.detail() >= Detail::NoLabels) return badges;
    std::vector<QRectF> taken;
    for (const PictureNode& node : picture.nodes) {
        taken.push_back(node.shape == Shape::Container && !node.isCollapsed ? headOf(node) : node.rect);
        if (node.shape == Shape::Leaf) keepHandlesFree(taken, node);
    }
    for (const TitlePlace& title : titlePlaces(context, picture)) taken.push_back(title.plate);
    for (std::size_t i = 0; i < states.size(); ++i) {
        const LegState& state = states[i];
        if (state.kind != LegState::Kind::Broken || state.reason.isEmpty()) continue;
        const QSizeF size = pillSize(context, state.reason);
        const auto at = [&](const QPointF& offset) { return QRectF(state.brokenAt + offset - QPointF(size.width(), size.height()) / 2, size); };
        const qreal aside = size.width() / 2 + 14;
        QRectF best = at({0, 24});
        for (const QPointF& offset : {QPointF(0, 24), QPointF(0, -24), QPointF(aside, 0), QPointF(-aside, 0),
                                      QPointF(0, 48), QPointF(0, -48), QPointF(aside, 24), QPointF(-aside, 24)}) {
            if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(at(offset)); })) continue;
            best = at(offset);
            break;
        }
        taken.push_back(best);
        badges.push_back({int(i), state.reason, best});
    }
    return badges;
}

void paintReasons(QPainter& painter, const PaintContext& context, const std::vector<ReasonBadge>& badges) {
    for (const ReasonBadge& badge : badges) paintPill(painter, context, badge.rect.center(), badge.reason, Token::Error);
}

namespace {

// One thing to paint, at its level.
struct Layer {
    enum class Kind { Tile, Band, Leg, Titles };
    qreal at = 0;
    Kind kind = Kind::Tile;
    std::size_t index = 0;
};

std::vector<Layer> layersOf(const Picture& picture) {
    std::vector<Layer> layers;
    for (std::size_t i = 0; i < picture.nodes.size(); ++i) layers.push_back({layerOf(picture.nodes[i]), Layer::Kind::Tile, i});
    for (std::size_t i = 0; i < picture.bands.size(); ++i) layers.push_back({layerOf(picture, picture.bands[i]), Layer::Kind::Band, i});
    for (std::size_t i = 0; i < picture.legs.size(); ++i) layers.push_back({kLinkLayer, Layer::Kind::Leg, i});
    layers.push_back({kTitleLayer, Layer::Kind::Titles, 0});
    std::ranges::stable_sort(layers, {}, &Layer::at);
    return layers;
}

void paintWithGauges(QPainter& painter, const PaintContext& context, const Picture& picture, const PictureNode& node) {
    paintTile(painter, context, picture, node);
    if (node.shape == Shape::Container || context.detail() >= Detail::NoLabels) return;
    for (int i = 0; i < node.gauges.size(); ++i) paintGauge(painter, context, gaugeRect(node.icon, i), 0, Token::Link);
}

}  // namespace

void paintPicture(QPainter& painter, const PaintContext& context, const Picture& picture, Arrow arrow) {
    const std::vector<LegState> states = legStates(picture);
    for (const Layer& layer : layersOf(picture)) {
        switch (layer.kind) {
        case Layer::Kind::Tile: paintWithGauges(painter, context, picture, picture.nodes[layer.index]); break;
        case Layer::Kind::Band: paintBand(painter, context, picture.bands[layer.index]); break;
        case Layer::Kind::Leg: paintLink(painter, context, legLook(picture, picture.legs[layer.index], states[layer.index], arrow, context.detail())); break;
        case Layer::Kind::Titles:
            for (const TitlePlace& title : titlePlaces(context, picture)) paintTitle(painter, context, title);
            break;
        }
    }
    paintReasons(painter, context, reasonBadges(context, picture, states));
}

}  // namespace app
