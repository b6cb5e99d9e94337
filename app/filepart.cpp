// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvasview.h"
#include "app/canvas/emptystate.h"
#include "app/charts/reportfile.h"
#include "app/charts/runssheet.h"
#include "app/designfile.h"
#include "app/filepart.h"
#include "app/importsheet.h"
#include "app/mainparts.h"
#include "app/live/runcontroller.h"
#include "app/mainwindow.h"
#include "app/paint/pictureexport.h"
#include "app/picturesheet.h"
#include "model/io/atomicfile.h"
#include "model/sample/samples.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QMimeData>
#include <QSettings>
#include <QTimer>

namespace app {

namespace {

const QString kAutosaveKey = QStringLiteral("autosaveMinutes");
constexpr int kMinuteMs = 60'000;

}  // namespace

FilePart::FilePart(MainWindow& window) : QObject(&window), m_window(window), m_file(new DesignFile(window.workspace(), this)) {
    setObjectName(QStringLiteral("filePart"));
    connect(m_file, &DesignFile::message, &window.workspace(), &Workspace::message);
    connect(m_file, &DesignFile::changed, this, &FilePart::showTitle);
    connect(m_file, &DesignFile::imported, this, [this] {
        if (!m_file->import()->report.leftOut.empty()) showImport();
    });
    connect(&window.workspace().undoStack(), &QUndoStack::cleanChanged, this, &FilePart::showTitle);
    const auto on = [&](Command command, void (FilePart::*slot)()) { connect(window.actions()[command], &QAction::triggered, this, slot); };
    on(Command::New, &FilePart::startNew);
    on(Command::Open, &FilePart::open);
    on(Command::ImportTemplate, &FilePart::open);
    on(Command::Save, &FilePart::save);
    on(Command::SaveAs, &FilePart::saveAs);
    on(Command::ExportPicture, &FilePart::exportPicture);
    on(Command::ExportReport, &FilePart::exportReport);
    on(Command::RecordRun, &FilePart::recordRun);
    on(Command::RecordedRuns, &FilePart::showRuns);
    addMenus();
    auto* empty = new EmptyState(window.canvas(), window.look());
    connect(empty, &EmptyState::sampleWanted, this, [this](const QString& name) { told(m_file->openSample(name)); });
    window.setAcceptDrops(true);
    window.installEventFilter(this);
    // The canvas would take drops for itself: to it a file is dropped on the window.
    window.canvas().viewport()->installEventFilter(this);
    showTitle();
}

void FilePart::showImport() {
    const auto& import = m_file->import();
    if (!import) return;
    auto* sheet = new ImportSheet(import->fileName, import->report, &m_window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_file, &DesignFile::changed, sheet, [this, sheet] {
        if (!m_file->import()) sheet->close();
    });
    sheet->show();
}

void FilePart::addMenus() {
    QMenu* file = m_window.menuBar()->actions().front()->menu();
    QAction* before = m_window.actions()[Command::Save];
    auto* recent = new QMenu(tr("Open &recent"), file);
    auto* samples = new QMenu(tr("Open sa&mple"), file);
    file->insertMenu(before, recent);
    file->insertMenu(before, samples);
    file->insertSeparator(before);
    auto* leftOut = new QAction(tr("What the import &left out…"), file);
    file->insertAction(m_window.actions()[Command::ExportPicture], leftOut);
    connect(leftOut, &QAction::triggered, this, &FilePart::showImport);
    connect(file, &QMenu::aboutToShow, leftOut, [this, leftOut] { leftOut->setVisible(m_file->import().has_value()); });
    addAutosave(*file, m_window.actions()[Command::ImportTemplate]);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        for (const QString& path : DesignFile::recentFiles())
            recent->addAction(QFileInfo(path).fileName(), this, [this, path] { openFile(path); })->setToolTip(path);
        if (recent->isEmpty()) recent->addAction(tr("No files yet"))->setEnabled(false);
    });
    for (const model::Sample& sample : model::shippedSamples())
        samples->addAction(sample.title, this, [this, name = sample.name] {
            if (mayLeave()) told(m_file->openSample(name));
        });
}

