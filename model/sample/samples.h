// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/io/design.h"

#include <QString>
#include <QStringList>

namespace model {

class KindRegistry;

/// A design that ships with the program.
struct Sample {
    QString name;   ///< "orders": what `skerry sample` takes, and the name of the file
    QString title;  ///< for people
    QString about;  ///< one sentence
};

[[nodiscard]] std::vector<Sample> shippedSamples();
/// The one that a person sees first.
[[nodiscard]] QString defaultSample();
/// The design, or a sentence that lists the names.
[[nodiscard]] Result<Design> sampleDesign(const QString& name);

/// A synthetic but plausible design of about so many nodes: Regions with VPCs over two or three zones, fleets and functions
/// that call tables and their indexes. The same number and seed give the same design, on every machine.
[[nodiscard]] Result<Design> randomDesign(const KindRegistry& registry, int nodes, quint64 seed);

}  // namespace model
