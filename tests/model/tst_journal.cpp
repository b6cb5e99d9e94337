// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/journal.h"
#include "model/io/skerryjson.h"
#include "tests/model/randomwalk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>

using namespace model;

namespace {

const QString kSave = QStringLiteral("00000000000000f1");

QByteArray stateOf(const Document& document) {
    return QCryptographicHash::hash(toSkerryJson(document), QCryptographicHash::Sha1).toHex();
}

ChangeSet adding(quint64 uid) {
    return {QStringLiteral("Add %1").arg(uid), {AddNode{{Uid{uid}, QStringLiteral("note"), {}, {}, {}, {}}}}};
}

/// The life of a program until it is killed: gestures without end. Before each it tells the state that will follow,
/// after it that the gesture is done.
int editUntilKilled(const QString& document, const QString& stateFolder, quint32 seed) {
    const KindRegistry registry = shippedKinds();
    Document live(registry);
    auto journal = Journal::start({document, kSave}, stateFolder);
    if (!journal) return 3;
    RandomWalk walk(live, seed);
    for (;;) {
        const ChangeSet gesture = walk.next();
        if (!live.apply(gesture)) continue;
        std::printf("begin %s\n", stateOf(live).constData());
        std::fflush(stdout);
        (*journal)->append(gesture);
        std::puts("done");
        std::fflush(stdout);
        if (live.nodeCount() > 5000) return 4;  // nobody kills us
    }
}

}  // namespace

class TestJournal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void changesAreFoundAgain();
    void killingLosesAtMostTheGestureInProgress_data();
    void killingLosesAtMostTheGestureInProgress();
    void changeThatWasCutOffIsLeftOut();
    void savedChangesAreNotReplayed();
    void livingJournalIsNotAbandoned();
    void secondWindowWritesElsewhere();
    void untitledAndReadOnlyDocumentsUseTheStateFolder();
    void savingUnderAnotherNameMovesTheJournal();
    void lostWorkIsNotWrittenOver();
    void recoveredChangesStayUntilTheNextSave();
    void properEndLeavesNothing();

private:
    [[nodiscard]] QString at(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QString state() const { return at("state"); }
    [[nodiscard]] std::vector<Recovery> left(const QString& document) const { return abandonedJournals({document, kSave}, state()); }

    KindRegistry m_registry = shippedKinds();
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestJournal::init() { m_folder = std::make_unique<QTemporaryDir>(); }
void TestJournal::cleanup() { m_folder.reset(); }

void TestJournal::changesAreFoundAgain() {
    Document document(m_registry);
    {
        auto journal = Journal::start({at("a.skerry"), kSave}, state());
        QVERIFY(journal.ok());
        QCOMPARE((*journal)->path(), at(".a.skerry.journal"));
        connect(&document, &Document::changed, this, [&](const ChangeSet& changes) { (*journal)->append(changes); });
        RandomWalk walk(document, 3);
        for (int i = 0; i < 50; ++i) Q_UNUSED(document.apply(walk.next()).ok())
        disconnect(&document, nullptr, this, nullptr);
    }
    const auto found = left(at("a.skerry"));
    QCOMPARE(found.size(), size_t(1));
    Document again(m_registry);
    QCOMPARE(recover(again, found.front()), static_cast<int>(found.front().changes.size()));
    QCOMPARE(toSkerryJson(again), toSkerryJson(document));
    dismiss(found.front());
    QVERIFY(left(at("a.skerry")).empty());
}

void TestJournal::killingLosesAtMostTheGestureInProgress_data() {
    QTest::addColumn<int>("afterMs");
    for (const int ms : {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 80, 120}) QTest::addRow("%d ms", ms) << ms;
}

void TestJournal::killingLosesAtMostTheGestureInProgress() {
    QFETCH(int, afterMs);
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--edit-until-killed"), at("a.skerry"), state(), QString::number(afterMs + 1)});
    QVERIFY(child.waitForStarted());
    QVERIFY(child.waitForReadyRead());
    QTest::qWait(afterMs);
    child.kill();
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    std::vector<QByteArray> announced;  // the state after each gesture
    size_t done = 0;
    const QList<QByteArray> lines = child.readAllStandardOutput().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("begin ") && line.size() == 46) announced.push_back(line.mid(6));
        if (line == "done") ++done;
    }
    const auto found = left(at("a.skerry"));
    const size_t kept = found.empty() ? 0 : found.front().changes.size();
    QVERIFY2(kept >= done && kept <= done + 1, qPrintable(QStringLiteral("%1 kept of %2 done").arg(kept).arg(done)));
    if (kept == 0 || kept > announced.size()) return;
    Document again(m_registry);
    QCOMPARE(recover(again, found.front()), static_cast<int>(kept));
    QCOMPARE(stateOf(again), announced[kept - 1]);
}

