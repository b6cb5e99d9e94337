// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/commands.h"
#include "app/cli/help.h"
#include "app/cli/nearmatches.h"
#include "model/io/cloudformation.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <langinfo.h>
#include <memory>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

QStringList wordsOf(int argc, char** argv) {
    QStringList words;
    for (int i = 1; i < argc; ++i) words += QString::fromLocal8Bit(argv[i]);
    return words;
}

/// Texts are UTF-8 everywhere, also where a bare environment says that it knows only ASCII.
void useUtf8() {
    std::setlocale(LC_ALL, "");
    if (qstrcmp(nl_langinfo(CODESET), "UTF-8") != 0) ::setenv("LC_ALL", "C.UTF-8", 1);
}

/// Qt grumbles where no session gave it a folder for sockets, which no verb needs.
void sayAllButSocketFolder(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (text.startsWith(u"QStandardPaths: XDG_RUNTIME_DIR")) return;
    const QByteArray line = qFormatLogMessage(type, context, text).toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

std::unique_ptr<QCoreApplication> applicationFor(Needs needs, int& argc, char** argv) {
    if (needs == Needs::Core) return std::make_unique<QCoreApplication>(argc, argv);
    qInstallMessageHandler(sayAllButSocketFolder);
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);  // pictures are drawn in memory: no display is needed, none is asked for
    if (needs == Needs::Pictures) return std::make_unique<QGuiApplication>(argc, argv);
    return std::make_unique<QApplication>(argc, argv);
}

const Command* find(const std::vector<Command>& commands, const QString& name) {
    const auto found = std::ranges::find(commands, name, &Command::name);
    return found == commands.end() ? nullptr : &*found;
}

/// "; did you mean "simulate"? ...": what follows a verb that there is not.
QString suggestion(const std::vector<Command>& commands, const QString& word) {
    QStringList known{QStringLiteral("help"), QStringLiteral("--help"), QStringLiteral("--version")};
    for (const Command& command : commands) known += command.name;
    return didYouMean(word, known) + tr(" \"skerry --help\" lists the verbs.");
}

/// Whether the window is asked to open it: a file that is there, or one whose name says that it is a design.
bool meansFile(const QString& word) {
    return QFileInfo::exists(word) || word.endsWith(u".skerry", Qt::CaseInsensitive) || word.endsWith(u".json", Qt::CaseInsensitive) || model::isTemplateName(word);
}

Exit help(const std::vector<Command>& commands, const QStringList& words, Output& out) {
    if (words.size() < 2) {
        out.text(overview(commands));
        return Exit::Done;
    }
    const Command* command = find(commands, words[1]);
    if (!command) return Output::fail(tr("There is no verb \"%1\"").arg(words[1]) + suggestion(commands, words[1]));
    out.text(helpPage(*command));
    return Exit::Done;
}

/// The sentence about too many or too few names, or an empty string.
QString countObjection(const Command& command, const QStringList& names) {
    if (names.size() < command.fewestNames)
        return tr("Something is missing: skerry %1. See \"skerry help %2\".").arg(command.synopsis.first(), command.name);
    if (names.size() > command.mostNames)
        return tr("\"%1\" is one name too many: skerry %2.").arg(names[command.mostNames], command.synopsis.first());
    return {};
}

Exit runVerb(const Command& command, const QStringList& words, int argc, char** argv, Output& out) {
    const auto arguments = Arguments::parse(command.name, words.mid(1), command.options);
    if (!arguments) return Output::fail(arguments.error());
    if (const QString why = countObjection(command, arguments->names()); !why.isEmpty()) return Output::fail(why);
    // The words are ours; Qt would look for its own options among them.
    int programOnly = std::min(argc, 1);
    const auto application = applicationFor(command.needs ? command.needs(*arguments) : Needs::Core, programOnly, argv);
    QCoreApplication::setApplicationName(QStringLiteral("skerry"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SKERRY_VERSION));
    const model::KindRegistry kinds = model::shippedKinds();
    Call call{*arguments, kinds, out};
    return command.run(call);
}

}  // namespace

std::vector<Command> allCommands() {
    return {validateCommand(), reachCommand(),  simulateCommand(), exportCommand(),
            importCommand(),   sampleCommand(), kindsCommand(),    rulesCommand()};
}

bool isCommandLine(int argc, char** argv) {
    if (argc < 2) return false;
    const QString word = QString::fromLocal8Bit(argv[1]);
    return word.startsWith(u'-') || word == u"help" || find(allCommands(), word) != nullptr || !meansFile(word);
}

int run(int argc, char** argv) {
    useUtf8();
    const QStringList words = wordsOf(argc, argv);
    Output out;
    Exit exit = Exit::Done;
    if (words.first() == u"--version") {
        out.line(QStringLiteral("skerry " SKERRY_VERSION));
        return static_cast<int>(out.flush(exit));
    }
    const std::vector<Command> commands = allCommands();
    if (words.first() == u"--help" || words.first() == u"-h" || words.first() == u"help")
        exit = help(commands, words, out);
    else if (words.size() > 1 && words[1] == u"--help" && find(commands, words.first()))
        exit = help(commands, {words[1], words.first()}, out);
    else if (const Command* command = find(commands, words.first()))
        exit = runVerb(*command, words, argc, argv, out);
    else
        exit = Output::fail(tr("There is neither a verb nor a file \"%1\"").arg(words.first()) + suggestion(commands, words.first()));
    return static_cast<int>(exit == Exit::Wrong ? exit : out.flush(exit));
}

}  // namespace app::cli
