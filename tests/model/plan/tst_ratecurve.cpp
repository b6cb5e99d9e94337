// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/ratecurve.h"

#include <QTest>

#include <cmath>

using plan::RateCurve;

class TestRateCurve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aConstantHoldsForEver() {
        const RateCurve curve = RateCurve::constant(40);
        QCOMPARE(curve.rateAt(0), 40.0);
        QCOMPARE(curve.rateAt(1e6), 40.0);
        QCOMPARE(curve.integral(2.5), 100.0);
        QCOMPARE(curve.timeOfCount(100), 2.5);
        QCOMPARE(curve.maxRatePerS(), 40.0);
        QVERIFY(curve.isConstant());
    }

    void aRampIsAStraightLineBetweenItsEnds() {
        const RateCurve curve = RateCurve::ramp(10, 50, 100, 20);
        QCOMPARE(curve.rateAt(50), 10.0);
        QCOMPARE(curve.rateAt(110), 30.0);
        QCOMPARE(curve.rateAt(500), 50.0);
        QCOMPARE(curve.integral(120), 1000.0 + 600.0);
        QCOMPARE(curve.integral(130), 1600.0 + 500.0);
        QCOMPARE(curve.timeOfCount(1600), 120.0);
    }

    void aSpikeStartsAndEndsAtOnce() {
        const RateCurve curve = RateCurve::spike(5, 500, 60, 10);
        QCOMPARE(curve.rateAt(59.999), 5.0);
        QCOMPARE(curve.rateAt(60), 500.0);
        QCOMPARE(curve.rateAt(69.999), 500.0);
        QCOMPARE(curve.rateAt(70), 5.0);
        QCOMPARE(curve.integral(100), 300.0 + 5000.0 + 150.0);
        QCOMPARE(curve.maxRatePerS(), 500.0);
    }

    void aDailyWaveRepeatsAndKeepsItsMean() {
        const RateCurve curve = RateCurve::dailyWave(100, 0.8, 14 * 3600);
        QVERIFY(std::abs(curve.rateAt(14 * 3600) - 180) < 1e-9);
        QVERIFY(std::abs(curve.rateAt(2 * 3600) - 20) < 1e-9);
        QCOMPARE(curve.rateAt(14 * 3600 + 3 * 86400.0), curve.rateAt(14 * 3600));
        QVERIFY(std::abs(curve.integral(86400) - 8.64e6) < 1e-3);
        QVERIFY(std::abs(curve.timeOfCount(2.5 * 8.64e6) - 0) > 2 * 86400);
    }

    void aRecordedLoadStepsOrIsJoined() {
        const std::vector<RateCurve::Point> rows{{10, 100}, {20, 50}, {30, 0}};
        const RateCurve step = RateCurve::table(rows, RateCurve::Interpolation::Step);
        QCOMPARE(step.rateAt(0), 100.0);
        QCOMPARE(step.rateAt(19.9), 100.0);
        QCOMPARE(step.rateAt(20), 50.0);
        QCOMPARE(step.integral(100), 2500.0);
        QVERIFY(std::isinf(step.timeOfCount(2501)));
        const RateCurve line = RateCurve::table(rows, RateCurve::Interpolation::Linear);
        QCOMPARE(line.rateAt(15), 75.0);
        QCOMPARE(line.integral(30), 1000.0 + 750.0 + 250.0);
    }

    void timeOfCountInvertsTheIntegral_data() {
        QTest::addColumn<int>("shape");
        for (int shape = 0; shape < 5; ++shape)
            QTest::addRow("%d", shape) << shape;
    }
    void timeOfCountInvertsTheIntegral() {
        QFETCH(int, shape);
        const RateCurve curves[] = {RateCurve::constant(3), RateCurve::ramp(0, 90, 5, 50), RateCurve::ramp(90, 1, 5, 50),
                                    RateCurve::spike(2, 300, 7, 3), RateCurve::dailyWave(0.01, 1, 100, 1000)};
        const RateCurve& curve = curves[shape];
        for (int i = 1; i < 300; ++i) {
            const double timeS = 0.37 * i;
            const double count = curve.integral(timeS);
            if (curve.rateAt(timeS) > 1e-9)
                QVERIFY(std::abs(curve.timeOfCount(count) - timeS) < 1e-6);
        }
    }

    void nothingAsksNothing() {
        QCOMPARE(RateCurve().rateAt(5), 0.0);
        QCOMPARE(RateCurve().integral(5), 0.0);
        QVERIFY(std::isinf(RateCurve().timeOfCount(1)));
        QVERIFY(std::isinf(RateCurve::constant(0).timeOfCount(1)));
    }
};

QTEST_APPLESS_MAIN(TestRateCurve)
#include "tst_ratecurve.moc"
