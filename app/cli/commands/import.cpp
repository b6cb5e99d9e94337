// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/designinput.h"
#include "model/core/plural.h"
#include "model/io/leftout.h"
#include "model/io/open.h"

#include <QCoreApplication>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

/// Codes of the Regions that a design can lie in.
QStringList regionCodes(const model::KindRegistry& kinds) {
    QStringList codes;
    for (const auto& kind : kinds.kinds()) {
        const model::PropertySpec* code = kind->offers.contains(QStringLiteral("region")) ? kind->property(QStringLiteral("code")) : nullptr;
        for (const model::Choice& choice : code ? code->choices : std::vector<model::Choice>()) codes += choice.id;
    }
    return codes;
}

model::Result<model::ImportOptions> optionsOf(const Arguments& arguments, const model::KindRegistry& kinds) {
    model::ImportOptions options;
    options.region = arguments.value(QStringLiteral("--region"), options.region);
    if (const QStringList codes = regionCodes(kinds); !codes.contains(options.region))
        return model::Error{tr("--region takes the code of a Region that Skerry knows, not \"%1\"; these are %2.").arg(options.region, codes.join(QStringLiteral(", ")))};
    for (const QString& setting : arguments.values(QStringLiteral("--parameter"))) {
        const qsizetype equals = setting.indexOf(u'=');
        if (equals < 1) return model::Error{tr("--parameter takes KEY=VALUE, not \"%1\".").arg(setting)};
        options.parameters.insert(setting.first(equals), setting.mid(equals + 1));
    }
    return options;
}

void tell(const model::ImportReport& report, Output& out) {
    for (const QString& line : model::leftOutLines(report)) out.line(line);
    const auto several = [](const char* text, auto n) { return model::counted("cli", text, static_cast<qint64>(n)); };
    out.line(tr("%1 and %2 from %3; resources or parts of them that were left out: %4.")
                 .arg(several(QT_TRANSLATE_NOOP("cli", "%n node(s)"), report.nodes), several(QT_TRANSLATE_NOOP("cli", "%n link(s)"), report.links),
                      several(QT_TRANSLATE_NOOP("cli", "%n resource(s)"), report.resources.size()))
                 .arg(report.leftOut.size()));
}

Exit run(Call& call) {
    const Arguments& arguments = call.arguments;
    if (!arguments.has(QStringLiteral("-o"))) return Output::fail(tr("Say where the design goes: -o OUT.skerry."));
    if (arguments.value(QStringLiteral("--as"), QStringLiteral("cloudformation")) != u"cloudformation")
        return Output::fail(tr("--as takes cloudformation, not \"%1\".").arg(arguments.value(QStringLiteral("--as"))));
    const QString target = arguments.value(QStringLiteral("-o"));
    if (target == u"-" && arguments.has(QStringLiteral("--json")))
        return Output::fail(tr("Standard output cannot take both the design and the report. Name a file with -o."));
    const auto options = optionsOf(arguments, call.kinds);
    if (!options) return Output::fail(options.error());
    const auto opened = model::openDesign(arguments.names().first(), call.kinds, *options);
    if (!opened) return Output::fail(opened.error());
    if (const QString why = designTargetObjection(target); !why.isEmpty()) return Output::fail(why);
    const auto saved = model::saveDesign(target, opened->design);
    if (!saved) return Output::fail(saved.error());
    model::ImportReport report = opened->report;
    if (!opened->isImported()) {
        report.nodes = static_cast<int>(opened->design.nodes.size());
        report.links = static_cast<int>(opened->design.links.size());
    }
    if (arguments.has(QStringLiteral("--json")))
        call.out.bytes(report.toJson());
    else if (target != u"-")
        tell(report, call.out);
    return Exit::Done;
}

}  // namespace

Command importCommand() {
    return {
        .name = QStringLiteral("import"),
        .summary = QT_TRANSLATE_NOOP("cli", "make a design of a CloudFormation template"),
        .synopsis = {QStringLiteral("import SOURCE -o OUT.skerry [--region REGION] [--parameter KEY=VALUE]... [--json]")},
        .description = QT_TRANSLATE_NOOP(
            "cli",
            "Reads a CloudFormation template (JSON or YAML), or a design in either of Skerry's own formats, and saves it as a design: "
            ".skerry, or canonical JSON where the name ends with .json. Every resource becomes a node, becomes part of one (routes, "
            "associations, ingress rules), or is listed with file and line as left out.\n\n"
            "What the environment of a function names is called by it: such a call is drawn without traffic and listed, until you give it access "
            "patterns. Values of the wrong shape, such as a text where a list belongs, are listed, too.\n\n"
            "Parameters take their defaults unless given. A value that nobody can evaluate before deployment is kept as text and silences "
            "the checks that read it. The same template gives the same identities each time, so that importing again can be compared. "
            "Only what is no template at all is refused: broken syntax, a cycle of references, aliases without end; nothing is written then."),
        .options = {{"-o", "OUT", QT_TRANSLATE_NOOP("cli", "The design to write; - is standard output, as canonical JSON.")},
                    {"--as", "FORMAT", QT_TRANSLATE_NOOP("cli", "What SOURCE is, if its content does not tell: cloudformation.")},
                    {"--region", "REGION", QT_TRANSLATE_NOOP("cli", "Code of the Region where the template is deployed; us-east-1 unless said.")},
                    {"--parameter", "KEY=VALUE", QT_TRANSLATE_NOOP("cli", "A parameter's value instead of its default; may be repeated."), true},
                    {"--json", "", QT_TRANSLATE_NOOP("cli", "The report as one JSON document.")}},
        .json = R"({"resources":[{"id","type","node","why"}],"references":[{"from","property","to","kind","attribute"}],
     "left_out":[{"id","type","file","line","why"}],"nodes","links"})",
        .examples = {QStringLiteral("skerry import vpc.yaml -o vpc.skerry --parameter Stage=prod"),
                     QStringLiteral("skerry import stack.json -o stack.skerry --json | jq .left_out")},
        .fewestNames = 1,
        .run = run,
    };
}

}  // namespace app::cli
