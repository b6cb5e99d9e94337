// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/boxes.h"
#include "app/paint/context.h"
#include "app/paint/dots.h"
#include "app/paint/icons.h"
#include "app/paint/links.h"
#include "app/paint/marks.h"
#include "app/paint/picturepainter.h"
#include "app/paint/titles.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace app;

class TestPaint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIconDrawsSomething();
    void iconsOfKindsDifferAtSixteenPixels();
    void unknownKindsGetTheGeneralGlyph();
    void detailGoesStepByStep();
    void digitsKeepTheirCells();
    void gaugeIsFullAtTheAllowedRate();
    void dotsDifferInShape();
    void aTrackIsShorterThanItsCorners();
    void aTrackFindsThePlaceNearestToAPoint();
    void jumpsBowOutOfTheLine();
    void aBrokenLinkEndsAtTheBlocker();
    void subnetsHaveASurfaceOfTheirOwn();
    void titlesFromAfarStandApartAndInTheirContainers();
    void linksReachTheIconWhereLabelsAreLeftOut();
    void partsOfAContainerMakeUpTheWhole();

private:
    [[nodiscard]] PaintContext context() { return {m_theme, m_fonts, m_icons}; }
    [[nodiscard]] QImage blank() const {
        QImage image(200, 100, QImage::Format_ARGB32_Premultiplied);
        image.fill(m_theme.color(Token::Canvas));
        return image;
    }

    Theme m_theme{Scheme::Light};
    Fonts m_fonts = loadFonts();
    Icons m_icons;
};

static QStringList kindIcons() {
    QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    names.removeOne(QStringLiteral("skerry.svg"));
    for (QString& name : names) name.chop(4);
    return names;
}

// Mean difference of coverage in percent between two glyphs.
static double difference(const QImage& a, const QImage& b) {
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) sum += std::abs(qAlpha(a.pixel(x, y)) - qAlpha(b.pixel(x, y)));
    }
    return 100 * sum / (255.0 * a.width() * a.height());
}

void TestPaint::everyIconDrawsSomething() {
    QStringList names = kindIcons();
    QVERIFY(names.contains(QStringLiteral("dynamodb.table")));
    for (const QString& file : QDir(QStringLiteral(":/icons/ui")).entryList()) names << QStringLiteral("ui/") + file.chopped(4);
    QVERIFY(names.size() > 80);
    for (const QString& name : names) {
        const QImage glyph = m_icons.glyphPixmap(name, 24, 1, Qt::black).toImage();
        QImage empty = glyph;
        empty.fill(Qt::transparent);
        QVERIFY2(difference(glyph, empty) > 1, qPrintable(name));
    }
}

void TestPaint::iconsOfKindsDifferAtSixteenPixels() {
    const QStringList names = kindIcons();
    for (const QString& one : names) {
        for (const QString& other : names) {
            if (one >= other) continue;
            const double percent = difference(m_icons.glyphPixmap(one, 16, 1, Qt::black).toImage(),
                                              m_icons.glyphPixmap(other, 16, 1, Qt::black).toImage());
            QVERIFY2(percent > 9, qPrintable(QStringLiteral("%1 and %2: %3 %").arg(one, other).arg(percent)));
        }
    }
}

void TestPaint::unknownKindsGetTheGeneralGlyph() {
    QVERIFY(!Icons::exists(QStringLiteral("quantum.ledger")));
    QCOMPARE(m_icons.glyphPixmap(QStringLiteral("quantum.ledger"), 16, 1, Qt::black).toImage(),
             m_icons.glyphPixmap(QStringLiteral("ui/unknown"), 16, 1, Qt::black).toImage());
}

void TestPaint::detailGoesStepByStep() {
    QCOMPARE(detailAt(0.6), Detail::Full);
    QCOMPARE(detailAt(0.59), Detail::NoSecondLines);
    QCOMPARE(detailAt(0.39), Detail::NoLabels);
    QCOMPARE(detailAt(0.19), Detail::Tiles);
}

void TestPaint::digitsKeepTheirCells() {
    const QFont font = m_fonts.label;
    QCOMPARE(digitsWidthPx(font, QStringLiteral("11:11")), digitsWidthPx(font, QStringLiteral("08:47")));
    QVERIFY(digitsWidthPx(font, QStringLiteral("111")) > digitsWidthPx(font, QStringLiteral("11")));
}

