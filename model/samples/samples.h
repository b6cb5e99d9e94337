// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/io/design.h"

#include <QString>
#include <QStringList>

namespace model {

/// The designs that the program carries (resources/samples), sorted by name.
[[nodiscard]] QStringList sampleNames();
/// What a sample shows, in one line: its document's "about".
[[nodiscard]] QString aboutSample(const Design& sample);
/// The sample of that name, or a sentence that lists the names.
[[nodiscard]] Result<Design> sampleDesign(const QString& name);

}  // namespace model
