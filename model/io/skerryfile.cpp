// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/skerryfile.h"

#include "model/io/atomicfile.h"
#include "model/io/migrations/migration1to2.h"
#include "model/io/skerryjson.h"
#include "model/io/sqlfile.h"
#include "model/io/valuejson.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QVariant>
#include <QtEndian>

#include <algorithm>
#include <memory>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

Error unreadable(const QString& path, const QString& why) { return Error{tr("\"%1\" cannot be opened: %2").arg(path, why)}; }

QString damaged(const QString& what) { return tr("it is damaged (%1). Restore it from a copy.").arg(what); }

// ---------------------------------------------------------------- the head of the file
// Offsets and meanings: https://www.sqlite.org/fileformat.html#the_database_header
constexpr qsizetype kHeaderSize = 100;

/// Why the file cannot be one of ours, or an empty string.
QString headerObjection(const QByteArray& header, qint64 fileSize) {
    const bool isShort = header.size() < kHeaderSize && header.startsWith("SQLite format 3");
    if (isShort) return tr("it is cut off, only %1 bytes are there. Restore it from a copy.").arg(fileSize);
    if (!looksLikeSkerryFile(header)) return tr("it is not a Skerry design.");
    const char* data = header.constData();
    const qint64 version = qFromBigEndian<quint32>(data + 60);
    if (version > kFormatVersion) return newerVersionSentence(version);
    const quint16 shortSize = qFromBigEndian<quint16>(data + 16);
    const qint64 pageSize = shortSize == 1 ? 65536 : shortSize;
    const qint64 expected = pageSize * qFromBigEndian<quint32>(data + 28);
    if (fileSize < expected)
        return tr("it is cut off, only %1 of %2 bytes are there. Restore it from a copy.").arg(fileSize).arg(expected);
    return {};
}

Result<int> checkedVersion(const QString& path) {
    QFile file(path);
    if (!QFileInfo::exists(path)) return Error{tr("There is no file \"%1\". Check the name.").arg(path)};
    if (QFileInfo(path).isDir()) return Error{tr("\"%1\" is a folder. Name a file inside it.").arg(path)};
    if (!file.open(QIODevice::ReadOnly)) return unreadable(path, file.errorString() + u'.');
    const QByteArray header = file.read(kHeaderSize);
    if (const QString why = headerObjection(header, file.size()); !why.isEmpty()) return unreadable(path, why);
    return static_cast<int>(qFromBigEndian<quint32>(header.constData() + 60));
}

// ---------------------------------------------------------------- migration
/// A file of the current version to read: the file itself, or a migrated copy that goes with this object.
class Readable {
public:
    static Result<std::unique_ptr<Readable>> open(const QString& path);
    [[nodiscard]] SqlFile& sql() { return *m_sql; }

private:
    Result<Done> migrate(const QString& path, int version);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqlFile> m_sql;  // goes before the folder that it may lie in
};

Result<std::unique_ptr<Readable>> Readable::open(const QString& path) {
    const auto version = checkedVersion(path);
    if (!version) return Error{version.error()};
    auto readable = std::make_unique<Readable>();
    if (*version < kFormatVersion) {
        if (auto done = readable->migrate(path, *version); !done) return Error{done.error()};
    } else {
        readable->m_sql = std::make_unique<SqlFile>(path, SqlFile::Mode::Read);
    }
    // Tables, not views: a foreign file must not make us run its queries.
    const auto tables = QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND "
                                       "name IN ('meta', 'document', 'node', 'link', 'layout', 'history')");
    if (!readable->m_sql->isOpen() || readable->m_sql->ask(tables).toInt() != 6)
        return unreadable(path, damaged(tr("tables are missing")));
    return readable;
}

