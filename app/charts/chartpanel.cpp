// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartpanel.h"

#include "app/charts/chartview.h"
#include "app/charts/legendentry.h"
#include "app/elidedlabel.h"
#include "app/look.h"
#include "app/textscale.h"
#include "model/io/atomicfile.h"

#include <QBuffer>
#include <QChart>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QMenu>
#include <QResizeEvent>
#include <QToolButton>
#include <QValueAxis>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace app {

namespace {

constexpr int kMostTicks = 4;
constexpr int kLeastTicks = 2;
constexpr int kTickPx = 24;         // a label and air above it: with less, Qt Charts makes dots of them
constexpr int kLeastHighPx = 120;
constexpr int kTitlePx = 230;       // of a title: longer ones are cut
constexpr int kShortUnitPx = 16;    // "/s" beside the title
constexpr int kBesideTitlePx = 56 + kShortUnitPx;  // margins, the button, and that
constexpr int kTopPx = 4;           // above the plot, for half of the highest label
constexpr int kRightPx = 5;         // beside it, so that a line at its end is whole
constexpr int kLegendGapPx = 12;
constexpr int kLegendStrokePx = 24;
constexpr int kLegendRows = 2;      // wanted; a chart of many lines is wider for it
constexpr int kMostPx = 360;        // but no wider than that
constexpr int kBesidePlotPx = 24;   // the margins of a panel
constexpr double kKeptOpacity = 0.55;
constexpr double kEnvelopeOpacity = 0.28;

QPen penOf(const ChartSeries& series, const Look& look) {
    QPen pen(look.color(series.ink), 1.8);
    if (series.style == LineStyle::Dashed) pen.setDashPattern({3, 3});
    if (series.keptPlace > 0) {
        pen = QPen(look.theme().color(series.ink, kKeptOpacity), 1.4);
        pen.setDashPattern(series.keptPlace == 1 ? QList<qreal>{6, 3} : QList<qreal>{1.5, 2.5});
    }
    pen.setCosmetic(true);
    return pen;
}

void styleAxis(QValueAxis* axis, const Look& look, const QFont& font, bool grid) {
    axis->setLabelsFont(font);
    axis->setLabelsColor(look.color(Token::Secondary));
    axis->setLinePenColor(look.color(Token::Line));
    axis->setGridLineVisible(grid);
    axis->setGridLinePen(QPen(look.color(Token::Line), 1));
    axis->setLineVisible(!grid);
}

}  // namespace

