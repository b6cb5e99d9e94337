// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/io/atomicfile.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace app {

/// A file that a verb writes, or standard output for "-". The file appears when it is complete and never before: what breaks
/// on the way leaves the old one as it was.
class OutputFile {
public:
    OutputFile() = default;
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();

    model::Result<model::Done> open(const QString& path);
    void write(QByteArrayView bytes);
    /// Puts the file in its place, or says what went wrong since open().
    model::Result<model::Done> commit();

private:
    void flush();
    void close();
    [[nodiscard]] model::Error failure() const;

    QString m_path;
    std::optional<model::AtomicFile> m_file;  // none: standard output
    QByteArray m_waiting;                     // bytes that are not written yet
    int m_fd = -1;
    int m_problem = 0;                        // the system's number of the first error
};

}  // namespace app
