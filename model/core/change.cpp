// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/change.h"

#include <algorithm>

namespace model {

const Value* findProperty(const Properties& properties, const QString& key) {
    const auto it = std::ranges::find_if(properties, [&](const Property& p) { return isSameKey(p.key, key); });
    return it == properties.end() ? nullptr : &it->value;
}

void storeProperty(Properties& properties, const QString& key, std::optional<Value> value) {
    const auto it = std::ranges::lower_bound(properties, key, {}, &Property::key);
    const bool found = it != properties.end() && it->key == key;
    if (!value) {
        if (found) properties.erase(it);
    } else if (found) {
        it->value = std::move(*value);
    } else {
        properties.insert(it, Property{key, std::move(*value)});
    }
}

}  // namespace model
