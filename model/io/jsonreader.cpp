// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/jsonreader.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

}  // namespace

JsonReader::JsonReader(QByteArrayView text) : m_text(text) {
    if (m_text.startsWith("\xef\xbb\xbf")) m_at = 3;
}

void JsonReader::fail(const QString& what) {
    if (m_failed) return;
    m_failed = true;
    const QByteArrayView before = m_text.first(std::min(m_at, m_text.size()));
    const qsizetype start = before.lastIndexOf('\n') + 1;
    m_error = tr("line %1, column %2: %3").arg(before.count('\n') + 1).arg(QString::fromUtf8(before.sliced(start)).size() + 1).arg(what);
}

void JsonReader::returnTo(const Mark& mark) {
    if (m_failed) return;  // broken syntax stays broken, however it is read
    m_at = mark.at;
    m_depth = mark.depth;
    m_first = mark.first;
}

void JsonReader::skipSpace() {
    while (m_at < m_text.size() && isSpace(m_text[m_at])) ++m_at;
}

JsonReader::Token JsonReader::peek() {
    skipSpace();
    if (m_failed || m_at >= m_text.size()) return Token::Other;
    const char c = m_text[m_at];
    switch (c) {
        case '{': return Token::Object;
        case '[': return Token::Array;
        case '"': return Token::String;
        case 't': return Token::True;
        case 'f': return Token::False;
        case 'n': return Token::Null;
        default: break;
    }
    if (c != '-' && !isDigit(c)) return Token::Other;
    bool integral = false;
    const qsizetype end = scanNumber(integral);
    if (end < 0) return Token::Other;
    if (!integral) return Token::Number;
    qint64 number = 0;
    const auto result = std::from_chars(m_text.data() + m_at, m_text.data() + end, number);
    return result.ec == std::errc() ? Token::Integer : Token::Number;
}

// The end of the number that begins here by JSON's grammar, or -1.
qsizetype JsonReader::scanNumber(bool& integral) const {
    const auto digits = [this](qsizetype at) {
        while (at < m_text.size() && isDigit(m_text[at])) ++at;
        return at;
    };
    qsizetype at = m_at;
    integral = true;
    if (at < m_text.size() && m_text[at] == '-') ++at;
    qsizetype end = digits(at);
    if (end == at || (m_text[at] == '0' && end > at + 1)) return -1;
    at = end;
    if (at < m_text.size() && m_text[at] == '.') {
        integral = false;
        end = digits(at + 1);
        if (end == at + 1) return -1;
        at = end;
    }
    if (at < m_text.size() && (m_text[at] == 'e' || m_text[at] == 'E')) {
        integral = false;
        ++at;
        if (at < m_text.size() && (m_text[at] == '+' || m_text[at] == '-')) ++at;
        end = digits(at);
        if (end == at) return -1;
        at = end;
    }
    return at;
}

bool JsonReader::expect(Token token, const char* words) {
    if (m_failed) return false;
    if (peek() == token) return true;
    fail(m_at >= m_text.size() ? tr("the text ends too early, %1 is missing").arg(tr(words))
                               : tr("%1 is expected here").arg(tr(words)));
    return false;
}

bool JsonReader::enter(char bracket, Token token, const char* words) {
    if (!expect(token, words)) return false;
    Q_ASSERT(m_text[m_at] == bracket);
    Q_UNUSED(bracket)
    if (++m_depth > kDeepest) {
        fail(tr("it is nested more than %1 levels deep").arg(kDeepest));
        return false;
    }
    ++m_at;
    m_first = true;
    return true;
}

bool JsonReader::enterObject() { return enter('{', Token::Object, QT_TRANSLATE_NOOP("model", "an object {...}")); }
bool JsonReader::enterArray() { return enter('[', Token::Array, QT_TRANSLATE_NOOP("model", "a list [...]")); }

bool JsonReader::next(char closing) {
    if (m_failed) return false;
    skipSpace();
    if (m_at >= m_text.size()) {
        fail(tr("the text ends too early, the file is cut off"));
        return false;
    }
    if (m_text[m_at] == closing) {
        ++m_at;
        --m_depth;
        m_first = false;
        return false;
    }
    if (!m_first) {
        if (m_text[m_at] != ',') {
            fail(tr("a comma or %1 is expected here").arg(QLatin1Char(closing)));
            return false;
        }
        ++m_at;
        skipSpace();
    }
    m_first = false;
    return true;
}

bool JsonReader::nextKey(QString& key) {
    if (!next('}')) return false;
    key = string();
    skipSpace();
    if (m_failed) return false;
    if (m_at >= m_text.size() || m_text[m_at] != ':') {
        fail(tr("a colon is expected after \"%1\"").arg(key));
        return false;
    }
    ++m_at;
    return true;
}

bool JsonReader::nextElement() { return next(']'); }

