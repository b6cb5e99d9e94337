// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/designfile.h"

#include "app/history/undohistory.h"
#include "app/workspace.h"
#include "model/core/nodeview.h"
#include "model/io/atomicfile.h"
#include "model/io/changejson.h"
#include "model/io/open.h"
#include "model/io/skerryjson.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"
#include "model/sample/samples.h"
#include "model/traffic/scenario.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace app {

namespace {

constexpr int kRecentFiles = 10;
const QString kRecentKey = QStringLiteral("recentFiles");

}  // namespace

DesignFile::DesignFile(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace) {
    connect(&workspace.document(), &model::Document::changed, this, [this](const model::ChangeSet& applied) {
        if (model::isScenarioChoice(applied)) return;
        if (!m_journal) restartJournal();
        if (!m_journal) return;
        const bool wellBefore = m_journal->problem().isEmpty();
        m_journal->append(applied);
        if (wellBefore && !m_journal->problem().isEmpty()) Q_EMIT message(m_journal->problem());
    });
}

DesignFile::~DesignFile() = default;

QString DesignFile::name() const {
    if (m_path.isEmpty()) return tr("untitled");
    QString name = QFileInfo(m_path).fileName();
    for (const QString& ending : {QStringLiteral(".skerry.json"), QStringLiteral(".skerry")})
        if (name.endsWith(ending)) name.chop(ending.size());
    return name;
}

bool DesignFile::isReadOnly() const { return !m_path.isEmpty() && model::isReadOnlyFile(m_path); }

bool DesignFile::isDirty() const {
    const bool removes = !m_removedRuns.empty() && m_path == m_runsFrom;
    return m_recovered || !m_runs.empty() || removes || !m_workspace.undoStack().isClean();
}

void DesignFile::take(const QString& path, const QString& save) {
    m_path = path;
    m_save = save;
    m_recovered = false;
    m_runs.clear();
    m_removedRuns.clear();
    m_runsFrom = path.endsWith(QLatin1String(".skerry")) ? path : QString();
    m_workspace.undoStack().clear();
    if (m_journal) m_journal->discard();
    m_import.reset();
    m_start = path.isEmpty() ? model::addingAll(model::designOf(m_workspace.document()), tr("Open")) : model::ChangeSet();
    m_journal.reset();  // the next change starts another: a design that is only looked at leaves nothing behind
    if (!path.isEmpty()) remember(path);
    Q_EMIT changed();
}

void DesignFile::restartJournal(const std::vector<model::ChangeSet>& already) {
    std::vector<model::ChangeSet> before;
    if (!m_start.isEmpty()) before.push_back(m_start);
    before.insert(before.end(), already.begin(), already.end());
    auto journal = model::Journal::start({m_path, m_save}, model::journalFolder(), before);
    if (journal)
        m_journal = std::move(*journal);
    else
        Q_EMIT message(journal.error());
}

void DesignFile::startNew() {
    [[maybe_unused]] const auto done = m_workspace.document().load({}, {}, {});
    take({}, {});
}

model::Result<model::Done> DesignFile::open(const QString& path) {
    auto opened = model::openDesign(path, m_workspace.document().registry());
    if (!opened) return model::Error{opened.error()};
    const bool imported = opened->isImported();
    if (auto loaded = model::loadDesign(m_workspace.document(), std::move(opened->design)); !loaded) return loaded;
    settlePlaces();
    take(imported ? QString() : QFileInfo(path).absoluteFilePath(), imported ? QString() : opened->save);
    if (!opened->history.isEmpty()) restoreHistory(m_workspace, opened->history, model::designDigest(model::designOf(m_workspace.document())));
    m_import = imported ? std::optional(Import{QFileInfo(path).fileName(), opened->report}) : std::nullopt;
    if (imported) {  // untouched there is nothing to save: the template holds it all
        const auto leftOut = opened->report.leftOut.size();
        Q_EMIT message(leftOut == 0 ? tr("Imported %1.").arg(QFileInfo(path).fileName()) : tr("Imported %1; %n resource(s) or parts of them left out.", nullptr, static_cast<int>(leftOut)).arg(QFileInfo(path).fileName()));
        Q_EMIT this->imported();
    }
    return model::Done{};
}

model::Result<model::Done> DesignFile::openSample(const QString& sample) { return takeUntitled(model::sampleDesign(sample)); }

// What nobody placed keeps the place where it is first drawn: else every node that is added would send the rest to new places.
void DesignFile::settlePlaces() {
    const model::Document& document = m_workspace.document();
    const auto isPlaced = [&](model::NodeId id) {
        const model::NodeData& node = document.node(id).data;
        return node.geometry || !node.presences.empty() || model::NodeView(document, id).view().shape == model::ViewSpec::Shape::Strip;
    };
    if (std::ranges::all_of(document.nodes(), isPlaced)) return;
    [[maybe_unused]] const auto placed = m_workspace.document().apply(model::arrangeEdit(document, model::ArrangeScope::OnlyUnplaced, model::linkPaths(document, nullptr)));
}

model::Result<model::Done> DesignFile::takeUntitled(model::Result<model::Design> design) {
    if (!design) return model::Error{design.error()};
    if (auto loaded = model::loadDesign(m_workspace.document(), std::move(*design)); !loaded) return loaded;
    settlePlaces();
    take({}, {});
    return model::Done{};
}

