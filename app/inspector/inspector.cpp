// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/inspector.h"

#include "app/inspector/helppage.h"
#include "app/inspector/kindicon.h"
#include "app/inspector/propertyform.h"
#include "app/inspector/rulespage.h"
#include "app/inspector/subjects.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/core/edit.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace app {

namespace {

constexpr int kMargin = 16;
constexpr int kHeaderIcon = 36;

QScrollArea* scrollPage(QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

// A page keeps its scroll position when it is filled again.
QWidget* fill(QScrollArea* area, QWidget* content) {
    auto* host = new QWidget;
    auto* box = new QVBoxLayout(host);
    box->setContentsMargins(kMargin, 12, kMargin, kMargin);
    box->addWidget(content);
    box->addStretch();
    area->setWidget(host);
    return host;
}

}  // namespace

Inspector::Inspector(Workspace& workspace, Look& look, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_look(look), m_icon(new QLabel(this)), m_title(new QLabel(this)), m_subtitle(new QLabel(this)),
      m_tabs(new QTabWidget(this)), m_properties(scrollPage(this)), m_rules(scrollPage(this)), m_help(scrollPage(this)) {
    setObjectName(QStringLiteral("inspector"));
    QFont heading = font();
    heading.setPixelSize(15);
    heading.setWeight(QFont::DemiBold);
    m_title->setFont(heading);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_title->setMinimumWidth(10);
    m_subtitle->setMinimumWidth(10);
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(kMargin, 14, kMargin, 8);
    header->setSpacing(10);
    header->addWidget(m_icon);
    header->addLayout(names, 1);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addLayout(header);
    box->addWidget(m_tabs, 1);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_properties, tr("Properties"));
    m_tabs->addTab(m_rules, tr("Rules"));
    m_tabs->addTab(m_help, tr("Help"));
    connect(&workspace.selection(), &Selection::changed, this, &Inspector::rebuild);
    connect(&workspace.document(), &model::Document::changed, this, &Inspector::scheduleRefresh);
    connect(&workspace.document(), &model::Document::reset, this, &Inspector::rebuild);
    connect(&workspace.checks(), &model::Checks::issuesChanged, this, &Inspector::scheduleRefresh);
    connect(&look, &Look::changed, this, &Inspector::rebuild);
    rebuild();
}

void Inspector::addTab(QWidget* page, const QString& title) { m_tabs->insertTab(1, page, title); }

bool Inspector::focusField(const QString& key) {
    m_tabs->setCurrentWidget(m_properties);
    return m_form && m_form->focusField(key);
}

void Inspector::rebuild() {
    const model::Document& document = m_workspace.document();
    m_subjects = existing(document, m_workspace.selection().items());
    m_specs = sharedSpecs(document, m_subjects);
    m_form = makeForm();
    connect(m_form, &PropertyForm::changed, this, &Inspector::setValue);
    connect(m_form, &PropertyForm::cleared, this, &Inspector::clearValue);
    connect(m_form, &PropertyForm::helpWanted, this, [this] { m_tabs->setCurrentWidget(m_help); });
    fill(m_properties, m_form);
    fill(m_help, makeHelpPage(document, m_subjects, this));
    refresh();
}

// Several changes in one turn of the event loop need one refresh.
void Inspector::scheduleRefresh() {
    if (m_refreshScheduled) return;
    m_refreshScheduled = true;
    QMetaObject::invokeMethod(this, &Inspector::refresh, Qt::QueuedConnection);
}

void Inspector::refresh() {
    m_refreshScheduled = false;
    if (existing(m_workspace.document(), m_subjects) != m_subjects) return rebuild();
    showHeader();
    m_form->refresh();
    auto* rules = makeRulesPage(m_workspace, m_look, m_subjects, this);
    fill(m_rules, rules);
}

void Inspector::showHeader() {
    const model::Document& document = m_workspace.document();
    const Heading heading = headingOf(document, m_subjects, m_look, kHeaderIcon);
    m_icon->setPixmap(heading.icon.pixmap(kHeaderIcon));
    m_icon->setVisible(!heading.icon.isNull());
    m_title->setText(m_title->fontMetrics().elidedText(heading.title, Qt::ElideMiddle, std::max(120, width() - 90)));
    m_title->setToolTip(heading.title);
    m_subtitle->setText(heading.subtitle);
}

PropertyForm* Inspector::makeForm() {
    const model::Uid first = m_subjects.empty() ? model::Uid() : m_subjects.front();
    FormSource source{
        [this](const model::PropertySpec& spec) { return sharedValue(m_workspace.document(), m_subjects, spec.key); },
        [this](const model::PropertySpec& spec) { return isStoredAnywhere(m_workspace.document(), m_subjects, spec.key); },
        [this](const model::PropertySpec& spec) { return isVisibleFor(m_workspace.document(), m_subjects, spec); },
        [this](const model::PropertySpec& spec) { return notesFor(m_workspace, m_subjects, spec); },
        EditorContext{m_workspace.document(), m_look, first}};
    return new PropertyForm(m_specs, std::move(source), PropertyForm::Groups::Titled, this);
}

void Inspector::setValue(const QString& key, const model::Value& value) {
    const QString title = titleOf(m_workspace.document(), m_subjects, m_specs, key);
    model::Edit edit(m_workspace.document(), tr("Change %1").arg(title));
    if (m_subjects.empty()) edit.setDocument(key, value);
    for (const model::Uid subject : m_subjects) edit.setProperty(subject, key, value);
    m_workspace.perform(edit.take());
    scheduleRefresh();  // a refused edit shows the old value again
}

void Inspector::clearValue(const QString& key) {
    model::Edit edit(m_workspace.document(), tr("Reset %1").arg(titleOf(m_workspace.document(), m_subjects, m_specs, key)));
    if (m_subjects.empty()) edit.setDocument(key, std::nullopt);
    for (const model::Uid subject : m_subjects) edit.clearProperty(subject, key);
    m_workspace.perform(edit.take());
}

}  // namespace app
