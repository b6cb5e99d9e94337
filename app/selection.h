// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QObject>

#include <vector>

namespace app {

/// What is selected: nodes and links by identity, shared by canvas, inspector, charts and issues. The first is the one
/// that the inspector shows when only one can be shown.
class Selection final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] const std::vector<model::Uid>& items() const { return m_items; }
    [[nodiscard]] bool contains(model::Uid uid) const;
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }

    void set(std::vector<model::Uid> items);
    void toggle(model::Uid item);
    void clear() { set({}); }

Q_SIGNALS:
    void changed();

private:
    std::vector<model::Uid> m_items;
};

}  // namespace app
