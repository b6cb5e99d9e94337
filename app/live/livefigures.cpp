// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/livefigures.h"

#include "app/figures.h"
#include "app/jobs/patternnames.h"
#include "app/live/liveoverlays.h"
#include "app/live/runcontroller.h"
#include "model/core/document.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

namespace {

constexpr double kWarm = 0.8;  // of a partition's limit

QString tr(const char* text) { return QCoreApplication::translate("app::LivePage", text); }

double shareOf(double used, double allowed) { return allowed > 0 ? used / allowed : -1; }
QString number(std::uint64_t count) { return liveCount(count); }
QString perSecond(double rate) { return tr("%1/s").arg(liveNumber(rate)); }

LiveFigure used(const QString& label, double rate, double allowed, const QString& unit, Token ink) {
    return {label, tr("%1 of %2 %3").arg(liveNumber(rate), liveNumber(allowed), unit), ink, shareOf(rate, allowed)};
}

// What is kept for bursts: the fuller the better, so its bar never looks like a warning.
LiveFigure saved(const QString& label, double units, double depth, const QString& unit) {
    return {label, tr("%1 of %2 %3").arg(liveCount(units), liveCount(depth), unit), Token::Ok, std::clamp(shareOf(units, depth), 0.0, 1.0)};
}

LiveFigure throttles(double rate, const QString& reason = {}) {
    const bool any = rate > 0;
    return {tr("Throttled"), any && !reason.isEmpty() ? tr("%1, %2").arg(perSecond(rate), reason) : perSecond(rate), any ? Token::Error : Token::Text};
}

// Of the busiest partition: below its limit there is nothing to worry about.
Token heatInk(double share) {
    if (share >= 1) return Token::Error;
    return share >= kWarm ? Token::Warning : Token::Ok;
}

std::vector<LiveGroup> storeGroups(const sim::StationGauge& gauge) {
    LiveGroup units{tr("Units a second"), {}};
    units.figures.push_back(used(tr("Read"), gauge.readUnitsPerS, gauge.allowedRead, QStringLiteral("RCU"), Token::Read));
    units.figures.push_back(used(tr("Write"), gauge.writeUnitsPerS, gauge.allowedWrite, QStringLiteral("WCU"), Token::Write));
    units.figures.push_back(throttles(gauge.throttlesPerS, gauge.throttlesPerS > 0 ? shortReason(gauge.lastRefusal) : QString()));
    LiveGroup store{tr("Saved for bursts"), {}};
    if (gauge.readDepth > 0) store.figures.push_back(saved(tr("Read"), gauge.readTokens, gauge.readDepth, QStringLiteral("RCU")));
    if (gauge.writeDepth > 0) store.figures.push_back(saved(tr("Write"), gauge.writeTokens, gauge.writeDepth, QStringLiteral("WCU")));
    LiveGroup stored{tr("Partitions and items"), {}};
    stored.figures.push_back({tr("Partitions"), number(gauge.partitions)});
    stored.figures.push_back({tr("Busiest partition"), tr("%1 % of its limit").arg(liveNumber(gauge.hottestShare * 100)), heatInk(gauge.hottestShare), gauge.hottestShare});
    stored.figures.push_back({tr("Items"), number(gauge.items)});
    if (gauge.expiredVisible + gauge.ttlDeleted > 0) {
        stored.figures.push_back({tr("Expired, still visible"), number(gauge.expiredVisible), Token::Warning});
        stored.figures.push_back({tr("Deleted by time to live"), number(gauge.ttlDeleted)});
    }
    std::vector<LiveGroup> groups{std::move(units)};
    if (!store.figures.empty()) groups.push_back(std::move(store));
    groups.push_back(std::move(stored));
    return groups;
}

// What the node's station is besides a store: a function, a cache, a consumer.
std::vector<LiveFigure> stationFigures(const plan::Station& station, const sim::StationGauge& gauge) {
    std::vector<LiveFigure> figures;
    if (std::holds_alternative<plan::ServerStation>(station.parameters))
        figures.push_back({tr("At work at once"), tr("%1 of %2 environments").arg(liveCount(gauge.concurrency), liveCount(gauge.concurrencyLimit)), Token::Read, shareOf(gauge.concurrency, gauge.concurrencyLimit)});
    if (std::holds_alternative<plan::CacheStation>(station.parameters))
        figures.push_back({tr("Answered by itself"), tr("%1 %").arg(liveNumber(gauge.hitShare * 100)), Token::Ok, gauge.hitShare});
    if (std::holds_alternative<plan::ConsumerStation>(station.parameters)) {
        figures.push_back({tr("Iterator age"), tr("%1 s").arg(liveNumber(gauge.ageS)), gauge.ageS > 60 ? Token::Warning : Token::Text});
        figures.push_back({tr("Records waiting"), liveCount(gauge.waiting)});
    }
    return figures;
}

// The ways of a table's changes to and from its other replicas.
LiveGroup replicationGroup(const RunController& run, model::Uid subject) {
    LiveGroup group{tr("Replication"), {}};
    const plan::Plan& plan = *run.plan();
    for (const plan::Station& station : plan.stations) {
        const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters);
        if (!channel || channel->from == plan::kNoStation || channel->to == plan::kNoStation) continue;
        const plan::Station &from = plan.stations[channel->from], &to = plan.stations[channel->to];
        const sim::StationGauge* gauge = run.gaugeOf({station.uid});
        if (!gauge || (from.uid != subject.value && to.uid != subject.value)) continue;
        const auto region = [](const plan::Station& store) { return QString::fromStdString(store.name).section(u'/', 0, 0); };
        const QString label = from.uid == subject.value ? tr("To %1").arg(region(to)) : tr("From %1").arg(region(from));
        const bool behind = gauge->held > 0;
        group.figures.push_back({label, tr("lag %1 s, %2 waiting").arg(liveNumber(gauge->ageS), liveCount(gauge->waiting)), behind ? Token::Warning : Token::Text});
        if (to.uid == subject.value && gauge->lostUpdates > 0)
            group.figures.push_back({tr("Lost updates, %1").arg(region(from)), liveCount(static_cast<double>(gauge->lostUpdates)), Token::Warning});
    }
    return group;
}

