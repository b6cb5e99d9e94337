// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/result.h"

#include <QString>
#include <QStringList>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace model {

class Document;

/// What the crash journal belongs to.
struct JournalBase {
    QString document;  ///< absolute path of the file; empty while untitled
    QString save;      ///< the save that the changes follow (OpenedDesign::save); empty: they follow an empty document
    friend bool operator==(const JournalBase&, const JournalBase&) = default;
};

/// Keeps every change since the last save, so that a crash loses at most the gesture in progress. append() hands the
/// change to the system within the gesture: it then survives the death of the program. A thread of the journal's own
/// syncs the disk soon after: it then survives the death of the machine.
///
/// A journal is locked as long as it lives; one that nobody has locked was left behind by a crash.
class Journal {
public:
    /// Beside the document; in `stateFolder` while it is untitled, in a read-only folder, or open in another window.
    /// It takes the place of a journal that a crash left there, so ask abandonedJournals() first, and give what was
    /// recovered as `already`: those changes are no part of the save either.
    [[nodiscard]] static Result<std::unique_ptr<Journal>> start(const JournalBase& base, const QString& stateFolder,
                                                                const std::vector<ChangeSet>& already = {});
    ~Journal();  ///< leaves the file: see discard()
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Connect Document::changed to it. A change that cannot be written is told once, by problem().
    void append(const ChangeSet& applied);
    /// After a save: the changes so far are in the document, what comes follows that save. Moves with the document's path.
    Result<Done> follow(const JournalBase& base);
    /// At a proper end: nothing is to be recovered.
    void discard();

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    Journal(QString path, QString stateFolder, int fd);
    void run(const std::stop_token& stop);

    QString m_path, m_stateFolder;
    QString m_problem;
    int m_fd = -1;  // guarded by m_mutex as far as the thread is concerned
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_dirty = false;  // guarded by m_mutex; written by append(), cleared by the thread
    std::jthread m_thread;
};

/// What a journal that was left behind holds.
struct Recovery {
    QString path;
    JournalBase base;
    std::vector<ChangeSet> changes;  ///< without a last one that was cut off
};

/// The journals with changes that a crash left behind and that follow this save of this document (of none: those of
/// untitled documents, newest first). Those of living programs are left out.
[[nodiscard]] std::vector<Recovery> abandonedJournals(const JournalBase& base, const QString& stateFolder);
/// Removes it, once its changes are in another journal or nobody wants them.
void dismiss(const Recovery& recovery);
/// One journal, living or not.
[[nodiscard]] Result<Recovery> readJournal(const QString& path);
/// Applies the changes to a document that holds the content of the named save. Returns how many change sets were applied:
/// one that does not fit ends it.
int recover(Document& document, const Recovery& recovery);

/// Where journals of untitled and read-only documents lie: $XDG_STATE_HOME/skerry or ~/.local/state/skerry.
[[nodiscard]] QString journalFolder();

}  // namespace model
