// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/events/eventtext.h"
#include "app/jobs/eventnames.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QStringList>

#include <bitset>
#include <deque>
#include <optional>

namespace app {

class EventLog;
class Look;

/// Which rows of the event list are shown.
struct EventFilter {
    std::bitset<kEventKinds> hiddenKinds;
    QString result;                                   ///< "succeeded", "throttled", "failed"; empty: any
    std::optional<QSet<std::uint64_t>> nodes;         ///< one of the ends is one of these; unset: any
    QSet<std::uint64_t> patterns;                     ///< ... or it belongs to one of these
    std::uint64_t request = 0;                        ///< 0: any
    QStringList words;                                ///< all of them are in the row's text
    friend bool operator==(const EventFilter&, const EventFilter&) = default;
};

/// The recorded events that pass the filter, oldest first. It keeps numbers of rows of the log only; texts are made for what is seen.
class EventsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Source, Target, Kind, Result, Detail, Request, ColumnCount };

    EventsModel(const EventLog& log, const EventText& text, Look& look, QObject* parent);

    void setFilter(const EventFilter& filter);
    [[nodiscard]] const EventFilter& filter() const { return m_filter; }
    /// A list that nobody sees does no work.
    enum class Watched { No, Yes };
    void setWatched(Watched watched);
    /// The record of a row; null once the log has forgotten it.
    [[nodiscard]] const sim::HopRecord* record(int row) const;
    /// The filtered rows as CSV, with the names that the command line's events have.
    [[nodiscard]] QByteArray csv() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void refilter();
    void takeNew();
    void makePixmaps();
    [[nodiscard]] bool passes(const sim::HopRecord& record) const;
    [[nodiscard]] QString kindTip(const sim::HopRecord& record) const;
    [[nodiscard]] QString textOf(const sim::HopRecord& record, int column) const;

    const EventLog& m_log;
    const EventText& m_text;
    Look& m_look;
    EventFilter m_filter;
    Watched m_watched = Watched::No;
    std::deque<quint64> m_shown;
    quint64 m_next = 0;  // of the log: not looked at yet
    std::array<QPixmap, kDotKinds> m_dots;
};

}  // namespace app
