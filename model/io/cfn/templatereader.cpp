// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/templatereader.h"

#include "model/io/cfn/nodebuilder.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>
#include <optional>
#include <sstream>

namespace model::cfn {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfn::TemplateReader)
};

enum class Syntax { Json, Yaml };

Syntax syntaxOf(const QByteArray& text) { return text.trimmed().startsWith('{') ? Syntax::Json : Syntax::Yaml; }

QString nameOf(Syntax syntax) { return syntax == Syntax::Json ? QStringLiteral("JSON") : QStringLiteral("YAML"); }

Error notATemplate(const QString& file, const QString& because) {
    return Error{Text::tr("'%1' is no CloudFormation template: %2. Choose a template in JSON or YAML.")
                     .arg(file, because)};
}

/// UTF-8 without a byte order mark; UTF-16, which PowerShell writes, is converted.
Result<QByteArray> toUtf8(const QByteArray& bytes, const QString& file) {
    const auto encoding = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(encoding.value_or(QStringConverter::Utf8));
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0'))) return notATemplate(file, Text::tr("it is not text"));
    return text.toUtf8();
}

/// The code unit of an escape such as \u00e9 at `at`, or -1.
int codeUnitAt(const QByteArray& text, qsizetype at) {
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
    bool ok = false;
    const int unit = text.mid(at + 2, 4).toInt(&ok, 16);
    return ok ? unit : -1;
}

/// JSON writes characters beyond the basic plane as two escapes, which YAML does not know.
QByteArray joinSurrogates(const QByteArray& text) {
    QByteArray joined;
    joined.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] != '\\') {
            joined.append(text[i++]);
            continue;
        }
        const int high = codeUnitAt(text, i);
        const int low = high >= 0xD800 && high <= 0xDBFF ? codeUnitAt(text, i + 6) : -1;
        if (low >= 0xDC00 && low <= 0xDFFF) {
            const QChar pair[2] = {QChar(static_cast<char16_t>(high)), QChar(static_cast<char16_t>(low))};
            joined.append(QString(pair, 2).toUtf8());
            i += 12;
        } else {
            joined.append(text.mid(i, 2));
            i += 2;
        }
    }
    return joined;
}

/// Where in the text it is broken, and how.
struct Break {
    qsizetype line = 0, column = 0;  // counted from 1
    QString why;
    bool isAtEnd = false;
};

QString sentenceOf(const Break& broken, Syntax syntax) {
    const QString advice = broken.isAtEnd ? Text::tr("The file may be cut off; complete it") : Text::tr("Correct it there");
    return Text::tr("this is not valid %1 at column %2 (%3). %4.").arg(nameOf(syntax)).arg(broken.column).arg(broken.why, advice);
}

/// The reader of YAML is lenient with JSON, and tells of what it does not take at the end of the list or map around it.
std::optional<Break> breakOfJson(const QByteArray& text) {
    QJsonParseError error;
    (void)QJsonDocument::fromJson(text, &error);
    // Depth and size are judged elsewhere, by limits of our own.
    if (error.error == QJsonParseError::NoError || error.error == QJsonParseError::DeepNesting || error.error == QJsonParseError::DocumentTooLarge) return std::nullopt;
    const qsizetype offset = std::clamp<qsizetype>(error.offset, 0, text.size());
    const bool isAtEnd = text.sliced(offset).trimmed().isEmpty();
    // The offset lies behind the character that does not belong there.
    const QByteArrayView before = QByteArrayView(text).first(isAtEnd ? text.trimmed().size() : std::max<qsizetype>(offset - 1, 0));
    const qsizetype start = before.lastIndexOf('\n') + 1;
    return Break{before.count('\n') + 1, QString::fromUtf8(before.sliced(start)).size() + 1, error.errorString(), isAtEnd};
}

Result<Node> parseText(const QByteArray& text, Syntax syntax, const QString& file) {
    const auto brokenJson = syntax == Syntax::Json ? breakOfJson(text) : std::nullopt;
    const auto errorOf = [&](const Break& broken) { return errorAt(file, static_cast<int>(broken.line), sentenceOf(broken, syntax)); };
    // YAML may begin with a brace as well; a name that says JSON means JSON.
    if (brokenJson && file.endsWith(u".json", Qt::CaseInsensitive)) return errorOf(*brokenJson);
    std::istringstream stream(text.toStdString());
    NodeBuilder builder;
    try {
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder)) return notATemplate(file, Text::tr("it is empty"));
        Node root = builder.takeRoot();
        NodeBuilder rest;
        if (parser.HandleNextDocument(rest)) {
            return errorAt(file, rest.takeRoot().line,
                           Text::tr("a second document begins here. Keep one template in a file."));
        }
        return root;
    } catch (const Refusal& refusal) {
        return errorAt(file, refusal.line, refusal.sentence);
    } catch (const YAML::Exception& exception) {
        return errorOf(brokenJson.value_or(Break{exception.mark.line + 1, exception.mark.column + 1, QString::fromStdString(exception.msg), exception.mark.line >= text.trimmed().count('\n')}));
    }
}

}  // namespace

Result<Node> parseTemplate(const QByteArray& bytes, const QString& file) {
    if (bytes.size() > kMaxTemplateBytes) {
        return Error{Text::tr("'%1' is larger than %2 MB, and CloudFormation takes at most 1 MB. Split the template.")
                         .arg(file)
                         .arg(kMaxTemplateBytes / 1024 / 1024)};
    }
    const Result<QByteArray> utf8 = toUtf8(bytes, file);
    if (!utf8.ok()) return Error{utf8.error()};
    if (utf8->trimmed().isEmpty()) return notATemplate(file, Text::tr("it is empty"));
    const Syntax syntax = syntaxOf(*utf8);
    Result<Node> root = parseText(syntax == Syntax::Json ? joinSurrogates(*utf8) : *utf8, syntax, file);
    if (!root.ok()) return root;
    const Node* resources = root->find(u"Resources");
    if (resources == nullptr) return notATemplate(file, Text::tr("it has no section 'Resources'"));
    if (!resources->isMap()) {
        return errorAt(file, resources->line,
                       Text::tr("'Resources' must hold resources by name. Complete the template."));
    }
    return root;
}

Result<Node> readTemplateFile(const QString& path) {
    if (QFileInfo(path).isDir()) {
        return Error{Text::tr("'%1' is a folder. Choose a CloudFormation template, a file in JSON or YAML.").arg(path)};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{Text::tr("'%1' cannot be read (%2). Check the name and the permissions.")
                         .arg(path, file.errorString())};
    }
    return parseTemplate(file.read(kMaxTemplateBytes + 1), path);
}

}  // namespace model::cfn
