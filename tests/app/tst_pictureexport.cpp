// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/pictureexport.h"
#include "app/paint/picturepainter.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace app;
using model::Picture;
using model::PictureNode;
using model::Uid;

class TestPictureExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEndingNamesTheFormat();
    void aPngIsAsLargeAsItsScaleSays();
    void themesChangeTheGround();
    void anSvgIsTextAndCurves();
    void aPdfIsOnePage();
    void anEmptyDesignGivesAnEmptySheet();
    void tooLargePicturesAreRefused();
    void aFileThatCannotBeWrittenIsNamed();
    void aBlockedLinkIsBrokenWhereItIsBlocked();
    void whatSomeJourneyPassesIsOpen();
};

// A Region with a VPC, a client in a subnet and a table outside, joined through a gateway endpoint on the border.
static Picture samplePicture() {
    using Shape = model::ViewSpec::Shape;
    using model::Category;
    Picture picture;
    const auto add = [&](Shape shape, const char* kind, const char* token, const char* title, const char* second,
                         Category category, int parent, QRectF rect, QRectF icon) {
        PictureNode node;
        node.node = Uid{quint64(picture.nodes.size()) + 1};
        node.parent = parent;
        node.shape = shape;
        node.category = category;
        node.kind = QString::fromLatin1(kind);
        node.token = QString::fromLatin1(token);
        node.title = QString::fromLatin1(title);
        node.secondLine = QString::fromLatin1(second);
        node.rect = rect;
        node.icon = icon;
        picture.nodes.push_back(node);
    };
    add(Shape::Container, "region", "region", "us-east-1", "N. Virginia", Category::Network, -1, {0, 0, 560, 260}, {});
    add(Shape::Container, "vpc.vpc", "vpc", "shop", "10.0.0.0/16", Category::Network, 0, {16, 40, 300, 200}, {});
    add(Shape::Container, "vpc.subnet", "privateSubnet", "app-a", "10.0.1.0/24", Category::Network, 1, {40, 104, 180, 120}, {});
    add(Shape::Leaf, "ec2.fleet", "", "checkout", "4 x t3.medium", Category::Compute, 2, {86, 140, 88, 74}, {110, 140, 40, 40});
    add(Shape::Leaf, "vpc.gateway_endpoint", "", "ddb-gateway", "", Category::Network, 1, {272, 140, 88, 60}, {296, 140, 40, 40});
    add(Shape::Leaf, "dynamodb.table", "", "Orders", "provisioned 400 / 200", Category::Data, 0, {410, 140, 130, 74}, {450, 140, 40, 40});
    add(Shape::Strip, "vpc.route_table", "", "main", "", Category::Network, 1, {232, 206, 64, 24}, {236, 210, 16, 16});
    picture.nodes[5].gauges = {QStringLiteral("ConsumedReadCapacityUnits"), QStringLiteral("ConsumedWriteCapacityUnits")};
    picture.bands.push_back({QStringLiteral("us-east-1a"), 1, {28, 76, 204, 156}, {}});
    const auto leg = [&](int from, int to, std::vector<QPointF> points) {
        model::PictureLeg made;
        made.from = from;
        made.to = to;
        made.route.points = std::move(points);
        picture.legs.push_back(made);
    };
    leg(3, 4, {{150, 160}, {296, 160}});
    leg(4, 5, {{336, 160}, {450, 160}});
    picture.links.push_back({Uid{99}, {{.presence = {}, .steps = {{0, false}, {1, false}}, .reason = {}}}});
    picture.bounds = {0, 0, 560, 260};
    return picture;
}

void TestPictureExport::theEndingNamesTheFormat() {
    QCOMPARE(pictureFormatOf(QStringLiteral("a/b.PNG")), std::optional(PictureFormat::Png));
    QCOMPARE(pictureFormatOf(QStringLiteral("b.svg")), std::optional(PictureFormat::Svg));
    QCOMPARE(pictureFormatOf(QStringLiteral("b.v2.pdf")), std::optional(PictureFormat::Pdf));
    QCOMPARE(pictureFormatOf(QStringLiteral("b.gif")), std::nullopt);
}

void TestPictureExport::aPngIsAsLargeAsItsScaleSays() {
    const auto image = pictureImage(samplePicture(), {.scale = 2});
    QVERIFY(image.ok());
    QCOMPARE(image->size(), QSize(2 * (560 + 48), 2 * (260 + 48)));
    // The tile of the table, 3 px from its left border.
    QCOMPARE(image->pixelColor(2 * (24 + 453), 2 * (24 + 160)), Theme(Scheme::Light).color(Token::CategoryData));
}

