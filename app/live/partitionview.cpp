// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/partitionview.h"

#include "app/figures.h"
#include "app/live/runcontroller.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/core/nodeview.h"

#include <QLabel>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kCardWidth = 264;
constexpr int kCardHeight = 108;
constexpr int kGap = 12;
constexpr int kMargin = 16;
constexpr int kInset = 12;
constexpr int kRow = 18;
constexpr int kBankHeight = 66;  // the table's own buckets, above the cards
constexpr int kBarPx = 4;
constexpr double kWarm = 0.8;  // of the limit

int columnsIn(int width) { return std::max(1, (width - 2 * kMargin + kGap) / (kCardWidth + kGap)); }

QString percent(double share) { return share > 0 && share < 0.001 ? QStringLiteral("<0.1 %") : PartitionView::tr("%1 %").arg(share * 100, 0, 'f', share < 0.1 ? 1 : 0); }

}  // namespace

double heatOf(const sim::PartitionGauge& partition) {
    const auto share = [](double used, double limit) { return limit > 0 ? used / limit : 0; };
    return std::max(share(partition.readUnitsPerS, partition.readLimit), share(partition.writeUnitsPerS, partition.writeLimit));
}

// ---------------------------------------------------------------- the cards
void PartitionSheet::show(const sim::StationGauge& store, std::vector<sim::PartitionGauge> partitions, std::vector<QString> zones) {
    m_store = store;
    const bool grows = partitions.size() != m_partitions.size();
    m_partitions = std::move(partitions);
    m_zones = std::move(zones);
    if (grows) setFixedHeight(std::max(heightForWidth(width()), 1));
    update();
}

int PartitionSheet::heightForWidth(int width) const {
    const int columns = columnsIn(width);
    const int rows = (static_cast<int>(m_partitions.size()) + columns - 1) / columns;
    return rows == 0 ? 0 : kBankHeight + kMargin + rows * kCardHeight + (rows - 1) * kGap;
}

QRect PartitionSheet::cardRect(size_t index) const {
    const int columns = columnsIn(width());
    const int i = static_cast<int>(index);
    return {kMargin + i % columns * (kCardWidth + kGap), kBankHeight + i / columns * (kCardHeight + kGap), kCardWidth, kCardHeight};
}

void PartitionSheet::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_partitions.empty()) return;
    const auto bank = [&](int column, double tokens, double depth, const QString& text) {
        const double left = std::clamp(tokens, 0.0, depth);
        const QRect title(kMargin + kInset + column * (kCardWidth + kGap), 8, kCardWidth - 2 * kInset, kRow);
        painter.setPen(m_look.color(Token::Secondary));
        painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, text);
        const QRect row = title.translated(0, kRow);
        paintUse(painter, row, PartitionView::tr("%1 of %2").arg(liveCount(left), liveCount(depth)), {}, depth > 0 ? left / depth : 0, Token::Ok);  // full is good
    };
    bank(0, m_store.readTokens, m_store.readDepth, PartitionView::tr("Saved for bursts, read"));
    bank(1, m_store.writeTokens, m_store.writeDepth, PartitionView::tr("Saved for bursts, write"));
    for (size_t i = 0; i < m_partitions.size(); ++i)
        if (const QRect card = cardRect(i); card.intersects(event->rect())) paintCard(painter, m_partitions[i], card);
}

void PartitionSheet::paintCard(QPainter& painter, const sim::PartitionGauge& partition, const QRect& card) const {
    const double heat = heatOf(partition);
    const bool throttles = partition.throttles > 0;
    painter.setPen(QPen(m_look.color(heat >= 1 ? Token::Error : heat >= kWarm ? Token::Warning : Token::Line), heat >= kWarm ? 1.5 : 1));
    painter.setBrush(m_look.color(heat >= 1 ? Token::ErrorTint : heat >= kWarm ? Token::WarningTint : Token::Panel));
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    QRect row(card.left() + kInset, card.top() + 8, card.width() - 2 * kInset, kRow);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(m_look.color(Token::Text));
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, PartitionView::tr("Partition %1").arg(partition.number + 1));
    painter.setFont(font());
    painter.setPen(m_look.color(Token::Secondary));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, PartitionView::tr("%1 of keys").arg(percent(partition.keyShare)));
    row.translate(0, kRow);
    if (partition.leader < m_zones.size()) painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, PartitionView::tr("leader %1").arg(m_zones[partition.leader]));
    painter.setPen(m_look.color(throttles ? Token::Error : Token::Secondary));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, throttles ? PartitionView::tr("%1 throttled").arg(grouped(QString::number(partition.throttles))) : QString());
    row.translate(0, kRow + 4);
    const auto use = [&](double used, double limit, double tokens, const QString& unit, Token ink) {
        paintUse(painter, row, PartitionView::tr("%1 of %2 %3").arg(liveNumber(used), liveNumber(limit), unit), PartitionView::tr("bucket: %1").arg(liveNumber(std::max(tokens, 0.0))), limit > 0 ? used / limit : 0, ink);
        row.translate(0, kRow + 8);
    };
    use(partition.readUnitsPerS, partition.readLimit, partition.readTokens, QStringLiteral("RCU/s"), Token::Read);
    use(partition.writeUnitsPerS, partition.writeLimit, partition.writeTokens, QStringLiteral("WCU/s"), Token::Write);
}