// Moves from the opening to behind the closing quote.
bool JsonReader::scanString() {
    if (!expect(Token::String, QT_TRANSLATE_NOOP("model", "a text in quotes"))) return false;
    for (++m_at; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '"') {
            ++m_at;
            return true;
        }
        if (c == '\\') ++m_at;
        if (c == '\n') break;
    }
    fail(tr("a text has no closing quote, the file is cut off"));
    return false;
}

std::optional<char16_t> JsonReader::escape() {
    switch (m_text[m_at++]) {
        case '"': return u'"';
        case '\\': return u'\\';
        case '/': return u'/';
        case 'b': return u'\b';
        case 'f': return u'\f';
        case 'n': return u'\n';
        case 'r': return u'\r';
        case 't': return u'\t';
        case 'u': break;
        default: return std::nullopt;
    }
    unsigned code = 0;
    if (m_at + 4 > m_text.size()) return std::nullopt;
    const auto result = std::from_chars(m_text.data() + m_at, m_text.data() + m_at + 4, code, 16);
    if (result.ptr != m_text.data() + m_at + 4) return std::nullopt;
    m_at += 4;
    return static_cast<char16_t>(code);
}

QString JsonReader::string() {
    skipSpace();
    const qsizetype start = m_at + 1;
    if (!scanString()) return {};
    const qsizetype end = m_at - 1;
    const QByteArrayView inside = m_text.sliced(start, end - start);
    if (!inside.contains('\\')) return QString::fromUtf8(inside);
    QString text;
    m_at = start;
    while (m_at < end) {
        const qsizetype plain = m_at;
        while (m_at < end && m_text[m_at] != '\\') ++m_at;
        text += QString::fromUtf8(m_text.sliced(plain, m_at - plain));
        if (m_at >= end) break;
        ++m_at;
        const auto c = escape();
        if (!c || m_at > end) {
            fail(tr("a text holds a backslash that means nothing"));
            return {};
        }
        text += QChar(*c);
    }
    m_at = end + 1;
    return text;
}

qint64 JsonReader::integer() {
    if (!expect(Token::Integer, QT_TRANSLATE_NOOP("model", "a whole number"))) return 0;
    qint64 number = 0;
    m_at = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), number).ptr - m_text.data();
    return number;
}

double JsonReader::number() {
    const Token token = peek();
    if (token != Token::Integer && !expect(Token::Number, QT_TRANSLATE_NOOP("model", "a number"))) return 0;
    double number = 0;
    const auto result = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), number);
    if (result.ec != std::errc()) {
        fail(tr("a number is too large or too small"));
        return 0;
    }
    m_at = result.ptr - m_text.data();
    return number;
}

bool JsonReader::boolean() {
    const bool truth = peek() == Token::True;
    if (!truth && !expect(Token::False, QT_TRANSLATE_NOOP("model", "true or false"))) return false;
    skip();
    return truth;
}

std::optional<Uid> JsonReader::uid() {
    if (peek() == Token::Null) {
        skip();
        return m_failed ? std::nullopt : std::optional<Uid>(Uid{});
    }
    const QString text = string();
    if (m_failed) return std::nullopt;
    const auto uid = Uid::fromText(text);
    if (!uid) fail(tr("\"%1\" is not an identity of 16 hexadecimal digits").arg(text));
    return uid;
}

QByteArrayView JsonReader::skip() {
    const Token token = peek();
    const qsizetype start = m_at;
    const auto word = [this](const char* literal) {
        const QByteArrayView view(literal);
        if (m_text.sliced(m_at).startsWith(view))
            m_at += view.size();
        else
            expect(Token::Other, QT_TRANSLATE_NOOP("model", "a value"));
    };
    QString key;
    switch (token) {
        case Token::Object:
            for (enterObject(); nextKey(key);) skip();
            break;
        case Token::Array:
            for (enterArray(); nextElement();) skip();
            break;
        case Token::String: scanString(); break;
        case Token::Integer:
        case Token::Number: {
            bool integral = false;
            m_at = scanNumber(integral);
            break;
        }
        case Token::True: word("true"); break;
        case Token::False: word("false"); break;
        case Token::Null: word("null"); break;
        case Token::Other: expect(Token::Null, QT_TRANSLATE_NOOP("model", "a value")); break;
    }
    return m_failed ? QByteArrayView() : m_text.sliced(start, m_at - start);
}

bool JsonReader::atEnd() {
    skipSpace();
    return m_at >= m_text.size();
}

QByteArray compactJson(QByteArrayView json) {
    QByteArray compact;
    compact.reserve(json.size());
    bool quoted = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (!quoted && isSpace(c)) continue;
        compact += c;
        if (quoted && c == '\\' && i + 1 < json.size()) compact += json[++i];
        if (c == '"') quoted = !quoted;
    }
    return compact;
}

}  // namespace model
