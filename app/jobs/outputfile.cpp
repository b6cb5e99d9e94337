// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/outputfile.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

constexpr qsizetype kBlockBytes = 1 << 16;

}  // namespace

OutputFile::~OutputFile() { close(); }

void OutputFile::close() {
    if (m_fd >= 0 && m_file) ::close(m_fd);
    m_fd = -1;
}

model::Error OutputFile::failure() const {
    return {model::writeProblem(m_file ? m_path : QCoreApplication::translate("jobs", "standard output"), m_problem)};
}

model::Result<model::Done> OutputFile::open(const QString& path) {
    m_path = path;
    if (path == u"-") {
        m_fd = STDOUT_FILENO;
        return model::Done{};
    }
    auto file = model::AtomicFile::beside(path);
    if (!file) return model::Error{file.error()};
    m_file.emplace(std::move(*file));
    m_fd = ::open(QFile::encodeName(m_file->temporaryPath()).constData(), O_WRONLY | O_CLOEXEC);
    if (m_fd >= 0) return model::Done{};
    m_problem = errno;
    return failure();
}

void OutputFile::write(QByteArrayView bytes) {
    if (m_problem != 0) return;
    m_waiting.append(bytes.data(), bytes.size());
    if (m_waiting.size() >= kBlockBytes) flush();
}

void OutputFile::flush() {
    if (m_problem == 0) m_problem = model::writeAll(m_fd, m_waiting);
    m_waiting.clear();
}

model::Result<model::Done> OutputFile::commit() {
    flush();
    close();
    if (m_problem != 0) return failure();
    return m_file ? m_file->commit() : model::Result<model::Done>(model::Done{});
}

}  // namespace app
