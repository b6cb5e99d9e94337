// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/settings.h"

#include "app/jobs/nodenames.h"
#include "model/core/edit.h"
#include "model/core/quantity.h"

#include <QCoreApplication>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("jobs", text); }

model::Error withSetting(const QString& setting, const QString& why) { return {tr("--set %1: %2").arg(setting, why)}; }

QStringList keysOf(const model::KindSpec& kind) {
    QStringList keys;
    for (const model::PropertySpec& row : kind.properties) keys += row.key;
    return keys;
}

}  // namespace

model::Result<model::ChangeSet> settingsOf(const model::Document& document, const QStringList& settings) {
    model::Edit edit(document, tr("Set"));
    for (const QString& setting : settings) {
        const qsizetype equals = setting.indexOf(u'=');
        // Names may hold dots, keys never do.
        const qsizetype dot = equals < 0 ? -1 : setting.lastIndexOf(u'.', equals);
        if (dot <= 0) return withSetting(setting, tr("write NODE.PROPERTY=VALUE, such as Orders.writeUnits=100."));
        const auto uid = findNamedNode(document, setting.left(dot));
        if (!uid) return withSetting(setting, uid.error());
        const model::Node& node = document.node(*document.findNode(*uid));
        const QString key = setting.mid(dot + 1, equals - dot - 1);
        const model::PropertySpec* row = node.kind ? node.kind->property(key) : nullptr;
        if (!row) return withSetting(setting, tr("%1 has no property \"%2\". It has: %3.").arg(setting.left(dot), key, node.kind ? keysOf(*node.kind).join(QStringLiteral(", ")) : QString()));
        auto value = model::parseValue(*row, setting.mid(equals + 1));
        if (!value) return withSetting(setting, value.error());
        if (const QString why = model::rangeObjection(*row, *value); !why.isEmpty()) return withSetting(setting, why);
        edit.setProperty(*uid, key, *std::move(value));
    }
    return edit.take();
}

}  // namespace app
