// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <QHash>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace model {

/// Builds one ChangeSet, as a tool, the inspector or an import would. It refuses only what cannot be stored - a role
/// that does not fit, a value of the wrong type - with a sentence for the user: after a refusal error() is set,
/// later calls do nothing and take() returns the error. What AWS would refuse is a finding of the checks.
/// Calls may speak of nodes that the same edit added.
class Edit {
public:
    Edit(const Document& document, QString title);

    /// Adds a node with a name that is unique among its siblings ("subnet-2"); null parent: the top of the document.
    Uid addNode(const QString& kind, Uid parent, std::optional<Geometry> geometry = std::nullopt, const QString& name = {});
    /// Adds a node as it is, checking its role; for paste and import.
    void addNode(NodeData node);
    /// Removes the nodes with all that lies in them, their links, and leaves labels in references to them.
    void remove(std::span<const Uid> nodesAndLinks);
    /// Removes containers but keeps their content, which moves up to the container's parent where its role fits.
    void removeKeepingContent(Uid node);
    Uid addLink(const QString& type, Uid from, Uid to, Properties properties = {});
    void setProperty(Uid subject, const QString& key, Value value);  ///< equal to the default: clears
    void clearProperty(Uid subject, const QString& key);
    void setParent(Uid node, Uid parent);
    void setGeometry(Uid node, std::optional<Geometry> geometry, Uid presence = {});
    void setDocument(const QString& key, std::optional<Value> value);

    [[nodiscard]] const QString& error() const { return m_error; }
    [[nodiscard]] bool refused() const { return !m_error.isEmpty(); }
    [[nodiscard]] bool isEmpty() const { return m_changes.changes.empty(); }
    /// The change set, or the sentence of the first refusal. No-ops were left out already.
    Result<ChangeSet> take();

    /// Why a node of the kind cannot live in the parent, or an empty string. What the canvas shows while dragging.
    [[nodiscard]] static QString parentObjection(const Document& document, const KindSpec& kind, Uid parent);
    /// Why no such link can be drawn, or an empty string.
    [[nodiscard]] static QString linkObjection(const Document& document, const QString& type, Uid from, Uid to);

private:
    [[nodiscard]] const KindSpec* kindOf(Uid node) const;
    [[nodiscard]] const PropertySpec* specOf(Uid subject, const QString& key) const;
    [[nodiscard]] QString freeName(const KindSpec& kind, Uid parent) const;
    [[nodiscard]] QStringList siblingNames(Uid parent) const;
    [[nodiscard]] QString objectionTo(const KindSpec* kind, Uid parent) const;
    void collect(NodeId node, std::vector<Uid>& nodes, std::vector<Uid>& links) const;
    void labelReferences(const std::vector<Uid>& removed);
    void refuse(const QString& sentence);

    const Document& m_document;
    ChangeSet m_changes;
    QString m_error;
    QHash<Uid, NodeData> m_added;  // nodes of this edit, which the document does not know yet
    QHash<Uid, QString> m_addedLinks;
};

}  // namespace model
