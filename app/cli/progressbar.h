// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

namespace app::cli {

/// Shows how far long work is, on standard error, and only where that is a terminal. Work of less than half a second
/// shows none.
class ProgressBar {
public:
    ProgressBar();
    void show(double share);
    void clear();

private:
    bool m_terminal;
    bool m_shown = false;
    QElapsedTimer m_since;
    qint64 m_lastMs = 0;
};

}  // namespace app::cli
