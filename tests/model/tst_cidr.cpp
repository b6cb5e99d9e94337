// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/cidr.h"

#include <QRandomGenerator>
#include <QTest>

using namespace model;

namespace {

Cidr at(const char* text) { return *Cidr::parse(QString::fromLatin1(text)); }

}  // namespace

class TestCidr : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAndWritesBlocks_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char* text, const char* canonical) { QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(canonical); };
        row("10.0.0.0/16", "10.0.0.0/16");
        row("10.0.1.7/24", "10.0.1.0/24");
        row("255.255.255.255", "255.255.255.255/32");
        row("0.0.0.0/0", "0.0.0.0/0");
        row("::/0", "::/0");
        row("2001:db8::1/32", "2001:db8::/32");
        row("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1/128");
        row("fd00:1:2:3:4:5:6:7/65", "fd00:1:2:3::/65");
        row("::ffff/112", "::/112");
    }
    void readsAndWritesBlocks() {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto cidr = Cidr::parse(text);
        QVERIFY(cidr.has_value());
        QCOMPARE(cidr->canonical().text(), canonical);
        QCOMPARE(*Cidr::parse(cidr->text()), *cidr);
    }

    void refusesWhatIsNoBlock_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "10", "10.0.0", "10.0.0.0.0/8", "10.0.0.256/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "a.b.c.d/8",
                                 "1:2:3/64", "1:2:3:4:5:6:7:8:9/64", "::1::/64", "2001:db8::/129", "pl-63a5400a", "1.2.3.4 /8", "12345::/16"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refusesWhatIsNoBlock() {
        QFETCH(QString, text);
        QVERIFY(!Cidr::parse(text));
    }

    void tellsWhatLiesInWhat() {
        QVERIFY(at("10.0.0.0/16").contains(at("10.0.255.0/24")));
        QVERIFY(!at("10.0.0.0/16").contains(at("10.1.0.0/24")));
        QVERIFY(!at("10.0.1.0/24").contains(at("10.0.0.0/16")));
        QVERIFY(at("10.0.1.0/24").overlaps(at("10.0.0.0/16")));
        QVERIFY(!at("0.0.0.0/0").overlaps(at("::/0")));
        QCOMPARE(at("10.0.0.0/28").addressCount(), 16.0);
        QCOMPARE(at("10.0.0.0/24").addressAt(1).addressText(), QStringLiteral("10.0.0.1"));
        QCOMPARE(at("10.0.0.0/24").addressAt(-1).addressText(), QStringLiteral("10.0.0.255"));
        QVERIFY(at("172.31.0.0/16").isPrivate());
        QVERIFY(!at("172.32.0.0/16").isPrivate());
        QVERIFY(at("100.64.0.0/16").isPrivate());
    }

    void findsTheNextFreeBlock() {
        const std::vector within{at("10.0.0.0/22")};
        const std::vector taken{at("10.0.0.0/24"), at("10.0.1.128/25")};
        QCOMPARE(nextFreeBlock(within, taken, 24)->text(), QStringLiteral("10.0.2.0/24"));
        QCOMPARE(nextFreeBlock(within, taken, 25)->text(), QStringLiteral("10.0.1.0/25"));
        QCOMPARE(nextFreeBlock(within, std::vector{at("10.0.0.0/23")}, 26)->text(), QStringLiteral("10.0.2.0/26"));
        QVERIFY(!nextFreeBlock(within, taken, 22));
        QVERIFY(!nextFreeBlock(std::vector{at("255.255.255.0/24")}, std::vector{at("255.255.255.0/24")}, 25));
        QCOMPARE(nextFreeBlock(std::vector{at("2001:db8::/56")}, std::vector{at("2001:db8::/64")}, 64)->text(), QStringLiteral("2001:db8:0:1::/64"));
    }

    void mergedBlocksCoverTheSame() {
        const auto merged = [](const QStringList& texts, quint8 widest) {
            std::vector<Cidr> blocks;
            for (const QString& text : texts) blocks.push_back(at(text.toLatin1().constData()));
            QStringList found;
            for (const Cidr& block : mergedBlocks(blocks, widest)) found += block.text();
            return found.join(u' ');
        };
        const auto list = [](const char* text) { return QString::fromLatin1(text).split(u' '); };
        QCOMPARE(merged(list("10.0.3.0/24 10.0.0.0/24 10.0.1.0/24 10.0.2.0/24"), 0), QStringLiteral("10.0.0.0/22"));
        QCOMPARE(merged(list("10.0.1.0/24 10.0.2.0/24"), 0), QStringLiteral("10.0.1.0/24 10.0.2.0/24"));  // no halves of one block
        QCOMPARE(merged(list("10.0.0.0/16 10.0.7.0/24 10.1.0.0/16"), 16), QStringLiteral("10.0.0.0/16 10.1.0.0/16"));
        QCOMPARE(merged(list("0.0.0.0/1 128.0.0.0/1 ::/1 8000::/1"), 0), QStringLiteral("0.0.0.0/0 ::/0"));
    }

    void overlapsAreThoseOfTheNaiveSearch() {
        QRandomGenerator random(7);
        for (int round = 0; round < 50; ++round) {
            std::vector<Cidr> blocks;
            for (int i = 0; i < 60; ++i) {
                Cidr c = at("10.0.0.0/8");
                c.high |= static_cast<quint64>(random.bounded(1 << 12)) << 40;
                c.prefix = static_cast<quint8>(14 + random.bounded(12));
                blocks.push_back(c);
            }
            std::vector<std::pair<size_t, size_t>> naive;
            for (size_t i = 0; i < blocks.size(); ++i)
                for (size_t j = i + 1; j < blocks.size(); ++j)
                    if (blocks[i].overlaps(blocks[j])) naive.emplace_back(i, j);
            QCOMPARE(overlappingPairs(blocks), naive);
        }
    }
};

QTEST_APPLESS_MAIN(TestCidr)
#include "tst_cidr.moc"
