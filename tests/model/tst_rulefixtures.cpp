// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/design.h"
#include "model/io/skerryjson.h"
#include "model/rules/ruleengine.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace model;

// Every rule that a design decides has two small designs in resources/rules/<ID>/: one in which it finds something and one in
// which it does not. They are the rule's test, and the examples that users see.
class TestRuleFixtures : public QObject {
    Q_OBJECT

    KindRegistry m_registry = shippedKinds();

    static QString pathOf(const QString& rule, const char* which) {
        return QStringLiteral(SKERRY_SOURCE_DIR "/resources/rules/%1/%2.skerry.json").arg(rule, QString::fromLatin1(which));
    }

    static QByteArray bytesOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    // An error, or the empty text once the document holds the fixture.
    static QString load(Document& document, const QString& path) {
        const QByteArray text = bytesOf(path);
        if (text.isEmpty()) return QStringLiteral("there is no ") + path;
        auto design = fromSkerryJson(text);
        if (!design) return path + QStringLiteral(": ") + design.error();
        auto loaded = loadDesign(document, std::move(*design));
        return loaded ? QString() : path + QStringLiteral(": ") + loaded.error();
    }

    static std::vector<IssuePtr> found(const RuleEngine& engine, const QString& rule) {
        std::vector<IssuePtr> all;
        for (const IssuePtr& issue : engine.issues())
            if (issue->rule == rule) all.push_back(issue);
        return all;
    }

    static QString others(const RuleEngine& engine) {
        QStringList lines;
        for (const IssuePtr& issue : engine.issues()) lines += issue->rule + QStringLiteral(" ") + issue->message;
        for (const Silenced& silenced : engine.silenced()) lines += silenced.rule + QStringLiteral(" (silenced)");
        return QStringLiteral("found only:\n") + lines.join(u'\n');
    }

    // Ids of the rules that found an error.
    static QStringList errorsOf(const RuleEngine& engine) {
        QStringList ids;
        for (const IssuePtr& issue : engine.issues())
            if (issue->severity == Severity::Error && !ids.contains(issue->rule)) ids += issue->rule;
        return ids;
    }

    static bool isSubset(const QStringList& some, const QStringList& all) {
        return std::ranges::all_of(some, [&](const QString& id) { return all.contains(id); });
    }

    // Findings with the titles of their fixes.
    static QStringList told(const RuleEngine& engine) {
        QStringList lines;
        for (const IssuePtr& issue : engine.issues()) lines += issue->message + u'|' + (issue->fix ? issue->fix->title : QString());
        return lines;
    }

    void addRules() {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("offersFix");
        for (const RuleSpec* rule : m_registry.allRules())
            if (rule->decidedBy == DecidedBy::Design) QTest::newRow(rule->id) << QString::fromLatin1(rule->id) << rule->offersFix;
    }

private Q_SLOTS:
    void failingDesignIsFound_data() { addRules(); }
    void failingDesignIsFound() {
        QFETCH(QString, rule);
        Document document(m_registry);
        const QString problem = load(document, pathOf(rule, "fails"));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const RuleEngine engine(document);
        const auto issues = found(engine, rule);
        QVERIFY2(!issues.empty(), qPrintable(others(engine)));
        for (const IssuePtr& issue : issues) {
            QVERIFY(!issue->message.isEmpty());
            QVERIFY2(!issue->message.contains(QRegularExpression(QStringLiteral("%[0-9n]"))), qPrintable(issue->message));
            for (const Uid node : issue->nodes) QVERIFY(document.findNode(node));
            for (const Uid link : issue->links) QVERIFY(document.findLink(link));
        }
    }

    void passingDesignIsNotFound_data() { addRules(); }
    void passingDesignIsNotFound() {
        QFETCH(QString, rule);
        Document document(m_registry);
        const QString problem = load(document, pathOf(rule, "passes"));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const RuleEngine engine(document);
        const auto issues = found(engine, rule);
        QVERIFY2(issues.empty(), issues.empty() ? "" : qPrintable(issues.front()->message));
        for (const Silenced& silenced : engine.silenced()) QVERIFY2(silenced.rule != rule, "it passes only because it is silenced");
    }

    // A fix is one step that makes its own finding go, brings no error of another sort, and can be undone.
    void eachFixMakesItsFindingGo_data() { addRules(); }
    void eachFixMakesItsFindingGo() {
        QFETCH(QString, rule);
        QFETCH(bool, offersFix);
        Document document(m_registry);
        const QString problem = load(document, pathOf(rule, "fails"));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        RuleEngine engine(document);
        const auto issues = found(engine, rule);
        const QStringList errorsBefore = errorsOf(engine);
        bool fixed = false;
        for (const IssuePtr& issue : issues) {
            if (!issue->fix) continue;
            fixed = true;
            QVERIFY(!issue->fix->title.isEmpty());
            const QByteArray before = toSkerryJson(document);
            auto inverse = document.apply(*issue->fix);
            QVERIFY2(inverse.ok(), inverse.ok() ? "" : qPrintable(inverse.error()));
            engine.update(*issue->fix, *inverse);
            for (const IssuePtr& left : found(engine, rule)) QVERIFY2(!(*left == *issue), qPrintable(issue->message));
            QVERIFY2(found(engine, rule).size() < issues.size(), qPrintable(others(engine)));
            QVERIFY2(isSubset(errorsOf(engine), errorsBefore), qPrintable(issue->fix->title + u'\n' + others(engine)));
            QCOMPARE(told(engine), told(RuleEngine(document)));
            auto redo = document.apply(*inverse);
            QVERIFY(redo.ok());
            engine.update(*inverse, *redo);
            QCOMPARE(toSkerryJson(document), before);
        }
        QVERIFY2(fixed == offersFix, "offersFix is to be set exactly when the rule's findings carry fixes");
    }

    // Set SKERRY_WRITE_FIXTURES=1 to write them anew in their canonical form.
    void fixturesAreCanonical_data() { addRules(); }
    void fixturesAreCanonical() {
        QFETCH(QString, rule);
        for (const char* which : {"fails", "passes"}) {
            const QString path = pathOf(rule, which);
            auto design = fromSkerryJson(bytesOf(path));
            QVERIFY2(design.ok(), design.ok() ? "" : qPrintable(path + u' ' + design.error()));
            const QByteArray canonical = toSkerryJson(*design);
            if (qEnvironmentVariableIsSet("SKERRY_WRITE_FIXTURES")) {
                QFile file(path);
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(canonical);
            } else {
                QCOMPARE(bytesOf(path), canonical);
            }
        }
    }

    void noFolderIsLeftWithoutItsRule() {
        QStringList ids;
        for (const RuleSpec* rule : m_registry.allRules()) ids += QString::fromLatin1(rule->id);
        const QStringList folders = QDir(QStringLiteral(SKERRY_SOURCE_DIR "/resources/rules")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& folder : folders) QVERIFY2(ids.contains(folder), qPrintable(folder));
    }
};

QTEST_GUILESS_MAIN(TestRuleFixtures)
#include "tst_rulefixtures.moc"
