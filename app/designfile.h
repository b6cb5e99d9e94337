// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/io/design.h"
#include "model/io/importreport.h"
#include "model/io/journal.h"
#include "model/io/skerryfile.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <set>
#include <vector>

class QDateTime;

namespace app {

class Workspace;

/// The file behind the open design: opening, saving, the crash journal and what it brings back, recent files. It asks no
/// questions; the window does. Every call that fails leaves design and file as they were.
class DesignFile final : public QObject {
    Q_OBJECT
public:
    explicit DesignFile(Workspace& workspace, QObject* parent = nullptr);
    ~DesignFile() override;

    /// Empty while untitled.
    [[nodiscard]] const QString& path() const { return m_path; }
    /// "orders" for orders.skerry, "untitled" while there is none.
    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isDirty() const;
    /// The file may be read and not written: changes go into another one.
    [[nodiscard]] bool isReadOnly() const;

    struct Import {
        QString fileName;
        model::ImportReport report;
    };
    /// What the template told that the open design was imported from, if it was.
    [[nodiscard]] const std::optional<Import>& import() const { return m_import; }

    void startNew();
    /// A .skerry file, a .skerry.json file or a CloudFormation template. A template becomes an untitled design; the sentence
    /// tells what it left out.
    [[nodiscard]] model::Result<model::Done> open(const QString& path);
    [[nodiscard]] model::Result<model::Done> openSample(const QString& sample);
    /// A small design that ships with the program, by its resource; it becomes an untitled design.
    [[nodiscard]] model::Result<model::Done> openExample(const QString& resource);
    [[nodiscard]] model::Result<model::Done> saveTo(const QString& path);

    /// Work of an earlier session that ended before it was saved; empty: none.
    [[nodiscard]] std::vector<model::Recovery> lostWork() const;
    /// A run that the next save puts into the file, beside those that it holds.
    void addRun(model::RecordedRun run);
    /// The recorded runs, oldest first: of the file, and those that the next save adds (their id is 0).
    [[nodiscard]] model::Result<std::vector<model::RecordedRun>> runs() const;
    /// The next save takes it out of the file.
    void removeRun(const model::RecordedRun& run);
    /// Of the journal that is being written; empty before the first change.
    [[nodiscard]] QString journalPath() const { return m_journal ? m_journal->path() : QString(); }
    /// "Untitled (never saved), last changed 14:32 today, 12 nodes: Orders, checkout, fulfil...": enough to know it again.
    [[nodiscard]] QString described(const model::Recovery& recovery, const QDateTime& now) const;
    /// Opens what the recovery follows and does its changes again.
    [[nodiscard]] model::Result<model::Done> recover(const model::Recovery& recovery);
    /// At a proper end, after the user saved or gave up the changes.
    void close();

    [[nodiscard]] static QStringList recentFiles();

Q_SIGNALS:
    void imported();  ///< a template, just now
    void changed();  ///< another path, or saved
    void message(const QString& sentence);

private:
    void take(const QString& path, const QString& save);
    [[nodiscard]] model::Result<model::Done> takeUntitled(model::Result<model::Design> design);
    void settlePlaces();
    void restartJournal(const std::vector<model::ChangeSet>& already = {});
    static void remember(const QString& path);

    Workspace& m_workspace;
    std::optional<Import> m_import;
    QString m_path;
    QString m_save;
    model::ChangeSet m_start;  // what an untitled design began with, a sample or an import: its journal follows an empty document
    std::unique_ptr<model::Journal> m_journal;
    QString m_runsFrom;  // the file that holds the recorded runs; one that was saved as JSON in between does not
    std::vector<model::RecordedRun> m_runs;  // that no save holds yet
    std::set<qint64> m_removedRuns;  // that the file still holds
    bool m_recovered = false;  // changes that no save holds yet, and no undo step either
};

}  // namespace app
