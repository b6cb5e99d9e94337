// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/focusorder.h"

#include <QScrollArea>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace app {

std::vector<QWidget*> focusOrder(const QWidget& part) {
    std::vector<QWidget*> order;
    for (auto* child : part.findChildren<QWidget*>()) {
        const bool takesKeys = child->focusPolicy() & Qt::TabFocus && child->isVisible() && child->isEnabled() && !child->focusProxy();
        if (takesKeys && !qobject_cast<QScrollArea*>(child)) order.push_back(child);  // a scroll area shows no focus
    }
    std::ranges::stable_sort(order, {}, [&part](const QWidget* widget) {
        const QPoint at = widget->mapTo(&part, QPoint());
        return std::pair(at.y(), at.x());
    });
    return order;
}

}  // namespace app
