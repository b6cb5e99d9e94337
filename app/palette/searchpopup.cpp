// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palette/searchpopup.h"

#include "app/look.h"
#include "app/palette/fuzzy.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kEntryRole = Qt::UserRole;
constexpr int kDetailRole = Qt::UserRole + 1;
constexpr int kWidthPx = 380;
constexpr int kMostShown = 60;
constexpr int kRowPx = 30;
constexpr int kMostRows = 12;

/// Icon, text, and the detail in a quieter colour at the right.
class EntryDelegate final : public QStyledItemDelegate {
public:
    EntryDelegate(Look& look, QObject* parent) : QStyledItemDelegate(parent), m_look(look) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_look.color(Token::AccentTint));
            painter->drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), 6, 6);
        }
        const QRect row = option.rect.adjusted(12, 0, -12, 0);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, QRect(row.left(), row.center().y() - 10, 20, 20));
        const QFontMetrics metrics(option.font);
        const QString detail = metrics.elidedText(index.data(kDetailRole).toString(), Qt::ElideLeft, row.width() / 2);
        painter->setFont(option.font);
        painter->setPen(m_look.color(Token::Secondary));
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, detail);
        painter->setPen(m_look.color(Token::Text));
        const QRect text = row.adjusted(30, 0, -metrics.horizontalAdvance(detail) - 12, 0);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {kWidthPx - 8, kRowPx}; }

private:
    Look& m_look;
};

}  // namespace

SearchPopup::SearchPopup(Look& look, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_field(new QLineEdit(this)), m_list(new QListWidget(this)), m_nothing(new QLabel(this)) {
    setObjectName(QStringLiteral("searchPopup"));
    setFrameShape(QFrame::StyledPanel);
    m_field->setObjectName(QStringLiteral("searchField"));
    m_field->setClearButtonEnabled(true);
    m_list->setItemDelegate(new EntryDelegate(look, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(12, 8, 12, 8);
    m_nothing->setProperty("role", QStringLiteral("secondary"));
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(8, 8, 8, 8);
    box->setSpacing(6);
    box->addWidget(m_field);
    box->addWidget(m_nothing);
    box->addWidget(m_list, 1);
    m_field->installEventFilter(this);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &SearchPopup::filter);
    connect(m_field, &QLineEdit::returnPressed, this, &SearchPopup::choose);
    connect(m_list, &QListWidget::itemClicked, this, &SearchPopup::choose);
}

void SearchPopup::ask(const Question& question, std::vector<SearchEntry> entries, const QPoint& global) {
    m_question = question;
    m_entries = std::move(entries);
    m_field->setPlaceholderText(question.placeholder);
    m_field->clear();
    filter({});
    QPoint at = global;
    const QWidget* window = parentWidget() ? parentWidget()->window() : nullptr;
    if (window) {
        const QRect room = window->geometry();
        at.setX(std::clamp(at.x(), room.left() + 8, std::max(room.left() + 8, room.right() - kWidthPx - 8)));
        at.setY(std::clamp(at.y(), room.top() + 8, std::max(room.top() + 8, room.bottom() - kMostRows * kRowPx - 68)));
    }
    move(at);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::setTyped(const QString& text) { m_field->setText(text); }

void SearchPopup::filter(const QString& typed) {
    std::vector<std::pair<int, int>> found;  // score, entry
    for (int i = 0; i < static_cast<int>(m_entries.size()); ++i) {
        const SearchEntry& entry = m_entries[static_cast<size_t>(i)];
        const int score = std::max(fuzzyScore(typed, entry.text), std::min(55, fuzzyScore(typed, entry.words)));
        if (score > 0) found.emplace_back(score, i);
    }
    // What fits equally well keeps the order in which it was offered.
    std::ranges::stable_sort(found, std::greater<>(), &std::pair<int, int>::first);
    m_list->clear();
    for (size_t i = 0; i < found.size() && i < kMostShown; ++i) {
        const SearchEntry& entry = m_entries[static_cast<size_t>(found[i].second)];
        auto* item = new QListWidgetItem(entry.icon, entry.text, m_list);
        item->setData(kEntryRole, found[i].second);
        item->setData(kDetailRole, entry.detail);
    }
    m_list->setCurrentRow(0);
    m_nothing->setText(m_question.nothingFound.arg(typed));
    m_nothing->setVisible(found.empty());
    m_list->setVisible(!found.empty());
    // As high as what was found, so that no empty sheet covers the drawing.
    const int rows = std::clamp(m_list->count(), 1, kMostRows);
    m_list->setFixedHeight(rows * kRowPx);
    setFixedSize(kWidthPx, m_field->sizeHint().height() + 6 + 16 + (found.empty() ? m_nothing->heightForWidth(kWidthPx - 16) : rows * kRowPx));
}

void SearchPopup::choose() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item) return;
    const auto run = m_entries[static_cast<size_t>(item->data(kEntryRole).toInt())].run;
    close();
    run();
}

bool SearchPopup::eventFilter(QObject* watched, QEvent* event) {
    // The canvas's shortcuts reach into its popups: here Enter chooses and renames nothing.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int rows = m_list->count();
    const int page = key->key() == Qt::Key_PageDown || key->key() == Qt::Key_PageUp ? 8 : 1;
    switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_PageDown: m_list->setCurrentRow(std::min(rows - 1, m_list->currentRow() + page)); return true;
        case Qt::Key_Up:
        case Qt::Key_PageUp: m_list->setCurrentRow(std::max(0, m_list->currentRow() - page)); return true;
        case Qt::Key_Escape: close(); return true;
        default: return QFrame::eventFilter(watched, event);
    }
}

}  // namespace app
