// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/io/design.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace model {

// A `.skerry` file is an SQLite database: application_id says that it is ours, user_version is the version of the format.
// Tables: meta, document, node, link, layout, history (undo), run (recorded runs); properties are JSON, and the view
// `property` lists them one by one for people with an SQL prompt.

inline constexpr int kSkerryApplicationId = 0x536b7279;  ///< "Skry"; frozen

struct RecordedRun {
    qint64 id = 0;       ///< given by the file
    QString title;       ///< such as "peak, seed 1"
    QString recordedAt;  ///< ISO 8601, UTC
    QByteArray summary;  ///< JSON, as `simulate --json` prints it
    QByteArray data;     ///< metrics and trace, in the recorder's own form
    friend bool operator==(const RecordedRun&, const RecordedRun&) = default;
};

struct SkerryFile {
    Design design;
    QByteArray history;  ///< see packHistory(); empty: none
    QString save;        ///< names this save; a crash journal tells which one it follows
};

[[nodiscard]] Result<SkerryFile> loadSkerryFile(const QString& path);
/// The error is a whole sentence, here as below.
[[nodiscard]] Result<std::vector<RecordedRun>> recordedRuns(const QString& path);

struct SaveExtras {
    QByteArray history;
    QString runsFrom;                ///< a file whose recorded runs are copied over; empty: none (autosave)
    std::vector<RecordedRun> runs;   ///< new ones, which come after those
};

/// Saves as a whole or not at all; returns the name of this save.
[[nodiscard]] Result<QString> saveSkerryFile(const QString& path, const Design& design, const SaveExtras& extras = {});

/// Whether the bytes at the beginning of a file say that it is such a file.
[[nodiscard]] bool looksLikeSkerryFile(QByteArrayView beginning);

}  // namespace model
