// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/events/eventlog.h"

#include <algorithm>

namespace app {

std::int64_t eventTimeNs(const sim::HopRecord& record) {
    switch (record.kind) {
        case sim::HopKind::Finished:
        case sim::HopKind::TtlDelete:
        case sim::HopKind::Replication:
        case sim::HopKind::StreamBatch: return record.arriveNs;
        default: return record.departNs;
    }
}

void EventLog::add(const sim::HopRecord& record) {
    if (m_waiting.size() < kMost) m_waiting.push_back(record);
}

void EventLog::advance(std::int64_t nowNs) {
    const auto due = std::ranges::stable_partition(m_waiting, [nowNs](const sim::HopRecord& record) { return eventTimeNs(record) > nowNs; });
    if (due.empty()) return;
    std::ranges::stable_sort(due, {}, eventTimeNs);
    m_rows.insert(m_rows.end(), due.begin(), due.end());
    m_waiting.erase(due.begin(), due.end());
    while (m_rows.size() > kMost) {
        m_rows.erase(m_rows.begin(), m_rows.begin() + kForgottenAtOnce);
        m_first += kForgottenAtOnce;
    }
    Q_EMIT grown();
}

void EventLog::cut(std::int64_t nowNs) {
    std::erase_if(m_waiting, [nowNs](const sim::HopRecord& record) { return eventTimeNs(record) > nowNs; });
    const auto later = std::ranges::upper_bound(m_rows, nowNs, {}, eventTimeNs);
    if (later == m_rows.end()) return;
    m_rows.erase(later, m_rows.end());
    Q_EMIT cutBack();
}

void EventLog::clear() {
    m_rows.clear();
    m_waiting.clear();
    m_first = 0;
    Q_EMIT cutBack();
}

std::vector<sim::HopRecord> EventLog::journey(std::uint64_t request) const {
    std::vector<sim::HopRecord> steps;
    if (request != 0) std::ranges::copy_if(m_rows, std::back_inserter(steps), [request](const sim::HopRecord& record) { return record.request == request; });
    return steps;
}

}  // namespace app