ChartPanel::ChartPanel(Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_title(new ElidedLabel(Qt::ElideMiddle, this)), m_unit(new ElidedLabel(Qt::ElideRight, this)), m_rightUnit(new ElidedLabel(Qt::ElideRight, this)), m_zoomed(new QToolButton(this)), m_more(new QToolButton(this)), m_legend(new QWidget(this)), m_empty(new QLabel(this)),
      m_chart(new QChart), m_view(new ChartView(m_chart, look, this)), m_x(new QValueAxis(m_chart)), m_y(new QValueAxis(m_chart)), m_right(new QValueAxis(m_chart)) {
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    for (ElidedLabel* unit : {m_unit, m_rightUnit}) unit->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_chart->legend()->hide();
    m_chart->setMargins({0, kTopPx, kRightPx, ChartView::kTimeAxisPx});
    m_chart->setLocale(QLocale(QLocale::English));  // 15,000, as everywhere in the window
    m_chart->setLocalizeNumbers(true);
    m_chart->setBackgroundVisible(false);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->addAxis(m_x, Qt::AlignBottom);
    m_chart->addAxis(m_y, Qt::AlignLeft);
    m_chart->addAxis(m_right, Qt::AlignRight);
    m_x->setLabelsVisible(false);  // the view draws round times itself
    m_more->setAutoRaise(true);
    m_more->setProperty("narrow", true);
    m_more->setToolTip(tr("Save or zoom this chart"));
    m_more->setAccessibleName(m_more->toolTip());
    connect(m_more, &QToolButton::clicked, this, [this] {
        QMenu menu;
        fillMenu(menu);
        menu.exec(m_more->mapToGlobal(QPoint(0, m_more->height())));
    });
    m_zoomed->setText(tr("Show all"));
    m_zoomed->setToolTip(tr("A part of the run is shown. Click, press Esc or double-click the chart to see all of it."));
    m_zoomed->setObjectName(QStringLiteral("showAll"));
    m_zoomed->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_zoomed->setCheckable(true);  // on: its tint tells of the zoom from afar
    m_zoomed->setChecked(true);
    m_zoomed->hide();
    auto* heading = new QHBoxLayout;
    heading->setSpacing(6);
    heading->addWidget(m_title);
    m_unit->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // what does not fit is cut there first
    heading->addWidget(m_unit, 1);
    heading->addWidget(m_zoomed);
    heading->addWidget(m_rightUnit);  // above its axis
    heading->addWidget(m_more);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(16, 4, 8, 6);
    box->setSpacing(2);
    box->addLayout(heading);
    box->addWidget(m_view, 1);
    box->addWidget(m_empty, 1);
    box->addWidget(m_legend);
    setMinimumSize(kLeastPx, kLeastHighPx);
    // A part of the run has room for more of its points.
    connect(m_x, &QValueAxis::rangeChanged, this, &ChartPanel::fillSeries);
    connect(m_chart, &QChart::plotAreaChanged, this, &ChartPanel::takeHeight);
    connect(m_view, &ChartView::timeClicked, this, &ChartPanel::timeWanted);
    connect(m_view, &ChartView::zoomReset, this, &ChartPanel::fitAxes);
    connect(m_view, &ChartView::zoomChanged, this, [this](bool isZoomed) {
        m_zoomed->setVisible(isZoomed);
        showUnits();
    });
    connect(m_zoomed, &QToolButton::clicked, this, [this] {
        m_zoomed->setChecked(true);
        m_view->resetZoom();
    });
    connect(&look, &Look::changed, this, &ChartPanel::applyTheme);
    applyTheme();
    show(ChartSpec());
}

void ChartPanel::applyTheme() {
    styleAxis(m_x, m_look, smallFont(*this), false);
    styleAxis(m_y, m_look, smallFont(*this), true);
    styleAxis(m_right, m_look, smallFont(*this), true);
    m_right->setGridLineVisible(false);
    m_zoomed->setIcon(m_look.icons().actionIcon(QStringLiteral("ui/zoom-out"), m_look.theme(), 16));
    m_more->setIcon(m_look.icons().actionIcon(QStringLiteral("ui/more"), m_look.theme(), 16));
    syncSeries();
}

void ChartPanel::show(const ChartSpec& spec) {
    const bool sameLines = std::ranges::equal(m_spec.series, spec.series, [](const ChartSeries& a, const ChartSeries& b) {
        return a.name == b.name && a.isRight == b.isRight && a.ink == b.ink && a.style == b.style && a.run == b.run && a.keptPlace == b.keptPlace;
    });
    const bool isAnother = spec.title != m_spec.title;
    m_spec = spec;
    if (isAnother && m_view->isZoomed()) m_view->resetZoom();  // a piece of one chart means nothing in another
    showTitle();
    showUnits();
    const bool empty = std::ranges::all_of(spec.series, [](const ChartSeries& s) { return s.points.empty(); });
    m_empty->setVisible(empty);
    m_empty->setText(m_cursorS > 0 ? tr("The first figures come in a moment.") : tr("No data yet. Run the design with F5."));
    m_view->setVisible(!empty);
    m_more->setVisible(!empty || m_removable == Removable::Yes);
    if (!sameLines || m_lines.isEmpty()) syncSeries();
    fillSeries();
    if (!m_view->isZoomed()) fitAxes();
}

void ChartPanel::syncSeries() {
    m_chart->removeAllSeries();
    m_lines.clear();
    m_envelopes.clear();
    for (QList<QLineSeries*>* lines : {&m_lines, &m_envelopes}) lines->resize(static_cast<qsizetype>(m_spec.series.size()));
    for (size_t i = 0; i < m_spec.series.size(); ++i) m_envelopes[static_cast<qsizetype>(i)] = makeEnvelope(m_spec.series[i]);
    // What was added first lies behind.
    for (const bool kept : {true, false})
        for (size_t i = 0; i < m_spec.series.size(); ++i)
            if ((m_spec.series[i].keptPlace > 0) == kept) m_lines[static_cast<qsizetype>(i)] = makeLine(m_spec.series[i]);
    buildLegend();
    fillSeries();
}

// Behind a dense line: how far its points reach. It is empty while the line has room for all of them.
QLineSeries* ChartPanel::makeEnvelope(const ChartSeries& series) {
    QLineSeries* line = makeLine(series);
    QPen pen(m_look.theme().color(series.ink, kEnvelopeOpacity), 1);
    pen.setCosmetic(true);
    line->setPen(pen);
    line->setName({});
    line->setProperty(ChartView::kEnvelopeProperty, true);
    return line;
}

QLineSeries* ChartPanel::makeLine(const ChartSeries& series) {
    auto* line = new QLineSeries(m_chart);
    line->setName(series.name);
    line->setProperty(ChartView::kKeptProperty, series.keptPlace);
    line->setPen(penOf(series, m_look));
    line->setVisible(!m_hidden.contains(series.legendText()));
    m_chart->addSeries(line);
    line->attachAxis(m_x);
    line->attachAxis(series.isRight ? m_right : m_y);
    return line;
}

void ChartPanel::fillSeries() {
    const int columns = std::max(64, static_cast<int>(m_chart->plotArea().width()));
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (!m_lines[i] || !m_envelopes[i]) continue;  // an axis may tell of its range while they are made
        const ChartSeries& series = m_spec.series[static_cast<size_t>(i)];
        const auto& all = series.points;
        const auto points = m_view->isZoomed() ? within(all, m_x->min(), m_x->max()) : all;
        const bool dense = isDense(points, columns);
        m_lines[i]->setProperty(ChartView::kDenseProperty, dense);
        m_lines[i]->replace(dense ? averaged(points, columns) : QList<QPointF>(points.begin(), points.end()));
        m_envelopes[i]->replace(dense && series.style == LineStyle::Solid ? decimated(points, columns) : QList<QPointF>());
    }
}

