// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfnimport/reading.h"

#include "model/core/kindspec.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace model::cfnimport {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfnimport::Reading)
};

Value unresolved(const cfn::Value& value) { return Unresolved{value.display()}; }

QJsonValue toJson(const cfn::Value& value) {
    if (value.isList()) {
        QJsonArray array;
        for (const cfn::Value& item : value.items) array.append(toJson(item));
        return array;
    }
    if (value.isMap()) {
        QJsonObject object;
        for (std::size_t i = 0; i < value.keys.size(); ++i) object.insert(value.keys[i].text, toJson(value.items[i]));
        return object;
    }
    return value.embedded();
}

/// Texts of AWS's enumerations are compared without regard to case, as some templates write them in lower case.
QString choiceOf(const PropertySpec& spec, const QString& text) {
    const auto isSame = [&](const Choice& choice) { return choice.id.compare(text, Qt::CaseInsensitive) == 0; };
    const auto found = std::find_if(spec.choices.begin(), spec.choices.end(), isSame);
    return found == spec.choices.end() ? text : found->id;
}

std::optional<Value> number(const cfn::Value& value, const PropertySpec& spec) {
    if (spec.type == ValueType::Integer) {
        const auto integer = value.toInteger();
        return integer ? Value(*integer) : unresolved(value);
    }
    const auto found = value.toNumber();
    return found ? Value(*found) : unresolved(value);
}

Value textOf(const cfn::Value& value, const PropertySpec& spec) {
    if (spec.type != ValueType::Choice && (value.isList() || value.isMap())) {
        const QJsonValue json = toJson(value);
        const QJsonDocument document = json.isArray() ? QJsonDocument(json.toArray()) : QJsonDocument(json.toObject());
        return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
    }
    if (!value.isText()) return unresolved(value);
    return spec.type == ValueType::Choice ? choiceOf(spec, value.text) : value.text;
}

Value textList(const cfn::Value& value) {
    if (value.isText()) return QStringList{value.text};
    if (!value.isList()) return unresolved(value);
    QStringList texts;
    for (const cfn::Value& item : value.items) {
        if (!item.isText()) return unresolved(value);
        texts.append(item.text);
    }
    return texts;
}

}  // namespace

bool meansDefault(const cfn::Value& value) {
    return value.isReference() && value.attribute.startsWith(QStringLiteral("Default"));
}

Reading::Reading(const cfn::Template& source, Drafts& drafts, const cfn::Resource& resource,
                 const cfn::Value& base, Draft& target, ImportReport& report)
    : m_source(source), m_drafts(drafts), m_resource(resource), m_base(base), m_target(target), m_report(report) {}

const cfn::Value* Reading::at(const QString& path) const {
    if (const qsizetype follow = path.indexOf(u'>'); follow >= 0) {
        const cfn::Value* reference = at(path.left(follow));
        const cfn::Resource* resource = reference != nullptr && reference->isReference() ? m_source.find(reference->name) : nullptr;
        return resource != nullptr ? resource->properties.at(QStringView(path).mid(follow + 1)) : nullptr;
    }
    const bool fromRoot = path.startsWith(u'/') || &m_base == &m_resource.properties;
    const QStringView local = path.startsWith(u'/') ? QStringView(path).mid(1) : QStringView(path);
    if (fromRoot && m_target.resource == &m_resource) {
        const auto end = std::find_if(local.begin(), local.end(), [](QChar c) { return c == u'.' || c == u'['; });
        m_target.used.insert(local.left(end - local.begin()).toString());
    }
    const cfn::Value& base = fromRoot ? m_resource.properties : m_base;
    const cfn::Value* found = local.isEmpty() ? nullptr : base.at(local);
    if (found == nullptr) checkWay(base, local);
    return found == nullptr || found->kind == cfn::ValueKind::Null ? nullptr : found;
}

bool Reading::has(const QString& path) const { return at(path) != nullptr; }

int Reading::count(const QString& path) const {
    const cfn::Value* list = at(path);
    if (list != nullptr && isMisshapen(*list, Shape::List)) tellShape(*list, path, Shape::List);
    return list != nullptr && list->isList() ? static_cast<int>(list->items.size()) : 0;
}

