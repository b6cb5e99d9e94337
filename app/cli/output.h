// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QJsonArray;
class QJsonObject;

namespace app::cli {

/// How a call ended. Scripts rely on the numbers.
enum class Exit { Done = 0, Findings = 1, Wrong = 2 };

/// What a verb says. Collected, and written when the verb is through: a call that fails says one sentence and nothing else.
class Output {
public:
    void line(const QString& text) { m_text += text.toUtf8() + '\n'; }
    void text(const QString& text) { m_text += text.toUtf8(); }
    void bytes(const QByteArray& bytes) { m_text += bytes; }
    void json(const QJsonObject& object);
    void json(const QJsonArray& array);

    /// Writes all of it. What was said is lost if standard output does not take it: then the call was wrong.
    [[nodiscard]] Exit flush(Exit exit);

    /// One sentence on standard error.
    static Exit fail(const QString& sentence);

private:
    QByteArray m_text;
};

}  // namespace app::cli
