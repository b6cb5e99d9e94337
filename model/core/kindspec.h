// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/cfnspec.h"
#include "model/core/change.h"
#include "model/core/facets.h"
#include "model/core/issue.h"
#include "model/core/propertyspec.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace plan {
struct StationSpec;
}

namespace model {

class NodeView;

/// The palette's groups, in its order; also the colour of the icon's tile.
enum class Category { Network, Compute, Data, Streams, Storage, Integration, Security, General };

/// What the fidelity card of a kind says.
struct FidelityCard {
    std::vector<const char*> modelled;     ///< what, and from which source
    std::vector<const char*> notModelled;  ///< what users might expect and do not get
};

/// A kind of node: rows of data and small pure functions of a NodeView. There is no code per kind anywhere else.
struct KindSpec {
    QString id = {};  ///< "dynamodb.table"; frozen once released: files carry it
    const char* title = "";
    const char* help = "";
    Category category = Category::General;
    QStringList systems = {};  ///< rows of the catalogue of systems, such as "S018"
    QStringList offers = {};   ///< roles that it offers to children, such as "vpc"; also what a Ref may ask for
    QStringList livesIn = {};  ///< roles of parents that it may have; "" stands for the top of the document
    /// Roles that it may be dropped on without living there: the drop sets a reference instead (see placement).
    QString placement = {};    ///< key of the Refs property that names its subnets, for kinds that span subnets
    /// Key of the Ref property that a link drawn onto its home sets: drawn from a stream to a function, such a link becomes
    /// a node of this kind at home in the function, which refers to the stream.
    QString joins = {};
    bool isOwned = false;      ///< drawn beside its parent, lives and dies with it (an index of a table)
    std::vector<PropertySpec> properties = {};
    /// Rows that a newly drawn node starts with, chosen from where it is put: a free address block, a zone (`band` is the
    /// zone whose band it was put into, if any). `place` is the parent; at the top of the document, which is no node, some
    /// node beside it. Files and imports never ask it; null: the defaults do.
    Properties (*drawn)(const NodeView& place, const QString& band) = nullptr;
    bool emitsCalls = false;   ///< may be the caller of a "calls" link
    std::vector<RuleSpec> rules = {};
    std::vector<CfnSpec> cloudFormation = {};
    FidelityCard fidelity = {};

    NetSpec (*net)(const NodeView&) = nullptr;
    DataSpec (*data)(const NodeView&) = nullptr;
    FlowSpec (*flow)(const NodeView&) = nullptr;
    ViewSpec (*view)(const NodeView&) = nullptr;
    /// What the simulation is given of it; null: drawn and checked, not simulated.
    plan::StationSpec (*station)(const NodeView&) = nullptr;

    [[nodiscard]] const PropertySpec* property(const QString& key) const;
    [[nodiscard]] bool fitsInto(const KindSpec* parent) const;  ///< null: the top of the document
};

/// A type of link and its rows.
struct LinkSpec {
    QString type = {};
    const char* title = "";
    std::vector<PropertySpec> properties = {};
    [[nodiscard]] const PropertySpec* property(const QString& key) const;
};

}  // namespace model
