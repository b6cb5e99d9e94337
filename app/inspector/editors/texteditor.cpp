// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/editors/texteditor.h"

#include "app/figures.h"
#include "app/inspector/patternhints.h"
#include "model/core/quantity.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr int kLongTextHeight = 96;

QVBoxLayout* fill(QWidget* host, QWidget* child) {
    auto* box = new QVBoxLayout(host);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(child);
    host->setFocusProxy(child);
    return box;
}

QString unitHint(model::Unit unit) {
    switch (unit) {
        case model::Unit::ReadUnits: return QStringLiteral("RCU");
        case model::Unit::WriteUnits: return QStringLiteral("WCU");
        default: return {};
    }
}

}  // namespace

TextEditor::TextEditor(const model::PropertySpec& spec, QWidget* parent) : PropertyEditor(spec, parent), m_line(new QLineEdit(this)) {
    fill(this, m_line);
    m_line->installEventFilter(this);
    if (const QString unit = unitHint(spec.unit); !unit.isEmpty()) {
        m_hint = new QLabel(unit, m_line);
        m_hint->setForegroundRole(QPalette::PlaceholderText);
        auto* row = new QHBoxLayout(m_line);
        row->setContentsMargins(0, 0, 8, 0);
        row->addStretch();
        row->addWidget(m_hint);
    }
    connect(m_line, &QLineEdit::editingFinished, this, &TextEditor::commit);
    connect(m_line, &QLineEdit::textEdited, this, [this] { Q_EMIT objected({}); });
}

bool TextEditor::isNumber() const {
    return spec().type == model::ValueType::Integer || spec().type == model::ValueType::Number;
}

QString TextEditor::shownText() const {
    if (!m_value) return {};
    QString text = model::formatValue(spec(), *m_value);
    const QString unit = unitHint(spec().unit);  // stands in the field already
    if (!unit.isEmpty() && text.endsWith(unit)) text.chop(unit.size() + 1);
    return isNumber() && spec().unit != model::Unit::None ? grouped(text) : text;
}

void TextEditor::show(const model::Value* value) {
    m_value = value ? std::optional(*value) : std::nullopt;
    m_line->setPlaceholderText(value ? QString() : tr("several values"));
    if (!m_line->isModified() || !m_line->hasFocus()) m_line->setText(shownText());
    m_line->setCursorPosition(0);
    syncHint();
}

// Words that stand for a number have no unit.
void TextEditor::syncHint() {
    if (!m_hint) return;
    const QString text = shownText();
    const bool hasUnit = text.isEmpty() || std::ranges::any_of(text, [](QChar c) { return c.isDigit(); });
    m_hint->setVisible(hasUnit);
    m_line->setTextMargins(0, 0, hasUnit ? m_hint->sizeHint().width() + 6 : 0, 0);
}

void TextEditor::commit() {
    if (!m_line->isModified()) return;
    auto value = model::parseValue(spec(), m_line->text());
    if (!value) {
        Q_EMIT objected(value.error());
        return;
    }
    m_line->setModified(false);
    Q_EMIT objected({});
    m_value = *value;
    m_line->setText(shownText());
    syncHint();
    Q_EMIT committed(*value);
}

// One step is a tenth of the magnitude, so that 400 goes to 410 and 4 to 5: a useful nudge at every size.
void TextEditor::step(int direction) {
    const auto value = model::parseValue(spec(), m_line->text());
    if (!value) return;
    const std::optional now = model::toNumber(*value);
    const double magnitude = std::pow(10.0, std::floor(std::log10(std::max(std::abs(*now), 1.0))) - 1);
    const double size = spec().type == model::ValueType::Integer ? std::max(1.0, magnitude) : std::max(magnitude, 0.1);
    const double next = std::clamp(std::round(*now / size + direction) * size, spec().minimum, spec().maximum);
    m_line->setText(grouped(model::formatQuantity(next, spec().unit)));
    m_line->setModified(true);
    commit();
}

bool TextEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && m_line->isModified()) {
            m_line->setText(shownText());
            m_line->setModified(false);
            Q_EMIT objected({});
            return true;
        }
        if (isNumber() && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            step(key->key() == Qt::Key_Up ? 1 : -1);
            return true;
        }
    }
    return PropertyEditor::eventFilter(watched, event);
}

LongTextEditor::LongTextEditor(const model::PropertySpec& spec, QWidget* parent) : PropertyEditor(spec, parent), m_edit(new QPlainTextEdit(this)) {
    fill(this, m_edit);
    m_edit->setFixedHeight(kLongTextHeight);
    m_edit->setTabChangesFocus(true);
    m_edit->installEventFilter(this);
    if (const QString filter = fileFilterOf(spec); !filter.isEmpty()) addFileButton(filter);
}

void LongTextEditor::addFileButton(const QString& filter) {
    auto* button = new QPushButton(tr("From a file…"), this);
    button->setObjectName(QStringLiteral("fromFile"));
    layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, filter] {
        const QString path = QFileDialog::getOpenFileName(window(), tr("Take the text of a file"), QString(), filter);
        if (!path.isEmpty()) takeFile(path);
    });
}

void LongTextEditor::takeFile(const QString& path) {
    constexpr qint64 kMostBytes = 8 * 1024 * 1024;  // a day in seconds takes one
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return Q_EMIT objected(tr("\"%1\" cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > kMostBytes) return Q_EMIT objected(tr("\"%1\" is larger than 8 MB. Choose a shorter record.").arg(path));
    const QString text = QString::fromUtf8(file.read(kMostBytes));
    if (const QString why = objectionTo(spec(), text); !why.isEmpty()) return Q_EMIT objected(tr("\"%1\" cannot be used. %2").arg(QFileInfo(path).fileName(), why));
    Q_EMIT objected(QString());
    m_edit->setPlainText(text);
    commit();
}

void LongTextEditor::show(const model::Value* value) {
    const auto* text = value ? std::get_if<QString>(value) : nullptr;
    m_shown = text ? *text : QString();
    m_edit->setPlaceholderText(value ? QString() : tr("several values"));
    if (m_edit->toPlainText() != m_shown) m_edit->setPlainText(m_shown);
}

void LongTextEditor::commit() {
    if (m_edit->toPlainText() == m_shown) return;
    m_shown = m_edit->toPlainText();
    Q_EMIT committed(m_shown);
}

bool LongTextEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::FocusOut) commit();
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && m_edit->toPlainText() != m_shown) {
            m_edit->setPlainText(m_shown);
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier) {
            commit();
            return true;
        }
    }
    return PropertyEditor::eventFilter(watched, event);
}

}  // namespace app
