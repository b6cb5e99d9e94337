// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/patternnames.h"

#include <QHash>

namespace app {

namespace {

/// The last name of a path, in which a slash of a name has a backslash before it.
QString lastName(const QString& path) {
    qsizetype at = path.lastIndexOf(u'/');
    while (at > 0 && path[at - 1] == u'\\') at = path.lastIndexOf(u'/', at - 1);
    return path.mid(at + 1).replace(QStringLiteral("\\/"), QStringLiteral("/"));
}

}  // namespace

std::vector<PatternEnds> patternEnds(const std::vector<sim::PatternSummary>& patterns) {
    std::vector<PatternEnds> ends;
    const auto keyOf = [](const sim::PatternSummary& pattern, const PatternEnds& end) {
        return QString::fromStdString(pattern.name) + u'\n' + end.caller + u'\n' + end.resource;
    };
    QHash<QString, int> count;
    for (const sim::PatternSummary& pattern : patterns) {
        ends.push_back({lastName(QString::fromStdString(pattern.caller)), lastName(QString::fromStdString(pattern.resource))});
        ++count[keyOf(pattern, ends.back())];
    }
    for (size_t i = 0; i < ends.size(); ++i)
        if (count.value(keyOf(patterns[i], ends[i])) > 1) ends[i] = {QString::fromStdString(patterns[i].caller), QString::fromStdString(patterns[i].resource)};
    return ends;
}

}  // namespace app
