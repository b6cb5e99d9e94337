// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/io/cfn/template.h"
#include "model/io/cfnimport/typeindex.h"
#include "model/io/importreport.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

namespace model::cfnimport {

/// A node in the making.
struct Draft {
    NodeRow row;
    const cfn::Resource* resource = nullptr;
    const cfn::Value* base = nullptr;  ///< what paths lead into: the properties, or an entry of a list in them
    NodeData data;
    Uid owner;  ///< of an entry of a list: the node that the resource itself became
    std::optional<std::size_t> home;   ///< the draft that it lives in; nothing: the top
    bool isSettled = false;            ///< its home is known
    QSet<QString> used;                ///< properties of the resource that were looked at
    struct Part {
        const cfn::Resource* resource = nullptr;
        const CfnPart* part = nullptr;
    };
    std::vector<Part> parts;
};

/// All drafts of one import, and which resource led to which.
struct Drafts {
    std::deque<Draft> items;  // a deque: drafts are added while others are read
    QHash<QString, std::size_t> ofResource;
    QSet<const cfn::Value*> misshapen;  ///< values of the template that were told of already

    [[nodiscard]] const Draft* find(const QString& resourceId) const {
        const auto found = ofResource.constFind(resourceId);
        return found == ofResource.constEnd() ? nullptr : &items[*found];
    }
};

}  // namespace model::cfnimport
