// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/transport/scrubbar.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QSlider;
class QToolButton;

namespace app {

class Look;

/// Play, pause, step, scrub, speed, jump and faults: the run in one row. It only shows and asks; RunController does.
class TransportBar final : public QWidget {
    Q_OBJECT
public:
    explicit TransportBar(Look& look, QWidget* parent = nullptr);

    enum class Playing { No, Yes };
    struct Shown {
        Playing playing = Playing::No;
        qint64 nowNs = 0;
        qint64 computedNs = 0;
        qint64 lengthNs = 1;
        double speed = 1;
        bool canRun = true;
        bool stretched = false;  ///< dots are slowed for the eye
        bool express = false;    ///< as fast as the engine can; the slider's speed waits
        bool edited = false;     ///< the design was changed since the run began
    };
    void show(const Shown& shown);
    void setMarks(std::vector<TimeMark> marks) { m_scrub->setMarks(std::move(marks)); }
    [[nodiscard]] ScrubBar& scrubBar() const { return *m_scrub; }
    /// How far a step goes, for the bar's own menu and for others.
    [[nodiscard]] const QList<QAction*>& stepChoices() const { return m_stepChoices; }
    /// Filled by whoever knows the faults of this design.
    [[nodiscard]] QMenu* faultMenu() const { return m_faults; }
    using QWidget::show;

Q_SIGNALS:
    void runToggled();
    void resetWanted();
    void stepWanted();
    void stepBackWanted();
    void fastWanted();
    void expressWanted();
    void untilThrottleWanted();
    void speedWanted(double speed);
    void stepChosen(int choice);  ///< index into stepChoices()
    void timeWanted(qint64 timeNs);
    void message(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;  ///< a narrow bar does without what is elsewhere too

private:
    void buildStepMenu(QToolButton* button);
    void buildSpeed(QBoxLayout* row);
    void showSpeed(const Shown& shown);
    void showReset();
    QToolButton* addButton(const QString& icon, const QString& text, const QKeySequence& shortcut, void (TransportBar::*wanted)());
    void applyLook();
    void jump();

    Look& m_look;
    QList<QAction*> m_commands;
    QList<QAction*> m_stepChoices;
    QToolButton* m_runButton = nullptr;
    QToolButton* m_resetButton = nullptr;
    QToolButton* m_untilButton = nullptr;
    QAction* m_run = nullptr;
    QAction* m_express = nullptr;
    QLineEdit* m_clock;
    ScrubBar* m_scrub;
    QWidget* m_speedBox;  // the words above the slider
    QLabel* m_speedLabel;
    QSlider* m_speed;
    QToolButton* m_faultButton;
    QMenu* m_faults;
    Shown m_shown;
};

}  // namespace app
