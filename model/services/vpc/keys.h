// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Keys of the rows of this folder's kinds: frozen, files carry them.
namespace model::vpc {

inline const QString kCidrs = QStringLiteral("cidrs");  // vpc
inline const QString kIpv6Cidrs = QStringLiteral("ipv6Cidrs");
inline const QString kDnsSupport = QStringLiteral("dnsSupport");
inline const QString kDnsHostnames = QStringLiteral("dnsHostnames");
inline const QString kServiceCalls = QStringLiteral("serviceCalls");  // any, noInternet, private
inline const QString kTenancy = QStringLiteral("tenancy");

inline const QString kCidr = QStringLiteral("cidr");  // subnet, filter rules
inline const QString kIpv6Cidr = QStringLiteral("ipv6Cidr");
inline const QString kZone = QStringLiteral("zone");
inline const QString kTier = QStringLiteral("tier");
inline const QString kAutoPublicIp = QStringLiteral("autoPublicIp");
inline const QString kRouteTable = QStringLiteral("routeTable");
inline const QString kAcl = QStringLiteral("networkAcl");

inline const QString kMain = QStringLiteral("main");  // route table
inline const QString kRoutes = QStringLiteral("routes");
inline const QString kDestination = QStringLiteral("destination");
inline const QString kTarget = QStringLiteral("target");

inline const QString kConnectivity = QStringLiteral("connectivity");  // NAT gateway
inline const QString kElasticIps = QStringLiteral("elasticIps");

inline const QString kService = QStringLiteral("service");  // gateway endpoint
inline const QString kRouteTables = QStringLiteral("routeTables");
inline const QString kSubnets = QStringLiteral("subnets");  // interface endpoint
inline const QString kSecurityGroups = QStringLiteral("securityGroups");
inline const QString kPrivateDns = QStringLiteral("privateDns");
inline const QString kIpType = QStringLiteral("ipAddressType");  // ipv4, ipv6, dualstack
inline const QString kEndpointPass = QStringLiteral("passMs");
inline const QString kEndpointLimit = QStringLiteral("requestLimitPerS");
inline const QString kEndpointBurst = QStringLiteral("limitBurstS");
inline const QString kEndpointRefusal = QStringLiteral("refusalAfterMs");
inline const QString kNameRemoval = QStringLiteral("nameRemovalS");
inline const QString kPolicy = QStringLiteral("policy");

inline const QString kInbound = QStringLiteral("inbound");  // security group, network ACL
inline const QString kOutbound = QStringLiteral("outbound");
inline const QString kNumber = QStringLiteral("number");
inline const QString kAction = QStringLiteral("action");
inline const QString kProtocol = QStringLiteral("protocol");
inline const QString kFromPort = QStringLiteral("fromPort");
inline const QString kToPort = QStringLiteral("toPort");
inline const QString kPeer = QStringLiteral("peer");
inline const QString kPrefixList = QStringLiteral("prefixList");
inline const QString kDescription = QStringLiteral("description");

}  // namespace model::vpc
