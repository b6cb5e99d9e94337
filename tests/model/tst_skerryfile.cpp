// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/atomicfile.h"
#include "model/io/changejson.h"
#include "model/io/skerryfile.h"
#include "model/io/skerryjson.h"
#include "model/io/sqlfile.h"
#include "tests/model/randomwalk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace model;

namespace {

/// As an ordinary user, whom permissions and limits bind, for as long as it lives.
class OrdinaryUser {
public:
    OrdinaryUser() {
        if (::geteuid() == 0) m_changed = ::seteuid(65534) == 0;
    }
    ~OrdinaryUser() {
        if (m_changed) Q_UNUSED(::seteuid(0))
    }

private:
    bool m_changed = false;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

}  // namespace

class TestSkerryFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void randomDesignsComeBackAsTheyWere();
    void unknownKindsKeysAndFieldsSurvive();
    void propertiesCanBeListedWithSql();
    void historyAndRunsAreKept();
    void eachSaveHasANameOfItsOwn();
    void versionOneIsMigratedAndLeftUntouched();
    void newerVersionIsRefused();
    void truncatedFileIsRefusedWhereverItIsCut();
    void flippedBytesNeverCrash();
    void foreignFilesAreRefused();
    void symbolicLinkStaysALink();
    void permissionsStay();
    void readOnlyFolderKeepsTheOldFile();
    void fullDiskKeepsTheOldFile();
    void missingFolderIsNamed();

private:
    [[nodiscard]] QString at(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    Design walked(quint32 seed, int edits);

    KindRegistry m_registry = shippedKinds();
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSkerryFile::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestSkerryFile::cleanup() { m_folder.reset(); }

Design TestSkerryFile::walked(quint32 seed, int edits) {
    Document document(m_registry);
    RandomWalk walk(document, seed);
    for (int i = 0; i < edits; ++i) Q_UNUSED(document.apply(walk.next()).ok())
    return designOf(document);
}

void TestSkerryFile::randomDesignsComeBackAsTheyWere() {
    for (quint32 seed = 1; seed <= 10; ++seed) {
        const Design design = walked(seed, 100);
        QVERIFY(design.nodes.size() > 5);
        const auto saved = saveSkerryFile(at("a.skerry"), design);
        QVERIFY2(saved.ok(), saved.ok() ? "" : qPrintable(saved.error()));
        const auto loaded = loadSkerryFile(at("a.skerry"));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(loaded.error()));
        QVERIFY(loaded->design == design);
        QCOMPARE(toSkerryJson(loaded->design), toSkerryJson(design));
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("a.skerry")});
}

void TestSkerryFile::unknownKindsKeysAndFieldsSurvive() {
    const auto design = fromSkerryJson(
        "{\"skerry\":2,\"reviews\":[{\"by\":{}}],\"document\":{\"later\":{\"$money\":3}},\"nodes\":[{\"locked\":true,"
        "\"id\":\"1\",\"kind\":\"quantum.ledger\",\"properties\":{\"spin\":null,\"x\":[1,2]}}]}");
    QVERIFY(design.ok());
    QVERIFY(saveSkerryFile(at("a.skerry"), *design).ok());
    const auto loaded = loadSkerryFile(at("a.skerry"));
    QVERIFY(loaded.ok());
    QCOMPARE(toSkerryJson(loaded->design), toSkerryJson(*design));
}

void TestSkerryFile::propertiesCanBeListedWithSql() {
    Design design;
    design.nodes = {{Uid{7}, QStringLiteral("note"), {}, {{QStringLiteral("name"), QStringLiteral("Orders")}}, {}, {}}};
    QVERIFY(saveSkerryFile(at("a.skerry"), design).ok());
    SqlFile sql(at("a.skerry"), SqlFile::Mode::Read);
    QSqlQuery query = sql.query();
    QVERIFY(query.exec(QStringLiteral("SELECT subject, key, value FROM property")));
    QVERIFY(query.next());
    QCOMPARE(query.value(0).toLongLong(), 7);
    QCOMPARE(query.value(1).toString(), QStringLiteral("name"));
    QCOMPARE(query.value(2).toString(), QStringLiteral("Orders"));
}

