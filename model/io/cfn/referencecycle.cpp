// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/referencecycle.h"

#include <vector>

namespace model::cfn {
namespace {

enum class Mark { Open, Done };

struct Step {
    QString id;
    qsizetype next = 0;
};

QStringList cycleOn(const std::vector<Step>& trail, const QString& closing) {
    QStringList cycle;
    bool inside = false;
    for (const Step& step : trail) {
        inside = inside || step.id == closing;
        if (inside) cycle.append(step.id);
    }
    cycle.append(closing);
    return cycle;
}

}  // namespace

QStringList findReferenceCycle(const QStringList& order, const QHash<QString, QStringList>& needs) {
    QHash<QString, Mark> marks;
    // An explicit trail instead of recursion: a chain of references may be as long as the template.
    for (const QString& start : order) {
        if (marks.contains(start)) continue;
        std::vector<Step> trail{{start}};
        marks.insert(start, Mark::Open);
        while (!trail.empty()) {
            const auto found = needs.constFind(trail.back().id);
            if (found == needs.constEnd() || trail.back().next >= found->size()) {
                marks[trail.back().id] = Mark::Done;
                trail.pop_back();
                continue;
            }
            const QString& target = found->at(trail.back().next++);
            const auto mark = marks.constFind(target);
            if (mark == marks.constEnd()) {
                marks.insert(target, Mark::Open);
                trail.push_back({target});
            } else if (*mark == Mark::Open) {
                return cycleOn(trail, target);
            }
        }
    }
    return {};
}

}  // namespace model::cfn
