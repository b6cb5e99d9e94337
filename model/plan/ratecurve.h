// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace plan {

// Requests per second over time. Every shape is kept as straight pieces between points (two points at one time are a step), so that
// the rate, the expected count up to a time and its inverse are closed formulas, the same for every shape and on every machine.
// Before the first point the first rate holds, after the last point the last one; a periodic curve repeats instead.
class RateCurve {
public:
    struct Point {
        double timeS = 0;
        double ratePerS = 0;
        friend bool operator==(const Point&, const Point&) = default;
    };
    enum class Interpolation : unsigned char { Step, Linear };

    RateCurve() = default;  // no requests at all
    static RateCurve constant(double ratePerS);
    // From one rate to another between two times.
    static RateCurve ramp(double fromPerS, double toPerS, double startS, double durationS);
    // A base rate with one rectangle on top: peakPerS holds from startS for durationS.
    static RateCurve spike(double basePerS, double peakPerS, double startS, double durationS);
    // mean * (1 + swing * cos(2 pi (t - peakAtS) / period)), in 288 straight pieces a period (at most 6e-5 of the swing off).
    static RateCurve dailyWave(double meanPerS, double swing, double peakAtS, double periodS = 86400);
    // A recorded load: rows in order of time. Step: a row's rate holds until the next row.
    static RateCurve table(std::vector<Point> rows, Interpolation interpolation);

    [[nodiscard]] double rateAt(double timeS) const;
    // Expected requests between time 0 and timeS.
    [[nodiscard]] double integral(double timeS) const;
    // Earliest time at which integral() reaches the count; infinity where it never does.
    [[nodiscard]] double timeOfCount(double count) const;
    [[nodiscard]] double maxRatePerS() const;
    [[nodiscard]] bool isConstant() const { return m_points.size() <= 1; }
    [[nodiscard]] const std::vector<Point>& points() const { return m_points; }
    [[nodiscard]] double periodS() const { return m_periodS; }
    friend bool operator==(const RateCurve&, const RateCurve&) = default;

private:
    explicit RateCurve(std::vector<Point> points, double periodS = 0);
    [[nodiscard]] double integralWithin(double timeS) const;
    [[nodiscard]] double timeWithin(double count) const;
    [[nodiscard]] std::size_t pieceAt(double timeS) const;

    std::vector<Point> m_points;      // ordered by time, the first at time 0
    std::vector<double> m_countTo;    // expected requests from 0 to each point
    double m_periodS = 0;             // 0: not periodic
};

}  // namespace plan
