// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

#include <QString>
#include <QStringList>

namespace model {

class Document;

// What the rows of a `calls` link say only of that link.

/// The operations that the target of the call accepts, transactions included; empty: it names none.
[[nodiscard]] QStringList operationsOf(const Document& document, Uid link);

/// "ddb-gateway (automatic)": the way that its requests take when no other is named; empty: there is no such link.
[[nodiscard]] QString wayByItself(const Document& document, Uid link);

/// Whether the patterns of a call that is drawn to `target` can address `resource`: the target itself or an index of it; of a
/// cache, what stands behind it in its Region.
[[nodiscard]] bool canAddress(const NodeView& target, const NodeView& resource);

/// The endpoint or cache through which every drawn call from one to the other goes by name; null: the ordinary name leads there.
[[nodiscard]] Uid namedWay(const NodeView& from, const NodeView& to);

}  // namespace model
