// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/propertyspec.h"
#include "model/core/result.h"

#include <QString>

namespace model {

/// Writes a number with its unit as the inspector shows it: "1.5 KiB", "5 min", "240/s", "400 RCU".
[[nodiscard]] QString formatQuantity(double number, Unit unit);

/// Reads what a person types: "1.5KiB", "2 KB" (KB and KiB are both 1,024 bytes, as in AWS's arithmetic), "5m", "48 h",
/// "1d", "250 ms", "1k/s", "600/min", "70 %", "10 million". A bare number is in the base unit.
[[nodiscard]] Result<double> parseQuantity(const QString& text, Unit unit);

/// Reads a text into a value of the row's type; for --set, the inspector's plain fields and CSV.
/// References cannot be read from text alone.
[[nodiscard]] Result<Value> parseValue(const PropertySpec& spec, const QString& text);

/// Writes a value as one line for lists, tooltips and the history.
[[nodiscard]] QString formatValue(const PropertySpec& spec, const Value& value);

}  // namespace model
