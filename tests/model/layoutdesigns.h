// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/arrange.h"
#include "model/layout/route.h"

#include <QString>

#include <vector>

// Designs to lay out in tests and benchmarks, without a document.
struct LayoutDesign {
    model::layout::ArrangeInput input;
    std::vector<QString> names;
    std::vector<QString> details;

    int addContainer(const QString &name, int parent);
    int addLeaf(const QString &name, const QString &detail, int parent);
    void link(int from, int to);
    [[nodiscard]] model::layout::Box &box(int index) { return input.boxes[std::size_t(index)]; }
};

// One VPC over two zones with public and private subnets, NAT gateways, a gateway endpoint, a table with index and stream.
[[nodiscard]] LayoutDesign shopDesign();

// Two Regions with replicas of one table and clients in both.
[[nodiscard]] LayoutDesign twoRegionsDesign();

// Containers two deep, mostly local links; the same for the same seed on every machine.
[[nodiscard]] LayoutDesign randomDesign(int nodes, int links, unsigned seed);

// Boxes scattered by hand, as a person would place them: pinned, never overlapping, some inside of containers.
[[nodiscard]] model::layout::RouteScene scatteredScene(int nodes, int links, unsigned seed);

// The routing scene of an arranged design: titles of containers become labels.
[[nodiscard]] model::layout::RouteScene sceneOf(const LayoutDesign &design, const model::layout::Arrangement &arrangement);
