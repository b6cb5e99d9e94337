// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dynamodb/archivefix.h"

#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/services/dynamodb/kinds.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace model::dynamodb {

namespace {

const QString kName = QStringLiteral("name");

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

NodeData newNode(const NodeView& place, const char* kind, const QString& name, const QString& what) {
    NodeData node{flat::freeUid(place, what), QString::fromLatin1(kind), place.uid(), {}, std::nullopt, {}};
    storeProperty(node.properties, kName, name);
    return node;
}

/// Reads deletions by time to live alone, and does not stop at a record that fails.
NodeData newMapping(const NodeView& table, Uid function, Uid stream) {
    NodeData mapping = newNode(table, "lambda.event_source_mapping", QStringLiteral("expired"), QStringLiteral("archive mapping"));
    mapping.parent = function;
    storeProperty(mapping.properties, QStringLiteral("source"), Ref{stream, {}});
    storeProperty(mapping.properties, QStringLiteral("archivesExpired"), true);
    storeProperty(mapping.properties, QStringLiteral("filterPatterns"), QStringLiteral(R"({"userIdentity":{"type":["Service"],"principalId":["dynamodb.amazonaws.com"]}})"));
    storeProperty(mapping.properties, QStringLiteral("maximumRetryAttempts"), qint64(3));
    storeProperty(mapping.properties, QStringLiteral("bisectBatchOnError"), true);
    return mapping;
}

LinkData newCall(const NodeView& table, Uid function, Uid bucket) {
    LinkData link{Uid::derived(QStringLiteral("archive call"), table.uid().text()), kCalls, function, bucket, {}};
    while (table.document().findLink(link.uid)) link.uid.value += 1;
    Row row;
    row.set(pattern::kName, QStringLiteral("archive"));
    row.set(pattern::kOperation, QStringLiteral("PutObject"));
    row.set(pattern::kRateShape, QStringLiteral("perRecord"));
    row.set(pattern::kItemBytes, table.settledNumber(kItemBytes));
    storeProperty(link.properties, pattern::kRows, Rows{{row}});
    return link;
}

}  // namespace

std::optional<ChangeSet> archiveFix(const NodeView& table) {
    static const QRegularExpression illegal(QStringLiteral("[^a-z0-9.-]"));
    const auto region = regionOf(table);
    if (!region) return std::nullopt;
    const QString what = table.uid().text(), name = table.name().toLower().replace(illegal, QStringLiteral("-")) + QStringLiteral("-archive");
    ChangeSet fix{tr("Add a function that archives what expires"), {}};
    const auto streams = table.children(QStringLiteral("stream"));
    Uid stream = streams.empty() ? Uid() : streams.front().uid();
    if (streams.empty()) {
        NodeData node = newNode(table, "dynamodb.stream", QStringLiteral("stream"), QStringLiteral("stream"));
        stream = node.uid;
        fix.changes.emplace_back(AddNode{std::move(node)});
    }
    NodeData function = newNode(*region, "lambda.function", name, QStringLiteral("archive function ") + what);
    NodeData bucket = newNode(*region, "s3.bucket", name, QStringLiteral("archive bucket ") + what);
    const Uid functionUid = function.uid, bucketUid = bucket.uid;
    fix.changes.emplace_back(AddNode{std::move(function)});
    fix.changes.emplace_back(AddNode{newMapping(table, functionUid, stream)});
    fix.changes.emplace_back(AddNode{std::move(bucket)});
    fix.changes.emplace_back(AddLink{newCall(table, functionUid, bucketUid)});
    return fix;
}

}  // namespace model::dynamodb