void ChartPanel::fitAxes() {
    double last = m_cursorS;
    for (const ChartSeries& series : m_spec.series)
        if (!m_hidden.contains(series.legendText()) && !series.points.empty()) last = std::max(last, series.points.back().x());
    fitAxis(m_y, false);
    fitAxis(m_right, true);
    m_right->setVisible(hasRightAxis(m_spec));
    m_view->setWholeEnd(timeAxisEnd(last));
    m_x->setRange(0, timeAxisEnd(last));
}

void ChartPanel::fitAxis(QValueAxis* axis, bool isRight) {
    ChartSpec shown;
    for (const ChartSeries& series : m_spec.series)
        if (!m_hidden.contains(series.legendText())) shown.series.push_back(series);
    const NiceAxis nice = niceAxis(highestOf(shown, isRight), m_ticks);
    axis->setRange(0, nice.maximum);
    axis->setTickCount(nice.ticks);
    axis->setLabelFormat(QStringLiteral("%.%1f").arg(axisDecimals(nice)));
}

// A legend of many rows leaves room for fewer labels beside the plot.
void ChartPanel::takeHeight(const QRectF& plot) {
    const int ticks = std::clamp(static_cast<int>(plot.height()) / kTickPx, kLeastTicks, kMostTicks);
    if (ticks == m_ticks) return;
    m_ticks = ticks;
    if (!m_view->isZoomed()) fitAxes();
}

void ChartPanel::buildLegend() {
    delete m_legend->layout();
    for (auto* child : m_legend->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) child->deleteLater();
    // Kept runs stand in a row of their own: their names are long.
    auto* rows = new QVBoxLayout(m_legend);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    std::array<QHBoxLayout*, 2> lines{};
    int taken = 0;
    QStringList made;
    for (const ChartSeries& series : m_spec.series) {
        if (made.contains(series.legendText())) continue;
        made += series.legendText();
        auto* entry = new LegendEntry(series, m_look, m_legend);
        entry->setChecked(!m_hidden.contains(series.legendText()));
        QHBoxLayout*& row = lines[series.keptPlace > 0 ? 1 : 0];
        const int wide = entry->sizeHint().width() + kLegendGapPx;
        if (!row || (series.keptPlace == 0 && taken + wide - kLegendGapPx > width() - kBesidePlotPx)) {
            if (row) row->addStretch();
            row = new QHBoxLayout;
            row->setSpacing(kLegendGapPx);
            rows->addLayout(row);
            taken = 0;
        }
        taken += wide;
        row->addWidget(entry);
        connect(entry, &LegendEntry::toggled, this, [this, name = series.legendText()](bool shown) { toggleLines(name, shown); });
    }
    for (QHBoxLayout* row : lines)
        if (row) row->addStretch();
}

// What the heading needs beside the title. The unit at the left may be cut, where the lines tell what they count; one at the right
// belongs to its axis alone.
int ChartPanel::headingPx() const {
    const QString right = width() < wantedPx() ? briefUnit(m_spec.rightUnit) : m_spec.rightUnit;
    return kBesideTitlePx + (hasRightAxis(m_spec) ? m_unit->fontMetrics().horizontalAdvance(right) : 0);
}

int ChartPanel::wantedPx() const {
    const int right = hasRightAxis(m_spec) ? m_unit->fontMetrics().horizontalAdvance(m_spec.rightUnit) : 0;
    const int title = std::min(m_title->fontMetrics().horizontalAdvance(m_spec.title) + 1, kTitlePx);
    return std::max({kLeastPx, title + kBesideTitlePx + right, std::min(legendPx() / kLegendRows + kBesidePlotPx, kMostPx)});
}

