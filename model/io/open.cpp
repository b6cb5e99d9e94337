// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/open.h"

#include "model/io/atomicfile.h"
#include "model/io/skerryjson.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QString shownName(const QString& path) { return path == u"-" ? tr("standard input") : path; }

Error unreadable(const QString& path, const QString& why) {
    return Error{tr("\"%1\" cannot be opened: %2").arg(shownName(path), why)};
}

/// JSON has no place for the name of a save: its content names itself.
QString stampOf(const QByteArray& content) {
    return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha1).toHex().first(16));
}

Result<OpenedDesign> openSkerryFile(const QString& path, const QString& name) {
    auto file = loadSkerryFile(path);
    if (!file) return Error{QString(file.error()).replace(path, shownName(name))};
    return OpenedDesign{OpenedDesign::Source::SkerryFile, name, std::move(file->design), file->save, file->history, {}};
}

/// SQLite reads files only.
Result<OpenedDesign> openSkerryBytes(const QByteArray& content) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("input.skerry"));
    if (auto written = writeFileAtomically(path, content); !written) return Error{written.error()};
    return openSkerryFile(path, QStringLiteral("-"));
}

Result<OpenedDesign> openJson(const QByteArray& content, const QString& path) {
    auto design = fromSkerryJson(content);
    if (!design) return unreadable(path, design.error() + (design.error().endsWith(u'.') ? QString() : QStringLiteral(".")));
    return OpenedDesign{OpenedDesign::Source::SkerryJson, path, std::move(*design), stampOf(content), {}, {}};
}

bool looksLikeText(QByteArrayView content) { return !content.contains('\0') && content.isValidUtf8(); }

/// A word that every template has and hardly any other text.
bool looksLikeTemplate(QByteArrayView content) {
    return content.contains("Resources") || content.contains("AWSTemplateFormatVersion") || content.contains("AWS::");
}

}  // namespace

Result<OpenedDesign> openDesign(const QString& path, const KindRegistry& registry, const ImportOptions& options) {
    auto content = readWholeFile(path);
    if (!content) return Error{content.error()};
    if (content->isEmpty()) return unreadable(path, tr("it is empty."));
    if (content->startsWith("SQLite format 3")) return path == u"-" ? openSkerryBytes(*content) : openSkerryFile(path, path);
    if (looksLikeSkerryJson(*content)) return openJson(*content, path);
    if (!looksLikeText(*content) || !looksLikeTemplate(*content))
        return unreadable(path, tr("it is neither a Skerry design (.skerry, .skerry.json) nor a CloudFormation template (no \"Resources\")."));
    auto imported = importCloudFormation(*content, shownName(path), registry, options);
    if (!imported) return Error{imported.error()};
    return OpenedDesign{OpenedDesign::Source::CloudFormation, path, std::move(imported->design), stampOf(*content), {},
                        std::move(imported->report)};
}

Result<QString> saveDesign(const QString& path, const Design& design, const SaveExtras& extras) {
    if (path != u"-" && !path.endsWith(u".json", Qt::CaseInsensitive)) return saveSkerryFile(path, design, extras);
    const QByteArray json = toSkerryJson(design);
    auto written = writeFileAtomically(path, json);
    if (!written) return Error{written.error()};
    return stampOf(json);
}

}  // namespace model
