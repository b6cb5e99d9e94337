// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <span>

namespace model {

/// A category as people and scripts read it.
struct CategoryRow {
    Category category;
    const char* name;   ///< "network": frozen, scripts and colour tables use it
    const char* title;  ///< marked for translation
};

/// All of them, in the order in which the palette shows them.
[[nodiscard]] std::span<const CategoryRow> categories();
[[nodiscard]] QString categoryName(Category category);

}  // namespace model
