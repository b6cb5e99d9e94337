// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/emptystate.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/samplecard.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/sample/samples.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kGapPx = 12;
constexpr int kWordsPx = 150;  // what title and sentences take, with their spacing

}  // namespace

EmptyState::EmptyState(CanvasView& view, Look& look) : QWidget(view.viewport()), m_view(view) {
    setObjectName(QStringLiteral("emptyState"));
    auto* box = new QVBoxLayout(this);
    box->setSpacing(10);
    auto* title = new QLabel(tr("Start with a Region"), this);
    title->setProperty("role", QStringLiteral("heading"));
    title->setAlignment(Qt::AlignCenter);
    QFont large = title->font();
    large.setPixelSize(20);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    box->addWidget(title);
    auto* words = new QLabel(tr("Drag a Region from the left onto the canvas, or press / and type its name.\n"
                                "Put a table and a client into it, and pull a link from the client to the table.\n"
                                "Press F5: requests travel along the link, and the charts below tell how the table does."), this);
    words->setAlignment(Qt::AlignCenter);
    words->setProperty("role", QStringLiteral("secondary"));
    box->addWidget(words);
    box->addSpacing(12);
    m_grid = new QGridLayout;
    m_grid->setSpacing(kGapPx);
    auto* row = new QHBoxLayout;  // keeps the cards together however wide the words are
    row->addStretch();
    row->addLayout(m_grid);
    row->addStretch();
    box->addLayout(row);
    for (const model::Sample& sample : model::shippedSamples()) {
        auto* card = new SampleCard(sample, view.workspace().document().registry(), look, this);
        m_cards.push_back(card);
        connect(card, &QAbstractButton::clicked, this, [this, name = sample.name] { Q_EMIT sampleWanted(name); });
    }
    view.viewport()->installEventFilter(this);
    connect(&view.canvas(), &CanvasScene::synced, this, &EmptyState::update);
    connect(&view, &CanvasView::gestureBegan, this, &EmptyState::update);
    connect(&view, &CanvasView::gestureEnded, this, &EmptyState::update);
    update();
}

void EmptyState::update() {
    setVisible(m_view.workspace().document().nodeCount() == 0 && !m_view.gesture());  // what is being dragged in is in front
    place();
}

bool EmptyState::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

// As many cards in a row as there is room for, with their pictures if these fit below the words.
void EmptyState::arrange(const QSize& room) {
    const int cards = static_cast<int>(m_cards.size());
    const int width = m_cards.front()->width() + kGapPx;
    const int most = std::clamp((room.width() - kGapPx) / width, 1, cards);
    const int rows = (cards + most - 1) / most;
    const int columns = (cards + rows - 1) / rows;  // rows of equal length
    for (SampleCard* card : m_cards) card->setPictured(true);
    const int wanted = kWordsPx + rows * (m_cards.front()->height() + kGapPx);
    for (SampleCard* card : m_cards) card->setPictured(wanted <= room.height());
    for (int i = 0; i < cards; ++i) m_grid->addWidget(m_cards[static_cast<std::size_t>(i)], i / columns, i % columns, Qt::AlignCenter);
}

void EmptyState::place() {
    const QSize room = m_view.viewport()->size();
    arrange(room);
    layout()->activate();
    resize(sizeHint());
    move(std::max((room.width() - width()) / 2, 0), std::max((room.height() - height()) / 2, 0));
}

}  // namespace app
