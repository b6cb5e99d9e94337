// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"
#include "model/io/skerryjson.h"
#include "model/io/valuejson.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace model;

namespace {

QByteArray written(const Value& value) {
    JsonWriter writer;
    writeValue(writer, value);
    return writer.take();
}

Value readBack(const QByteArray& json) {
    JsonReader reader(json);
    Value value = readValue(reader);
    if (reader.failed() || !reader.atEnd()) return Unresolved{QStringLiteral("failed: ") + reader.error()};
    return value;
}

QByteArray fileWith(const QByteArray& nodes) { return "{\"skerry\":2,\"nodes\":[" + nodes + "]}"; }

}  // namespace

class TestSkerryJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesAreWrittenInTheirForm_data();
    void valuesAreWrittenInTheirForm();
    void notANumberReadsBackAsNotANumber();
    void foreignFormsAreKeptAsTheyAre_data();
    void foreignFormsAreKeptAsTheyAre();
    void textThatLooksLikeAForeignFormStaysText();
    void designIsOneObjectALineWithTheLayoutApart();
    void orderOfKeysAndSpacesDoNotMatter();
    void unknownKindsKeysAndFieldsSurvive();
    void versionOneMovesGeometryIntoTheLayout();
    void badInputGetsOneSentence_data();
    void badInputGetsOneSentence();
    void brokenContentLeavesTheDocumentAsItWas();
    void ownFilesAreRecognised();
};

void TestSkerryJson::valuesAreWrittenInTheirForm_data() {
    QTest::addColumn<Value>("value");
    QTest::addColumn<QByteArray>("json");
    const Uid a{0xab}, b{0x123456789abcdef0};
    QTest::newRow("true") << Value(true) << QByteArray("true");
    QTest::newRow("integer") << Value(qint64(5)) << QByteArray("5");
    QTest::newRow("smallest integer") << Value(std::numeric_limits<qint64>::min()) << QByteArray("-9223372036854775808");
    QTest::newRow("whole number") << Value(5.0) << QByteArray("5.0");
    QTest::newRow("fraction") << Value(0.1) << QByteArray("0.1");
    QTest::newRow("large number") << Value(1e300) << QByteArray("1e+300");
    QTest::newRow("smallest number") << Value(5e-324) << QByteArray("5e-324");
    QTest::newRow("infinity") << Value(-std::numeric_limits<double>::infinity()) << QByteArray("{\"$number\":\"-inf\"}");
    QTest::newRow("text") << Value(QStringLiteral("a\"b\\c\n\u00e4\U0001F30A\x01"))
                          << QByteArray("\"a\\\"b\\\\c\\n\u00e4\U0001F30A\\u0001\"");
    QTest::newRow("half a character") << Value(QString(QChar(0xd800))) << QByteArray("\"\\ud800\"");
    QTest::newRow("texts") << Value(QStringList{QStringLiteral("x"), QString()}) << QByteArray("[\"x\",\"\"]");
    QTest::newRow("no texts") << Value(QStringList{}) << QByteArray("[]");
    QTest::newRow("reference") << Value(Ref{a, {}}) << QByteArray("{\"$ref\":\"00000000000000ab\"}");
    QTest::newRow("labelled reference") << Value(Ref{a, QStringLiteral("Orders")})
                                        << QByteArray("{\"$ref\":\"00000000000000ab\",\"label\":\"Orders\"}");
    QTest::newRow("reference to nothing") << Value(Ref{}) << QByteArray("{\"$ref\":null}");
    QTest::newRow("references") << Value(Refs{{Ref{b, {}}, Ref{a, QStringLiteral("x")}}})
                                << QByteArray("{\"$refs\":[\"123456789abcdef0\",{\"$ref\":\"00000000000000ab\",\"label\":\"x\"}]}");
    QTest::newRow("no references") << Value(Refs{}) << QByteArray("{\"$refs\":[]}");
    QTest::newRow("unresolved") << Value(Unresolved{QStringLiteral("!GetAtt x")}) << QByteArray("{\"$unresolved\":\"!GetAtt x\"}");
    QTest::newRow("no rows") << Value(Rows{}) << QByteArray("{\"$rows\":[]}");
    QTest::newRow("empty row") << Value(Rows{{Row{}}}) << QByteArray("[{}]");
    Row row;
    row.set(QStringLiteral("b"), Ref{a, {}});
    row.set(QStringLiteral("a"), Rows{{Row{}}});
    QTest::newRow("rows") << Value(Rows{{row}}) << QByteArray("[{\"a\":[{}],\"b\":{\"$ref\":\"00000000000000ab\"}}]");
    Row odd;
    odd.set(QStringLiteral("$ref"), true);
    QTest::newRow("rows with odd keys") << Value(Rows{{odd}}) << QByteArray("{\"$rows\":[{\"$ref\":true}]}");
}