// Two texts, the second as far as there is room, and a bar below them.
void PartitionSheet::paintUse(QPainter& painter, const QRect& row, const QString& text, const QString& aside, double share, Token ink) const {
    painter.setPen(m_look.color(Token::Text));
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, text);
    painter.setPen(m_look.color(Token::Secondary));
    const int room = row.width() - painter.fontMetrics().horizontalAdvance(text) - kGap;
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, painter.fontMetrics().elidedText(aside, Qt::ElideLeft, std::max(room, 0)));
    const QRectF bar(row.left(), row.bottom(), row.width(), kBarPx);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.color(Token::Line));
    painter.drawRoundedRect(bar, 2, 2);
    painter.setBrush(m_look.color(ink));
    if (share > 0) painter.drawRoundedRect(QRectF(bar.left(), bar.top(), std::max(bar.width() * std::min(share, 1.0), 3.0), bar.height()), 2, 2);
}

// ---------------------------------------------------------------- the window around them
PartitionView::PartitionView(Workspace& workspace, RunController& run, Look& look, model::Uid store, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_run(run), m_store(store) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("partitionView"));
    resize(3 * kCardWidth + 2 * kGap + 2 * kMargin + 18, 2 * kCardHeight + kBankHeight + 110);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_summary = new QLabel(this);
    m_summary->setMargin(kMargin);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::RichText);
    box->addWidget(m_summary);
    m_area = new QScrollArea(this);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_sheet = new PartitionSheet(look, m_area);
    m_area->setWidget(m_sheet);
    box->addWidget(m_area, 1);
    m_run.watch(store);
    connect(&run, &RunController::frame, this, &PartitionView::refresh);
    connect(&run, &RunController::runReplaced, this, &PartitionView::refresh);
    connect(&look, &Look::changed, m_sheet, qOverload<>(&QWidget::update));
    refresh();
}

PartitionView::~PartitionView() { m_run.watch({}); }

QString PartitionView::summary() const { return m_summary->text(); }

void PartitionView::refresh() {
    const auto node = m_workspace.document().findNode(m_store);
    if (!node) return close(), void();
    const QString name = m_workspace.document().name(*node);
    const auto home = model::NodeView(m_workspace.document(), *node).parent();
    setWindowTitle(home ? tr("Partitions of %1, %2").arg(name, home->name()) : tr("Partitions of %1").arg(name));
    const sim::Gauges& gauges = m_run.gauges();
    const sim::StationGauge* gauge = m_run.gaugeOf(m_store);
    if (!m_run.exists() || !gauge || gauges.watched != m_store.value || gauges.partitions.empty()) {
        m_summary->setText(tr("<b>%1</b><br>Run the design (F5) to see its partitions: how the load spreads over them, what is left in their buckets, and which one is hot.").arg(name.toHtmlEscaped()));
        m_sheet->show({}, {}, {});
        return;
    }
    m_summary->setText(tr("<b>%1</b>: %n partition(s), the busiest at %2 of its limit.", nullptr, static_cast<int>(gauges.partitions.size())).arg(name.toHtmlEscaped(), percent(gauge->hottestShare)));
    std::vector<QString> zones;
    for (const std::string& zone : m_run.plan()->zones) zones.push_back(QString::fromStdString(zone));
    m_sheet->show(*gauge, gauges.partitions, std::move(zones));
}

}  // namespace app
