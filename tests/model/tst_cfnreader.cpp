// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/nodebuilder.h"
#include "model/io/cfn/template.h"
#include "model/io/cfn/templatereader.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace model::cfn;

namespace {

const QString kFile = QStringLiteral("t.yaml");

QString errorOf(const QByteArray& text) {
    const auto root = parseTemplate(text, kFile);
    return root.ok() ? QString() : root.error();
}

QString resolvingErrorOf(const QByteArray& text) {
    const auto resolved = readTemplate(text, kFile, {});
    return resolved.ok() ? QString() : resolved.error();
}

/// A resource with one property that holds `levels` lists inside one another.
QByteArray nestedJson(int levels) {
    return "{\"Resources\":{\"A\":{\"Type\":\"T\",\"Properties\":{\"P\":" + QByteArray(levels, '[') + QByteArray(levels, ']') +
           "}}}}";
}

QByteArray nestedBlocks(int levels) {
    QByteArray text = "Resources:\n";
    for (int i = 1; i <= levels; ++i) text += QByteArray(i, ' ') + "k:\n";
    return text;
}

QByteArray aliasBomb() {
    QByteArray text = "Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i <= 9; ++i) {
        const QByteArray n = QByteArray::number(i);
        const QByteArray star = "*a" + QByteArray::number(i - 1);
        text += "  a" + n + ": &a" + n + " [" + star;
        for (int copy = 1; copy < 10; ++copy) text += ", " + star;
        text += "]\n";
    }
    return text + "Resources:\n  A:\n    Type: T\n";
}

}  // namespace

class TestCfnReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsLinesOfYaml() {
        const auto root = parseTemplate("# comment\nResources:\n  A:\n    Type: T\n\n  B:\n    Type: U\n", kFile);
        QVERIFY2(root.ok(), qPrintable(root.ok() ? QString() : root.error()));
        const Node* resources = root->find(u"Resources");
        QCOMPARE(resources->keys[0].text, QStringLiteral("A"));
        QCOMPARE(resources->keys[0].line, 3);
        QCOMPARE(resources->keys[1].line, 6);
        QCOMPARE(resources->find(u"B")->find(u"Type")->line, 7);
    }

    void keepsLinesOfJson() {
        const auto root = parseTemplate("{\n\t\"Resources\": {\n\t\t\"A\":{\"Type\":\"T\",\n\t\t\"x\":[1,true,null]}}}\n", kFile);
        QVERIFY2(root.ok(), qPrintable(root.ok() ? QString() : root.error()));
        const Node* resources = root->find(u"Resources");
        QCOMPARE(resources->keys[0].line, 3);
        const Node* list = resources->find(u"A")->find(u"x");
        QCOMPARE(list->line, 4);
        QCOMPARE(list->items.size(), std::size_t(3));
        QCOMPARE(list->items[0].text, QStringLiteral("1"));
        QCOMPARE(list->items[1].text, QStringLiteral("true"));
        QCOMPARE(list->items[2].kind, NodeKind::Null);
    }

    void readsJsonEscapes() {
        const auto root = parseTemplate(
            "{\"Resources\":{\"A\":{\"Type\":\"a\\/b\\\\ud83d \\ud83d\\ude00 \\u00e9\\n\\\"q\\\"\"}}}", kFile);
        QVERIFY2(root.ok(), qPrintable(root.ok() ? QString() : root.error()));
        QCOMPARE(root->find(u"Resources")->find(u"A")->textOf(u"Type"),
                 QString::fromUtf8("a/b\\ud83d \xF0\x9F\x98\x80 \xC3\xA9\n\"q\""));
    }

    void readsLongJsonOnOneLine() {
        const QByteArray longText(5000, 'x');
        const auto root = parseTemplate("{\"Description\":\"" + longText + "\",\"Resources\":{\"A\":{\"Type\":\"T\"}}}", kFile);
        QVERIFY2(root.ok(), qPrintable(root.ok() ? QString() : root.error()));
        QCOMPARE(root->textOf(u"Description").size(), 5000);
    }

    void readsByteOrderMarksAndUtf16() {
        const QString text = QStringLiteral("Resources:\r\n  A:\r\n    Type: Tü\r\n");
        QCOMPARE(parseTemplate("\xEF\xBB\xBF" + text.toUtf8(), kFile)->find(u"Resources")->find(u"A")->textOf(u"Type"),
                 QStringLiteral("Tü"));
        QByteArray utf16("\xFF\xFE", 2);
        for (const QChar c : text) utf16.append(char(c.unicode() & 0xFF)).append(char(c.unicode() >> 8));
        QCOMPARE(parseTemplate(utf16, kFile)->find(u"Resources")->find(u"A")->textOf(u"Type"), QStringLiteral("Tü"));
    }

    void writesShortFormsOut_data() {
        QTest::addColumn<QByteArray>("shortForm");
        QTest::addColumn<QString>("key");
        const char* names[] = {"Sub",    "Join",  "Select", "Split", "FindInMap",   "If",        "Equals", "And",
                               "Or",     "Not",   "GetAZs", "Cidr",  "ImportValue", "Transform", "Base64"};
        for (const char* name : names) QTest::newRow(name) << QByteArray("!") + name + " [a, b]" << QString("Fn::") + name;
        QTest::newRow("Ref") << QByteArray("!Ref a") << "Ref";
        QTest::newRow("Condition") << QByteArray("!Condition a") << "Condition";
        QTest::newRow("map argument") << QByteArray("!Transform {Name: a}") << "Fn::Transform";
        QTest::newRow("quoted") << QByteArray("!Ref 'a'") << "Ref";
        QTest::newRow("empty") << QByteArray("!GetAZs ''") << "Fn::GetAZs";
        QTest::newRow("nothing") << QByteArray("!GetAZs") << "Fn::GetAZs";
        QTest::newRow("unknown to us") << QByteArray("!ToJsonString [a]") << "Fn::ToJsonString";
    }
    void writesShortFormsOut() {
        QFETCH(QByteArray, shortForm);
        QFETCH(QString, key);
        const auto root = parseTemplate("Resources:\n  A:\n    P: " + shortForm + "\n", kFile);
        QVERIFY2(root.ok(), qPrintable(root.ok() ? QString() : root.error()));
        const Node* value = root->find(u"Resources")->find(u"A")->find(u"P");
        QVERIFY(value->isMap());
        QCOMPARE(value->keys.size(), std::size_t(1));
        QCOMPARE(value->keys[0].text, key);
        QCOMPARE(value->line, 3);
    }

    void splitsShortGetAttAtTheFirstDot() {
        const auto root = parseTemplate("Resources:\n  A:\n    P: !GetAtt B.Outputs.C\n", kFile);
        const Node* list = root->find(u"Resources")->find(u"A")->find(u"P")->find(u"Fn::GetAtt");
        QCOMPARE(list->items.size(), std::size_t(2));
        QCOMPARE(list->items[0].text, QStringLiteral("B"));
        QCOMPARE(list->items[1].text, QStringLiteral("Outputs.C"));
    }

    void expandsAliasesAndMerges() {
        const auto root = parseTemplate(
            "Metadata:\n  m: &m {a: 1, b: 2}\nResources:\n  A:\n    <<: *m\n    b: 3\n    c: *m\n", kFile);
        QVERIFY2(root.ok(), qPrintable(root.ok() ? QString() : root.error()));
        const Node* a = root->find(u"Resources")->find(u"A");
        QCOMPARE(a->keys.size(), std::size_t(3));
        QCOMPARE(a->textOf(u"a"), QStringLiteral("1"));
        QCOMPARE(a->textOf(u"b"), QStringLiteral("3"));
        QCOMPARE(a->find(u"c")->textOf(u"b"), QStringLiteral("2"));
    }

    void refusesAliasBombsInOneSentence() {
        const QString error = errorOf(aliasBomb());
        QVERIFY2(error.startsWith(QStringLiteral("t.yaml:7: ")), qPrintable(error));
        QVERIFY2(error.contains(QStringLiteral("more than 200,000 values")), qPrintable(error));
    }

    void refusesAnAliasInsideItsOwnValue() {
        const QString error = errorOf("Resources: &a\n  A:\n    Type: *a\n");
        QVERIFY2(error.startsWith(QStringLiteral("t.yaml:3: ")), qPrintable(error));
    }

    void refusesDeepNesting_data() {
        QTest::addColumn<QByteArray>("text");
        QByteArray aliases = "Metadata:\n  a0: &a0 [x]\n";
        for (int i = 1; i <= 200; ++i)
            aliases += "  a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [*a" + QByteArray::number(i - 1) + "]\n";
        QTest::newRow("json, 1000 lists") << nestedJson(1000);
        QTest::newRow("json, 500000 lists") << nestedJson(500'000);
        QTest::newRow("yaml, 1000 blocks") << nestedBlocks(1000);
        QTest::newRow("yaml, 1000 dashes") << "Resources:\n  a: " + QByteArray("- ").repeated(1000) + "x\n";
        QTest::newRow("yaml, 1000 explicit keys") << "Resources:\n  " + QByteArray("? ").repeated(1000) + "x\n";
        QTest::newRow("aliases of aliases") << aliases + "Resources:\n  A: *a200\n";
    }
    void refusesDeepNesting() {
        QFETCH(QByteArray, text);
        const QString error = errorOf(text);
        QVERIFY2(error.startsWith(QStringLiteral("t.yaml:")), qPrintable(error));
    }

    void saysHowDeepIsTooDeep() {
        QCOMPARE(errorOf(nestedJson(1000)),
                 QStringLiteral("t.yaml:1: values are nested more than 100 levels deep. Flatten the template."));
        QVERIFY(errorOf(nestedJson(90)).isEmpty());
    }

    void refusesDuplicateKeys() {
        QCOMPARE(errorOf("Resources:\n  A:\n    Type: T\n  B: {}\n  A:\n    Type: U\n"),
                 QStringLiteral("t.yaml:5: the key 'A' stands in line 2 already. Rename or remove one of the two."));
    }

    void takesDuplicateKeysWhereNothingDependsOnThem() {
        QCOMPARE(errorOf("Metadata:\n  Labels: {A: 1, A: 2}\nResources:\n  A:\n    Type: T\n"), QString());
    }

    void refusesWhatIsNoTemplate_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence");
        const QString isNone = QStringLiteral("'t.yaml' is no CloudFormation template: %1. Choose a template in JSON or YAML.");
        QTest::newRow("empty") << QByteArray() << isNone.arg("it is empty");
        QTest::newRow("blank") << QByteArray(" \n\n") << isNone.arg("it is empty");
        QTest::newRow("comments only") << QByteArray("# nothing\n") << isNone.arg("it is empty");
        QTest::newRow("text") << QByteArray("Dear all,\n\nhello.\n") << isNone.arg("it has no section 'Resources'");
        QTest::newRow("other json") << QByteArray("{\"a\": 1}") << isNone.arg("it has no section 'Resources'");
        QTest::newRow("a list") << QByteArray("[1, 2]") << isNone.arg("it has no section 'Resources'");
        QTest::newRow("binary") << QByteArray("SQLite format 3\0\x10\x00", 18) << isNone.arg("it is not text");
        QTest::newRow("not UTF-8") << QByteArray("Resources: \xFF\xC0\xAF!") << isNone.arg("it is not text");
        QTest::newRow("resources as a list")
            << QByteArray("Resources:\n- A\n")
            << QStringLiteral("t.yaml:2: 'Resources' must hold resources by name. Complete the template.");
        QTest::newRow("two documents")
            << QByteArray("Resources: {}\n---\nResources: {}\n")
            << QStringLiteral("t.yaml:3: a second document begins here. Keep one template in a file.");
        QTest::newRow("a map as key")
            << QByteArray("Resources:\n  {a: b}: c\n")
            << QStringLiteral("t.yaml:2: a key must be a text. Put quotes around it, or give it a name.");
    }
    void refusesWhatIsNoTemplate() {
        QFETCH(QByteArray, text);
        QFETCH(QString, sentence);
        QCOMPARE(errorOf(text), sentence);
    }

    void refusesTruncatedFiles_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("json in a map") << QByteArray("{\n \"Resources\": {\n  \"A\": {\"Type\": \"T\",\n");
        QTest::newRow("json in a text") << QByteArray("{\n \"Resources\": {\n  \"A\": {\"Type\": \"AWS::EC");
        QTest::newRow("yaml in a quote") << QByteArray("Resources:\n  A:\n    Type: 'AWS::EC2");
        QTest::newRow("yaml in a list") << QByteArray("Resources:\n  A:\n    Type: T\n    DependsOn: [B,");
        QTest::newRow("yaml before the type") << QByteArray("Resources:\n  A:\n    Type: T\n  B:\n");
        QTest::newRow("yaml in a key") << QByteArray("Resources:\n  A:\n    Type: T\n  B:\n    Ty");
    }
    void refusesTruncatedFiles() {
        QFETCH(QByteArray, text);
        const QString error = resolvingErrorOf(text);
        QVERIFY2(error.startsWith(QStringLiteral("t.yaml:")), qPrintable(error));
        QVERIFY2(error.contains(QStringLiteral("omplete")), qPrintable(error));
        QVERIFY(!error.contains(u'\n'));
    }

    void everyTruncationOfATemplateGivesATemplateOrASentence() {
        const QByteArray text =
            "Parameters:\n  P: {Type: Number, Default: 3}\nConditions:\n  C: !Equals [!Ref P, 3]\nResources:\n"
            "  A:\n    Type: T\n    Condition: C\n    Properties:\n      X: !Sub ['${a}-${B}', {a: !Ref P}]\n"
            "      Y: !If [C, !GetAtt B.Arn, !Ref AWS::NoValue]\n  B:\n    Type: U\n    Properties: {Z: \"q\\\"\"}\n";
        int refused = 0;
        for (qsizetype length = 0; length <= text.size(); ++length) {
            const auto resolved = readTemplate(text.left(length), kFile, {});
            if (resolved.ok()) continue;
            ++refused;
            QVERIFY(!resolved.error().isEmpty());
        }
        QVERIFY(refused > 100);
        QVERIFY(readTemplate(text, kFile, {}).ok());
    }

    void saysSentencesOnOneLineWhateverTheNames() {
        const QString error = resolvingErrorOf("Resources:\n  \"a\\nb" + QByteArray(900, 'x') + "\": {}\n");
        QVERIFY(error.startsWith(QStringLiteral("t.yaml:2: the resource 'a bxxx")));
        QVERIFY(error.endsWith(QStringLiteral("xxx' has no Type. Add it, or complete the file if it was cut off.")));
        QVERIFY(error.size() < 600);
    }

    void refusesLargeFiles() {
        QVERIFY(errorOf(QByteArray(kMaxTemplateBytes + 1, ' ')).contains(QStringLiteral("larger than 4 MB")));
    }

    void refusesFilesThatCannotBeRead() {
        QTemporaryDir folder;
        const QString missing = folder.filePath(QStringLiteral("none.yaml"));
        QVERIFY(readTemplateFile(missing).error().startsWith(QStringLiteral("'%1' cannot be read").arg(missing)));
        QVERIFY(readTemplateFile(folder.path()).error().contains(QStringLiteral("is a folder")));
    }

    void refusesCyclesAndNamesThem() {
        const QString advice = QStringLiteral(
            "these resources refer to one another in a cycle, which CloudFormation refuses: %1. Remove one of the references.");
        QCOMPARE(resolvingErrorOf("Resources:\n  X:\n    Type: T\n  A:\n    Type: T\n    Properties: {P: !Ref B}\n"
                                  "  B:\n    Type: T\n    Properties: {P: !Sub 'x${C.Arn}'}\n  C:\n    Type: T\n    DependsOn: [X, A]\n"),
                 QStringLiteral("t.yaml:4: ") + advice.arg(QStringLiteral("A -> B -> C -> A")));
        QCOMPARE(resolvingErrorOf("Resources:\n  A:\n    Type: T\n    Properties: {P: [!GetAtt A.Arn]}\n"),
                 QStringLiteral("t.yaml:2: ") + advice.arg(QStringLiteral("A -> A")));
    }

    void readsLongChainsOfReferences() {
        QByteArray text = "Resources:\n";
        for (int i = 0; i < 20'000; ++i) {
            text += "  R" + QByteArray::number(i) + ": {Type: T, DependsOn: R" + QByteArray::number((i + 1) % 20'000) + "}\n";
        }
        QVERIFY(resolvingErrorOf(text).contains(QStringLiteral("R19999 -> R0")));
        text.replace("DependsOn: R0}", "DependsOn: []}");
        QCOMPARE(resolvingErrorOf(text), QString());
    }

    void refusesCyclesOfConditions() {
        QCOMPARE(resolvingErrorOf("Conditions:\n  A: !Not [!Condition B]\n  B: !Or [!Condition A, !Condition A]\n"
                                  "Resources:\n  R:\n    Type: T\n    Condition: A\n"),
                 QStringLiteral("t.yaml:3: these conditions form a cycle: A -> B -> A. Remove one of the references."));
    }

    void refusesListsThatMultiply() {
        QByteArray text = "Parameters:\n  P:\n    Type: CommaDelimitedList\n    Default: 'a" + QByteArray(",a").repeated(1000) +
                          "'\nResources:\n  R:\n    Type: T\n    Properties:\n      L:\n";
        text += QByteArray("      - !Ref P\n").repeated(3000);
        QVERIFY(resolvingErrorOf(text).contains(QStringLiteral("more than 2,000,000 values")));
    }
};

QTEST_GUILESS_MAIN(TestCfnReader)
#include "tst_cfnreader.moc"