void TestPaint::gaugeIsFullAtTheAllowedRate() {
    const QColor ink = m_theme.color(Token::Write);
    const QColor empty = m_theme.color(Token::Line);
    for (const auto& [share, topIsFull] : {std::pair{1.0, true}, {7.0, true}, {0.5, false}}) {
        QImage image = blank();
        QPainter painter(&image);
        paintGauge(painter, context(), QRectF(10, 10, 5, 40), share, Token::Write);
        painter.end();
        QCOMPARE(image.pixelColor(12, 14), topIsFull ? ink : empty);
        QCOMPARE(image.pixelColor(12, 45), ink);
    }
}

// The inked pixels of a dot: neither transparent nor of the canvas's colour.
static QImage inkOf(QImage dot, const QColor& canvas) {
    for (int y = 0; y < dot.height(); ++y) {
        for (int x = 0; x < dot.width(); ++x) {
            const QColor color = dot.pixelColor(x, y);
            const bool inked = color.alpha() > 127 && std::abs(color.lightness() - canvas.lightness()) > 60;
            dot.setPixelColor(x, y, inked ? Qt::black : Qt::transparent);
        }
    }
    return dot;
}

void TestPaint::dotsDifferInShape() {
    const DotSprites sprites(m_theme, 2);
    const auto inked = [&](int kind) {
        return inkOf(sprites.sprite(DotKind(kind), DotRole::Request).toImage(), m_theme.color(Token::Canvas));
    };
    for (int one = 0; one < kDotKinds; ++one) {
        for (int other = one + 1; other < kDotKinds; ++other) {
            const double percent = difference(inked(one), inked(other));
            QVERIFY2(percent > 2, qPrintable(QStringLiteral("%1 and %2: %3 %").arg(one).arg(other).arg(percent)));
        }
    }
}

void TestPaint::aTrackIsShorterThanItsCorners() {
    const Track straight({{0, 0}, {100, 0}});
    QCOMPARE(straight.lengthPx(), 100.0);
    QCOMPARE(straight.at(25), QPointF(25, 0));
    QCOMPARE(straight.at(-5), QPointF(0, 0));
    QCOMPARE(straight.at(500), QPointF(100, 0));

    const Track bent({{0, 0}, {100, 0}, {100, 100}});
    QVERIFY(bent.lengthPx() > 190 && bent.lengthPx() < 200);
    QCOMPARE(bent.at(90), QPointF(90, 0));
    QCOMPARE(bent.at(bent.lengthPx()), QPointF(100, 100));
    QCOMPARE(Track().lengthPx(), 0.0);
}

void TestPaint::aTrackFindsThePlaceNearestToAPoint() {
    const Track bent({{0, 0}, {100, 0}, {100, 100}});
    QCOMPARE(bent.nearestPx({40, 9}), 40.0);
    QCOMPARE(bent.nearestPx({130, 100}), bent.lengthPx());
}

void TestPaint::jumpsBowOutOfTheLine() {
    const QPainterPath flat = linkPath({{0, 50}, {100, 50}}, {});
    QCOMPARE(flat.boundingRect().height(), 0.0);
    const QPainterPath jumping = linkPath({{0, 50}, {100, 50}}, {{0, QPointF(50, 50)}});
    QCOMPARE(jumping.boundingRect(), QRectF(0, 44, 100, 6));
    // Too near to an end for a half circle: the line stays as it is.
    QCOMPARE(linkPath({{0, 50}, {100, 50}}, {{0, QPointF(3, 50)}}).boundingRect().height(), 0.0);
}

void TestPaint::aBrokenLinkEndsAtTheBlocker() {
    QImage image = blank();
    QPainter painter(&image);
    paintLink(painter, context(), {.points = {{10, 50}, {190, 50}}, .widthPx = 3, .brokenAt = QPointF(100, 50)});
    painter.end();
    QCOMPARE(image.pixelColor(40, 50), m_theme.color(Token::Error));
    QCOMPARE(image.pixelColor(100, 56), m_theme.color(Token::ErrorTint));
    QVERIFY(image.pixelColor(150, 50) != m_theme.color(Token::Error));
}

void TestPaint::subnetsHaveASurfaceOfTheirOwn() {
    QCOMPARE(surfaceInside(Token::Region), Token::Canvas);
    QCOMPARE(surfaceInside(Token::PrivateSubnet), Token::PrivateSubnetFill);
    QImage image = blank();
    QPainter painter(&image);
    paintContainer(painter, context(), {.rect = QRectF(10, 10, 150, 80), .outline = Token::PublicSubnet});
    painter.end();
    QCOMPARE(image.pixelColor(100, 60), m_theme.color(Token::PublicSubnetFill));
}

