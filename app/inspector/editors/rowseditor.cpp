// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/editors/rowseditor.h"

#include "app/inspector/patternhints.h"
#include "app/inspector/propertyform.h"
#include "app/inspector/rowsummary.h"
#include "app/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace app {

RowsEditor::RowsEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent)
    : PropertyEditor(spec, parent), m_context(context), m_lines(new QVBoxLayout) {
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(6);
    m_lines->setSpacing(4);
    box->addLayout(m_lines);
    auto* add = new QPushButton(m_context.look.icons().actionIcon(QStringLiteral("ui/add"), m_context.look.theme(), 14), tr("Add"), this);
    add->setToolTip(tr("Add to: %1").arg(tr(spec.title)));
    add->setObjectName(QStringLiteral("addRow"));
    box->addWidget(add, 0, Qt::AlignLeft);
    setFocusProxy(add);
    connect(add, &QPushButton::clicked, this, [this] {
        model::Rows rows = m_rows;
        rows.items.push_back(freshRow());
        m_open = static_cast<int>(rows.items.size()) - 1;
        commit(std::move(rows));
    });
}

// A default that is not offered here, such as an operation that the target does not accept, gives way to the first that is.
model::Row RowsEditor::freshRow() const {
    model::Row row;
    for (const model::PropertySpec& column : spec().columns) {
        const QStringList offered = offeredChoices(column, m_context);
        const auto* usual = std::get_if<QString>(&column.fallback);
        if (!offered.isEmpty() && usual && !offered.contains(*usual)) row.set(column.key, offered.front());
    }
    return row;
}

void RowsEditor::show(const model::Value* value) {
    const auto* rows = value ? std::get_if<model::Rows>(value) : nullptr;
    const model::Rows next = rows ? *rows : model::Rows();
    const bool sameShape = next.items.size() == m_rows.items.size() && m_lines->count() > 0;
    const bool changed = !(next == m_rows);
    m_rows = next;
    // The open form keeps its focus when only cells changed.
    if (sameShape && m_form) {
        if (!changed) return;
        m_form->refresh();
        for (int i = 0; i < m_lines->count(); ++i)
            if (auto* line = m_lines->itemAt(i)->widget()->findChild<RowSummary*>()) line->show(m_rows.items[static_cast<size_t>(i)]);
        return;
    }
    rebuild();
}

void RowsEditor::rebuild() {
    m_form = nullptr;
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int row = 0; row < static_cast<int>(m_rows.items.size()); ++row) {
        QWidget* line = makeLine(row);
        m_lines->addWidget(line);
        line->show();  // now, not in the next turn of the event loop: the focus may go into it
    }
}

QWidget* RowsEditor::makeLine(int row) {
    auto* host = new QWidget(this);
    auto* box = new QVBoxLayout(host);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(8);
    auto* summary = new RowSummary(spec(), m_context, host);
    summary->show(m_rows.items[static_cast<size_t>(row)]);
    box->addWidget(summary);
    connect(summary, &RowSummary::clicked, this, [this, row] { toggle(row); });
    if (row != m_open) return host;
    summary->setOpen(true);
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(8, 0, 0, 8);
    inner->setSpacing(8);
    m_form = makeForm(row);
    inner->addWidget(m_form);
    inner->addWidget(makeButtons(row));
    box->addLayout(inner);
    return host;
}

PropertyForm* RowsEditor::makeForm(int row) {
    const auto at = [this, row]() -> const model::Row& { return m_rows.items[static_cast<size_t>(row)]; };
    FormSource source{
        [this, at](const model::PropertySpec& column) { return &model::cellValue(spec(), at(), column.key); },
        [at](const model::PropertySpec& column) { return at().find(column.key) != nullptr; },
        [at](const model::PropertySpec& column) { return !column.columnVisibleWhen || column.columnVisibleWhen(at()); },
        [this, at](const model::PropertySpec& column) {
            std::vector<FieldNote> notes;
            if (const QString why = model::rangeObjection(column, model::cellValue(spec(), at(), column.key)); !why.isEmpty())
                notes.push_back({model::Severity::Error, why, {}, {}});
            return notes;
        },
        m_context,
        [this, at](const model::PropertySpec& column) { return column.suggest ? column.suggest(m_context.document, at()) : QStringList(); }};
    auto* form = new PropertyForm(spec().columns, std::move(source), PropertyForm::Groups::None, this);
    connect(form, &PropertyForm::changed, this, [this, row](const QString& key, const model::Value& value) { setCell(row, key, value); });
    connect(form, &PropertyForm::cleared, this, [this, row](const QString& key) { setCell(row, key, std::nullopt); });
    return form;
}

QWidget* RowsEditor::makeButtons(int row) {
    auto* host = new QWidget(this);
    auto* box = new QHBoxLayout(host);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(4);
    const auto button = [&](const QString& icon, const QString& tip, auto&& change) {
        auto* b = new QToolButton(host);
        b->setIcon(m_context.look.icons().actionIcon(icon, m_context.look.theme(), 16));
        b->setToolTip(tip);
        b->setAccessibleName(tip);
        b->setAutoRaise(true);
        box->addWidget(b);
        connect(b, &QToolButton::clicked, this, [this, change] {
            model::Rows rows = m_rows;
            change(rows);
            commit(std::move(rows));
        });
        return b;
    };
    const auto index = static_cast<std::ptrdiff_t>(row);
    button(QStringLiteral("ui/duplicate"), tr("Duplicate"), [this, index](model::Rows& rows) {
        rows.items.insert(rows.items.begin() + index + 1, rows.items[static_cast<size_t>(index)]);
        m_open = static_cast<int>(index) + 1;
    });
    button(QStringLiteral("ui/chevron-up"), tr("Move up"), [this, index](model::Rows& rows) {
        std::swap(rows.items[static_cast<size_t>(index)], rows.items[static_cast<size_t>(index) - 1]);
        m_open = static_cast<int>(index) - 1;
    })->setEnabled(row > 0);
    button(QStringLiteral("ui/chevron-down"), tr("Move down"), [this, index](model::Rows& rows) {
        std::swap(rows.items[static_cast<size_t>(index)], rows.items[static_cast<size_t>(index) + 1]);
        m_open = static_cast<int>(index) + 1;
    })->setEnabled(row + 1 < static_cast<int>(m_rows.items.size()));
    box->addStretch();
    button(QStringLiteral("ui/trash"), tr("Remove"), [this, index](model::Rows& rows) {
        rows.items.erase(rows.items.begin() + index);
        m_open = -1;
    });
    return host;
}

void RowsEditor::toggle(int row) {
    m_open = m_open == row ? -1 : row;
    rebuild();
    // The line was made anew: who came by keys stays at it.
    if (auto* line = m_lines->itemAt(row)->widget()->findChild<RowSummary*>()) line->setFocus(Qt::OtherFocusReason);
}

void RowsEditor::commit(model::Rows rows) {
    m_form = nullptr;
    Q_EMIT committed(rows);
}

void RowsEditor::setCell(int row, const QString& key, std::optional<model::Value> value) {
    model::Rows rows = m_rows;
    model::Row& target = rows.items[static_cast<size_t>(row)];
    if (value && *value != model::cellValue(spec(), model::Row(), key))
        target.set(key, std::move(*value));
    else
        target.clear(key);
    Q_EMIT committed(rows);
}

}  // namespace app
