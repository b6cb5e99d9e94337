// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <QString>

#include <vector>

namespace model {

// Keys of the document's scenario rows: frozen, files carry them.
namespace scenario {
inline const QString kRows = QStringLiteral("scenarios");
inline const QString kCurrent = QStringLiteral("scenario");  // name of the current one; empty: the first
inline const QString kName = QStringLiteral("name");
inline const QString kLength = QStringLiteral("lengthS");
inline const QString kSeed = QStringLiteral("seed");
inline const QString kLoad = QStringLiteral("loadFactor");
inline const QString kPlaySpeed = QStringLiteral("playSpeed");  // simulated seconds a second, when a window plays it
inline const QString kFaults = QStringLiteral("faults");
inline const QString kFaultKind = QStringLiteral("fault");  // az-loss, hot-key, capacity, load, ttl-stall, pause-replication,
                                                            // region-isolation, cache-node-loss, cache-flush, poison-record, concurrency, clock-skew
inline const QString kFaultStart = QStringLiteral("startS");
inline const QString kFaultDuration = QStringLiteral("durationS");
inline const QString kFaultNode = QStringLiteral("node");
inline const QString kFaultZone = QStringLiteral("zone");
inline const QString kFaultAmount = QStringLiteral("amount");  // read units, hot share in %, load factor, node, limit, milliseconds
inline const QString kFaultAmount2 = QStringLiteral("amount2");  // write units
}  // namespace scenario

struct ScenarioFault {
    QString kind;
    double startS = 0, durationS = 0;  ///< duration 0: until the end
    Uid node;
    QString zone;
    double amount = 0, amount2 = 0;
    friend bool operator==(const ScenarioFault&, const ScenarioFault&) = default;
};

/// A named run setting of the design. A design without any has one default scenario: 10 minutes, seed 1.
struct Scenario {
    QString name = QStringLiteral("default");
    double lengthS = 600;
    quint64 seed = 1;
    double loadFactor = 1;
    double playSpeed = 1;  ///< at which a window begins to play it; results do not depend on it
    std::vector<ScenarioFault> faults;
    friend bool operator==(const Scenario&, const Scenario&) = default;
};

[[nodiscard]] std::vector<PropertySpec> scenarioProperties();
/// At least one.
[[nodiscard]] std::vector<Scenario> scenariosOf(const Document& document);
/// The one of that name (empty: the current), or a sentence that lists the names.
[[nodiscard]] Result<Scenario> scenarioOf(const Document& document, const QString& name = {});
/// Whether the change does no more than choose which scenario is looked at. That is kept with the next save, and is no work to lose.
[[nodiscard]] bool isScenarioChoice(const ChangeSet& changes);

}  // namespace model
