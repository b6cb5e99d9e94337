// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/designinput.h"
#include "app/jobs/validatejob.h"

#include <QJsonObject>

namespace app::cli {

/// The findings in the Static Analysis Results Interchange Format 2.1.0
/// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
[[nodiscard]] QJsonObject sarif(const DesignInput& input, const ValidateResult& result, const model::KindRegistry& kinds);

}  // namespace app::cli
