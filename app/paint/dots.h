// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QPixmap>

#include <array>

class QPainter;
class QPointF;

namespace app {

// What travels: each kind has a shape and a colour, so that no one needs to tell colours apart.
enum class DotKind { Read, Write, Replication, TtlDeletion, Refused };
inline constexpr int kDotKinds = 5;

// Answers are smaller and paler than what they answer.
enum class DotRole { Request, Response };

[[nodiscard]] Token dotToken(DotKind kind);

// Draws the shape itself: for pictures and legends, and once per sprite.
void paintDot(QPainter& painter, const Theme& theme, const QPointF& centre, DotKind kind, DotRole role);

// Dots as ready pixmaps: thousands are blitted in a frame.
class DotSprites final {
public:
    DotSprites(const Theme& theme, qreal pixelRatio);

    [[nodiscard]] const QPixmap& sprite(DotKind kind, DotRole role) const {
        return m_sprites[std::size_t(kind) * 2 + std::size_t(role)];
    }
    void blit(QPainter& painter, const QPointF& centre, DotKind kind, DotRole role) const;

private:
    std::array<QPixmap, kDotKinds * 2> m_sprites;
};

}  // namespace app
