// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/lambda/filter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <vector>

namespace model::lambda {

namespace {

using plan::RecordKind;

// What a record of each kind holds besides the item's images.
QJsonObject recordOf(RecordKind kind) {
    QJsonObject record{{QStringLiteral("eventSource"), QStringLiteral("aws:dynamodb")}};
    record.insert(QStringLiteral("eventName"), kind == RecordKind::Insert ? QStringLiteral("INSERT") : kind == RecordKind::Modify ? QStringLiteral("MODIFY") : QStringLiteral("REMOVE"));
    if (kind == RecordKind::ServiceRemove)
        record.insert(QStringLiteral("userIdentity"), QJsonObject{{QStringLiteral("type"), QStringLiteral("Service")}, {QStringLiteral("principalId"), QStringLiteral("dynamodb.amazonaws.com")}});
    return record;
}

// Of the comparisons those that names are asked with; another one fits everything.
bool fitsComparison(const QJsonObject& comparison, const QJsonValue& value) {
    const QString text = value.toString();
    const bool isThere = !value.isUndefined();
    if (comparison.contains(QStringLiteral("exists"))) return isThere == comparison[QStringLiteral("exists")].toBool();
    if (comparison.contains(QStringLiteral("prefix"))) return isThere && text.startsWith(comparison[QStringLiteral("prefix")].toString());
    if (comparison.contains(QStringLiteral("suffix"))) return isThere && text.endsWith(comparison[QStringLiteral("suffix")].toString());
    if (comparison.contains(QStringLiteral("equals-ignore-case"))) return isThere && text.compare(comparison[QStringLiteral("equals-ignore-case")].toString(), Qt::CaseInsensitive) == 0;
    if (!comparison.contains(QStringLiteral("anything-but"))) return true;
    const QJsonValue but = comparison[QStringLiteral("anything-but")];
    return isThere && (but.isArray() ? !but.toArray().contains(value) : but != value);
}

bool fits(const QJsonValue& pattern, const QJsonValue& value) {
    if (pattern.isObject()) {
        const QJsonObject keys = pattern.toObject();
        for (auto it = keys.begin(); it != keys.end(); ++it)
            if (!fits(it.value(), value.toObject().value(it.key()))) return false;
        return true;
    }
    const QJsonArray anyOf = pattern.toArray();
    return std::any_of(anyOf.begin(), anyOf.end(), [&](const QJsonValue& each) { return each.isObject() ? fitsComparison(each.toObject(), value) : each == value; });
}

// Keys that are judged on the record; "$or" and those of contents are not.
bool isOfTheRecord(const QString& key) { return key == u"eventName" || key == u"userIdentity" || key == u"eventSource"; }

std::vector<QJsonObject> parsed(const QString& text) {
    const auto whole = QJsonDocument::fromJson(text.toUtf8());
    if (whole.isObject()) return {whole.object()};
    std::vector<QJsonObject> found;
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const auto document = QJsonDocument::fromJson(line.toUtf8());
        if (!document.isObject()) return {};
        found.push_back(document.object());
    }
    return found;
}

}  // namespace

RecordFilter recordFilter(const QString& patterns) {
    constexpr std::array kKinds = {RecordKind::Insert, RecordKind::Modify, RecordKind::Remove, RecordKind::ServiceRemove};
    if (patterns.trimmed().isEmpty()) return {};
    const std::vector<QJsonObject> all = parsed(patterns);
    if (all.empty()) return {plan::kEveryRecord, true};
    RecordFilter filter{0, false};
    for (const QJsonObject& pattern : all) {
        QJsonObject ofTheRecord;
        for (auto it = pattern.begin(); it != pattern.end(); ++it) {
            if (isOfTheRecord(it.key())) ofTheRecord.insert(it.key(), it.value());
            else filter.asksContents = true;
        }
        for (const RecordKind kind : kKinds)
            if (fits(ofTheRecord, recordOf(kind))) filter.takes |= plan::recordBit(kind);
    }
    return filter;
}

namespace {

/// One pattern that takes what either takes; nullopt where they differ in more than one key.
std::optional<QJsonValue> merged(const QJsonValue& a, const QJsonValue& b) {
    if (a == b) return a;
    if (a.isArray() && b.isArray()) {
        QJsonArray values = a.toArray();
        for (const QJsonValue& value : b.toArray())
            if (!values.contains(value)) values += value;
        return values;
    }
    QJsonObject both = a.toObject();
    const QJsonObject other = b.toObject();
    if (!a.isObject() || !b.isObject() || both.keys() != other.keys()) return std::nullopt;
    const QStringList keys = both.keys();
    const auto differs = [&](const QString& key) { return both.value(key) != other.value(key); };
    if (std::ranges::count_if(keys, differs) != 1) return std::nullopt;
    const QString key = *std::ranges::find_if(keys, differs);
    const auto value = merged(both.value(key), other.value(key));
    if (!value) return std::nullopt;
    both.insert(key, *value);
    return both;
}

/// Puts the pattern into one of the others; false if it goes with none.
bool mergeInto(std::vector<QJsonObject>& others, const QJsonObject& pattern) {
    for (QJsonObject& other : others)
        if (const auto both = merged(other, pattern)) {
            other = both->toObject();
            return true;
        }
    return false;
}

}  // namespace

std::optional<QString> mergedPatterns(const QString& patterns) {
    std::vector<QJsonObject> all = parsed(patterns);
    if (all.empty()) return std::nullopt;
    for (size_t before = 0; before != all.size();) {
        before = all.size();
        std::vector<QJsonObject> fewer;
        for (const QJsonObject& pattern : all)
            if (!mergeInto(fewer, pattern)) fewer.push_back(pattern);
        all = std::move(fewer);
    }
    QStringList lines;
    for (const QJsonObject& pattern : all) lines += QString::fromUtf8(QJsonDocument(pattern).toJson(QJsonDocument::Compact));
    return lines.join(u'\n');
}

}  // namespace model::lambda
