// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/edit.h"
#include "model/core/nodeview.h"

namespace model {

/// A small network for tests: a Region with a VPC, a private and a public subnet, a fleet, a table and a call between them.
/// Every setter is one applied edit.
struct SmallNet {
    explicit SmallNet(const KindRegistry& registry) : document(registry) {
        region = add("region", {}, "us-east-1");
        vpc = add("vpc.vpc", region, "shop");
        privateTable = add("vpc.route_table", vpc, "private");
        publicTable = add("vpc.route_table", vpc, "public");
        set(privateTable, "main", true);
        subnet = add("vpc.subnet", vpc, "app-a");
        set(subnet, "cidr", QStringLiteral("10.0.1.0/24"));
        set(subnet, "zone", QStringLiteral("us-east-1a"));
        edge = add("vpc.subnet", vpc, "edge-a");
        set(edge, "cidr", QStringLiteral("10.0.9.0/24"));
        set(edge, "zone", QStringLiteral("us-east-1a"));
        set(edge, "routeTable", ref(publicTable));
        igw = add("vpc.internet_gateway", vpc, "igw");
        set(publicTable, "routes", routes(igw));
        group = add("vpc.security_group", vpc, "app");
        fleet = add("ec2.fleet", vpc, "app");
        set(fleet, "subnets", refs({subnet}));
        set(fleet, "securityGroups", refs({group}));
        table = add("dynamodb.table", region, "orders");
    }

    Uid add(const char* kind, Uid parent, const char* name) {
        Edit edit(document, QStringLiteral("add"));
        const Uid uid = edit.addNode(QString::fromLatin1(kind), parent, std::nullopt, QString::fromLatin1(name));
        apply(edit);
        return uid;
    }
    void set(Uid uid, const char* key, Value value) {
        Edit edit(document, QStringLiteral("set"));
        edit.setProperty(uid, QString::fromLatin1(key), std::move(value));
        apply(edit);
    }
    Uid call(Uid from, Uid to) {
        Edit edit(document, QStringLiteral("call"));
        Row row;
        row.set(QStringLiteral("operation"), QStringLiteral("GetItem"));
        const Uid uid = edit.addLink(QStringLiteral("calls"), from, to, {{QStringLiteral("patterns"), Rows{{row}}}});
        apply(edit);
        return uid;
    }
    void remove(Uid uid) {
        Edit edit(document, QStringLiteral("remove"));
        edit.remove(std::vector{uid});
        apply(edit);
    }

    static Ref ref(Uid uid) { return {uid, {}}; }
    static Refs refs(std::vector<Uid> uids) {
        Refs all;
        for (const Uid uid : uids) all.items.push_back(ref(uid));
        return all;
    }
    static Rows routes(Uid target) {
        Row row;
        row.set(QStringLiteral("target"), ref(target));
        return Rows{{row}};
    }
    /// One rule of a filter: cells by name.
    static Row rule(std::initializer_list<std::pair<const char*, Value>> cells) {
        Row row;
        for (const auto& [key, value] : cells) row.set(QString::fromLatin1(key), value);
        return row;
    }

    [[nodiscard]] NodeView view(Uid uid) const { return {document, *document.findNode(uid)}; }

    Document document;
    Uid region, vpc, privateTable, publicTable, subnet, edge, igw, group, fleet, table;

private:
    void apply(Edit& edit) {
        auto changes = edit.take();
        Q_ASSERT_X(changes.ok(), "SmallNet", "the edit was refused");
        auto done = document.apply(*changes);
        Q_ASSERT_X(done.ok(), "SmallNet", "the change was refused");
    }
};

}  // namespace model
