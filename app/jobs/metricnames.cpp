// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/metricnames.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("jobs", text); }

QString words(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

bool hasAny(std::string_view metric, std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(parts, [metric](std::string_view part) { return metric.find(part) != std::string_view::npos; });
}

QString unitOfValue(std::string_view metric) {
    if (metric == "TimeToLiveDelay") return tr("seconds");
    if (hasAny(metric, {"Latency", "Duration", "Age"})) return tr("milliseconds");
    if (hasAny(metric, {"Utilization"})) return tr("percent");
    if (hasAny(metric, {"Bytes"})) return tr("bytes");
    if (hasAny(metric, {"Units"})) return tr("units");
    return tr("count");
}

}  // namespace

QString metricTitle(std::string_view metric, std::string_view dimension) {
    return dimension.empty() ? words(metric) : QStringLiteral("%1, %2").arg(words(metric), words(dimension));
}

QString metricUnit(std::string_view metric, sim::Statistic statistic) {
    if (statistic == sim::Statistic::Sum) return hasAny(metric, {"Bytes", "EvictedSize"}) ? tr("bytes per second") : tr("per second");
    const QString unit = unitOfValue(metric);
    return statistic == sim::Statistic::Value ? unit : QStringLiteral("%1, %2").arg(words(sim::statisticName(statistic)), unit);
}

}  // namespace app
