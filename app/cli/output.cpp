// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

}  // namespace

void Output::json(const QJsonObject& object) { m_text += QJsonDocument(object).toJson(QJsonDocument::Indented); }
void Output::json(const QJsonArray& array) { m_text += QJsonDocument(array).toJson(QJsonDocument::Indented); }

Exit Output::flush(Exit exit) {
    const auto size = static_cast<size_t>(m_text.size());
    if (std::fwrite(m_text.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0) return exit;
    return fail(tr("Standard output cannot be written: %1. Free some space or write to another place.")
                    .arg(QString::fromLocal8Bit(std::strerror(errno))));
}

Exit Output::fail(const QString& sentence) {
    // One line, whatever a system's message holds.
    QString line = sentence;
    line.replace(u'\n', u' ');
    const QByteArray bytes = "skerry: " + line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    return Exit::Wrong;
}

}  // namespace app::cli
