// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/drawing.h"

#include <QHash>

#include <algorithm>

namespace model {

namespace {

constexpr int kMostOrder = 1'000'000;

template <class T>
const T* stored(const Properties& properties, const QString& key) {
    const Value* value = findProperty(properties, key);
    return value ? std::get_if<T>(value) : nullptr;
}

bool isSet(const Properties& properties, const QString& key) {
    const bool* flag = stored<bool>(properties, key);
    return flag && *flag;
}

QString textOf(const Properties& properties, const QString& key) {
    const QString* text = stored<QString>(properties, key);
    return text ? *text : QString();
}

}  // namespace

bool isCollapsed(const Properties& properties) { return isSet(properties, kCollapsedKey); }

std::optional<QSizeF> collapsedSize(const Properties& properties) {
    const QStringList words = textOf(properties, kCollapsedSizeKey).split(u' ');
    if (words.size() != 2) return {};
    const QSizeF size(words[0].toDouble(), words[1].toDouble());
    constexpr double kMost = 10'000;
    return size.width() > 0 && size.height() > 0 && size.width() < kMost && size.height() < kMost ? std::optional(size) : std::nullopt;
}

bool isLocked(const Properties& properties) { return isSet(properties, kLockedKey); }

QString groupOf(const Properties& properties) { return textOf(properties, kGroupKey); }

int orderOf(const Properties& properties) {
    const qint64* order = stored<qint64>(properties, kOrderKey);
    return order ? static_cast<int>(std::clamp<qint64>(*order, -kMostOrder, kMostOrder)) : 0;
}

QString highlightOf(const Properties& properties) {
    const QString name = textOf(properties, kHighlightKey);
    return highlightNames().contains(name) ? name : QString();
}

const QStringList& highlightNames() {
    static const QStringList names{QStringLiteral("blue"), QStringLiteral("green"), QStringLiteral("amber"), QStringLiteral("red"), QStringLiteral("violet"), QStringLiteral("grey")};
    return names;
}

std::vector<Uid> groupMembers(const Document& document, Uid node) {
    const auto id = document.findNode(node);
    const QString group = id ? groupOf(document.node(*id).data.properties) : QString();
    if (group.isEmpty()) return {node};
    std::vector<Uid> members;
    for (const NodeId other : document.nodes())
        if (groupOf(document.node(other).data.properties) == group) members.push_back(document.node(other).uid());
    return members;
}

std::vector<Uid> withGroups(const Document& document, const std::vector<Uid>& nodes) {
    std::vector<Uid> all;
    for (const Uid node : nodes)
        for (const Uid member : groupMembers(document, node))
            if (std::ranges::find(all, member) == all.end()) all.push_back(member);
    return all;
}

void separateCopies(std::vector<NodeData>& copies) {
    QHash<QString, int> sizes;
    QHash<QString, QString> renamed;
    for (const NodeData& copy : copies) ++sizes[groupOf(copy.properties)];
    for (NodeData& copy : copies) {
        storeProperty(copy.properties, kLockedKey, std::nullopt);
        const QString group = groupOf(copy.properties);
        if (group.isEmpty()) continue;
        if (!renamed.contains(group)) renamed.insert(group, Uid::random().text());
        storeProperty(copy.properties, kGroupKey, sizes.value(group) < 2 ? std::nullopt : std::optional<Value>(renamed.value(group)));
    }
}

}  // namespace model
