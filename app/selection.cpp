// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"

#include <algorithm>

namespace app {

bool Selection::contains(model::Uid uid) const { return std::ranges::find(m_items, uid) != m_items.end(); }

void Selection::set(std::vector<model::Uid> items) {
    if (items == m_items) return;
    m_items = std::move(items);
    Q_EMIT changed();
}

void Selection::toggle(model::Uid item) {
    auto items = m_items;
    if (std::erase(items, item) == 0) items.push_back(item);
    set(std::move(items));
}

}  // namespace app
