// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"
#include "model/io/cloudformation.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace model {

/// A template as imported, opened in a document, with its nodes by path.
struct Opened {
    Opened(const KindRegistry& registry, const QByteArray& text, const ImportOptions& options = {})
        : document(registry) {
        auto imported = importCloudFormation("Resources:\n" + text, QStringLiteral("folder/t.yaml"), registry, options);
        if (!imported.ok()) {
            error = imported.error();
            return;
        }
        report = imported->report;
        const auto loaded = loadDesign(document, imported->design);
        if (!loaded.ok()) error = loaded.error();
    }

    [[nodiscard]] QStringList paths() const {
        QStringList found;
        for (const NodeId id : document.nodes()) found.append(document.path(id));
        found.sort();
        return found;
    }
    [[nodiscard]] const Value* value(const QString& path, const QString& key) const {
        for (const NodeId id : document.nodes())
            if (document.path(id) == path) return findProperty(document.node(id).data.properties, key);
        return nullptr;
    }
    [[nodiscard]] QString text(const QString& path, const char* key) const {
        const Value* found = value(path, QString::fromLatin1(key));
        if (found == nullptr) return QStringLiteral("(default)");
        if (const auto* t = std::get_if<QString>(found)) return *t;
        if (const auto* t = std::get_if<QStringList>(found)) return t->join(u',');
        if (const auto* n = std::get_if<qint64>(found)) return QString::number(*n);
        if (const auto* n = std::get_if<double>(found)) return QString::number(*n);
        if (const auto* b = std::get_if<bool>(found)) return *b ? QStringLiteral("true") : QStringLiteral("false");
        if (const auto* u = std::get_if<Unresolved>(found)) return u'?' + u->text;
        QStringList names;
        forEachRef(const_cast<Value&>(*found), [&](const Ref& ref) {
            const auto id = document.findNode(ref.target);
            names.append(id ? document.name(*id) : QStringLiteral("(dangling)"));
        });
        return QStringLiteral("->") + names.join(u',');
    }
    [[nodiscard]] QStringList leftOut() const {
        QStringList found;
        for (const LeftOut& item : report.leftOut)
            found.append(QStringLiteral("%1:%2: %3").arg(item.line).arg(item.id, item.why));
        return found;
    }
    /// "path (why)" of a resource.
    [[nodiscard]] QString became(const QString& id) const {
        for (const ImportedResource& resource : report.resources)
            if (resource.id == id) return resource.why.isEmpty() ? resource.path : QStringLiteral("%1 (%2)").arg(resource.path, resource.why);
        return QStringLiteral("(not told)");
    }

    Document document;
    ImportReport report;
    QString error;
};

}  // namespace model
