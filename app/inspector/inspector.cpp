// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/inspector.h"

#include "app/elidedlabel.h"
#include "app/focusorder.h"
#include "app/inspector/helppage.h"
#include "app/inspector/kindicon.h"
#include "app/inspector/patternspanel.h"
#include "app/inspector/propertyform.h"
#include "app/inspector/rulespage.h"
#include "app/inspector/subjects.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/core/edit.h"
#include "model/traffic/scenario.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kMargin = 16;
constexpr int kHeaderIcon = 36;
constexpr double kHeadingScale = 1.2;  // 15 px where controls have 12.5

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
    box->addStretch(1);
    area->setWidget(host);
    return host;
}

}  // namespace

Inspector::Inspector(Workspace& workspace, Look& look, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_look(look), m_icon(new QLabel(this)), m_title(new ElidedLabel(Qt::ElideMiddle, this)), m_subtitle(new ElidedLabel(Qt::ElideMiddle, this)),
      m_tabs(new QTabWidget(this)), m_properties(scrollPage(this)), m_rules(scrollPage(this)), m_help(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("inspector"));
    takeFont();
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(kMargin, 6, kMargin, 8);
    header->setSpacing(10);
    header->addWidget(m_icon);
    header->addLayout(names, 1);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addLayout(header);
    box->addWidget(m_tabs, 1);
    m_tabs->setDocumentMode(true);
    m_help->setFrameShape(QFrame::NoFrame);
    m_help->setOpenExternalLinks(true);
    m_help->document()->setDocumentMargin(kMargin);
    m_tabs->addTab(m_properties, tr("Properties"));
    m_tabs->addTab(m_rules, tr("Rules"));
    m_tabs->addTab(m_help, tr("Help"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_helpIsStale && m_tabs->currentWidget() == m_help) fillHelp({});
        if (m_rulesAreStale && m_tabs->currentWidget() == m_rules) fillRules();
    });
    connect(&workspace.selection(), &Selection::changed, this, &Inspector::rebuild);
    connect(&workspace.document(), &model::Document::changed, this, &Inspector::scheduleRefresh);
    connect(&workspace.document(), &model::Document::reset, this, &Inspector::rebuild);
    connect(&workspace.checks(), &model::Checks::issuesChanged, this, &Inspector::scheduleRefresh);
    connect(&look, &Look::changed, this, &Inspector::rebuild);
    rebuild();
}

void Inspector::takeFont() {
    QFont heading = font();
    if (heading.pointSizeF() > 0) heading.setPointSizeF(heading.pointSizeF() * kHeadingScale);
    heading.setWeight(QFont::DemiBold);
    m_title->setFont(heading);
}

void Inspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange) return;
    takeFont();
    // Labels and lines have room for the text that they were made for. Later: Qt walks through all widgets now.
    QMetaObject::invokeMethod(this, &Inspector::rebuild, Qt::QueuedConnection);
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
    connect(m_form, &PropertyForm::helpWanted, this, &Inspector::showHelp);
    fill(m_properties, m_form);
    m_patterns = nullptr;
    m_findings = nullptr;
    m_helpIsStale = true;
    if (m_tabs->currentWidget() == m_help) fillHelp({});
    refresh();
}

// A long page: it is written when somebody looks at it.
void Inspector::fillHelp(const QString& key) {
    m_helpIsStale = false;
    m_help->setHtml(helpHtml(m_workspace.document(), m_subjects, m_look.theme(), key));
    if (!key.isEmpty()) m_help->scrollToAnchor(key);
}

void Inspector::showHelp(const QString& key) {
    fillHelp(key);
    m_tabs->setCurrentWidget(m_help);
}

void Inspector::showKindHelp(const model::KindSpec& kind) {
    m_help->setHtml(kindHelpHtml(kind, m_look.theme()));
    m_tabs->setCurrentWidget(m_help);
}

