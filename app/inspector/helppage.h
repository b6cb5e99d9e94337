// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <vector>

class QWidget;

namespace app {

/// What the kind is, what its simulation models and does not, which numbers are assumptions, and what each row means.
[[nodiscard]] QWidget* makeHelpPage(const model::Document& document, const std::vector<model::Uid>& subjects, QWidget* parent);

}  // namespace app
