// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/metrics/metriclog.h"

#include <algorithm>

namespace sim {

namespace {

constexpr std::size_t kSmallestIndex = 64;

// FNV-1a, the same on every machine.
std::uint64_t hashOf(const MetricId& id) {
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 1099511628211ULL; };
    for (const std::uint64_t uid : {id.stationUid, id.patternUid})
        for (int shift = 0; shift < 64; shift += 8)
            add(uid >> shift & 0xff);
    for (const std::string_view text : {id.metric, id.dimension})
        for (const char c : text)
            add(static_cast<unsigned char>(c));
    add(static_cast<std::uint64_t>(id.statistic));
    return hash ^ hash >> 32;
}

}  // namespace

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
    index(m_series.size() - 1);
    return static_cast<std::uint32_t>(m_series.size() - 1);
}

int MetricLog::find(const MetricId& id) const {
    return m_index.empty() ? -1 : static_cast<int>(m_index[placeOf(id)]) - 1;
}

// Where the series is in the index, or the free place where it belongs.
std::size_t MetricLog::placeOf(const MetricId& id) const {
    const std::size_t mask = m_index.size() - 1;
    std::size_t place = static_cast<std::size_t>(hashOf(id)) & mask;
    while (m_index[place] != 0 && !(m_series[m_index[place] - 1] == id))
        place = (place + 1) & mask;
    return place;
}

// The series from this one on are new; at most half of the places are taken.
void MetricLog::index(std::size_t from) {
    if (m_series.size() * 2 > m_index.size()) {
        std::size_t size = kSmallestIndex;
        while (size < m_series.size() * 4)
            size *= 2;
        m_index.assign(size, 0);
        from = 0;
    }
    for (std::size_t slot = from; slot < m_series.size(); ++slot)
        m_index[placeOf(m_series[slot])] = static_cast<std::uint32_t>(slot + 1);
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
    const std::size_t known = m_series.size();
    m_series.insert(m_series.end(), longer.m_series.begin() + static_cast<std::ptrdiff_t>(std::min(m_series.size(), longer.m_series.size())),
                    longer.m_series.end());
    index(known);
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
    if (seriesCount < m_series.size()) {
        m_series.resize(seriesCount);
        m_index.clear();
        index(0);
    }
}

}  // namespace sim
