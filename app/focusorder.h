// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QWidget;

namespace app {

/// What takes the keys within a part of the window, in reading order: forms are built anew with each selection, so the order
/// of the children, which Qt follows, says nothing.
[[nodiscard]] std::vector<QWidget*> focusOrder(const QWidget& part);

}  // namespace app
