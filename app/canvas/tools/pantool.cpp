// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/pantool.h"

#include "app/canvas/canvasview.h"

namespace app {

Tool::State PanTool::move(const Pointer& pointer) {
    m_view.panBy(m_last - pointer.view);
    m_last = pointer.view;
    return State::Running;
}

}  // namespace app
