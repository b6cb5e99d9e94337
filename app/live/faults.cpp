// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/faults.h"

#include "app/live/pillplaces.h"
#include "app/live/runcontroller.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"
#include "model/picture/picture.h"
#include "model/plan/overloaded.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>

namespace app {

namespace {

constexpr double kPillInset = 18;  // from the top of what is hatched

QString tr(const char* text) { return QCoreApplication::translate("app::Faults", text); }

// The station that a fault is about, and what its pill says. Paused replication is told on its lines.
struct Mark {
    plan::StationIndex station = plan::kNoStation;
    QString text;
};

Mark markOf(const plan::FaultKind& kind) {
    return std::visit(plan::Overloaded{[](const plan::HotKeyFault& hot) { return Mark{hot.store, tr("hot key: %1 %").arg(std::lround(hot.share * 100))}; },
                                       [](const plan::CapacityFault& capacity) { return Mark{capacity.store, tr("capacity changed")}; },
                                       [](const plan::SweeperStall& stall) { return Mark{stall.store, tr("deletion stalls")}; },
                                       [](const plan::CacheNodeLoss& loss) { return Mark{loss.cache, tr("node %1 lost").arg(loss.node)}; },
                                       [](const plan::ConcurrencyCut& cut) { return Mark{cut.server, tr("held to %1").arg(cut.limit)}; },
                                       [](const plan::ClockSkew& skew) { return Mark{skew.store, tr("clock off by %1 ms").arg(skew.skewMs)}; },
                                       [](const auto&) { return Mark{}; }},
                      kind);
}

void paintLost(QPainter& painter, const PaintContext& context, const QRectF& rect, const QString& text) {
    painter.save();
    painter.setPen(QPen(context.color(Token::Error), 1.5, Qt::DashLine));
    painter.setBrush(context.theme.color(Token::Canvas, 0.55));  // what stands there looks switched off
    painter.drawRoundedRect(rect, 8, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(context.theme.color(Token::Error, 0.16), Qt::BDiagPattern));
    painter.drawRoundedRect(rect, 8, 8);
    painter.restore();
    if (context.detail() >= Detail::NoLabels) return;
    const double half = pillSize(context, text).width() / 2 + 8;
    paintPill(painter, context, {std::max(rect.center().x(), rect.right() - half), rect.top() + kPillInset}, text, Token::Error);
}

}  // namespace

void FaultOverlay::paintLostZone(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QString& zone) const {
    bool isDrawn = false;
    for (const model::PictureBand& band : picture.bands) {
        if (band.zone != zone) continue;
        paintLost(painter, context, band.rect, tr("zone lost"));
        isDrawn = true;
    }
    if (isDrawn || context.detail() >= Detail::NoLabels) return;
    // Services of the Region lose it though no subnet of it is drawn.
    for (const model::Uid region : m_run.regionNodes(zone.chopped(1)))
        for (const int tile : picture.shownAt(region)) {
            const QRectF& rect = picture.nodes[static_cast<size_t>(tile)].rect;
            const QString text = tr("%1 lost").arg(zone);
            paintPill(painter, context, {rect.right() - pillSize(context, text).width() / 2 - 8, rect.top() + kPillInset}, text, Token::Error);
        }
}

// The tiles that a fault of one node of a cluster is about: those in its zone, or all where that cannot be told.
std::vector<int> FaultOverlay::tilesOf(const model::Picture& picture, const plan::Plan& plan, const plan::FaultKind& kind, plan::StationIndex station) {
    std::vector<int> tiles = picture.shownAt({plan.stations[station].uid});
    const auto* loss = std::get_if<plan::CacheNodeLoss>(&kind);
    const auto* cache = std::get_if<plan::CacheStation>(&plan.stations[station].parameters);
    if (!loss || !cache || tiles.size() < 2 || loss->node >= cache->nodeZones.size()) return tiles;
    const plan::ZoneIndex zone = cache->nodeZones[loss->node];
    const QString name = zone < plan.zones.size() ? QString::fromStdString(plan.zones[zone]) : QString();
    std::erase_if(tiles, [&](int tile) {
        return std::ranges::none_of(picture.bands, [&](const model::PictureBand& band) { return band.zone == name && band.rect.contains(picture.nodes[static_cast<size_t>(tile)].rect); });
    });
    return tiles.empty() ? picture.shownAt({plan.stations[station].uid}) : tiles;
}

void FaultOverlay::paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) {
    std::map<int, QString> pills;  // of one tile, all that is wrong with it
    for (const sim::FaultGauge& fault : m_run.gauges().faults) {
        if (const auto* loss = std::get_if<plan::ZoneLoss>(&fault.kind)) {
            const QString zone = QString::fromStdString(fault.plan->zones[loss->zone]);
            paintLostZone(painter, context, picture, zone);
        } else if (const auto* isolation = std::get_if<plan::RegionIsolation>(&fault.kind)) {
            const QString region = QString::fromStdString(fault.plan->regions[isolation->region]);
            for (const model::Uid uid : m_run.regionNodes(region))
                for (const int tile : picture.tilesOf(uid)) paintLost(painter, context, picture.nodes[static_cast<size_t>(tile)].rect, tr("cut off"));
        } else if (const Mark mark = markOf(fault.kind); mark.station != plan::kNoStation && mark.station < fault.plan->stations.size()) {
            for (const int tile : tilesOf(picture, *fault.plan, fault.kind, mark.station)) {
                QString& text = pills[tile];
                text += text.isEmpty() ? mark.text : QStringLiteral(", ") + mark.text;
            }
        }
    }
    if (context.detail() >= Detail::NoLabels) return;
    for (const auto& [tile, text] : pills) {
        const QPointF below = pillAt(context, picture, tile, pillSize(context, text), PillSide::Below);
        if (visible.adjusted(-120, -40, 120, 40).contains(below)) paintPill(painter, context, below, text, Token::Error);
    }
}

}  // namespace app
