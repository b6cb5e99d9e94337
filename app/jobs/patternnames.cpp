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

QString pathOf(const plan::Plan& plan, plan::StationIndex station) {
    return station < plan.stations.size() ? QString::fromStdString(plan.stations[station].name) : QString();
}

/// Replaces those texts that are not the only ones of their kind.
void tellApart(std::vector<QString>& texts, const auto& longer) {
    QHash<QString, int> count;
    for (const QString& text : texts) ++count[text];
    for (size_t i = 0; i < texts.size(); ++i)
        if (count.value(texts[i]) > 1) texts[i] = longer(i);
}

bool allDiffer(const std::vector<QString>& names, const std::vector<QString>& ends, const QString& name) {
    QHash<QString, int> count;
    for (size_t i = 0; i < names.size(); ++i)
        if (names[i] == name && ++count[ends[i]] > 1) return false;
    return true;
}

}  // namespace

std::vector<QString> patternLabels(const plan::Plan& plan, const std::vector<size_t>& places) {
    std::vector<QString> names, callers, resources;
    for (const size_t place : places) {
        const plan::AccessPattern& pattern = plan.patterns[place];
        names.push_back(QString::fromStdString(pattern.name));
        callers.push_back(lastName(pathOf(plan, pattern.source)));
        resources.push_back(lastName(pathOf(plan, pattern.target)));
    }
    std::vector<QString> labels = names;
    tellApart(labels, [&](size_t i) {
        if (allDiffer(names, callers, names[i])) return QStringLiteral("%1, %2").arg(names[i], callers[i]);
        if (allDiffer(names, resources, names[i])) return QStringLiteral("%1, %2").arg(names[i], resources[i]);
        return QStringLiteral("%1, %2 → %3").arg(names[i], callers[i], resources[i]);
    });
    tellApart(labels, [&](size_t i) {
        const plan::AccessPattern& pattern = plan.patterns[places[i]];
        return QStringLiteral("%1, %2 → %3").arg(names[i], pathOf(plan, pattern.source), pathOf(plan, pattern.target));
    });
    return labels;
}

std::vector<QString> stationLabels(const plan::Plan& plan, const std::vector<plan::StationIndex>& stations) {
    std::vector<QString> labels;
    for (const plan::StationIndex station : stations) labels.push_back(lastName(pathOf(plan, station)));
    tellApart(labels, [&](size_t i) {
        const plan::RegionIndex region = plan.stations[stations[i]].region;
        return region < plan.regions.size() ? QStringLiteral("%1, %2").arg(labels[i], QString::fromStdString(plan.regions[region])) : labels[i];
    });
    tellApart(labels, [&](size_t i) { return pathOf(plan, stations[i]); });
    return labels;
}

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
