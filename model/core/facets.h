// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

// Facets: what others may ask of any node without knowing its kind. A kind computes them from its NodeView;
// rules, reachability, plan, layout and views read nothing else.
namespace model {

// ---------------------------------------------------------------- network
struct RegionNet {
    QString code;       ///< "us-east-1"
    QStringList zones;  ///< names of the zones that the account sees: "us-east-1a", ...
    friend bool operator==(const RegionNet&, const RegionNet&) = default;
};

/// One line of a packet filter, in AWS's words.
struct FilterRule {
    enum class Action { Allow, Deny };
    int number = 0;  ///< evaluation order of a network ACL; 0 in a security group
    Action action = Action::Allow;
    QString protocol;  ///< "tcp", "udp", "icmp" or "-1" for all
    int fromPort = 0;
    int toPort = 65535;
    QString cidr;        ///< empty where a peer or a prefix list is named
    Uid peer;            ///< security group whose members are meant
    QString prefixList;  ///< "dynamodb", "s3"
    friend bool operator==(const FilterRule&, const FilterRule&) = default;
};

struct RouteEntry {
    QString destination;  ///< CIDR block or the name of a prefix list
    Uid target;           ///< a gateway, endpoint or interface; null: the local route
    QString targetLabel;  ///< what a target that does not exist was called
    friend bool operator==(const RouteEntry&, const RouteEntry&) = default;
};

struct VpcNet {
    QStringList cidrs, ipv6Cidrs;
    bool dnsSupport = true, dnsHostnames = true;
    friend bool operator==(const VpcNet&, const VpcNet&) = default;
};
struct SubnetNet {
    QString cidr, ipv6Cidr, zone;
    Uid routeTable;  ///< explicit association; null: the VPC's main table
    Uid acl;         ///< explicit association; null: the default network ACL
    bool autoPublicIp = false;
    friend bool operator==(const SubnetNet&, const SubnetNet&) = default;
};
struct RoutesNet {
    bool main = false;
    std::vector<RouteEntry> routes;  ///< without the local route, which is always there
    friend bool operator==(const RoutesNet&, const RoutesNet&) = default;
};
struct FilterNet {
    enum class Kind { SecurityGroup, NetworkAcl };  // stateful, allow only; stateless, ordered
    Kind kind = Kind::SecurityGroup;
    std::vector<FilterRule> inbound, outbound;
    friend bool operator==(const FilterNet&, const FilterNet&) = default;
};
/// A way out of the VPC: internet gateway, NAT gateway.
struct GatewayNet {
    enum class Kind { Internet, Nat };
    Kind kind = Kind::Internet;
    Uid vpc;                     ///< what it is attached to
    Uid subnet;                  ///< NAT: where it sits
    bool publicAddress = false;  ///< NAT: has an Elastic IP; false: a private NAT gateway
    friend bool operator==(const GatewayNet&, const GatewayNet&) = default;
};
/// A VPC endpoint: a door to a service.
struct DoorNet {
    enum class Kind { Gateway, Interface };
    Kind kind = Kind::Gateway;
    QString service;  ///< "dynamodb", "s3", "dynamodb-streams", ...
    std::vector<Uid> routeTables, subnets, securityGroups;
    bool privateDns = false;
    QString policy;  ///< JSON text; empty: full access
    friend bool operator==(const DoorNet&, const DoorNet&) = default;
};
/// Something with network interfaces: it starts or accepts connections inside subnets.
struct InterfaceNet {
    std::vector<Uid> subnets, securityGroups;
    bool publicAddress = false;  ///< its interfaces have public IPv4 addresses of their own
    bool takesPublicIp = false;  ///< they get one where the subnet hands them out (instances do, functions do not)
    std::vector<int> listensOn;  ///< TCP ports
    friend bool operator==(const InterfaceNet&, const InterfaceNet&) = default;
};
/// Reached at a Regional public endpoint, from outside any VPC: a DynamoDB table, a function's API.
struct ServiceNet {
    QString service;
    int port = 443;
    friend bool operator==(const ServiceNet&, const ServiceNet&) = default;
};
/// Lives outside of AWS's networks, or in AWS's own: the internet, a generic client, a function without VPC.
struct OutsideNet {
    enum class Where { Internet, AwsNetwork };
    Where where = Where::Internet;
    friend bool operator==(const OutsideNet&, const OutsideNet&) = default;
};
using NetSpec = std::variant<std::monostate, RegionNet, VpcNet, SubnetNet, RoutesNet, FilterNet, GatewayNet, DoorNet, InterfaceNet,
                             ServiceNet, OutsideNet>;

// ---------------------------------------------------------------- data
/// What a node that can be called offers. Operation names are AWS's API names.
struct DataSpec {
    QStringList operations;           ///< accepted, such as "GetItem", "Query"
    bool strongReads = false;         ///< ConsistentRead is accepted
    QStringList partitionKey, sortKey;  ///< attribute names
    Uid base;                         ///< an index: the table that it belongs to
    bool isLocal = false;             ///< a local secondary index: spends the table's units
    double itemBytes = 0;             ///< average size of an item or entry
    QString expiresBy;                ///< TTL attribute, empty: no TTL
    friend bool operator==(const DataSpec&, const DataSpec&) = default;
};

// ---------------------------------------------------------------- view
/// How a node is drawn. Colours and sizes are the theme's; this only names them.
struct ViewSpec {
    enum class Shape { Leaf, Container, Strip, Note };  // Strip: listed in the side strip of its VPC
    Shape shape = Shape::Leaf;
    QString token;       ///< containers: the outline's colour token ("region", "vpc", "publicSubnet", "privateSubnet")
    QString secondLine;  ///< below or beside the title, such as the CIDR block or "provisioned 400 / 200"
    QStringList gauges;  ///< CloudWatch names of the metrics of its gauge bars
    QString band;        ///< subnets: the availability zone whose band lies behind it
    int rank = 0;        ///< order hint among siblings: smaller is further up or left (public subnets above private)
    enum class Border { None, Left, Right };
    Border border = Border::None;  ///< sits on the border of its container (internet gateway left, endpoints right)
    friend bool operator==(const ViewSpec&, const ViewSpec&) = default;
};

}  // namespace model