void TestPictureExport::themesChangeTheGround() {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const auto image = pictureImage(samplePicture(), {.scheme = scheme});
        QVERIFY(image.ok());
        QCOMPARE(image->pixelColor(5, 5), Theme(scheme).color(Token::Canvas));
        QCOMPARE(image->pixelColor(24 + 50, 24 + 200), Theme(scheme).color(Token::PrivateSubnetFill));
    }
}

void TestPictureExport::anSvgIsTextAndCurves() {
    const auto svg = pictureBytes(samplePicture(), PictureFormat::Svg, {.title = QStringLiteral("Shop & more")});
    QVERIFY(svg.ok());
    QXmlStreamReader reader(*svg);
    QString text;
    int images = 0;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == u"image") ++images;
        if (reader.isCharacters()) text += reader.text();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(images, 0);
    for (const char* word : {"Shop & more", "us-east-1a", "checkout", "provisioned 400 / 200", "10.0.1.0/24"}) {
        QVERIFY2(text.contains(QLatin1String(word)), word);
    }
    QVERIFY(svg->contains("sans-serif"));
}

void TestPictureExport::aPdfIsOnePage() {
    const auto pdf = pictureBytes(samplePicture(), PictureFormat::Pdf, {});
    QVERIFY(pdf.ok());
    QVERIFY(pdf->startsWith("%PDF-1."));
    QCOMPARE(pdf->count("/Type /Page\n"), 1);
    // 608 x 308 pixels in points.
    QVERIFY(pdf->contains("/MediaBox [0 0 456"));
}

void TestPictureExport::anEmptyDesignGivesAnEmptySheet() {
    const auto image = pictureImage({}, {});
    QVERIFY(image.ok());
    QCOMPARE(image->size(), QSize(480, 240));
}

void TestPictureExport::tooLargePicturesAreRefused() {
    const auto image = pictureImage(samplePicture(), {.scale = 40});
    QVERIFY(!image.ok());
    QCOMPARE(image.error(), QStringLiteral("At this scale the picture has 24320 x 12320 pixels; 16384 a side are possible. "
                                           "Choose a smaller scale, or SVG or PDF."));
    QVERIFY(!pictureImage(samplePicture(), {.scale = 0}).ok());
}

void TestPictureExport::aFileThatCannotBeWrittenIsNamed() {
    const QTemporaryDir folder;
    const QString good = folder.filePath(QStringLiteral("shop.png"));
    QVERIFY(writePicture(samplePicture(), good, {}).ok());
    QCOMPARE(QImage(good).size(), QSize(608, 308));

    const QString bad = folder.filePath(QStringLiteral("no/such/folder/shop.svg"));
    const auto refused = writePicture(samplePicture(), bad, {});
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().contains(bad));
    QVERIFY(writePicture(samplePicture(), folder.filePath(QStringLiteral("shop.gif")), {}).error().contains(u".png, .svg or .pdf"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("shop.png")});
}

void TestPictureExport::aBlockedLinkIsBrokenWhereItIsBlocked() {
    Picture picture = samplePicture();
    model::PictureJourney& journey = picture.links[0].journeys[0];
    journey.blocked = true;
    journey.reason = QStringLiteral("no route to table");
    // The caller itself refuses: the first leg is broken near it, and nothing gets to the second.
    std::vector<LegState> states = legStates(picture);
    QCOMPARE(states[0].kind, LegState::Kind::Broken);
    QCOMPARE(states[0].brokenAt, QPointF(168, 160));
    QCOMPARE(states[0].reason, journey.reason);
    QCOMPARE(states[1].kind, LegState::Kind::Beyond);

    // The endpoint refuses: the journey ends on the leg to it.
    journey.steps = {{0, false}};
    journey.blockedAt = 4;
    states = legStates(picture);
    QCOMPARE(states[0].kind, LegState::Kind::Broken);
    QCOMPARE(states[0].brokenAt, QPointF(278, 160));

    // The same leg, drawn the other way round.
    std::ranges::reverse(picture.legs[0].route.points);
    journey.steps = {{0, true}};
    QCOMPARE(legStates(picture)[0].brokenAt, QPointF(278, 160));
}

void TestPictureExport::whatSomeJourneyPassesIsOpen() {
    Picture picture = samplePicture();
    picture.links[0].journeys.push_back({.presence = {}, .steps = {{0, false}}, .blocked = true, .blockedAt = 4, .reason = {}});
    QCOMPARE(legStates(picture)[0].kind, LegState::Kind::Open);
}

QTEST_MAIN(TestPictureExport)
#include "tst_pictureexport.moc"
