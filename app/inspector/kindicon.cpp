// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/kindicon.h"

#include "app/look.h"

namespace app {

QString categoryName(model::Category category) {
    switch (category) {
        case model::Category::Network: return QStringLiteral("network");
        case model::Category::Compute: return QStringLiteral("compute");
        case model::Category::Data: return QStringLiteral("data");
        case model::Category::Streams: return QStringLiteral("streams");
        case model::Category::Storage: return QStringLiteral("storage");
        case model::Category::Integration: return QStringLiteral("integration");
        case model::Category::Security: return QStringLiteral("security");
        case model::Category::General: return QStringLiteral("general");
    }
    return {};
}

QIcon kindIcon(Look& look, const model::Node& node, int sidePx) {
    const auto category = node.kind ? node.kind->category : model::Category::General;
    return look.icons().tileIcon(node.data.kind, categoryName(category), look.theme(), sidePx);
}

}  // namespace app
