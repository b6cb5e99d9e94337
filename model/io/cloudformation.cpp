// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cloudformation.h"

#include "model/io/cfn/template.h"
#include "model/io/cfnimport/importer.h"

#include <QStringList>

#include <algorithm>

namespace model {

namespace {

cfn::TemplateOptions optionsOf(const ImportOptions& options) {
    return {.region = options.region, .parameters = options.parameters};
}

Result<ImportedDesign> imported(Result<cfn::Template> source, const KindRegistry& registry) {
    if (!source.ok()) return Error{source.error()};
    return cfnimport::Importer(registry, std::move(source).value()).run();
}

}  // namespace

Result<ImportedDesign> importCloudFormation(const QString& path, const KindRegistry& registry,
                                            const ImportOptions& options) {
    return imported(cfn::readTemplate(path, optionsOf(options)), registry);
}

Result<ImportedDesign> importCloudFormation(const QByteArray& text, const QString& file, const KindRegistry& registry,
                                            const ImportOptions& options) {
    return imported(cfn::readTemplate(text, file, optionsOf(options)), registry);
}

bool isTemplateName(const QString& path) {
    const QString name = path.toLower();
    if (name.endsWith(QStringLiteral(".skerry.json"))) return false;
    const QStringList suffixes = {QStringLiteral(".yaml"), QStringLiteral(".yml"), QStringLiteral(".template"), QStringLiteral(".json")};
    return std::any_of(suffixes.begin(), suffixes.end(), [&](const QString& suffix) { return name.endsWith(suffix); });
}

}  // namespace model
