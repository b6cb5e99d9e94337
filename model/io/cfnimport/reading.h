// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/cfnspec.h"
#include "model/io/cfnimport/draft.h"
#include "model/io/cfnimport/shape.h"

namespace model::cfnimport {

/// Reads one resource, or one entry of a list in it, into a draft.
class Reading final : public CfnReading {
public:
    Reading(const cfn::Template& source, Drafts& drafts, const cfn::Resource& resource, const cfn::Value& base,
            Draft& target, ImportReport& report);

    [[nodiscard]] bool has(const QString& path) const override;
    [[nodiscard]] int count(const QString& path) const override;
    [[nodiscard]] QString text(const QString& path) const override;
    [[nodiscard]] QString literal(const QString& path) const override;
    [[nodiscard]] QString region() const override { return m_source.region; }
    [[nodiscard]] std::optional<Value> value(const QString& path, const PropertySpec& spec) const override;
    [[nodiscard]] const PropertySpec& row(const QString& key) const override;
    void set(const QString& key, Value value) override;
    void addRow(const QString& key, Row row) override;
    void addText(const QString& key, const QString& text) override;
    bool setOfEntry(const QString& name, const QString& key, Value value) override;
    void leaveOut(const QString& path, const QString& why) override;

    /// Sets all properties that the rows name.
    void takeRows(const std::vector<CfnRow>& rows);
    [[nodiscard]] const cfn::Value* at(const QString& path) const;

private:
    /// Looks whether the path can lead where it is to lead: a text has no entries, a list no names.
    void checkWay(const cfn::Value& base, QStringView path) const;
    void checkShape(const cfn::Value& value, const QString& path, const PropertySpec& spec) const;
    void tellShape(const cfn::Value& value, const QString& path, Shape wanted) const;
    [[nodiscard]] std::optional<Value> converted(const cfn::Value& value, const PropertySpec& spec) const;
    [[nodiscard]] std::optional<Value> reference(const cfn::Value& value, const PropertySpec& spec) const;
    [[nodiscard]] std::optional<Value> references(const cfn::Value& value, const PropertySpec& spec) const;
    /// The node that a reference leads to, if it may stand in this row.
    [[nodiscard]] const Draft* target(const cfn::Value& value, const PropertySpec& spec) const;

    const cfn::Template& m_source;
    Drafts& m_drafts;
    const cfn::Resource& m_resource;
    const cfn::Value& m_base;
    Draft& m_target;
    ImportReport& m_report;
};

/// Whether a reference names what AWS makes by itself, such as `!GetAtt Vpc.DefaultSecurityGroup`.
[[nodiscard]] bool meansDefault(const cfn::Value& value);

}  // namespace model::cfnimport
