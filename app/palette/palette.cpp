// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palette/palette.h"

#include "app/look.h"
#include "app/palette/fuzzy.h"
#include "app/palette/kindgallery.h"
#include "app/palette/paletteentry.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

Palette::Palette(const KindGallery& gallery, Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_search(new QLineEdit(this)), m_scroll(new QScrollArea(this)), m_nothing(new QLabel(this)) {
    setObjectName(QStringLiteral("paletteList"));
    m_search->setPlaceholderText(tr("Search services"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search services"));
    m_search->installEventFilter(this);
    auto* content = new QWidget(m_scroll);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 12);
    list->setSpacing(0);
    for (const KindGallery::Group& group : gallery.groups()) addGroup(QCoreApplication::translate("model", group.title), group.kinds, list);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(12, 8, 12, 8);
    m_nothing->setProperty("role", QStringLiteral("secondary"));
    m_nothing->hide();
    list->addWidget(m_nothing);
    list->addStretch();
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 4, 0, 0);
    box->setSpacing(8);
    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(12, 0, 12, 0);
    searchRow->addWidget(m_search);
    box->addLayout(searchRow);
    box->addWidget(m_scroll, 1);
    connect(m_search, &QLineEdit::textChanged, this, &Palette::filter);
}

void Palette::addGroup(const QString& title, const std::vector<const model::KindSpec*>& kinds, QVBoxLayout* list) {
    const size_t index = m_groups.size();
    Group& group = m_groups.emplace_back();
    group.header = new PaletteHeader(title, m_look, this);
    list->addWidget(group.header);
    connect(group.header, &PaletteHeader::clicked, this, [this, index] {
        m_groups[index].isOpen = !m_groups[index].isOpen;
        filter(m_search->text());
    });
    for (const model::KindSpec* kind : kinds) {
        auto* entry = new PaletteEntry(*kind, m_look, this);
        list->addWidget(entry);
        group.entries.push_back(entry);
        entry->installEventFilter(this);
        const QString id = kind->id;
        connect(entry, &PaletteEntry::dragStarted, this, [this, id] { Q_EMIT dragStarted(id); });
        connect(entry, &PaletteEntry::dragMoved, this, &Palette::dragMoved);
        connect(entry, &PaletteEntry::dragEnded, this, &Palette::dragEnded);
        connect(entry, &PaletteEntry::clicked, this, [this, id] { Q_EMIT placeWanted(id); });
        connect(entry, &PaletteEntry::activated, this, [this, id] { Q_EMIT insertWanted(id); });
    }
}

void Palette::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QWidget* Palette::entryOf(const QString& kind) const {
    for (const Group& group : m_groups)
        for (PaletteEntry* entry : group.entries)
            if (entry->kind().id == kind) return entry;
    return nullptr;
}

void Palette::filter(const QString& typed) {
    bool any = false;
    for (Group& group : m_groups) {
        bool anyHere = false;
        for (PaletteEntry* entry : group.entries) {
            const bool fits = typed.isEmpty() || fuzzyScore(typed, kindTitle(entry->kind())) > 0 || fuzzyScore(typed, entry->kind().id) >= 60;
            entry->setVisible(fits && (group.isOpen || !typed.isEmpty()));
            anyHere = anyHere || fits;
        }
        group.header->setVisible(anyHere);
        group.header->setOpen(group.isOpen || !typed.isEmpty());
        any = any || anyHere;
    }
    m_nothing->setText(tr("No service is called \"%1\". Try a shorter word.").arg(typed));
    m_nothing->setVisible(!any);
}

// Arrows walk through the entries that are shown; Enter in the search takes the first.
void Palette::walk(int step) {
    std::vector<PaletteEntry*> shown;
    for (const Group& group : m_groups)
        for (PaletteEntry* entry : group.entries)
            if (entry->isVisibleTo(this)) shown.push_back(entry);
    if (shown.empty()) return;
    const auto it = std::ranges::find_if(shown, [](const PaletteEntry* entry) { return entry->hasFocus(); });
    if (it == shown.end()) return shown.front()->setFocus(Qt::TabFocusReason);
    const auto next = (it - shown.begin()) + step;
    if (next < 0) return m_search->setFocus(Qt::TabFocusReason);
    PaletteEntry* entry = shown[static_cast<size_t>(std::min<std::ptrdiff_t>(next, std::ssize(shown) - 1))];
    entry->setFocus(Qt::TabFocusReason);
    m_scroll->ensureWidgetVisible(entry, 0, 28);
}

bool Palette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
        walk(key->key() == Qt::Key_Down ? 1 : -1);
        return true;
    }
    const bool takesFirst = watched == m_search && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter);
    if (!takesFirst) return QWidget::eventFilter(watched, event);
    for (const Group& group : m_groups)
        for (PaletteEntry* entry : group.entries)
            if (entry->isVisibleTo(this)) {
                Q_EMIT insertWanted(entry->kind().id);
                return true;
            }
    return true;
}

}  // namespace app