// The journal keeps each change from crashes; this writes the file itself now and then, for those who want it.
void FilePart::addAutosave(QMenu& file, QAction* before) {
    auto* menu = new QMenu(tr("Sa&ve by itself"), &file);
    file.insertMenu(before, menu);
    auto* group = new QActionGroup(menu);
    const int chosen = QSettings().value(kAutosaveKey, 0).toInt();
    for (const int minutes : {0, 1, 5, 15}) {
        QAction* action = menu->addAction(minutes == 0 ? tr("Never") : tr("Every %n minute(s)", nullptr, minutes));
        action->setCheckable(true);
        action->setChecked(minutes == chosen);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, minutes] {
            QSettings().setValue(kAutosaveKey, minutes);
            minutes > 0 ? m_autosave.start(minutes * kMinuteMs) : m_autosave.stop();
        });
    }
    m_autosave.setObjectName(QStringLiteral("autosave"));
    connect(&m_autosave, &QTimer::timeout, this, &FilePart::saveByItself);
    if (chosen > 0) m_autosave.start(chosen * kMinuteMs);
}

void FilePart::saveByItself() {
    if (m_file->path().isEmpty() || m_file->isReadOnly() || !m_file->isDirty()) return;
    if (const auto saved = m_file->saveTo(m_file->path()); !saved) Q_EMIT m_window.workspace().message(saved.error());
}

void FilePart::showTitle() {
    m_window.setWindowTitle(m_file->isReadOnly() ? tr("%1[*] (read-only) - Skerry").arg(m_file->name()) : tr("%1[*] - Skerry").arg(m_file->name()));
    m_window.setWindowModified(m_file->isDirty());
}

bool FilePart::told(const model::Result<model::Done>& result) {
    if (!result) {
        QMessageBox::warning(&m_window, tr("Skerry"), result.error());
        return false;
    }
    // When the drawing is there and before it is painted: painting it at the place of the one before would be for nothing.
    connect(&m_window.workspace(), &Workspace::pictureChanged, &m_window.canvas(), [this] { m_window.actions()[Command::Fit]->trigger(); }, Qt::SingleShotConnection);
    showTitle();
    return true;
}

// ---------------------------------------------------------------- opening and saving
bool FilePart::mayLeave() {
    if (!m_file->isDirty()) return true;
    const auto answer = QMessageBox::question(&m_window, tr("Save changes?"), tr("\"%1\" has changes that are not saved.").arg(m_file->name()),
                                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save) {
        save();
        return !m_file->isDirty();
    }
    return answer == QMessageBox::Discard;
}

void FilePart::startNew() {
    if (mayLeave()) m_file->startNew();
}

void FilePart::open() {
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Open design or template"), QFileInfo(m_file->path()).path(),
                                                      tr("Designs and templates (*.skerry *.json *.yaml *.yml *.template);;All files (*)"));
    if (!path.isEmpty()) openFile(path);
}

bool FilePart::openExample(const QString& resource) { return mayLeave() && told(m_file->openExample(resource)); }

bool FilePart::openFile(const QString& path) {
    if (!mayLeave() || !told(m_file->open(path))) return false;
    offerLostWork();
    return true;
}

void FilePart::save() {
    if (m_file->path().isEmpty() || m_file->isReadOnly()) return saveAs();
    const auto saved = m_file->saveTo(m_file->path());
    if (!saved) QMessageBox::warning(&m_window, tr("Skerry"), saved.error());
}

void FilePart::saveAs() {
    QString path = QFileDialog::getSaveFileName(&m_window, tr("Save design"), m_file->path().isEmpty() ? m_file->name() + QStringLiteral(".skerry") : m_file->path(),
                                                tr("Skerry design (*.skerry);;Skerry design as text (*.skerry.json)"));
    if (path.isEmpty()) return;
    if (QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".skerry");
    const auto saved = m_file->saveTo(path);
    if (!saved) QMessageBox::warning(&m_window, tr("Skerry"), saved.error());
}

// ---------------------------------------------------------------- exports
void FilePart::exportPicture() {
    PictureSheet sheet(m_window.workspace().picture(), m_window.look().theme().scheme(), &m_window);
    if (sheet.exec() != QDialog::Accepted) return;
    QString path = QFileDialog::getSaveFileName(&m_window, tr("Export picture"), m_file->name() + u'.' + sheet.ending(), tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty()) return;
    if (QFileInfo(path).suffix().isEmpty()) path += u'.' + sheet.ending();
    PictureExport options = sheet.options();
    options.title = m_file->name();
    const auto written = writePicture(m_window.workspace().picture(), path, options);
    Q_EMIT m_window.workspace().message(written ? tr("Wrote %1.").arg(path) : written.error());
}

