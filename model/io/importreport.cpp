// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/importreport.h"

#include "model/io/leftout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace model {

namespace {

QJsonValue textOrNull(const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

QJsonObject object(const ImportedResource& resource) {
    return {{QStringLiteral("id"), resource.id},
            {QStringLiteral("type"), resource.type},
            {QStringLiteral("node"), textOrNull(resource.path)},
            {QStringLiteral("why"), textOrNull(resource.why)}};
}

QJsonObject object(const ImportedReference& reference) {
    return {{QStringLiteral("from"), reference.from},
            {QStringLiteral("property"), reference.property},
            {QStringLiteral("to"), reference.to},
            {QStringLiteral("kind"), reference.kind},
            {QStringLiteral("attribute"), textOrNull(reference.attribute)}};
}

template <class T>
QJsonArray array(const std::vector<T>& items) {
    QJsonArray found;
    for (const T& item : items) found.append(object(item));
    return found;
}

}  // namespace

QByteArray ImportReport::toJson() const {
    const QJsonObject root{{QStringLiteral("resources"), array(resources)},
                           {QStringLiteral("references"), array(references)},
                           {QStringLiteral("left_out"), leftOutJson(*this)},
                           {QStringLiteral("nodes"), nodes},
                           {QStringLiteral("links"), links}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

int ImportReport::lineOf(Uid node) const {
    for (const auto& [uid, line] : lines)
        if (uid == node) return line;
    return 0;
}

}  // namespace model
