// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/propertyform.h"

#include "app/inspector/editors/choiceeditor.h"
#include "app/inspector/fixbutton.h"
#include "app/inspector/grouppanel.h"
#include "app/issues/ruletext.h"
#include "app/look.h"
#include "model/core/quantity.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace app {

namespace {

constexpr int kLabelLetters = 16;  // room of a label, in letters of the font
constexpr int kListLabelTop = 5;
constexpr int kNoteIcon = 14;
constexpr size_t kOpenGroups = 3;  // the first ones; further ones are open where something in them was set

const QString kName = QStringLiteral("name");

int labelWidth(const QWidget& widget) { return widget.fontMetrics().averageCharWidth() * kLabelLetters; }

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

// The edge of the field in the colour of what is wrong with it: the style reads the property.
void edge(const PropertyEditor& editor, const QString& state) {
    for (QWidget* part : editor.findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        part->setProperty("state", state);
        part->update();
    }
}

QString worstOf(const std::vector<FieldNote>& notes) {
    const auto worst = std::ranges::min_element(notes, {}, &FieldNote::severity);
    return worst == notes.end() || worst->severity > model::Severity::Warning ? QString() : model::severityName(worst->severity);
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
        if (groups == Groups::Titled && spec.key != kName) {  // the name needs no heading
            const QString title = tr(spec.group);
            const auto it = std::ranges::find(made, title, [](const auto& g) { return g.first; });
            group = static_cast<size_t>(it - made.begin());
            if (it == made.end()) made.emplace_back(title, addGroup(title));
            into = made[group].second;
            m_groups[group].second.push_back(m_fields.size());
        }
        addField(spec, into);
    }
    m_layout->addStretch(1);  // room that is left stays below the last row
    refresh();
    foldWhatIsRare();
}

void PropertyForm::foldWhatIsRare() {
    for (size_t i = kOpenGroups; i < m_groups.size(); ++i)
        if (std::ranges::none_of(m_groups[i].second, [this](size_t field) { return m_source.isStored(*m_fields[field].spec) || m_fields[field].notes; })) m_groups[i].first->foldAtFirst();
}

void PropertyForm::addPanel(QWidget* panel, Place place) {
    const bool namesFirst = !m_fields.empty() && m_fields.front().spec->key == kName;
    m_layout->insertWidget(std::min(m_layout->count(), (namesFirst ? 1 : 0) + (m_groups.empty() || place == Place::Top ? 0 : 1)), panel);
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
    field.label = new QLabel(tr(spec.title).replace(QStringLiteral(" %"), QString(QChar::Nbsp) + u'%'), field.host);
    field.label->setToolTip(tooltip(spec));
    field.label->setForegroundRole(QPalette::PlaceholderText);
    field.label->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* box = new QVBoxLayout(field.host);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(4);
    auto* line = isWide(spec) ? static_cast<QBoxLayout*>(new QVBoxLayout) : new QHBoxLayout;
    line->setSpacing(isWide(spec) ? 4 : 8);
    if (!isWide(spec)) {
        field.label->setFixedWidth(labelWidth(*this));
        field.label->setWordWrap(true);  // a long label takes two lines rather than losing its end
    }
    // A list that is all of its group is named by the group's heading.
    field.label->setVisible(spec.type != model::ValueType::Rows || tr(spec.title) != tr(spec.group));
    // Lists grow downwards: their label stays with the first entry.
    const bool grows = spec.type == model::ValueType::Refs;
    if (grows || isWide(spec)) field.label->setContentsMargins(0, kListLabelTop, 0, 0);
    line->addWidget(field.label, 0, isWide(spec) ? Qt::Alignment() : grows ? Qt::AlignTop : Qt::AlignVCenter);
    box->addLayout(line);
    field.objection = new QLabel(field.host);
    tint(field.objection, m_source.context.look, Token::Error);
    field.objection->setWordWrap(true);
    field.objection->setMinimumWidth(1);
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
    const bool named = !text && m_source.names && !m_source.names(*field.spec).isEmpty();
    if (text)
        field.editor = new UnresolvedEditor(*field.spec, text->text, field.host);
    else if (named)
        field.editor = new NameEditor(*field.spec, [this, spec = field.spec] { return m_source.names(*spec); }, field.host);
    else
        field.editor = makeEditor(*field.spec, m_source.context, field.host);
    field.editor->setToolTip(tooltip(*field.spec));
    field.editor->setAccessibleName(tr(field.spec->title));
    field.label->setBuddy(field.editor);
    auto* line = static_cast<QBoxLayout*>(field.host->layout()->itemAt(0)->layout());
    line->addWidget(field.editor, 1);
    const QString key = field.spec->key;
    const size_t index = static_cast<size_t>(&field - m_fields.data());
    connect(field.editor, &PropertyEditor::committed, this, [this, key](const model::Value& v) { Q_EMIT changed(key, v); });
    connect(field.editor, &PropertyEditor::objected, field.objection, [this, index](const QString& sentence) {
        const Field& at = m_fields[index];
        at.objection->setText(sentence);
        at.objection->setVisible(!sentence.isEmpty());
        edge(*at.editor, sentence.isEmpty() ? at.worst : model::severityName(model::Severity::Error));
    });
}