void TestSkerryJson::valuesAreWrittenInTheirForm() {
    QFETCH(Value, value);
    QFETCH(QByteArray, json);
    QCOMPARE(written(value), json);
    const Value back = readBack(json);
    QCOMPARE(back.index(), value.index());
    QVERIFY(back == value);
    QCOMPARE(written(back), json);
}

void TestSkerryJson::notANumberReadsBackAsNotANumber() {
    const QByteArray json = written(Value(std::numeric_limits<double>::quiet_NaN()));
    QCOMPARE(json, QByteArray("{\"$number\":\"nan\"}"));
    QVERIFY(std::isnan(std::get<double>(readBack(json))));
}

void TestSkerryJson::foreignFormsAreKeptAsTheyAre_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("mixed list") << QByteArray("[\"a\",1,{}]");
    QTest::newRow("object") << QByteArray("{\"z\":1,\"a\":[null]}");
    QTest::newRow("later form") << QByteArray("{\"$duration\":\"5m\"}");
    QTest::newRow("later reference") << QByteArray("{\"$ref\":\"00000000000000ab\",\"version\":3}");
    QTest::newRow("reference by another name") << QByteArray("{\"$ref\":\"Orders\"}");
    QTest::newRow("rows with a later form") << QByteArray("[{\"a\":1},{\"$b\":2}]");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("text with spaces") << QByteArray("{\"a b\":\" \\\" \"}");
}

void TestSkerryJson::foreignFormsAreKeptAsTheyAre() {
    QFETCH(QByteArray, json);
    const Value value = readBack(json);
    QVERIFY(std::holds_alternative<Unresolved>(value));
    QCOMPARE(std::get<Unresolved>(value).text, QStringLiteral("json:") + QString::fromUtf8(json));
    QCOMPARE(written(value), json);
}

void TestSkerryJson::textThatLooksLikeAForeignFormStaysText() {
    for (const auto& text : {QStringLiteral("json:5"), QStringLiteral("json:{"), QStringLiteral("json:[1] x")}) {
        const Value back = readBack(written(Unresolved{text}));
        QVERIFY(back == Value(Unresolved{text}));
    }
}

void TestSkerryJson::designIsOneObjectALineWithTheLayoutApart() {
    Design design;
    design.properties = {{QStringLiteral("scenario"), QStringLiteral("peak")}};
    design.nodes = {{Uid{1}, QStringLiteral("region"), {}, {}, Geometry{{10, 20.5}, {300, 200}}, {}},
                    {Uid{2}, QStringLiteral("vpc.vpc"), Uid{1}, {{QStringLiteral("name"), QStringLiteral("a")}}, {},
                     {{Uid{9}, Geometry{{-1, 0}, {0, 0}}}}}};
    design.links = {{Uid{3}, QStringLiteral("calls"), Uid{1}, Uid{2}, {}}};
    const QByteArray expected =
        "{\"skerry\":2,\n"
        "\"document\":{\n\"scenario\":\"peak\"},\n"
        "\"nodes\":[\n"
        "{\"id\":\"0000000000000001\",\"kind\":\"region\"},\n"
        "{\"id\":\"0000000000000002\",\"kind\":\"vpc.vpc\",\"parent\":\"0000000000000001\",\"properties\":{\"name\":\"a\"}}\n"
        "],\n"
        "\"links\":[\n"
        "{\"from\":\"0000000000000001\",\"id\":\"0000000000000003\",\"to\":\"0000000000000002\",\"type\":\"calls\"}\n"
        "],\n"
        "\"layout\":[\n"
        "{\"id\":\"0000000000000001\",\"position\":[10,20.5],\"size\":[300,200]},\n"
        "{\"id\":\"0000000000000002\",\"position\":[-1,0],\"presence\":\"0000000000000009\"}\n"
        "]\n}\n";
    QCOMPARE(toSkerryJson(design), expected);
    const auto back = fromSkerryJson(expected);
    QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error()));
    QVERIFY(*back == design);
}

