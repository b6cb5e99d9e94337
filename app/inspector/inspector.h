// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/propertyspec.h"
#include "model/core/uid.h"

#include <QWidget>

#include <vector>

class QLabel;
class QScrollArea;
class QTabWidget;

namespace app {

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

Q_SIGNALS:
    /// A finding or a reference was clicked: show the node on the canvas.
    void showWanted(model::Uid node);

private:
    void rebuild();
    void scheduleRefresh();
    void refresh();
    void showHeader();
    PropertyForm* makeForm();
    void setValue(const QString& key, const model::Value& value);
    void clearValue(const QString& key);

    Workspace& m_workspace;
    Look& m_look;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_subtitle;
    QTabWidget* m_tabs;
    QScrollArea* m_properties;
    QScrollArea* m_rules;
    QScrollArea* m_help;
    PropertyForm* m_form = nullptr;
    std::vector<model::Uid> m_subjects;
    std::vector<model::PropertySpec> m_specs;  // rows that all subjects share
    bool m_refreshScheduled = false;
};

}  // namespace app