model::Result<model::Done> DesignFile::openExample(const QString& resource) {
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly)) return model::Error{tr("The example %1 is missing from this program.").arg(resource)};
    return takeUntitled(model::fromSkerryJson(file.readAll()));
}

model::Result<model::Done> DesignFile::saveTo(const QString& path) {
    model::SaveExtras extras;
    if (m_removedRuns.empty()) {
        if (QFileInfo::exists(m_runsFrom)) extras.runsFrom = m_runsFrom;
        extras.runs = m_runs;
    } else {  // they cannot be copied as a whole
        auto kept = runs();
        if (!kept) return model::Error{kept.error()};
        extras.runs = std::move(*kept);
    }
    const model::Design design = model::designOf(m_workspace.document());
    extras.history = packedHistory(m_workspace, design);
    auto save = model::saveDesign(path, design, extras);
    if (!save) return model::Error{save.error()};
    m_path = QFileInfo(path).absoluteFilePath();
    m_save = *save;
    if (m_path.endsWith(QLatin1String(".skerry"))) {
        m_runsFrom = m_path;
        m_removedRuns.clear();
    }
    m_start = {};
    m_recovered = false;
    if (!m_runs.empty() && path.endsWith(QLatin1String(".json"))) Q_EMIT message(tr("A .skerry.json file keeps no recorded runs: save a .skerry file to keep them."));
    m_runs.clear();
    m_workspace.undoStack().setClean();
    remember(m_path);
    if (m_journal)
        if (auto followed = m_journal->follow({m_path, m_save}); !followed) Q_EMIT message(followed.error());
    Q_EMIT changed();
    return model::Done{};
}

std::vector<model::Recovery> DesignFile::lostWork() const { return model::abandonedJournals({m_path, m_save}, model::journalFolder()); }

namespace {

QString momentText(const QDateTime& moment, const QDateTime& now) {
    const QString time = moment.toString(QStringLiteral("HH:mm"));
    const qint64 days = moment.date().daysTo(now.date());
    if (days == 0) return DesignFile::tr("%1 today").arg(time);
    if (days == 1) return DesignFile::tr("%1 yesterday").arg(time);
    return DesignFile::tr("%1 on %2").arg(time, QLocale::c().toString(moment.date(), QStringLiteral("d MMM yyyy")));
}

// The nodes that people know a design by: those that hold no others.
QStringList tellingNames(const model::Document& document) {
    constexpr qsizetype kMostNames = 3;
    QStringList names;
    for (const model::NodeId id : document.nodes()) {
        const model::KindSpec* kind = document.node(id).kind;
        if (names.size() < kMostNames && kind && (kind->data || kind->emitsCalls) && !kind->isOwned) names += document.name(id);
    }
    return names;
}

}  // namespace

QString DesignFile::described(const model::Recovery& recovery, const QDateTime& now) const {
    model::Document scratch(m_workspace.document().registry());
    if (const QString& file = recovery.base.document; !file.isEmpty())
        if (auto opened = model::openDesign(file, scratch.registry())) static_cast<void>(model::loadDesign(scratch, std::move(opened->design)));
    model::recover(scratch, recovery);
    const QString name = recovery.base.document.isEmpty() ? tr("Untitled (never saved)") : tr("%1 (unsaved changes)").arg(QFileInfo(recovery.base.document).fileName());
    const QString text = tr("%1, last changed %2, %n node(s)", nullptr, scratch.nodeCount()).arg(name, momentText(QFileInfo(recovery.path).lastModified(), now));
    const QStringList names = tellingNames(scratch);
    return names.isEmpty() ? text : tr("%1: %2").arg(text, names.join(QStringLiteral(", ")));
}

model::Result<model::Done> DesignFile::recover(const model::Recovery& recovery) {
    if (recovery.base.document.isEmpty())
        startNew();
    else if (auto opened = open(recovery.base.document); !opened)
        return opened;
    model::recover(m_workspace.document(), recovery);
    m_workspace.undoStack().clear();  // the steps of the file lead to another design
    restartJournal(recovery.changes);
    model::dismiss(recovery);
    m_recovered = true;
    Q_EMIT changed();
    return model::Done{};
}

void DesignFile::addRun(model::RecordedRun run) {
    m_runs.push_back(std::move(run));
    Q_EMIT changed();
}

model::Result<std::vector<model::RecordedRun>> DesignFile::runs() const {
    std::vector<model::RecordedRun> all;
    if (QFileInfo::exists(m_runsFrom)) {
        auto saved = model::recordedRuns(m_runsFrom);
        if (!saved) return model::Error{saved.error()};
        all = std::move(*saved);
        std::erase_if(all, [this](const model::RecordedRun& run) { return m_removedRuns.contains(run.id); });
    }
    all.insert(all.end(), m_runs.begin(), m_runs.end());
    return all;
}

void DesignFile::removeRun(const model::RecordedRun& run) {
    if (run.id != 0)
        m_removedRuns.insert(run.id);
    else if (const auto it = std::ranges::find(m_runs, run); it != m_runs.end())
        m_runs.erase(it);
    Q_EMIT changed();
}

void DesignFile::close() {
    if (m_journal) m_journal->discard();
    m_journal.reset();
}

QStringList DesignFile::recentFiles() {
    QStringList files = QSettings().value(kRecentKey).toStringList();
    files.removeIf([](const QString& file) { return !QFileInfo::exists(file); });
    return files;
}

void DesignFile::remember(const QString& path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    QSettings().setValue(kRecentKey, files.mid(0, kRecentFiles));
}

}  // namespace app
