// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/help.h"
#include "app/cli/nearmatches.h"
#include "model/core/issue.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>

namespace app::cli {

namespace {

using model::RuleSpec;

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QString decidedByName(model::DecidedBy decidedBy) {
    switch (decidedBy) {
        case model::DecidedBy::Design: return QStringLiteral("design");
        case model::DecidedBy::Baseline: return QStringLiteral("baseline");
        case model::DecidedBy::Run: return QStringLiteral("run");
    }
    return {};
}

/// The shipped designs that show the rule failing and passing.
int fixtureCount(const RuleSpec& rule) {
    return static_cast<int>(QDir(QStringLiteral(":/rules/") + QLatin1String(rule.id)).entryList(QDir::Files).size());
}

QJsonObject ruleJson(const RuleSpec& rule) {
    return {{QStringLiteral("id"), QLatin1String(rule.id)},
            {QStringLiteral("severity"), model::severityName(rule.severity)},
            {QStringLiteral("priority"), rule.priority},
            {QStringLiteral("title"), tr(rule.title)},
            {QStringLiteral("help"), tr(rule.help)},
            {QStringLiteral("source"), QString::fromUtf8(rule.source)},
            {QStringLiteral("fix"), rule.offersFix},
            {QStringLiteral("fixtures"), fixtureCount(rule)},
            {QStringLiteral("decided_by"), decidedByName(rule.decidedBy)}};
}

QString ruleMarkdown(const RuleSpec& rule) {
    QString text = QStringLiteral("\n## %1 %2\n\n%3. %4\n").arg(QLatin1String(rule.id), tr(rule.title), model::severityName(rule.severity), tr(rule.help));
    if (rule.offersFix) text += u'\n' + tr("Skerry offers a fix.") + u'\n';
    if (*rule.source) text += QStringLiteral("\n%1: %2\n").arg(tr("Source"), QString::fromUtf8(rule.source));
    return text;
}

/// Everything about one rule, for people.
QString ruleText(const RuleSpec& rule) {
    QString text = QStringLiteral("%1 %2 %3\n\n").arg(QLatin1String(rule.id), model::severityName(rule.severity), tr(rule.title)) + wrapped(tr(rule.help), 0);
    if (rule.offersFix) text += u'\n' + tr("Skerry offers a fix.") + u'\n';
    if (*rule.source) text += u'\n' + wrapped(QStringLiteral("%1: %2").arg(tr("Source"), QString::fromUtf8(rule.source)), 0);
    return text;
}

/// The rules that are asked for: one by its id, or all of them.
model::Result<std::vector<const RuleSpec*>> rulesAskedFor(const Call& call) {
    const std::vector<const RuleSpec*> all = call.kinds.allRules();
    if (call.arguments.names().isEmpty()) return all;
    const QString& id = call.arguments.names().first();
    QStringList known;
    for (const RuleSpec* rule : all) {
        known += QString::fromLatin1(rule->id);
        if (known.last().compare(id, Qt::CaseInsensitive) == 0) return std::vector<const RuleSpec*>{rule};
    }
    return model::Error{QCoreApplication::translate("cli", "There is no rule \"%1\"").arg(id) + didYouMean(id, known) +
                        QCoreApplication::translate("cli", " \"skerry rules\" lists them.")};
}

Exit run(Call& call) {
    const auto asked = rulesAskedFor(call);
    if (!asked) return Output::fail(asked.error());
    const std::vector<const RuleSpec*>& rules = *asked;
    if (call.arguments.has(QStringLiteral("--json"))) {
        QJsonArray list;
        for (const RuleSpec* rule : rules) list.append(ruleJson(*rule));
        call.out.json(list);
        return Exit::Done;
    }
    if (call.arguments.has(QStringLiteral("--markdown"))) {
        call.out.text(QStringLiteral("# ") + tr("Rules") + u'\n');
        for (const RuleSpec* rule : rules) call.out.text(ruleMarkdown(*rule));
        return Exit::Done;
    }
    if (!call.arguments.names().isEmpty()) {
        call.out.text(ruleText(*rules.front()));
        return Exit::Done;
    }
    for (const RuleSpec* rule : rules)
        call.out.line(QStringLiteral("%1 %2 %3").arg(QLatin1String(rule->id), -8).arg(model::severityName(rule->severity), -8).arg(tr(rule->title)));
    return Exit::Done;
}

}  // namespace

Command rulesCommand() {
    return {
        .name = QStringLiteral("rules"),
        .summary = QT_TRANSLATE_NOOP("cli", "what is checked, with sources"),
        .synopsis = {QStringLiteral("rules [RULE] [--json | --markdown]")},
        .description = QT_TRANSLATE_NOOP("cli",
                                         "Lists the checks of this version, one a line: id, severity, title; with an id only that one, with all that is known of it. error: AWS would refuse it or "
                                         "traffic cannot flow; warning: it works but breaks under load, failure or audit; advice: a better "
                                         "practice; info: explains."),
        .options = {{"--json", "", QT_TRANSLATE_NOOP("cli", "One JSON document with everything.")},
                    {"--markdown", "", QT_TRANSLATE_NOOP("cli", "The catalogue as Markdown.")}},
        .json = R"([{"id","severity","priority","title","help","source","fix","fixtures","decided_by"}])",
        .examples = {QStringLiteral("skerry rules"), QStringLiteral("skerry rules NET-001"), QStringLiteral("skerry rules --json | jq '.[] | select(.fix) | .id'")},
        .mostNames = 1,
        .run = run,
    };
}

}  // namespace app::cli
