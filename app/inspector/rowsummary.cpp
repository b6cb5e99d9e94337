// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/rowsummary.h"

#include "app/figures.h"
#include "app/look.h"
#include "model/core/quantity.h"

#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr size_t kMostCells = 3;       // of a list that names none for its summary
constexpr size_t kMostNamedCells = 5;  // the first stands at the left, the last at the right, the others between

}  // namespace

CellsButton::CellsButton(Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

RowSummary::RowSummary(const model::PropertySpec& rowsSpec, const EditorContext& context, QWidget* parent)
    : CellsButton(context.look, parent), m_rowsSpec(rowsSpec), m_context(context) {}

QString RowSummary::cellText(const model::PropertySpec& column, const model::Row& row) const {
    const model::Value& value = model::cellValue(m_rowsSpec, row, column.key);
    if (const auto* ref = std::get_if<model::Ref>(&value)) {
        const auto node = m_context.document.findNode(ref->target);
        return node ? m_context.document.name(*node) : ref->label;
    }
    if (column.type == model::ValueType::Choice && value == model::Value(QStringLiteral("none"))) return {};  // says nothing in a row
    const QString text = model::formatValue(column, value);
    return column.unit == model::Unit::None ? text : grouped(text);
}

void RowSummary::show(const model::Row& row) {
    std::vector<const model::PropertySpec*> columns;
    for (const model::PropertySpec& column : m_rowsSpec.columns)
        if (column.inSummary) columns.push_back(&column);
    const size_t most = columns.empty() ? kMostCells : kMostNamedCells;
    if (columns.empty())
        for (const model::PropertySpec& column : m_rowsSpec.columns) columns.push_back(&column);
    QStringList cells;
    for (const model::PropertySpec* column : columns) {
        if (column->columnVisibleWhen && !column->columnVisibleWhen(row)) continue;
        if (const QString text = cellText(*column, row); !text.isEmpty()) cells += text;
        if (static_cast<size_t>(cells.size()) == most) break;
    }
    setCells(cells);
    setToolTip(accessibleName());
}

void CellsButton::setCells(const QStringList& cells) {
    m_cells = cells;
    setAccessibleName(cells.join(QStringLiteral(", ")));
    update();
}

void CellsButton::setOpen(bool open) {
    m_open = open;
    update();
}

void CellsButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasFocus() ? m_look.color(Token::Accent) : Qt::transparent);
    painter.setBrush(m_look.color(m_open || underMouse() ? Token::AccentTint : Token::Window));
    painter.drawRoundedRect(frame, 5, 5);
    QRectF text = frame.adjusted(10, 0, -10, 0);
    if (m_cells.isEmpty()) return;
    painter.setFont(font());
    if (m_cells.size() > 1) {
        painter.setPen(m_look.color(Token::Text));
        // A figure has all the room it needs, a sentence half of the row.
        const QString last = painter.fontMetrics().elidedText(m_cells.last(), Qt::ElideRight, static_cast<int>(text.width() * 0.5));
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight, last);
        text.setRight(text.right() - painter.fontMetrics().horizontalAdvance(last) - 8);
    }
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(m_look.color(Token::Text));
    const QString first = painter.fontMetrics().elidedText(m_cells.first(), Qt::ElideMiddle, static_cast<int>(text.width()));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, first);
    if (m_cells.size() < 3) return;
    // The middle column starts at a common place, so that rows read as a table.
    text.setLeft(std::max(text.left() + painter.fontMetrics().horizontalAdvance(first) + 10, text.left() + frame.width() * 0.34));
    painter.setFont(font());
    painter.setPen(m_look.color(Token::Secondary));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(m_cells.sliced(1, m_cells.size() - 2).join(u' '), Qt::ElideRight, static_cast<int>(text.width())));
}

}  // namespace app
