// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/events/eventtext.h"

#include "app/figures.h"
#include "app/jobs/eventnames.h"
#include "app/live/runcontroller.h"
#include "app/transport/speedscale.h"
#include "model/core/document.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <variant>

namespace app {

namespace {

QString tr(const char* text, int n = -1) { return QCoreApplication::translate("app::EventsDock", text, nullptr, n); }

QString view(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

// In the order of plan::FaultKind.
QString faultTitle(std::uint64_t place) {
    const std::array names = {tr("zone lost"), tr("hot key"), tr("capacity changed"), tr("load"), tr("deletion stalls"), tr("replication paused"),
                              tr("Region cut off"), tr("cache node lost"), tr("cache emptied"), tr("poison record"), tr("concurrency cut"), tr("clock off")};
    static_assert(names.size() == std::variant_size_v<plan::FaultKind>);
    return place < names.size() ? names[place] : QString();
}

// 0.532 ms, 12.4 ms, 2.35 s, 20 min
QString duration(std::int64_t ns) {
    const double ms = static_cast<double>(ns) * 1e-6;
    if (ms < 1000) return tr("%1 ms").arg(ms, 0, 'f', ms < 10 ? 3 : 1);
    if (ms < 120'000) return tr("%1 s").arg(ms * 1e-3, 0, 'f', 2);
    return tr("%1 min").arg(ms / 60'000, 0, 'f', 0);
}

QString units(std::int32_t halves) { return halves == 2 ? tr("1 unit") : tr("%1 units").arg(grouped(QString::number(halves / 2.0, 'g', 8))); }

}  // namespace

QString eventTitle(sim::HopKind kind) {
    using sim::HopKind;
    switch (kind) {
        case HopKind::Request: return tr("request sent");
        case HopKind::Response: return tr("answer sent");
        case HopKind::Dropped: return tr("lost on its way");
        case HopKind::Served: return tr("served");
        case HopKind::RetryWait: return tr("waits to retry");
        case HopKind::Finished: return tr("request ended");
        case HopKind::IndexFeed: return tr("index updated");
        case HopKind::TtlDelete: return tr("expired, deleted");
        case HopKind::Replication: return tr("replicated");
        case HopKind::ReplicationSent: return tr("change sent");
        case HopKind::StreamRecord: return tr("stream record");
        case HopKind::StreamBatch: return tr("stream batch");
        case HopKind::CacheTurn: return tr("answered by cache");
        case HopKind::Forward: return tr("passed on");
        case HopKind::Failure: return tr("failure record");
        case HopKind::Scaling: return tr("capacity scaled");
        case HopKind::FaultStart: return tr("fault begins");
        case HopKind::FaultEnd: return tr("fault ends");
        case HopKind::Connect: return tr("connection opened");
    }
    return {};
}

QString eventClock(std::int64_t timeNs) { return clockText(timeNs) + QStringLiteral("%1").arg(std::max<std::int64_t>(timeNs, 0) / 1000 % 1000, 3, 10, QLatin1Char('0')); }

const QString& EventText::name(std::uint64_t uid) const {
    const auto it = m_names.constFind(uid);
    return it != m_names.constEnd() ? *it : *m_names.insert(uid, makeName(uid));
}

QString EventText::makeName(std::uint64_t uid) const {
    if (uid == 0) return {};
    const plan::Plan* plan = m_run.plan();
    const plan::StationIndex index = plan ? plan::findStation(*plan, uid) : plan::kNoStation;
    const auto node = m_document.findNode(model::Uid{uid});
    QString name = node ? m_document.name(*node) : QString();
    if (index == plan::kNoStation) return name;
    const plan::Station& station = plan->stations[index];
    if (name.isEmpty()) name = QString::fromStdString(station.name).section(u'/', -1);
    const bool abroad = plan->regions.size() > 1 && station.region < plan->regions.size();
    return abroad ? tr("%1, %2").arg(name, QString::fromStdString(plan->regions[station.region])) : name;
}

QString EventText::kind(const sim::HopRecord& record) const { return eventTitle(record.kind); }

QString EventText::result(const sim::HopRecord& record) const {
    if (record.outdated) return record.kind == sim::HopKind::Served ? tr("stale") : tr("outdated");
    const bool isFault = record.kind == sim::HopKind::FaultStart || record.kind == sim::HopKind::FaultEnd;
    return isFault ? QString() : QString::fromLatin1(outcomeName(record.refusal));
}

QString EventText::pattern(const sim::HopRecord& record) const { return record.patternUid == 0 ? QString() : m_run.patternName(record.patternUid); }

QString EventText::fault(const sim::HopRecord& record) const {
    const QString name = faultTitle(record.key);
    const plan::Plan* plan = m_run.plan();
    const auto isKind = [&](const plan::FaultKind& kind) { return kind.index() == record.key; };
    if (plan && isKind(plan::ZoneLoss{}) && record.partition < plan->zones.size()) return name + QStringLiteral(": ") + QString::fromStdString(plan->zones[record.partition]);
    if (plan && isKind(plan::RegionIsolation{}) && record.partition < plan->regions.size()) return name + QStringLiteral(": ") + QString::fromStdString(plan->regions[record.partition]);
    if (isKind(plan::LoadFault{})) return name + tr(": times %1").arg(static_cast<double>(record.tableTokensAfter), 0, 'g', 4);
    if (isKind(plan::HotKeyFault{})) return name + tr(": %1 % of the traffic").arg(static_cast<double>(record.tableTokensAfter) * 100, 0, 'f', 0);
    if (isKind(plan::CacheNodeLoss{})) return name + tr(": node %1").arg(record.partition);
    if (isKind(plan::ConcurrencyCut{})) return name + tr(": %1 at once").arg(static_cast<double>(record.tableTokensAfter), 0, 'f', 0);
    if (isKind(plan::ClockSkew{})) return name + tr(": %1 ms").arg(static_cast<double>(record.tableTokensAfter), 0, 'f', 0);
    return name;
}

QString EventText::detail(const sim::HopRecord& record) const {
    using sim::HopKind;
    const QString took = duration(record.arriveNs - record.departNs);
    if (record.refusal != plan::Refusal::None) return view(plan::refusalText(record.refusal).reason);
    switch (record.kind) {
        case HopKind::Served: return record.unitsHalves > 0 ? tr("%1, partition %2").arg(units(record.unitsHalves)).arg(record.partition) : took;
        case HopKind::RetryWait: return tr("waits %1").arg(took);
        case HopKind::Finished: return tr("after %1").arg(took);
        case HopKind::IndexFeed: return tr("%1, after %2").arg(units(record.unitsHalves), took);
        case HopKind::TtlDelete: return tr("%1 after its expiry").arg(took);
        case HopKind::Replication: return record.outdated ? tr("after %1: a later write stands there").arg(took) : tr("after %1").arg(took);
        case HopKind::ReplicationSent: return tr("due after %1").arg(took);
        case HopKind::StreamRecord: return record.service ? tr("deleted by the service, seen after %1").arg(took) : tr("seen after %1").arg(took);
        case HopKind::StreamBatch: return tr("%n record(s)", record.unitsHalves / 2);
        case HopKind::Scaling:
            return (record.hop == 0 ? tr("read units %1 → %2") : tr("write units %1 → %2"))
                .arg(grouped(QString::number(qRound64(record.tableTokensBefore))), grouped(QString::number(qRound64(record.tableTokensAfter))));
        case HopKind::FaultStart:
        case HopKind::FaultEnd: return fault(record);
        default: return took;
    }
}

std::optional<DotKind> EventText::dot(const sim::HopRecord& record) const {
    if (record.refusal != plan::Refusal::None) return DotKind::Refused;
    switch (record.kind) {
        case sim::HopKind::TtlDelete: return DotKind::TtlDeletion;
        case sim::HopKind::ReplicationSent:
        case sim::HopKind::Replication: return DotKind::Replication;
        case sim::HopKind::StreamRecord: return record.service ? DotKind::TtlDeletion : DotKind::Write;
        case sim::HopKind::IndexFeed: return DotKind::Write;
        case sim::HopKind::StreamBatch:
        case sim::HopKind::Failure:
        case sim::HopKind::Scaling:
        case sim::HopKind::FaultStart:
        case sim::HopKind::FaultEnd: return std::nullopt;
        default: break;
    }
    return m_run.isWrite(record.patternUid) ? DotKind::Write : DotKind::Read;
}

}  // namespace app
