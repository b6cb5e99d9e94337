// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/designinput.h"
#include "app/cli/sarif.h"
#include "app/jobs/validatejob.h"
#include "model/core/plural.h"
#include "model/io/leftout.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

model::Result<model::Severity> severityFrom(const QString& word) {
    if (word == u"error") return model::Severity::Error;
    if (word == u"warning") return model::Severity::Warning;
    if (word == u"advice") return model::Severity::Advice;
    return model::Error{tr("--fail-on takes error, warning or advice, not \"%1\".").arg(word)};
}

/// The places in the file that was imported stand beside what was found there.
void insertLine(QJsonArray& list, qsizetype at, const DesignInput& input, model::Uid node) {
    const int line = input.lineOf(node);
    if (line == 0) return;
    QJsonObject object = list[at].toObject();
    object.insert(QStringLiteral("file"), input.opened.path);
    object.insert(QStringLiteral("line"), line);
    list[at] = object;
}

QJsonObject jsonWithLines(const DesignInput& input, const ValidateResult& result) {
    QJsonObject object = validateJson(*input.document, result);
    QJsonArray findings = object.value(QStringLiteral("findings")).toArray();
    for (qsizetype i = 0; i < findings.size(); ++i)
        if (const auto& nodes = result.findings[static_cast<size_t>(i)].nodes; !nodes.empty()) insertLine(findings, i, input, nodes.front());
    object.insert(QStringLiteral("findings"), findings);
    QJsonArray waiting = object.value(QStringLiteral("waiting")).toArray();
    for (qsizetype i = 0; i < waiting.size(); ++i) insertLine(waiting, i, input, result.waiting[static_cast<size_t>(i)].node);
    object.insert(QStringLiteral("waiting"), waiting);
    if (input.opened.isImported()) object.insert(QStringLiteral("left_out"), model::leftOutJson(input.opened.report));
    return object;
}

/// Mends the document and saves it; the findings that follow are those of the mended design.
model::Result<int> fix(const Arguments& arguments, DesignInput& input) {
    if (!arguments.has(QStringLiteral("-o"))) return model::Error{tr("Say where the mended design goes: -o OUT.skerry.")};
    auto fixed = applyFixes(*input.document, arguments.value(QStringLiteral("--fix")));
    if (!fixed) return fixed;
    const auto saved = model::saveDesign(arguments.value(QStringLiteral("-o")), model::designOf(*input.document));
    return saved.ok() ? fixed : model::Result<int>(model::Error{saved.error()});
}

Exit run(Call& call) {
    const Arguments& arguments = call.arguments;
    const auto limit = severityFrom(arguments.value(QStringLiteral("--fail-on"), QStringLiteral("error")));
    if (!limit) return Output::fail(limit.error());
    if (arguments.has(QStringLiteral("--json")) && arguments.has(QStringLiteral("--sarif")))
        return Output::fail(tr("Choose one of --json and --sarif."));
    if (arguments.has(QStringLiteral("-o")) && !arguments.has(QStringLiteral("--fix")))
        return Output::fail(tr("-o goes with --fix: it names where the mended design is written."));
    auto input = readDesign(arguments.names().first(), call.kinds);
    if (!input) return Output::fail(input.error());
    if (arguments.has(QStringLiteral("--fix"))) {
        const auto fixed = fix(arguments, *input);
        if (!fixed) return Output::fail(fixed.error());
        if (!arguments.has(QStringLiteral("--json")) && !arguments.has(QStringLiteral("--sarif")))
            call.out.line(tr("%1 mended; the design is in \"%2\".").arg(model::counted("cli", QT_TRANSLATE_NOOP("cli", "%n finding(s)"), *fixed), arguments.value(QStringLiteral("-o"))));
    }
    const ValidateResult result = validate(*input->document);
    if (arguments.has(QStringLiteral("--json")))
        call.out.json(jsonWithLines(*input, result));
    else if (arguments.has(QStringLiteral("--sarif")))
        call.out.json(sarif(*input, result, call.kinds));
    else {
        for (const QString& line : model::leftOutLines(input->opened.report)) call.out.line(tr("left out %1").arg(line));
        call.out.text(validateText(*input->document, result));
    }
    return result.reaches(*limit) ? Exit::Findings : Exit::Done;
}

}  // namespace

Command validateCommand() {
    return {
        .name = QStringLiteral("validate"),
        .summary = QT_TRANSLATE_NOOP("cli", "check a design and tell what is wrong, with sources and fixes"),
        .synopsis = {QStringLiteral("validate FILE [--json | --sarif] [--fail-on error|warning|advice] [--fix RULE|all -o OUT]")},
        .description = QT_TRANSLATE_NOOP(
            "cli",
            "Checks the design against the rules of AWS and of good practice (see \"skerry rules\"). A finding has a severity: error, AWS "
            "would refuse it or traffic cannot flow; warning, it works but breaks under load, failure or audit; advice, a better practice; "
            "info. What of a template has no counterpart, and was not checked, is listed first, with file and line. Findings that the design waives are counted, not listed. A check that would find something, but looked at a value that is known "
            "at deployment only, says nothing; it is listed as waiting, with such values of its node.\n\n"
            "With --fix the findings of one rule, or of all, are mended where Skerry knows how, and the design is saved under the name "
            "behind -o; what is left is then listed."),
        .options = {{"--json", "", QT_TRANSLATE_NOOP("cli", "One JSON document.")},
                    {"--sarif", "", QT_TRANSLATE_NOOP("cli", "SARIF 2.1.0, as code scanning services read it.")},
                    {"--fail-on", "SEVERITY", QT_TRANSLATE_NOOP("cli", "The least severity for exit status 1: error (unless said), warning or advice.")},
                    {"--fix", "RULE", QT_TRANSLATE_NOOP("cli", "Mend the findings of this rule, or of all rules: all.")},
                    {"-o", "OUT", QT_TRANSLATE_NOOP("cli", "Where the mended design goes.")}},
        .json = R"({"findings":[{"rule","severity","message","nodes":[],"links":[],"source","fix","file","line"}],
     "counts":{"error","warning","advice","info"},"waived","silenced",
     "waiting":[{"rule","title","node","values":[],"file","line"}],
     "left_out":[{"id","type","file","line","why"}]})",
        .examples = {QStringLiteral("skerry validate orders.skerry"), QStringLiteral("skerry validate template.yaml --fail-on warning --sarif > skerry.sarif"),
                     QStringLiteral("skerry validate orders.skerry --fix NET-001 -o mended.skerry")},
        .fewestNames = 1,
        .run = run,
    };
}

}  // namespace app::cli
