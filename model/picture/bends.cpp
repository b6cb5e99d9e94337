// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picture/bends.h"

#include <QLineF>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>

namespace model {

namespace {

constexpr double kStubPx = 24;  // from an icon to the first corner of a pulled segment
constexpr double kOnPx = 0.5;

// "from[/subnet] to[/subnet] x,y x,y": one entry for each leg.
QString endText(const PictureNode& tile) {
    return tile.presence.isNull() ? tile.node.text() : tile.node.text() + u'/' + tile.presence.text();
}

QString pointText(const QPointF& p) { return QString::number(p.x()) + u',' + QString::number(p.y()); }

std::optional<QPointF> pointFrom(const QString& text) {
    const auto comma = text.indexOf(u',');
    bool xOk = false, yOk = false;
    const QPointF point(text.left(comma).toDouble(&xOk), text.mid(comma + 1).toDouble(&yOk));
    const bool sound = comma > 0 && xOk && yOk && std::isfinite(point.x()) && std::isfinite(point.y());
    return sound ? std::optional(point) : std::nullopt;
}

QStringList entriesOf(const Document& document, Uid link) {
    const auto id = document.findLink(link);
    const Value* stored = id ? findProperty(document.link(*id).data.properties, kBendsKey) : nullptr;
    const auto* list = stored ? std::get_if<QStringList>(stored) : nullptr;
    return list ? *list : QStringList();
}

enum class Way { Other, Forwards, Backwards };

Way wayOf(const QStringList& words, const PictureNode& from, const PictureNode& to) {
    if (words.size() < 3) return Way::Other;
    if (words[0] == endText(from) && words[1] == endText(to)) return Way::Forwards;
    return words[0] == endText(to) && words[1] == endText(from) ? Way::Backwards : Way::Other;
}

QPointF originAround(const Picture& picture, const PictureLeg& leg) {
    const int container = containerAround(picture, leg);
    return container < 0 ? QPointF() : picture.nodes[static_cast<size_t>(container)].rect.topLeft();
}

std::vector<QPointF> storedBends(const Document& document, const Picture& picture, const PictureLeg& leg) {
    const PictureNode& from = picture.nodes[static_cast<size_t>(leg.from)];
    const PictureNode& to = picture.nodes[static_cast<size_t>(leg.to)];
    for (const Uid link : leg.links)
        for (const QString& entry : entriesOf(document, link)) {
            const QStringList words = entry.split(u' ', Qt::SkipEmptyParts);
            const Way way = wayOf(words, from, to);
            if (way == Way::Other) continue;
            std::vector<QPointF> bends;
            for (qsizetype i = 2; i < words.size(); ++i)
                if (const auto point = pointFrom(words[i])) bends.push_back(*point + originAround(picture, leg));
            if (way == Way::Backwards) std::ranges::reverse(bends);
            return bends;
        }
    return {};
}

bool isUpright(const QPointF& a, const QPointF& b) { return std::abs(a.x() - b.x()) < std::abs(a.y() - b.y()); }

bool isOn(const QPointF& p, const QPointF& a, const QPointF& b) {
    const QRectF box = QRectF(a, b).normalized().adjusted(-kOnPx, -kOnPx, kOnPx, kOnPx);
    return box.contains(p);
}

double distanceTo(const QPointF& p, const QPointF& a, const QPointF& b) {
    const QPointF way = b - a;
    const double squared = QPointF::dotProduct(way, way);
    const double t = squared > 0 ? std::clamp(QPointF::dotProduct(p - a, way) / squared, 0.0, 1.0) : 0.0;
    return QLineF(p, a + t * way).length();
}

// How far along the route a point on it lies.
double alongRoute(const std::vector<QPointF>& points, const QPointF& p) {
    double passed = 0, best = 1e12, at = 0;
    for (size_t i = 1; i < points.size(); ++i) {
        if (const double d = distanceTo(p, points[i - 1], points[i]); d < best) {
            best = d;
            at = passed + QLineF(points[i - 1], p).length();
        }
        passed += QLineF(points[i - 1], points[i]).length();
    }
    return at;
}

// Points that lie on the way between their neighbours say nothing.
void dropRepeated(std::vector<QPointF>& bends) {
    bends.erase(std::unique(bends.begin(), bends.end()), bends.end());
    for (size_t i = 1; i + 1 < bends.size();) {
        const bool between = isOn(bends[i], bends[i - 1], bends[i + 1]) && (bends[i - 1].x() == bends[i + 1].x() || bends[i - 1].y() == bends[i + 1].y());
        if (between)
            bends.erase(bends.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
    }
}

}  // namespace

int containerAround(const Picture& picture, const PictureLeg& leg) {
    std::vector<int> above;
    for (int at = picture.nodes[static_cast<size_t>(leg.from)].parent; at >= 0; at = picture.nodes[static_cast<size_t>(at)].parent) above.push_back(at);
    for (int at = picture.nodes[static_cast<size_t>(leg.to)].parent; at >= 0; at = picture.nodes[static_cast<size_t>(at)].parent)
        if (std::ranges::find(above, at) != above.end()) return at;
    return -1;
}

void placeBends(const Document& document, Picture& picture) {
    for (PictureLeg& leg : picture.legs) leg.bends = storedBends(document, picture, leg);
}

void setBends(Edit& edit, const Document& document, const Picture& picture, int index, const std::vector<QPointF>& bends) {
    const PictureLeg& leg = picture.legs[static_cast<size_t>(index)];
    const PictureNode& from = picture.nodes[static_cast<size_t>(leg.from)];
    const PictureNode& to = picture.nodes[static_cast<size_t>(leg.to)];
    QString entry = endText(from) + u' ' + endText(to);
    for (const QPointF& bend : bends) entry += u' ' + pointText(bend - originAround(picture, leg));
    for (const Uid link : leg.links) {
        QStringList entries = entriesOf(document, link);
        entries.removeIf([&](const QString& old) { return wayOf(old.split(u' ', Qt::SkipEmptyParts), from, to) != Way::Other; });
        if (!bends.empty()) entries += entry;
        entries.sort();
        if (entries.isEmpty())
            edit.clearProperty(link, kBendsKey);
        else
            edit.setProperty(link, kBendsKey, entries);
    }
}

void clearBends(Edit& edit, Uid link) { edit.clearProperty(link, kBendsKey); }

std::vector<QPointF> bendsAfterPull(const PictureLeg& leg, int segment, double by) {
    const std::vector<QPointF>& points = leg.route.points;
    const auto s = static_cast<size_t>(segment);
    QPointF a = points[s], b = points[s + 1];
    const QPointF shift = isUpright(a, b) ? QPointF(by, 0) : QPointF(0, by);
    // An end on an icon keeps its place; the pulled part begins a step away from it.
    const QPointF unit = (b - a) / std::max(1.0, QLineF(a, b).length());
    const double stub = std::min(kStubPx, QLineF(a, b).length() / 3);
    std::vector<QPointF> kept;
    for (const QPointF& bend : leg.bends)
        if (!isOn(bend, points[s], points[s + 1])) kept.push_back(bend);
    if (s == 0) a += unit * stub;
    if (s + 2 == points.size()) b -= unit * stub;
    const double at = alongRoute(points, points[s]);
    std::vector<QPointF> bends;
    for (const QPointF& bend : kept)
        if (alongRoute(points, bend) <= at) bends.push_back(bend);
    bends.push_back(a + shift);
    bends.push_back(b + shift);
    for (const QPointF& bend : kept)
        if (alongRoute(points, bend) > at) bends.push_back(bend);
    dropRepeated(bends);
    return bends;
}

std::vector<QPointF> bendsWithout(const PictureLeg& leg, const QPointF& at, double reach) {
    const std::vector<QPointF>& points = leg.route.points;
    const auto isNear = [&](const QPointF& bend) { return QLineF(bend, at).length() <= reach; };
    std::vector<QPointF> bends = leg.bends;
    if (std::erase_if(bends, isNear) > 0) return bends;
    const int segment = nearestSegment(leg.route, at);
    if (segment < 0) return bends;
    std::erase_if(bends, [&](const QPointF& bend) { return isOn(bend, points[static_cast<size_t>(segment)], points[static_cast<size_t>(segment) + 1]); });
    return bends;
}

int nearestSegment(const layout::Route& route, const QPointF& at) {
    int best = -1;
    double least = 1e12;
    for (size_t i = 0; i + 1 < route.points.size(); ++i)
        if (const double d = distanceTo(at, route.points[i], route.points[i + 1]); d < least) {
            least = d;
            best = static_cast<int>(i);
        }
    return best;
}

}  // namespace model
