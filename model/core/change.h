// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"
#include "model/core/value.h"

#include <QPointF>
#include <QSizeF>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace model {

/// A stored property: only what differs from the default is stored.
struct Property {
    QString key;
    Value value;
    friend bool operator==(const Property&, const Property&) = default;
};
using Properties = std::vector<Property>;  ///< sorted by key

[[nodiscard]] const Value* findProperty(const Properties& properties, const QString& key);
/// Stores, replaces or (with nullopt) clears; keeps the order.
void storeProperty(Properties& properties, const QString& key, std::optional<Value> value);

/// Where a node lies within its parent's box, in scene pixels: the top left corner of a container's border, of a leaf's
/// icon or of a note. A leaf has no size of its own (0 x 0); a container that was never resized fits its content (0 x 0).
struct Geometry {
    QPointF position;
    QSizeF size{0, 0};
    bool pinned = true;  ///< a person placed it: "Arrange" leaves it where it is
    friend bool operator==(const Geometry&, const Geometry&) = default;
};

/// Everything that is stored of a node. A node without geometry is placed by the automatic layout.
struct NodeData {
    Uid uid;
    QString kind;  ///< frozen id of its kind; kinds that this version does not know are kept
    Uid parent;    ///< null: at the top of the document
    Properties properties;
    std::optional<Geometry> geometry;
    /// Places of its presence tiles, by subnet, for kinds that span subnets; sorted by subnet.
    std::vector<std::pair<Uid, Geometry>> presences;
    friend bool operator==(const NodeData&, const NodeData&) = default;
};

struct LinkData {
    Uid uid;
    QString type;  ///< "calls" is the one traffic link
    Uid from;
    Uid to;
    Properties properties;
    friend bool operator==(const LinkData&, const LinkData&) = default;
};

// The closed vocabulary of changes. Everything that ever happens to a document is a list of these: edits,
// their inverses, the undo history, the crash journal and the random walks of the tests.
struct AddNode {
    NodeData node;
    friend bool operator==(const AddNode&, const AddNode&) = default;
};
struct RemoveNode {
    Uid node;  ///< must have neither children nor links left
    friend bool operator==(const RemoveNode&, const RemoveNode&) = default;
};
struct AddLink {
    LinkData link;
    friend bool operator==(const AddLink&, const AddLink&) = default;
};
struct RemoveLink {
    Uid link;
    friend bool operator==(const RemoveLink&, const RemoveLink&) = default;
};
struct SetProperty {
    Uid subject;  ///< a node or a link
    QString key;
    std::optional<Value> value;  ///< nullopt: back to the default
    friend bool operator==(const SetProperty&, const SetProperty&) = default;
};
struct SetParent {
    Uid node;
    Uid parent;
    friend bool operator==(const SetParent&, const SetParent&) = default;
};
struct SetGeometry {
    Uid node;
    Uid presence;  ///< the subnet whose presence tile is placed; null: the node itself
    std::optional<Geometry> geometry;
    friend bool operator==(const SetGeometry&, const SetGeometry&) = default;
};
struct SetDocument {
    QString key;
    std::optional<Value> value;
    friend bool operator==(const SetDocument&, const SetDocument&) = default;
};

using Change = std::variant<AddNode, RemoveNode, AddLink, RemoveLink, SetProperty, SetParent, SetGeometry, SetDocument>;

/// One gesture of the user: what undo takes back in one step.
struct ChangeSet {
    QString title;  ///< for the history list, such as "Move 3 nodes"
    std::vector<Change> changes;
    [[nodiscard]] bool isEmpty() const { return changes.empty(); }
    friend bool operator==(const ChangeSet&, const ChangeSet&) = default;
};

}  // namespace model
