// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/reportfile.h"
#include "app/cli/commands.h"
#include "app/cli/designinput.h"
#include "app/paint/pictureexport.h"
#include "model/io/atomicfile.h"
#include "model/io/skerryjson.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"
#include "model/rules/facts.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

constexpr double kLargestScale = 16;

/// The ending that decides the format: of --format, or of the file's name.
QString formatOf(const Arguments& arguments) {
    const QString name = arguments.value(QStringLiteral("-o")).toLower();
    QString format = arguments.value(QStringLiteral("--format")).toLower();
    if (format.isEmpty()) format = name == u"-" ? QStringLiteral("skerry.json") : QFileInfo(name).suffix();
    return format == u"json" ? QStringLiteral("skerry.json") : format;
}

bool isPicture(const QString& format) { return pictureFormatOf(QStringLiteral("a.") + format).has_value(); }

Needs needs(const Arguments& arguments) {
    const QString format = formatOf(arguments);
    return isPicture(format) || format == u"html" ? Needs::Pictures : Needs::Core;
}

model::Result<PictureExport> pictureOptions(const Arguments& arguments, const QString& title) {
    PictureExport options;
    options.title = title;
    const QString theme = arguments.value(QStringLiteral("--theme"), QStringLiteral("light"));
    if (theme != u"light" && theme != u"dark") return model::Error{tr("--theme takes light or dark, not \"%1\".").arg(theme)};
    options.scheme = theme == u"dark" ? Scheme::Dark : Scheme::Light;
    bool ok = true;
    if (arguments.has(QStringLiteral("--scale"))) options.scale = arguments.value(QStringLiteral("--scale")).toDouble(&ok);
    if (!ok || !(options.scale > 0) || options.scale > kLargestScale)
        return model::Error{tr("--scale takes a number above 0 and up to %1, not \"%2\".").arg(kLargestScale).arg(arguments.value(QStringLiteral("--scale")))};
    return options;
}

/// The bytes go to standard output through Output, like everything else that a verb says.
Exit put(Call& call, const QByteArray& bytes) {
    const QString target = call.arguments.value(QStringLiteral("-o"));
    if (target == u"-") {
        call.out.bytes(bytes);
        return Exit::Done;
    }
    const auto written = model::writeFileAtomically(target, bytes);
    return written.ok() ? Exit::Done : Output::fail(written.error());
}

Exit run(Call& call) {
    if (!call.arguments.has(QStringLiteral("-o"))) return Output::fail(tr("Say where it goes: -o OUT.png, .svg, .pdf, .html or .skerry.json."));
    const QString format = formatOf(call.arguments);
    if (!isPicture(format) && format != u"skerry.json" && format != u"html")
        return Output::fail(format.isEmpty() ? tr("\"%1\" has no ending that tells a format. Name a file that ends with .png, .svg, .pdf, .html or .skerry.json, or say --format.").arg(call.arguments.value(QStringLiteral("-o")))
                                             : tr("\"%1\" is no format to export to. Choose png, svg, pdf, html or skerry.json.").arg(format));
    const QString source = call.arguments.names().first();
    const auto options = pictureOptions(call.arguments, designName(source));
    if (!options) return Output::fail(options.error());
    const auto input = readDesign(source, call.kinds);
    if (!input) return Output::fail(input.error());
    if (format == u"html") {
        std::vector<model::RecordedRun> runs;
        if (input->opened.source == model::OpenedDesign::Source::SkerryFile && source != u"-") {
            auto recorded = model::recordedRuns(source);
            if (!recorded) return Output::fail(recorded.error());
            runs = std::move(*recorded);
        }
        const auto html = designReport(*input->document, options->title, runs);
        return html.ok() ? put(call, *html) : Output::fail(html.error());
    }
    if (!isPicture(format)) return put(call, model::toSkerryJson(*input->document));
    model::PictureBuilder builder(*input->document);
    model::Facts facts(*input->document);
    const model::Picture& picture = builder.build(model::linkPaths(*input->document, &facts), &facts);
    const auto bytes = pictureBytes(picture, *pictureFormatOf(QStringLiteral("a.") + format), *options);
    return bytes.ok() ? put(call, *bytes) : Output::fail(bytes.error());
}

}  // namespace

Command exportCommand() {
    return {
        .name = QStringLiteral("export"),
        .summary = QT_TRANSLATE_NOOP("cli", "write the diagram, a report, or the design as canonical JSON"),
        .synopsis = {QStringLiteral("export FILE -o OUT.{png,svg,pdf,html,skerry.json} [--theme light|dark] [--scale N]")},
        .description = QT_TRANSLATE_NOOP(
            "cli",
            "Draws the design as the window does and writes it as PNG, SVG or PDF; the ending of the name decides. Nodes that nobody placed "
            "are arranged first. With .html it writes the report of the design: diagram, findings, paths and access patterns. With .skerry.json it writes the design as canonical text for version control: equal designs give equal "
            "bytes. Nothing is simulated."),
        .options = {{"-o", "OUT", QT_TRANSLATE_NOOP("cli", "The file to write; - is standard output (JSON, or what --format says).")},
                    {"--format", "FORMAT", QT_TRANSLATE_NOOP("cli", "png, svg, pdf, html or skerry.json, where the name does not tell.")},
                    {"--theme", "light|dark", QT_TRANSLATE_NOOP("cli", "The colours of the picture; light unless said.")},
                    {"--scale", "N", QT_TRANSLATE_NOOP("cli", "Pixels of a PNG for each pixel of the drawing, such as 2; 1 unless said.")}},
        .examples = {QStringLiteral("skerry export orders.skerry -o orders.png --scale 2"),
                     QStringLiteral("skerry export orders.skerry -o orders.svg --theme dark"),
                     QStringLiteral("skerry export vpc.yaml -o - --format svg > vpc.svg")},
        .fewestNames = 1,
        .needs = needs,
        .run = run,
    };
}

}  // namespace app::cli
