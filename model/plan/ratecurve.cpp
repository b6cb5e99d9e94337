// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/ratecurve.h"

#include "model/plan/fixedmath.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace plan {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// Time after the start of a straight piece at which the area under it reaches `area`; rate >= 0, slope may be negative.
double timeOfArea(double ratePerS, double slopePerS2, double area) {
    if (slopePerS2 == 0)
        return ratePerS > 0 ? area / ratePerS : kNever;
    const double root = ratePerS * ratePerS + 2 * slopePerS2 * area;
    return 2 * area / (ratePerS + squareRoot(std::max(root, 0.0)));
}

}  // namespace

RateCurve::RateCurve(std::vector<Point> points, double periodS) : m_points(std::move(points)), m_periodS(periodS) {
    for (Point& point : m_points)
        point.ratePerS = std::max(point.ratePerS, 0.0);
    if (!m_points.empty() && m_points.front().timeS > 0)
        m_points.insert(m_points.begin(), Point{0, m_points.front().ratePerS});
    m_countTo.assign(m_points.size(), 0);
    for (std::size_t i = 1; i < m_points.size(); ++i) {
        const Point& a = m_points[i - 1];
        const Point& b = m_points[i];
        m_countTo[i] = m_countTo[i - 1] + (b.timeS - a.timeS) * (a.ratePerS + b.ratePerS) / 2;
    }
}

RateCurve RateCurve::constant(double ratePerS) { return RateCurve({{0, ratePerS}}); }

RateCurve RateCurve::ramp(double fromPerS, double toPerS, double startS, double durationS) {
    startS = std::max(startS, 0.0);
    return RateCurve({{0, fromPerS}, {startS, fromPerS}, {startS + std::max(durationS, 0.0), toPerS}});
}

RateCurve RateCurve::spike(double basePerS, double peakPerS, double startS, double durationS) {
    startS = std::max(startS, 0.0);
    const double endS = startS + std::max(durationS, 0.0);
    return RateCurve({{0, basePerS}, {startS, basePerS}, {startS, peakPerS}, {endS, peakPerS}, {endS, basePerS}});
}

RateCurve RateCurve::dailyWave(double meanPerS, double swing, double peakAtS, double periodS) {
    constexpr int kPieces = 288;  // five minutes of a day
    std::vector<Point> points;
    points.reserve(kPieces + 1);
    for (int i = 0; i <= kPieces; ++i) {
        const double timeS = periodS * (i % kPieces) / kPieces;
        const double rate = meanPerS * (1 + swing * cosine(2 * kPi * (timeS - peakAtS) / periodS));
        points.push_back({periodS * i / kPieces, rate});
    }
    return RateCurve(std::move(points), periodS);
}

RateCurve RateCurve::table(std::vector<Point> rows, Interpolation interpolation) {
    std::stable_sort(rows.begin(), rows.end(), [](const Point& a, const Point& b) { return a.timeS < b.timeS; });
    std::erase_if(rows, [](const Point& row) { return !(row.timeS >= 0); });
    if (interpolation == Interpolation::Linear || rows.size() < 2)
        return RateCurve(std::move(rows));
    std::vector<Point> steps;
    steps.reserve(rows.size() * 2);
    for (const Point& row : rows) {
        if (!steps.empty())
            steps.push_back({row.timeS, steps.back().ratePerS});
        steps.push_back(row);
    }
    return RateCurve(std::move(steps));
}

std::size_t RateCurve::pieceAt(double timeS) const {
    const auto after = std::upper_bound(m_points.begin(), m_points.end(), timeS,
                                        [](double t, const Point& point) { return t < point.timeS; });
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - m_points.begin() - 1, 0));
}

double RateCurve::rateAt(double timeS) const {
    if (m_points.empty())
        return 0;
    if (m_periodS > 0)
        timeS -= m_periodS * floorOf(timeS / m_periodS);
    const std::size_t i = pieceAt(timeS);
    if (i + 1 >= m_points.size())
        return m_points.back().ratePerS;
    const Point& a = m_points[i];
    const Point& b = m_points[i + 1];
    return a.ratePerS + (b.ratePerS - a.ratePerS) * (timeS - a.timeS) / (b.timeS - a.timeS);
}

double RateCurve::integralWithin(double timeS) const {
    const std::size_t i = pieceAt(timeS);
    const double lengthS = timeS - m_points[i].timeS;
    if (i + 1 >= m_points.size())
        return m_countTo[i] + lengthS * m_points[i].ratePerS;
    const Point& a = m_points[i];
    const Point& b = m_points[i + 1];
    const double slope = (b.ratePerS - a.ratePerS) / (b.timeS - a.timeS);
    return m_countTo[i] + lengthS * (a.ratePerS + slope * lengthS / 2);
}

double RateCurve::integral(double timeS) const {
    if (m_points.empty() || timeS <= 0)
        return 0;
    if (m_periodS <= 0)
        return integralWithin(timeS);
    const double periods = floorOf(timeS / m_periodS);
    return periods * m_countTo.back() + integralWithin(timeS - periods * m_periodS);
}

double RateCurve::timeWithin(double count) const {
    const auto after = std::lower_bound(m_countTo.begin() + 1, m_countTo.end(), count);
    const std::size_t i = static_cast<std::size_t>(after - m_countTo.begin()) - 1;
    const Point& a = m_points[i];
    if (i + 1 >= m_points.size())
        return a.timeS + timeOfArea(a.ratePerS, 0, count - m_countTo[i]);
    const Point& b = m_points[i + 1];
    const double slope = (b.ratePerS - a.ratePerS) / (b.timeS - a.timeS);
    return std::min(a.timeS + timeOfArea(a.ratePerS, slope, count - m_countTo[i]), b.timeS);
}

double RateCurve::timeOfCount(double count) const {
    if (m_points.empty())
        return kNever;
    if (count <= 0)
        return 0;
    if (m_periodS <= 0)
        return timeWithin(count);
    const double perPeriod = m_countTo.back();
    if (perPeriod <= 0)
        return kNever;
    const double periods = floorOf(count / perPeriod);
    const double rest = count - periods * perPeriod;
    return periods * m_periodS + (rest > 0 ? timeWithin(rest) : 0);
}

double RateCurve::maxRatePerS() const {
    double highest = 0;
    for (const Point& point : m_points)
        highest = std::max(highest, point.ratePerS);
    return highest;
}

}  // namespace plan