void TestSkerryJson::orderOfKeysAndSpacesDoNotMatter() {
    const auto design = fromSkerryJson(
        "\xef\xbb\xbf { \"layout\" : [ {\"position\":[1,2],\"id\":\"2\"} , {\"position\":[1,2],\"id\":\"77\"} ],\r\n"
        "\"nodes\":[{\"properties\":{\"b\":1,\"a\":2},\"kind\":\"k\",\"id\":\"2\"},{\"kind\":\"k\",\"id\":\"1\"}], \"skerry\":2 }");
    QVERIFY2(design.ok(), design.ok() ? "" : qPrintable(design.error()));
    QCOMPARE(design->nodes.size(), size_t(2));
    QCOMPARE(design->nodes[0].uid, Uid{1});
    QCOMPARE(design->nodes[1].properties[0].key, QStringLiteral("a"));
    QCOMPARE(design->nodes[1].geometry->position, QPointF(1, 2));
}

void TestSkerryJson::unknownKindsKeysAndFieldsSurvive() {
    const QByteArray text =
        "{\"skerry\":2,\"reviews\":[{\"by\":\"x\"}],\n"
        "\"document\":{\n\"later\":{\"$money\":3}},\n"
        "\"nodes\":[\n"
        "{\"locked\":true,\"id\":\"0000000000000001\",\"kind\":\"quantum.ledger\",\"properties\":{\"spin\":null,\"x\":[1,2]}}\n"
        "],\n\"links\":[\n],\n\"layout\":[\n]\n}\n";
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    auto design = fromSkerryJson(text);
    QVERIFY2(design.ok(), design.ok() ? "" : qPrintable(design.error()));
    QVERIFY(loadDesign(document, std::move(*design)).ok());
    QCOMPARE(document.nodeCount(), 1);
    QCOMPARE(toSkerryJson(document), text);
}

void TestSkerryJson::versionOneMovesGeometryIntoTheLayout() {
    const auto design = fromSkerryJson(
        "{\"skerry\":1,\"nodes\":[{\"id\":\"1\",\"kind\":\"region\",\"x\":10,\"y\":20.5,\"width\":300,\"height\":200},"
        "{\"id\":\"2\",\"kind\":\"note\",\"x\":1,\"y\":2},{\"id\":\"3\",\"kind\":\"note\"}]}");
    QVERIFY2(design.ok(), design.ok() ? "" : qPrintable(design.error()));
    QVERIFY(design->nodes[0].geometry == (Geometry{{10, 20.5}, {300, 200}}));
    QVERIFY(design->nodes[1].geometry == (Geometry{{1, 2}, {0, 0}}));
    QVERIFY(!design->nodes[2].geometry);
    QVERIFY(design->nodes[0].properties.empty());
    QVERIFY(toSkerryJson(*design).startsWith("{\"skerry\":2,\n"));
}

