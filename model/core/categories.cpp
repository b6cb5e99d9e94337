// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/categories.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace model {

namespace {

constexpr std::array kRows = {
    CategoryRow{Category::Network, "network", QT_TRANSLATE_NOOP("model", "Network")},
    CategoryRow{Category::Data, "data", QT_TRANSLATE_NOOP("model", "Data")},
    CategoryRow{Category::Streams, "streams", QT_TRANSLATE_NOOP("model", "Streams")},
    CategoryRow{Category::Storage, "storage", QT_TRANSLATE_NOOP("model", "Storage")},
    CategoryRow{Category::Compute, "compute", QT_TRANSLATE_NOOP("model", "Compute")},
    CategoryRow{Category::Integration, "integration", QT_TRANSLATE_NOOP("model", "Integration")},
    CategoryRow{Category::Security, "security", QT_TRANSLATE_NOOP("model", "Security")},
    CategoryRow{Category::General, "general", QT_TRANSLATE_NOOP("model", "General")},
};

}  // namespace

std::span<const CategoryRow> categories() { return kRows; }

QString categoryName(Category category) {
    const auto row = std::ranges::find(kRows, category, &CategoryRow::category);
    return row == kRows.end() ? QString() : QLatin1String(row->name);
}

}  // namespace model
