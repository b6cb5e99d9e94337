// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QByteArray>
#include <QStringView>

#include <string>

namespace model {

/// Appends JSON to a byte array: a plain writer whose output depends on nothing but its input, and several times as
/// fast as building a tree first. Commas between elements are its own affair, braces are the caller's.
class JsonWriter {
public:
    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    void key(QStringView name);

    void string(QStringView text);
    void integer(qint64 number);
    /// The shortest digits that read back as the same number, with a point or an exponent, so that it does not read
    /// back as an integer. Infinity and "not a number" are not JSON and must not come here.
    void number(double number);
    void boolean(bool truth);
    void null();
    void uid(Uid uid);                ///< its text, or null
    void raw(QByteArrayView json);    ///< one value that is JSON already
    void newLine();                   ///< before the next element: after the comma, if one is due

    [[nodiscard]] QByteArrayView text() const { return {m_text.data(), static_cast<qsizetype>(m_text.size())}; }
    [[nodiscard]] QByteArray take() const { return text().toByteArray(); }

private:
    void separate();
    void open(char bracket);
    void close(char bracket);
    void quoted(QStringView text);

    std::string m_text;  // appends a character faster than QByteArray, which asks each time whether it is shared
    bool m_comma = false;    // a comma is due before the next element
    bool m_newLine = false;  // a line break is due before the next element
};

}  // namespace model