Result<Done> Readable::migrate(const QString& path, int version) {
    m_folder = std::make_unique<QTemporaryDir>();
    const QString copy = m_folder->filePath(QStringLiteral("migrated.skerry"));
    if (!m_folder->isValid() || !QFile::copy(path, copy))
        return unreadable(path, tr("the folder for temporary files cannot be written. Free some space there."));
    QFile::setPermissions(copy, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    m_sql = std::make_unique<SqlFile>(copy, SqlFile::Mode::Write);
    QStringList steps;
    if (version < 2) steps += migrationSql1to2();
    if (!m_sql->run(QStringLiteral("BEGIN")) || !m_sql->run(steps) || !m_sql->run(QStringLiteral("COMMIT")))
        return unreadable(path, damaged(m_sql->error()));
    return Done{};
}

// ---------------------------------------------------------------- loading
Uid uidOf(const QVariant& value) { return {static_cast<quint64>(value.toLongLong())}; }
qint64 stored(Uid uid) { return static_cast<qint64>(uid.value); }

Properties propertiesFrom(const QVariant& column, QString& problem) {
    if (column.isNull()) return {};
    const QByteArray json = column.toByteArray();
    JsonReader reader(json);
    Properties properties = readProperties(reader, Extras::Within);
    if (reader.failed()) problem = reader.error();
    return properties;
}

/// Calls `row(query)` for each row of the answer; false if the table cannot be read to its end.
template <class Row>
bool forEachRow(const SqlFile& sql, const QString& statement, QString& problem, Row&& row) {
    QSqlQuery query = sql.query();
    if (!query.exec(statement)) {
        problem = query.lastError().text();
        return false;
    }
    while (problem.isEmpty() && query.next()) row(query);
    if (problem.isEmpty() && query.lastError().isValid()) problem = query.lastError().text();
    return problem.isEmpty();
}

bool loadNodes(const SqlFile& sql, std::vector<NodeData>& nodes, QString& problem) {
    const auto statement = QStringLiteral("SELECT uid, kind, parent, CAST(properties AS BLOB) FROM node");
    const bool read = forEachRow(sql, statement, problem, [&](const QSqlQuery& row) {
        nodes.push_back({uidOf(row.value(0)), row.value(1).toString(), uidOf(row.value(2)), propertiesFrom(row.value(3), problem), {}, {}});
    });
    std::ranges::sort(nodes, {}, &NodeData::uid);
    return read;
}

bool loadLinks(const SqlFile& sql, std::vector<LinkData>& links, QString& problem) {
    const auto statement = QStringLiteral("SELECT uid, type, source, target, CAST(properties AS BLOB) FROM link");
    const bool read = forEachRow(sql, statement, problem, [&](const QSqlQuery& row) {
        links.push_back({uidOf(row.value(0)), row.value(1).toString(), uidOf(row.value(2)), uidOf(row.value(3)),
                         propertiesFrom(row.value(4), problem)});
    });
    std::ranges::sort(links, {}, &LinkData::uid);
    return read;
}

bool loadLayout(const SqlFile& sql, std::vector<NodeData>& nodes, QString& problem) {
    // Files of the first programs have no column for it: every place in them counts as chosen.
    bool tellsPinned = false;
    if (!forEachRow(sql, QStringLiteral("SELECT 1 FROM pragma_table_info('layout') WHERE name = 'pinned'"), problem, [&](const QSqlQuery&) { tellsPinned = true; })) return false;
    const QString pinned = tellsPinned ? QStringLiteral("pinned") : QStringLiteral("1");
    const auto statement = QStringLiteral("SELECT node, presence, x, y, width, height, %1 FROM layout").arg(pinned);
    const bool read = forEachRow(sql, statement, problem, [&](const QSqlQuery& row) {
        const auto node = std::ranges::lower_bound(nodes, uidOf(row.value(0)), {}, &NodeData::uid);
        if (node == nodes.end() || node->uid != uidOf(row.value(0))) return;
        const Geometry geometry{{row.value(2).toDouble(), row.value(3).toDouble()}, {row.value(4).toDouble(), row.value(5).toDouble()}, row.value(6).toBool()};
        if (const Uid presence = uidOf(row.value(1)); presence.isNull())
            node->geometry = geometry;
        else
            node->presences.emplace_back(presence, geometry);
    });
    for (NodeData& node : nodes) std::ranges::sort(node.presences, {}, &std::pair<Uid, Geometry>::first);
    return read;
}

bool loadDocument(const SqlFile& sql, Properties& properties, QString& problem) {
    return forEachRow(sql, QStringLiteral("SELECT key, CAST(value AS BLOB) FROM document"), problem, [&](const QSqlQuery& row) {
        const QByteArray json = row.value(1).toByteArray();
        JsonReader reader(json);
        storeProperty(properties, row.value(0).toString(), readValue(reader));
        if (reader.failed()) problem = reader.error();
    });
}

// ---------------------------------------------------------------- saving
QStringList schema() {
    return {
        // Nobody else sees this file before it is whole and synced: no journal, no syncing in between.
        QStringLiteral("PRAGMA journal_mode = OFF"), QStringLiteral("PRAGMA synchronous = OFF"),
        QStringLiteral("PRAGMA locking_mode = EXCLUSIVE"), QStringLiteral("PRAGMA cache_size = -65536"),
        QStringLiteral("PRAGMA application_id = %1").arg(kSkerryApplicationId),
        QStringLiteral("PRAGMA user_version = %1").arg(kFormatVersion), QStringLiteral("BEGIN"),
        QStringLiteral("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE document (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE node (uid INTEGER PRIMARY KEY, kind TEXT NOT NULL, parent INTEGER NOT NULL, properties TEXT)"),
        QStringLiteral("CREATE TABLE link (uid INTEGER PRIMARY KEY, type TEXT NOT NULL, source INTEGER NOT NULL, "
                       "target INTEGER NOT NULL, properties TEXT)"),
        QStringLiteral("CREATE TABLE layout (node INTEGER NOT NULL, presence INTEGER NOT NULL, x REAL NOT NULL, y REAL NOT NULL, "
                       "width REAL NOT NULL, height REAL NOT NULL, pinned INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (node, presence)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE history (id INTEGER PRIMARY KEY, data BLOB NOT NULL)"),
        QStringLiteral("CREATE TABLE run (id INTEGER PRIMARY KEY, title TEXT NOT NULL, recorded_at TEXT NOT NULL, "
                       "summary TEXT NOT NULL, data BLOB NOT NULL)"),
        QStringLiteral("CREATE VIEW property AS SELECT uid AS subject, key, value FROM node, json_each(node.properties) "
                       "UNION ALL SELECT uid, key, value FROM link, json_each(link.properties)"),
    };
}

QVariant propertiesColumn(const Properties& properties) {
    if (properties.empty()) return {};
    JsonWriter writer;
    writeProperties(writer, properties, Extras::Within);
    return writer.take();  // as bytes: SQLite keeps texts in UTF-8, a QString would be converted there and back
}

/// Prepares once and runs for each row; remembers the first failure.
class Insert {
public:
    Insert(SqlFile& sql, const QString& statement) : m_sql(sql), m_query(sql.query()) {
        m_ok = m_query.prepare(statement);
        if (!m_ok) m_sql.remember(m_query.lastError());
    }
    void row(std::initializer_list<QVariant> values) {
        if (!m_ok) return;
        int column = 0;
        for (const QVariant& value : values) {
            // A null text would become NULL, but it is just empty.
            const bool isEmptyText = value.typeId() == QMetaType::QString && value.toString().isEmpty();
            m_query.bindValue(column++, isEmptyText ? QVariant(QStringLiteral("")) : value);
        }
        m_ok = m_query.exec();
        if (!m_ok) m_sql.remember(m_query.lastError());
    }
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    SqlFile& m_sql;
    QSqlQuery m_query;
    bool m_ok = false;
};

bool saveNodes(SqlFile& sql, const Design& design) {
    Insert insert(sql, QStringLiteral("INSERT INTO node VALUES (?, ?, ?, CAST(? AS TEXT))"));
    for (const NodeData& node : design.nodes)
        insert.row({stored(node.uid), node.kind, stored(node.parent), propertiesColumn(node.properties)});
    return insert.ok();
}

bool saveLinks(SqlFile& sql, const Design& design) {
    Insert insert(sql, QStringLiteral("INSERT INTO link VALUES (?, ?, ?, ?, CAST(? AS TEXT))"));
    for (const LinkData& link : design.links)
        insert.row({stored(link.uid), link.type, stored(link.from), stored(link.to), propertiesColumn(link.properties)});
    return insert.ok();
}

bool saveLayout(SqlFile& sql, const Design& design) {
    Insert insert(sql, QStringLiteral("INSERT INTO layout VALUES (?, ?, ?, ?, ?, ?, ?)"));
    const auto place = [&insert](Uid node, Uid presence, const Geometry& g) {
        insert.row({stored(node), stored(presence), g.position.x(), g.position.y(), g.size.width(), g.size.height(), g.pinned});
    };
    for (const NodeData& node : design.nodes) {
        if (node.geometry) place(node.uid, {}, *node.geometry);
        for (const auto& [subnet, geometry] : node.presences) place(node.uid, subnet, geometry);
    }
    return insert.ok();
}

bool saveDocument(SqlFile& sql, const Design& design) {
    Insert insert(sql, QStringLiteral("INSERT INTO document VALUES (?, CAST(? AS TEXT))"));
    for (const Property& property : design.properties) {
        JsonWriter writer;
        writeValue(writer, property.value);
        insert.row({property.key, writer.take()});
    }
    return insert.ok();
}

bool saveExtras(SqlFile& sql, const SaveExtras& extras, const QString& save) {
    Insert meta(sql, QStringLiteral("INSERT INTO meta VALUES (?, ?)"));
    meta.row({QStringLiteral("save"), save});
    meta.row({QStringLiteral("program"), QCoreApplication::applicationVersion()});
    Insert history(sql, QStringLiteral("INSERT INTO history VALUES (1, ?)"));
    if (!extras.history.isEmpty()) history.row({extras.history});
    Insert runs(sql, QStringLiteral("INSERT INTO run (title, recorded_at, summary, data) VALUES (?, ?, ?, ?)"));
    for (const RecordedRun& run : extras.runs)
        runs.row({run.title, run.recordedAt, QString::fromUtf8(run.summary), run.data.isNull() ? QByteArray("") : run.data});
    return meta.ok() && history.ok() && runs.ok();
}

/// Runs can be large: SQLite copies them from file to file without our touching them. A file that has none, or is none
/// of ours, adds nothing.
bool attachRuns(SqlFile& sql, const QString& from) {
    if (from.isEmpty() || !checkedVersion(from).ok()) return true;
    QSqlQuery attach = sql.query();
    attach.prepare(QStringLiteral("ATTACH ? AS old"));
    attach.addBindValue(QFileInfo(from).absoluteFilePath());
    if (attach.exec()) return true;
    sql.remember(attach.lastError());
    return false;
}

bool copyRuns(SqlFile& sql, const QString& from) {
    if (from.isEmpty() || !sql.ask(QStringLiteral("SELECT count(*) FROM pragma_database_list WHERE name = 'old'")).toInt()) return true;
    if (!sql.ask(QStringLiteral("SELECT count(*) FROM old.sqlite_master WHERE name = 'run'")).toInt()) return true;
    return sql.run(QStringLiteral("INSERT INTO run SELECT id, title, recorded_at, summary, data FROM old.run ORDER BY id"));
}

bool saveAll(SqlFile& sql, const Design& design, const SaveExtras& extras, const QString& save) {
    if (!sql.isOpen() || !attachRuns(sql, extras.runsFrom) || !sql.run(schema())) return false;
    return copyRuns(sql, extras.runsFrom) && saveNodes(sql, design) && saveLinks(sql, design) && saveLayout(sql, design) &&
           saveDocument(sql, design) && saveExtras(sql, extras, save) && sql.run(QStringLiteral("COMMIT"));
}

}  // namespace

