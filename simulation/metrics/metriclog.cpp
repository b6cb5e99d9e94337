// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/metrics/metriclog.h"

#include <algorithm>

namespace sim {

std::string_view statisticName(Statistic statistic) {
    switch (statistic) {
    case Statistic::Sum:
        return "Sum";
    case Statistic::Value:
        return "Value";
    case Statistic::P50:
        return "p50";
    case Statistic::P99:
        return "p99";
    case Statistic::Mean:
        return "Average";
    case Statistic::Max:
        break;
    }
    return "Maximum";
}

std::uint32_t MetricLog::define(const MetricId& id) {
    if (const int known = find(id); known >= 0)
        return static_cast<std::uint32_t>(known);
    m_series.push_back(id);
    return static_cast<std::uint32_t>(m_series.size() - 1);
}

int MetricLog::find(const MetricId& id) const {
    const auto place = std::find(m_series.begin(), m_series.end(), id);
    return place == m_series.end() ? -1 : static_cast<int>(place - m_series.begin());
}

void MetricLog::appendRow(const std::vector<double>& values) {
    m_rowStarts.push_back(m_values.size());
    m_values.insert(m_values.end(), values.begin(), values.end());
}

std::vector<double> MetricLog::valuesOf(std::uint32_t slot) const {
    std::vector<double> values;
    values.reserve(rowCount());
    for (std::size_t row = 0; row < rowCount(); ++row)
        values.push_back(value(row, slot));
    return values;
}

void MetricLog::follow(const MetricLog& longer) {
    m_series.insert(m_series.end(), longer.m_series.begin() + static_cast<std::ptrdiff_t>(std::min(m_series.size(), longer.m_series.size())),
                    longer.m_series.end());
    for (std::size_t row = rowCount(); row < longer.rowCount(); ++row) {
        const auto first = longer.m_values.begin() + static_cast<std::ptrdiff_t>(longer.m_rowStarts[row]);
        m_rowStarts.push_back(m_values.size());
        m_values.insert(m_values.end(), first, first + static_cast<std::ptrdiff_t>(longer.rowWidth(row)));
    }
}

void MetricLog::truncate(std::size_t rows, std::size_t seriesCount) {
    if (rows < m_rowStarts.size()) {
        m_values.resize(m_rowStarts[rows]);
        m_rowStarts.resize(rows);
    }
    if (seriesCount < m_series.size())
        m_series.resize(seriesCount);
}

}  // namespace sim
