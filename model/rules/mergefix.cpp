// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/mergefix.h"

#include "model/core/cidr.h"

#include <algorithm>
#include <ranges>

namespace model {

namespace {

/// A row on its way; without a row it went into another.
struct Kept {
    std::optional<Row> row;
    int run = 0;
};

/// Rows of one run that are the same but for what is merged.
struct Alike {
    Row rest;
    int run = 0;
    std::vector<size_t> rows;
};

std::vector<Alike> alike(const std::vector<Kept>& all, const QStringList& apart) {
    std::vector<Alike> groups;
    for (size_t i = 0; i < all.size(); ++i) {
        if (!all[i].row) continue;
        Row rest = *all[i].row;
        for (const QString& key : apart) rest.clear(key);
        auto it = std::ranges::find_if(groups, [&](const Alike& a) { return a.run == all[i].run && a.rest == rest; });
        if (it == groups.end()) it = groups.insert(groups.end(), {rest, all[i].run, {}});
        it->rows.push_back(i);
    }
    return groups;
}

class Merging {
public:
    Merging(const NodeView& v, const QString& rowsKey, const MergeKeys& keys, std::span<const int> runs) : m_node(v), m_rowsKey(rowsKey), m_keys(keys) {
        const Rows rows = v.rows(rowsKey);
        for (size_t i = 0; i < rows.items.size(); ++i) m_all.push_back({rows.items[i], i < runs.size() ? runs[i] : 0});
    }

    void ports() {
        for (Alike& group : alike(m_all, m_keys.besides + QStringList{m_keys.fromPort, m_keys.toPort})) {
            std::ranges::stable_sort(group.rows, {}, [&](size_t i) { return port(i, m_keys.fromPort); });
            size_t range = group.rows.front();
            for (const size_t next : group.rows | std::views::drop(1)) {
                if (port(next, m_keys.fromPort) > port(range, m_keys.toPort) + 1) {
                    range = next;
                    continue;
                }
                m_all[range].row->set(m_keys.toPort, qint64(std::max(port(range, m_keys.toPort), port(next, m_keys.toPort))));
                m_all[next].row.reset();
            }
        }
    }

    void blocks() {
        for (const Alike& group : alike(m_all, m_keys.besides + QStringList{m_keys.block})) {
            std::vector<Cidr> parts;
            for (const size_t i : group.rows)
                if (const auto part = block(i)) parts.push_back(*part);
            if (parts.size() == group.rows.size()) join(group, parts);
        }
    }

    [[nodiscard]] Rows rows() const {
        Rows merged;
        for (const Kept& kept : m_all)
            if (kept.row) merged.items.push_back(*kept.row);
        return merged;
    }

private:
    [[nodiscard]] double port(size_t i, const QString& key) const { return toNumber(m_node.cell(m_rowsKey, *m_all[i].row, key)); }
    [[nodiscard]] std::optional<Cidr> block(size_t i) const {
        const auto* text = std::get_if<QString>(&m_node.cell(m_rowsKey, *m_all[i].row, m_keys.block));
        const auto block = text ? Cidr::parse(*text) : std::nullopt;
        return block ? std::optional(block->canonical()) : std::nullopt;
    }

    // Each whole stands in the place of its first part.
    void join(const Alike& group, const std::vector<Cidr>& parts) {
        for (const Cidr& whole : mergedBlocks(parts, 0)) {
            bool isFirst = true;
            for (size_t i = 0; i < parts.size(); ++i) {
                if (!whole.contains(parts[i])) continue;
                if (isFirst)
                    m_all[group.rows[i]].row->set(m_keys.block, whole.text());
                else
                    m_all[group.rows[i]].row.reset();
                isFirst = false;
            }
        }
    }

    const NodeView& m_node;
    const QString& m_rowsKey;
    const MergeKeys& m_keys;
    std::vector<Kept> m_all;
};

}  // namespace

Rows mergedRows(const NodeView& v, const QString& rowsKey, const MergeKeys& keys, std::span<const int> runs) {
    Merging merging(v, rowsKey, keys, runs);
    if (!keys.fromPort.isEmpty()) merging.ports();
    merging.blocks();
    return merging.rows();
}

}  // namespace model
