// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/windowdesk.h"

inline const QString kRegion = QStringLiteral("region");
inline const QString kVpc = QStringLiteral("vpc.vpc");
inline const QString kSubnet = QStringLiteral("vpc.subnet");
inline const QString kTable = QStringLiteral("dynamodb.table");
inline const QString kIndex = QStringLiteral("dynamodb.gsi");
inline const QString kFleet = QStringLiteral("ec2.fleet");
inline const QString kFunction = QStringLiteral("lambda.function");
inline const QString kClient = QStringLiteral("client");

/// A Region with a VPC of two subnets, a fleet in the first, and a table; everything at known places.
struct Shop : WindowDesk {
    model::Uid region, vpc, a, b, fleet, table;

    Shop() {
        model::Edit edit(document(), QStringLiteral("Shop"));
        region = edit.addNode(kRegion, {}, model::Geometry{{0, 0}, {880, 560}});
        vpc = edit.addNode(kVpc, region, model::Geometry{{32, 56}, {560, 440}});
        a = edit.addNode(kSubnet, vpc, model::Geometry{{32, 80}, {224, 200}}, QStringLiteral("a"));
        b = edit.addNode(kSubnet, vpc, model::Geometry{{288, 80}, {224, 200}}, QStringLiteral("b"));
        fleet = edit.addNode(kFleet, vpc);
        edit.setProperty(fleet, QStringLiteral("subnets"), model::Refs{{model::Ref{a, {}}}});
        edit.setGeometry(fleet, model::Geometry{{80, 64}, {0, 0}}, a);
        table = edit.addNode(kTable, region, model::Geometry{{720, 240}, {0, 0}});
        workspace.perform(edit.take());
        settle();
        workspace.undoStack().clear();
    }
    [[nodiscard]] QPoint bare() { return at({640, 520}); }  // inside the Region, on nothing
    std::vector<model::Uid> placementOf(model::Uid node) {
        std::vector<model::Uid> subnets;
        const auto id = document().findNode(node);
        for (const model::Ref& ref : std::get<model::Refs>(document().value(*id, document().node(*id).kind->placement)).items) subnets.push_back(ref.target);
        return subnets;
    }
};