QString Inspector::focusedKey() const {
    QString key;
    for (const QWidget* widget = QApplication::focusWidget(); widget && widget != this; widget = widget->parentWidget())
        if (const auto* editor = qobject_cast<const PropertyEditor*>(widget)) key = key.isEmpty() ? editor->spec().key : editor->spec().key + u'.' + key;
    return key;
}

// Patterns are rows of links: they change when another node or link does.
void Inspector::fillPatterns() {
    if (m_patterns) m_patterns->hide(), m_patterns->deleteLater();
    m_patterns = m_subjects.size() == 1 ? makePatternsPanel(m_workspace, m_look, m_subjects.front(), m_form) : nullptr;
    if (m_patterns) m_form->addPanel(m_patterns, PropertyForm::Place::BelowFirstGroup);
}

// What stands beside no field.
void Inspector::fillFindings() {
    if (m_findings) m_findings->hide(), m_findings->deleteLater();
    m_findings = nullptr;
    if (m_subjects.size() != 1 || m_workspace.checks().isBehind()) return;
    m_findings = makeFindingsPanel(m_workspace, m_look, m_subjects.front(), {[this](const QString& key) { return m_form->shows(key); }, [this](const QString& rule) { Q_EMIT ruleWanted(rule); }, [this] { m_tabs->setCurrentWidget(m_rules); }}, m_form);
    if (m_findings) m_form->addPanel(m_findings, PropertyForm::Place::Top);
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
    fillPatterns();
    fillFindings();
    m_rulesAreStale = true;
    const int findings = m_workspace.checks().isBehind() ? 0 : findingsAbout(m_workspace, m_subjects);
    m_tabs->setTabText(m_tabs->indexOf(m_rules), findings > 0 ? tr("Rules (%1)").arg(findings) : tr("Rules"));
    if (m_tabs->currentWidget() == m_rules && !m_workspace.checks().isBehind()) fillRules();
}

// Some sixty findings with their texts: laid out when somebody looks at them.
void Inspector::fillRules() {
    m_rulesAreStale = false;
    fill(m_rules, makeRulesPage(m_workspace, m_look, m_subjects, [this](const QString& rule) { Q_EMIT ruleWanted(rule); }, this));
}

void Inspector::showHeader() {
    const model::Document& document = m_workspace.document();
    const Heading heading = headingOf(document, m_subjects, m_look, kHeaderIcon);
    m_icon->setPixmap(heading.icon.pixmap(kHeaderIcon));
    m_icon->setVisible(!heading.icon.isNull());
    m_title->setText(heading.title);
    m_subtitle->setText(heading.subtitle);
}

// Tab goes on to what the eye finds next, not to what was made next.
bool Inspector::focusNextPrevChild(bool next) {
    const auto order = focusOrder(*this);
    const auto now = std::ranges::find(order, QApplication::focusWidget());
    const bool isLast = now == order.end() || (next ? now + 1 == order.end() : now == order.begin());
    if (isLast) return QWidget::focusNextPrevChild(next);
    (*(next ? now + 1 : now - 1))->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

PropertyForm* Inspector::makeForm() {
    const model::Uid first = m_subjects.empty() ? model::Uid() : m_subjects.front();
    FormSource source{
        [this](const model::PropertySpec& spec) { return sharedValue(m_workspace.document(), m_subjects, spec.key); },
        [this](const model::PropertySpec& spec) { return isStoredAnywhere(m_workspace.document(), m_subjects, spec.key); },
        [this](const model::PropertySpec& spec) { return isVisibleFor(m_workspace.document(), m_subjects, spec); },
        [this](const model::PropertySpec& spec) { return notesFor(m_workspace, m_subjects, spec); },
        EditorContext{m_workspace.document(), m_look, first},
        [this](const model::PropertySpec& spec) { return spec.suggest ? spec.suggest(m_workspace.document(), model::Row()) : QStringList(); }};
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
