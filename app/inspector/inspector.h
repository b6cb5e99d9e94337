// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"
#include "model/core/propertyspec.h"
#include "model/core/uid.h"

#include <QWidget>

#include <vector>

class QLabel;
class QScrollArea;
class QTabWidget;
class QTextBrowser;

namespace app {

class ElidedLabel;
class Look;
class PropertyForm;
class Workspace;

/// Shows and edits what is selected: one node, several nodes, a link, or the design itself when nothing is. Everything comes
/// from the rows of the kinds; there is no code per kind.
class Inspector final : public QWidget {
    Q_OBJECT
public:
    Inspector(Workspace& workspace, Look& look, QWidget* parent = nullptr);

    /// A further tab, such as the live figures of a run.
    void addTab(QWidget* page, const QString& title);
    /// Puts the focus into the field of a property.
    bool focusField(const QString& key);
    /// The field that has the focus, as the help page names it ("writeUnits", "patterns.ratePerSecond"); empty: none.
    [[nodiscard]] QString focusedKey() const;
    /// The help tab, at that property; empty: at its top.
    void showHelp(const QString& key = {});
    /// The help on a kind that is not on the canvas yet.
    void showKindHelp(const model::KindSpec& kind);
    [[nodiscard]] QTextBrowser& helpPage() const { return *m_help; }

Q_SIGNALS:
    /// A finding or a reference was clicked: show the node on the canvas.
    void showWanted(model::Uid node);
    /// The page of a rule.
    void ruleWanted(const QString& rule);

protected:
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void scheduleRefresh();
    void refresh();
    void showHeader();
    void fillHelp(const QString& key);
    void fillRules();
    void fillPatterns();
    void fillFindings();
    void takeFont();
    PropertyForm* makeForm();
    void setValue(const QString& key, const model::Value& value);
    void clearValue(const QString& key);

    Workspace& m_workspace;
    Look& m_look;
    QLabel* m_icon;
    ElidedLabel* m_title;
    ElidedLabel* m_subtitle;
    QTabWidget* m_tabs;
    QScrollArea* m_properties;
    QScrollArea* m_rules;
    QTextBrowser* m_help;
    PropertyForm* m_form = nullptr;
    QWidget* m_patterns = nullptr;
    QWidget* m_findings = nullptr;  // those that stand beside no field
    std::vector<model::Uid> m_subjects;
    std::vector<model::PropertySpec> m_specs;  // rows that all subjects share
    bool m_refreshScheduled = false;
    bool m_helpIsStale = true, m_rulesAreStale = true;
};

}  // namespace app
