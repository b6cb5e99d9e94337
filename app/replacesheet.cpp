// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replacesheet.h"

#include "app/workspace.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace app {

namespace {

constexpr QSize kSizePx(760, 460);
constexpr int kWherePx = 190, kTitlePx = 150, kTextPx = 190;

}  // namespace

ReplaceSheet::ReplaceSheet(Workspace& workspace, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_find(new QLineEdit(this)), m_with(new QLineEdit(this)), m_case(new QCheckBox(tr("Match &case"), this)),
      m_selected(new QCheckBox(tr("Only in what is &selected"), this)), m_list(new QTreeWidget(this)), m_words(new QLabel(this)), m_replace(nullptr) {
    setWindowTitle(tr("Find and replace"));
    setObjectName(QStringLiteral("replaceSheet"));
    resize(kSizePx);
    m_list->setObjectName(QStringLiteral("matches"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setHeaderLabels({tr("Where"), tr("What"), tr("Now"), tr("Then")});
    m_list->header()->resizeSection(0, kWherePx);
    m_list->header()->resizeSection(1, kTitlePx);
    m_list->header()->resizeSection(2, kTextPx);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_replace = buttons->addButton(tr("&Replace"), QDialogButtonBox::ApplyRole);
    m_replace->setObjectName(QStringLiteral("replace"));
    m_replace->setDefault(true);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(16, 16, 16, 12);
    box->setSpacing(10);
    box->addWidget(buildFields());
    box->addWidget(m_list, 1);
    box->addWidget(m_words);
    box->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_replace, &QPushButton::clicked, this, &ReplaceSheet::replace);
    connect(m_list, &QTreeWidget::itemChanged, this, &ReplaceSheet::countChosen);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* row) {
        if (row && m_list->hasFocus()) Q_EMIT showWanted(m_matches[static_cast<size_t>(m_list->indexOfTopLevelItem(row))].subject);
    });
    connect(&workspace.document(), &model::Document::changed, this, &ReplaceSheet::search);
    connect(&workspace.document(), &model::Document::reset, this, &ReplaceSheet::search);
    connect(&workspace.selection(), &Selection::changed, this, [this] {
        if (m_selected->isChecked()) search();
    });
    search();
}

QWidget* ReplaceSheet::buildFields() {
    auto* fields = new QWidget(this);
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    m_find->setObjectName(QStringLiteral("find"));
    m_with->setObjectName(QStringLiteral("with"));
    m_find->setPlaceholderText(tr("Words in names, notes and other texts"));
    form->addRow(tr("&Find"), m_find);
    form->addRow(tr("Replace &by"), m_with);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_case);
    choices->addSpacing(16);
    choices->addWidget(m_selected);
    choices->addStretch(1);
    form->addRow(QString(), choices);
    for (QLineEdit* field : {m_find, m_with}) connect(field, &QLineEdit::textChanged, this, &ReplaceSheet::search);
    for (QCheckBox* choice : {m_case, m_selected}) connect(choice, &QCheckBox::toggled, this, &ReplaceSheet::search);
    return fields;
}

void ReplaceSheet::search() {
    const bool within = m_selected->isChecked();
    const auto& selected = m_workspace.selection().items();
    m_matches.clear();
    if (!within || !selected.empty())
        m_matches = findTexts(m_workspace.document(), {m_find->text(), m_with->text(), m_case->isChecked(), within ? selected : std::vector<model::Uid>()});
    fill();
}

void ReplaceSheet::fill() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const TextMatch& match : m_matches) {
        auto* row = new QTreeWidgetItem(m_list, {match.where, match.title, match.before.simplified(), match.after.simplified()});
        row->setCheckState(0, Qt::Checked);
        row->setToolTip(2, match.before);
        row->setToolTip(3, match.after);
    }
    countChosen();
}

void ReplaceSheet::countChosen() {
    const int count = static_cast<int>(chosen().size());
    m_replace->setEnabled(count > 0);
    if (m_find->text().isEmpty()) return m_words->setText(tr("Type what to look for."));
    if (m_matches.empty()) return m_words->setText(tr("No text holds these words."));
    m_words->setText(tr("%n text(s) found", nullptr, static_cast<int>(m_matches.size())) + tr(", %n of them to be changed.", nullptr, count));
}

std::vector<TextMatch> ReplaceSheet::chosen() const {
    std::vector<TextMatch> matches;
    for (size_t i = 0; i < m_matches.size(); ++i)
        if (m_list->topLevelItem(static_cast<int>(i))->checkState(0) == Qt::Checked && m_matches[i].after != m_matches[i].before) matches.push_back(m_matches[i]);
    return matches;
}

void ReplaceSheet::replace() {
    const auto matches = chosen();
    if (matches.empty()) return;
    const QString title = tr("Replace “%1” by “%2”").arg(m_find->text(), m_with->text());
    if (m_workspace.perform(replaceTexts(m_workspace.document(), matches, title)))
        Q_EMIT m_workspace.message(tr("%n text(s) replaced.", nullptr, static_cast<int>(matches.size())));
}

}  // namespace app
