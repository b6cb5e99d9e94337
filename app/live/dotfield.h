// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/dots.h"
#include "app/paint/links.h"
#include "app/paint/picturepainter.h"
#include "model/picture/picture.h"
#include "simulation/trace.h"

#include <QHash>
#include <QPointF>

#include <cstdint>
#include <optional>
#include <vector>

namespace app {

/// Where dots are on the drawing. It turns the steps of sampled requests into movement along legs: true to time while the
/// display is slow enough, else stretched so that no dot is faster than kFastestPxPerS (order along a journey is kept).
/// All its times are display seconds: a clock that stands still while the run is paused. Holds no pixels and no widgets.
class DotField {
public:
    static constexpr double kFastestPxPerS = 600;
    static constexpr double kFallS = 0.4;    ///< a refused request drops out: falls 24 px and fades
    static constexpr double kFallPx = 24;
    static constexpr double kFadeS = 1.2;    ///< a TTL deletion fades out of its table
    static constexpr size_t kMostDots = 5000;

    /// How pattern and path of a record lead to a drawn journey.
    struct Way {
        model::Uid link;
        model::Uid presence;
        bool isWrite = false;
    };
    using Ways = QHash<std::pair<quint64, int>, Way>;  ///< by (pattern uid, path)

    struct Dot {
        QPointF at;
        DotKind kind = DotKind::Read;
        DotRole role = DotRole::Request;
        double opacity = 1;
        std::uint64_t request = 0;
    };

    /// Changes, batches and index entries move without a pattern, along the lines between their nodes.
    /// Tracks are taken anew; dots on legs that are gone vanish.
    void setPicture(const model::Picture& picture, Ways ways);
    /// One step: `departS` and `arriveS` are display times.
    void add(const sim::HopRecord& record, double departS, double arriveS);
    /// All dots at that display time; those that have arrived are forgotten.
    const std::vector<Dot>& at(double displayS);
    void clear();

    [[nodiscard]] size_t shownCount() const { return m_dots.size(); }
    [[nodiscard]] bool isStretched() const { return m_stretched; }      ///< "slowed for the eye"
    [[nodiscard]] std::uint64_t droppedCount() const { return m_dropped; }
    static constexpr double kReachPx = 8;      ///< of a click: the dot itself and three pixels around it
    static constexpr double kCrowdPx = 24;
    static constexpr size_t kCrowd = 3;        ///< so many dots near a click: it means what they run along, unless it hits one in its middle
    static constexpr double kCrowdReachPx = 3;
    /// The request whose dot is clicked at this point, if one is.
    [[nodiscard]] std::optional<std::uint64_t> requestAt(const QPointF& point) const;

private:
    struct Moving {
        int track = -1;
        bool backwards = false;
        double startS = 0, endS = 0;
        DotKind kind = DotKind::Read;
        DotRole role = DotRole::Request;
        bool falls = false, fades = false;
        QPointF place;  // of dots that fall or fade
        std::uint64_t request = 0;
    };
    struct TrackKey {
        model::Uid link, presence, from, to;
        friend bool operator==(const TrackKey&, const TrackKey&) = default;
        friend size_t qHash(const TrackKey& k, size_t seed) {
            return qHashMulti(seed, k.link.value, k.presence.value, k.from.value, k.to.value);
        }
    };
    int trackOf(const Way& way, model::Uid from, model::Uid to, bool& backwards);
    int trackBetween(const TrackKey& key);
    std::optional<Track> makeTrack(const TrackKey& key) const;
    std::optional<Track> makeFlowTrack(model::Uid from, model::Uid to) const;
    void flow(const sim::HopRecord& record, DotKind kind, DotRole role, double departS, double arriveS);
    void move(const sim::HopRecord& record, const Way& way, double departS, double arriveS);
    void fall(const sim::HopRecord& record, const Way& way, double atS);
    std::optional<QPointF> breakOf(const Way& way) const;
    [[nodiscard]] std::optional<Dot> shown(const Moving& moving, double displayS) const;

    model::Picture m_picture;
    Ways m_ways;
    std::vector<LegState> m_legStates;  // where the picture draws links broken
    std::vector<Track> m_tracks;
    QHash<TrackKey, int> m_trackOf;  // -1: there is none
    std::vector<Moving> m_moving;
    QHash<std::uint64_t, double> m_free;  // when the request's dot ends its last movement
    std::vector<Dot> m_dots;
    bool m_stretched = false;
    std::uint64_t m_dropped = 0;
};

}  // namespace app
