// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/atomicfile.h"

#include "model/io/leftovers.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

/// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor(const QString& path, int flags, mode_t mode = 0)
        : m_fd(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, mode)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int fd() const { return m_fd; }

private:
    int m_fd;
};

QString resolved(const QString& path) {
    const QFileInfo info(path);
    if (info.exists()) return info.canonicalFilePath();
    return info.isSymLink() ? info.symLinkTarget() : info.absoluteFilePath();
}

// A device or a pipe, which must not be replaced by a file.
bool isStream(const QString& path) {
    struct stat info {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

QString folderOf(const QString& path) { return QFileInfo(path).absolutePath(); }

}  // namespace

int writeAll(int fd, QByteArrayView content) {
    while (!content.isEmpty()) {
        const ssize_t count = ::write(fd, content.data(), static_cast<size_t>(content.size()));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        content = content.sliced(count);
    }
    return 0;
}

QString writeProblem(const QString& path, int errorNumber) {
    const QString folder = QDir::toNativeSeparators(QFileInfo(path).path());
    switch (errorNumber) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return tr("\"%1\" cannot be written: the disk is full. Free some space or choose another place; what was there "
                      "before is unchanged.")
                .arg(path);
        case EACCES:
        case EPERM:
        case EROFS:
            return tr("\"%1\" cannot be written: the folder \"%2\" is read-only. Choose another folder.").arg(path, folder);
        case ENOENT:
        case ENOTDIR:
            return tr("\"%1\" cannot be written: there is no folder \"%2\". Create it or choose another one.").arg(path, folder);
        case EISDIR: return tr("\"%1\" cannot be written: it is a folder. Name a file.").arg(path);
        default: break;
    }
    return tr("\"%1\" cannot be written: %2. Choose another place.").arg(path, QString::fromLocal8Bit(std::strerror(errorNumber)));
}

int probeWrite(const QString& path) {
    const Descriptor file(path, O_WRONLY | O_APPEND);
    if (!file.isOpen()) return errno;
    return writeAll(file.fd(), QByteArray(1 << 16, '\0'));
}

AtomicFile::AtomicFile(QString path, QString target, QString temporary, Target kind)
    : m_path(std::move(path)), m_target(std::move(target)), m_temporary(std::move(temporary)), m_kind(kind) {}

bool isReadOnlyFile(const QString& path) {
    const QFileInfo file(path);
    constexpr auto kAnyWrite = QFileDevice::WriteOwner | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    return file.exists() && (!file.isWritable() || !(file.permissions() & kAnyWrite));
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_target(std::move(other.m_target)), m_temporary(std::exchange(other.m_temporary, {})),
      m_kind(other.m_kind) {}

AtomicFile::~AtomicFile() {
    if (!m_temporary.isEmpty()) ::unlink(QFile::encodeName(m_temporary).constData());
}

Result<AtomicFile> AtomicFile::forStream(const QString& path) {
    QByteArray name = QFile::encodeName(QDir::tempPath() + QStringLiteral("/skerry.XXXXXX"));
    const int fd = ::mkstemp(name.data());
    if (fd < 0) return Error{writeProblem(path, errno)};
    ::close(fd);
    return AtomicFile(path, path, QFile::decodeName(name), Target::Stream);
}

Result<AtomicFile> AtomicFile::beside(const QString& path) {
    if (isStream(path)) return forStream(path);
    const QString target = resolved(path);
    if (QFileInfo(target).isDir() || target.endsWith(u'/')) return Error{writeProblem(path, EISDIR)};
    if (isReadOnlyFile(target))
        return Error{tr("\"%1\" cannot be written: the file is read-only. Save under another name.").arg(path)};
    struct stat old {};
    const bool replaces = ::stat(QFile::encodeName(target).constData(), &old) == 0;
    for (int attempt = 0; attempt < 100; ++attempt) {
        const QString temporary = folderOf(target) + u'/' + temporaryNameFor(QFileInfo(target).fileName());
        const Descriptor file(temporary, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (file.isOpen()) {
            if (replaces) ::fchmod(file.fd(), old.st_mode & 07777);
            return AtomicFile(path, target, temporary, Target::File);
        }
        if (errno != EEXIST) return Error{writeProblem(path, errno)};
    }
    return Error{writeProblem(path, EEXIST)};
}

Result<Done> AtomicFile::pourOut() {
    const auto content = readWholeFile(m_temporary);
    if (!content) return Error{content.error()};
    const Descriptor stream(m_target, O_WRONLY);
    const int problem = stream.isOpen() ? writeAll(stream.fd(), *content) : errno;
    return problem == 0 ? Result<Done>(Done{}) : Result<Done>(Error{writeProblem(m_path, problem)});
}

Result<Done> AtomicFile::commit() {
    if (m_kind == Target::Stream) return pourOut();
    {
        const Descriptor file(m_temporary, O_RDWR);
        if (!file.isOpen() || ::fsync(file.fd()) != 0) return Error{writeProblem(m_path, errno)};
    }
    if (::rename(QFile::encodeName(m_temporary).constData(), QFile::encodeName(m_target).constData()) != 0)
        return Error{writeProblem(m_path, errno)};
    m_temporary.clear();
    // Some file systems cannot sync a folder; the content is safe by then.
    const Descriptor folder(folderOf(m_target), O_RDONLY | O_DIRECTORY);
    if (folder.isOpen()) ::fsync(folder.fd());
    removeLeftovers(m_target);
    return Done{};
}

Result<Done> writeFileAtomically(const QString& path, QByteArrayView content) {
    if (path == u"-") {
        const int problem = writeAll(STDOUT_FILENO, content);
        return problem == 0 ? Result<Done>(Done{}) : Result<Done>(Error{writeProblem(tr("standard output"), problem)});
    }
    auto file = AtomicFile::beside(path);
    if (!file) return Error{file.error()};
    {
        const Descriptor fresh(file->temporaryPath(), O_WRONLY);
        const int problem = fresh.isOpen() ? writeAll(fresh.fd(), content) : errno;
        if (problem != 0) return Error{writeProblem(path, problem)};
    }
    return file->commit();
}

Result<QByteArray> readWholeFile(const QString& path) {
    QFile file(path);
    const bool opened = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (path != u"-" && QFileInfo(path).isDir())
        return Error{tr("\"%1\" is a folder. Name a file inside it.").arg(path)};
    if (!opened && !QFileInfo::exists(path)) return Error{tr("There is no file \"%1\". Check the name.").arg(path)};
    if (!opened) return Error{tr("\"%1\" cannot be read: %2.").arg(path, file.errorString())};
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError) return Error{tr("\"%1\" cannot be read: %2.").arg(path, file.errorString())};
    return content;
}

}  // namespace model