bool looksLikeSkerryFile(QByteArrayView beginning) {
    return beginning.size() >= kHeaderSize && beginning.startsWith("SQLite format 3") &&
           qFromBigEndian<quint32>(beginning.data() + 68) == static_cast<quint32>(kSkerryApplicationId);
}

Result<SkerryFile> loadSkerryFile(const QString& path) {
    auto readable = Readable::open(path);
    if (!readable) return Error{readable.error()};
    SqlFile& sql = (*readable)->sql();
    SkerryFile file;
    QString problem;
    if (!loadNodes(sql, file.design.nodes, problem) || !loadLinks(sql, file.design.links, problem) ||
        !loadLayout(sql, file.design.nodes, problem) || !loadDocument(sql, file.design.properties, problem))
        return unreadable(path, damaged(problem));
    file.save = sql.ask(QStringLiteral("SELECT value FROM meta WHERE key = 'save'")).toString();
    file.history = sql.ask(QStringLiteral("SELECT data FROM history WHERE id = 1")).toByteArray();
    return file;
}

Result<std::vector<RecordedRun>> recordedRuns(const QString& path) {
    auto readable = Readable::open(path);
    if (!readable) return Error{readable.error()};
    SqlFile& sql = (*readable)->sql();
    std::vector<RecordedRun> runs;
    if (!sql.ask(QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name = 'run'")).toInt()) return runs;
    QString problem;
    const auto statement = QStringLiteral("SELECT id, title, recorded_at, summary, data FROM run ORDER BY id");
    const bool read = forEachRow(sql, statement, problem, [&runs](const QSqlQuery& row) {
        runs.push_back({row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(),
                        row.value(3).toString().toUtf8(), row.value(4).toByteArray()});
    });
    if (!read) return unreadable(path, damaged(problem));
    return runs;
}

Result<QString> saveSkerryFile(const QString& path, const Design& design, const SaveExtras& extras) {
    auto file = AtomicFile::beside(path);
    if (!file) return Error{file.error()};
    const QString save = Uid::random().text();
    QString problem;
    {
        SqlFile sql(file->temporaryPath(), SqlFile::Mode::Write);
        if (!saveAll(sql, design, extras, save)) problem = sql.error();
    }
    if (!problem.isEmpty()) {
        if (const int number = probeWrite(file->temporaryPath()); number != 0) return Error{writeProblem(path, number)};
        return Error{tr("\"%1\" cannot be written: %2. Choose another place.").arg(path, problem)};
    }
    if (auto done = file->commit(); !done) return Error{done.error()};
    return save;
}

}  // namespace model
