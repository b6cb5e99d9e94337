// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/sqlfile.h"

#include <QUuid>
#include <QVariant>

namespace model {

SqlFile::SqlFile(const QString& path, Mode mode) : m_connection(QUuid::createUuid().toString()) {
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    if (mode == Mode::Read) m_database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
    if (!m_database.open()) m_error = m_database.lastError().text();
}

SqlFile::~SqlFile() {
    m_database.close();
    m_database = QSqlDatabase();  // Qt wants no copy of the connection to be left when its name goes
    QSqlDatabase::removeDatabase(m_connection);
}

QSqlQuery SqlFile::query() const {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    return query;
}

bool SqlFile::run(const QStringList& statements) {
    for (const QString& statement : statements) {
        QSqlQuery one = query();
        if (one.exec(statement)) continue;
        m_error = one.lastError().text();
        return false;
    }
    return true;
}

QVariant SqlFile::ask(const QString& statement) {
    QSqlQuery one = query();
    if (one.exec(statement) && one.next()) return one.value(0);
    m_error = one.lastError().text();
    return {};
}

}  // namespace model
