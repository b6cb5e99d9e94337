// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/kindregistry.h"
#include "model/core/result.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <span>
#include <vector>

namespace model {

/// A node as it lies in an open document: what is saved, and the relations that follow from it.
struct Node {
    NodeData data;
    const KindSpec* kind = nullptr;  ///< null: a kind that this version does not know
    std::vector<NodeId> children;    ///< ordered by Uid, so that no history shows through
    std::vector<LinkId> linksOut, linksIn;

    [[nodiscard]] Uid uid() const { return data.uid; }
};

struct Link {
    LinkData data;
    const LinkSpec* spec = nullptr;
    NodeId from{}, to{};

    [[nodiscard]] Uid uid() const { return data.uid; }
};

/// A place where a reference stands.
struct Referrer {
    Uid subject;  ///< the node or link that holds it
    QString key;  ///< in which property
    friend bool operator==(const Referrer&, const Referrer&) = default;
};

/// The one semantic model behind the canvas, the checks, the simulation and the files.
/// Only apply() changes it, and each change is announced by one signal, from which every view refreshes.
class Document final : public QObject {
    Q_OBJECT
public:
    explicit Document(const KindRegistry& registry, QObject* parent = nullptr);

    /// Applies all changes or, when one of them cannot be stored, none. Returns the inverse, which undoes them.
    /// Refuses only what cannot be stored (an identity that exists, a missing parent, a cycle of parents);
    /// what AWS would refuse is a finding, or no real template would open.
    Result<ChangeSet> apply(const ChangeSet& changeSet);

    /// Replaces the whole content, as opening a file does; announced by reset().
    Result<Done> load(std::vector<NodeData> nodes, std::vector<LinkData> links, Properties properties);

    [[nodiscard]] const KindRegistry& registry() const { return m_registry; }

    [[nodiscard]] std::optional<NodeId> findNode(Uid uid) const;
    [[nodiscard]] std::optional<LinkId> findLink(Uid uid) const;
    [[nodiscard]] const Node& node(NodeId id) const { return *m_nodes[static_cast<size_t>(id)]; }
    [[nodiscard]] const Link& link(LinkId id) const { return *m_links[static_cast<size_t>(id)]; }
    /// All nodes (links) in the order of their Uids.
    [[nodiscard]] std::vector<NodeId> nodes() const;
    [[nodiscard]] std::vector<LinkId> links() const;
    [[nodiscard]] int nodeCount() const { return static_cast<int>(m_nodeByUid.size()); }
    [[nodiscard]] int linkCount() const { return static_cast<int>(m_linkByUid.size()); }
    [[nodiscard]] const std::vector<NodeId>& topNodes() const { return m_top; }
    [[nodiscard]] std::optional<NodeId> parent(NodeId id) const;
    /// Every place where the node is referred to, ordered by subject and key.
    [[nodiscard]] std::vector<Referrer> referrers(Uid target) const;

    /// The stored value or the default of the row; the empty text for a key without a row.
    [[nodiscard]] const Value& value(NodeId id, const QString& key) const;
    [[nodiscard]] const Value& value(LinkId id, const QString& key) const;
    [[nodiscard]] const Value& value(const QString& documentKey) const;
    [[nodiscard]] const Properties& properties() const { return m_properties; }

    [[nodiscard]] QString name(NodeId id) const;
    /// Names from the top down, joined by "/"; a slash inside a name is written "\/".
    [[nodiscard]] QString path(NodeId id) const;

Q_SIGNALS:
    /// After the change; the inverse tells what was there before (old parents, values, removed nodes).
    void changed(const model::ChangeSet& changeSet, const model::ChangeSet& inverse);
    void reset();

private:
    // Each applies one change, returns its inverse or a sentence.
    Result<Change> applyOne(const Change& change);
    Result<Change> apply(const AddNode& change);
    Result<Change> apply(const RemoveNode& change);
    Result<Change> apply(const AddLink& change);
    Result<Change> apply(const RemoveLink& change);
    Result<Change> apply(const SetProperty& change);
    Result<Change> apply(const SetParent& change);
    Result<Change> apply(const SetGeometry& change);
    Result<Change> apply(const SetDocument& change);

    [[nodiscard]] Node& mutableNode(NodeId id) { return *m_nodes[static_cast<size_t>(id)]; }
    std::vector<NodeId>& childrenOf(Uid parent);
    void insertByUid(std::vector<NodeId>& list, NodeId id);
    void index(Uid subject, const Properties& properties);
    void unindex(Uid subject, const Properties& properties);
    void index(Uid subject, const QString& key, const Value& value);
    void unindex(Uid subject, const QString& key, const Value& value);
    Properties* propertiesOf(Uid subject);

    const KindRegistry& m_registry;
    std::vector<std::unique_ptr<Node>> m_nodes;  // slots; a freed slot is reused
    std::vector<std::unique_ptr<Link>> m_links;
    std::vector<NodeId> m_freeNodes;
    std::vector<LinkId> m_freeLinks;
    QHash<Uid, NodeId> m_nodeByUid;
    QHash<Uid, LinkId> m_linkByUid;
    std::vector<NodeId> m_top;
    QHash<Uid, std::vector<Referrer>> m_referrers;
    Properties m_properties;
};

}  // namespace model