void TestSkerryJson::badInputGetsOneSentence_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("cut off") << fileWith("{\"id\":\"1\",\"kind\":\"no").chopped(2) << QStringLiteral("cut off");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("ends too early");
    QTest::newRow("prose") << QByteArray("Dear all,\n") << QStringLiteral("line 1, column 1: an object {...} is expected");
    QTest::newRow("no version") << QByteArray("{\"nodes\":[]}") << QStringLiteral("\"skerry\"");
    QTest::newRow("newer") << QByteArray("{\"skerry\":3}") << QStringLiteral("newer Skerry (format 3");
    QTest::newRow("version zero") << QByteArray("{\"skerry\":0}") << QStringLiteral("from 1 on");
    QTest::newRow("nodes are no list") << QByteArray("{\"skerry\":2,\n\"nodes\":5}") << QStringLiteral("line 2, column 9: a list [...]");
    QTest::newRow("kind is a number") << fileWith("{\"id\":\"1\",\"kind\":7}") << QStringLiteral("a text in quotes");
    QTest::newRow("no identity") << fileWith("{\"kind\":\"a\"}") << QStringLiteral("no \"id\"");
    QTest::newRow("strange identity") << fileWith("{\"id\":\"xyz\"}") << QStringLiteral("\"xyz\"");
    QTest::newRow("two designs") << QByteArray("{\"skerry\":2} {}") << QStringLiteral("follows the end");
    QTest::newRow("not UTF-8") << QByteArray("{\"skerry\":2,\"a\":\"\xff\"}") << QStringLiteral("UTF-8");
    QTest::newRow("missing comma") << QByteArray("{\"skerry\":2 \"a\":1}") << QStringLiteral("a comma or }");
    QTest::newRow("bad number") << fileWith("{\"id\":\"1\",\"kind\":\"a\",\"properties\":{\"a\":01}}") << QStringLiteral("a value");
    QTest::newRow("one number for a place") << QByteArray("{\"skerry\":2,\"layout\":[{\"id\":\"1\",\"position\":[1]}]}")
                                            << QStringLiteral("two numbers");
    QTest::newRow("a thousand levels") << fileWith("{\"id\":\"1\",\"kind\":\"a\",\"properties\":{\"a\":" + QByteArray(1000, '[') +
                                                   QByteArray(1000, ']') + "}}")
                                       << QStringLiteral("more than 64 levels");
}

void TestSkerryJson::badInputGetsOneSentence() {
    QFETCH(QByteArray, text);
    QFETCH(QString, part);
    const auto design = fromSkerryJson(text);
    QVERIFY(!design.ok());
    QVERIFY2(design.error().contains(part), qPrintable(design.error()));
    QVERIFY(!design.error().contains(u'\n'));
}

void TestSkerryJson::brokenContentLeavesTheDocumentAsItWas() {
    const KindRegistry registry = shippedKinds();
    Document document(registry);
    QVERIFY(loadDesign(document, *fromSkerryJson(fileWith("{\"id\":\"1\",\"kind\":\"note\"}"))).ok());
    const QByteArray before = toSkerryJson(document);
    auto orphan = fromSkerryJson(fileWith("{\"id\":\"2\",\"kind\":\"note\",\"parent\":\"7\"}"));
    QVERIFY(orphan.ok());
    QVERIFY(!loadDesign(document, std::move(*orphan)).ok());
    auto twice = fromSkerryJson(fileWith("{\"id\":\"2\",\"kind\":\"note\"},{\"id\":\"2\",\"kind\":\"note\"}"));
    QVERIFY(twice.ok());
    QVERIFY(!loadDesign(document, std::move(*twice)).ok());
    QCOMPARE(toSkerryJson(document), before);
}

void TestSkerryJson::ownFilesAreRecognised() {
    QVERIFY(looksLikeSkerryJson(toSkerryJson(Design{})));
    QVERIFY(looksLikeSkerryJson("{\"nodes\":[], \"skerry\": 2}"));
    QVERIFY(!looksLikeSkerryJson("{\"Resources\":{}}"));
    QVERIFY(!looksLikeSkerryJson("\"skerry\" is a rock"));
}

QTEST_APPLESS_MAIN(TestSkerryJson)
#include "tst_skerryjson.moc"
