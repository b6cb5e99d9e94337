// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/planvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace model {

namespace {

using plan::Operation;

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

struct Name {
    const char* text;
    Operation operation;
};
constexpr std::array kOperations = {Name{"GetItem", Operation::GetItem},
                                    Name{"Query", Operation::Query},
                                    Name{"Scan", Operation::Scan},
                                    Name{"PutItem", Operation::PutItem},
                                    Name{"UpdateItem", Operation::UpdateItem},
                                    Name{"DeleteItem", Operation::DeleteItem},
                                    Name{"BatchGetItem", Operation::BatchGetItem},
                                    Name{"BatchWriteItem", Operation::BatchWriteItem},
                                    Name{"TransactGetItems", Operation::TransactGetItems},
                                    Name{"TransactWriteItems", Operation::TransactWriteItems},
                                    Name{"PutObject", Operation::PutObject},
                                    Name{"GetObject", Operation::GetObject}};

// Keeps the plan sound where the design is not: what is out of range is a finding of the checks, not a broken run.
double within(double number, double lowest, double highest) { return std::isfinite(number) ? std::clamp(number, lowest, highest) : lowest; }

constexpr double kMaxRatePerS = 1e9;
constexpr double kMaxItemBytes = 409'600;

}  // namespace

Result<std::vector<plan::RateCurve::Point>> replayPoints(const QString& csv) {
    std::vector<plan::RateCurve::Point> points;
    int number = 0;
    for (const QString& raw : csv.split(u'\n')) {
        ++number;
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#')) continue;
        const QStringList cells = line.split(line.contains(u';') ? u';' : u',');
        bool timeOk = false, rateOk = false;
        const double timeS = cells.front().trimmed().toDouble(&timeOk);
        const double ratePerS = cells.size() > 1 ? cells[1].trimmed().toDouble(&rateOk) : 0;
        if (!timeOk && !rateOk && points.empty() && number == 1) continue;  // column titles
        if (!timeOk || !rateOk || !std::isfinite(timeS) || !std::isfinite(ratePerS))
            return Error{tr("Line %1: \"%2\" is not \"seconds,requests per second\".").arg(number).arg(line.left(40))};
        if (timeS < 0 || ratePerS < 0 || ratePerS > kMaxRatePerS)
            return Error{tr("Line %1: times and rates are zero or more, rates at most a thousand million.").arg(number)};
        if (!points.empty() && timeS < points.back().timeS)
            return Error{tr("Line %1: %2 s comes after %3 s; write the lines in order of time.").arg(number).arg(timeS).arg(points.back().timeS)};
        points.push_back({timeS, ratePerS});
    }
    if (points.empty()) return Error{tr("Line 1: there are no numbers; write lines of \"seconds,requests per second\".")};
    return points;
}

plan::RateCurve rateCurveOf(const AccessPattern& p) {
    using plan::RateCurve;
    if (p.isTriggered()) return RateCurve::constant(0);
    const double base = within(p.ratePerSecond, 0, kMaxRatePerS), peak = within(p.peakPerSecond, 0, kMaxRatePerS);
    const double startS = within(p.startS, 0, 1e9), durationS = within(p.durationS, 0.001, 1e9);
    if (p.rateShape == u"ramp") return RateCurve::ramp(base, peak, startS, durationS);
    if (p.rateShape == u"spike") return RateCurve::spike(base, peak, startS, durationS);
    if (p.rateShape == u"daily") {
        const double mean = (base + peak) / 2;
        // A wave begins at its base and has its top in the middle of the period.
        return mean > 0 ? RateCurve::dailyWave(mean, std::abs(peak - base) / (base + peak), durationS / 2, durationS) : RateCurve::constant(0);
    }
    if (p.rateShape == u"replay") {
        auto points = replayPoints(p.replayCsv);
        return points ? RateCurve::table(std::move(*points), RateCurve::Interpolation::Step) : RateCurve::constant(0);
    }
    return RateCurve::constant(base);
}

