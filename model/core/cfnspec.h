// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/value.h"

#include <QString>

#include <optional>
#include <vector>

namespace model {

class NodeView;
struct PropertySpec;

/// How one property is written in CloudFormation. Of several rows for one property the first that is there counts.
struct CfnRow {
    QString path = {};      ///< below Properties, such as "ProvisionedThroughput.ReadCapacityUnits"
    QString property = {};  ///< our key
    QString absent = {};    ///< what CloudFormation takes where nothing is written, if our own default is another
};

/// A resource that is being read, and the node that it becomes or becomes part of. What hooks work with.
/// Paths lead into the resource ("Tags[0].Value"); for an entry of CfnSpec::listPath into that entry, and a path that
/// begins with "/" into the resource around it; "ScalingTargetId>ResourceId" follows the reference at the first path.
class CfnReading {
public:
    virtual ~CfnReading() = default;

    [[nodiscard]] virtual bool has(const QString& path) const = 0;
    /// Entries of a list; 0 when there is none.
    [[nodiscard]] virtual int count(const QString& path) const = 0;
    /// What is written there, if it is known: not of references, nor of what is unresolved.
    [[nodiscard]] virtual QString text(const QString& path) const = 0;
    /// The pieces of a text that are known, one after the other, references left out: "table//index/by-day".
    [[nodiscard]] virtual QString literal(const QString& path) const = 0;
    /// Code of the Region that the template is read for.
    [[nodiscard]] virtual QString region() const = 0;
    /// The value in the form of the row or column, references led to nodes, Unresolved where nobody knows it.
    /// Nothing when it is not there, or means the default (`!GetAtt Vpc.DefaultNetworkAcl`).
    [[nodiscard]] virtual std::optional<Value> value(const QString& path, const PropertySpec& spec) const = 0;
    /// The row of the node's property, or of one of its columns ("routes.target"); it must exist.
    [[nodiscard]] virtual const PropertySpec& row(const QString& key) const = 0;

    virtual void set(const QString& key, Value value) = 0;
    /// Adds a row to a table. One that stands there already is not repeated: AWS keeps equal rules and routes once.
    virtual void addRow(const QString& key, Row row) = 0;
    /// Adds to a list of texts.
    virtual void addText(const QString& key, const QString& text) = 0;
    /// Sets a property of the node that an entry of a list in this resource became, by its name; false if there is none.
    virtual bool setOfEntry(const QString& name, const QString& key, Value value) = 0;
    /// Tells the user that this part of the resource was not taken over.
    virtual void leaveOut(const QString& path, const QString& why) = 0;

    /// Sets the property from the path, if it is there.
    void take(const QString& path, const QString& key) {
        if (auto found = value(path, row(key))) set(key, std::move(*found));
    }
    /// Sets the column `key` of `cells`, which become a row of the property `rowsKey`, from the path, if it is there.
    void take(const QString& path, Row& cells, const QString& rowsKey, const QString& key) const {
        if (auto found = value(path, row(rowsKey + u'.' + key))) cells.set(key, std::move(*found));
    }
};

using CfnHook = void (*)(CfnReading& reading);

/// A resource that is no node of its own but a part of one: a route, an association, a filter rule, an address.
struct CfnPart {
    QString type = {};       ///< "AWS::EC2::Route"
    QString ownerPath = {};  ///< property that refers to the owner; empty: the owner is what refers to the part
    const char* why = "";    ///< for the list of what became what: "a route of it"
    std::vector<CfnRow> rows = {};  ///< of the owner's properties
    CfnHook read = nullptr;         ///< after the rows
    QString homePath = {};   ///< property that names where the owner lives (the VPC of an attached gateway)
};

/// How a kind is written in CloudFormation.
struct CfnSpec {
    QString type = {};  ///< "AWS::EC2::Subnet"; "AWS::Region": the template itself, whose pseudo parameters are the paths
    std::vector<CfnRow> rows = {};
    QString parentPath = {};  ///< property that names the parent, such as "VpcId"
    QString namePath = {};    ///< property that names it; a tag "Name" and the logical id follow
    CfnHook read = nullptr;   ///< odd cases, after the rows
    bool (*accepts)(const CfnReading& reading) = nullptr;  ///< null: every resource of the type
    /// What follows from the finished design rather than from the resource: a subnet is public because of its routes.
    void (*derive)(const NodeView& node, CfnReading& reading) = nullptr;
    QString listPath = {};    ///< the kind is an entry of this list in the resource of its owner, or the one map there
    QString regionPath = {};  ///< of an entry that lives in the Region named there; one of the template's own is the owner itself
    QString ownerKey = {};    ///< property of an entry that refers to the owner
    std::vector<CfnPart> parts = {};
};

}  // namespace model
