// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/outputfile.h"

#include <QCoreApplication>

#include <cstdio>

namespace app {

model::Error OutputFile::failure() const {
    const QString why = m_standardOutput.isOpen() ? m_standardOutput.errorString() : m_file.errorString();
    return {QCoreApplication::translate("jobs", "%1 cannot be written: %2. Choose another place.").arg(m_path, why)};
}

model::Result<model::Done> OutputFile::open(const QString& path) {
    m_path = path;
    if (path == u"-") {
        if (!m_standardOutput.open(stdout, QIODevice::WriteOnly)) return failure();
        return model::Done{};
    }
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly)) return failure();
    return model::Done{};
}

void OutputFile::write(QByteArrayView bytes) {
    QFileDevice& file = m_standardOutput.isOpen() ? static_cast<QFileDevice&>(m_standardOutput) : m_file;
    if (!m_failed && file.write(bytes.data(), bytes.size()) != bytes.size()) m_failed = true;
}

model::Result<model::Done> OutputFile::commit() {
    if (m_standardOutput.isOpen()) {
        if (m_failed || !m_standardOutput.flush()) return failure();
        return model::Done{};
    }
    if (m_failed) {
        const model::Error error = failure();
        m_file.cancelWriting();
        return error;
    }
    if (!m_file.commit()) return failure();
    return model::Done{};
}

}  // namespace app
