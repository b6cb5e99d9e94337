// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/membership.h"

#include <algorithm>

namespace app {

std::vector<model::Uid> membersOf(const model::Document& document, model::Uid group) {
    std::vector<model::Uid> members;
    const auto add = [&](model::Uid uid) {
        if (!uid.isNull() && uid != group && std::ranges::find(members, uid) == members.end()) members.push_back(uid);
    };
    for (const model::Referrer& referrer : document.referrers(group)) {
        const auto node = document.findNode(referrer.subject);
        if (!node || !document.node(*node).kind) continue;
        // A row that mentions it (a peer, a route) is no membership.
        const model::PropertySpec* spec = document.node(*node).kind->property(referrer.key);
        if (spec && (spec->type == model::ValueType::Ref || spec->type == model::ValueType::Refs)) add(referrer.subject);
    }
    return members;
}

bool canStartLink(const model::Document& document, model::Uid node) {
    const auto id = document.findNode(node);
    const model::KindSpec* kind = id ? document.node(*id).kind : nullptr;
    return kind && (kind->emitsCalls || kind->data);
}

const model::PropertySpec* associationProperty(const model::KindSpec& member, const QStringList& groupOffers) {
    for (const model::PropertySpec& spec : member.properties) {
        const bool isReference = spec.type == model::ValueType::Ref || spec.type == model::ValueType::Refs;
        if (isReference && spec.key != member.placement && groupOffers.contains(spec.role)) return &spec;
    }
    return nullptr;
}

}  // namespace app
