// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picture/picture.h"

#include <algorithm>

namespace model {

int Picture::find(Uid node, Uid presence) const {
    const auto it = byNode.constFind(node);
    if (it == byNode.constEnd()) return -1;
    for (const int tile : *it)
        if (nodes[static_cast<size_t>(tile)].presence == presence) return tile;
    return -1;
}

std::vector<int> Picture::tilesOf(Uid node) const { return byNode.value(node); }

std::vector<int> Picture::shownAt(Uid node) const {
    std::vector<int> tiles = tilesOf(node);
    const auto it = hidden.constFind(node);
    if (it == hidden.constEnd()) return tiles;
    for (const Hidden& seat : *it)
        if (std::ranges::find(tiles, seat.tile) == tiles.end()) tiles.push_back(seat.tile);
    return tiles;
}

int Picture::findLink(Uid link) const {
    const auto it = std::ranges::lower_bound(links, link, {}, &PictureLink::link);
    return it == links.end() || it->link != link ? -1 : static_cast<int>(it - links.begin());
}

}  // namespace model
