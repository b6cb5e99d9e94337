// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainparts.h"

#include "app/canvas/canvasview.h"
#include "app/explain/pathsdock.h"
#include "app/filepart.h"
#include "app/history/historydock.h"
#include "app/inspector/inspector.h"
#include "app/issues/issuesdock.h"
#include "app/issues/rulepage.h"
#include "app/mainwindow.h"
#include "app/replacesheet.h"

#include <QCoreApplication>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app", text); }

void addIssues(MainWindow& window) {
    auto* issues = new IssuesDock(window.workspace(), window.look());
    window.addBottomTab(issues, QStringLiteral("issues"), tr("Issues"));
    QObject::connect(issues, &IssuesDock::showWanted, &window.canvas(), &CanvasView::reveal);
    QObject::connect(&window.canvas(), &CanvasView::findingWanted, issues, [issues, &window](const std::vector<model::Uid>& subjects) {
        if (issues->showFindingOf(subjects)) window.showBottomTab(QStringLiteral("issues"));
    });
    const auto showCount = [&window](int errors, int warnings) {
        window.setBottomTabCount(QStringLiteral("issues"), errors + warnings, errors > 0 ? Token::Error : Token::Warning);
    };
    QObject::connect(issues, &IssuesDock::countsChanged, &window, showCount);
    const model::RuleEngine& engine = window.workspace().checks().engine();
    showCount(engine.count(model::Severity::Error), engine.count(model::Severity::Warning));
}

// Pages of rules, and their examples as designs of their own.
void addRulePages(MainWindow& window) {
    const auto open = [&window](const QString& rule) {
        auto* page = new RulePage(window.workspace().document().registry(), rule, window.look(), &window);
        QObject::connect(page, &RulePage::exampleWanted, &window, [&window](const QString& path) {
            if (auto* files = window.findChild<FilePart*>()) files->openExample(path);
        });
        page->show();
    };
    QObject::connect(window.findChild<IssuesDock*>(), &IssuesDock::ruleWanted, &window, open);
    QObject::connect(&window.inspector(), &Inspector::ruleWanted, &window, open);
}

void addPaths(MainWindow& window) {
    auto* paths = new PathsDock(window.workspace(), window.look());
    window.addBottomTab(paths, QStringLiteral("paths"), tr("Paths"));
    QObject::connect(paths, &PathsDock::showWanted, &window.canvas(), &CanvasView::reveal);
}

void addHistory(MainWindow& window) {
    window.addBottomTab(new HistoryDock(window.workspace(), window.look()), QStringLiteral("history"), tr("History"));
}

void addReplacing(MainWindow& window) {
    QObject::connect(window.actions()[Command::Replace], &QAction::triggered, &window, [&window] {
        if (auto* open = window.findChild<ReplaceSheet*>()) return open->activateWindow();
        auto* sheet = new ReplaceSheet(window.workspace(), &window);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(sheet, &ReplaceSheet::showWanted, &window.canvas(), &CanvasView::reveal);
        sheet->show();
    });
}

}  // namespace

void addParts(MainWindow& window) {
    addRun(window);
    addIssues(window);
    addPaths(window);
    addHistory(window);
    addFiles(window);
    addRulePages(window);
    addReplacing(window);
}

}  // namespace app
