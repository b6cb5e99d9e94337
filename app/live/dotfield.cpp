// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/dotfield.h"

#include <algorithm>
#include <limits>

namespace app {

namespace {

DotKind kindOf(const DotField::Way& way, const sim::HopRecord& record) {
    if (record.refusal != plan::Refusal::None) return DotKind::Refused;
    return way.isWrite ? DotKind::Write : DotKind::Read;
}

}  // namespace

void DotField::setPicture(const model::Picture& picture, Ways ways) {
    m_picture = picture;
    m_ways = std::move(ways);
    m_tracks.clear();
    m_trackOf.clear();
    clear();
}

void DotField::clear() {
    m_moving.clear();
    m_free.clear();
    m_dots.clear();
    m_stretched = false;
}

void DotField::add(const sim::HopRecord& record, double departS, double arriveS) {
    if (m_moving.size() >= kMostDots) {
        ++m_dropped;
        return;
    }
    if (record.kind == sim::HopKind::TtlDelete) {
        const int tile = m_picture.find({record.toUid});
        if (tile < 0) return;
        const QPointF at = m_picture.nodes[static_cast<size_t>(tile)].icon.center();
        m_moving.push_back({-1, false, arriveS, arriveS + kFadeS, DotKind::TtlDeletion, DotRole::Request, false, true, at, 0});
        return;
    }
    const auto way = m_ways.constFind({record.patternUid, record.path});
    if (way == m_ways.constEnd()) return;
    switch (record.kind) {
        case sim::HopKind::Request:
        case sim::HopKind::Response: move(record, *way, departS, arriveS); break;
        case sim::HopKind::Dropped: fall(record, departS); break;
        case sim::HopKind::Served:
            if (record.refusal != plan::Refusal::None) fall(record, departS);
            break;
        case sim::HopKind::Finished: m_free.remove(record.request); break;
        default: break;
    }
}

void DotField::move(const sim::HopRecord& record, const Way& way, double departS, double arriveS) {
    bool backwards = false;
    const int track = trackOf(way, {record.fromUid}, {record.toUid}, backwards);
    if (track < 0) return;
    const double shortestS = m_tracks[static_cast<size_t>(track)].lengthPx() / kFastestPxPerS;
    const double startS = std::max(departS, m_free.value(record.request, departS));
    const double endS = std::max(arriveS, startS + shortestS);
    m_stretched = endS > arriveS + 1e-9;
    m_free.insert(record.request, endS);
    const DotRole role = record.kind == sim::HopKind::Response ? DotRole::Response : DotRole::Request;
    m_moving.push_back({track, backwards, startS, endS, kindOf(way, record), role, false, false, {}, record.request});
}

// The dot falls beside what refused it, once the stretched journey has come there.
void DotField::fall(const sim::HopRecord& record, double atS) {
    const int tile = m_picture.find({record.toUid});
    if (tile < 0) return;
    const QRectF icon = m_picture.nodes[static_cast<size_t>(tile)].icon;
    const double startS = std::max(atS, m_free.value(record.request, atS));
    const QPointF at(icon.left() - 10, icon.center().y());
    m_moving.push_back({-1, false, startS, startS + kFallS, DotKind::Refused, DotRole::Request, true, false, at, record.request});
}

// ---------------------------------------------------------------- tracks
int DotField::trackOf(const Way& way, model::Uid from, model::Uid to, bool& backwards) {
    for (const bool back : {false, true}) {
        const TrackKey key{way.link, way.presence, back ? to : from, back ? from : to};
        auto known = m_trackOf.constFind(key);
        if (known == m_trackOf.constEnd()) {
            auto made = makeTrack(key);
            if (made) m_tracks.push_back(std::move(*made));
            known = m_trackOf.insert(key, made ? static_cast<int>(m_tracks.size()) - 1 : -1);
        }
        backwards = back;
        if (*known >= 0) return *known;
    }
    return -1;
}

// The legs of the journey between the two nodes, end to end.
std::optional<Track> DotField::makeTrack(const TrackKey& key) const {
    const int index = m_picture.findLink(key.link);
    if (index < 0) return std::nullopt;
    const auto& journeys = m_picture.links[static_cast<size_t>(index)].journeys;
    const auto journey = std::ranges::find(journeys, key.presence, &model::PictureJourney::presence);
    if (journey == journeys.end()) return std::nullopt;
    std::vector<QPointF> points;
    bool inside = false;
    for (const auto& step : journey->steps) {
        const model::PictureLeg& leg = m_picture.legs[static_cast<size_t>(step.leg)];
        const int begin = step.backwards ? leg.to : leg.from;
        const int end = step.backwards ? leg.from : leg.to;
        if (m_picture.nodes[static_cast<size_t>(begin)].node == key.from) inside = true;
        if (inside) {
            std::vector<QPointF> stretch = leg.route.points;
            if (step.backwards) std::ranges::reverse(stretch);
            points.insert(points.end(), stretch.begin(), stretch.end());
        }
        if (inside && m_picture.nodes[static_cast<size_t>(end)].node == key.to) return points.size() > 1 ? std::optional(Track(points)) : std::nullopt;
    }
    return std::nullopt;
}

// ---------------------------------------------------------------- showing
std::optional<DotField::Dot> DotField::shown(const Moving& moving, double displayS) const {
    if (displayS < moving.startS) return std::nullopt;
    const double share = moving.endS > moving.startS ? (displayS - moving.startS) / (moving.endS - moving.startS) : 1;
    Dot dot{moving.place, moving.kind, moving.role, 1, moving.request};
    if (moving.falls || moving.fades) {
        dot.opacity = 1 - share;
        if (moving.falls) dot.at.ry() += kFallPx * share;
        return dot;
    }
    const Track& track = m_tracks[static_cast<size_t>(moving.track)];
    dot.at = track.at(track.lengthPx() * (moving.backwards ? 1 - share : share));
    return dot;
}

const std::vector<DotField::Dot>& DotField::at(double displayS) {
    std::erase_if(m_moving, [displayS](const Moving& moving) { return moving.endS < displayS; });
    if (m_moving.empty()) {
        m_stretched = false;
        m_free.clear();
    }
    m_dots.clear();
    for (const Moving& moving : m_moving)
        if (auto dot = shown(moving, displayS)) m_dots.push_back(*dot);
    return m_dots;
}

std::optional<std::uint64_t> DotField::requestNear(const QPointF& point, double withinPx) const {
    std::optional<std::uint64_t> nearest;
    double best = withinPx * withinPx;
    for (const Dot& dot : m_dots) {
        const QPointF d = dot.at - point;
        const double distance = QPointF::dotProduct(d, d);
        if (dot.request == 0 || distance > best) continue;
        best = distance;
        nearest = dot.request;
    }
    return nearest;
}

}  // namespace app
