// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources.h"

#include <QDir>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QTest>

#include <functional>

namespace {

constexpr int kMostFunctionLines = 70;
constexpr int kMostFileLines = 500;

struct LayerRule {
    const char* folder;
    const char* allowed;  // project includes, as a pattern
    const char* why;
};

// Of several rules that fit, the one with the longest folder holds.
constexpr LayerRule kLayers[] = {
    {"model/plan", "model/plan/", "the plan stands on the standard library alone"},
    {"model", "model/", "the model knows neither simulation nor application"},
    {"simulation", "(simulation|model/plan)/", "the simulation sees the plan, never the document"},
    {"app/theme", "app/theme/", "colours stand on nothing"},
    {"app/paint", "(app/paint|app/theme|model)/", "painters know the model and the theme"},
    {"app/jobs", "(app/jobs|model|simulation)/", "jobs have no window"},
    {"app", "(app|model|simulation)/", "the application stands on everything"},
};

constexpr const char* kNoGui[] = {"model", "simulation", "app/jobs"};
constexpr const char* kNoQt[] = {"model/plan", "simulation"};
constexpr const char* kNoWidgets[] = {"app/paint", "app/theme"};

QString named(const Source& source, qsizetype line, const QString& what) {
    return QStringLiteral("%1:%2: %3").arg(source.path).arg(line + 1).arg(what);
}

template <std::size_t N>
bool isBelowAny(const Source& source, const char* const (&folders)[N]) {
    return std::ranges::any_of(folders, [&](const char* folder) { return source.isBelow(QLatin1String(folder)); });
}

bool isHeaderOf(const char* module, const QString& header) {
    static const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    const QString name = header.section(u'/', -1);
    return QFileInfo::exists(QStringLiteral("%1/%2/%3").arg(headers, QLatin1String(module), name));
}

}  // namespace

class TestTidy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void scannerTellsCodeFromCommentsAndStrings();
    void functionsAreMeasured();
    void everySourceNamesItsLicence();
    void includesObeyTheLayers();
    void servicesDoNotKnowEachOther();
    void librariesBelowTheWindowStayWithoutIt();
    void functionsFitAScreen();
    void filesAreShort();
    void kindIdsStayInTheirServices();
    void headersAreNamedOneByOne();
    void eventsAreNeverProcessedByHand();
    void simulationIsDeterministic();
    void colorsComeFromTheTheme();
    void nothingIsLeftToDo();

private:
    using LineCheck = std::function<void(const Source&, int line, QStringList& findings)>;
    // Calls the check for every line of every C++ file and fails with all findings.
    void checkLines(const LineCheck& check) const;
    static void report(const QStringList& findings);

    std::vector<Source> m_sources;
};

void TestTidy::initTestCase() {
    m_sources = readSources(QStringLiteral(SKERRY_SOURCE_DIR), {"app", "model", "simulation", "tests", "packaging", ".ci"});
    QVERIFY(m_sources.size() > 20);
}

void TestTidy::report(const QStringList& findings) {
    if (!findings.isEmpty()) QFAIL(qPrintable(u'\n' + findings.join(u'\n')));
}

void TestTidy::checkLines(const LineCheck& check) const {
    QStringList findings;
    for (const Source& source : m_sources) {
        if (!source.isCpp()) continue;
        for (int line = 0; line < source.lines.size(); ++line) check(source, line, findings);
    }
    report(findings);
}

void TestTidy::scannerTellsCodeFromCommentsAndStrings() {
    const Source source = parsed(QStringLiteral("a.cpp"), QStringLiteral("int a = 1'000; // {\nauto s = \"}\\\"{\"; /* {\n */ b"));
    QCOMPARE(source.code, QStringList({"int a = 1'000;     ", "auto s = \"}\\\"{\";     ", "    b"}));
    QCOMPARE(source.bare, QStringList({"int a = 1'000;     ", "auto s = \"    \";     ", "    b"}));
}

