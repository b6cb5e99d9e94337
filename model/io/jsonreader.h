// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace model {

/// Reads JSON from front to back without building a tree. It tells integers from numbers with a point, which a
/// property's value needs, and refuses what is nested without end. After the first mistake failed() is true, error()
/// is one sentence with the line, and every further call returns nothing.
class JsonReader {
public:
    /// No design of ours comes near this depth; it bounds the stack.
    static constexpr int kDeepest = 64;

    explicit JsonReader(QByteArrayView text);

    enum class Token { Object, Array, String, Integer, Number, True, False, Null, Other };
    [[nodiscard]] Token peek();

    bool enterObject();
    bool nextKey(QString& key);  ///< false at the end of the object, which is then left
    bool enterArray();
    bool nextElement();  ///< false at the end of the array, which is then left

    QString string();
    /// An integer that does not fit 64 bits is a number to peek().
    qint64 integer();
    double number();  ///< also of an integer
    bool boolean();
    std::optional<Uid> uid();  ///< of a text; null for JSON's null
    QByteArrayView skip();     ///< steps over one value and returns its text
    bool atEnd();              ///< nothing but white space is left

    /// A place to return to when a value turns out to be of another form.
    struct Mark {
        qsizetype at = 0;
        int depth = 0;
        bool first = false;
    };
    [[nodiscard]] Mark mark() const { return {m_at, m_depth, m_first}; }
    void returnTo(const Mark& mark);

    void fail(const QString& what);
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] const QString& error() const { return m_error; }

private:
    bool expect(Token token, const char* words);
    void skipSpace();
    bool enter(char bracket, Token token, const char* words);
    bool next(char closing);
    [[nodiscard]] qsizetype scanNumber(bool& integral) const;
    bool scanString();
    std::optional<char16_t> escape();

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_first = false;  // the container was just entered: no comma is due
    bool m_failed = false;
    QString m_error;
};

/// The same JSON without the white space between its parts.
[[nodiscard]] QByteArray compactJson(QByteArrayView json);

}  // namespace model
