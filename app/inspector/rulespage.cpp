// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/rulespage.h"

#include "app/inspector/fixbutton.h"
#include "app/inspector/grouppanel.h"
#include "app/inspector/subjects.h"
#include "app/issues/ruletext.h"
#include "app/look.h"
#include "app/workspace.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app::RulesPage", text); }

bool concerns(const model::Issue& issue, const std::vector<model::Uid>& subjects) {
    const auto among = [&](model::Uid uid) { return std::ranges::find(subjects, uid) != subjects.end(); };
    return subjects.empty() || std::ranges::any_of(issue.nodes, among) || std::ranges::any_of(issue.links, among);
}

QWidget* finding(Workspace& workspace, Look& look, const model::IssuePtr& issue, const std::function<void(const QString&)>& openRule, QWidget* parent) {
    auto* host = new QWidget(parent);
    auto* line = new QHBoxLayout(host);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* icon = new QLabel(host);
    icon->setPixmap(severityPixmap(look, issue->severity, 16, host->devicePixelRatioF()));
    line->addWidget(icon, 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(4);
    auto* message = new QLabel(issue->message, host);
    message->setWordWrap(true);
    message->setMinimumWidth(1);  // a long name widens no page
    auto* source = new QLabel(QStringLiteral("<a href=\"rule\">%1</a> · %2").arg(issue->rule, ruleTitle(workspace.document().registry(), issue->rule).toHtmlEscaped()), host);
    source->setWordWrap(true);
    source->setForegroundRole(QPalette::PlaceholderText);
    source->setToolTip(ruleLine(workspace.document().registry(), issue->rule));
    QObject::connect(source, &QLabel::linkActivated, host, [openRule, rule = issue->rule] { openRule(rule); });
    texts->addWidget(message);
    texts->addWidget(source);
    if (issue->fix) {
        auto* fix = new FixButton(issue->fix->title, host);
        texts->addWidget(fix, 0, Qt::AlignLeft);
        QObject::connect(fix, &QPushButton::clicked, &workspace, [&workspace, issue] { workspace.perform(*issue->fix); }, Qt::QueuedConnection);
    }
    line->addLayout(texts, 1);
    return host;
}

}  // namespace

int findingsAbout(Workspace& workspace, const std::vector<model::Uid>& subjects) {
    return static_cast<int>(std::ranges::count_if(workspace.checks().issues(), [&](const model::IssuePtr& issue) { return issue->severity != model::Severity::Info && concerns(*issue, subjects); }));
}

QWidget* makeFindingsPanel(Workspace& workspace, Look& look, model::Uid subject, const FindingsHost& host, QWidget* parent) {
    constexpr size_t kMost = 3;
    std::vector<model::IssuePtr> found;
    for (const model::IssuePtr& issue : workspace.checks().issues())
        if (issue->severity <= model::Severity::Warning && isAbout(*issue, subject) && !host.showsField(issue->key) &&
            std::ranges::none_of(found, [&](const model::IssuePtr& other) { return other->message == issue->message; }))
            found.push_back(issue);
    if (found.empty()) return nullptr;
    auto* panel = new GroupPanel(tr("Findings"), look, parent);
    panel->setObjectName(QStringLiteral("findings"));
    panel->setFindings(static_cast<int>(found.size()));
    for (size_t i = 0; i < found.size() && i < kMost; ++i) panel->content()->addWidget(finding(workspace, look, found[i], host.openRule, panel));
    if (found.size() <= kMost) return panel;
    auto* more = new QLabel(QStringLiteral("<a href=\"rules\">%1</a>").arg(tr("and %1 more").arg(found.size() - kMost)), panel);
    QObject::connect(more, &QLabel::linkActivated, panel, [openAll = host.openAll] { openAll(); });
    panel->content()->addWidget(more);
    return panel;
}

QWidget* makeRulesPage(Workspace& workspace, Look& look, const std::vector<model::Uid>& subjects, std::function<void(const QString&)> openRule, QWidget* parent) {
    auto* page = new QWidget(parent);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(14);
    constexpr int kMost = 60;  // the issues dock lists all
    for (const model::IssuePtr& issue : workspace.checks().issues())
        if (concerns(*issue, subjects) && box->count() < kMost) box->addWidget(finding(workspace, look, issue, openRule, page));
    if (box->count() == 0) {
        auto* none = new QLabel(subjects.empty() ? tr("No findings. The design checks clean.") : tr("No findings about the selection."), page);
        none->setForegroundRole(QPalette::PlaceholderText);
        box->addWidget(none);
    }
    return page;
}

}  // namespace app
