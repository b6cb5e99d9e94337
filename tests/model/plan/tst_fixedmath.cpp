// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/fixedmath.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstdint>

namespace {

bool close(double a, double b, double relative) { return std::abs(a - b) <= relative * std::max(std::abs(b), 1e-300); }

}  // namespace

class TestFixedMath : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheLibraryToTwelveDigits() {
        for (int i = 1; i < 4000; ++i) {
            const double x = 1e-6 * i * i * i;
            QVERIFY(close(plan::logarithm(x), std::log(x), 1e-13) || std::abs(plan::logarithm(x) - std::log(x)) < 1e-15);
            const double y = (i - 2000) * 0.31;
            QVERIFY(close(plan::exponential(y), std::exp(y), 1e-13));
            QVERIFY(std::abs(plan::sine(y) - std::sin(y)) < 1e-13);
            QVERIFY(std::abs(plan::cosine(y) - std::cos(y)) < 1e-13);
            QVERIFY(close(plan::power(x, 0.99), std::pow(x, 0.99), 1e-13));
        }
    }

    void normalQuantileInvertsTheNormalDistribution() {
        for (double p : {1e-12, 1e-6, 0.001, 0.01, 0.07, 0.2, 0.5, 0.61, 0.9, 0.99, 0.9999, 1 - 1e-9}) {
            const double z = plan::normalQuantile(p);
            const double back = 0.5 * std::erfc(-z / std::sqrt(2.0));
            QVERIFY2(std::abs(back - p) < 1e-13 + 1e-9 * std::min(p, 1 - p), qPrintable(QString::number(p)));
        }
        QVERIFY(close(plan::normalQuantile(0.99), 2.3263478740408408, 1e-14));
    }

    void givesTheSameBitsEverywhere() {
        // Recorded once; another compiler or processor that gives other bits would give other event logs.
        std::uint64_t mixed = 0;
        for (int i = 1; i < 1000; ++i) {
            const double x = i * 0.0173;
            for (double value : {plan::logarithm(x), plan::exponential(x), plan::sine(x), plan::power(x, 0.99),
                                 plan::normalQuantile(i / 1000.0)})
                mixed = (mixed ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001B3ULL;
        }
        QCOMPARE(mixed, std::uint64_t{5444502398394313709ULL});
    }

    void handlesTheEdges() {
        QCOMPARE(plan::logarithm(1), 0.0);
        QVERIFY(std::isinf(plan::logarithm(0)));
        QVERIFY(std::isnan(plan::logarithm(-1)));
        QVERIFY(close(plan::logarithm(5e-324), std::log(5e-324), 1e-13));
        QCOMPARE(plan::exponential(0), 1.0);
        QCOMPARE(plan::exponential(-1e9), 0.0);
        QVERIFY(std::isinf(plan::exponential(1e9)));
        QCOMPARE(plan::power(0, 2), 0.0);
        QCOMPARE(plan::power(7, 0), 1.0);
    }
};

QTEST_APPLESS_MAIN(TestFixedMath)
#include "tst_fixedmath.moc"
