// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/designinput.h"

#include <QCoreApplication>

namespace app::cli {

model::Result<DesignInput> readDesign(const QString& path, const model::KindRegistry& kinds, const model::ImportOptions& options) {
    auto opened = model::openDesign(path, kinds, options);
    if (!opened) return model::Error{opened.error()};
    DesignInput input{std::move(*opened), std::make_unique<model::Document>(kinds)};
    if (auto loaded = model::loadDesign(*input.document, std::move(input.opened.design)); !loaded)
        return model::Error{QCoreApplication::translate("cli", "\"%1\" cannot be opened: %2").arg(path, loaded.error())};
    return input;
}

}  // namespace app::cli
