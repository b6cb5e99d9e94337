// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/result.h"

#include <QStringList>

namespace model {
class Document;
}

namespace app {

/// What `--set 'Orders.writeUnits=100'` asks for, as a change of the document. Values take units as the inspector does.
[[nodiscard]] model::Result<model::ChangeSet> settingsOf(const model::Document& document, const QStringList& settings);

}  // namespace app
