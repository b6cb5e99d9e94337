// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfnimport/draft.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <deque>
#include <functional>
#include <optional>

namespace model::cfnimport {

/// Finds where each node lives. A node whose VPC is not in the template gets one that stands in for it: the default
/// VPC where nothing is said, else one that bears the name of the text that nobody can evaluate.
class Homes {
public:
    using AddDraft = std::function<std::size_t(const NodeRow&, const cfn::Resource&, const QString& localId)>;
    Homes(const cfn::Template& source, const TypeIndex& index, Drafts& drafts, std::deque<cfn::Resource>& standIns,
          AddDraft addDraft);

    void settleAll();

private:
    /// What a property says about the home.
    struct Hint {
        std::optional<std::size_t> draft;
        QString unknown;  // the text, where nobody can evaluate it
        bool isThere = false;
    };

    void settle(std::size_t index);
    std::optional<std::size_t> homeOf(std::size_t index);
    [[nodiscard]] std::optional<std::size_t> search(Draft& draft);
    [[nodiscard]] Hint hint(const cfn::Value* value) const;
    /// The draft itself if it may be the home, or the nearest around it that may.
    std::optional<std::size_t> fitting(const Draft& draft, std::size_t candidate);
    std::optional<std::size_t> byReferences(const Draft& draft, QString& unknown);
    std::optional<std::size_t> byRows(const Draft& draft, const std::vector<CfnRow>& rows, const cfn::Value& properties,
                                      QString& unknown);
    std::optional<std::size_t> standIn(const Draft& draft, const QString& unknown);
    std::size_t addStandIn(const NodeRow& row, const QString& unknown);

    const cfn::Template& m_source;
    const TypeIndex& m_index;
    Drafts& m_drafts;
    std::deque<cfn::Resource>& m_standIns;
    AddDraft m_addDraft;
    QHash<QString, std::size_t> m_byText;
    QSet<std::size_t> m_open;
};

}  // namespace model::cfnimport
