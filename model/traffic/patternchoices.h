// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QString>
#include <QStringList>

namespace model {

class Document;

// What the rows of a `calls` link say only of that link.

/// The operations that the target of the call accepts, transactions included; empty: it names none.
[[nodiscard]] QStringList operationsOf(const Document& document, Uid link);

/// "ddb-gateway (automatic)": the way that its requests take when no other is named; empty: there is no such link.
[[nodiscard]] QString wayByItself(const Document& document, Uid link);

}  // namespace model
