// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/chrome/chromestyle.h"
#include "app/theme/palette.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

using namespace app;

class TestChrome : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyChrome(*qApp, Theme(Scheme::Light)); }
    void controlsAreTwentySixPixelsHigh();
    void scrollBarsAreThinAndPage();
    void inputsShowTheirState();
    void buttonsInsideOfSpinBoxesStep();
    void aChoiceTooLongIsCutWithDots();
    void headersStandAboveTheirCells();
    void docksArePanels();
    void anotherThemeRepaintsEverything();
};

static QColor edgeOf(QWidget& widget) {
    const QImage image = widget.grab().toImage();
    return image.pixelColor(image.width() / 2, 0);
}

void TestChrome::controlsAreTwentySixPixelsHigh() {
    QFont font = qApp->font();
    font.setPixelSize(13);
    qApp->setFont(font);
    QLineEdit line;
    QComboBox combo;
    combo.addItem(QStringLiteral("Provisioned"));
    QSpinBox spin;
    QPushButton button(QStringLiteral("Use 240"));
    for (QWidget* widget : std::initializer_list<QWidget*>{&line, &combo, &spin, &button}) {
        QCOMPARE(widget->sizeHint().height(), 26);
    }
}

void TestChrome::scrollBarsAreThinAndPage() {
    QScrollBar bar(Qt::Vertical);
    bar.setRange(0, 300);
    bar.setPageStep(100);
    bar.resize(bar.sizeHint().width(), 200);
    QCOMPARE(bar.width(), 10);
    // A quarter of 400 is seen, so the slider takes a quarter of 200 pixels; below it is a page.
    QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(5, 150));
    QCOMPARE(bar.value(), 100);
    QTest::mousePress(&bar, Qt::LeftButton, {}, QPoint(5, 60));
    QTest::mouseMove(&bar, QPoint(5, 110));
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, QPoint(5, 110));
    QCOMPARE(bar.value(), 200);
}

void TestChrome::inputsShowTheirState() {
    const Theme theme(Scheme::Light);
    QLineEdit line(QStringLiteral("200"));
    line.resize(120, 26);
    QCOMPARE(edgeOf(line), theme.color(Token::Line));
    line.setProperty("state", QStringLiteral("warning"));
    QCOMPARE(edgeOf(line), theme.color(Token::Warning));
    line.setProperty("state", QStringLiteral("error"));
    QCOMPARE(edgeOf(line), theme.color(Token::Error));
}

void TestChrome::buttonsInsideOfSpinBoxesStep() {
    QSpinBox spin;
    spin.resize(100, 26);
    spin.setValue(5);
    QTest::mouseClick(&spin, Qt::LeftButton, {}, QPoint(88, 7));
    QCOMPARE(spin.value(), 6);
    QTest::mouseClick(&spin, Qt::LeftButton, {}, QPoint(88, 19));
    QTest::mouseClick(&spin, Qt::LeftButton, {}, QPoint(88, 19));
    QCOMPARE(spin.value(), 4);
}

void TestChrome::aChoiceTooLongIsCutWithDots() {
    QComboBox combo;
    combo.addItem(QString(60, u'l'));
    combo.resize(120, 26);
    const QImage image = combo.grab().toImage();
    const QColor ground = Theme(Scheme::Light).color(Token::Panel);
    // Dots lie low: above them there is nothing.
    for (int x = 90; x < 95; ++x)
        for (int y = 6; y < 12; ++y) QCOMPARE(image.pixelColor(x, y), ground);
}

// The first column of pixels with ink in this row of the picture.
static int inkLeft(const QImage& image, int y) {
    for (int x = 2; x < image.width(); ++x)
        for (int row = y - 6; row <= y + 6; ++row)
            if (image.pixelColor(x, row).lightness() < 140) return x;
    return -1;
}

void TestChrome::headersStandAboveTheirCells() {
    QTreeWidget list;
    list.setRootIsDecorated(false);
    list.setFrameShape(QFrame::NoFrame);
    list.setHeaderLabels({QStringLiteral("HHH")});
    auto* row = new QTreeWidgetItem(&list, {QStringLiteral("HHH")});
    list.resize(200, 120);
    const QImage image = list.grab().toImage();
    const int header = inkLeft(image, list.header()->height() / 2);
    const int cell = inkLeft(image, list.header()->height() + list.visualItemRect(row).center().y());
    QVERIFY(header > 0);
    QCOMPARE(header, cell);
}

void TestChrome::docksArePanels() {
    QMainWindow window;
    auto* dock = new QDockWidget(QStringLiteral("Palette"));
    dock->setWidget(new QWidget);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    window.resize(400, 300);
    window.show();
    const QImage image = window.grab().toImage();
    QCOMPARE(image.pixelColor(dock->geometry().center()), Theme(Scheme::Light).color(Token::Panel));
}

void TestChrome::anotherThemeRepaintsEverything() {
    QLineEdit line;
    line.resize(120, 26);
    applyChrome(*qApp, Theme(Scheme::Dark));
    const Theme dark(Scheme::Dark);
    QCOMPARE(line.grab().toImage().pixelColor(60, 13), dark.color(Token::Panel));
    QCOMPARE(qApp->palette().color(QPalette::Text), dark.color(Token::Text));
}

QTEST_MAIN(TestChrome)
#include "tst_chrome.moc"
