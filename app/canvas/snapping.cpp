// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/snapping.h"

#include "app/canvas/placing.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"
#include "app/paint/text.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace app {

namespace {

// One axis of the problem: intervals on a line.
struct Span {
    qreal from = 0, to = 0;
    [[nodiscard]] qreal centre() const { return (from + to) / 2; }
};

struct Match {
    qreal by = 0;
    qreal at = 0;       // where the common line runs
    int neighbour = -1;
};

std::optional<Match> bestMatch(const Span& wanted, const std::vector<Span>& spans, qreal radius) {
    std::optional<Match> best;
    for (size_t i = 0; i < spans.size(); ++i) {
        const Span& s = spans[i];
        const std::array<std::pair<qreal, qreal>, 5> pairs = {{{wanted.centre(), s.centre()}, {wanted.from, s.from}, {wanted.to, s.to}, {wanted.from, s.to}, {wanted.to, s.from}}};
        for (const auto& [mine, its] : pairs) {
            const qreal by = its - mine;
            if (std::abs(by) > radius || (best && std::abs(by) >= std::abs(best->by))) continue;
            best = Match{by, its, static_cast<int>(i)};
        }
    }
    return best;
}

// A place in a row with the same gap twice.
struct EqualGap {
    qreal by = 0;
    std::array<Span, 2> gaps;
};

// Beside two neighbours at the distance that they have, or in the middle between them.
std::optional<EqualGap> equalGap(const QRectF& wanted, const std::vector<QRectF>& others, qreal radius, bool alongX) {
    const auto from = [&](const QRectF& r) { return alongX ? r.left() : r.top(); };
    const auto to = [&](const QRectF& r) { return alongX ? r.right() : r.bottom(); };
    const auto inRow = [&](const QRectF& r) {
        return alongX ? r.top() < wanted.bottom() && r.bottom() > wanted.top() : r.left() < wanted.right() && r.right() > wanted.left();
    };
    std::vector<QRectF> row;
    std::ranges::copy_if(others, std::back_inserter(row), inRow);
    std::ranges::sort(row, {}, from);
    const qreal length = to(wanted) - from(wanted);
    for (size_t i = 1; i < row.size(); ++i) {
        const qreal a = to(row[i - 1]), b = from(row[i]), after = to(row[i]), before = from(row[i - 1]);
        const qreal gap = b - a, half = (gap - length) / 2;
        if (gap <= 0) continue;
        const std::array<std::pair<qreal, std::array<Span, 2>>, 3> places = {{{after + gap, {{{a, b}, {after, after + gap}}}},
                                                                              {before - gap - length, {{{before - gap, before}, {a, b}}}},
                                                                              {a + half, {{{a, a + half}, {b - half, b}}}}}};
        for (const auto& [place, gaps] : places)
            if (gaps[0].to > gaps[0].from && std::abs(place - from(wanted)) <= radius) return EqualGap{place - from(wanted), gaps};
    }
    return {};
}

// One line for each of the two gaps, with its length above it.
void addGapGuides(std::vector<Guide>& guides, const EqualGap& equal, const QRectF& mine, bool alongX) {
    for (const Span& gap : equal.gaps) {
        const QString label = QString::number(qRound(gap.to - gap.from));
        const QPointF c = mine.center();
        if (alongX)
            guides.push_back({QLineF(gap.from, c.y(), gap.to, c.y()), label, {gap.centre() - 14, c.y() - 10}});
        else
            guides.push_back({QLineF(c.x(), gap.from, c.x(), gap.to), label, {c.x(), gap.centre()}});
    }
}

Guide guideX(qreal x, const QRectF& mine, const QRectF& its) {
    Guide guide{QLineF(x, std::min(mine.top(), its.top()) - 8, x, std::max(mine.bottom(), its.bottom()) + 8), {}, {}};
    const qreal gap = std::max(mine.top() - its.bottom(), its.top() - mine.bottom());
    if (gap <= 0) return guide;
    guide.label = QString::number(qRound(gap));
    guide.labelAt = {x, mine.top() > its.bottom() ? its.bottom() + gap / 2 : mine.bottom() + gap / 2};
    return guide;
}

QRectF flipped(const QRectF& r) { return {r.y(), r.x(), r.height(), r.width()}; }

Guide guideY(qreal y, const QRectF& mine, const QRectF& its) {
    Guide guide = guideX(y, flipped(mine), flipped(its));
    guide.line = QLineF(guide.line.y1(), guide.line.x1(), guide.line.y2(), guide.line.x2());
    guide.labelAt = {guide.labelAt.y(), guide.labelAt.x()};
    return guide;
}

}  // namespace

QRectF alignRect(const model::PictureNode& node) { return node.shape == model::ViewSpec::Shape::Leaf ? node.icon : node.rect; }

std::vector<QRectF> neighboursOf(const model::Picture& picture, int container, const QSet<int>& except) {
    std::vector<QRectF> rects;
    for (size_t i = 0; i < picture.nodes.size(); ++i) {
        const model::PictureNode& node = picture.nodes[i];
        if (except.contains(static_cast<int>(i)) || node.shape == model::ViewSpec::Shape::Strip) continue;
        // Leaves line up with leaves of other subnets too; containers only with those beside them.
        const bool near = node.parent == container || (node.shape == model::ViewSpec::Shape::Leaf && container >= 0);
        if (near) rects.push_back(alignRect(node));
    }
    return rects;
}

Snapped snap(const QRectF& wanted, const std::vector<QRectF>& neighbours, qreal radius) {
    std::vector<Span> xs, ys;
    for (const QRectF& r : neighbours) {
        xs.push_back({r.left(), r.right()});
        ys.push_back({r.top(), r.bottom()});
    }
    const auto x = bestMatch({wanted.left(), wanted.right()}, xs, radius);
    const auto y = bestMatch({wanted.top(), wanted.bottom()}, ys, radius);
    const auto gapX = x ? std::nullopt : equalGap(wanted, neighbours, radius, true);
    const auto gapY = y ? std::nullopt : equalGap(wanted, neighbours, radius, false);
    const QPointF grid = snapToGrid(wanted.topLeft()) - wanted.topLeft();
    Snapped snapped;
    snapped.by = {x ? x->by : gapX ? gapX->by : grid.x(), y ? y->by : gapY ? gapY->by : grid.y()};
    const QRectF mine = wanted.translated(snapped.by);
    if (gapX) addGapGuides(snapped.guides, *gapX, mine, true);
    if (gapY) addGapGuides(snapped.guides, *gapY, mine, false);
    if (x) snapped.guides.push_back(guideX(x->at, mine, neighbours[static_cast<size_t>(x->neighbour)]));
    if (y) snapped.guides.push_back(guideY(y->at, mine, neighbours[static_cast<size_t>(y->neighbour)]));
    return snapped;
}

void paintGuides(QPainter& painter, const PaintContext& context, const std::vector<Guide>& guides) {
    for (const Guide& guide : guides) {
        paintGuide(painter, context, guide.line.p1(), guide.line.p2());
        if (guide.label.isEmpty()) continue;
        paintCentredText(painter, guide.labelAt + QPointF(14, 4), guide.label, {context.fonts.pill, context.color(Token::Accent), context.color(Token::Canvas)});
    }
}

}  // namespace app
