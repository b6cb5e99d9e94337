// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/keydistribution.h"

#include <QTest>

#include <cmath>

using plan::KeyDistribution;
using plan::KeyShares;

class TestKeyDistribution : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sharesAddUpToOne() {
        for (const KeyDistribution& keys : {KeyDistribution::uniform(77), KeyDistribution::zipf(1000), KeyDistribution::zipf(500, 1),
                                            KeyDistribution::hotKey(40, 0.3), KeyDistribution::singleKey()}) {
            const KeyShares shares(keys);
            double sum = 0;
            for (std::uint64_t k = 0; k < keys.keyCount; ++k) {
                sum += shares.probability(k);
                QVERIFY(std::abs(shares.cumulative(k) - sum) < 1e-12);
            }
            QVERIFY(std::abs(sum - 1) < 1e-12);
            QCOMPARE(shares.probability(keys.keyCount), 0.0);
        }
    }

    void zipfFallsWithTheRank() {
        const KeyShares shares(KeyDistribution::zipf(10'000, 1));
        QVERIFY(std::abs(shares.probability(0) / shares.probability(9) - 10) < 1e-12);
        QVERIFY(std::abs(1 / shares.probability(0) - 9.787606036044348) < 1e-10);  // the harmonic number of 10,000
    }

    void hotKeyTakesItsShare() {
        const KeyShares shares(KeyDistribution::hotKey(101, 0.6));
        QCOMPARE(shares.probability(0), 0.6);
        QCOMPARE(shares.probability(1), 0.004);
        QCOMPARE(KeyShares(KeyDistribution::hotKey(1, 0.6)).probability(0), 1.0);
    }

    void longHarmonicSumsAgreeWithAddingUp() {
        for (double exponent : {0.5, 0.99, 1.0, 1.5}) {
            double sum = 0;
            for (int r = 200'000; r >= 1; --r)
                sum += std::pow(r, -exponent);
            QVERIFY(std::abs(plan::harmonic(200'000, exponent) / sum - 1) < 1e-12);
        }
    }

    void hashesSpreadEvenlyAndDifferByOwner() {
        int upper = 0;
        for (std::uint64_t k = 0; k < 10'000; ++k)
            upper += (plan::keyHash(7, k) >> 63) != 0 ? 1 : 0;
        QVERIFY(std::abs(upper - 5000) < 200);
        QVERIFY(plan::keyHash(7, 1) != plan::keyHash(9, 1));
    }
};

QTEST_APPLESS_MAIN(TestKeyDistribution)
#include "tst_keydistribution.moc"
