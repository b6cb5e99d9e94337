// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/trace.h"

#include <QObject>

#include <deque>
#include <vector>

namespace app {

/// When a record counts as having happened: most when they begin, what tells of an end at its end.
[[nodiscard]] std::int64_t eventTimeNs(const sim::HopRecord& record);

/// What the run has recorded, in the order of time, as far as the display has come: the newest kMost. Records come from the ring a
/// little ahead of the display and wait here for their time. A row keeps its number until it is cut away or forgotten.
class EventLog final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t kMost = 100'000;
    static constexpr size_t kForgottenAtOnce = 5'000;  ///< in pieces, so that the list does not creep under the eye

    using QObject::QObject;

    void add(const sim::HopRecord& record);
    /// The display has come here.
    void advance(std::int64_t nowNs);
    /// The run went back: what lies later has not happened.
    void cut(std::int64_t nowNs);
    void clear();

    [[nodiscard]] quint64 first() const { return m_first; }
    [[nodiscard]] quint64 end() const { return m_first + m_rows.size(); }
    [[nodiscard]] const sim::HopRecord& at(quint64 number) const { return m_rows[number - m_first]; }
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }
    [[nodiscard]] std::vector<sim::HopRecord> journey(std::uint64_t request) const;

Q_SIGNALS:
    void grown();   ///< rows were added at the end, and perhaps forgotten at the beginning
    void cutBack(); ///< rows at the end are gone

private:
    std::deque<sim::HopRecord> m_rows;
    std::vector<sim::HopRecord> m_waiting;
    quint64 m_first = 0;
};

}  // namespace app
