// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/emptystate.h"

#include "app/canvas/canvasview.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/sample/samples.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {

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
    auto* row = new QHBoxLayout;
    row->addStretch();
    for (const model::Sample& sample : model::shippedSamples()) {
        auto* card = new QPushButton(this);
        card->setText(tr("Open the sample: %1").arg(sample.title));
        card->setToolTip(sample.about);
        card->setIcon(look.icons().actionIcon(QStringLiteral("ui/open"), look.theme()));
        card->setMinimumSize(220, 44);
        card->setProperty("primary", true);
        row->addWidget(card);
        connect(card, &QPushButton::clicked, this, [this, name = sample.name] { Q_EMIT sampleWanted(name); });
    }
    row->addStretch();
    box->addLayout(row);
    view.viewport()->installEventFilter(this);
    connect(&view.canvas(), &CanvasScene::synced, this, &EmptyState::update);
    update();
}

void EmptyState::update() {
    setVisible(m_view.workspace().document().nodeCount() == 0);
    place();
}

bool EmptyState::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

void EmptyState::place() {
    adjustSize();
    const QSize room = m_view.viewport()->size();
    move((room.width() - width()) / 2, (room.height() - height()) / 2);
}

}  // namespace app
