// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/dotfield.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace app {

namespace {

DotKind kindOf(const DotField::Way& way, const sim::HopRecord& record) {
    if (record.refusal != plan::Refusal::None) return DotKind::Refused;
    return way.isWrite ? DotKind::Write : DotKind::Read;
}

// The legs of the journey between the two nodes, end to end.
std::optional<Track> trackAlong(const model::Picture& picture, const model::PictureJourney& journey, model::Uid from, model::Uid to) {
    std::vector<QPointF> points;
    bool inside = false;
    for (const auto& step : journey.steps) {
        const model::PictureLeg& leg = picture.legs[static_cast<size_t>(step.leg)];
        const int begin = step.backwards ? leg.to : leg.from;
        const int end = step.backwards ? leg.from : leg.to;
        if (picture.nodes[static_cast<size_t>(begin)].node == from) inside = true;
        if (inside) {
            std::vector<QPointF> stretch = leg.route.points;
            if (step.backwards) std::ranges::reverse(stretch);
            points.insert(points.end(), stretch.begin(), stretch.end());
        }
        if (inside && picture.nodes[static_cast<size_t>(end)].node == to) return points.size() > 1 ? std::optional(Track(points)) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

void DotField::setPicture(const model::Picture& picture, Ways ways) {
    m_picture = picture;
    m_ways = std::move(ways);
    m_legStates = legStates(picture);
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
    const DotKind changed = record.service ? DotKind::TtlDeletion : DotKind::Write;
    switch (record.kind) {
        case sim::HopKind::ReplicationSent: return flow(record, DotKind::Replication, DotRole::Request, departS, arriveS);
        case sim::HopKind::StreamRecord: return flow(record, changed, DotRole::Response, departS, arriveS);
        // It is recorded when the function is called: the dot sets out then.
        case sim::HopKind::StreamBatch: return flow(record, changed, DotRole::Request, arriveS, arriveS);
        case sim::HopKind::Failure: return flow(record, DotKind::Refused, DotRole::Request, departS, arriveS);
        case sim::HopKind::IndexFeed: return flow(record, DotKind::Write, DotRole::Response, departS, arriveS);
        default: break;
    }
    const auto way = m_ways.constFind({record.patternUid, record.path});
    if (way == m_ways.constEnd()) return;
    switch (record.kind) {
        case sim::HopKind::Request:
        case sim::HopKind::Forward:  // a cache asks its table, or takes the answer
        case sim::HopKind::Response: move(record, *way, departS, arriveS); break;
        case sim::HopKind::Dropped: fall(record, *way, departS); break;
        case sim::HopKind::Served:
            if (record.refusal != plan::Refusal::None) fall(record, *way, departS);
            break;
        case sim::HopKind::Finished: m_free.remove(record.request); break;
        default: break;
    }
}

void DotField::flow(const sim::HopRecord& record, DotKind kind, DotRole role, double departS, double arriveS) {
    const int track = trackBetween({{}, {}, {record.fromUid}, {record.toUid}});
    if (track < 0) return;
    const double endS = std::max(arriveS, departS + m_tracks[static_cast<size_t>(track)].lengthPx() / kFastestPxPerS);
    m_moving.push_back({track, false, departS, endS, kind, role, false, false, {}, record.request});
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

// Where the link of a journey that never gets through is drawn broken.
std::optional<QPointF> DotField::breakOf(const Way& way) const {
    const int index = m_picture.findLink(way.link);
    if (index < 0) return std::nullopt;
    for (const model::PictureJourney& journey : m_picture.links[static_cast<size_t>(index)].journeys) {
        if (journey.presence != way.presence || !journey.blocked) continue;
        for (const auto& step : journey.steps)
            if (const LegState& state = m_legStates[static_cast<size_t>(step.leg)]; state.kind == LegState::Kind::Broken) return state.brokenAt;
    }
    return std::nullopt;
}

// The dot falls beside what refused it, or where its link is broken, once the stretched journey has come there.
void DotField::fall(const sim::HopRecord& record, const Way& way, double atS) {
    const int tile = m_picture.find({record.toUid});
    if (tile < 0) return;
    const QRectF icon = m_picture.nodes[static_cast<size_t>(tile)].icon;
    const double startS = std::max(atS, m_free.value(record.request, atS));
    const auto broken = record.kind == sim::HopKind::Dropped ? breakOf(way) : std::nullopt;
    const QPointF at = broken.value_or(QPointF(icon.left() - 10, icon.center().y()));
    m_moving.push_back({-1, false, startS, startS + kFallS, DotKind::Refused, DotRole::Request, true, false, at, record.request});
}

// ---------------------------------------------------------------- tracks
int DotField::trackOf(const Way& way, model::Uid from, model::Uid to, bool& backwards) {
    for (const bool back : {false, true}) {
        backwards = back;
        if (const int track = trackBetween({way.link, way.presence, back ? to : from, back ? from : to}); track >= 0) return track;
    }
    return -1;
}

int DotField::trackBetween(const TrackKey& key) {
    auto known = m_trackOf.constFind(key);
    if (known == m_trackOf.constEnd()) {
        auto made = key.link.isNull() ? makeFlowTrack(key.from, key.to) : makeTrack(key);
        if (made) m_tracks.push_back(std::move(*made));
        known = m_trackOf.insert(key, made ? static_cast<int>(m_tracks.size()) - 1 : -1);
    }
    return *known;
}

// The shortest way between the two over lines that no link draws: from a table to its stream, on to a function, to a replica.
std::optional<Track> DotField::makeFlowTrack(model::Uid from, model::Uid to) const {
    const auto starts = m_picture.shownAt(from), ends = m_picture.shownAt(to);
    if (starts.empty() || ends.empty() || starts.front() == ends.front()) return std::nullopt;
    const int start = starts.front(), end = ends.front();
    struct Step {
        int leg = -1;
        int before = -1;  // the tile that it comes from
    };
    std::vector<Step> reached(m_picture.nodes.size());
    std::vector<int> queue{start};
    for (size_t i = 0; i < queue.size() && reached[static_cast<size_t>(end)].leg < 0; ++i)
        for (size_t l = 0; l < m_picture.legs.size(); ++l) {
            const model::PictureLeg& leg = m_picture.legs[l];
            if (leg.kind == model::PictureLeg::Kind::Calls || (leg.from != queue[i] && leg.to != queue[i])) continue;
            const int next = leg.from == queue[i] ? leg.to : leg.from;
            if (next == start || reached[static_cast<size_t>(next)].leg >= 0) continue;
            reached[static_cast<size_t>(next)] = {static_cast<int>(l), queue[i]};
            queue.push_back(next);
        }
    std::vector<QPointF> points;  // from the end back to the start
    for (int at = end; at != start; at = reached[static_cast<size_t>(at)].before) {
        const Step& step = reached[static_cast<size_t>(at)];
        if (step.leg < 0) return std::nullopt;
        const model::PictureLeg& leg = m_picture.legs[static_cast<size_t>(step.leg)];
        std::vector<QPointF> stretch = leg.route.points;
        if (leg.to == at) std::ranges::reverse(stretch);
        points.insert(points.end(), stretch.begin(), stretch.end());
    }
    std::ranges::reverse(points);
    return points.size() > 1 ? std::optional(Track(points)) : std::nullopt;
}

std::optional<Track> DotField::makeTrack(const TrackKey& key) const {
    const int index = m_picture.findLink(key.link);
    if (index < 0) return std::nullopt;
    const auto& journeys = m_picture.links[static_cast<size_t>(index)].journeys;
    // Patterns of one link may go different ways from one tile: the first that passes both.
    for (const model::PictureJourney& journey : journeys)
        if (journey.presence == key.presence)
            if (auto track = trackAlong(m_picture, journey, key.from, key.to)) return track;
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

std::optional<std::uint64_t> DotField::requestAt(const QPointF& point) const {
    std::optional<std::uint64_t> nearest;
    double best = kReachPx;
    size_t near = 0;
    for (const Dot& dot : m_dots) {
        const double distance = std::hypot(dot.at.x() - point.x(), dot.at.y() - point.y());
        if (distance <= kCrowdPx) ++near;
        if (dot.request == 0 || distance > best) continue;
        best = distance;
        nearest = dot.request;
    }
    return near >= kCrowd && best > kCrowdReachPx ? std::nullopt : nearest;
}

}  // namespace app
