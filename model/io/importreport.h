// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace model {

/// What became of one resource of an imported file.
struct ImportedResource {
    QString id;  ///< what the source calls it: its logical id
    QString type;
    int line = 0;
    Uid node;      ///< the node that it became, or became part of; null: none
    QString path;  ///< of that node
    QString why;   ///< as what it is part of the node, or why there is none; empty: it is the node
};

/// A reference of the source after its functions are resolved.
struct ImportedReference {
    QString from;
    QString property;
    QString to;
    QString kind;       ///< Ref, GetAtt, Sub, DependsOn
    QString attribute;  ///< empty for a Ref
};

struct LeftOut {
    QString id;
    QString type;
    QString file;
    int line = 0;
    QString why;
};

/// What an import tells: the document of `skerry import --json`, and the list that the window shows.
struct ImportReport {
    std::vector<ImportedResource> resources;  ///< in the order of the file
    std::vector<ImportedReference> references;
    std::vector<LeftOut> leftOut;  ///< also parts of resources that became nodes; in the order of the file
    std::vector<std::pair<Uid, int>> lines;  ///< where nodes stand in the file; without those that no resource made
    int nodes = 0;
    int links = 0;

    /// `{"resources":[...],"references":[...],"left_out":[...],"nodes":n,"links":n}`
    [[nodiscard]] QByteArray toJson() const;
    /// The line of the source that the node comes from; 0 when it comes from none.
    [[nodiscard]] int lineOf(Uid node) const;
};

}  // namespace model