void TestTidy::functionsAreMeasured() {
    const Source source = parsed(QStringLiteral("a.cpp"), QStringLiteral("namespace a {\n"
                                                                         "struct S { int x = 1; };\n"
                                                                         "T::T() : m_a{1}, m_b(2) {\n"
                                                                         "    if (x) {\n"
                                                                         "    }\n"
                                                                         "}\n"
                                                                         "void f() const { g(); }\n"
                                                                         "}\n"));
    const std::vector<FunctionSpan> functions = functionsOf(source);
    int longest = 0;
    for (const FunctionSpan& function : functions) longest = std::max(longest, function.lineCount);
    QCOMPARE(longest, 4);
    QCOMPARE(functions.back().firstLine, 7);
    QCOMPARE(functions.back().lineCount, 1);
}

void TestTidy::everySourceNamesItsLicence() {
    QStringList findings;
    for (const Source& source : m_sources) {
        // A script's first line names its interpreter.
        const QString top = source.lines.mid(0, 2).join(u'\n');
        if (!top.contains(u"SPDX-License-Identifier: GPL-3.0-or-later")) {
            findings << named(source, 0, QStringLiteral("no SPDX line; begin with the one that all files have"));
        }
    }
    report(findings);
}

void TestTidy::includesObeyTheLayers() {
    static const QRegularExpression include(QString::fromLatin1(R"re(^\s*#\s*include\s*"(\w+/[^"]+)")re"));
    checkLines([](const Source& source, int line, QStringList& findings) {
        const QString header = include.match(source.code[line]).captured(1);
        if (header.isEmpty()) return;
        const LayerRule* rule = nullptr;
        for (const LayerRule& each : kLayers) {
            const bool fits = source.isBelow(QLatin1String(each.folder));
            if (fits && (rule == nullptr || qstrlen(each.folder) > qstrlen(rule->folder))) rule = &each;
        }
        if (rule == nullptr) return;
        const QRegularExpression allowed(u'^' + QLatin1String(rule->allowed));
        if (!header.contains(allowed)) findings << named(source, line, header + ": " + QLatin1String(rule->why));
    });
}

void TestTidy::servicesDoNotKnowEachOther() {
    static const QRegularExpression service(QStringLiteral("^model/services/([^/]+)/"));
    static const QRegularExpression include(QString::fromLatin1(R"re(^\s*#\s*include\s*"(\w+/[^"]+)")re"));
    checkLines([](const Source& source, int line, QStringList& findings) {
        const QString own = service.match(source.path).captured(1);
        const QString header = include.match(source.code[line]).captured(1);
        if (own.isEmpty() || header.isEmpty()) return;
        const QString other = service.match(header).captured(1);
        if (!other.isEmpty() && other != own) {
            findings << named(source, line, header + ": ask for a facet instead of knowing another service");
        }
    });
}

void TestTidy::librariesBelowTheWindowStayWithoutIt() {
    static const QRegularExpression include(QString::fromLatin1(R"(^\s*#\s*include\s*<(Q[^>]+)>)"));
    checkLines([](const Source& source, int line, QStringList& findings) {
        const QString header = include.match(source.code[line]).captured(1);
        if (header.isEmpty()) return;
        if (isBelowAny(source, kNoQt)) findings << named(source, line, header + ": no Qt here");
        const bool isWidget = isHeaderOf("QtWidgets", header);
        const bool isGui = isWidget || isHeaderOf("QtGui", header);
        if (isGui && isBelowAny(source, kNoGui)) findings << named(source, line, header + ": no Qt Gui here");
        if (isWidget && isBelowAny(source, kNoWidgets)) findings << named(source, line, header + ": no widgets here");
    });
}

void TestTidy::functionsFitAScreen() {
    QStringList findings;
    for (const Source& source : m_sources) {
        if (!source.isCpp()) continue;
        for (const FunctionSpan& function : functionsOf(source)) {
            // The rows of a test are a table, not a train of thought.
            const bool isTable = source.bare[function.firstLine - 1].contains(u"_data()");
            if (isTable || function.lineCount <= kMostFunctionLines) continue;
            findings << named(source, function.firstLine - 1,
                              QStringLiteral("a function of %1 lines; divide it (at most %2)")
                                  .arg(function.lineCount)
                                  .arg(kMostFunctionLines));
        }
    }
    report(findings);
}

void TestTidy::filesAreShort() {
    QStringList findings;
    for (const Source& source : m_sources) {
        const qsizetype count = source.lines.size() - 1;
        if (count <= kMostFileLines) continue;
        findings << named(source, 0, QStringLiteral("%1 lines; divide it (at most %2)").arg(count).arg(kMostFileLines));
    }
    report(findings);
}

void TestTidy::kindIdsStayInTheirServices() {
    // Every kind has an icon of its name. Ids without a dot are English words and cannot be told from them.
    QStringList ids = QDir(QStringLiteral(SKERRY_SOURCE_DIR "/resources/icons")).entryList({QStringLiteral("*.*.svg")});
    QVERIFY(ids.contains(QStringLiteral("dynamodb.table.svg")));
    for (QString& id : ids) id = u'"' + id.chopped(4) + u'"';
    checkLines([&](const Source& source, int line, QStringList& findings) {
        if (source.isBelow(QStringLiteral("model/services")) || source.isBelow(QStringLiteral("tests"))) return;
        for (const QString& id : ids) {
            if (source.code[line].contains(id)) findings << named(source, line, id + ": ask for a facet, not for a kind");
        }
    });
}

void TestTidy::headersAreNamedOneByOne() {
    static const QRegularExpression umbrella(
        QString::fromLatin1(R"(^\s*#\s*include\s*<Qt(Core|Gui|Widgets|Charts|Sql|Svg|Test|DBus|Network|Concurrent)>)"));
    checkLines([](const Source& source, int line, QStringList& findings) {
        if (source.code[line].contains(umbrella)) findings << named(source, line, QStringLiteral("name the class's header"));
    });
}

void TestTidy::eventsAreNeverProcessedByHand() {
    checkLines([](const Source& source, int line, QStringList& findings) {
        if (source.isBelow(QStringLiteral("tests"))) return;
        if (source.bare[line].contains(u"processEvents")) {
            findings << named(source, line, QStringLiteral("processEvents enters the event loop within itself; use a timer"));
        }
    });
}

void TestTidy::simulationIsDeterministic() {
    static const QRegularExpression banned(QString::fromLatin1(
        R"(#\s*include\s*<(random|unordered_map|unordered_set|chrono|ctime)>|std::hash\b|\b(rand|time|clock)\s*\(\s*\))"));
    checkLines([](const Source& source, int line, QStringList& findings) {
        // The live feed is what runs beside the engine; it may look at the clock.
        if (!source.isBelow(QStringLiteral("simulation")) || source.isBelow(QStringLiteral("simulation/live"))) return;
        const auto match = banned.match(source.bare[line]);
        if (match.hasMatch()) {
            findings << named(source, line, match.captured() + ": differs between machines or runs; not in the engine");
        }
    });
}

void TestTidy::colorsComeFromTheTheme() {
    static const QRegularExpression color(
        QString::fromLatin1(R"(#[0-9A-Fa-f]{6}\b|\bQColor\s*[({]\s*["\d]|\bqRgba?\s*\(|)"
                            R"(\bQt::(black|white|(dark|light)?(red|green|blue|cyan|magenta|yellow|gray))\b)"),
        QRegularExpression::CaseInsensitiveOption);
    checkLines([](const Source& source, int line, QStringList& findings) {
        if (source.isBelow(QStringLiteral("tests")) || source.isBelow(QStringLiteral("app/theme"))) return;
        const auto match = color.match(source.code[line]);
        if (match.hasMatch()) findings << named(source, line, match.captured() + ": take a token of app/theme");
    });
}

void TestTidy::nothingIsLeftToDo() {
    static const QRegularExpression mark(QStringLiteral("\\b(TO" "DO|FIX" "ME|XX" "X|HA" "CK)\\b"));
    checkLines([](const Source& source, int line, QStringList& findings) {
        if (source.lines[line].contains(mark)) findings << named(source, line, QStringLiteral("do it now or say it in an issue"));
    });
}

QTEST_GUILESS_MAIN(TestTidy)
#include "tst_tidy.moc"
