// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/speedscale.h"

#include "model/core/quantity.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr int kPositions = 1000;
constexpr double kSnap = 0.012;  // of the scale's length

double decades() { return std::log10(kFastestSpeed / kSlowestSpeed); }

QString spanText(double seconds) {
    const auto number = [](double n) {
        QString text = QString::number(n, 'f', n < 10 ? 1 : 0);
        return text.endsWith(QLatin1String(".0")) ? text.chopped(2) : text;
    };
    if (seconds < 0.095) return number(seconds * 1000) + QStringLiteral(" ms");
    if (seconds < 120 && seconds != 60) return number(seconds) + QStringLiteral(" s");
    if (seconds < 7200 && seconds != 3600) return number(seconds / 60) + QStringLiteral(" min");
    return number(seconds / 3600) + QStringLiteral(" h");
}

}  // namespace

double speedAt(int position) {
    const double at = std::clamp(position, 0, kPositions) / static_cast<double>(kPositions);
    const double exponent = std::log10(kSlowestSpeed) + at * decades();
    const double whole = std::round(exponent);
    return std::abs(exponent - whole) < kSnap * decades() ? std::pow(10, whole) : std::min(std::pow(10, exponent), kFastestSpeed);
}

int positionOf(double speed) {
    const double at = std::log10(withinScale(speed) / kSlowestSpeed) / decades();
    return static_cast<int>(std::lround(at * kPositions));
}

QString speedText(double speed) {
    const double simulatedS = speed < 0.005 ? 0.001 : speed < 100 ? 1 : speed < 600 ? 60 : 3600;
    return QCoreApplication::translate("app::TransportBar", "%1 sim = %2").arg(spanText(simulatedS), spanText(simulatedS / speed));
}

double withinScale(double speed) { return std::clamp(speed, kSlowestSpeed, kFastestSpeed); }

QString speedFactor(double speed) {
    if (speed >= 100) return QString::number(speed, 'f', 0);
    return QString::number(speed, 'g', 3);  // from 0.0001 on without a power of ten
}

QString clockText(qint64 timeNs) {
    const qint64 ms = std::max<qint64>(0, timeNs) / 1'000'000;
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    const qint64 days = ms / 86'400'000;
    const QString clock = QStringLiteral("%1:%2:%3.%4").arg(two(ms / 3'600'000 % 24), two(ms / 60'000 % 60), two(ms / 1000 % 60)).arg(ms % 1000, 3, 10, QLatin1Char('0'));
    return days > 0 ? QStringLiteral("%1 d %2").arg(days).arg(clock) : clock;
}

qint64 clockNs(const QString& text) {
    QString rest = text.trimmed();
    double seconds = 0;
    if (const auto day = rest.indexOf(QLatin1String(" d ")); day > 0) {
        seconds = rest.left(day).toDouble() * 86400;
        rest = rest.mid(day + 3);
    }
    if (!rest.contains(u':')) {
        const auto plain = model::parseQuantity(rest, model::Unit::Seconds);
        return plain && *plain >= 0 ? std::llround((seconds + *plain) * 1e9) : -1;
    }
    double part = 0;
    for (const QString& field : rest.split(u':')) {
        bool ok = false;
        const double number = field.toDouble(&ok);
        if (!ok || number < 0) return -1;
        part = part * 60 + number;
    }
    return std::llround((seconds + part) * 1e9);
}

}  // namespace app