void FilePart::exportReport() {
    const QString path = QFileDialog::getSaveFileName(&m_window, tr("Export report"), m_file->name() + QStringLiteral(".html"), tr("Reports (*.html)"));
    if (path.isEmpty()) return;
    QGuiApplication::setOverrideCursor(Qt::WaitCursor);
    const auto report = makeReport(m_window.workspace().document(), m_file->name(), {});
    QGuiApplication::restoreOverrideCursor();
    // A design that cannot run still has a report of itself.
    const auto design = report ? model::Result<QByteArray>(report->html) : designReport(m_window.workspace().document(), m_file->name());
    if (!design) return Q_EMIT m_window.workspace().message(design.error());
    const auto written = model::writeFileAtomically(path, *design);
    Q_EMIT m_window.workspace().message(written ? tr("Wrote %1.").arg(path) : written.error());
}

void FilePart::recordRun() {
    const auto* run = m_window.findChild<RunController*>();
    const auto result = run ? run->result() : std::nullopt;
    if (!result) return Q_EMIT m_window.workspace().message(tr("There is no run to record yet. Run the design with F5."));
    model::RecordedRun record = recordedRun(*result, run->build(), [run](const sim::MetricId& id) { return run->series(id); });
    Q_EMIT m_window.workspace().message(tr("Recorded \"%1\": the next save keeps it in the file, and exported reports show it.").arg(record.title));
    m_file->addRun(std::move(record));
}

void FilePart::showRuns() {
    if (auto* open = m_window.findChild<RunsSheet*>()) return open->activateWindow();
    auto* sheet = new RunsSheet(m_window.workspace().document(), *m_file, &m_window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &RunsSheet::message, &m_window.workspace(), &Workspace::message);
    sheet->show();
}

// ---------------------------------------------------------------- start, end, drops
void FilePart::offerLostWork() {
    for (const model::Recovery& recovery : m_file->lostWork()) {
        const int changes = static_cast<int>(recovery.changes.size());
        QMessageBox box(QMessageBox::Question, tr("Bring back work?"), tr("Skerry ended before a design was saved. Bring back what was done since, %n change(s)?", nullptr, changes), QMessageBox::NoButton, &m_window);
        box.setInformativeText(m_file->described(recovery, QDateTime::currentDateTime()));
        const QPushButton* wanted = box.addButton(tr("Bring back"), QMessageBox::AcceptRole);
        const QPushButton* unwanted = box.addButton(tr("Discard"), QMessageBox::DestructiveRole);
        box.exec();
        if (box.clickedButton() == wanted) {
            told(m_file->recover(recovery));
            return;
        }
        if (box.clickedButton() == unwanted) model::dismiss(recovery);  // Esc leaves it for the next start
    }
}

void FilePart::start(const QString& path) {
    if (!path.isEmpty() && openFile(path)) return;
    if (path.isEmpty()) told(m_file->openSample(model::defaultSample()));
    offerLostWork();
}

bool FilePart::isDesignDrop(const QMimeData& data) { return data.hasUrls() && !data.urls().isEmpty() && data.urls().front().isLocalFile(); }

bool FilePart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &m_window && event->type() == QEvent::Close) {
        if (!mayLeave()) {
            event->ignore();
            return true;
        }
        m_file->close();
    }
    const bool drags = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop;
    if (drags && isDesignDrop(*static_cast<QDropEvent*>(event)->mimeData())) {
        auto* drop = static_cast<QDropEvent*>(event);
        drop->acceptProposedAction();
        // Later: the program that the file comes from waits for the drop to end, and there may be a question to answer first.
        if (event->type() == QEvent::Drop)
            QTimer::singleShot(0, this, [this, path = drop->mimeData()->urls().front().toLocalFile()] { openFile(path); });
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void addFiles(MainWindow& window) { new FilePart(window); }

void openAtStart(MainWindow& window, const QString& path) {
    if (auto* files = window.findChild<FilePart*>(QStringLiteral("filePart"))) files->start(path);
}

}  // namespace app
