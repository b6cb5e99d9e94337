// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/liveoverlays.h"

#include "app/live/pillplaces.h"
#include "app/live/runcontroller.h"
#include "app/look.h"
#include "app/paint/context.h"
#include "app/paint/links.h"
#include "app/paint/marks.h"

#include <QPainter>
#include <QTime>

#include <algorithm>
#include <cmath>
#include <utility>

namespace app {

namespace {

constexpr double kStepRing = 2;         // outside of the icon's corners

QString clockText(std::int64_t timeNs) { return QTime::fromMSecsSinceStartOfDay(static_cast<int>(timeNs / 1'000'000 % 86'400'000)).toString(QStringLiteral("HH:mm:ss")); }

QString ratePill(const sim::StationGauge& gauge) {
    const QString rate = gauge.throttlesPerS < 10 ? QString::number(gauge.throttlesPerS, 'f', 1) : QString::number(std::lround(gauge.throttlesPerS));
    return RunController::tr("%1/s refused: %2").arg(rate, shortReason(gauge.lastRefusal));
}

double share(double used, double allowed) { return allowed > 0 ? used / allowed : 0; }

}  // namespace

QString shortReason(plan::Refusal refusal) {
    const QString code = QString::fromUtf8(plan::refusalText(refusal).reason.data(), static_cast<qsizetype>(plan::refusalText(refusal).reason.size()));
    const QString owner = code.startsWith(QLatin1String("Index")) ? RunController::tr("index ") : QString();
    if (code.contains(QLatin1String("KeyRange"))) return owner + RunController::tr("key range");
    if (code.contains(QLatin1String("Account"))) return owner + RunController::tr("account quota");
    if (code.contains(QLatin1String("MaxOnDemand"))) return owner + RunController::tr("on-demand maximum");
    if (code.contains(QLatin1String("OnDemand"))) return owner + RunController::tr("on-demand growth");
    if (code.contains(QLatin1String("Provisioned"))) return owner + RunController::tr("capacity");
    switch (plan::refusalClass(refusal)) {
        case plan::RefusalClass::Timeout: return RunController::tr("timeouts");
        case plan::RefusalClass::Denied: return RunController::tr("denied");
        case plan::RefusalClass::ServerFault: return RunController::tr("server errors");
        case plan::RefusalClass::ClientFault: return RunController::tr("invalid call");
        default: return RunController::tr("refused");
    }
}

void StepOverlay::paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) {
    painter.setPen(QPen(context.color(Token::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    for (const model::Uid uid : m_run.touched())
        for (const int tile : picture.tilesOf(uid)) {
            const QRectF icon = picture.nodes[static_cast<size_t>(tile)].icon;
            const double radius = std::hypot(icon.width(), icon.height()) / 2 + kStepRing;
            if (visible.intersects(icon.adjusted(-20, -20, 20, 20))) painter.drawEllipse(icon.center(), radius, radius);
        }
}

// ---------------------------------------------------------------- gauges and pills
void GaugeOverlay::paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) {
    for (const sim::StationGauge& gauge : m_run.gauges().stations) {
        const std::vector<int> tiles = picture.tilesOf({gauge.uid});
        if (tiles.empty()) continue;
        const model::PictureNode& node = picture.nodes[static_cast<size_t>(tiles.front())];  // of several, the first speaks for all
        if (!visible.intersects(node.rect.adjusted(-80, -60, 80, 60))) continue;
        if (!node.gauges.isEmpty() && context.detail() != Detail::Tiles) {
            paintGauge(painter, context, gaugeRect(node.icon, 0), share(gauge.readUnitsPerS, gauge.allowedRead), Token::Read);
            paintGauge(painter, context, gaugeRect(node.icon, 1), share(gauge.writeUnitsPerS, gauge.allowedWrite), Token::Write);
        }
        const auto tell = [&](const QString& text, PillSide side, Token state) {
            paintPill(painter, context, pillAt(context, picture, tiles.front(), pillSize(context, text), side), text, state);
        };
        if (gauge.down)
            tell(RunController::tr("zone lost"), PillSide::Above, Token::Error);
        else if (gauge.throttlesPerS > 0)
            tell(ratePill(gauge), PillSide::Above, Token::Warning);
        // AWS takes up to an hour for it: without a word one would wait for deletions in vain.
        if (gauge.ttlFromNs > 0)
            tell(RunController::tr("time to live from %1").arg(clockText(gauge.ttlFromNs)), PillSide::Below, Token::Warning);
    }
}

// ---------------------------------------------------------------- dots
DotOverlay::DotOverlay(RunController& run, Look& look, QObject* parent) : QObject(parent), m_run(run), m_look(look) {
    connect(&look, &Look::changed, this, [this] { m_sprites.reset(); });
}

std::vector<FlowBands::Rate> flowRates(const RunController& run, const model::Picture& picture) {
    std::vector<FlowBands::Rate> rates(picture.legs.size());
    const plan::Plan* plan = run.plan();
    if (!plan) return rates;
    std::vector<std::pair<model::Uid, double>> caches;
    for (const sim::StationGauge& gauge : run.gauges().stations)
        if (gauge.hitShare > 0) caches.emplace_back(model::Uid{gauge.uid}, gauge.hitShare);
    for (size_t i = 0; i < plan->patterns.size() && i < run.gauges().patterns.size(); ++i) {
        const int link = picture.findLink(run.build().patterns[i].link);
        if (link < 0) continue;
        const auto& journeys = picture.links[static_cast<size_t>(link)].journeys;
        const bool writes = plan::isWrite(plan->patterns[i].operation);
        for (const auto& journey : journeys) {
            double rate = run.gauges().patterns[i].requestsPerS / static_cast<double>(journeys.size());
            for (const auto& step : journey.steps) {
                const model::PictureLeg& leg = picture.legs[static_cast<size_t>(step.leg)];
                const model::Uid begin = picture.nodes[static_cast<size_t>(step.backwards ? leg.to : leg.from)].node;
                const auto cache = std::ranges::find(caches, begin, &std::pair<model::Uid, double>::first);
                if (!writes && cache != caches.end()) rate *= 1 - cache->second;  // only misses go on
                FlowBands::Rate& sum = rates[static_cast<size_t>(step.leg)];
                (writes ? sum.write : sum.read) += rate;
            }
        }
    }
    return rates;
}

void DotOverlay::paintFlows(QPainter& painter, const PaintContext& context, const model::Picture& picture) {
    const auto& bands = m_bands.at(flowRates(m_run, picture));
    for (size_t leg = 0; leg < bands.size(); ++leg) {
        if (!bands[leg]) continue;
        const auto& route = picture.legs[leg].route;
        paintFlow(painter, context, linkPath(route.points, route.jumps), bands[leg]->ink, bands[leg]->widthPx, m_run.displayS() * 60);
    }
}

void DotOverlay::paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) {
    if (!m_run.exists() || m_motion == Motion::Reduced) return;
    if (m_run.isRunning()) paintFlows(painter, context, picture);
    const double ratio = painter.device()->devicePixelRatioF();
    if (!m_sprites || m_spritesAt != ratio) {
        m_sprites = std::make_unique<DotSprites>(m_look.theme(), ratio);
        m_spritesAt = ratio;
    }
    const QRectF near = visible.adjusted(-20, -40, 20, 20);
    for (const DotField::Dot& dot : m_run.dots().at(m_run.displayS())) {
        if (!near.contains(dot.at)) continue;
        painter.setOpacity(dot.opacity);
        m_sprites->blit(painter, dot.at, dot.kind, dot.role);
    }
    painter.setOpacity(1);
}

bool DotOverlay::click(const QPointF& at) {
    if (m_motion == Motion::Reduced) return false;
    const auto request = m_run.dots().requestAt(at);
    if (!request) return false;
    Q_EMIT requestClicked(*request);
    return true;
}

}  // namespace app
