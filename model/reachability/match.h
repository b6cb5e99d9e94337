// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/reachability/flatnet.h"

#include <span>
#include <vector>

namespace model::flat {

/// The other side of a packet as a filter sees it.
struct Address {
    enum class Kind : quint8 { Block, Service, Internet };
    Kind kind = Kind::Block;
    Cidr block;                           // Block: every address of a subnet
    QString service;                      // Service: the public ranges of it, which are one symbol here
    const std::vector<FilterPtr>* groups = nullptr;  // the groups of the interface, for rules that name a group
};

enum class Match : quint8 { No, Yes, Perhaps };  // Perhaps: part of the addresses, or a public block that may be meant

[[nodiscard]] Match matches(const Rule& rule, const Address& other, int port);

struct Verdict {
    bool allowed = false;
    const Rule* rule = nullptr;  // that decided; null: the final deny, or no rule of the groups
    bool isAssumed = false;      // it decided although it matches only perhaps
};

/// Stateful and allow only: any rule of any group will do.
[[nodiscard]] Verdict judgeGroups(std::span<const FilterPtr> groups, bool inbound, const Address& other, int port);
/// Ordered: the first match decides. An allow rule that matches perhaps counts, a deny rule that does not cover all does not.
[[nodiscard]] Verdict judgeAcl(const std::vector<Rule>& rules, const Address& other, int port);
/// The same for a range of ports, each of which must pass; the verdict is that of the first port that is denied, or the last one.
[[nodiscard]] Verdict judgeAcl(const std::vector<Rule>& rules, const Address& other, int fromPort, int toPort);

/// "TCP 443 to 0.0.0.0/0".
[[nodiscard]] QString describe(const Rule& rule, bool inbound);

}  // namespace model::flat
