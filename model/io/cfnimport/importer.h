// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfnimport/draft.h"
#include "model/io/cfnimport/shape.h"
#include "model/io/cloudformation.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <deque>
#include <optional>

namespace model::cfnimport {

/// Turns a resolved template into a design by the rows of the kinds, in passes: which resource is a node, which is part
/// of which node, where nodes live, what their properties are, what they are called.
class Importer {
public:
    Importer(const KindRegistry& registry, cfn::Template source);
    [[nodiscard]] Result<ImportedDesign> run();

private:
    void draftNodes();
    std::size_t addDraft(const NodeRow& row, const cfn::Resource& resource, const cfn::Value& base, const QString& localId);
    Uid freeUid(const QString& localId);

    void adoptParts();
    void adoptPart(const cfn::Resource& resource);
    /// The draft that a resource is, or is a part of.
    [[nodiscard]] std::optional<std::size_t> ownerOf(const QString& id, QSet<QString>& visited) const;
    [[nodiscard]] std::optional<std::size_t> ownerByRow(const cfn::Resource& resource, const PartRow& row,
                                                        QSet<QString>& visited) const;
    [[nodiscard]] const cfn::Resource* resource(const QString& id) const { return m_resources.value(id, nullptr); }

    void readProperties();
    void readPart(Draft& draft, const Draft::Part& part);
    void draftListEntries();
    void tellShape(const cfn::Resource& resource, const cfn::Value& value, const QString& path, Shape wanted);
    void draftEntry(std::size_t owner, const NodeRow& row, const cfn::Value& entry, const QString& localId);
    /// The draft of a Region by its code; adds it.
    std::size_t regionDraft(const QString& code);
    void remarkUnused(const Draft& draft);

    Result<Design> finish();
    void derive(Design& design);
    /// Draws the calls that the environments of functions speak of, without traffic, and tells of them.
    void drawCalls(Design& design);
    void tellResources(const Document& document);
    void tellRest();

    const KindRegistry& m_registry;
    TypeIndex m_index;
    cfn::Template m_source;
    QHash<QString, const cfn::Resource*> m_resources;
    QHash<QString, QStringList> m_referrers;  // by the resource that is referred to
    QString m_name;                           // of the source, for identities
    std::deque<cfn::Resource> m_standIns;
    Drafts m_drafts;
    QHash<QString, std::size_t> m_regions;  // by code
    QSet<quint64> m_uids;
    QHash<QString, std::pair<std::size_t, const CfnPart*>> m_partOf;
    ImportReport m_report;

    friend class Homes;
};

}  // namespace model::cfnimport