void TestSkerryFile::historyAndRunsAreKept() {
    History history;
    history.steps = {{{QStringLiteral("Add"), {AddNode{walked(3, 20).nodes.front()}}}, {QStringLiteral("Add"), {RemoveNode{Uid{5}}}}}};
    history.position = 1;
    SaveExtras extras;
    extras.history = packHistory(history);
    extras.runs = {{0, QStringLiteral("peak"), QStringLiteral("2024-05-01T00:00:00Z"), "{\"seed\":1}", QByteArray("\0\1\2", 3)}};
    QVERIFY(saveSkerryFile(at("a.skerry"), Design{}, extras).ok());

    // Saved again over itself with one more run, as a window does.
    const auto first = loadSkerryFile(at("a.skerry"));
    QVERIFY(first.ok());
    extras.history = first->history;
    extras.runsFrom = at("a.skerry");
    extras.runs.front().title = QStringLiteral("night");
    QVERIFY(saveSkerryFile(at("a.skerry"), Design{}, extras).ok());
    const auto second = loadSkerryFile(at("a.skerry"));
    QVERIFY(second.ok());
    const auto unpacked = unpackHistory(second->history);
    QVERIFY2(unpacked.ok(), unpacked.ok() ? "" : qPrintable(unpacked.error()));
    QVERIFY(*unpacked == history);
    const auto runs = recordedRuns(at("a.skerry"));
    QVERIFY(runs.ok());
    QCOMPARE(runs->size(), size_t(2));
    QCOMPARE(runs->at(0).title, QStringLiteral("peak"));
    QCOMPARE(runs->at(0).data, QByteArray("\0\1\2", 3));
    QCOMPARE(runs->at(1).title, QStringLiteral("night"));
    QCOMPARE(runs->at(1).id, 2);

    // Autosave leaves the runs out.
    QVERIFY(saveSkerryFile(at("auto.skerry"), Design{}).ok());
    QVERIFY(recordedRuns(at("auto.skerry"))->empty());
}

void TestSkerryFile::eachSaveHasANameOfItsOwn() {
    const auto one = saveSkerryFile(at("a.skerry"), Design{});
    QVERIFY(one.ok());
    QCOMPARE(loadSkerryFile(at("a.skerry"))->save, *one);
    const auto two = saveSkerryFile(at("a.skerry"), Design{});
    QVERIFY(two.ok());
    QVERIFY(*one != *two);
}

void TestSkerryFile::versionOneIsMigratedAndLeftUntouched() {
    QVERIFY(QFile::copy(QStringLiteral(SKERRY_SOURCE_DIR "/tests/data/version1.skerry"), at("old.skerry")));
    const QByteArray before = contentOf(at("old.skerry"));
    const auto loaded = loadSkerryFile(at("old.skerry"));
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(loaded.error()));
    QCOMPARE(toSkerryJson(loaded->design),
             QByteArray("{\"skerry\":2,\n\"document\":{\n\"scenario\":\"peak\"},\n\"nodes\":[\n"
                        "{\"id\":\"0000000000000001\",\"kind\":\"region\",\"properties\":{\"name\":\"eu-west-1\"}},\n"
                        "{\"id\":\"0000000000000002\",\"kind\":\"note\",\"parent\":\"0000000000000001\",\"properties\":{\"name\":\"remember\"}},\n"
                        "{\"id\":\"0000000000000003\",\"kind\":\"quantum.ledger\",\"parent\":\"0000000000000001\","
                        "\"properties\":{\"spin\":{\"$half\":1}}},\n"
                        "{\"id\":\"ffffffffffffffff\",\"kind\":\"client\",\"parent\":\"0000000000000001\"}\n],\n\"links\":[\n"
                        "{\"from\":\"ffffffffffffffff\",\"id\":\"0000000000000004\",\"properties\":{\"colour\":\"red\"},"
                        "\"to\":\"0000000000000002\",\"type\":\"calls\"}\n],\n\"layout\":[\n"
                        "{\"id\":\"0000000000000001\",\"position\":[10,20.5],\"size\":[640,480]},\n"
                        "{\"id\":\"0000000000000002\",\"position\":[30,40]},\n"
                        "{\"id\":\"0000000000000003\",\"position\":[5,6]}\n]\n}\n"));
    QCOMPARE(loaded->save, QStringLiteral("00000000000000f1"));
    QCOMPARE(contentOf(at("old.skerry")), before);
    QVERIFY(recordedRuns(at("old.skerry"))->empty());

    // Saving over it writes the current version and survives that the old file knew no runs.
    SaveExtras extras;
    extras.runsFrom = at("old.skerry");
    QVERIFY(saveSkerryFile(at("old.skerry"), loaded->design, extras).ok());
    QCOMPARE(contentOf(at("old.skerry")).mid(60, 4), QByteArray("\0\0\0\2", 4));
    QVERIFY(loadSkerryFile(at("old.skerry"))->design == loaded->design);
}

