// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"
#include "model/io/open.h"

#include <memory>

namespace app::cli {

/// A design that a verb works on: what was read, and the document made of it.
struct DesignInput {
    model::OpenedDesign opened;  ///< without the design, which is in the document
    std::unique_ptr<model::Document> document;

    /// The line of an imported file that the node comes from; 0: none.
    [[nodiscard]] int lineOf(model::Uid node) const { return opened.isImported() ? opened.report.lineOf(node) : 0; }
};

[[nodiscard]] model::Result<DesignInput> readDesign(const QString& path, const model::KindRegistry& kinds,
                                                    const model::ImportOptions& options = {});

/// What a report calls the design of that file: "orders" for orders.skerry.json.
[[nodiscard]] QString designName(const QString& path);

/// Why no design is written there: an ending that says something else, such as ".txt". Empty: it may be.
[[nodiscard]] QString designTargetObjection(const QString& path);

}  // namespace app::cli
