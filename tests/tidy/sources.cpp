// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace {

// Walks C++ text and knows whether it is in code, in a comment or in quotes.
class Scanner {
public:
    explicit Scanner(const QString& text) : m_text(text) {}

    // Blanks what is not code; quotes stay, and what they hold stays in `code`.
    void run() {
        while (m_at < m_text.size()) {
            if (starts(u"//")) skipTo(m_text.indexOf(u'\n', m_at), 0);
            else if (starts(u"/*")) skipTo(m_text.indexOf(u"*/", m_at), 2);
            else if (starts(u"R\"")) rawString();
            else if (m_text[m_at] == u'"' || isCharQuote()) quoted(m_text[m_at]);
            else keep();
        }
    }

    QString code;
    QString bare;

private:
    [[nodiscard]] bool starts(QStringView what) const { return QStringView(m_text).mid(m_at).startsWith(what); }
    // Not the separator of 1'000.
    [[nodiscard]] bool isCharQuote() const {
        return m_text[m_at] == u'\'' && (m_at == 0 || !m_text[m_at - 1].isDigit());
    }
    void keep() {
        code += m_text[m_at];
        bare += m_text[m_at];
        ++m_at;
    }
    void put(QString& out, QChar letter) { out += letter == u'\n' ? letter : QChar(u' '); }
    void skipTo(qsizetype end, qsizetype extra) {
        const qsizetype stop = end < 0 ? m_text.size() : end + extra;
        for (; m_at < stop; ++m_at) {
            put(code, m_text[m_at]);
            put(bare, m_text[m_at]);
        }
    }
    void inQuotes() {
        code += m_text[m_at];
        put(bare, m_text[m_at]);
        ++m_at;
    }
    void quoted(QChar quote) {
        keep();
        while (m_at < m_text.size() && m_text[m_at] != quote && m_text[m_at] != u'\n') {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size()) inQuotes();
            inQuotes();
        }
        if (m_at < m_text.size()) keep();
    }
    void rawString() {
        const qsizetype open = m_text.indexOf(u'(', m_at);
        const QString close = u')' + m_text.mid(m_at + 2, open - m_at - 2) + u'"';
        const qsizetype end = m_text.indexOf(close, open);
        const qsizetype stop = end < 0 ? m_text.size() : end + close.size();
        while (m_at < stop) inQuotes();
    }

    QString m_text;
    qsizetype m_at = 0;
};

// Tells from the text before a brace whether a function's body begins with it.
bool opensFunction(const QString& head) {
    static const QRegularExpression notFunction(
        QString::fromLatin1(R"(\b(namespace|class|struct|enum|union|if|for|while|switch|catch|return)\b|=\s*$)"));
    static const QRegularExpression parameters(QString::fromLatin1(R"(\btemplate\s*<[^>]*>)"));
    return head.contains(u'(') && !QString(head).remove(parameters).contains(notFunction);
}

}  // namespace

Source parsed(const QString& path, const QString& text) {
    Scanner scanner(text);
    scanner.run();
    return {path, text.split(u'\n'), scanner.code.split(u'\n'), scanner.bare.split(u'\n')};
}

std::vector<Source> readSources(const QString& top, const QStringList& folders) {
    static const QRegularExpression wanted(QString::fromLatin1(R"((\.(cpp|h|in|cmake|sh|awk|txt|css)|/run)$)"));
    std::vector<Source> sources;
    for (const QString& folder : folders) {
        QDirIterator files(top + u'/' + folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QString path = file.fileName().mid(top.size() + 1);
            // Text files that are data of tests are named otherwise than CMake's.
            if (!path.contains(wanted) || (path.endsWith(u".txt") && !path.endsWith(u"CMakeLists.txt"))) continue;
            if (file.open(QIODevice::ReadOnly)) sources.push_back(parsed(path, QString::fromUtf8(file.readAll())));
        }
    }
    std::ranges::sort(sources, {}, &Source::path);
    return sources;
}

std::vector<FunctionSpan> functionsOf(const Source& source) {
    std::vector<FunctionSpan> functions;
    QString head;
    int depth = 0;
    int functionDepth = -1;  // of the brace that opened the function we are in; -1: in none
    int firstLine = 0;
    bool endedFunction = false;
    for (int line = 0; line < source.bare.size(); ++line) {
        if (source.bare[line].startsWith(u'#')) continue;
        for (const QChar letter : source.bare[line]) {
            if (letter == u'{') {
                // A body may follow the braces of a member initialiser with nothing in between.
                const bool opens = opensFunction(head) || (endedFunction && head.trimmed().isEmpty());
                if (functionDepth < 0 && opens) {
                    functionDepth = depth;
                    firstLine = line + 1;
                }
                ++depth;
                head.clear();
                endedFunction = false;
            } else if (letter == u'}') {
                --depth;
                if (depth == functionDepth) {
                    functions.push_back({firstLine, line + 2 - firstLine});
                    functionDepth = -1;
                    endedFunction = true;
                }
                head.clear();
            } else if (letter == u';') {
                head.clear();
                endedFunction = false;
            } else {
                head += letter;
            }
        }
        head += u' ';
    }
    return functions;
}