void PropertyForm::refresh() {
    for (Field& field : m_fields) refreshField(field);
    for (const auto& [panel, fields] : m_groups) {
        panel->setVisible(std::ranges::any_of(fields, [this](size_t i) { return !m_fields[i].host->isHidden(); }));
        panel->setFindings(std::accumulate(fields.begin(), fields.end(), 0, [this](int sum, size_t i) { return sum + m_fields[i].noteCount; }));
    }
}

void PropertyForm::refreshField(Field& field) {
    const bool visible = m_source.isVisible(*field.spec);
    field.host->setVisible(visible);
    if (!visible) {
        field.noteCount = 0;
        return;
    }
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
    field.noteCount = static_cast<int>(notes.size());
    field.worst = worstOf(notes);
    if (field.objection->isHidden()) edge(*field.editor, field.worst);
    if (notes.empty()) return;
    field.notes = new QWidget(field.host);
    auto* box = new QVBoxLayout(field.notes);
    box->setContentsMargins(0, 0, 0, 4);  // as wide as the form: beside the label, large text would stand in a column of words
    box->setSpacing(4);
    for (const FieldNote& note : notes) {
        auto* line = new QHBoxLayout;
        line->setSpacing(6);
        auto* icon = new QLabel(field.notes);
        icon->setPixmap(severityPixmap(m_source.context.look, note.severity, kNoteIcon, devicePixelRatioF()));
        icon->setAccessibleName(severityTitle(note.severity));
        line->addWidget(icon, 0, Qt::AlignTop);
        auto* text = new QLabel(note.text, field.notes);
        text->setWordWrap(true);
        text->setMinimumWidth(1);  // a long name widens no form
        tint(text, m_source.context.look, inkOf(note.severity));
        line->addWidget(text, 1);
        box->addLayout(line);
        if (!note.fix) continue;
        auto* button = new FixButton(note.fixTitle, field.notes);
        box->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [fix = note.fix] { fix(); }, Qt::QueuedConnection);
    }
    static_cast<QVBoxLayout*>(field.host->layout())->addWidget(field.notes);
}

bool PropertyForm::focusField(const QString& key) {
    const auto it = std::ranges::find(m_fields, key, [](const Field& f) { return f.spec->key; });
    if (it == m_fields.end() || !it->editor || it->host->isHidden()) return false;
    const size_t index = static_cast<size_t>(it - m_fields.begin());
    for (const auto& [panel, fields] : m_groups)
        if (std::ranges::find(fields, index) != fields.end()) panel->unfold();
    it->editor->setFocus(Qt::OtherFocusReason);
    return true;
}

bool PropertyForm::shows(const QString& key) const {
    return std::ranges::any_of(m_fields, [&](const Field& f) { return f.spec->key == key && !f.host->isHidden(); });
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
