// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"

#include <QByteArray>
#include <QString>

namespace model {

/// A new file that takes the place of an old one in one step: whoever reads, and whatever fails, there is the whole old
/// content or the whole new one. It is written beside the old one, synced, renamed over it (symbolic links are followed
/// first, permissions kept), and the folder is synced. Without commit() nothing is left behind; what a
/// killed process left, a later commit() to the same file takes away. What is no plain file (a device,
/// a pipe) is not replaced: it is written to when the content is complete.
class AtomicFile {
public:
    [[nodiscard]] static Result<AtomicFile> beside(const QString& path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    /// Where the new content goes: an empty file until then.
    [[nodiscard]] const QString& temporaryPath() const { return m_temporary; }
    Result<Done> commit();

private:
    enum class Target { File, Stream };
    AtomicFile(QString path, QString target, QString temporary, Target kind);
    [[nodiscard]] static Result<AtomicFile> forStream(const QString& path);
    Result<Done> pourOut();

    QString m_path;  // as the user wrote it
    QString m_target;
    QString m_temporary;  // empty: committed or moved away
    Target m_kind;
};

/// Writes the content so. Standard output ("-") and what is no plain file (a pipe, a device) is written to directly.
Result<Done> writeFileAtomically(const QString& path, QByteArrayView content);

/// Whether the file is there and must not be written: nobody has the right to, or this user has not. So a file that was
/// protected on purpose is so for root as well, who could write it.
[[nodiscard]] bool isReadOnlyFile(const QString& path);

/// Writes all of it; the system's error number, or 0.
[[nodiscard]] int writeAll(int fd, QByteArrayView content);
/// The sentence about a failed write: what, why and what to do, from the system's error number.
[[nodiscard]] QString writeProblem(const QString& path, int errorNumber);
/// Why nothing more can be written into the file: the error number of an attempt, or 0.
[[nodiscard]] int probeWrite(const QString& path);

/// The whole content of a file, or a sentence. "-" is standard input.
[[nodiscard]] Result<QByteArray> readWholeFile(const QString& path);

}  // namespace model
