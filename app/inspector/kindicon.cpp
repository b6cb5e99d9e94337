// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/kindicon.h"

#include "app/look.h"
#include "model/core/categories.h"

namespace app {

QIcon kindIcon(Look& look, const model::Node& node, int sidePx) {
    const auto category = node.kind ? node.kind->category : model::Category::General;
    return look.icons().tileIcon(node.data.kind, model::categoryName(category), look.theme(), sidePx);
}

}  // namespace app
