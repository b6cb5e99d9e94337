// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/facets.h"
#include "model/core/kindspec.h"
#include "model/layout/route.h"

#include <QHash>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

// The drawing as geometry of the model: what canvas and exports paint, and what dots travel along. Pure data, absolute
// scene coordinates in pixels at 100 %; colours are named by tokens, which the theme resolves.
namespace model {

/// A node, or one of its presence tiles, as it is drawn.
struct PictureNode {
    Uid node;
    Uid presence;     ///< the subnet that this tile stands in; null: the node at its home
    int parent = -1;  ///< the container around it, an index into Picture::nodes
    int owner = -1;   ///< the node that owns it (an index: its table)
    int depth = 0;    ///< of containers around it
    ViewSpec::Shape shape = ViewSpec::Shape::Leaf;
    Category category = Category::General;
    QString kind;    ///< id: names the icon
    QString token;   ///< containers: outline token
    bool isCollapsed = false;  ///< a container whose content is not drawn; it counts it in its second line
    QString title;   ///< elided to fit; the whole name is the document's
    QString secondLine;
    int order = 0;       ///< painted before (below 0) or after what lies at the same level
    QString highlight;   ///< a colour that a person gave it ("amber"); empty: none
    QStringList gauges;  ///< metric names of its bars, at most two
    QRectF rect;         ///< container: border; leaf: icon and label; strip: the chip; note: the sheet
    QRectF icon;         ///< leaf and strip: the tile; container: the small glyph in its title
    QRectF titleRect, secondRect;  ///< where the text lines go (empty: no such line)
    friend bool operator==(const PictureNode&, const PictureNode&) = default;
};

/// The band of an Availability Zone behind neighbouring subnets.
struct PictureBand {
    QString zone;
    int parent = -1;
    QRectF rect;
    QRectF titleRect;
    friend bool operator==(const PictureBand&, const PictureBand&) = default;
};

/// One drawn line between two nodes. Several links may share it (all traffic from a gateway endpoint to a table).
struct PictureLeg {
    enum class Kind { Calls, Owns, Flows };  // Owns: table to index; Flows: stream to consumer, table to replica
    Kind kind = Kind::Calls;
    int from = -1, to = -1;          ///< indices into Picture::nodes
    std::vector<Uid> links;          ///< the `calls` links that run along it
    QString highlight;               ///< that a person gave to one of the links
    std::vector<QPointF> bends;      ///< that a person gave it; the route passes through them in this order
    layout::Route route;             ///< from `from` to `to`
};

/// One way that requests of a link take: from a presence of the caller along legs to the target or to what blocks them.
struct PictureJourney {
    Uid presence;  ///< subnet of the caller's tile; null: at home
    struct Step {
        int leg = -1;
        bool backwards = false;  ///< the leg is drawn the other way round
        friend bool operator==(const Step&, const Step&) = default;
    };
    std::vector<Step> steps;
    bool blocked = false;  ///< the last step leads to the component that blocks it
    int blockedAt = -1;    ///< that component, an index into Picture::nodes; -1: the caller itself (no route, its own filter)
    QString reason;        ///< four words for the badge; the sentence is in the findings
};

struct PictureLink {
    Uid link;
    std::vector<PictureJourney> journeys;
};

struct Picture {
    std::vector<PictureNode> nodes;  ///< parents before children: painting order
    std::vector<PictureBand> bands;
    std::vector<PictureLeg> legs;
    std::vector<PictureLink> links;  ///< ordered by Uid
    QRectF bounds;

    /// The tile of the node (in that subnet), or -1.
    [[nodiscard]] int find(Uid node, Uid presence = {}) const;
    /// Every tile of the node.
    [[nodiscard]] std::vector<int> tilesOf(Uid node) const;
    [[nodiscard]] int findLink(Uid link) const;
    /// Its tiles, or the collapsed containers that it lies in.
    [[nodiscard]] std::vector<int> shownAt(Uid node) const;

    QHash<Uid, std::vector<int>> byNode;

    /// A tile that a collapsed container keeps from sight.
    struct Hidden {
        Uid presence;
        int tile = -1;  ///< the collapsed container
    };
    QHash<Uid, std::vector<Hidden>> hidden;
};

}  // namespace model
