// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/value.h"

#include <QString>

#include <limits>
#include <vector>

namespace model {

class Document;
class NodeView;

enum class ValueType { Bool, Integer, Number, Text, LongText, TextList, Choice, Ref, Refs, Rows };

/// What a number counts. Sizes are bytes and times are seconds in the model; the inspector and the command
/// line read and write them with units ("2 KiB", "5m", "1k/s").
enum class Unit { None, Bytes, Seconds, Milliseconds, PerSecond, ReadUnits, WriteUnits, Percent, Items };

struct Choice {
    QString id;         ///< frozen, saved
    const char* title;  ///< shown
};

/// "-1" that reads "until they expire".
struct Special {
    double value = 0;
    const char* words = "";
};

/// One row of a kind: drives the inspector, the files, search, multi-edit, CloudFormation and the reference.
/// User texts (title, group, help, source) are UTF-8 English, marked with QT_TRANSLATE_NOOP("model", ...).
struct PropertySpec {
    QString key = {};  ///< frozen, saved
    ValueType type = ValueType::Text;
    const char* title = "";
    const char* group = "";
    const char* help = "";    ///< one sentence: what it is, its default, AWS's limit
    const char* source = "";  ///< where the limit or the default comes from; "[A] ..." marks an assumption of ours
    Unit unit = Unit::None;
    Value fallback = QString();  ///< the default; of the alternative that fits the type
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    std::vector<Special> specials = {};                 ///< Integer and Number: values that stand for something else than so many
    const char* emptyWords = "";                        ///< Ref and Text: what it means when nothing is chosen
    bool required = false;
    std::vector<Choice> choices = {};
    QString role = {};                                  ///< Ref and Refs: the role that targets must offer
    bool (*visibleWhen)(const NodeView&) = nullptr;     ///< null: always
    std::vector<PropertySpec> columns = {};             ///< Rows
    bool (*columnVisibleWhen)(const Row&) = nullptr;    ///< for a column: null: always
    /// Text: what the design offers to choose from, such as its zones (for a column, of this row); null: free text.
    QStringList (*suggest)(const Document&, const Row&) = nullptr;
    bool inSummary = false;                             ///< for a column: stands in the one-line form of a row

    [[nodiscard]] bool isAssumption() const { return source[0] == '[' && source[1] == 'A'; }
};

/// The sentence that tells why the value cannot stand in this row (wrong type, out of range, not among the
/// choices), or an empty string. Range and choice are findings of the design ("AWS would refuse"), the type
/// is refused by Edit.
[[nodiscard]] QString typeObjection(const PropertySpec& spec, const Value& value);
[[nodiscard]] QString rangeObjection(const PropertySpec& spec, const Value& value);

/// The default of a column, or the cell's value.
[[nodiscard]] const Value& cellValue(const PropertySpec& rowsSpec, const Row& row, const QString& key);

}  // namespace model
