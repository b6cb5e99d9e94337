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
    QString service;                  ///< whose Regional name answers for it, where its own network says something else: a function
    bool isLocal = false;             ///< a local secondary index: spends the table's units
    double itemBytes = 0;             ///< average size of an item or entry
    QString expiresBy;                ///< TTL attribute, empty: no TTL
    friend bool operator==(const DataSpec&, const DataSpec&) = default;
};

// ---------------------------------------------------------------- flow
// What moves on by itself, without a caller: changes of a table into its stream, batches of a stream into a function, writes
// of a table to its replicas; and what requests may be led through.

/// A log of records in shards: a table's stream, a Kinesis data stream.
struct LogFlow {
    Uid from;                                    ///< the table whose changes it holds; null: it is written by callers
    bool keys = true;                            ///< records hold the keys only, unless one of these
    bool oldImages = false, newImages = false;   ///< what records hold of an item before and after its change
    double retentionS = 86400;
    int readers = 2;                             ///< that a shard serves at once
    double shards = 0;                           ///< 0: as many as the table has partitions
    bool isOn = true;                            ///< a stream may be drawn and switched off
    friend bool operator==(const LogFlow&, const LogFlow&) = default;
};
/// Reads a log and calls a function with batches of its records.
struct ConsumerFlow {
    Uid from, to;               ///< the log, the function
    qint64 batchSize = 100, parallel = 1;
    double windowS = 0;
    qint64 retries = -1;        ///< -1: until the records expire
    double maxAgeS = -1;
    bool bisects = false, hasDestination = false;
    QString filter;             ///< patterns of its filter; empty: every record
    bool needsOldImages = false, needsNewImages = false;
    bool archivesExpired = false, isIdempotent = false, needsTotalOrder = false;
    bool enabled = true;
    friend bool operator==(const ConsumerFlow&, const ConsumerFlow&) = default;
};
/// A copy of a table in another Region, which follows its owner.
struct ReplicaFlow {
    Uid from;
    friend bool operator==(const ReplicaFlow&, const ReplicaFlow&) = default;
};
/// A table that also sends its changes into a log elsewhere.
struct ChangesFlow {
    Uid to;
    friend bool operator==(const ChangesFlow&, const ChangesFlow&) = default;
};
/// A cache that passes requests on to the table behind it.
struct CacheFlow {
    double itemTtlS = 300, queryTtlS = 300;
    qint64 nodes = 1;
    friend bool operator==(const CacheFlow&, const CacheFlow&) = default;
};
using FlowSpec = std::variant<std::monostate, LogFlow, ConsumerFlow, ReplicaFlow, ChangesFlow, CacheFlow>;

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
