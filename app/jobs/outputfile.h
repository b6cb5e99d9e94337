// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"

#include <QByteArray>
#include <QFile>
#include <QSaveFile>
#include <QString>

#include <memory>

namespace app {

/// A file that a verb writes, or standard output for "-". The file appears when it is complete and never before: what breaks
/// on the way leaves the old one as it was.
class OutputFile {
public:
    model::Result<model::Done> open(const QString& path);
    void write(QByteArrayView bytes);
    /// Puts the file in its place, or says what went wrong since open().
    model::Result<model::Done> commit();

private:
    [[nodiscard]] model::Error failure() const;

    QString m_path;
    QSaveFile m_file;
    QFile m_standardOutput;
    bool m_failed = false;
};

}  // namespace app
