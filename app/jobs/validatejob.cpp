// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/validatejob.h"

#include "app/jobs/nodenames.h"
#include "model/core/document.h"
#include "model/core/plural.h"
#include "model/rules/ruleengine.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("jobs", text); }

QHash<QString, const model::RuleSpec*> rulesById(const model::Document& document) {
    QHash<QString, const model::RuleSpec*> rules;
    for (const model::RuleSpec* rule : document.registry().allRules()) rules.insert(QString::fromLatin1(rule->id), rule);
    return rules;
}

QString ruleTitle(const model::RuleSpec* rule) { return rule ? QCoreApplication::translate("model", rule->title) : QString(); }

void addUnresolved(const QString& key, const model::Value& value, QStringList& values) {
    if (const auto* open = std::get_if<model::Unresolved>(&value)) values += QStringLiteral("%1: %2").arg(key, open->text);
    const auto* rows = std::get_if<model::Rows>(&value);
    if (!rows) return;
    for (const model::Row& row : rows->items)
        for (const model::Cell& cell : row.cells) addUnresolved(key + u'.' + cell.key, cell.value, values);
}

QStringList unresolvedValues(const model::Document& document, model::Uid node) {
    QStringList values;
    if (const auto id = document.findNode(node))
        for (const model::Property& property : document.node(*id).data.properties) addUnresolved(property.key, property.value, values);
    values.removeDuplicates();
    return values;
}

// A link has no name: it is told by its ends.
QString linkText(const model::Document& document, model::Uid uid) {
    const auto id = document.findLink(uid);
    if (!id) return u'#' + uid.text();
    const model::Link& link = document.link(*id);
    return QStringLiteral("%1 -> %2").arg(document.path(link.from), document.path(link.to));
}

QJsonObject findingJson(const model::Document& document, const model::Issue& issue, const model::RuleSpec* rule) {
    QJsonArray nodes, links;
    for (const model::Uid uid : issue.nodes) nodes += nodePath(document, uid);
    for (const model::Uid uid : issue.links) links += linkText(document, uid);
    return {{QStringLiteral("rule"), issue.rule},
            {QStringLiteral("severity"), model::severityName(issue.severity)},
            {QStringLiteral("message"), issue.message},
            {QStringLiteral("nodes"), nodes},
            {QStringLiteral("links"), links},
            {QStringLiteral("source"), rule ? QString::fromUtf8(rule->source) : QString()},
            {QStringLiteral("fix"), issue.fix.has_value()}};
}

}  // namespace

bool ValidateResult::reaches(model::Severity severity) const {
    return std::ranges::any_of(findings, [severity](const model::Issue& issue) { return issue.severity <= severity; });
}

ValidateResult validate(const model::Document& document) {
    const model::RuleEngine engine(document);
    ValidateResult result;
    for (const model::IssuePtr& issue : engine.issues()) result.findings.push_back(*issue);
    for (const model::IssuePtr& issue : engine.waived()) result.waived.push_back(*issue);
    for (const model::Silenced& silenced : engine.silenced()) result.waiting.push_back({silenced.rule, silenced.node, unresolvedValues(document, silenced.node)});
    result.errors = engine.count(model::Severity::Error);
    result.warnings = engine.count(model::Severity::Warning);
    result.advice = engine.count(model::Severity::Advice);
    result.infos = engine.count(model::Severity::Info);
    return result;
}

QJsonObject validateJson(const model::Document& document, const ValidateResult& result) {
    const auto rules = rulesById(document);
    QJsonArray findings;
    for (const model::Issue& issue : result.findings) findings += findingJson(document, issue, rules.value(issue.rule));
    QJsonArray waiting;
    for (const WaitingCheck& check : result.waiting)
        waiting += QJsonObject{{QStringLiteral("rule"), check.rule}, {QStringLiteral("title"), ruleTitle(rules.value(check.rule))}, {QStringLiteral("node"), nodePath(document, check.node)}, {QStringLiteral("values"), QJsonArray::fromStringList(check.values)}};
    return {{QStringLiteral("findings"), findings},
            {QStringLiteral("counts"), QJsonObject{{QStringLiteral("error"), result.errors}, {QStringLiteral("warning"), result.warnings}, {QStringLiteral("advice"), result.advice}, {QStringLiteral("info"), result.infos}}},
            {QStringLiteral("waived"), static_cast<int>(result.waived.size())},
            {QStringLiteral("silenced"), static_cast<int>(result.waiting.size())},
            {QStringLiteral("waiting"), waiting}};
}

QString validateText(const model::Document& document, const ValidateResult& result) {
    QString text;
    for (const model::Issue& issue : result.findings) {
        const QString where = issue.nodes.empty() ? QString() : nodePath(document, issue.nodes.front()) + QStringLiteral(": ");
        text += QStringLiteral("%1 %2 %3%4\n").arg(model::severityName(issue.severity), issue.rule, where, issue.message);
    }
    const auto rules = rulesById(document);
    for (const WaitingCheck& check : result.waiting) {
        const QString values = check.values.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(check.values.join(QStringLiteral(", ")));
        text += tr("waiting %1 %2: %3").arg(check.rule, nodePath(document, check.node), ruleTitle(rules.value(check.rule))) + values + u'\n';
    }
    const auto counts = [](const char* words, int n) { return model::counted("jobs", words, n); };
    text += tr("%1, %2, %3 advice, %4 info").arg(counts(QT_TRANSLATE_NOOP("jobs", "%n error(s)"), result.errors), counts(QT_TRANSLATE_NOOP("jobs", "%n warning(s)"), result.warnings)).arg(result.advice).arg(result.infos);
    if (!result.waived.empty()) text += tr("; %1 waived").arg(result.waived.size());
    if (!result.waiting.empty()) text += tr("; %1 for values that are known at deployment only").arg(result.waiting.size() == 1 ? tr("1 check waits") : tr("%1 checks wait").arg(result.waiting.size()));
    return text + QStringLiteral(".\n");
}

model::Result<int> applyFixes(model::Document& document, const QString& rule) {
    if (rule != u"all" && !rulesById(document).contains(rule)) return model::Error{tr("There is no rule \"%1\". `skerry rules` lists them.").arg(rule)};
    model::RuleEngine engine(document);
    // Two fixes could undo each other for ever; no sound design needs more steps than it has nodes and links.
    const int most = 100 + 2 * (document.nodeCount() + document.linkCount());
    for (int fixed = 0; fixed < most; ++fixed) {
        const auto it = std::ranges::find_if(engine.issues(), [&](const model::IssuePtr& issue) { return issue->fix && (rule == u"all" || issue->rule == rule); });
        if (it == engine.issues().end()) return fixed;
        const model::ChangeSet fix = *(*it)->fix;
        const auto inverse = document.apply(fix);
        if (!inverse) return model::Error{inverse.error()};
        engine.update(fix, *inverse);
    }
    return model::Error{tr("The fixes of %1 undo each other; apply them one by one in the window.").arg(rule)};
}

}  // namespace app
