// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/livepage.h"

#include "app/live/runcontroller.h"
#include "app/look.h"
#include "app/workspace.h"

#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr int kMargin = 16;
constexpr int kGroupGap = 14;
constexpr int kBarPx = 4;

}  // namespace

// ---------------------------------------------------------------- the sheet
void LiveSheet::show(std::vector<LiveGroup> groups, const QString& sentence) {
    const bool grows = groups.size() != m_groups.size();
    m_groups = std::move(groups);
    m_sentence = sentence;
    QStringList spoken{sentence};
    for (const LiveGroup& group : m_groups)
        for (const LiveFigure& figure : group.figures) spoken += figure.label + u' ' + figure.value;
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    if (grows) updateGeometry();
    update();
}

int LiveSheet::rowHeight() const { return fontMetrics().height() + 12; }

QSize LiveSheet::sizeHint() const {
    int rows = 0;
    for (const LiveGroup& group : m_groups) rows += 1 + static_cast<int>(group.figures.size());
    return {200, kMargin * 2 + rows * rowHeight() + static_cast<int>(m_groups.size()) * kGroupGap + (m_groups.empty() ? 120 : 0)};
}

void LiveSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_groups.empty()) {
        painter.setPen(m_look.color(Token::Secondary));
        painter.drawText(rect().adjusted(kMargin, kMargin, -kMargin, 0), Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, m_sentence);
        return;
    }
    int top = kMargin - 4;
    for (const LiveGroup& group : m_groups) top = paintGroup(painter, group, top);
}

int LiveSheet::paintGroup(QPainter& painter, const LiveGroup& group, int top) const {
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(m_look.color(Token::Text));
    painter.drawText(QRect(kMargin, top, width() - 2 * kMargin, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft, group.title);
    top += rowHeight();
    painter.setFont(font());
    for (const LiveFigure& figure : group.figures) {
        paintFigure(painter, figure, QRect(kMargin, top, width() - 2 * kMargin, rowHeight()));
        top += rowHeight();
    }
    return top + kGroupGap;
}

void LiveSheet::paintFigure(QPainter& painter, const LiveFigure& figure, const QRect& row) const {
    const bool hasBar = figure.share >= 0;
    const QRect line = hasBar ? row.adjusted(0, 0, 0, -kBarPx - 2) : row;
    const QFontMetrics metrics = fontMetrics();
    const int valuePx = std::min(metrics.horizontalAdvance(figure.value) + 2, row.width() * 3 / 4);
    painter.setPen(m_look.color(hasBar ? Token::Text : figure.ink));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, metrics.elidedText(figure.value, Qt::ElideRight, valuePx));
    painter.setPen(m_look.color(Token::Secondary));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(figure.label, Qt::ElideMiddle, row.width() - valuePx - 10));
    if (!hasBar) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QRectF bar(row.left(), row.bottom() - kBarPx - 1, row.width(), kBarPx);
    painter.setBrush(m_look.color(Token::Line));
    painter.drawRoundedRect(bar, kBarPx / 2.0, kBarPx / 2.0);
    bar.setWidth(bar.width() * std::min(1.0, figure.share));
    painter.setBrush(m_look.color(figure.share > 1 ? Token::Error : figure.ink));
    if (bar.width() >= 1) painter.drawRoundedRect(bar, kBarPx / 2.0, kBarPx / 2.0);
    painter.restore();
}

// ---------------------------------------------------------------- the tab
LivePage::LivePage(Workspace& workspace, RunController& run, Look& look, QWidget* parent)
    : QScrollArea(parent), m_workspace(workspace), m_run(run), m_sheet(new LiveSheet(look, this)) {
    setWidget(m_sheet);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&run, &RunController::metricsChanged, this, &LivePage::refresh);
    connect(&run, &RunController::runReplaced, this, &LivePage::refresh);
    connect(&workspace.selection(), &Selection::changed, this, &LivePage::refresh);
    connect(&look, &Look::changed, m_sheet, qOverload<>(&QWidget::update));
}

void LivePage::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    refresh();
}

// A page that nobody looks at costs nothing.
void LivePage::refresh() {
    if (!isVisible()) return;
    const auto& items = m_workspace.selection().items();
    if (!m_run.exists()) return m_sheet->show({}, tr("The run has not started. Press F5, and the figures of what is selected appear here."));
    if (items.size() > 1) return m_sheet->show({}, tr("Several objects are selected. Select one of them to see its figures."));
    m_sheet->show(liveFigures(m_run, m_workspace.document(), items.empty() ? model::Uid() : items.front()), tr("The simulation has no figures for this object: nothing of the load passes through it, or it is not simulated."));
}

}  // namespace app
