// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/propertyform.h"

#include "app/inspector/editors/choiceeditor.h"
#include "app/inspector/grouppanel.h"
#include "app/look.h"
#include "model/core/quantity.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kLabelWidth = 108;

bool isWide(const model::PropertySpec& spec) {
    return spec.type == model::ValueType::Rows || spec.type == model::ValueType::LongText;
}

QString tooltip(const model::PropertySpec& spec) {
    QString text = PropertyForm::tr(spec.help);
    if (*spec.source) text += QStringLiteral("\n") + (spec.isAssumption() ? PropertyForm::tr("Assumed: %1") : PropertyForm::tr("Source: %1")).arg(QString::fromUtf8(spec.isAssumption() ? spec.source + 3 : spec.source).trimmed());
    return text;
}

Token inkOf(model::Severity severity) {
    return severity == model::Severity::Error ? Token::Error : severity == model::Severity::Warning ? Token::Warning : Token::Accent;
}

void tint(QLabel* label, const Look& look, Token ink) {
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, look.color(ink));
    label->setPalette(palette);
}

}  // namespace

PropertyForm::PropertyForm(std::span<const model::PropertySpec> specs, FormSource source, Groups groups, QWidget* parent)
    : QWidget(parent), m_source(std::move(source)), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(groups == Groups::Titled ? 12 : 8);
    m_fields.reserve(specs.size());
    std::vector<std::pair<QString, QVBoxLayout*>> made;
    for (const model::PropertySpec& spec : specs) {
        QVBoxLayout* into = m_layout;
        size_t group = 0;
        if (groups == Groups::Titled) {
            const QString title = tr(spec.group);
            const auto it = std::ranges::find(made, title, [](const auto& g) { return g.first; });
            group = static_cast<size_t>(it - made.begin());
            if (it == made.end()) made.emplace_back(title, addGroup(title));
            into = made[group].second;
            m_groups[group].second.push_back(m_fields.size());
        }
        addField(spec, into);
    }
    refresh();
}

QVBoxLayout* PropertyForm::addGroup(const QString& title) {
    auto* panel = new GroupPanel(title, m_source.context.look, this);
    m_layout->addWidget(panel);
    m_groups.push_back({panel, {}});
    return panel->content();
}

void PropertyForm::addField(const model::PropertySpec& spec, QVBoxLayout* into) {
    Field& field = m_fields.emplace_back();
    field.spec = &spec;
    field.host = new QWidget(this);
    field.label = new QLabel(tr(spec.title), field.host);
    field.label->setToolTip(tooltip(spec));
    field.label->setForegroundRole(QPalette::PlaceholderText);
    field.label->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* box = new QVBoxLayout(field.host);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(4);
    auto* line = isWide(spec) ? static_cast<QBoxLayout*>(new QVBoxLayout) : new QHBoxLayout;
    line->setSpacing(isWide(spec) ? 4 : 8);
    if (!isWide(spec)) field.label->setFixedWidth(kLabelWidth);
    field.label->setVisible(spec.type != model::ValueType::Rows);
    line->addWidget(field.label, 0, isWide(spec) ? Qt::Alignment() : Qt::AlignVCenter);
    box->addLayout(line);
    field.objection = new QLabel(field.host);
    tint(field.objection, m_source.context.look, Token::Error);
    field.objection->setWordWrap(true);
    field.objection->hide();
    box->addWidget(field.objection);
    into->addWidget(field.host);
    const size_t index = m_fields.size() - 1;
    connect(field.label, &QWidget::customContextMenuRequested, this, [this, index](const QPoint& at) {
        openMenu(m_fields[index], m_fields[index].label->mapToGlobal(at));
    });
}

void PropertyForm::makeFieldEditor(Field& field, const model::Value* value) {
    delete field.editor;
    const auto* text = value ? std::get_if<model::Unresolved>(value) : nullptr;
    field.unresolved = text != nullptr;
    field.editor = text ? new UnresolvedEditor(*field.spec, text->text, field.host) : makeEditor(*field.spec, m_source.context, field.host);
    field.editor->setToolTip(tooltip(*field.spec));
    field.editor->setAccessibleName(tr(field.spec->title));
    field.label->setBuddy(field.editor);
    auto* line = static_cast<QBoxLayout*>(field.host->layout()->itemAt(0)->layout());
    line->addWidget(field.editor, 1);
    const QString key = field.spec->key;
    QLabel* objection = field.objection;
    connect(field.editor, &PropertyEditor::committed, this, [this, key](const model::Value& v) { Q_EMIT changed(key, v); });
    connect(field.editor, &PropertyEditor::objected, objection, [objection](const QString& sentence) {
        objection->setText(sentence);
        objection->setVisible(!sentence.isEmpty());
    });
}

void PropertyForm::refresh() {
    for (Field& field : m_fields) refreshField(field);
    for (const auto& [panel, fields] : m_groups)
        panel->setVisible(std::ranges::any_of(fields, [this](size_t i) { return !m_fields[i].host->isHidden(); }));
}

void PropertyForm::refreshField(Field& field) {
    const bool visible = m_source.isVisible(*field.spec);
    field.host->setVisible(visible);
    if (!visible) return;
    const model::Value* value = m_source.value(*field.spec);
    const bool unresolved = value && std::holds_alternative<model::Unresolved>(*value);
    if (!field.editor || field.unresolved || unresolved) makeFieldEditor(field, value);
    field.editor->show(value);
    field.label->setProperty("stored", m_source.isStored(*field.spec));
    refreshNotes(field);
}

void PropertyForm::refreshNotes(Field& field) {
    delete field.notes;
    field.notes = nullptr;
    const auto notes = m_source.notes(*field.spec);
    if (notes.empty()) return;
    field.notes = new QWidget(field.host);
    auto* box = new QVBoxLayout(field.notes);
    box->setContentsMargins(isWide(*field.spec) ? 0 : kLabelWidth + 8, 0, 0, 0);
    box->setSpacing(4);
    for (const FieldNote& note : notes) {
        auto* text = new QLabel(note.text, field.notes);
        text->setWordWrap(true);
        tint(text, m_source.context.look, inkOf(note.severity));
        box->addWidget(text);
        if (!note.fix) continue;
        auto* button = new QPushButton(note.fixTitle, field.notes);
        box->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [fix = note.fix] { fix(); }, Qt::QueuedConnection);
    }
    static_cast<QVBoxLayout*>(field.host->layout())->addWidget(field.notes);
}

bool PropertyForm::focusField(const QString& key) {
    const auto it = std::ranges::find(m_fields, key, [](const Field& f) { return f.spec->key; });
    if (it == m_fields.end() || !it->editor || it->host->isHidden()) return false;
    it->editor->setFocus(Qt::OtherFocusReason);
    return true;
}

void PropertyForm::openMenu(const Field& field, const QPoint& at) {
    QMenu menu;
    const QString key = field.spec->key;
    QAction* reset = menu.addAction(tr("Reset to default (%1)").arg(model::formatValue(*field.spec, field.spec->fallback)));
    reset->setEnabled(m_source.isStored(*field.spec));
    QAction* help = menu.addAction(tr("Help"));
    const QAction* chosen = menu.exec(at);
    if (chosen == reset) Q_EMIT cleared(key);
    if (chosen == help) Q_EMIT helpWanted(key);
}

}  // namespace app
