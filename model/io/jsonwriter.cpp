// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/jsonwriter.h"

#include <QtGlobal>

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace model {

namespace {

constexpr char kHex[] = "0123456789abcdef";

bool isPlain(char16_t c) { return c >= 0x20 && c < 0x7f && c != u'"' && c != u'\\'; }

void appendEscape(std::string& text, char16_t c) {
    switch (c) {
        case u'"': text += "\\\""; return;
        case u'\\': text += "\\\\"; return;
        case u'\n': text += "\\n"; return;
        case u'\r': text += "\\r"; return;
        case u'\t': text += "\\t"; return;
        default: break;
    }
    const char escape[] = {'\\', 'u', kHex[c >> 12], kHex[(c >> 8) & 15], kHex[(c >> 4) & 15], kHex[c & 15]};
    text.append(escape, sizeof escape);
}

void appendUtf8(std::string& text, QStringView character) {
    const QByteArray utf8 = character.toUtf8();
    text.append(utf8.constData(), static_cast<size_t>(utf8.size()));
}

}  // namespace

void JsonWriter::separate() {
    if (m_comma) m_text += ',';
    if (m_newLine) m_text += '\n';
    m_comma = true;
    m_newLine = false;
}

void JsonWriter::open(char bracket) {
    separate();
    m_text += bracket;
    m_comma = false;
}

void JsonWriter::close(char bracket) {
    if (m_newLine) m_text += '\n';
    m_newLine = false;
    m_text += bracket;
    m_comma = true;
}

void JsonWriter::newLine() { m_newLine = true; }

void JsonWriter::key(QStringView name) {
    separate();
    quoted(name);
    m_text += ':';
    m_comma = false;
}

void JsonWriter::string(QStringView text) {
    separate();
    quoted(text);
}

void JsonWriter::quoted(QStringView text) {
    m_text += '"';
    const char16_t* at = text.utf16();
    const char16_t* const end = at + text.size();
    while (at != end) {
        std::array<char, 64> plain;
        size_t count = 0;
        while (at != end && count < plain.size() && isPlain(*at)) plain[count++] = static_cast<char>(*at++);
        m_text.append(plain.data(), count);
        if (at == end || isPlain(*at)) continue;
        const char16_t c = *at++;
        if (c < 0x80) {
            if (c == 0x7f)
                m_text += '\x7f';
            else
                appendEscape(m_text, c);
        } else if (QChar::isHighSurrogate(c) && at != end && QChar::isLowSurrogate(*at)) {
            appendUtf8(m_text, QStringView(at - 1, 2));
            ++at;
        } else if (QChar::isSurrogate(c)) {
            appendEscape(m_text, c);  // half a character has no UTF-8, but must read back as it was
        } else {
            appendUtf8(m_text, QStringView(at - 1, 1));
        }
    }
    m_text += '"';
}

void JsonWriter::integer(qint64 number) {
    separate();
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    m_text.append(digits.data(), static_cast<size_t>(end - digits.data()));
}

void JsonWriter::number(double number) {
    Q_ASSERT(std::isfinite(number));
    separate();
    std::array<char, 40> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const std::string_view text(digits.data(), static_cast<size_t>(end - digits.data()));
    m_text += text;
    if (text.find_first_of(".e") == std::string_view::npos) m_text += ".0";
}

void JsonWriter::boolean(bool truth) {
    separate();
    m_text += truth ? "true" : "false";
}

void JsonWriter::null() {
    separate();
    m_text += "null";
}

void JsonWriter::uid(Uid uid) {
    if (uid.isNull()) return null();
    separate();
    std::array<char, 18> digits;
    digits.front() = digits.back() = '"';
    for (size_t i = 0; i < 16; ++i) digits[16 - i] = kHex[(uid.value >> (4 * i)) & 15];
    m_text.append(digits.data(), digits.size());
}

void JsonWriter::raw(QByteArrayView json) {
    separate();
    m_text.append(json.data(), static_cast<size_t>(json.size()));
}

}  // namespace model
