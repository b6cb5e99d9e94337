// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sarif.h"

#include "app/jobs/nodenames.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>
#include <QUrl>

namespace app::cli {

namespace {

/// SARIF knows error, warning and note.
QString levelOf(model::Severity severity) {
    switch (severity) {
        case model::Severity::Error: return QStringLiteral("error");
        case model::Severity::Warning: return QStringLiteral("warning");
        case model::Severity::Advice:
        case model::Severity::Info: break;
    }
    return QStringLiteral("note");
}

QJsonObject message(const QString& text) { return {{QStringLiteral("text"), text}}; }

QJsonObject ruleObject(const model::RuleSpec& rule) {
    return {{QStringLiteral("id"), QLatin1String(rule.id)},
            {QStringLiteral("shortDescription"), message(QCoreApplication::translate("model", rule.title))},
            {QStringLiteral("fullDescription"), message(QCoreApplication::translate("model", rule.help))},
            {QStringLiteral("help"), message(QString::fromUtf8(rule.source))},
            {QStringLiteral("defaultConfiguration"), QJsonObject{{QStringLiteral("level"), levelOf(rule.severity)}}}};
}

QJsonObject locationOf(const DesignInput& input, const model::Issue& issue) {
    QJsonObject physical{{QStringLiteral("artifactLocation"),
                          QJsonObject{{QStringLiteral("uri"), QString::fromLatin1(QUrl::toPercentEncoding(input.opened.path, "/"))}}}};
    const int line = issue.nodes.empty() ? 0 : input.lineOf(issue.nodes.front());
    if (line > 0) physical.insert(QStringLiteral("region"), QJsonObject{{QStringLiteral("startLine"), line}});
    QJsonArray logical;
    for (const model::Uid node : issue.nodes)
        logical.append(QJsonObject{{QStringLiteral("fullyQualifiedName"), nodePath(*input.document, node)}});
    return {{QStringLiteral("physicalLocation"), physical}, {QStringLiteral("logicalLocations"), logical}};
}

}  // namespace

QJsonObject sarif(const DesignInput& input, const ValidateResult& result, const model::KindRegistry& kinds) {
    QJsonArray results;
    QSet<QString> used;
    for (const model::Issue& issue : result.findings) {
        used.insert(issue.rule);
        results.append(QJsonObject{{QStringLiteral("ruleId"), issue.rule},
                                   {QStringLiteral("level"), levelOf(issue.severity)},
                                   {QStringLiteral("message"), message(issue.message)},
                                   {QStringLiteral("locations"), QJsonArray{locationOf(input, issue)}}});
    }
    QJsonArray rules;
    for (const model::RuleSpec* rule : kinds.allRules())
        if (used.contains(QLatin1String(rule->id))) rules.append(ruleObject(*rule));
    const QJsonObject driver{{QStringLiteral("name"), QStringLiteral("Skerry")},
                             {QStringLiteral("version"), QCoreApplication::applicationVersion()},
                             {QStringLiteral("rules"), rules}};
    const QJsonObject run{{QStringLiteral("tool"), QJsonObject{{QStringLiteral("driver"), driver}}}, {QStringLiteral("results"), results}};
    return {{QStringLiteral("$schema"), QStringLiteral("https://json.schemastore.org/sarif-2.1.0.json")},
            {QStringLiteral("version"), QStringLiteral("2.1.0")},
            {QStringLiteral("runs"), QJsonArray{run}}};
}

}  // namespace app::cli
