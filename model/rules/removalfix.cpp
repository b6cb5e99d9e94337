// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/removalfix.h"

#include "model/traffic/accesspattern.h"

#include <algorithm>

namespace model {

namespace {

bool leadsTo(const Value& value, Uid node) {
    const auto* ref = std::get_if<Ref>(&value);
    return ref && ref->target == node;
}

/// The value without references to the node; nullopt clears it.
std::optional<Value> without(Value value, Uid node) {
    if (leadsTo(value, node)) return std::nullopt;
    if (auto* refs = std::get_if<Refs>(&value)) {
        std::erase_if(refs->items, [&](const Ref& ref) { return ref.target == node; });
        return refs->items.empty() ? std::nullopt : std::optional(std::move(value));
    }
    if (auto* rows = std::get_if<Rows>(&value))
        for (Row& row : rows->items) std::erase_if(row.cells, [&](const Cell& cell) { return leadsTo(cell.value, node); });
    return value;
}

}  // namespace

std::optional<ChangeSet> removalFix(const NodeView& node, const QString& title) {
    if (!node.children().empty()) return std::nullopt;
    ChangeSet fix{title, {}};
    std::vector<Uid> links;
    for (const auto& some : {node.linksIn(), node.linksOut()})
        for (const LinkView& link : some) links.push_back(link.uid());
    for (const Uid link : links) fix.changes.emplace_back(RemoveLink{link});
    for (const NodeView& other : node.referrers())
        for (const Property& property : other.properties())
            if (auto rest = without(property.value, node.uid()); rest != property.value) fix.changes.emplace_back(SetProperty{other.uid(), property.key, std::move(rest)});
    for (const LinkView& link : node.referringLinks()) {
        if (std::ranges::find(links, link.uid()) != links.end()) continue;
        const Value rows = link.rows(pattern::kRows);
        if (auto rest = without(rows, node.uid()); rest != rows) fix.changes.emplace_back(SetProperty{link.uid(), pattern::kRows, std::move(rest)});
    }
    fix.changes.emplace_back(RemoveNode{node.uid()});
    return fix;
}

}  // namespace model
