// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/windowdesk.h"

#include <QLineF>

#include <algorithm>

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

/// A shop whose fleet calls the table.
struct LinkedShop : Shop {
    model::Uid link;

    LinkedShop() {
        model::Edit edit(document(), QStringLiteral("Link"));
        link = edit.addLink(QStringLiteral("calls"), fleet, table);
        workspace.perform(edit.take());
        settle();
        workspace.undoStack().clear();
    }
    [[nodiscard]] int legOf() {
        for (size_t i = 0; i < workspace.picture().legs.size(); ++i)
            if (std::ranges::find(workspace.picture().legs[i].links, link) != workspace.picture().legs[i].links.end()) return static_cast<int>(i);
        return -1;
    }
    [[nodiscard]] const model::PictureLeg& leg() { return workspace.picture().legs[static_cast<size_t>(legOf())]; }
    /// The middle of the longest segment, and whether it is upright.
    [[nodiscard]] std::pair<QPointF, bool> longest() {
        const auto& points = leg().route.points;
        double best = 0;
        std::pair<QPointF, bool> found;
        for (size_t i = 1; i < points.size(); ++i)
            if (const double length = QLineF(points[i - 1], points[i]).length(); length > best) {
                best = length;
                found = {(points[i - 1] + points[i]) / 2, points[i - 1].x() == points[i].x()};
            }
        return found;
    }
    QPointF bend() {
        const auto [middle, upright] = longest();
        const QPointF by = upright ? QPointF(48, 0) : QPointF(0, 48);
        drag(at(middle), at(middle + by));
        return by;
    }
    [[nodiscard]] bool passesBends() {
        return std::ranges::all_of(leg().bends, [&](const QPointF& bend) { return app::distanceToRoute(leg().route.points, bend) < 1; });
    }
};