void TestJournal::changeThatWasCutOffIsLeftOut() {
    {
        auto journal = Journal::start({at("a.skerry"), kSave}, state());
        for (const quint64 uid : {1, 2, 3}) (*journal)->append(adding(uid));
    }
    QFile file(at(".a.skerry.journal"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray whole = file.readAll();
    const qsizetype lastLine = whole.chopped(1).lastIndexOf('\n') + 1;
    for (qsizetype length = whole.size(); length >= lastLine; --length) {
        QVERIFY(file.resize(length));
        const auto found = left(at("a.skerry"));
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(found.front().changes.size(), length == whole.size() ? size_t(3) : size_t(2));
    }
    // A page that never reached the disk reads as zeros.
    QByteArray zeros = whole;
    for (qsizetype i = lastLine + 12; i < zeros.size() - 5; ++i) zeros[i] = '\0';
    QVERIFY(file.resize(0) && file.seek(0) && file.write(zeros) == zeros.size() && file.flush());
    QCOMPARE(left(at("a.skerry")).front().changes.size(), size_t(2));
}

void TestJournal::savedChangesAreNotReplayed() {
    {
        auto journal = Journal::start({at("a.skerry"), kSave}, state());
        (*journal)->append(adding(1));
        QVERIFY((*journal)->follow({at("a.skerry"), QStringLiteral("f2")}).ok());
        (*journal)->append(adding(2));
    }
    QVERIFY(left(at("a.skerry")).empty());
    const auto found = abandonedJournals({at("a.skerry"), QStringLiteral("f2")}, state());
    QCOMPARE(found.size(), size_t(1));
    QVERIFY(found.front().changes == std::vector<ChangeSet>{adding(2)});
}

void TestJournal::livingJournalIsNotAbandoned() {
    auto journal = Journal::start({at("a.skerry"), kSave}, state());
    (*journal)->append(adding(1));
    QVERIFY(left(at("a.skerry")).empty());
    QVERIFY((*journal)->follow({at("a.skerry"), kSave}).ok());
    (*journal)->append(adding(2));
    QVERIFY(left(at("a.skerry")).empty());
    journal->reset();
    QCOMPARE(left(at("a.skerry")).size(), size_t(1));
}

void TestJournal::secondWindowWritesElsewhere() {
    auto first = Journal::start({at("a.skerry"), kSave}, state());
    auto second = Journal::start({at("a.skerry"), kSave}, state());
    QVERIFY(first.ok() && second.ok());
    QCOMPARE(QFileInfo((*second)->path()).absolutePath(), state());
    (*first)->append(adding(1));
    (*second)->append(adding(2));
    first->reset();
    second->reset();
    QCOMPARE(left(at("a.skerry")).size(), size_t(2));
}

void TestJournal::untitledAndReadOnlyDocumentsUseTheStateFolder() {
    {
        auto untitled = Journal::start({}, state());
        QVERIFY(untitled.ok());
        QCOMPARE(QFileInfo((*untitled)->path()).absolutePath(), state());
        (*untitled)->append(adding(1));
    }
    QCOMPARE(abandonedJournals({}, state()).size(), size_t(1));
    auto lost = Journal::start({QStringLiteral("/proc/a.skerry"), kSave}, state());
    QVERIFY(lost.ok());
    QCOMPARE(QFileInfo((*lost)->path()).absolutePath(), state());
}

void TestJournal::savingUnderAnotherNameMovesTheJournal() {
    auto journal = Journal::start({}, state());
    const QString old = (*journal)->path();
    (*journal)->append(adding(1));
    QVERIFY((*journal)->follow({at("b.skerry"), kSave}).ok());
    QCOMPARE((*journal)->path(), at(".b.skerry.journal"));
    QVERIFY(!QFileInfo::exists(old));
    (*journal)->append(adding(2));
    journal->reset();
    QVERIFY(left(at("b.skerry")).front().changes == std::vector<ChangeSet>{adding(2)});
}

// Who opens the design again and goes on, without having been asked, loses neither.
void TestJournal::lostWorkIsNotWrittenOver() {
    for (const quint64 change : {1, 2}) {
        auto journal = Journal::start({at("a.skerry"), kSave}, state());
        (*journal)->append(adding(change));
    }
    const auto found = left(at("a.skerry"));
    QCOMPARE(found.size(), size_t(2));
    QVERIFY(found.front().changes == std::vector<ChangeSet>{adding(1)});
    QVERIFY(found.back().changes == std::vector<ChangeSet>{adding(2)});
}

void TestJournal::recoveredChangesStayUntilTheNextSave() {
    {
        auto journal = Journal::start({at("a.skerry"), kSave}, state());
        (*journal)->append(adding(1));
    }
    auto found = left(at("a.skerry"));
    {
        auto journal = Journal::start({at("a.skerry"), kSave}, state(), found.front().changes);
        (*journal)->append(adding(2));
    }
    QVERIFY(left(at("a.skerry")).front().changes == (std::vector<ChangeSet>{adding(1), adding(2)}));
}

void TestJournal::properEndLeavesNothing() {
    auto journal = Journal::start({at("a.skerry"), kSave}, state());
    (*journal)->append(adding(1));
    (*journal)->discard();
    (*journal)->append(adding(2));
    journal->reset();
    QVERIFY(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

int main(int argc, char** argv) {
    if (argc == 5 && qstrcmp(argv[1], "--edit-until-killed") == 0)
        return editUntilKilled(QFile::decodeName(argv[2]), QFile::decodeName(argv[3]), static_cast<quint32>(atoi(argv[4])));
    QCoreApplication app(argc, argv);
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_journal.moc"
