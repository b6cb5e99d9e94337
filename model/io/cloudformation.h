// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindregistry.h"
#include "model/core/result.h"
#include "model/io/design.h"
#include "model/io/importreport.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace model {

struct ImportOptions {
    QString region = QStringLiteral("us-east-1");
    QMap<QString, QString> parameters;  ///< values that take the place of the template's defaults
};

struct ImportedDesign {
    Design design;
    ImportReport report;
};

/// Reads a CloudFormation template, JSON or YAML, into a design. Every resource becomes a node, becomes part of one, or
/// is listed as left out; only what CloudFormation could not even read is refused, with one sentence. The same template
/// gives the same identities each time: they are made of the file's name (without its folder) and the logical ids.
[[nodiscard]] Result<ImportedDesign> importCloudFormation(const QString& path, const KindRegistry& registry,
                                                          const ImportOptions& options = {});
/// The same of a text that was read already, from standard input for instance; `file` is its name in sentences.
[[nodiscard]] Result<ImportedDesign> importCloudFormation(const QByteArray& text, const QString& file,
                                                          const KindRegistry& registry, const ImportOptions& options = {});

/// Whether a file of this name would be read as a template: .yaml, .yml, .template, and .json but not .skerry.json.
[[nodiscard]] bool isTemplateName(const QString& path);

}  // namespace model
