// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include <QCoreApplication>

#include <algorithm>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

constexpr int kColumns = 80;

}  // namespace

QString wrapped(const QString& text, int indent) {
    const QString margin(indent, u' ');
    QString out;
    for (const QString& paragraph : text.split(QStringLiteral("\n\n"))) {
        if (!out.isEmpty()) out += u'\n';
        QString line = margin;
        for (const QString& word : paragraph.simplified().split(u' ')) {
            if (line.size() > indent && line.size() + 1 + word.size() > kColumns) {
                out += line + u'\n';
                line = margin;
            }
            line += (line.size() > indent ? QStringLiteral(" ") : QString()) + word;
        }
        out += line + u'\n';
    }
    return out;
}

namespace {

QString optionName(const Option& option) {
    return QLatin1String(option.name) + (*option.value ? QStringLiteral(" ") + QLatin1String(option.value) : QString());
}

QString section(const QString& title, const QString& body) { return body.isEmpty() ? QString() : u'\n' + title + u'\n' + body; }

QString optionsText(const Command& command) {
    QString text;
    for (const Option& option : command.options)
        text += QStringLiteral("    ") + optionName(option) + u'\n' + wrapped(tr(option.help), 8);
    return text;
}

QString examplesText(const QStringList& examples) {
    QString text;
    for (const QString& example : examples) text += QStringLiteral("    ") + example + u'\n';
    return text;
}

}  // namespace

QString overview(const std::vector<Command>& commands) {
    QString text = tr("Skerry: design AWS data architectures, check them, and watch them run.\n\n"
                      "  skerry [FILE]                open the window\n"
                      "  skerry VERB ...              work without a window or a display\n\n");
    qsizetype width = 0;
    for (const Command& command : commands) width = std::max(width, command.name.size());
    for (const Command& command : commands)
        text += QStringLiteral("  ") + command.name.leftJustified(width + 2) + tr(command.summary) + u'\n';
    text += QStringLiteral("  ") + QStringLiteral("help").leftJustified(width + 2) + tr("how a verb is called: skerry help VERB") + u'\n';
    text += tr("\n  --version    the version and nothing else\n  --help       this list\n\n"
               "FILE is a design (.skerry, .skerry.json) or a CloudFormation template (JSON, YAML);\n"
               "- is standard input, and as an output standard output. A node is named by its name,\n"
               "its path (us-east-1/vpc-a/subnet-1) or the beginning of its id (#3f9a).\n"
               "Exit status: 0 done, 1 the design has findings (or the pair is not reachable),\n"
               "2 the call or its input is wrong.\n");
    return text;
}

QString helpPage(const Command& command) {
    QString synopsis;
    for (const QString& form : command.synopsis) synopsis += QStringLiteral("    skerry ") + form + u'\n';
    QString json;
    if (*command.json) json = QStringLiteral("    ") + QLatin1String(command.json) + u'\n';
    return QStringLiteral("skerry ") + command.name + QStringLiteral(" - ") + tr(command.summary) + u'\n' +
           section(tr("SYNOPSIS"), synopsis) + section(tr("DESCRIPTION"), wrapped(tr(command.description), 4)) +
           section(tr("OPTIONS"), optionsText(command)) + section(tr("JSON"), json) + section(tr("EXAMPLES"), examplesText(command.examples)) +
           section(tr("EXIT STATUS"), wrapped(tr("0 done; 1 the design has findings at or above the limit, or the pair asked for is not "
                                                 "reachable; 2 the call or its input is wrong: one sentence on standard error, and "
                                                 "nothing half-written is left behind."),
                                              4));
}

}  // namespace app::cli