void TestSkerryFile::newerVersionIsRefused() {
    QVERIFY(saveSkerryFile(at("a.skerry"), walked(1, 5)).ok());
    QByteArray content = contentOf(at("a.skerry"));
    content[63] = 3;
    overwrite(at("a.skerry"), content);
    const auto loaded = loadSkerryFile(at("a.skerry"));
    QVERIFY(!loaded.ok());
    QVERIFY2(loaded.error().contains(QStringLiteral("newer Skerry (format 3")), qPrintable(loaded.error()));
}

void TestSkerryFile::truncatedFileIsRefusedWhereverItIsCut() {
    QVERIFY(saveSkerryFile(at("a.skerry"), walked(2, 60)).ok());
    const QByteArray content = contentOf(at("a.skerry"));
    for (const qsizetype length : {qsizetype(0), qsizetype(10), qsizetype(99), qsizetype(100), qsizetype(4096), content.size() - 1}) {
        overwrite(at("cut.skerry"), content.first(length));
        const auto loaded = loadSkerryFile(at("cut.skerry"));
        QVERIFY(!loaded.ok());
        QString words = QStringLiteral("it is cut off, only %1 of").arg(length);
        if (length < 100) words = length < 15 ? QStringLiteral("it is not a Skerry design") : QStringLiteral("it is cut off, only 99 bytes");
        QVERIFY2(loaded.error().contains(words), qPrintable(loaded.error()));
    }
}

void TestSkerryFile::flippedBytesNeverCrash() {
    QVERIFY(saveSkerryFile(at("a.skerry"), walked(2, 60)).ok());
    const QByteArray content = contentOf(at("a.skerry"));
    int refused = 0;
    for (qsizetype i = 100; i < content.size(); i += 211) {
        QByteArray broken = content;
        broken[i] = static_cast<char>(broken[i] ^ 0x55);
        overwrite(at("broken.skerry"), broken);
        auto loaded = loadSkerryFile(at("broken.skerry"));
        Document document(m_registry);
        if (!loaded.ok()) {
            ++refused;
            QVERIFY(loaded.error().contains(QStringLiteral("cannot be opened")));
        } else {
            Q_UNUSED(loadDesign(document, std::move(loaded->design)).ok())
        }
    }
    QVERIFY(refused > 0);
}

void TestSkerryFile::foreignFilesAreRefused() {
    overwrite(at("text.skerry"), QByteArray("Dear all, ").repeated(50));
    QVERIFY(loadSkerryFile(at("text.skerry")).error().contains(QStringLiteral("text.skerry\" cannot be opened: it is not a Skerry design.")));
    QVERIFY(loadSkerryFile(at("none.skerry")).error().startsWith(QStringLiteral("There is no file")));
    QVERIFY(loadSkerryFile(m_folder->path()).error().contains(QStringLiteral("is a folder")));
    // A database of another program.
    QVERIFY(saveSkerryFile(at("a.skerry"), Design{}).ok());
    QByteArray content = contentOf(at("a.skerry"));
    content[68] = 0;
    overwrite(at("other.db"), content);
    QVERIFY(loadSkerryFile(at("other.db")).error().contains(QStringLiteral("not a Skerry design")));
}

