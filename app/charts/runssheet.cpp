// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/runssheet.h"

#include "app/charts/reportfile.h"
#include "app/designfile.h"
#include "model/io/atomicfile.h"
#include "model/core/quantity.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr QSize kSizePx(620, 320);
constexpr int kWhenPx = 250, kScenarioPx = 170, kLengthPx = 90;

// "27 Nov 2026, 22:41", as the clock on the wall had it.
QString whenText(const model::RecordedRun& run) {
    const QDateTime at = QDateTime::fromString(run.recordedAt, Qt::ISODate);
    const QString text = at.isValid() ? QLocale(QLocale::English).toString(at.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm")) : run.recordedAt;
    return run.id == 0 ? RunsSheet::tr("%1, not saved yet").arg(text) : text;
}

// Whole seconds, but for runs that are shorter than a few.
QString lengthText(double lengthS) { return model::formatQuantity(lengthS < 2 ? lengthS : std::round(lengthS), model::Unit::Seconds); }

QStringList cellsOf(const model::RecordedRun& run) {
    const QJsonObject summary = QJsonDocument::fromJson(run.summary).object();
    const QString scenario = summary.value(QStringLiteral("scenario")).toString(run.title);
    const QJsonValue lengthS = summary.value(QStringLiteral("simulated_s")), seed = summary.value(QStringLiteral("seed"));
    return {whenText(run), scenario, lengthS.isDouble() ? lengthText(lengthS.toDouble()) : QString(), seed.isDouble() ? QString::number(seed.toInteger()) : QString()};
}

}  // namespace

RunsSheet::RunsSheet(const model::Document& document, DesignFile& file, QWidget* parent)
    : QDialog(parent), m_document(document), m_file(file), m_words(new QLabel(this)), m_list(new QTreeWidget(this)), m_export(new QPushButton(tr("Export report…"), this)), m_remove(new QPushButton(tr("Delete…"), this)) {
    setObjectName(QStringLiteral("recordedRuns"));
    setWindowTitle(tr("Recorded runs"));
    resize(kSizePx);
    m_words->setWordWrap(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setHeaderLabels({tr("Recorded"), tr("Scenario"), tr("Length"), tr("Seed")});
    m_list->header()->resizeSection(0, kWhenPx);
    m_list->header()->resizeSection(1, kScenarioPx);
    m_list->header()->resizeSection(2, kLengthPx);
    for (QPushButton* button : {m_export, m_remove}) button->setAutoDefault(false);  // Enter closes
    m_export->setObjectName(QStringLiteral("exportRun"));
    m_remove->setObjectName(QStringLiteral("deleteRun"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_export);
    foot->addWidget(m_remove);
    foot->addWidget(buttons, 1);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(16, 16, 16, 12);
    box->setSpacing(10);
    box->addWidget(m_words);
    box->addWidget(m_list, 1);
    box->addLayout(foot);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &RunsSheet::exportReport);
    connect(m_remove, &QPushButton::clicked, this, &RunsSheet::remove);
    connect(new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, &RunsSheet::remove);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &RunsSheet::showChoice);
    connect(&file, &DesignFile::changed, this, &RunsSheet::fill);
    fill();
    m_list->setFocus();
}

void RunsSheet::fill() {
    auto runs = m_file.runs();
    m_runs = runs ? std::move(*runs) : std::vector<model::RecordedRun>();
    std::ranges::reverse(m_runs);
    m_list->clear();
    for (const model::RecordedRun& run : m_runs) new QTreeWidgetItem(m_list, cellsOf(run));
    if (!runs)
        m_words->setText(runs.error());
    else
        m_words->setText(m_runs.empty() ? tr("No run is recorded in this design yet. Run it with F5, then choose Simulate > Record this run in the file.") : tr("A recorded run stays as it was when the design changes."));
    if (!m_runs.empty()) m_list->setCurrentItem(m_list->topLevelItem(0));
    showChoice();
}

void RunsSheet::showChoice() {
    m_export->setEnabled(chosen() != nullptr);
    m_remove->setEnabled(chosen() != nullptr);
}

const model::RecordedRun* RunsSheet::chosen() const {
    const auto items = m_list->selectedItems();
    return items.isEmpty() ? nullptr : &m_runs[static_cast<size_t>(m_list->indexOfTopLevelItem(items.front()))];
}

model::Result<model::Done> RunsSheet::write(const QString& path) const {
    const model::RecordedRun* run = chosen();
    if (!run) return model::Error{tr("Choose a run first.")};
    const auto html = designReport(m_document, m_file.name(), {*run});
    if (!html) return model::Error{html.error()};
    return model::writeFileAtomically(path, *html);
}

void RunsSheet::exportReport() {
    QString path = QFileDialog::getSaveFileName(this, tr("Export report"), m_file.name() + QStringLiteral(".html"), tr("Reports (*.html)"));
    if (path.isEmpty()) return;
    if (!path.endsWith(QLatin1String(".html"))) path += QStringLiteral(".html");
    const auto written = write(path);
    Q_EMIT message(written ? tr("Wrote %1.").arg(path) : written.error());
}

void RunsSheet::remove() {
    if (!chosen()) return;
    const model::RecordedRun run = *chosen();
    const QString question = run.id == 0 ? tr("Delete the recorded run \"%1\"? No file holds it yet.") : tr("Delete the recorded run \"%1\"? The next save takes it out of the file.");
    if (QMessageBox::question(this, tr("Delete recorded run?"), question.arg(run.title), QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel) != QMessageBox::Yes) return;
    m_file.removeRun(run);
}

}  // namespace app
