// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/atomicfile.h"
#include "model/io/leftovers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <ctime>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

using namespace model;

/// What saves that were killed left beside a file: the next save of that file takes it away, and nothing else.
class TestLeftovers final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }
    void aKilledSaveIsCleanedUpByTheNext();
    void whatIsStillBeingWrittenStays();
    void whatIsYoungStays();
    void filesOfOthersStay_data();
    void filesOfOthersStay();
    void longNamesCanBeSaved();

private:
    [[nodiscard]] QString at(const QString& name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList hidden() const;
    void save(const QString& name);
    void killedSave(const QString& name);
    void age(const QString& name);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLeftovers::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QStringList TestLeftovers::hidden() const {
    QStringList found;
    for (const QString& name : QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        if (name.startsWith(u'.')) found += name;
    return found;
}

void TestLeftovers::save(const QString& name) {
    QVERIFY(writeFileAtomically(at(name), "content").ok());
    QVERIFY(QFileInfo::exists(at(name)));
}

// In a process of its own, that ends in the middle of it.
void TestLeftovers::killedSave(const QString& name) {
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        const auto file = AtomicFile::beside(at(name));
        if (file) ::raise(SIGKILL);
        ::_exit(1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
}

void TestLeftovers::age(const QString& name) {
    const time_t hourAgo = ::time(nullptr) - 3600;
    const utimbuf times{hourAgo, hourAgo};
    QCOMPARE(::utime(QFile::encodeName(at(name)).constData(), &times), 0);
}

void TestLeftovers::aKilledSaveIsCleanedUpByTheNext() {
    save(QStringLiteral("a.json"));
    killedSave(QStringLiteral("a.json"));
    killedSave(QStringLiteral("a.json"));
    QCOMPARE(hidden().size(), 2);
    for (const QString& name : hidden()) age(name);
    // Another file's save leaves them alone.
    save(QStringLiteral("b.json"));
    save(QStringLiteral("json"));
    QCOMPARE(hidden().size(), 2);
    save(QStringLiteral("a.json"));
    QCOMPARE(hidden(), QStringList());
    QVERIFY(QFileInfo::exists(at(QStringLiteral("b.json"))));
}

void TestLeftovers::whatIsStillBeingWrittenStays() {
    auto slow = AtomicFile::beside(at(QStringLiteral("a.json")));
    QVERIFY(slow.ok());
    QCOMPARE(hidden().size(), 1);
    age(hidden().front());
    save(QStringLiteral("a.json"));
    QCOMPARE(hidden().size(), 1);
    QVERIFY(slow->commit().ok());
    QCOMPARE(hidden(), QStringList());
}

void TestLeftovers::whatIsYoungStays() {
    killedSave(QStringLiteral("a.json"));
    save(QStringLiteral("a.json"));
    QCOMPARE(hidden().size(), 1);
}

void TestLeftovers::filesOfOthersStay_data() {
    QTest::addColumn<QString>("change");
    for (const char* change : {"older pattern", "another machine", "no number", "something behind it", "a folder", "a link", "a second name"}) QTest::newRow(change) << QString::fromLatin1(change);
}

void TestLeftovers::filesOfOthersStay() {
    QFETCH(QString, change);
    killedSave(QStringLiteral("a.json"));
    const QString own = hidden().front();
    const QStringList parts = own.split(u'-');  // .a.json.skerry, machine, process, number
    QCOMPARE(parts.size(), 4);
    QString name = own;
    if (change == u"older pattern") name = QStringLiteral(".a.json.1a2b3c4d");
    if (change == u"another machine") name = own.chopped(own.size() - parts[0].size()) + QStringLiteral("-00000000-") + parts[2] + u'-' + parts[3];
    if (change == u"no number") name = parts[0] + u'-' + parts[1] + QStringLiteral("-x1-") + parts[3];
    if (change == u"something behind it") name = own + QStringLiteral(".bak");
    QVERIFY(name == own || QFile::rename(at(own), at(name)));
    const QString target = at(QStringLiteral("precious"));
    if (change == u"a folder") QVERIFY(QFile::remove(at(own)) && QDir().mkdir(at(own)));
    if (change == u"a link") QVERIFY(QFile::rename(at(own), target) && QFile::link(target, at(own)));
    if (change == u"a second name") QCOMPARE(::link(QFile::encodeName(at(own)).constData(), QFile::encodeName(target).constData()), 0);
    age(name);
    save(QStringLiteral("a.json"));
    QCOMPARE(hidden(), QStringList{name});
}

void TestLeftovers::longNamesCanBeSaved() {
    const QString name = QString(245, u'n') + QStringLiteral(".json");
    save(name);
    QCOMPARE(hidden(), QStringList());
    killedSave(name);
    age(hidden().front());
    save(name);
    QCOMPARE(hidden(), QStringList());
    save(QString(120, QChar(0xe9)) + QStringLiteral(".json"));
}

QTEST_GUILESS_MAIN(TestLeftovers)
#include "tst_leftovers.moc"