void TestSkerryFile::symbolicLinkStaysALink() {
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("deep")));
    QVERIFY(saveSkerryFile(at("deep/real.skerry"), Design{}).ok());
    QVERIFY(QFile::link(at("deep/real.skerry"), at("link.skerry")));
    const Design design = walked(4, 20);
    QVERIFY(saveSkerryFile(at("link.skerry"), design).ok());
    QVERIFY(QFileInfo(at("link.skerry")).isSymLink());
    QVERIFY(!QFileInfo(at("deep/real.skerry")).isSymLink());
    QVERIFY(loadSkerryFile(at("deep/real.skerry"))->design == design);
}

void TestSkerryFile::permissionsStay() {
    QVERIFY(saveSkerryFile(at("a.skerry"), Design{}).ok());
    QCOMPARE(::chmod(QFile::encodeName(at("a.skerry")).constData(), 0640), 0);
    QVERIFY(saveSkerryFile(at("a.skerry"), Design{}).ok());
    struct stat info {};
    QCOMPARE(::stat(QFile::encodeName(at("a.skerry")).constData(), &info), 0);
    QCOMPARE(info.st_mode & 07777, 0640u);
}

void TestSkerryFile::readOnlyFolderKeepsTheOldFile() {
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("fixed")));
    QVERIFY(saveSkerryFile(at("fixed/a.skerry"), Design{}).ok());
    const QByteArray before = contentOf(at("fixed/a.skerry"));
    QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
    QCOMPARE(::chmod(QFile::encodeName(at("fixed/a.skerry")).constData(), 0666), 0);
    QCOMPARE(::chmod(QFile::encodeName(at("fixed")).constData(), 0555), 0);
    {
        const OrdinaryUser user;
        const auto saved = saveSkerryFile(at("fixed/a.skerry"), walked(1, 20));
        QVERIFY(!saved.ok());
        QVERIFY2(saved.error().contains(QStringLiteral("fixed\" is read-only. Choose another folder.")), qPrintable(saved.error()));
        QVERIFY(loadSkerryFile(at("fixed/a.skerry")).ok());
    }
    QCOMPARE(contentOf(at("fixed/a.skerry")), before);
    QCOMPARE(::chmod(QFile::encodeName(at("fixed")).constData(), 0755), 0);
}

void TestSkerryFile::fullDiskKeepsTheOldFile() {
    QVERIFY(saveSkerryFile(at("a.skerry"), Design{}).ok());
    const QByteArray before = contentOf(at("a.skerry"));
    const Design large = walked(5, 400);
    // A limit on the size of files stands in for a full disk: writes fail in the middle of the file.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const rlimit small{static_cast<rlim_t>(before.size() + 4096), old.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto saved = saveSkerryFile(at("a.skerry"), large);
    const auto plain = writeFileAtomically(at("b.json"), QByteArray(1 << 20, 'x'));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
    QVERIFY(!saved.ok());
    QVERIFY2(saved.error().contains(QStringLiteral("a.skerry\" cannot be written: the disk is full.")), qPrintable(saved.error()));
    QVERIFY(!plain.ok());
    QVERIFY(plain.error().contains(QStringLiteral("the disk is full")));
    QCOMPARE(contentOf(at("a.skerry")), before);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("a.skerry")});
}

void TestSkerryFile::missingFolderIsNamed() {
    const auto saved = saveSkerryFile(at("nowhere/a.skerry"), Design{});
    QVERIFY(!saved.ok());
    QVERIFY2(saved.error().contains(QStringLiteral("there is no folder")), qPrintable(saved.error()));
    QVERIFY(!QFileInfo::exists(at("nowhere")));
}

QTEST_GUILESS_MAIN(TestSkerryFile)
#include "tst_skerryfile.moc"
