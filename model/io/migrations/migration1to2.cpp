// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/migrations/migration1to2.h"

namespace model {

namespace {

std::optional<double> taken(Properties& properties, const QString& key) {
    const Value* stored = findProperty(properties, key);
    if (!stored || !(std::holds_alternative<qint64>(*stored) || std::holds_alternative<double>(*stored))) return std::nullopt;
    const double number = toNumber(*stored);
    storeProperty(properties, key, std::nullopt);
    return number;
}

}  // namespace

void migrateJson1to2(Design& design) {
    for (NodeData& node : design.nodes) {
        const auto x = taken(node.properties, QStringLiteral("@x"));
        const auto y = taken(node.properties, QStringLiteral("@y"));
        const auto width = taken(node.properties, QStringLiteral("@width"));
        const auto height = taken(node.properties, QStringLiteral("@height"));
        if (x && y) node.geometry = Geometry{{*x, *y}, {width.value_or(0), height.value_or(0)}};
    }
}

QStringList migrationSql1to2() {
    return {
        QStringLiteral("CREATE TABLE layout (node INTEGER NOT NULL, presence INTEGER NOT NULL, x REAL NOT NULL, y REAL NOT NULL, "
                       "width REAL NOT NULL, height REAL NOT NULL, PRIMARY KEY (node, presence)) WITHOUT ROWID"),
        QStringLiteral("INSERT INTO layout SELECT uid, 0, x, y, ifnull(width, 0), ifnull(height, 0) FROM node "
                       "WHERE x IS NOT NULL AND y IS NOT NULL"),
        QStringLiteral("ALTER TABLE node DROP COLUMN x"),
        QStringLiteral("ALTER TABLE node DROP COLUMN y"),
        QStringLiteral("ALTER TABLE node DROP COLUMN width"),
        QStringLiteral("ALTER TABLE node DROP COLUMN height"),
    };
}

}  // namespace model
