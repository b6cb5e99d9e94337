// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace model {

/// The order in which people look for names: numbers within them count as numbers ("subnet-2" before "subnet-10"), case decides
/// last. It depends on nothing but the two texts, so that a drawing is the same on every machine.
[[nodiscard]] bool comesNaturallyBefore(QStringView a, QStringView b);

}  // namespace model
