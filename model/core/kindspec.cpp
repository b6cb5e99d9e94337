// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindspec.h"

#include <algorithm>

namespace model {

namespace {

const PropertySpec* findSpec(const std::vector<PropertySpec>& specs, const QString& key) {
    const auto it = std::ranges::find_if(specs, [&](const PropertySpec& spec) { return isSameKey(spec.key, key); });
    return it == specs.end() ? nullptr : &*it;
}

}  // namespace

const PropertySpec* KindSpec::property(const QString& key) const { return findSpec(properties, key); }

bool KindSpec::fitsInto(const KindSpec* parent) const {
    if (!parent) return livesIn.contains(QString());
    return std::ranges::any_of(parent->offers, [this](const QString& role) { return livesIn.contains(role); });
}

const PropertySpec* LinkSpec::property(const QString& key) const { return findSpec(properties, key); }

}  // namespace model
