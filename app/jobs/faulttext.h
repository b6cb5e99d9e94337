// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

#include <QString>

namespace app {

/// "Orders"; "Orders in us-east-1" where there are several Regions, whose replicas share a name.
[[nodiscard]] QString stationName(const plan::Plan& plan, plan::StationIndex station);
/// What has happened, for the time line: "hot key at Orders". Two faults with the same text are the same for a person.
[[nodiscard]] QString faultText(const plan::Plan& plan, const plan::FaultKind& kind);

}  // namespace app
