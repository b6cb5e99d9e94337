// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <QString>

#include <vector>

namespace app {

/// What is looked for in the texts of a design, and what takes its place.
struct TextSearch {
    QString find;
    QString with;
    bool matchCase = false;
    std::vector<model::Uid> within;  ///< nodes and links to look into; empty: all
};

/// One text that holds what was looked for: names, notes and the other free texts of nodes and links, also in their rows.
struct TextMatch {
    model::Uid subject;
    QString key;
    int row = -1;      ///< of a property with rows; -1: the property itself
    QString column;
    QString where;     ///< "Orders", or "orders-api → Orders" for a link
    QString title;     ///< "Name", "Access patterns: Name"
    QString before, after;
};

/// All of them, nodes before links, each in the order of their identities. Nothing is found while nothing is looked for.
[[nodiscard]] std::vector<TextMatch> findTexts(const model::Document& document, const TextSearch& search);
/// One edit that gives these texts their new words, with its title.
[[nodiscard]] model::Result<model::ChangeSet> replaceTexts(const model::Document& document, const std::vector<TextMatch>& matches, const QString& title);

}  // namespace app
