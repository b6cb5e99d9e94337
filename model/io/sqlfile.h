// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>

namespace model {

/// A connection to one SQLite file, open as long as it lives. It may be used in the thread that made it.
class SqlFile {
public:
    enum class Mode { Read, Write };
    SqlFile(const QString& path, Mode mode);
    SqlFile(const SqlFile&) = delete;
    SqlFile& operator=(const SqlFile&) = delete;
    ~SqlFile();

    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }
    [[nodiscard]] QSqlQuery query() const;
    /// Runs statements until one fails.
    bool run(const QStringList& statements);
    bool run(const QString& statement) { return run(QStringList{statement}); }
    /// The first value of the first row; invalid where there is none.
    QVariant ask(const QString& statement);
    void remember(const QSqlError& error) { m_error = error.text(); }
    [[nodiscard]] QString error() const { return m_error; }

private:
    QString m_connection;
    QSqlDatabase m_database;
    QString m_error;
};

}  // namespace model
