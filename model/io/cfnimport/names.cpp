// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfnimport/names.h"

#include "model/core/kindspec.h"

#include <QSet>

#include <utility>

namespace model::cfnimport {

namespace {

QString textAt(const cfn::Value& base, const QString& path) {
    const cfn::Value* value = path.isEmpty() ? nullptr : base.at(path);
    return value != nullptr && value->isText() ? value->text.trimmed() : QString();
}

const cfn::Value* nameTagValue(const cfn::Value& properties) {
    const cfn::Value* tags = properties.find(u"Tags");
    if (tags == nullptr || !tags->isList()) return nullptr;
    for (const cfn::Value& tag : tags->items)
        if (textAt(tag, QStringLiteral("Key")) == "Name") return tag.find(u"Value");
    return nullptr;
}

QString nameTag(const cfn::Value& properties) {
    const cfn::Value* value = nameTagValue(properties);
    return value != nullptr && value->isText() ? value->text.trimmed() : QString();
}

QString wishedName(const Draft& draft) {
    const QString& path = draft.row.spec->namePath;
    if (!draft.owner.isNull() && path.isEmpty()) return draft.row.kind->id.section(u'.', -1);  // "stream"
    const QString own = path.startsWith(u'/') ? textAt(draft.resource->properties, path.mid(1)) : textAt(*draft.base, path);
    if (!own.isEmpty() || draft.base != &draft.resource->properties) return own;
    return nameTag(draft.resource->properties);
}

/// A tag often repeats the name of what the node lives in ("Shop/Vpc/Private1" in "Shop/Vpc"): only the rest tells it
/// apart; and a name that is no more than its home's tells nothing.
QString withoutHome(const QString& name, const QString& home) {
    if (home.isEmpty() || name.isEmpty()) return name;
    if (name == home) return {};
    return name.startsWith(home + u'/') ? name.mid(home.size() + 1) : name;
}

}  // namespace

const cfn::Value* openName(const Draft& draft) {
    if (draft.base != &draft.resource->properties || !wishedName(draft).isEmpty()) return nullptr;
    const QString& path = draft.row.spec->namePath;
    const cfn::Value* named = path.isEmpty() || path.startsWith(u'/') ? nullptr : draft.base->at(path);
    const cfn::Value* value = named != nullptr ? named : nameTagValue(*draft.base);
    const bool isOpen = value != nullptr && (value->kind == cfn::ValueKind::Unresolved || value->kind == cfn::ValueKind::Mixed);
    return isOpen ? value : nullptr;
}

void nameDrafts(Drafts& drafts, const QString& region) {
    const QString kName = QStringLiteral("name");
    QSet<std::pair<Uid, QString>> taken;
    for (Draft& draft : drafts.items) {
        const QString id = draft.resource->id.isEmpty() ? region : draft.resource->id;
        const QString home = draft.home ? wishedName(drafts.items[*draft.home]) : QString();
        QString name = withoutHome(wishedName(draft), home);
        if (name.isEmpty() || taken.contains({draft.data.parent, name})) name = id;
        for (int number = 2; taken.contains({draft.data.parent, name}); ++number)
            name = id + u'-' + QString::number(number);
        taken.insert({draft.data.parent, name});
        storeProperty(draft.data.properties, kName, Value(name));
    }
}

}  // namespace model::cfnimport
