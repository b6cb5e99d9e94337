// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QString>
#include <QStringList>

#include <cstring>
#include <variant>
#include <vector>

namespace model {

struct Row;

/// Whether two keys of rows are the same. Checks look up millions of them: most that are equal share their letters, and most
/// that are not differ in length or in their first letter, so that QString's own comparison would be a call for nothing.
[[nodiscard]] inline bool isSameKey(const QString& a, const QString& b) noexcept {
    if (a.size() != b.size()) return false;
    const QChar *x = a.constData(), *y = b.constData();
    return x == y || a.isEmpty() || (*x == *y && std::memcmp(x, y, static_cast<size_t>(a.size()) * sizeof(QChar)) == 0);
}

/// A reference to a node. It dangles when no node with that identity exists (any more); the label then tells
/// the user what it once named. References are followed by Document, remapped by copy and import.
struct Ref {
    Uid target;
    QString label;  ///< name of the target when it was last seen; shown only while it dangles
    friend bool operator==(const Ref& a, const Ref& b) { return a.target == b.target; }
};

/// An ordered list of references, such as the subnets of a placement.
struct Refs {
    std::vector<Ref> items;
    friend bool operator==(const Refs&, const Refs&) = default;
};

/// Text of an import that nobody can evaluate before deployment. It silences the checks that read it.
struct Unresolved {
    QString text;
    friend bool operator==(const Unresolved&, const Unresolved&) = default;
};

/// A small table, such as routes, filter rules or access patterns.
struct Rows {
    std::vector<Row> items;
    friend bool operator==(const Rows&, const Rows&);
};

/// What a property holds. An absent value means the default of the property's row.
using Value = std::variant<bool, qint64, double, QString, QStringList, Ref, Refs, Unresolved, Rows>;

struct Cell {
    QString key;
    Value value;
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// One row of a table: cells in the order of their keys; a missing cell means the column's default.
struct Row {
    std::vector<Cell> cells;

    [[nodiscard]] const Value* find(const QString& key) const;
    void set(const QString& key, Value value);
    void clear(const QString& key);
    friend bool operator==(const Row&, const Row&) = default;
};

/// Calls `visit(Ref&)` for each reference inside the value, also inside rows. The one pass behind remapping
/// on paste, merge and import.
template <class V, class Visit>
void forEachRef(V& value, Visit&& visit) {
    if (auto* ref = std::get_if<Ref>(&value)) visit(*ref);
    if (auto* refs = std::get_if<Refs>(&value))
        for (auto& ref : refs->items) visit(ref);
    if (auto* rows = std::get_if<Rows>(&value))
        for (auto& row : rows->items)
            for (auto& cell : row.cells) forEachRef(cell.value, visit);
}

/// True if the value, or any cell of it, is Unresolved.
[[nodiscard]] bool hasUnresolved(const Value& value);

/// The number in an integer or double value; 0 otherwise.
[[nodiscard]] double toNumber(const Value& value);

}  // namespace model