plan::KeyDistribution keysOf(const AccessPattern& p) {
    using plan::KeyDistribution;
    const auto count = static_cast<std::uint64_t>(within(p.keyCount, 1, 1e12));
    if (p.keyDistribution == u"zipf") return KeyDistribution::zipf(count, within(p.zipfExponent, 0, 5));
    if (p.keyDistribution == u"hot") return KeyDistribution::hotKey(count, within(p.hotSharePercent / 100, 0, 1));
    if (p.keyDistribution == u"sequential") return KeyDistribution::sequential();
    return KeyDistribution::uniform(count);
}

plan::RetrySettings retryOf(const AccessPattern& p) {
    using plan::RetryMode;
    const auto modeOf = [](const QString& name) {
        if (name == u"legacy") return RetryMode::Legacy;
        if (name == u"dynamodb") return RetryMode::StandardDynamoDb;
        if (name == u"adaptive") return RetryMode::Adaptive;
        if (name == u"full-jitter") return RetryMode::Formula;
        if (name == u"immediate") return RetryMode::Immediate;
        if (name == u"none") return RetryMode::None;
        return RetryMode::Standard;
    };
    plan::RetrySettings settings = plan::RetrySettings::of(modeOf(p.retryMode));
    if (settings.mode == RetryMode::Formula) {
        settings.baseMs = settings.throttleBaseMs = within(p.retryBaseMs, 0, 3.6e6);
        settings.capMs = within(p.retryCapMs, 0, 3.6e6);
        settings.jitter = p.retryJitter == u"none" ? plan::Jitter::None : p.retryJitter == u"equal" ? plan::Jitter::Equal : plan::Jitter::Full;
    }
    if (settings.quotaTokens > 0) settings.quotaTokens = within(p.retryQuota, 0, 1e6);
    if (p.maxAttempts > 0 && settings.mode != RetryMode::None) settings.maxAttempts = static_cast<std::uint32_t>(std::min(p.maxAttempts, 1000));
    return settings;
}

plan::Operation operationOf(const QString& name) {
    const auto it = std::ranges::find_if(kOperations, [&](const Name& n) { return name == QLatin1String(n.text); });
    return it == kOperations.end() ? Operation::Call : it->operation;
}

plan::CapacityUnits unitsOf(const AccessPattern& p) {
    const auto bytes = static_cast<std::int64_t>(within(p.itemBytes, 1, kMaxItemBytes));
    const std::int64_t oldBytes = p.oldItemBytes > 0 ? static_cast<std::int64_t>(within(p.oldItemBytes, 1, kMaxItemBytes)) : bytes;
    const auto items = static_cast<std::int64_t>(within(p.itemsPerCall, 1, 1e6));
    const plan::ReadMode mode = p.consistency == u"strong" ? plan::ReadMode::Strong : plan::ReadMode::Eventual;
    switch (operationOf(p.operation)) {
        case Operation::GetItem: return plan::readUnits(bytes, mode);
        case Operation::BatchGetItem: return plan::readUnits(bytes, mode) * items;
        case Operation::TransactGetItems: return plan::readUnits(bytes, plan::ReadMode::Transactional) * items;
        // One call reads a page, which ends at 1 MB.
        case Operation::Query:
        case Operation::Scan: return plan::readUnits(std::min(bytes * items, plan::kPageBytes), mode);
        case Operation::PutItem:
        case Operation::UpdateItem: return plan::writeUnits(oldBytes, bytes, plan::WriteMode::Standard);
        case Operation::DeleteItem: return plan::writeUnits(oldBytes, 0, plan::WriteMode::Standard);
        case Operation::BatchWriteItem: return plan::writeUnits(bytes, bytes, plan::WriteMode::Standard) * items;
        case Operation::TransactWriteItems: return plan::writeUnits(bytes, bytes, plan::WriteMode::Transactional) * items;
        case Operation::PutObject:
        case Operation::GetObject:
        case Operation::Call: break;
    }
    return {};
}

}  // namespace model
