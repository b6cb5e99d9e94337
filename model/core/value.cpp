// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/value.h"

#include <algorithm>

namespace model {

bool operator==(const Rows& a, const Rows& b) { return a.items == b.items; }

const Value* Row::find(const QString& key) const {
    const auto it = std::ranges::find_if(cells, [&](const Cell& cell) { return isSameKey(cell.key, key); });
    return it == cells.end() ? nullptr : &it->value;
}

void Row::set(const QString& key, Value value) {
    const auto it = std::ranges::lower_bound(cells, key, {}, &Cell::key);
    if (it != cells.end() && it->key == key)
        it->value = std::move(value);
    else
        cells.insert(it, Cell{key, std::move(value)});
}

void Row::clear(const QString& key) { std::erase_if(cells, [&](const Cell& cell) { return cell.key == key; }); }

bool hasUnresolved(const Value& value) {
    if (std::holds_alternative<Unresolved>(value)) return true;
    const auto* rows = std::get_if<Rows>(&value);
    return rows && std::ranges::any_of(rows->items, [](const Row& row) {
               return std::ranges::any_of(row.cells, [](const Cell& cell) { return hasUnresolved(cell.value); });
           });
}

double toNumber(const Value& value) {
    if (const auto* integer = std::get_if<qint64>(&value)) return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return 0;
}

}  // namespace model
