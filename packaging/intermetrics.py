#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes model/layout/intermetrics.cpp from the installed Inter (Debian: fonts-inter): advance widths per letter.

Usage: packaging/intermetrics.py > model/layout/intermetrics.cpp
"""
import struct
import sys

FOLDER = "/usr/share/fonts/opentype/inter"
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x2010, 0x2026), (0x2030, 0x203A), (0x20AC, 0x20AC),
          (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265)]


def tables(data):
    count = struct.unpack(">H", data[4:6])[0]
    return {data[12 + 16 * i:16 + 16 * i].decode(): struct.unpack(">LL", data[20 + 16 * i:28 + 16 * i])
            for i in range(count)}


def advances(data, parts):
    count = struct.unpack(">H", data[parts["hhea"][0] + 34:parts["hhea"][0] + 36])[0]
    start = parts["hmtx"][0]
    return [struct.unpack(">H", data[start + 4 * i:start + 4 * i + 2])[0] for i in range(count)]


def glyphs(data, parts):
    """The format 12 subtable maps groups of letters to groups of glyphs."""
    start = parts["cmap"][0]
    for i in range(struct.unpack(">H", data[start + 2:start + 4])[0]):
        at = start + struct.unpack(">L", data[start + 8 + 8 * i:start + 12 + 8 * i])[0]
        if struct.unpack(">H", data[at:at + 2])[0] != 12:
            continue
        result = {}
        for g in range(struct.unpack(">L", data[at + 12:at + 16])[0]):
            first, last, glyph = struct.unpack(">LLL", data[at + 16 + 12 * g:at + 28 + 12 * g])
            for letter in range(first, last + 1):
                result[letter] = glyph + letter - first
        return result
    sys.exit("no letter map of format 12")


def widths(name):
    data = open(f"{FOLDER}/{name}.otf", "rb").read()
    parts = tables(data)
    unit = struct.unpack(">H", data[parts["head"][0] + 18:parts["head"][0] + 20])[0]
    ascent, descent, gap = struct.unpack(">hhh", data[parts["hhea"][0] + 4:parts["hhea"][0] + 10])
    wide, of = advances(data, parts), glyphs(data, parts)
    # In hmtx the glyphs after the last entry repeat its width.
    return unit, ascent, descent, gap, lambda letter: wide[min(of[letter], len(wide) - 1)] if letter in of else 0


def main():
    unit, ascent, descent, gap, regular = widths("Inter-Regular")
    semibold = widths("Inter-SemiBold")[4]
    out = ["// SPDX-License-Identifier: GPL-3.0-or-later",
           "// Written by packaging/intermetrics.py from the font files of Debian's fonts-inter; do not edit.",
           '#include "model/layout/intermetrics.h"', "", "namespace model::layout {", "", "namespace {", ""]
    for name, of in (("kRegular", regular), ("kSemiBold", semibold)):
        letters = [of(letter) for first, last in RANGES for letter in range(first, last + 1)]
        out.append(f"constexpr quint16 {name}[] = {{")
        for i in range(0, len(letters), 20):
            out.append("    " + ", ".join(str(w) for w in letters[i:i + 20]) + ",")
        out += ["};", ""]
    out.append("constexpr InterRange kRanges[] = {")
    offset = 0
    for first, last in RANGES:
        out.append(f"    {{0x{first:04X}, 0x{last:04X}, {offset}}},")
        offset += last - first + 1
    out += ["};", "", "} // namespace", "",
            f"const InterMetrics kInter = {{{unit}, {ascent}, {-descent}, {gap}, kRegular, kSemiBold, kRanges, std::size(kRanges)}};", "",
            "} // namespace model::layout"]
    print("\n".join(out))


main()
