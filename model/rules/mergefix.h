// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

#include <QStringList>

#include <span>

namespace model {

/// Columns of a table with address blocks (routes, filter rules) that rows are merged by.
struct MergeKeys {
    QString block;
    QString fromPort = {}, toPort = {};  ///< empty: it has no ports
    QStringList besides = {};            ///< columns that may differ as well: the first row's stays
};

/// The rows in fewer that say the same: rows that differ in their ports only become one for each range that they cover together,
/// those that differ in their block only one for each block. `runs`: one number for each row; rows of different numbers stay
/// apart. Empty: all may meet.
[[nodiscard]] Rows mergedRows(const NodeView& v, const QString& rowsKey, const MergeKeys& keys, std::span<const int> runs = {});

}  // namespace model
