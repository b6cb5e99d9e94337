// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/reachability/endpointpolicy.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QStringList texts(const QJsonValue& value) {
    if (value.isString()) return {value.toString()};
    QStringList list;
    for (const QJsonValue& item : value.toArray()) list += item.toString();
    return list;
}

QJsonArray statementsOf(const QJsonObject& policy) {
    const QJsonValue statement = policy.value(QLatin1String("Statement"));
    return statement.isArray() ? statement.toArray() : QJsonArray{statement};
}

// "*" and "?" as IAM reads them; actions are compared without regard to case.
bool fits(const QString& pattern, const QString& text) {
    QString escaped = QRegularExpression::escape(pattern);
    escaped.replace(QStringLiteral("\\*"), QStringLiteral(".*")).replace(QStringLiteral("\\?"), QStringLiteral("."));
    const QRegularExpression expression(QRegularExpression::anchoredPattern(escaped), QRegularExpression::CaseInsensitiveOption);
    return expression.match(text).hasMatch();
}

bool coversAction(const QJsonObject& statement, const QString& action) {
    const QJsonValue inverse = statement.value(QLatin1String("NotAction"));
    const bool isInverse = !inverse.isUndefined();
    const QStringList patterns = texts(isInverse ? inverse : statement.value(QLatin1String("Action")));
    return isInverse != std::ranges::any_of(patterns, [&](const QString& p) { return fits(p, action); });
}

// An ARN ends in "table/Orders", "table/Orders/index/*" or ":::bucket/*"; Regions and accounts are taken as ours. A table's
// own ARN does not cover its indexes.
bool coversResource(const QJsonObject& statement, const QString& resource) {
    const QJsonValue listed = statement.value(QLatin1String("Resource"));
    if (listed.isUndefined()) return true;
    return std::ranges::any_of(texts(listed), [&](const QString& pattern) {
        if (pattern == u"*") return true;
        const QString last = pattern.section(u':', -1);
        const QString name = last.startsWith(u"table/") ? last.section(u'/', 1) : last.section(u'/', 0, 0);
        return fits(name, resource);
    });
}

}  // namespace

std::optional<bool> policyAllows(const QString& policy, const QString& action, const QString& resource) {
    if (policy.trimmed().isEmpty()) return true;
    const QJsonDocument document = QJsonDocument::fromJson(policy.toUtf8());
    if (!document.isObject()) return std::nullopt;
    bool allowed = false;
    for (const QJsonValue& value : statementsOf(document.object())) {
        const QJsonObject statement = value.toObject();
        if (!coversAction(statement, action) || !coversResource(statement, resource)) continue;
        if (statement.value(QLatin1String("Effect")).toString() == u"Deny") return false;
        allowed = true;
    }
    return allowed;
}

QString policyObjection(const QString& policy) {
    if (policy.trimmed().isEmpty()) return {};
    QJsonParseError error;
    const QByteArray text = policy.toUtf8();
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto line = text.first(std::clamp<qsizetype>(error.offset, 0, text.size())).count('\n') + 1;
        return tr("it is no JSON (%1, line %2)").arg(error.errorString()).arg(line);
    }
    if (!document.isObject()) return tr("it is no JSON object");
    return document.object().contains(QLatin1String("Statement")) ? QString() : tr("it has no Statement");
}

QString actionPrefix(const QString& service) {
    return service == u"dynamodb-streams" ? QStringLiteral("dynamodb") : service;
}

bool isFullAccess(const QString& policy) {
    if (policy.trimmed().isEmpty()) return true;
    const QJsonArray statements = statementsOf(QJsonDocument::fromJson(policy.toUtf8()).object());
    return std::ranges::any_of(statements, [](const QJsonValue& value) {
        const QJsonObject s = value.toObject();
        return s.value(QLatin1String("Effect")).toString() == u"Allow" && texts(s.value(QLatin1String("Action"))).contains(QStringLiteral("*")) &&
               texts(s.value(QLatin1String("Resource"))).contains(QStringLiteral("*"));
    });
}

}  // namespace model
