// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/cidr.h"
#include "model/core/nodeview.h"

#include <QString>

#include <memory>
#include <vector>

// The facets, read once and made ready for the walk: texts become numbers, references become what they lead to. Each piece is a
// remembered query, so that an edit makes anew only the pieces that it touched.
namespace model::flat {

enum class Protocol : quint8 { All, Tcp, Udp, Icmp, Other };

struct Rule {
    Cidr block;
    bool hasBlock = false;
    bool allow = true;
    Protocol protocol = Protocol::Tcp;
    int fromPort = 0, toPort = 65535;
    int number = 0;
    int row = 0;     // place in the table, from 1, for sentences
    Uid peer;        // a security group
    QString service; // a prefix list
    friend bool operator==(const Rule&, const Rule&) = default;
};

struct Filter {
    Uid node;
    QString name;
    std::vector<Rule> inbound, outbound;  // of a network ACL in the order of evaluation
    friend bool operator==(const Filter&, const Filter&) = default;
};
using FilterPtr = std::shared_ptr<const Filter>;

struct Route {
    enum class Target : quint8 { Gone, Internet, Detached, Nat, Other };
    Cidr block;
    Target target = Target::Gone;
    Uid node;     // the gateway
    QString name; // of the gateway, or what it was called
    friend bool operator==(const Route&, const Route&) = default;
};

struct GatewayDoor {
    Uid node;
    QString name;
    QString service;
    QString policy;
    friend bool operator==(const GatewayDoor&, const GatewayDoor&) = default;
};

struct Table {
    Uid node;
    QString name;
    std::vector<Route> routes;       // longest prefix first
    std::vector<GatewayDoor> doors;  // gateway endpoints that are associated with it
    friend bool operator==(const Table&, const Table&) = default;
};
using TablePtr = std::shared_ptr<const Table>;

/// A subnet with what filters and routes its packets.
struct Subnet {
    Uid node, vpc;
    QString name, zone;
    Cidr block;
    bool autoPublicIp = false;
    FilterPtr acl;   // null: the default network ACL, which allows everything
    TablePtr table;  // null: there is none
    bool namesLostTable = false;  // it is to follow one that does not exist
    friend bool operator==(const Subnet&, const Subnet&) = default;
};
using SubnetPtr = std::shared_ptr<const Subnet>;

/// An interface endpoint that answers at its service's ordinary name inside the VPC.
struct NamedDoor {
    Uid node;
    QString service;
    friend bool operator==(const NamedDoor&, const NamedDoor&) = default;
};

/// A NAT gateway, for the way on from it.
struct Nat {
    Uid node, vpc;
    QString name;
    Uid subnet;  // null: a Regional one
    bool isPublic = false;
    friend bool operator==(const Nat&, const Nat&) = default;
};

/// One end of a pair.
struct End {
    enum class Kind : quint8 { Nowhere, Interface, Service, Internet, AwsNetwork };
    Kind kind = Kind::Nowhere;
    Uid node, vpc, region;
    QString name, service;
    QString resource;  // what policies call it: "Orders", "Orders/index/by-customer"
    bool dnsSupport = true;
    bool publicAddress = false, takesPublicIp = false;
    int port = 443;
    bool portIsAssumed = false;
    std::vector<SubnetPtr> presences;
    std::vector<FilterPtr> groups;  // empty: the VPC's default group
    QStringList operations;         // that it accepts, AWS's API names
    friend bool operator==(const End&, const End&) = default;
};

[[nodiscard]] FilterPtr filterOf(const NodeView& node);
[[nodiscard]] TablePtr tableOf(const NodeView& routeTable);
[[nodiscard]] SubnetPtr subnetOf(const NodeView& subnet);
[[nodiscard]] std::shared_ptr<const std::vector<NamedDoor>> namedDoorsOf(const NodeView& vpc);
[[nodiscard]] std::shared_ptr<const Nat> natOf(const NodeView& gateway);
/// The node as the caller, or as what is called: a function that is called answers at its service's public name.
[[nodiscard]] std::shared_ptr<const End> callerOf(const NodeView& node);
[[nodiscard]] std::shared_ptr<const End> calleeOf(const NodeView& node);

}  // namespace model::flat
