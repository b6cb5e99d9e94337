// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/planbuilder/planbuilder.h"

#include "model/planbuilder/build.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace build {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

std::optional<plan::StationIndex> storeOf(Build& build, const ScenarioFault& fault) {
    const auto it = build.stations.constFind(fault.node);
    if (it != build.stations.constEnd() && std::holds_alternative<plan::UnitStoreStation>(build.plan.stations[*it].parameters)) return *it;
    build.assume(tr("A fault of the scenario is left out: it names no table or index. Choose one in the scenario."));
    return std::nullopt;
}

// The station of the node that a fault names, or of what it owns: a table stands for its stream.
template <class Parameters>
std::optional<plan::StationIndex> targetOf(Build& build, const ScenarioFault& fault) {
    const plan::StationIndex named = build.station(fault.node);
    if (build.parameters<Parameters>(named)) return named;
    if constexpr (std::is_same_v<Parameters, plan::LogStation>)
        for (plan::StationIndex i = 0; i < build.plan.stations.size(); ++i)
            if (const auto* log = build.parameters<plan::LogStation>(i); log && named != plan::kNoStation && log->store == named) return i;
    build.assume(tr("A fault of the scenario is left out: it does not name what it could hit. Choose it in the scenario."));
    return std::nullopt;
}

// Faults of streams, functions, caches and replication.
std::optional<plan::FaultKind> flowFault(Build& build, const ScenarioFault& fault) {
    const auto at = [](auto target, auto make) { return target ? std::optional<plan::FaultKind>(make(*target)) : std::nullopt; };
    using plan::StationIndex;
    if (fault.kind == u"pause-replication") return at(targetOf<plan::UnitStoreStation>(build, fault), [](StationIndex s) { return plan::ReplicationPause{s}; });
    if (fault.kind == u"clock-skew") return at(targetOf<plan::UnitStoreStation>(build, fault), [&](StationIndex s) { return plan::ClockSkew{s, fault.amount}; });
    if (fault.kind == u"cache-flush") return at(targetOf<plan::CacheStation>(build, fault), [](StationIndex s) { return plan::CacheFlush{s}; });
    if (fault.kind == u"poison-record") return at(targetOf<plan::LogStation>(build, fault), [](StationIndex s) { return plan::PoisonRecord{s}; });
    if (fault.kind == u"concurrency") return at(targetOf<plan::ServerStation>(build, fault), [&](StationIndex s) { return plan::ConcurrencyCut{s, std::max(fault.amount, 0.0)}; });
    if (fault.kind == u"cache-node-loss")
        return at(targetOf<plan::CacheStation>(build, fault), [&](StationIndex s) { return plan::CacheNodeLoss{s, static_cast<std::uint32_t>(std::clamp(fault.amount, 0.0, 63.0))}; });
    const auto region = std::ranges::find(build.plan.regions, fault.zone.trimmed().toStdString());
    if (region != build.plan.regions.end()) return plan::RegionIsolation{static_cast<plan::RegionIndex>(region - build.plan.regions.begin())};
    build.assume(tr("The isolation of Region \"%1\" is left out: nothing of this design lies in it.").arg(fault.zone));
    return std::nullopt;
}

std::optional<plan::FaultKind> kindOf(Build& build, const ScenarioFault& fault) {
    if (fault.kind == u"load") return plan::LoadFault{std::max(fault.amount, 0.0)};
    if (fault.kind == u"hot-key") {
        const auto store = storeOf(build, fault);
        return store ? std::optional<plan::FaultKind>(plan::HotKeyFault{*store, std::clamp(fault.amount / 100, 0.0, 1.0)}) : std::nullopt;
    }
    if (fault.kind == u"ttl-stall") {
        const auto store = storeOf(build, fault);
        return store ? std::optional<plan::FaultKind>(plan::SweeperStall{*store}) : std::nullopt;
    }
    if (fault.kind == u"capacity") {
        const auto store = storeOf(build, fault);
        const auto units = [](double amount) { return amount > 0 ? amount : -1; };  // nothing stated: as it is
        return store ? std::optional<plan::FaultKind>(plan::CapacityFault{*store, units(fault.amount), units(fault.amount2)}) : std::nullopt;
    }
    if (fault.kind != u"az-loss" && !fault.kind.isEmpty()) return flowFault(build, fault);
    const auto zone = std::ranges::find(build.plan.zones, fault.zone.toStdString());
    if (zone == build.plan.zones.end()) {
        build.assume(tr("The loss of zone \"%1\" is left out: nothing of this design lies in it.").arg(fault.zone));
        return std::nullopt;
    }
    return plan::ZoneLoss{static_cast<plan::ZoneIndex>(zone - build.plan.zones.begin())};
}

}  // namespace

void addScenario(Build& build, const Scenario& scenario) {
    plan::Scenario& out = build.plan.scenario;
    out.name = scenario.name.toStdString();
    out.lengthS = scenario.lengthS;
    out.seed = scenario.seed;
    out.loadFactor = scenario.loadFactor;
    for (const ScenarioFault& fault : scenario.faults)
        if (auto kind = kindOf(build, fault)) out.faults.push_back({std::max(fault.startS, 0.0), std::max(fault.durationS, 0.0), *kind});
}

}  // namespace build

int PlanBuild::patternOf(Uid link, int row) const {
    const auto it = std::ranges::find_if(patterns, [&](const PatternOrigin& p) { return p.link == link && p.row == row; });
    return it == patterns.end() ? -1 : static_cast<int>(it - patterns.begin());
}

Result<PlanBuild> buildPlan(const Document& document, const Scenario& scenario) {
    build::Build build(document);
    build::addStations(build);
    build::addPatterns(build);
    build::addScenario(build, scenario);
    build::noteUnresolved(build);
    if (const std::string problem = plan::planProblem(build.plan); !problem.empty()) return Error{QString::fromStdString(problem)};
    PlanBuild made;
    made.expectedRequests = plan::expectedRequests(build.plan);
    made.patterns = std::move(build.patterns);
    made.assumptions = std::move(build.assumptions);
    made.plan = std::make_shared<const plan::Plan>(std::move(build.plan));
    return made;
}

}  // namespace model
