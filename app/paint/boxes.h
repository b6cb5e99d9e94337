// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace app {

struct PaintContext;

// A node that holds others. The outline's token decides dash, width and fill: Region dashed, VPC strong, subnets filled.
struct ContainerLook {
    QRectF rect = {};
    Token outline = Token::Region;
    QString glyph = {};
    QString title = {};
    QString second = {};
    // Its content is not drawn: a sheet behind it and a plus tell that there is more.
    bool isCollapsed = false;
};
void paintContainer(QPainter& painter, const PaintContext& context, const ContainerLook& look);
// The surface inside of a container with this outline.
[[nodiscard]] Token surfaceInside(Token outline);

// The band of an availability zone, behind its subnets.
void paintZoneBand(QPainter& painter, const PaintContext& context, const QRectF& rect, const QString& title);

enum class Presence { Bright, Dimmed };

// A node with an icon, its name and one more line below.
struct LeafLook {
    QRectF icon = {};
    Token tile = Token::CategoryGeneral;
    QString glyph = {};
    QString label = {};
    QString second = {};
    // The surface below, where a line (a border, a link) passes behind the label: it then gets a rim of that colour.
    std::optional<Token> halo = {};
    qreal maxLabelWidthPx = 0;
    Presence presence = Presence::Bright;
};
void paintLeaf(QPainter& painter, const PaintContext& context, const LeafLook& look);

// What a VPC lists in its strip: route tables, security groups, network ACLs.
struct ChipLook {
    QRectF rect = {};
    QRectF icon = {};
    Token tile = Token::CategoryGeneral;
    QString glyph = {};
    QString label = {};
};
void paintChip(QPainter& painter, const PaintContext& context, const ChipLook& look);

// A sheet with text on the drawing, in the colour of a highlight if it has one.
void paintNote(QPainter& painter, const PaintContext& context, const QRectF& rect, const QString& text, std::optional<Token> highlight = {});

// The dots of the canvas every 24 px, sparser from afar.
void paintGrid(QPainter& painter, const PaintContext& context, const QRectF& area);

}  // namespace app
