// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/flowoverlay.h"

#include "app/figures.h"
#include "app/live/pillplaces.h"
#include "app/live/runcontroller.h"
#include "app/look.h"
#include "app/paint/context.h"
#include "app/paint/links.h"
#include "app/paint/marks.h"
#include "app/paint/titles.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr double kBehindS = 5;        // a consumer whose records are older is behind: batches may gather for some seconds
constexpr double kStackStepPx = 8;    // between dots that wait
constexpr double kStackFirstPx = 12;  // from the icon
constexpr int kMostStacked = 12;
constexpr size_t kMostCells = 16;     // that stand for shards
constexpr double kLeastCellPx = 4, kCellPx = 5;

QString seconds(double s) { return RunController::tr("%1 s").arg(s < 10 ? QString::number(s, 'f', 1) : grouped(QString::number(std::lround(s)))); }

int legBetween(const model::Picture& picture, int a, int b) {
    const auto leg = std::ranges::find_if(picture.legs, [&](const model::PictureLeg& each) {
        return each.kind == model::PictureLeg::Kind::Flows && ((each.from == a && each.to == b) || (each.from == b && each.to == a));
    });
    return leg == picture.legs.end() ? -1 : static_cast<int>(leg - picture.legs.begin());
}

void paintStack(QPainter& painter, const Theme& theme, const Track& track, double waiting, bool atStart) {
    const int dots = std::min(stackedDots(waiting), static_cast<int>((track.lengthPx() / 2 - kStackFirstPx) / kStackStepPx));
    for (int i = dots - 1; i >= 0; --i) {
        const double along = kStackFirstPx + kStackStepPx * i;
        paintDot(painter, theme, track.at(atStart ? along : track.lengthPx() - along), DotKind::Replication, DotRole::Request);
    }
}

// The shards of a stream as a row of cells above its icon: what waits in one fills it, one more part with each doubling, and
// what is behind has the colour of a warning. One bad record holds up its own shard alone, and here one sees it.
void paintShards(QPainter& painter, const PaintContext& context, const QRectF& icon, const std::vector<sim::ShardGauge>& shards) {
    const size_t cells = std::min(shards.size(), kMostCells);
    const double width = std::max(icon.width() / static_cast<double>(cells), kLeastCellPx);
    const double left = icon.center().x() - width * static_cast<double>(cells) / 2;
    for (size_t i = 0; i < cells; ++i) {
        sim::ShardGauge shown;  // the fullest of those that share a cell
        for (size_t s = i * shards.size() / cells; s < (i + 1) * shards.size() / cells; ++s)
            if (shards[s].waiting >= shown.waiting) shown = shards[s];
        const QRectF cell(left + width * static_cast<double>(i) + 0.75, icon.top() - kCellPx - 3, width - 1.5, kCellPx);
        painter.setPen(QPen(context.color(Token::Link), 0.8));
        painter.setBrush(context.color(Token::Panel));
        painter.drawRect(cell);
        painter.setPen(Qt::NoPen);
        painter.setBrush(context.color(shown.ageS > kBehindS ? Token::Warning : Token::CategoryStreams));
        const double share = static_cast<double>(stackedDots(shown.waiting)) / kMostStacked;
        if (share > 0) painter.drawRect(QRectF(cell.left(), cell.top(), cell.width() * share, cell.height()));
    }
}

}  // namespace

int stackedDots(double waiting) { return waiting < 1 ? 0 : std::min(1 + static_cast<int>(std::log2(waiting)), kMostStacked); }

QString lineText(const LineState& line) {
    const QString lag = RunController::tr("lag %1").arg(seconds(line.lagS));
    if (line.waiting < 1) return lag;
    const QString waiting = RunController::tr("%1, %2 waiting").arg(lag, liveCount(line.waiting));
    return line.isPaused ? RunController::tr("paused, %1").arg(waiting) : waiting;
}

std::vector<LineState> replicationLines(const RunController& run, const model::Picture& picture) {
    std::vector<LineState> lines;
    const plan::Plan* plan = run.plan();
    if (!plan) return lines;
    for (const plan::Station& station : plan->stations) {
        const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters);
        if (!channel || channel->from == plan::kNoStation || channel->to == plan::kNoStation) continue;
        const auto froms = picture.shownAt({plan->stations[channel->from].uid}), tos = picture.shownAt({plan->stations[channel->to].uid});
        const sim::StationGauge* gauge = run.gaugeOf({station.uid});
        if (froms.empty() || tos.empty()) continue;
        const int from = froms.front();
        const int leg = legBetween(picture, from, tos.front());
        if (leg < 0 || !gauge) continue;
        auto line = std::ranges::find(lines, leg, &LineState::leg);
        if (line == lines.end()) line = lines.insert(lines.end(), LineState{leg});
        const bool stands = gauge->down || gauge->held > 0;
        line->lagS = std::max(line->lagS, gauge->ageS);
        line->isPaused = line->isPaused || gauge->down;
        if (!stands) continue;
        line->waiting += gauge->waiting;
        (picture.legs[static_cast<size_t>(leg)].from == from ? line->stackFrom : line->stackTo) += gauge->waiting;
    }
    return lines;
}

void FlowOverlay::paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) {
    if (!m_run.exists() || context.detail() >= Detail::NoLabels) return;
    const std::vector<LineState> lines = replicationLines(m_run, picture);
    const std::vector<TitlePlace> titles = lines.empty() ? std::vector<TitlePlace>() : titlePlaces(context, picture);
    for (const LineState& line : lines) {
        const model::PictureLeg& leg = picture.legs[static_cast<size_t>(line.leg)];
        const Track track(leg.route.points);
        paintStack(painter, m_look.theme(), track, line.stackFrom, true);
        paintStack(painter, m_look.theme(), track, line.stackTo, false);
        const QString text = lineText(line);
        const QPointF place = pillBeside(picture, titles, leg, pillSize(context, text));
        if (line.lagS > 0 && visible.adjusted(-120, -20, 120, 20).contains(place))
            paintPill(painter, context, place, text, line.waiting >= 1 ? Token::Warning : Token::Replication);
    }
    const plan::Plan& plan = *m_run.plan();
    for (const plan::Station& station : plan.stations) {
        if (std::holds_alternative<plan::LogStation>(station.parameters)) {
            const sim::StationGauge* gauge = m_run.gaugeOf({station.uid});
            for (const int tile : picture.tilesOf({station.uid}))
                if (gauge && !gauge->shards.empty()) paintShards(painter, context, picture.nodes[static_cast<size_t>(tile)].icon, gauge->shards);
            continue;
        }
        const bool reads = std::holds_alternative<plan::ConsumerStation>(station.parameters);
        if (!reads && !std::holds_alternative<plan::CacheStation>(station.parameters)) continue;
        const std::vector<int> tiles = picture.tilesOf({station.uid});
        const sim::StationGauge* gauge = m_run.gaugeOf({station.uid});
        if (tiles.empty() || !gauge || gauge->down || gauge->throttlesPerS > 0) continue;  // those have a pill of their own
        const auto tell = [&](const QString& text, Token state) { paintPill(painter, context, pillAt(context, picture, tiles.front(), pillSize(context, text), PillSide::Above), text, state); };
        if (reads && gauge->ageS > kBehindS)
            tell(RunController::tr("%1 behind, %2 waiting").arg(seconds(gauge->ageS), liveCount(gauge->waiting)), Token::Warning);
        else if (!reads && gauge->requestsPerS > 0)
            tell(RunController::tr("%1 % hits").arg(std::lround(gauge->hitShare * 100)), Token::Ok);
    }
}

}  // namespace app
