// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

enum class Statistic : std::uint8_t { Sum, Value, P50, P99, Mean, Max };
[[nodiscard]] std::string_view statisticName(Statistic statistic);  // "Sum", "Value", "p50", ...

// One series. Names are CloudWatch's where CloudWatch has one; the station is the one that the number is about.
struct MetricId {
    std::uint64_t stationUid = 0;
    std::uint64_t patternUid = 0;  // 0 where the number is the station's
    std::string_view metric;       // points to constant text
    std::string_view dimension;    // an operation, a throttle reason; may be empty
    Statistic statistic = Statistic::Sum;
    friend bool operator==(const MetricId&, const MetricId&) = default;
};

// What a run has recorded: one row of numbers a period, appended and never changed. A checkpoint remembers only how long it was.
class MetricLog {
public:
    explicit MetricLog(std::int64_t periodNs = 1'000'000'000) : m_periodNs(periodNs) {}
    [[nodiscard]] std::int64_t periodNs() const { return m_periodNs; }
    [[nodiscard]] double periodS() const { return static_cast<double>(m_periodNs) * 1e-9; }
    // The slot of a series; slots are never given to another series unless the log is cut back.
    std::uint32_t define(const MetricId& id);
    [[nodiscard]] const std::vector<MetricId>& series() const { return m_series; }
    void appendRow(const std::vector<double>& values);
    [[nodiscard]] std::size_t rowCount() const { return m_rowStarts.size(); }
    // 0 where the series did not exist yet.
    [[nodiscard]] double value(std::size_t row, std::uint32_t slot) const {
        return slot < rowWidth(row) ? m_values[m_rowStarts[row] + slot] : 0;
    }
    // The slot of a series, or -1.
    [[nodiscard]] int find(const MetricId& id) const;
    [[nodiscard]] std::vector<double> valuesOf(std::uint32_t slot) const;  // one number a row
    void truncate(std::size_t rows, std::size_t seriesCount);
    // Appends what the other log has more: this one must be its beginning.
    void follow(const MetricLog& longer);

private:
    [[nodiscard]] std::size_t rowWidth(std::size_t row) const {
        return (row + 1 < m_rowStarts.size() ? m_rowStarts[row + 1] : m_values.size()) - m_rowStarts[row];
    }
    // A design of thousands of nodes defines ten thousands of series when it begins: looking through all for each took many seconds.
    [[nodiscard]] std::size_t placeOf(const MetricId& id) const;
    void index(std::size_t from);

    std::int64_t m_periodNs;
    std::vector<MetricId> m_series;
    std::vector<std::uint32_t> m_index;  // slot + 1 by hash, open addressing; 0: free
    std::vector<double> m_values;
    std::vector<std::size_t> m_rowStarts;
};

}  // namespace sim
