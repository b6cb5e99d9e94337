// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/designinput.h"
#include "model/io/open.h"
#include "model/sample/samples.h"

#include <QCoreApplication>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

constexpr qint64 kMostNodes = 1000000;

Exit list(Call& call) {
    for (const model::Sample& sample : model::shippedSamples())
        call.out.line(QStringLiteral("%1 %2").arg(sample.name, -16).arg(sample.about));
    return Exit::Done;
}

model::Result<model::Design> wanted(const Call& call) {
    const Arguments& arguments = call.arguments;
    if (!arguments.has(QStringLiteral("--random"))) return model::sampleDesign(arguments.names().first().toLower());
    if (!arguments.names().isEmpty()) return model::Error{tr("Give the name of a sample or --random, not both.")};
    const auto nodes = wholeNumber(QStringLiteral("--random"), arguments.value(QStringLiteral("--random")), 1, kMostNodes);
    if (!nodes) return model::Error{nodes.error()};
    const auto seed = wholeNumber(QStringLiteral("--seed"), arguments.value(QStringLiteral("--seed"), QStringLiteral("1")), 0, INT64_MAX);
    if (!seed) return model::Error{seed.error()};
    return model::randomDesign(call.kinds, static_cast<int>(*nodes), static_cast<quint64>(*seed));
}

Exit run(Call& call) {
    const Arguments& arguments = call.arguments;
    if (arguments.names().isEmpty() && !arguments.has(QStringLiteral("--random"))) return list(call);
    if (!arguments.has(QStringLiteral("-o"))) return Output::fail(tr("Say where the sample goes: -o FILE.skerry."));
    const auto design = wanted(call);
    if (!design) return Output::fail(design.error());
    if (const QString why = designTargetObjection(arguments.value(QStringLiteral("-o"))); !why.isEmpty()) return Output::fail(why);
    const auto saved = model::saveDesign(arguments.value(QStringLiteral("-o")), *design);
    return saved.ok() ? Exit::Done : Output::fail(saved.error());
}

}  // namespace

Command sampleCommand() {
    return {
        .name = QStringLiteral("sample"),
        .summary = QT_TRANSLATE_NOOP("cli", "write a shipped design, or a random one of any size"),
        .synopsis = {QStringLiteral("sample"), QStringLiteral("sample NAME -o FILE"), QStringLiteral("sample --random NODES [--seed N] -o FILE")},
        .description = QT_TRANSLATE_NOOP("cli",
                                         "Without a name it lists the designs that Skerry carries. With a name it writes that design. With "
                                         "--random it makes a plausible design of about so many nodes; the same seed gives the same one."),
        .options = {{"-o", "FILE", QT_TRANSLATE_NOOP("cli", "Where it goes: a .skerry or .skerry.json file; - is standard output, as JSON.")},
                    {"--random", "NODES", QT_TRANSLATE_NOOP("cli", "A synthetic design with about so many nodes.")},
                    {"--seed", "N", QT_TRANSLATE_NOOP("cli", "Which of the random designs; 1 unless said.")}},
        .examples = {QStringLiteral("skerry sample"), QStringLiteral("skerry sample --random 5000 -o large.skerry")},
        .run = run,
    };
}

}  // namespace app::cli
