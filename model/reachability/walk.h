// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/reachability/match.h"
#include "model/reachability/reach.h"

#include <tuple>
#include <utility>

namespace model::flat {

/// Verdict: only whether and through what. Way: also each hop, and why not, with fixes. Story: also what each hop decided and by
/// what, in words; making them takes longer than the walk, and nobody reads them but a person.
enum class Detail : quint8 { Verdict, Way, Story };

/// One packet from one presence of the caller to the target, and its answer (B-170): outbound group, network ACL, route,
/// the door's own checks, network ACL and group of the target, and the network ACLs again on the way back. It goes on
/// behind a refusal as far as that makes sense, so that all blockers are told at once.
/// Whether an endpoint's policy lets any of the operations through that the target accepts.
struct PolicyVerdict {
    bool allowed = true;
    bool isUnread = false;  ///< its text is no JSON; it is taken to allow the calls
};
[[nodiscard]] PolicyVerdict judgePolicy(const QString& policy, const QString& service, const End& to);

class Walk {
public:
    Walk(const NodeView& caller, const End& from, const End& to, int port, Detail detail);

    /// `source` is the caller's subnet (null for what stands in none), `target` the callee's.
    [[nodiscard]] ReachPath run(const Subnet* source, const Subnet* target);

private:
    using Stage = ReachHop::Stage;
    struct Ports {
        int from, to;
    };

    void fromInterface(const Subnet& source, const Subnet* target);
    void fromInternet(const Subnet* target);
    void toInterface(const Subnet& source, const Subnet& target);
    void leaveVpc(const Subnet& source);
    void throughEndpoint(const Subnet& source, const Table& table, const GatewayDoor& door);
    void throughInternetGateway(const Subnet& source, const Route& route);
    void throughNat(const Subnet& source, const Route& route);
    void onwardFromNat(const Subnet& source, const Nat& nat, const Subnet& home);
    void noRoute(const Subnet& source, const Table& table);
    [[nodiscard]] const Route* publicRoute(const Table& table) const;

    void leaveGroups();
    void enterGroups(const Address& source);
    void judge(const Subnet& subnet, bool inbound, const Address& other, Ports ports, Stage stage);
    void assumeIf(const Verdict& verdict, const QString& name, const Address& other);

    [[nodiscard]] Address outside() const;
    [[nodiscard]] static Address within(const Subnet& subnet, const std::vector<FilterPtr>& groups);
    [[nodiscard]] bool isTold() const { return m_detail != Detail::Verdict; }
    [[nodiscard]] QString nameOfVpc(Uid vpc) const;

    // `make` gives the words: of a hop for a story only, of what blocks wherever hops are told.
    template <class Make>
    void hop(Uid node, Stage stage, bool passes, Make&& make);
    template <class Make>
    void block(const char* code, Uid node, Make&& make);

    const NodeView m_caller;
    const End& m_from;
    const End& m_to;
    int m_port;
    Detail m_detail;
    ReachPath m_path;
};

template <class Make>
void Walk::hop(Uid node, Stage stage, bool passes, Make&& make) {
    if (!isTold()) return;
    ReachHop& told = m_path.hops.emplace_back(ReachHop{node, stage, passes, {}, {}});
    if (m_detail == Detail::Story) std::tie(told.decision, told.by) = make();
}

template <class Make>
void Walk::block(const char* code, Uid node, Make&& make) {
    Blocker blocker{QString::fromLatin1(code), node, {}, std::nullopt, false};
    if (isTold()) make(blocker);
    m_path.blockers.push_back(std::move(blocker));
}

}  // namespace model::flat
