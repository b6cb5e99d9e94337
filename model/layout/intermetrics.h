// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <iterator>

namespace model::layout {

// Letters first to last have their widths from offset on.
struct InterRange {
    quint16 first;
    quint16 last;
    quint16 offset;
};

// Advance widths of Inter in font units; 0 where the font has no such letter.
struct InterMetrics {
    int unitsPerEm;
    int ascent;
    int descent;
    int lineGap;
    const quint16 *regular;
    const quint16 *semiBold;
    const InterRange *ranges;
    std::size_t rangeCount;
};

extern const InterMetrics kInter;

} // namespace model::layout
