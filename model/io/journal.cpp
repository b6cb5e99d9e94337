// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/journal.h"

#include "model/core/document.h"
#include "model/io/atomicfile.h"
#include "model/io/changejson.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr int kJournalVersion = 1;

// A line is the checksum of the JSON behind it in eight digits, a space, the JSON and a line break: what was cut off
// or never reached the disk is told from what did.
QByteArray checksum(QByteArrayView json) {
    quint32 hash = 0x811c9dc5U;  // FNV-1a
    for (const char c : json) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
    return QByteArray::number(hash, 16).rightJustified(8, '0');
}

QByteArray headerJson(const JournalBase& base) {
    JsonWriter writer;
    writer.beginObject();
    writer.key(u"document");
    writer.string(base.document);
    writer.key(u"journal");
    writer.integer(kJournalVersion);
    writer.key(u"save");
    writer.string(base.save);
    writer.endObject();
    return writer.take();
}

std::optional<JournalBase> baseFrom(QByteArrayView json) {
    JsonReader reader(json);
    JournalBase base;
    qint64 version = 0;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"document")
            base.document = reader.string();
        else if (field == u"save")
            base.save = reader.string();
        else if (field == u"journal")
            version = reader.integer();
        else
            reader.skip();
    }
    return reader.failed() || version != kJournalVersion ? std::nullopt : std::optional(base);
}

QString besideDocument(const QString& document) {
    const QFileInfo info(document);
    return info.absolutePath() + QStringLiteral("/.") + info.fileName() + QStringLiteral(".journal");
}

QString freshInFolder(const QString& folder) {
    return folder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + QStringLiteral(".journal");
}

bool isLocked(const QString& path) {
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool locked = ::flock(fd, LOCK_EX | LOCK_NB) != 0;
    ::close(fd);
    return locked;
}

/// The error number, or 0. One write() per line: whoever kills the program kills before or after it.
int writeLine(int fd, const QByteArray& json) {
    const QByteArray line = checksum(json) + ' ' + json + '\n';
    const ssize_t count = ::write(fd, line.constData(), static_cast<size_t>(line.size()));
    if (count == line.size()) return 0;
    return count < 0 ? errno : ENOSPC;
}

struct Opened {
    int fd = -1;
    QString path;
    int problem = 0;  // an error number
};

/// Writes header and changes into a new locked file, which then takes the place of whatever lies at the path.
Opened openAt(const QString& path, const JournalBase& base, const std::vector<ChangeSet>& already) {
    const QByteArray fresh = QFile::encodeName(path + QStringLiteral(".new"));
    const int fd = ::open(fresh.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) return {-1, path, errno};
    int problem = ::flock(fd, LOCK_EX | LOCK_NB) == 0 ? writeLine(fd, headerJson(base)) : errno;
    for (size_t i = 0; i < already.size() && problem == 0; ++i) problem = writeLine(fd, toJson(already[i]));
    if (problem == 0 && ::rename(fresh.constData(), QFile::encodeName(path).constData()) != 0) problem = errno;
    if (problem == 0) return {fd, path, 0};
    ::unlink(fresh.constData());
    ::close(fd);
    return {-1, path, problem};
}

/// Whether what lies there is work that was lost and that nobody has brought back or discarded: it is not written over.
bool holdsLostWork(const QString& path, const JournalBase& base) {
    const auto left = QFileInfo::exists(path) ? readJournal(path) : Result<Recovery>(Error{});
    return left && left->base == base && !left->changes.empty();
}

/// Where the journal belongs, or, where that cannot be, in the state folder. One that brings back changes takes the place of the
/// one that they come from.
Opened openFor(const JournalBase& base, const QString& stateFolder, const std::vector<ChangeSet>& already) {
    const QString own = base.document.isEmpty() ? QString() : besideDocument(base.document);
    if (!own.isEmpty() && !isLocked(own) && !(already.empty() && holdsLostWork(own, base))) {
        Opened beside = openAt(own, base, already);
        if (beside.problem == 0) return beside;
    }
    QDir().mkpath(stateFolder);
    return openAt(freshInFolder(stateFolder), base, already);
}

}  // namespace

QString journalFolder() {
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    const QString root = QDir::isAbsolutePath(state) ? state : QDir::homePath() + QStringLiteral("/.local/state");
    return root + QStringLiteral("/skerry");
}

