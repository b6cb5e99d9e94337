// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/nodeview.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// Can A reach B, through what, and if not, why not. Facets become flat pieces (flatnet.h), a packet walks over them hop by hop.
namespace model {

/// The way by which a path leaves the caller's network.
enum class Door : quint8 { None, Local, GatewayEndpoint, InterfaceEndpoint, InternetGateway, NatGateway, AwsNetwork, Internet };
[[nodiscard]] QString doorName(Door door);   ///< "gateway-endpoint", for scripts; empty for None
[[nodiscard]] QString doorTitle(Door door);  ///< for people

/// One component that a packet, or its answer, meets.
struct ReachHop {
    enum class Stage : quint8 { Source, Group, Acl, Routes, Gateway, Endpoint, Service, Target, ReturnAcl };
    Uid node;          ///< the component; null for a default one that is no node (the default network ACL)
    Stage stage = Stage::Source;
    bool passes = true;
    // Words, where they were asked for.
    QString decision;  ///< "starts", "allowed", "routed", "translated", "denied", "no route", "arrives"
    QString by;        ///< what decided: "outbound rule 1: TCP 443 to 0.0.0.0/0", "route 0.0.0.0/0"
    friend bool operator==(const ReachHop&, const ReachHop&) = default;
};

/// Why nothing gets through. Codes are those of AWS's Reachability Analyzer; ours, where it has none, begin with "SKERRY_".
struct Blocker {
    QString code;
    Uid node;  ///< the component that blocks; the link is drawn broken there
    QString message;
    std::optional<ChangeSet> fix;
    bool onReturn = false;  ///< it is the answer that does not come back
    friend bool operator==(const Blocker&, const Blocker&) = default;
};

/// The walk from one presence of the caller (its interfaces in one subnet).
struct ReachPath {
    Uid presence;  ///< the subnet; null for what stands in none
    QString zone;
    bool reachable = false;
    Door door = Door::None;
    Uid doorNode;  ///< the endpoint or gateway; null where the door is no node
    std::vector<ReachHop> hops;
    std::vector<Blocker> blockers;  ///< all of them, in the order of the walk
    QStringList assumptions;
    friend bool operator==(const ReachPath&, const ReachPath&) = default;
};

struct Reach {
    std::vector<ReachPath> paths;  ///< one for each presence of the caller; at least one
    /// True if every presence gets through.
    [[nodiscard]] bool reachable() const;
    [[nodiscard]] Door door() const;  ///< of the first path that gets through
    /// Of all paths, each once.
    [[nodiscard]] std::vector<Blocker> blockers() const;
    [[nodiscard]] QStringList assumptions() const;
    friend bool operator==(const Reach&, const Reach&) = default;
};

/// The reach of a pair as a remembered query: rules, canvas and plan share the result. The port is the target's own; hops are
/// without words.
[[nodiscard]] std::shared_ptr<const Reach> reachOf(const NodeView& from, const NodeView& to);
/// The same through a cache, or through an interface endpoint by its own name; null: as the service's ordinary name leads.
[[nodiscard]] std::shared_ptr<const Reach> reachOf(const NodeView& from, const NodeView& to, Uid via);
/// The same afresh and with words, for a person who looks at one pair.
[[nodiscard]] Reach tellReach(const NodeView& from, const NodeView& to, Uid via = {});
/// With words, for a port of the user's choice; 0: the target's own.
[[nodiscard]] Reach reachAt(const NodeView& from, const NodeView& to, int port);

/// What a pair comes to, without the story.
struct PairReach {
    Uid from, to;
    bool reachable = false;
    Door door = Door::None;
    bool internet = false;  ///< the packets leave the networks of AWS, or take the public path to it
    friend bool operator==(const PairReach&, const PairReach&) = default;
};
/// Every node that starts calls against every node that can be called, by Uid; quick, for matrices and `reach --all`.
[[nodiscard]] std::vector<PairReach> reachAll(const Document& document);

}  // namespace model
