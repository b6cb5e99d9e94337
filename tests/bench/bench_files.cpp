// SPDX-License-Identifier: GPL-3.0-or-later
// Saving and opening a design of 5,000 nodes, 7,500 links and 40,000 properties, beside plain SQLite of the same size.
#include "model/core/document.h"
#include "model/io/design.h"
#include "model/io/skerryfile.h"
#include "model/io/skerryjson.h"
#include "model/io/sqlfile.h"
#include "tests/bench/benchline.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlRecord>
#include <QTemporaryDir>
#include <QVariant>

#include <algorithm>
#include <functional>
#include <vector>

using namespace model;

namespace {

constexpr int kNodes = 5000, kLinks = 7500, kPropertiesANode = 5, kPropertiesALink = 2;

Design largeDesign() {
    Design design;
    for (quint64 i = 1; i <= kNodes; ++i) {
        const Geometry place{{double(i % 100) * 160, double(i / 100) * 90}, {0, 0}};
        NodeData node{Uid{i * 0x9e3779b97f4a7c15ULL}, QStringLiteral("note"), {}, {}, place, {}};
        for (int p = 0; p < kPropertiesANode; ++p)
            storeProperty(node.properties, QStringLiteral("property-%1").arg(p), QStringLiteral("value %1").arg(i));
        design.nodes.push_back(std::move(node));
    }
    std::ranges::sort(design.nodes, {}, &NodeData::uid);
    for (quint64 i = 1; i <= kLinks; ++i) {
        const auto end = [&design](quint64 n) { return design.nodes[n % kNodes].uid; };
        LinkData link{Uid{i * 0xd1b54a32d192ed03ULL}, QStringLiteral("calls"), end(i * 7), end(i * 13 + 1), {}};
        for (int p = 0; p < kPropertiesALink; ++p) link.properties.push_back({QStringLiteral("rate-%1").arg(p), double(i) * 1.5});
        design.links.push_back(std::move(link));
    }
    std::ranges::sort(design.links, {}, &LinkData::uid);
    return design;
}

double medianMs(const std::function<void()>& work) {
    std::vector<double> times;
    for (int i = 0; i < 7; ++i) times.push_back(1000 * bench::secondsOf(work));
    return bench::median(times);
}

QStringList tablesOf(const SqlFile& sql) {
    QStringList tables;
    QSqlQuery query = sql.query();
    query.exec(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"));
    while (query.next()) tables += query.value(0).toString();
    return tables;
}

// The reference for opening: every value of every row is read, and nothing is made of it.
void readPlainly(const QString& path) {
    const SqlFile sql(path, SqlFile::Mode::Read);
    for (const QString& table : tablesOf(sql)) {
        QSqlQuery query = sql.query();
        query.exec(QStringLiteral("SELECT * FROM ") + table);
        const int columns = query.record().count();
        while (query.next())
            for (int column = 0; column < columns; ++column) (void)query.value(column);
    }
}

// The reference for saving: SQLite itself copies the rows into a new file and syncs it.
void copyPlainly(const QString& path, const QString& copy) {
    QFile::remove(copy);
    SqlFile sql(copy, SqlFile::Mode::Write);
    sql.run({QStringLiteral("PRAGMA journal_mode = DELETE"), QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("ATTACH '%1' AS whole").arg(path), QStringLiteral("BEGIN")});
    const SqlFile source(path, SqlFile::Mode::Read);
    for (const QString& table : tablesOf(source)) sql.run(QStringLiteral("CREATE TABLE %1 AS SELECT * FROM whole.%1").arg(table));
    sql.run(QStringLiteral("COMMIT"));
}

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const KindRegistry registry = shippedKinds();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("large.skerry"));
    Design design = largeDesign();
    bool ok = true;

    // Three times what plain SQLite needs is the aim; the figures behind "under" are those of a quiet machine of 2 cores.
    const double save = medianMs([&] { ok = saveSkerryFile(path, design).ok() && ok; });
    Document document(registry);
    const double open = medianMs([&] {
        auto file = loadSkerryFile(path);
        ok = file.ok() && loadDesign(document, std::move(file->design)).ok() && ok;
    });
    const double plainSave = medianMs([&] { copyPlainly(path, folder.filePath(QStringLiteral("copy.sqlite"))); });
    const double plainOpen = medianMs([&] { readPlainly(path); });
    bench::print({"files", "save .skerry, 5000 nodes, 7500 links", save, "ms", "under 99 ms", save / plainSave, "SQLite copying the rows"});
    bench::print({"files", "open .skerry, document built", open, "ms", "under 22 ms", open / plainOpen, "SQLite reading the rows"});
    QByteArray json;
    const double write = medianMs([&] { json = toSkerryJson(design); });
    const double read = medianMs([&] { ok = fromSkerryJson(json).ok() && ok; });
    bench::print({"files", "write canonical JSON", write, "ms", "under 20 ms", 0});
    bench::print({"files", "read canonical JSON", read, "ms", "under 26 ms", 0});
    const auto back = fromSkerryJson(json);
    return ok && back.ok() && *back == design ? 0 : 1;
}
