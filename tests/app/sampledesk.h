// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/live/runcontroller.h"
#include "tests/app/windowdesk.h"

/// How long a test waits for what a run does meanwhile.
inline constexpr int kPatienceMs = 20'000;
inline constexpr qint64 kSecondNs = 1'000'000'000;

/// The window on a shipped design, and its run.
struct SampleDesk : WindowDesk {
    app::RunController* run = window.findChild<app::RunController*>();

    explicit SampleDesk(const QString& sample = QStringLiteral("orders")) {
        if (!sample.isEmpty() && !files().file().openSample(sample).ok()) qFatal("no sample");
        settle();
    }
    void press(app::Command command) { window.actions()[command]->trigger(); }
    [[nodiscard]] bool stands(qint64 timeNs) const { return run->nowNs() == timeNs && !run->isRunning(); }
};
