// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/edit.h"
#include "model/picture/picture.h"

#include <QPointF>
#include <QString>

#include <vector>

// Bends that a person gave to links. They are stored at the links that run along a leg, under a key that concerns the drawing
// alone, and relative to the innermost container around both ends: moved with it, they keep their shape.
namespace model {

inline const QString kBendsKey = QStringLiteral("@bends");

/// Fills PictureLeg::bends from the document; the tiles must have their places.
void placeBends(const Document& document, Picture& picture);
/// Gives every link of the leg these bends (absolute), in the order of the leg; none: the route is automatic again.
void setBends(Edit& edit, const Document& document, const Picture& picture, int leg, const std::vector<QPointF>& bends);
/// Back to automatic on all that the link runs along.
void clearBends(Edit& edit, Uid link);

/// The innermost container around both ends of a leg, or -1.
[[nodiscard]] int containerAround(const Picture& picture, const PictureLeg& leg);

/// The bends after segment `segment` of the route was pulled aside by `by` (across its direction). Bends on the segment go
/// along; where it hangs on an icon, the icon's end stays and gets a way out.
[[nodiscard]] std::vector<QPointF> bendsAfterPull(const PictureLeg& leg, int segment, double by);
/// The bends without those at or on the segment nearest to the point; the same bends where none is near.
[[nodiscard]] std::vector<QPointF> bendsWithout(const PictureLeg& leg, const QPointF& at, double reach);
/// The segment of the route that is nearest to the point, or -1 where it has none.
[[nodiscard]] int nearestSegment(const layout::Route& route, const QPointF& at);

}  // namespace model