Journal::Journal(QString path, QString stateFolder, int fd)
    : m_path(std::move(path)),
      m_stateFolder(std::move(stateFolder)),
      m_fd(fd),
      m_thread([this](const std::stop_token& stop) { run(stop); }) {}

Result<std::unique_ptr<Journal>> Journal::start(const JournalBase& base, const QString& stateFolder,
                                                const std::vector<ChangeSet>& already) {
    const Opened opened = openFor(base, stateFolder, already);
    if (opened.problem != 0) return Error{writeProblem(opened.path, opened.problem)};
    return std::unique_ptr<Journal>(new Journal(opened.path, stateFolder, opened.fd));
}

Journal::~Journal() {
    m_thread.request_stop();
    m_thread.join();
    if (m_fd >= 0) ::close(m_fd);
}

void Journal::append(const ChangeSet& applied) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_fd < 0 || !m_problem.isEmpty()) return;
        if (const int problem = writeLine(m_fd, toJson(applied)); problem != 0) m_problem = writeProblem(m_path, problem);
        m_dirty = true;
    }
    m_wake.notify_one();
}

void Journal::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return m_dirty; })) {
        m_dirty = false;
        const int fd = ::dup(m_fd);  // the journal may move on to another file meanwhile
        lock.unlock();
        if (fd >= 0) {
            ::fdatasync(fd);
            ::close(fd);
        }
        lock.lock();
    }
}

Result<Done> Journal::follow(const JournalBase& base) {
    // Our own lock on the old file must not drive the new one away from its place.
    const bool stays = !base.document.isEmpty() && m_path == besideDocument(base.document);
    const Opened next = stays ? openAt(m_path, base, {}) : openFor(base, m_stateFolder, {});
    if (next.problem != 0) return Error{writeProblem(next.path, next.problem)};
    const std::lock_guard lock(m_mutex);
    if (m_fd >= 0) ::close(m_fd);
    if (next.path != m_path) ::unlink(QFile::encodeName(m_path).constData());
    m_fd = next.fd;
    m_path = next.path;
    m_problem.clear();
    return Done{};
}

void Journal::discard() {
    const std::lock_guard lock(m_mutex);
    if (m_fd < 0) return;
    ::unlink(QFile::encodeName(m_path).constData());
    ::close(m_fd);
    m_fd = -1;
}

Result<Recovery> readJournal(const QString& path) {
    auto content = readWholeFile(path);
    if (!content) return Error{content.error()};
    Recovery recovery{path, {}, {}};
    bool hasHeader = false;
    QByteArrayView rest(*content);
    for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const QByteArrayView line = rest.first(end);
        rest = rest.sliced(end + 1);
        if (line.size() < 9 || line.first(8) != checksum(line.sliced(9))) break;  // never reached the disk as a whole
        if (!hasHeader) {
            auto base = baseFrom(line.sliced(9));
            if (!base) break;
            recovery.base = std::move(*base);
            hasHeader = true;
            continue;
        }
        auto changeSet = changeSetFromJson(line.sliced(9));
        if (!changeSet) break;
        recovery.changes.push_back(std::move(*changeSet));
    }
    if (!hasHeader) return Error{tr("\"%1\" is not a journal of Skerry.").arg(path)};
    return recovery;
}

std::vector<Recovery> abandonedJournals(const JournalBase& base, const QString& stateFolder) {
    QStringList paths;
    if (!base.document.isEmpty()) paths += besideDocument(base.document);
    for (const QString& name : QDir(stateFolder).entryList({QStringLiteral("*.journal")}, QDir::Files, QDir::Time))
        paths += stateFolder + u'/' + name;
    std::vector<Recovery> found;
    for (const QString& path : paths) {
        if (!QFileInfo::exists(path) || isLocked(path)) continue;
        auto recovery = readJournal(path);
        if (recovery && recovery->base == base && !recovery->changes.empty()) found.push_back(std::move(*recovery));
    }
    return found;
}

void dismiss(const Recovery& recovery) { QFile::remove(recovery.path); }

int recover(Document& document, const Recovery& recovery) {
    int applied = 0;
    for (const ChangeSet& changeSet : recovery.changes) {
        if (!document.apply(changeSet).ok()) break;
        ++applied;
    }
    return applied;
}

}  // namespace model
