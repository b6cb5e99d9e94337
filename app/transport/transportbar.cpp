// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/transportbar.h"

#include "app/look.h"
#include "app/textscale.h"
#include "app/transport/speedscale.h"

#include <QAction>
#include <QActionGroup>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kIcon = 20;
constexpr int kLeastWidth = 500;
constexpr int kWidthForWords = 900;  // beside the button that starts over
constexpr int kWidthForSpeed = 640;
constexpr int kWidthForUntil = 760;
constexpr int kSpeedPx = 92;

QString withShortcut(const QString& text, const QKeySequence& shortcut) {
    return shortcut.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, shortcut.toString(QKeySequence::NativeText));
}

}  // namespace

TransportBar::TransportBar(Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_clock(new QLineEdit(this)), m_scrub(new ScrubBar(look, this)), m_speedBox(new QWidget(this)), m_speedLabel(new QLabel(m_speedBox)),
      m_speed(new QSlider(Qt::Horizontal, m_speedBox)), m_faultButton(new QToolButton(this)), m_faults(new QMenu(this)) {
    setObjectName(QStringLiteral("transportBar"));
    setMinimumWidth(kLeastWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 5, 12, 4);
    row->setSpacing(4);
    m_resetButton = addButton(QStringLiteral("ui/reset"), tr("Start over"), Qt::Key_F8, &TransportBar::resetWanted);
    m_resetButton->setObjectName(QStringLiteral("startOver"));
    m_resetButton->setToolTip(withShortcut(tr("Start over from 0, with the design as it is"), Qt::Key_F8));
    row->addWidget(m_resetButton);
    row->addWidget(addButton(QStringLiteral("ui/step-back"), tr("Step back"), QKeySequence(Qt::SHIFT | Qt::Key_F4), &TransportBar::stepBackWanted));
    m_runButton = addButton(QStringLiteral("ui/play"), tr("Run"), QKeySequence(Qt::Key_F5), &TransportBar::runToggled);
    m_runButton->setProperty("primary", true);
    m_runButton->setFixedSize(38, 32);
    m_runButton->setAutoRaise(false);  // its ground is always drawn
    m_run = m_runButton->defaultAction();
    row->addSpacing(4);
    row->addWidget(m_runButton);
    row->addSpacing(4);
    row->addWidget(addButton(QStringLiteral("ui/step"), tr("Step"), QKeySequence(Qt::Key_F4), &TransportBar::stepWanted));
    auto* stepKinds = new QToolButton(this);
    buildStepMenu(stepKinds);
    row->addWidget(stepKinds);
    row->addWidget(addButton(QStringLiteral("ui/fast"), tr("Fast: a hundred times as fast, and back"), QKeySequence(Qt::Key_F6), &TransportBar::fastWanted));
    auto* express = addButton(QStringLiteral("ui/express"), tr("Express: as fast as it can, without dots"), QKeySequence(Qt::Key_F7), &TransportBar::expressWanted);
    express->setObjectName(QStringLiteral("express"));
    m_express = express->defaultAction();
    m_express->setCheckable(true);
    row->addWidget(express);
    m_untilButton = addButton(QStringLiteral("ui/until"), tr("Run until the first throttle"), QKeySequence(Qt::CTRL | Qt::Key_F5), &TransportBar::untilThrottleWanted);
    row->addWidget(m_untilButton);
    QFont digits = QFontDatabase::systemFont(QFontDatabase::FixedFont);  // cells of equal width: the clock must not tremble
    digits.setPointSizeF(font().pointSizeF() * 1.1);
    digits.setWeight(QFont::DemiBold);
    m_clock->setFont(digits);
    m_clock->setProperty("quiet", true);
    m_clock->setFixedWidth(QFontMetrics(digits).horizontalAdvance(clockText(0)) + 22);
    m_clock->setToolTip(tr("Simulated time. Type a time and press Enter to jump there, for example 10:30 or 2h."));
    m_clock->setAccessibleName(tr("Simulated time"));
    row->addSpacing(8);
    row->addWidget(m_clock);
    row->addSpacing(4);
    row->addWidget(m_scrub, 1);
    row->addSpacing(8);
    buildSpeed(row);
    connect(m_scrub, &ScrubBar::timeWanted, this, &TransportBar::timeWanted);
    connect(m_clock, &QLineEdit::returnPressed, this, &TransportBar::jump);
    connect(&look, &Look::changed, this, &TransportBar::applyLook);
    applyLook();
    show(Shown());
}

// Speed and faults, at the right.
void TransportBar::buildSpeed(QBoxLayout* row) {
    m_speedLabel->setFont(smallFont(*this));
    m_speedLabel->setAlignment(Qt::AlignCenter);
    m_speed->setRange(0, 1000);
    m_speed->setToolTip(tr("Speed: how much simulated time passes in a second. [ slower, ] faster."));
    m_speed->setAccessibleName(tr("Speed"));
    auto* box = new QVBoxLayout(m_speedBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addStretch();
    box->addWidget(m_speedLabel);
    box->addWidget(m_speed);
    box->addStretch();
    row->addWidget(m_speedBox);
    m_faultButton->setText(tr("Fault"));
    m_faultButton->setObjectName(QStringLiteral("faultButton"));
    m_faultButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_faultButton->setLayoutDirection(Qt::RightToLeft);  // the chevron stands behind the word
    m_faultButton->setIconSize({14, 14});
    m_faultButton->setMinimumWidth(m_faultButton->fontMetrics().horizontalAdvance(m_faultButton->text()) + 36);
    m_faultButton->setAutoRaise(true);
    m_faultButton->setMenu(m_faults);
    m_faultButton->setPopupMode(QToolButton::InstantPopup);
    m_faultButton->setToolTip(tr("Break something now and watch"));
    m_faults->setLayoutDirection(Qt::LeftToRight);
    row->addSpacing(8);
    row->addWidget(m_faultButton);
    connect(m_speed, &QSlider::valueChanged, this, [this](int position) { Q_EMIT speedWanted(speedAt(position)); });
}

void TransportBar::buildStepMenu(QToolButton* button) {
    auto* menu = new QMenu(button);
    auto* group = new QActionGroup(this);
    for (const QString& text : {tr("Step to the next &event"), tr("Step to the next &hop of a request"), tr("Step to the end of a re&quest"), tr("Step a secon&d")}) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_stepChoices.isEmpty());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice = static_cast<int>(m_stepChoices.size())] { Q_EMIT stepChosen(choice); });
        m_stepChoices += action;
    }
    button->setObjectName(QStringLiteral("stepKinds"));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setProperty("narrow", true);
    button->setIconSize({12, 12});
    button->setAutoRaise(true);
    button->setToolTip(tr("How far a step goes"));
    button->setAccessibleName(button->toolTip());
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
    Icons& icons = m_look.icons();
    for (QAction* action : m_commands) {
        const QString icon = action->data().toString();
        const bool stressed = m_shown.edited && action == m_resetButton->defaultAction();
        if (stressed) {
            action->setIcon(QIcon(icons.glyphPixmap(icon, kIcon, devicePixelRatioF(), m_look.color(Token::Accent))));
            continue;
        }
        action->setIcon(action == m_run ? QIcon(icons.glyphPixmap(icon, kIcon, devicePixelRatioF(), m_look.color(Token::OnAccent))) : icons.actionIcon(icon, m_look.theme(), kIcon));
    }
    m_faultButton->setIcon(icons.actionIcon(QStringLiteral("ui/chevron-down"), m_look.theme(), 14));
    findChild<QToolButton*>(QStringLiteral("stepKinds"))->setIcon(icons.actionIcon(QStringLiteral("ui/chevron-down"), m_look.theme(), 12));
}

void TransportBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_speedBox->setVisible(width() >= kWidthForSpeed);
    m_untilButton->setVisible(width() >= kWidthForUntil);  // the time line needs its room; key and menu stay
    showReset();
    showSpeed(m_shown);
}

void TransportBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_look.color(Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), m_look.color(Token::Line));
}

void TransportBar::show(const Shown& shown) {
    const bool wasEdited = m_shown.edited;
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
    showSpeed(shown);
    m_express->setChecked(shown.express);
    if (shown.edited != wasEdited) applyLook(), showReset();
    for (QAction* action : m_commands) action->setEnabled(shown.canRun);
}

void TransportBar::showSpeed(const Shown& shown) {
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(positionOf(shown.speed));
    // A narrow bar leaves the factor to the tip and to the status line.
    const bool wide = width() >= kWidthForWords;
    const QString factor = tr("%1 x").arg(speedFactor(shown.speed)), text = speedText(shown.speed);
    const auto px = [this](const char* widest) { return m_speedLabel->fontMetrics().horizontalAdvance(QLatin1String(widest)) + 4; };
    m_speedBox->setFixedWidth(std::max(kSpeedPx, px(wide ? "0.000123 x: 1 ms sim = 8.1 s" : "1 min sim = 0.9 s")));
    m_speedLabel->setText(shown.express ? tr("express") : wide ? QStringLiteral("%1: %2").arg(factor, text) : text);
    m_speedLabel->setToolTip(shown.stretched ? tr("%1. Dots are slowed for the eye; figures and charts are not.").arg(factor) : factor);
}

// After an edit a start from 0 is another run: then the button says what it does.
void TransportBar::showReset() {
    const bool says = m_shown.edited && width() >= kWidthForWords;
    m_resetButton->setToolButtonStyle(says ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void TransportBar::jump() {
    const qint64 timeNs = clockNs(m_clock->text());
    if (timeNs < 0) return Q_EMIT message(tr("\"%1\" is no time. Write for example 10:30, 90 s or 2h.").arg(m_clock->text()));
    m_clock->clearFocus();
    Q_EMIT timeWanted(timeNs);
}

}  // namespace app
