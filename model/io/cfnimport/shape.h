// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfnimport/draft.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace model::cfnimport {

/// What a place of a template takes.
enum class Shape { Flag, WholeNumber, Number, Text, List, Map };

/// Whether the value is known and can never stand there: a text where a list belongs. What is only known at deployment fits everywhere.
[[nodiscard]] bool isMisshapen(const cfn::Value& value, Shape wanted);
/// What a row takes; nothing where any value can be stored.
[[nodiscard]] std::optional<Shape> shapeOf(const PropertySpec& spec);
/// The sentence for the list of what was left out.
[[nodiscard]] QString shapeObjection(const cfn::Value& value, const QString& path, Shape wanted);

/// The first value on the way that has no such inside.
struct BlockedWay {
    const cfn::Value* value = nullptr;
    QString path;
    Shape wanted = Shape::Map;
};
[[nodiscard]] std::optional<BlockedWay> blockedWay(const cfn::Value& base, QStringView path);

}  // namespace model::cfnimport
