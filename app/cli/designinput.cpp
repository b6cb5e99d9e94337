// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/designinput.h"

#include <QCoreApplication>

#include <QFileInfo>

namespace app::cli {

model::Result<DesignInput> readDesign(const QString& path, const model::KindRegistry& kinds, const model::ImportOptions& options) {
    auto opened = model::openDesign(path, kinds, options);
    if (!opened) return model::Error{opened.error()};
    DesignInput input{std::move(*opened), std::make_unique<model::Document>(kinds)};
    if (auto loaded = model::loadDesign(*input.document, std::move(input.opened.design)); !loaded)
        return model::Error{QCoreApplication::translate("cli", "\"%1\" cannot be opened: %2").arg(path, loaded.error())};
    return input;
}

QString designName(const QString& path) {
    QString name = QFileInfo(path).fileName();
    for (const QString& ending : {QStringLiteral(".skerry.json"), QStringLiteral(".skerry")})
        if (name.endsWith(ending)) return name.chopped(ending.size());
    return QFileInfo(path).completeBaseName();
}

QString designTargetObjection(const QString& path) {
    const QFileInfo file(path);
    const bool isDevice = file.exists() && !file.isFile();
    const QString ending = file.suffix().toLower();
    if (path == u"-" || isDevice || ending.isEmpty() || ending == u"skerry" || ending == u"json") return {};
    return QCoreApplication::translate("cli", "\"%1\" does not end like a design. Name a file that ends with .skerry or .skerry.json.").arg(path);
}

}  // namespace app::cli
