// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/quantity.h"

#include <QTest>

#include <limits>

using namespace model;

class TestQuantity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsAreRead_data();
    void textsAreRead();
    void nonsenseIsRefusedWithAnExample_data();
    void nonsenseIsRefusedWithAnExample();
    void numbersAreWritten_data();
    void numbersAreWritten();
    void whatIsWrittenReadsBack_data();
    void whatIsWrittenReadsBack();
    void valuesAreReadByTheirType();
    void valuesThatStandForSomethingElseHaveWords();
};

void TestQuantity::textsAreRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("unit");
    QTest::addColumn<double>("number");
    const auto row = [](const char* text, Unit unit, double number) { QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(unit) << number; };
    row("12", Unit::None, 12);
    row(" 1,000 ", Unit::None, 1000);
    row("-2.5", Unit::None, -2.5);
    row("1e3", Unit::None, 1000);
    row("10 million", Unit::None, 1e7);
    row("1.5KiB", Unit::Bytes, 1536);
    row("2 KB", Unit::Bytes, 2048);  // AWS's arithmetic: KB and KiB are both 1,024 bytes
    row("400 kib", Unit::Bytes, 409600);
    row("1 GB", Unit::Bytes, 1073741824);
    row("5m", Unit::Seconds, 300);
    row("48 h", Unit::Seconds, 172800);
    row("1d", Unit::Seconds, 86400);
    row("250 ms", Unit::Seconds, 0.25);
    row("2 s", Unit::Milliseconds, 2000);
    row("1k/s", Unit::PerSecond, 1000);
    row("600/min", Unit::PerSecond, 10);
    row("3600/h", Unit::PerSecond, 1);
    row("70 %", Unit::Percent, 70);
    row("400 RCU", Unit::ReadUnits, 400);
    row("25 wcu", Unit::WriteUnits, 25);
}

void TestQuantity::textsAreRead() {
    QFETCH(QString, text);
    QFETCH(int, unit);
    QFETCH(double, number);
    const auto read = parseQuantity(text, static_cast<Unit>(unit));
    QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error()));
    QCOMPARE(*read, number);
}

void TestQuantity::nonsenseIsRefusedWithAnExample_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("example");
    const auto row = [](const char* text, Unit unit, const char* example) {
        QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(unit) << QString::fromUtf8(example);
    };
    row("", Unit::None, "100");
    row("many", Unit::None, "100");
    row("5 apples", Unit::Bytes, "1.5 KiB");
    row("5 KiB", Unit::Seconds, "5 min");
    row("1.2.3", Unit::PerSecond, "120/s");
    row("1e999", Unit::None, "100");
    row("5 WCU", Unit::ReadUnits, "100");
}

void TestQuantity::nonsenseIsRefusedWithAnExample() {
    QFETCH(QString, text);
    QFETCH(int, unit);
    QFETCH(QString, example);
    const auto read = parseQuantity(text, static_cast<Unit>(unit));
    QVERIFY(!read.ok());
    QCOMPARE(read.error(), QStringLiteral("\"%1\" is not understood here. Write for example %2.").arg(text, example));
}

void TestQuantity::numbersAreWritten_data() {
    QTest::addColumn<double>("number");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("text");
    const auto row = [](double number, Unit unit, const char* text) { QTest::newRow(text) << number << static_cast<int>(unit) << QString::fromUtf8(text); };
    row(0, Unit::Bytes, "0 B");
    row(1536, Unit::Bytes, "1.5 KiB");
    row(409600, Unit::Bytes, "400 KiB");
    row(300, Unit::Seconds, "5 min");
    row(90, Unit::Seconds, "1.5 min");
    row(0.25, Unit::Seconds, "250 ms");
    row(172800, Unit::Seconds, "2 d");
    row(20, Unit::Milliseconds, "20 ms");
    row(240, Unit::PerSecond, "240/s");
    row(400, Unit::ReadUnits, "400 RCU");
    row(70, Unit::Percent, "70 %");
    row(0.125, Unit::None, "0.125");
    row(std::numeric_limits<double>::infinity(), Unit::Bytes, "∞");
}

void TestQuantity::numbersAreWritten() {
    QFETCH(double, number);
    QFETCH(int, unit);
    QFETCH(QString, text);
    QCOMPARE(formatQuantity(number, static_cast<Unit>(unit)), text);
}

void TestQuantity::whatIsWrittenReadsBack_data() {
    QTest::addColumn<int>("unit");
    for (const Unit unit : {Unit::None, Unit::Bytes, Unit::Seconds, Unit::Milliseconds, Unit::PerSecond, Unit::ReadUnits, Unit::WriteUnits, Unit::Percent,
                            Unit::Items})
        QTest::addRow("unit %d", static_cast<int>(unit)) << static_cast<int>(unit);
}

void TestQuantity::whatIsWrittenReadsBack() {
    QFETCH(int, unit);
    for (const double number : {0.0, 1.0, 5.0, 60.0, 90.0, 1024.0, 3600.0, 40000.0, 86400.0, 409600.0}) {
        const QString text = formatQuantity(number, static_cast<Unit>(unit));
        const auto read = parseQuantity(text, static_cast<Unit>(unit));
        QVERIFY2(read.ok(), qPrintable(text));
        QVERIFY2(qAbs(*read - number) <= number * 0.005, qPrintable(text));
    }
}

void TestQuantity::valuesAreReadByTheirType() {
    PropertySpec spec;
    spec.title = "Mode";
    spec.type = ValueType::Choice;
    spec.choices = {{QStringLiteral("on-demand"), "On-demand"}, {QStringLiteral("provisioned"), "Provisioned"}};
    QVERIFY(*parseValue(spec, QStringLiteral("PROVISIONED")) == Value(QStringLiteral("provisioned")));
    QCOMPARE(parseValue(spec, QStringLiteral("none")).error(), QStringLiteral("Mode takes one of on-demand, provisioned, not \"none\"."));
    spec.type = ValueType::Bool;
    QVERIFY(*parseValue(spec, QStringLiteral("Yes")) == Value(true));
    QVERIFY(*parseValue(spec, QStringLiteral("off")) == Value(false));
    QVERIFY(!parseValue(spec, QStringLiteral("maybe")).ok());
    spec.type = ValueType::Integer;
    QVERIFY(*parseValue(spec, QStringLiteral("1k")) == Value(qint64(1000)));
    QVERIFY(!parseValue(spec, QStringLiteral("1.5")).ok());
    spec.type = ValueType::Number;
    QVERIFY(*parseValue(spec, QStringLiteral("1.5")) == Value(1.5));
    spec.type = ValueType::TextList;
    QVERIFY(*parseValue(spec, QStringLiteral("a, b,,c ")) == Value(QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    spec.type = ValueType::Rows;
    QVERIFY(!parseValue(spec, QStringLiteral("a")).ok());
}

void TestQuantity::valuesThatStandForSomethingElseHaveWords() {
    PropertySpec spec;
    spec.type = ValueType::Integer;
    spec.title = "Retries";
    spec.specials = {{-1, "until they expire"}, {0, "none"}};
    QCOMPARE(formatValue(spec, qint64(-1)), QStringLiteral("until they expire"));
    QCOMPARE(formatValue(spec, qint64(3)), QStringLiteral("3"));
    QVERIFY(*parseValue(spec, QStringLiteral("Until they expire ")) == Value(qint64(-1)));
    QVERIFY(*parseValue(spec, QStringLiteral("-1")) == Value(qint64(-1)));
    spec.type = ValueType::Number;
    QVERIFY(*parseValue(spec, QStringLiteral("none")) == Value(0.0));
}

QTEST_APPLESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
