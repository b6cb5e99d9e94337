// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

class MainWindow;

/// Puts the docks into the window: each part that is built on the workspace is plugged in here, and nowhere else.
void addParts(MainWindow& window);
/// Run, transport, charts, dots (runpart.cpp).
void addRun(MainWindow& window);
/// Files, exports, the journal (filepart.cpp).
void addFiles(MainWindow& window);

/// Opens the file, or offers what a crash left, or the shipped design when nothing is named.
void openAtStart(MainWindow& window, const QString& path);

}  // namespace app