QString Reading::text(const QString& path) const {
    const cfn::Value* found = at(path);
    if (found == nullptr) return {};
    const cfn::Value& followed = m_source.follow(*found);
    if (isMisshapen(followed, Shape::Text)) tellShape(*found, path, Shape::Text);
    return followed.isText() ? followed.text : QString();
}

QString Reading::literal(const QString& path) const {
    const cfn::Value* found = at(path);
    if (found == nullptr || found->isText()) return found == nullptr ? QString() : found->text;
    QString text;
    if (found->kind == cfn::ValueKind::Mixed)
        for (const cfn::Value& piece : found->items)
            if (piece.isText()) text += piece.text;
    return text;
}

std::optional<Value> Reading::value(const QString& path, const PropertySpec& spec) const {
    const cfn::Value* found = at(path);
    if (found != nullptr) checkShape(*found, path, spec);
    return found != nullptr ? converted(*found, spec) : std::nullopt;
}

void Reading::checkWay(const cfn::Value& base, QStringView path) const {
    if (const auto blocked = blockedWay(base, path)) tellShape(*blocked->value, blocked->path, blocked->wanted);
}

void Reading::checkShape(const cfn::Value& value, const QString& path, const PropertySpec& spec) const {
    const auto wanted = shapeOf(spec);
    if (wanted && isMisshapen(m_source.follow(value), *wanted)) tellShape(value, path, *wanted);
}

/// Once for each value, however often it is looked at.
void Reading::tellShape(const cfn::Value& value, const QString& path, Shape wanted) const {
    if (m_drafts.misshapen.contains(&value)) return;
    m_drafts.misshapen.insert(&value);
    const QString shown = path.startsWith(u'/') ? path.mid(1) : path;
    m_report.leftOut.push_back({m_resource.id, m_resource.type, m_source.file, value.line > 0 ? value.line : m_resource.line, shapeObjection(value, shown, wanted)});
}

const PropertySpec& Reading::row(const QString& key) const {
    const qsizetype dot = key.indexOf(u'.');
    const PropertySpec* spec = m_target.row.kind->property(dot < 0 ? key : key.left(dot));
    Q_ASSERT_X(spec != nullptr, "CloudFormation rows", qPrintable(m_target.row.kind->id + u' ' + key));
    if (dot < 0) return *spec;
    const auto isColumn = [&](const PropertySpec& column) { return column.key == key.mid(dot + 1); };
    const auto column = std::find_if(spec->columns.begin(), spec->columns.end(), isColumn);
    Q_ASSERT_X(column != spec->columns.end(), "CloudFormation rows", qPrintable(m_target.row.kind->id + u' ' + key));
    return *column;
}

void Reading::set(const QString& key, Value value) {
    if (value == row(key).fallback) return storeProperty(m_target.data.properties, key, std::nullopt);
    storeProperty(m_target.data.properties, key, std::move(value));
}

void Reading::addRow(const QString& key, Row row) {
    const PropertySpec& spec = this->row(key);
    for (const PropertySpec& column : spec.columns) {
        const Value* cell = row.find(column.key);
        if (cell != nullptr && *cell == column.fallback) row.clear(column.key);
    }
    Rows rows;
    if (const Value* present = findProperty(m_target.data.properties, key))
        if (const Rows* table = std::get_if<Rows>(present)) rows = *table;
    if (std::find(rows.items.begin(), rows.items.end(), row) != rows.items.end()) return;
    rows.items.push_back(std::move(row));
    storeProperty(m_target.data.properties, key, Value(std::move(rows)));
}

void Reading::addText(const QString& key, const QString& text) {
    const Value* present = findProperty(m_target.data.properties, key);
    const QStringList* texts = std::get_if<QStringList>(present != nullptr ? present : &row(key).fallback);
    if (texts != nullptr) set(key, *texts + QStringList{text});
}

bool Reading::setOfEntry(const QString& name, const QString& key, Value value) {
    for (Draft& draft : m_drafts.items) {
        if (draft.owner != m_target.data.uid || draft.data.uid == m_target.data.uid) continue;
        const QString& path = draft.row.spec->namePath;
        const cfn::Value* named = path.isEmpty() ? nullptr : draft.base->at(path);
        const PropertySpec* spec = draft.row.kind->property(key);
        if (named == nullptr || named->text != name || spec == nullptr) continue;
        const bool isDefault = value == spec->fallback;
        storeProperty(draft.data.properties, key, isDefault ? std::nullopt : std::optional(std::move(value)));
        return true;
    }
    return false;
}

