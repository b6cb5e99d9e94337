// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/events/eventsmodel.h"

#include "app/events/eventlog.h"
#include "app/look.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr int kDotPx = 12;

QByteArray csvCell(const QString& text) {
    QByteArray bytes = text.toUtf8();
    if (!bytes.contains(',') && !bytes.contains('"') && !bytes.contains('\n')) return bytes;
    return '"' + bytes.replace("\"", "\"\"") + '"';
}

}  // namespace

EventsModel::EventsModel(const EventLog& log, const EventText& text, Look& look, QObject* parent) : QAbstractTableModel(parent), m_log(log), m_text(text), m_look(look) {
    makePixmaps();
    connect(&look, &Look::changed, this, &EventsModel::makePixmaps);
    connect(&log, &EventLog::grown, this, [this] {
        if (m_watched == Watched::Yes) takeNew();
    });
    connect(&log, &EventLog::cutBack, this, [this] {
        if (m_watched == Watched::Yes) refilter();
    });
}

void EventsModel::makePixmaps() {
    const qreal ratio = qGuiApp->devicePixelRatio();
    for (size_t kind = 0; kind < m_dots.size(); ++kind) {
        QPixmap pixmap(QSize(kDotPx, kDotPx) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintDot(painter, m_look.theme(), QPointF(kDotPx / 2.0, kDotPx / 2.0), static_cast<DotKind>(kind), DotRole::Request);
        m_dots[kind] = pixmap;
    }
}

void EventsModel::setFilter(const EventFilter& filter) {
    if (filter == m_filter) return;
    m_filter = filter;
    if (m_watched == Watched::Yes) refilter();
}

void EventsModel::setWatched(Watched watched) {
    if (watched == m_watched) return;
    m_watched = watched;
    if (watched == Watched::Yes) refilter();
}

void EventsModel::refilter() {
    beginResetModel();
    m_shown.clear();
    for (m_next = m_log.first(); m_next < m_log.end(); ++m_next)
        if (passes(m_log.at(m_next))) m_shown.push_back(m_next);
    endResetModel();
}

void EventsModel::takeNew() {
    const auto kept = std::ranges::lower_bound(m_shown, m_log.first());
    if (const int forgotten = static_cast<int>(kept - m_shown.begin()); forgotten > 0) {
        beginRemoveRows({}, 0, forgotten - 1);
        m_shown.erase(m_shown.begin(), kept);
        endRemoveRows();
    }
    std::vector<quint64> fresh;
    for (m_next = std::max(m_next, m_log.first()); m_next < m_log.end(); ++m_next)
        if (passes(m_log.at(m_next))) fresh.push_back(m_next);
    if (fresh.empty()) return;
    const int count = rowCount();
    beginInsertRows({}, count, count + static_cast<int>(fresh.size()) - 1);
    m_shown.insert(m_shown.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

bool EventsModel::passes(const sim::HopRecord& record) const {
    if (m_filter.hiddenKinds[static_cast<size_t>(record.kind)]) return false;
    if (m_filter.request != 0 && record.request != m_filter.request) return false;
    if (!m_filter.result.isEmpty() && m_text.result(record) != m_filter.result) return false;
    if (m_filter.nodes && !m_filter.nodes->contains(record.fromUid) && !m_filter.nodes->contains(record.toUid) && !m_filter.patterns.contains(record.patternUid)) return false;
    if (m_filter.words.isEmpty()) return true;
    QString text;
    for (int column = Source; column < ColumnCount; ++column) text += textOf(record, column) + u' ';
    text += m_text.pattern(record) + u' ' + QLatin1String(eventName(record.kind));
    return std::ranges::all_of(m_filter.words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

const sim::HopRecord* EventsModel::record(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    const quint64 number = m_shown[static_cast<size_t>(row)];
    return number >= m_log.first() && number < m_log.end() ? &m_log.at(number) : nullptr;
}

QByteArray EventsModel::csv() const {
    QByteArray out("time_ns,until_ns,event,source,node,request,attempt,outcome,reason,detail\n");
    for (int row = 0; row < rowCount(); ++row) {
        const sim::HopRecord* hop = record(row);
        if (!hop) continue;
        const std::string_view reason = hop->refusal == plan::Refusal::None ? std::string_view() : plan::refusalText(hop->refusal).reason;
        out += QByteArray::number(static_cast<qlonglong>(hop->departNs)) + ',' + QByteArray::number(static_cast<qlonglong>(hop->arriveNs)) + ',' + eventName(hop->kind) + ',';
        out += csvCell(m_text.name(hop->fromUid)) + ',' + csvCell(m_text.name(hop->toUid)) + ',';
        out += (hop->request == 0 ? QByteArray(",") : QByteArray::number(static_cast<qulonglong>(hop->request)) + ',' + QByteArray::number(hop->attempt)) + ',';
        out += QByteArray(outcomeName(hop->refusal)) + ',' + QByteArray(reason.data(), static_cast<qsizetype>(reason.size())) + ',';
        out += csvCell(hop->refusal == plan::Refusal::None ? m_text.detail(*hop) : QString()) + '\n';
    }
    return out;
}

// ---------------------------------------------------------------- the table
int EventsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }

int EventsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString EventsModel::textOf(const sim::HopRecord& record, int column) const {
    switch (column) {
        case Time: return eventClock(eventTimeNs(record));
        case Source: return m_text.name(record.fromUid);
        case Target: return m_text.name(record.toUid);
        case Kind: return m_text.kind(record);
        case Result: return m_text.result(record);
        case Detail: return m_text.detail(record);
        case Request: return record.request == 0 ? QString() : QStringLiteral("#%1").arg(record.request);
    }
    return {};
}

// The id by which files and scripts know the kind, and the pattern.
QString EventsModel::kindTip(const sim::HopRecord& record) const {
    const QString id = QLatin1String(eventName(record.kind)), pattern = m_text.pattern(record);
    return pattern.isEmpty() ? id : QStringLiteral("%1, %2").arg(id, pattern);
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    const sim::HopRecord* hop = record(index.row());
    if (!hop) return {};
    switch (role) {
        case Qt::DisplayRole: return textOf(*hop, index.column());
        case Qt::DecorationRole:
            if (const auto dot = index.column() == Kind ? m_text.dot(*hop) : std::nullopt) return m_dots[static_cast<size_t>(*dot)];
            return {};
        case Qt::ForegroundRole:
            if (index.column() == Result && hop->refusal != plan::Refusal::None) return m_look.color(plan::isThrottle(hop->refusal) ? Token::Warning : Token::Error);
            if (index.column() == Time || index.column() == Request) return m_look.color(Token::Secondary);
            return {};
        case Qt::ToolTipRole:
            if (hop->refusal != plan::Refusal::None && (index.column() == Detail || index.column() == Result)) {
                const std::string_view meaning = plan::refusalText(hop->refusal).meaning;
                return QString::fromUtf8(meaning.data(), static_cast<qsizetype>(meaning.size()));
            }
            if (index.column() == Kind) return kindTip(*hop);
            return index.column() == Request ? m_text.pattern(*hop) : textOf(*hop, index.column());
        default: return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case Time: return tr("Time");
        case Source: return tr("Source");
        case Target: return tr("Target");
        case Kind: return tr("Kind");
        case Result: return tr("Result");
        case Detail: return tr("Details");
        case Request: return tr("Request");
    }
    return {};
}

}  // namespace app