// A Region with a VPC and a subnet in it, each 32 px below the border of the one around it.
static model::Picture nestedPicture() {
    model::Picture picture;
    const auto add = [&](const QString& name, const QString& token, const QRectF& rect) {
        model::PictureNode node;
        node.shape = model::ViewSpec::Shape::Container;
        node.title = name;
        node.token = token;
        node.kind = QStringLiteral("region");
        node.rect = rect;
        node.icon = QRectF(rect.left() + 12, rect.top() + 7, 18, 18);
        picture.nodes.push_back(node);
    };
    add(QStringLiteral("us-east-1"), QStringLiteral("region"), {0, 0, 600, 400});
    add(QStringLiteral("a VPC with a name of more than a few letters"), QStringLiteral("vpc"), {16, 32, 300, 340});
    add(QStringLiteral("private-a"), QStringLiteral("privateSubnet"), {32, 64, 160, 200});
    picture.bounds = QRectF(0, 0, 600, 400);
    return picture;
}

void TestPaint::titlesFromAfarStandApartAndInTheirContainers() {
    const model::Picture picture = nestedPicture();
    QVERIFY(titlePlaces(context(), picture).empty());  // at 100 % they stand in their own places
    for (const double zoom : {0.6, 0.48, 0.44, 0.36, 0.25, 0.1}) {
        const PaintContext seen{m_theme, m_fonts, m_icons, zoom};
        const std::vector<TitlePlace> titles = titlePlaces(seen, picture);
        QVERIFY(!titles.empty() && titles.front().node == 0);
        for (size_t i = 0; i < titles.size(); ++i) {
            const QRectF& around = picture.nodes[static_cast<size_t>(titles[i].node)].rect;
            QVERIFY2(titles[i].plate.left() >= around.left() && titles[i].plate.right() <= around.right(), qPrintable(QString::number(zoom)));
            QVERIFY2(titles[i].plate.height() * zoom >= 11, qPrintable(QString::number(zoom)));  // 9 px letters
            for (size_t j = 0; j < i; ++j) QVERIFY2(!titles[i].plate.intersects(titles[j].plate), qPrintable(QString::number(zoom)));
        }
        if (zoom >= 0.4) QCOMPARE(titles.size(), size_t(3));
    }
}

void TestPaint::linksReachTheIconWhereLabelsAreLeftOut() {
    model::Picture picture;
    model::PictureNode node;
    node.icon = QRectF(40, 0, 40, 40);
    node.titleRect = QRectF(30, 44, 60, 16);
    node.secondRect = QRectF(30, 60, 60, 14);
    node.rect = node.icon.united(node.titleRect).united(node.secondRect);
    picture.nodes = {node, node};
    picture.nodes[1].rect.moveLeft(400);
    picture.nodes[1].icon.moveLeft(410);
    model::PictureLeg leg;
    leg.from = 0;
    leg.to = 1;
    leg.route.points = {{60, 80}, {60, 120}, {300, 120}};
    const auto from = [&](Detail detail) { return legLook(picture, leg, {}, Arrow::None, detail).points.front(); };
    QCOMPARE(from(Detail::Full), QPointF(60, 80));
    QCOMPARE(from(Detail::NoSecondLines), QPointF(60, 66));
    QCOMPARE(from(Detail::NoLabels), QPointF(60, 46));
}

// The canvas paints it in tiles, of which most hold nothing of the title.
void TestPaint::partsOfAContainerMakeUpTheWhole() {
    const ContainerLook look{.rect = QRectF(10, 10, 280, 180), .outline = Token::Vpc, .title = QStringLiteral("Quays and jetties"), .second = QStringLiteral("10.0.0.0/16")};
    const auto painted = [&](const QList<QRect>& parts) {
        QImage image(300, 200, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        for (const QRect& part : parts) {
            painter.setClipRect(part);
            paintContainer(painter, context(), look);
        }
        return image;
    };
    QList<QRect> tiles;
    for (int x = 0; x < 300; x += 50)
        for (int y = 0; y < 200; y += 20) tiles.append({x, y, 50, 20});
    QCOMPARE(painted(tiles), painted({QRect(0, 0, 300, 200)}));
}

QTEST_MAIN(TestPaint)
#include "tst_paint.moc"
