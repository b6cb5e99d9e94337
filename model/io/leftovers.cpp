// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/leftovers.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSysInfo>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <sys/stat.h>
#include <unistd.h>

namespace model {

namespace {

constexpr time_t kIdleS = 10 * 60;
constexpr qsizetype kMostNameBytes = 200;  // file systems allow 255, and the rest is ours

// Of a folder that several machines share, each knows its own processes only.
QString machineMark() {
    return QString::fromLatin1(QCryptographicHash::hash(QSysInfo::machineUniqueId() + QSysInfo::machineHostName().toUtf8(), QCryptographicHash::Sha256).toHex().first(8));
}

QString beginningFor(QString fileName) {
    while (QFile::encodeName(fileName).size() > kMostNameBytes) fileName.chop(1);
    return u'.' + fileName + QStringLiteral(".skerry-") + machineMark() + u'-';
}

bool isGone(pid_t process) { return ::kill(process, 0) != 0 && errno == ESRCH; }

bool isForgotten(const QString& path) {
    struct stat info {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0) return false;
    return S_ISREG(info.st_mode) && info.st_uid == ::geteuid() && info.st_nlink == 1 && info.st_mtime + kIdleS < ::time(nullptr);
}

}  // namespace

QString temporaryNameFor(const QString& fileName) {
    const quint32 number = QRandomGenerator::global()->generate();
    return beginningFor(fileName) + QString::number(::getpid()) + u'-' + QStringLiteral("%1").arg(number, 8, 16, QLatin1Char('0'));
}

void removeLeftovers(const QString& filePath) {
    static const QRegularExpression rest(QStringLiteral("^([1-9][0-9]{0,9})-[0-9a-f]{8}$"));
    const QFileInfo file(filePath);
    const QString beginning = beginningFor(file.fileName());
    const QDir folder(file.absolutePath());
    for (const QString& name : folder.entryList(QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDir::Unsorted)) {
        if (!name.startsWith(beginning)) continue;
        const auto match = rest.match(name.sliced(beginning.size()));
        bool isNumber = false;
        const auto process = static_cast<pid_t>(match.captured(1).toInt(&isNumber));
        const QString path = folder.filePath(name);
        if (isNumber && isGone(process) && isForgotten(path)) ::unlink(QFile::encodeName(path).constData());
    }
}

}  // namespace model
