// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/issue.h"

namespace model {

QString severityName(Severity severity) {
    switch (severity) {
        case Severity::Error: return QStringLiteral("error");
        case Severity::Warning: return QStringLiteral("warning");
        case Severity::Advice: return QStringLiteral("advice");
        case Severity::Info: return QStringLiteral("info");
    }
    return {};
}

Issue& IssueSink::add(QString message, std::vector<Uid> nodes, std::vector<Uid> links) {
    Issue& issue = m_issues.emplace_back();
    issue.message = std::move(message);
    issue.nodes = std::move(nodes);
    issue.links = std::move(links);
    return issue;
}

}  // namespace model