void Reading::leaveOut(const QString& path, const QString& why) {
    const cfn::Value* found = path.isEmpty() ? nullptr : at(path);
    m_report.leftOut.push_back({m_resource.id, m_resource.type, m_source.file,
                                found != nullptr && found->line > 0 ? found->line : m_resource.line, why});
}

void Reading::takeRows(const std::vector<CfnRow>& rows) {
    QSet<QString> present;
    for (const CfnRow& mapping : rows) {
        if (present.contains(mapping.property) || !has(mapping.path)) continue;
        present.insert(mapping.property);
        take(mapping.path, mapping.property);
    }
    for (const CfnRow& mapping : rows) {
        if (mapping.absent.isEmpty() || present.contains(mapping.property)) continue;
        if (auto value = converted(cfn::Value::ofText(mapping.absent, m_resource.line), row(mapping.property)))
            set(mapping.property, std::move(*value));
    }
}

std::optional<Value> Reading::converted(const cfn::Value& value, const PropertySpec& spec) const {
    switch (spec.type) {
        case ValueType::Ref: return reference(value, spec);
        case ValueType::Refs: return references(value, spec);
        case ValueType::Rows: return unresolved(value);
        default: break;
    }
    const cfn::Value& followed = m_source.follow(value);
    switch (spec.type) {
        case ValueType::Bool: {
            const auto flag = followed.toBoolean();
            return flag ? Value(*flag) : unresolved(followed);
        }
        case ValueType::Integer:
        case ValueType::Number: return number(followed, spec);
        case ValueType::TextList: return textList(followed);
        default: return textOf(followed, spec);
    }
}

const Draft* Reading::target(const cfn::Value& value, const PropertySpec& spec) const {
    if (!value.isReference()) return nullptr;
    const Draft* draft = m_drafts.find(value.name);
    if (draft == nullptr) return nullptr;
    const auto fits = [&](const Draft& each) { return spec.role.isEmpty() || each.row.kind->offers.contains(spec.role); };
    if (fits(*draft)) return draft;
    // An attribute may name what the node owns: the stream of a table.
    const auto owned = std::find_if(m_drafts.items.begin(), m_drafts.items.end(), [&](const Draft& each) { return each.owner == draft->data.uid && fits(each); });
    return owned == m_drafts.items.end() || value.attribute.isEmpty() ? nullptr : &*owned;
}

std::optional<Value> Reading::reference(const cfn::Value& value, const PropertySpec& spec) const {
    if (meansDefault(value)) return std::nullopt;
    if (value.isList() && value.items.size() == 1) return reference(value.items.front(), spec);
    if (const Draft* draft = target(value, spec)) return Ref{draft->data.uid, {}};
    return unresolved(value);
}

std::optional<Value> Reading::references(const cfn::Value& value, const PropertySpec& spec) const {
    // One text may list several: `!Join [',', [!Ref SubnetA, !Ref SubnetB]]`.
    const bool isJoined = value.kind == cfn::ValueKind::Mixed;
    if (!value.isList() && !isJoined) {
        if (meansDefault(value)) return std::nullopt;
        const Draft* draft = target(value, spec);
        return draft != nullptr ? Value(Refs{{Ref{draft->data.uid, {}}}}) : unresolved(value);
    }
    Refs refs;
    bool isComplete = true;
    for (const cfn::Value& item : value.items) {
        if (isJoined && item.isText() && item.text.trimmed() == ",") continue;
        const Draft* draft = target(item, spec);
        if (draft != nullptr) refs.items.push_back({draft->data.uid, {}});
        isComplete = isComplete && (draft != nullptr || meansDefault(item));
    }
    if (isComplete) return refs;
    if (refs.items.empty()) return unresolved(value);
    // Some known subnets are worth more than a text that names them all; what is missing is told.
    m_report.leftOut.push_back({m_resource.id, m_resource.type, m_source.file, value.line,
                                Text::tr("entries of %1 that are not part of the design").arg(value.display())});
    return refs;
}

}  // namespace model::cfnimport