// Patterns that the node asks or answers, or that are rows of the link.
LiveGroup patternGroup(const RunController& run, model::Uid subject) {
    LiveGroup group{tr("Access patterns"), {}};
    const plan::Plan& plan = *run.plan();
    const auto& gauges = run.gauges().patterns;
    std::vector<size_t> places;
    for (size_t i = 0; i < plan.patterns.size() && i < gauges.size(); ++i) {
        const model::PatternOrigin& origin = run.build().patterns[i];
        if (origin.link == subject || origin.resource == subject || plan.stations[plan.patterns[i].source].uid == subject.value) places.push_back(i);
    }
    const std::vector<QString> labels = patternLabels(plan, places);
    for (size_t i = 0; i < places.size(); ++i) {
        const sim::PatternGauge& gauge = gauges[places[i]];
        QString text = perSecond(gauge.requestsPerS);
        if (gauge.throttledPerS > 0) text = tr("%1, %2 throttled").arg(text, perSecond(gauge.throttledPerS));
        group.figures.push_back({labels[i], text, gauge.throttledPerS > 0 ? Token::Error : Token::Text});
    }
    return group;
}

// What a caller asks of others and what becomes of it; empty where it asks nothing.
LiveGroup callsGroup(const RunController& run, model::Uid subject) {
    LiveGroup group{tr("Calls made"), {}};
    const plan::Plan& plan = *run.plan();
    const auto& gauges = run.gauges().patterns;
    sim::PatternGauge all;
    bool asks = false;
    for (size_t i = 0; i < plan.patterns.size() && i < gauges.size(); ++i) {
        if (plan.stations[plan.patterns[i].source].uid != subject.value) continue;
        asks = true;
        all.requestsPerS += gauges[i].requestsPerS;
        all.throttledPerS += gauges[i].throttledPerS;
        all.throttled += gauges[i].throttled;
        all.failed += gauges[i].failed;
    }
    if (!asks) return group;
    group.figures = {{tr("Requests"), perSecond(all.requestsPerS)}, throttles(all.throttledPerS)};
    group.figures.push_back({tr("Gave up throttled, so far"), number(all.throttled), all.throttled > 0 ? Token::Error : Token::Text});
    group.figures.push_back({tr("Failed otherwise, so far"), number(all.failed), all.failed > 0 ? Token::Error : Token::Text});
    return group;
}

// What comes to the node. Nothing comes to one that only calls: that it gets none is no news.
LiveGroup trafficGroup(const RunController& run, const sim::StationGauge& gauge, model::Uid subject, bool calls) {
    LiveGroup group{tr("Traffic"), {}};
    if (!calls || gauge.requestsPerS > 0) group.figures.push_back({tr("Requests"), perSecond(gauge.requestsPerS)});
    if (!calls || gauge.throttlesPerS > 0) group.figures.push_back(throttles(gauge.throttlesPerS));
    if (const auto station = plan::findStation(*run.plan(), subject.value); station != plan::kNoStation)
        for (LiveFigure& figure : stationFigures(run.plan()->stations[station], gauge)) group.figures.push_back(std::move(figure));
    return group;
}

LiveGroup wholeRun(const sim::Gauges& gauges) {
    LiveGroup group{tr("The whole run"), {}};
    group.figures.push_back({tr("Requests"), number(gauges.totals.requests)});
    group.figures.push_back({tr("Succeeded"), number(gauges.totals.succeeded)});
    group.figures.push_back({tr("Gave up throttled"), number(gauges.totals.throttled), gauges.totals.throttled > 0 ? Token::Error : Token::Text});
    group.figures.push_back({tr("Failed otherwise"), number(gauges.totals.failed), gauges.totals.failed > 0 ? Token::Error : Token::Text});
    group.figures.push_back({tr("On their way"), number(gauges.totals.inFlight())});
    group.figures.push_back({tr("Attempts throttled"), number(gauges.totals.throttledAttempts), gauges.totals.throttledAttempts > 0 ? Token::Warning : Token::Text});
    return group;
}

}  // namespace

std::vector<LiveGroup> liveFigures(const RunController& run, const model::Document& document, model::Uid subject) {
    if (!run.exists() || !run.plan()) return {};
    if (subject.isNull()) return {wholeRun(run.gauges())};
    std::vector<LiveGroup> groups;
    if (const sim::StationGauge* gauge = run.gaugeOf(subject)) {
        if (gauge->down) groups.push_back({tr("Down"), {{tr("State"), tr("all its zones are lost"), Token::Error}}});
        if (gauge->partitions > 0) {
            for (LiveGroup& group : storeGroups(*gauge)) groups.push_back(std::move(group));
        } else {
            LiveGroup calls = callsGroup(run, subject);
            if (LiveGroup traffic = trafficGroup(run, *gauge, subject, !calls.figures.empty()); !traffic.figures.empty()) groups.push_back(std::move(traffic));
            if (!calls.figures.empty()) groups.push_back(std::move(calls));
        }
        if (LiveGroup replication = replicationGroup(run, subject); !replication.figures.empty()) groups.push_back(std::move(replication));
    } else if (!document.findLink(subject)) {
        return {};
    }
    if (LiveGroup patterns = patternGroup(run, subject); !patterns.figures.empty()) groups.push_back(std::move(patterns));
    return groups;
}

}  // namespace app
