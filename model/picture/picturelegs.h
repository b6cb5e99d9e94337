// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"
#include "model/layout/route.h"
#include "model/picture/picture.h"
#include "model/picture/picturebuilder.h"

#include <vector>

namespace model {

/// Adds the legs and journeys of all links to a picture whose tiles are collected: along the resolved paths, or straight
/// from every tile of the caller where a link has none. Links that share a leg are drawn as one line.
void addLegs(const Document& document, const std::vector<LinkPath>& paths, Picture& picture);

/// What the router is given: tile i is node i, leg i is link i; labels in the order of labelOf().
[[nodiscard]] layout::RouteScene routeScene(const Picture& picture);
void takeRoutes(const layout::Router& router, Picture& picture);

/// The tile's icon with its gauges: where links end.
[[nodiscard]] QRectF routeIcon(const PictureNode& tile);
/// Index of a container's title among the labels, or -1.
[[nodiscard]] int labelOf(const Picture& picture, int tile);
/// Moves everything of a tile.
void moveTile(PictureNode& tile, const QPointF& by);

}  // namespace model
