// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <QCoreApplication>

#include <algorithm>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

QString seeHelp(const QString& verb) { return tr(" See \"skerry help %1\".").arg(verb); }

}  // namespace

model::Result<Arguments> Arguments::parse(const QString& verb, const QStringList& words, const std::vector<Option>& options) {
    Arguments arguments;
    bool optionsEnded = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words[i];
        if (word == u"--" && !optionsEnded) {
            optionsEnded = true;
            continue;
        }
        if (optionsEnded || !word.startsWith(u'-') || word == u"-") {
            arguments.m_names += word;
            continue;
        }
        const qsizetype equals = word.startsWith(u"--") ? word.indexOf(u'=') : -1;
        const QString name = equals < 0 ? word : word.first(equals);
        const auto option = std::ranges::find_if(options, [&](const Option& each) { return name == QLatin1String(each.name); });
        if (option == options.end()) return model::Error{tr("\"skerry %1\" has no option %2.").arg(verb, name) + seeHelp(verb)};
        const bool takesValue = *option->value != '\0';
        if (!takesValue && equals >= 0)
            return model::Error{tr("The option %1 takes no value.").arg(name) + seeHelp(verb)};
        if (arguments.has(name) && !option->repeatable)
            return model::Error{tr("The option %1 is given twice.").arg(name) + seeHelp(verb)};
        QString value;
        if (takesValue) {
            if (equals < 0 && i + 1 >= words.size())
                return model::Error{tr("The option %1 needs a value: %1 %2.").arg(name, QLatin1String(option->value)) + seeHelp(verb)};
            value = equals < 0 ? words[++i] : word.mid(equals + 1);
        }
        arguments.m_values[name] += value;
    }
    return arguments;
}

QString Arguments::value(const QString& option, const QString& otherwise) const {
    const auto found = m_values.constFind(option);
    return found == m_values.constEnd() ? otherwise : found->last();
}

model::Result<qint64> wholeNumber(const QString& option, const QString& text, qint64 least, qint64 most) {
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (ok && number >= least && number <= most) return number;
    return model::Error{tr("%1 takes a whole number from %2 to %3, not \"%4\".").arg(option).arg(least).arg(most).arg(text)};
}

}  // namespace app::cli
