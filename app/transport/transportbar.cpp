// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/transportbar.h"

#include "app/look.h"
#include "app/transport/speedscale.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

namespace app {

namespace {

constexpr int kIcon = 20;

QString withShortcut(const QString& text, const QKeySequence& shortcut) {
    return shortcut.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, shortcut.toString(QKeySequence::NativeText));
}

}  // namespace

TransportBar::TransportBar(Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_clock(new QLineEdit(this)), m_scrub(new ScrubBar(look, this)), m_speedLabel(new QLabel(this)),
      m_speed(new QSlider(Qt::Horizontal, this)), m_faultButton(new QToolButton(this)), m_faults(new QMenu(this)) {
    setObjectName(QStringLiteral("transportBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(4);
    row->addWidget(addButton(QStringLiteral("ui/reset"), tr("Back to the start"), {}, &TransportBar::resetWanted));
    row->addWidget(addButton(QStringLiteral("ui/step-back"), tr("Step back"), QKeySequence(Qt::SHIFT | Qt::Key_F4), &TransportBar::stepBackWanted));
    auto* run = addButton(QStringLiteral("ui/play"), tr("Run"), QKeySequence(Qt::Key_F5), &TransportBar::runToggled);
    run->setProperty("primary", true);
    m_run = run->defaultAction();
    row->addWidget(run);
    row->addWidget(addButton(QStringLiteral("ui/step"), tr("Step one event"), QKeySequence(Qt::Key_F4), &TransportBar::stepWanted));
    row->addWidget(addButton(QStringLiteral("ui/fast"), tr("Fast: a hundred times as fast"), QKeySequence(Qt::Key_F6), &TransportBar::fastWanted));
    row->addWidget(addButton(QStringLiteral("ui/until"), tr("Run until the first throttle"), QKeySequence(Qt::CTRL | Qt::Key_F5), &TransportBar::untilThrottleWanted));
    m_clock->setFixedWidth(124);
    m_clock->setToolTip(tr("Simulated time. Type a time and press Enter to jump there, for example 10:30 or 2h."));
    m_clock->setAccessibleName(tr("Simulated time"));
    row->addSpacing(8);
    row->addWidget(m_clock);
    row->addSpacing(8);
    row->addWidget(m_scrub, 1);
    row->addSpacing(8);
    m_speedLabel->setMinimumWidth(112);
    m_speedLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_speedLabel);
    m_speed->setRange(0, 1000);
    m_speed->setFixedWidth(96);
    m_speed->setToolTip(tr("Speed: how much simulated time passes in a second. [ slower, ] faster."));
    m_speed->setAccessibleName(tr("Speed"));
    row->addWidget(m_speed);
    m_faultButton->setText(tr("Fault"));
    m_faultButton->setMinimumWidth(64);  // room for the arrow
    m_faultButton->setMenu(m_faults);
    m_faultButton->setPopupMode(QToolButton::InstantPopup);
    m_faultButton->setToolTip(tr("Break something now and watch"));
    row->addSpacing(8);
    row->addWidget(m_faultButton);
    connect(m_scrub, &ScrubBar::timeWanted, this, &TransportBar::timeWanted);
    connect(m_speed, &QSlider::valueChanged, this, [this](int position) { Q_EMIT speedWanted(speedAt(position)); });
    connect(m_clock, &QLineEdit::returnPressed, this, &TransportBar::jump);
    connect(&look, &Look::changed, this, &TransportBar::applyLook);
    applyLook();
    show(Shown());
}

QToolButton* TransportBar::addButton(const QString& icon, const QString& text, const QKeySequence& shortcut, void (TransportBar::*wanted)()) {
    auto* action = new QAction(text, this);
    action->setToolTip(withShortcut(text, shortcut));
    action->setData(icon);
    connect(action, &QAction::triggered, this, wanted);
    m_commands += action;
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setIconSize({kIcon, kIcon});
    button->setAutoRaise(true);
    return button;
}

void TransportBar::applyLook() {
    for (QAction* action : m_commands)
        if (!action->data().toString().isEmpty()) action->setIcon(m_look.icons().actionIcon(action->data().toString(), m_look.theme(), kIcon));
}

void TransportBar::show(const Shown& shown) {
    if (shown.playing != m_shown.playing || m_run->text().isEmpty()) {
        const bool playing = shown.playing == Playing::Yes;
        m_run->setData(playing ? QStringLiteral("ui/pause") : QStringLiteral("ui/play"));
        m_run->setText(playing ? tr("Pause") : tr("Run"));
        m_run->setToolTip(withShortcut(m_run->text(), Qt::Key_F5));
        applyLook();
    }
    m_shown = shown;
    if (!m_clock->hasFocus()) m_clock->setText(clockText(shown.nowNs));
    m_scrub->setLength(shown.lengthNs);
    m_scrub->setTime(shown.nowNs, shown.computedNs);
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(positionOf(shown.speed));
    m_speedLabel->setText(speedText(shown.speed));
    m_speedLabel->setToolTip(shown.stretched ? tr("Dots are slowed for the eye; figures and charts are not.") : QString());
    for (QAction* action : m_commands) action->setEnabled(shown.canRun);
}

void TransportBar::jump() {
    const qint64 timeNs = clockNs(m_clock->text());
    if (timeNs < 0) return Q_EMIT message(tr("\"%1\" is no time. Write for example 10:30, 90 s or 2h.").arg(m_clock->text()));
    m_clock->clearFocus();
    Q_EMIT timeWanted(timeNs);
}

}  // namespace app
