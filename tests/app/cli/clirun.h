// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

/// How a call of the program ended.
struct CliRun {
    int status = -1;
    QByteArray out, err;

    /// Refused as every wrong call must be: status 2, nothing on standard output, one sentence on standard error.
    [[nodiscard]] bool isRefusal() const {
        return status == 2 && out.isEmpty() && err.startsWith("skerry: ") && err.count('\n') == 1 && err.endsWith(".\n");
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QByteArray told() const { return "status " + QByteArray::number(status) + "\n" + out + err; }
};

/// Runs the program as a script on a machine without a display does. `before` are words to run it with, such as a shell's.
inline CliRun runSkerry(const QStringList& arguments, const QByteArray& input = {}, const QStringList& before = {}) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}) environment.remove(QString::fromLatin1(name));
    process.setProcessEnvironment(environment);
    QStringList words = before + QStringList{QStringLiteral(SKERRY_BINARY_DIR "/bin/skerry")} + arguments;
    const QString program = words.takeFirst();
    process.start(program, words);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(120000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

/// A folder with files for one test.
class CliFolder {
public:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& content) const {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly)) file.write(content);
        return path(name);
    }
    [[nodiscard]] QByteArray read(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

private:
    QTemporaryDir m_folder;
};

/// A small design with a workload that calls a table, as canonical JSON.
inline QByteArray smallDesign() {
    return R"({"skerry":2,"nodes":[
{"id":"1","kind":"region","properties":{"name":"us-east-1"}},
{"id":"2","kind":"dynamodb.table","parent":"1","properties":{"name":"Orders"}},
{"id":"3","kind":"client","parent":"1","properties":{"name":"shop"}}
],"links":[
{"from":"3","id":"4","properties":{"patterns":[{"name":"read","operation":"GetItem","ratePerSecond":10.0}]},"to":"2","type":"calls"}
]})";
}