// Where there is no room for all of "Carts, eu-west-1, replication lag", its first and last words say most, and the last ones more.
void ChartPanel::showTitle() {
    const int room = width() - headingPx();
    const QStringList parts = m_spec.title.split(QStringLiteral(", "));
    const auto fits = [&](const QString& text) { return m_title->fontMetrics().horizontalAdvance(text) < room; };
    QString text = m_spec.title;
    if (!fits(text) && parts.size() > 2) text = parts.first() + QStringLiteral(", …, ") + parts.last();
    if (!fits(text) && parts.size() > 1) text = QStringLiteral("…, ") + parts.last();
    m_title->setText(text);
    m_title->setToolTip(m_title->text() == m_spec.title ? QString() : m_spec.title);
    m_title->setAccessibleName(m_spec.title);
    m_title->setMinimumWidth(std::min(m_title->sizeHint().width(), std::max(room, 0)));
}

// The button that ends a zoom has their room.
void ChartPanel::showUnits() {
    const bool isNarrow = width() < wantedPx();
    const int room = width() - m_title->minimumWidth() - headingPx() + kShortUnitPx;
    const bool fits = m_unit->fontMetrics().horizontalAdvance(m_spec.unit) <= room;
    m_unit->setText(m_view->isZoomed() ? QString() : fits ? m_spec.unit : briefUnit(m_spec.unit));
    m_unit->setToolTip(m_unit->text() == m_spec.unit ? QString() : m_spec.unit);
    m_rightUnit->setText(m_view->isZoomed() ? QString() : isNarrow ? briefUnit(m_spec.rightUnit) : m_spec.rightUnit);
    m_rightUnit->setVisible(!m_rightUnit->text().isEmpty());
    m_rightUnit->setMinimumWidth(m_rightUnit->sizeHint().width());
}

// How long the legend of the present run would be in one row; half an entry more, because rows do not divide evenly.
int ChartPanel::legendPx() const {
    const QFontMetrics metrics(smallFont(*this));
    QStringList made;
    int all = 0, widest = 0;
    for (const ChartSeries& series : m_spec.series) {
        if (series.keptPlace > 0 || made.contains(series.legendText())) continue;
        made += series.legendText();
        const int wide = metrics.horizontalAdvance(series.legendText()) + kLegendStrokePx + kLegendGapPx;
        all += wide;
        widest = std::max(widest, wide);
    }
    return made.size() > 2 ? all + widest / 2 : all;
}

void ChartPanel::toggleLines(const QString& legend, bool shown) {
    m_hidden.removeAll(legend);
    if (!shown) m_hidden += legend;
    for (qsizetype i = 0; i < m_lines.size(); ++i)
        if (m_spec.series[static_cast<size_t>(i)].legendText() == legend) {
            m_lines[i]->setVisible(shown);
            m_envelopes[i]->setVisible(shown);
        }
    if (!m_view->isZoomed()) fitAxes();
}

// The figures lag behind the clock: the axis reaches so far that the cursor is always on it.
void ChartPanel::setCursor(double seconds) {
    m_cursorS = seconds;
    if (!m_view->isZoomed() && seconds > m_x->max()) fitAxes();
    m_view->setTimeCursor(seconds);
}

QImage ChartPanel::image(double scale) {
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(m_look.color(Token::Panel));
    render(&image);
    return image;
}

void ChartPanel::fillMenu(QMenu& menu) {
    menu.addAction(tr("Show all of the run"), m_view, &ChartView::resetZoom)->setEnabled(m_view->isZoomed());
    menu.addSeparator();
    const bool any = !m_view->isHidden();
    menu.addAction(tr("Save picture…"), this, [this] { saveAs(QStringLiteral("png")); })->setEnabled(any);
    menu.addAction(tr("Save figures…"), this, [this] { saveAs(QStringLiteral("csv")); })->setEnabled(any);
    if (m_removable == Removable::No) return;
    menu.addSeparator();
    menu.addAction(tr("Remove this chart"), this, &ChartPanel::removeWanted);
}

// The legend takes as many rows as its names need.
void ChartPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->oldSize().width() == width()) return;
    showTitle();
    showUnits();
    buildLegend();
}

void ChartPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) applyTheme();
}

void ChartPanel::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu;
    fillMenu(menu);
    menu.exec(event->globalPos());
}

void ChartPanel::saveAs(const QString& format) {
    QString path = QFileDialog::getSaveFileName(this, tr("Save chart"), m_spec.title + u'.' + format, format == u"png" ? tr("Pictures (*.png)") : tr("Tables (*.csv)"));
    if (path.isEmpty()) return;
    if (!path.endsWith(u'.' + format)) path += u'.' + format;
    const auto written = write(path);
    Q_EMIT message(written ? tr("Wrote %1.").arg(path) : written.error());
}

model::Result<model::Done> ChartPanel::write(const QString& path) {
    if (path.endsWith(QLatin1String(".csv"))) return model::writeFileAtomically(path, toCsv(m_spec).toUtf8());
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    image(2).save(&bytes, "PNG");
    return model::writeFileAtomically(path, bytes.data());
}

}  // namespace app
