// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <vector>

namespace app {

class Theme;

/// What the kind is, what its simulation models and does not, which numbers are assumptions, and what each row means: what,
/// default, limit, source. Each row is an anchor by its key ("writeUnits", "patterns.ratePerSecond"); `marked` stands out.
[[nodiscard]] QString helpHtml(const model::Document& document, const std::vector<model::Uid>& subjects, const Theme& theme, const QString& marked);
/// The same of a kind that is not on the canvas.
[[nodiscard]] QString kindHelpHtml(const model::KindSpec& kind, const Theme& theme);

}  // namespace app
