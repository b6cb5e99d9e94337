// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/desktopsettings.h"
#include "app/theme/palette.h"
#include "app/theme/theme.h"

#include <QPalette>
#include <QTest>

using namespace app;

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textCanBeReadOnEverySurface();
    void shapesStandOutFromEverySurface();
    void everyTokenIsFoundByItsName();
    void categoriesHaveTheirOwnColors();
    void contrastIsThatOfTheStandard();
    void paletteTellsItsScheme();
};

static void comparePairs(std::span<const TokenPair> pairs, double least) {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme(scheme);
        for (const TokenPair& pair : pairs) {
            const double ratio = contrastRatio(theme.color(pair.ink), theme.color(pair.surface));
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 on %2 (%3): %4")
                                                    .arg(tokenName(pair.ink), tokenName(pair.surface),
                                                         scheme == Scheme::Light ? u"light" : u"dark")
                                                    .arg(ratio, 0, 'f', 2)));
        }
    }
}

void TestTheme::textCanBeReadOnEverySurface() { comparePairs(textPairs(), 4.5); }

void TestTheme::shapesStandOutFromEverySurface() { comparePairs(shapePairs(), 3.0); }

void TestTheme::everyTokenIsFoundByItsName() {
    for (int i = 0; i < int(Token::Count); ++i) QCOMPARE(tokenNamed(tokenName(Token(i))), std::optional(Token(i)));
    QCOMPARE(tokenNamed(u"sunset"), std::nullopt);
}

void TestTheme::categoriesHaveTheirOwnColors() {
    QCOMPARE(categoryToken(u"data"), Token::CategoryData);
    QCOMPARE(categoryToken(u"unheard of"), Token::CategoryGeneral);
    QCOMPARE(Theme(Scheme::Dark).color(categoryToken(u"network")), QColor(0x7C, 0x5C, 0xE6));
}

void TestTheme::contrastIsThatOfTheStandard() {
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
}

void TestTheme::paletteTellsItsScheme() {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) QCOMPARE(schemeOf(paletteOf(Theme(scheme))), scheme);
}

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
