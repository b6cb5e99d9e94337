// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/textmetrics.h"

#include <QTest>

using namespace model::layout;

class TestLayoutTextMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsTheAdvanceWidthsOfInter()
    {
        // 'A' is 1904 of 2816 units wide in the regular weight, a space 792.
        QCOMPARE(textWidthPx(u"A", {FontWeight::Regular, 28.16}), 19.04);
        QCOMPARE(textWidthPx(u"A A", {FontWeight::Regular, 28.16}), 19.04 + 7.92 + 19.04);
        QCOMPARE(textWidthPx(u"", {FontWeight::Regular, 12.0}), 0.0);
    }

    void semiBoldIsWiderThanRegular()
    {
        QVERIFY(textWidthPx(u"Orders", {FontWeight::SemiBold, 12.0}) > textWidthPx(u"Orders", {FontWeight::Regular, 12.0}));
    }

    void measuresLettersThatInterLacks()
    {
        QCOMPARE(textWidthPx(u"\u6ce8\u6587", {FontWeight::Regular, 12.0}), 24.0);
        QCOMPARE(textWidthPx(u"\u05d0", {FontWeight::Regular, 12.0}), 6.0);
        QCOMPARE(textWidthPx(QStringView(u"e\u0301"), {FontWeight::Regular, 12.0}), textWidthPx(u"e", {FontWeight::Regular, 12.0}));
        QCOMPARE(textWidthPx(u"\U0001F600", {FontWeight::Regular, 10.0}), 11.0);
    }

    void elidesInTheMiddleOnlyWhatIsTooLong()
    {
        const TextStyle style{FontWeight::SemiBold, 12.0};
        const QString name = QStringLiteral("customer-orders-production-replica");
        QCOMPARE(elidedInMiddle(name, style, 1000.0), name);
        const QString cut = elidedInMiddle(name, style, 132.0);
        QVERIFY(textWidthPx(cut, style) <= 132.0);
        QVERIFY(cut.startsWith(QLatin1String("customer")));
        QVERIFY(cut.endsWith(QLatin1String("replica")));
        QCOMPARE(cut.count(QChar(0x2026)), 1);
        QCOMPARE(elidedInMiddle(name, style, 1.0), QString(QChar(0x2026)));
    }

    void neverSplitsASurrogatePair()
    {
        const QString faces = QString::fromUtf16(u"\U0001F600\U0001F601\U0001F602\U0001F603\U0001F604\U0001F605");
        const QString cut = elidedInMiddle(faces, {FontWeight::Regular, 10.0}, 40.0);
        QVERIFY(cut.isValidUtf16());
        QVERIFY(cut.size() < faces.size());
    }
};

QTEST_GUILESS_MAIN(TestLayoutTextMetrics)
#include "tst_layouttextmetrics.moc"
