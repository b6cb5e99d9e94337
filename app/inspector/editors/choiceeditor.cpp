// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/editors/choiceeditor.h"

#include "app/inspector/editors/wheelguard.h"
#include "app/inspector/patternhints.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace app {

namespace {

QHBoxLayout* row(QWidget* host) {
    auto* box = new QHBoxLayout(host);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(8);
    return box;
}

}  // namespace

ChoiceEditor::ChoiceEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent) : PropertyEditor(spec, parent), m_box(new QComboBox(this)) {
    row(this)->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    guardWheel(m_box);
    const QStringList offered = offeredChoices(spec, context);
    for (const model::Choice& choice : spec.choices)
        if (offered.isEmpty() || offered.contains(choice.id)) m_box->addItem(tr(choice.title), choice.id);
    connect(m_box, &QComboBox::activated, this, [this] { Q_EMIT committed(m_box->currentData().toString()); });
}

void ChoiceEditor::show(const model::Value* value) {
    const auto* id = value ? std::get_if<QString>(value) : nullptr;
    m_box->setPlaceholderText(id ? *id : tr("several values"));  // one that is unknown or not offered here shows as it is
    m_box->setCurrentIndex(id ? m_box->findData(*id) : -1);
}

NameEditor::NameEditor(const model::PropertySpec& spec, std::function<QStringList()> names, QWidget* parent)
    : PropertyEditor(spec, parent), m_names(std::move(names)), m_box(new QComboBox(this)) {
    row(this)->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    guardWheel(m_box);
    connect(m_box, &QComboBox::activated, this, [this] { Q_EMIT committed(m_box->currentText()); });
}

void NameEditor::show(const model::Value* value) {
    const QStringList names = m_names();
    const auto* text = value ? std::get_if<QString>(value) : nullptr;
    m_box->clear();
    m_box->addItems(names);
    const bool isOpen = text && text->isEmpty() && *spec().emptyWords;
    m_box->setPlaceholderText(isOpen ? tr(spec().emptyWords) : text ? *text : tr("several values"));  // a name that no longer exists shows as it is
    m_box->setCurrentIndex(!text || isOpen ? -1 : text->isEmpty() ? 0 : static_cast<int>(names.indexOf(*text)));
}

SwitchEditor::SwitchEditor(const model::PropertySpec& spec, QWidget* parent) : PropertyEditor(spec, parent), m_check(new QCheckBox(this)) {
    row(this)->addWidget(m_check);
    setFocusProxy(m_check);
    m_check->setAccessibleName(tr(spec.title));
    connect(m_check, &QCheckBox::clicked, this, [this] {
        m_check->setTristate(false);
        Q_EMIT committed(m_check->isChecked());
    });
}

void SwitchEditor::show(const model::Value* value) {
    const auto* flag = value ? std::get_if<bool>(value) : nullptr;
    m_check->setTristate(!flag);
    m_check->setCheckState(!flag ? Qt::PartiallyChecked : *flag ? Qt::Checked : Qt::Unchecked);
    m_check->setText(!flag ? tr("several values") : *flag ? tr("on") : tr("off"));
}

UnresolvedEditor::UnresolvedEditor(const model::PropertySpec& spec, const QString& text, QWidget* parent) : PropertyEditor(spec, parent) {
    auto* line = new QLineEdit(text, this);
    line->setReadOnly(true);
    line->setCursorPosition(0);
    line->setToolTip(tr("%1\nThis text of the template is known only after deployment. Checks that need it are silent.").arg(text));
    auto* replace = new QPushButton(tr("Replace"), this);
    replace->setToolTip(tr("Use the default and edit it"));
    auto* box = row(this);
    box->addWidget(line, 1);
    box->addWidget(replace);
    setFocusProxy(replace);
    connect(replace, &QPushButton::clicked, this, [this] { Q_EMIT committed(this->spec().fallback); });
}

void UnresolvedEditor::show(const model::Value*) {}

}  // namespace app
