// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindregistry.h"
#include "model/core/result.h"
#include "model/io/cloudformation.h"
#include "model/io/design.h"
#include "model/io/importreport.h"
#include "model/io/skerryfile.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace model {

/// A design that was read, wherever it came from.
struct OpenedDesign {
    enum class Source { SkerryFile, SkerryJson, CloudFormation };
    Source source = Source::SkerryFile;
    QString path;  ///< as it was given; "-" for standard input
    Design design;
    QString save;        ///< names the state of the file, for the crash journal
    QByteArray history;  ///< undo history; empty: none
    ImportReport report;  ///< of a template: lines, and what was left out

    [[nodiscard]] bool isImported() const { return source == Source::CloudFormation; }
};

/// Opens a `.skerry` file, canonical JSON or a CloudFormation template, told apart by their content; "-" is standard
/// input. The error is a whole sentence.
[[nodiscard]] Result<OpenedDesign> openDesign(const QString& path, const KindRegistry& registry, const ImportOptions& options = {});

/// Saves by the ending of the name: canonical JSON for ".json", SQLite otherwise ("-" writes JSON to standard output).
/// As a whole or not at all. Returns the name of this save.
[[nodiscard]] Result<QString> saveDesign(const QString& path, const Design& design, const SaveExtras& extras = {});

}  // namespace model
