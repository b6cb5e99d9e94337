// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picturesheet.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace app {

namespace {

const QString kFormatKey = QStringLiteral("picture/format");
const QString kColoursKey = QStringLiteral("picture/colours");
const QString kScaleKey = QStringLiteral("picture/scale");
const QString kPng = QStringLiteral("png");
const QString kAsShown = QStringLiteral("shown"), kLight = QStringLiteral("light"), kDark = QStringLiteral("dark");
constexpr int kLeastWidthPx = 380;

void choose(QComboBox& box, const QVariant& data) {
    if (const int at = box.findData(data); at >= 0) box.setCurrentIndex(at);
}

}  // namespace

PictureSheet::PictureSheet(const model::Picture& picture, Scheme shown, QWidget* parent)
    : QDialog(parent), m_size(pictureSize(picture)), m_shown(shown), m_format(new QComboBox(this)), m_colours(new QComboBox(this)), m_scale(new QComboBox(this)), m_words(new QLabel(this)) {
    setWindowTitle(tr("Export picture"));
    setObjectName(QStringLiteral("pictureSheet"));
    setMinimumWidth(kLeastWidthPx);
    m_format->setObjectName(QStringLiteral("format"));
    m_format->addItem(tr("PNG, an image of pixels"), kPng);
    m_format->addItem(tr("SVG, sharp at any size"), QStringLiteral("svg"));
    m_format->addItem(tr("PDF, a page of its size"), QStringLiteral("pdf"));
    m_colours->setObjectName(QStringLiteral("colours"));
    m_colours->addItem(tr("As shown"), kAsShown);
    m_colours->addItem(tr("Light"), kLight);
    m_colours->addItem(tr("Dark"), kDark);
    m_scale->setObjectName(QStringLiteral("scale"));
    for (const double scale : {1.0, 1.5, 2.0, 3.0, 4.0}) m_scale->addItem(tr("%1 x").arg(scale), scale);
    auto* form = new QFormLayout;
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("&Colours"), m_colours);
    form->addRow(tr("&Scale"), m_scale);
    form->addRow(QString(), m_words);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* next = buttons->addButton(tr("&Export…"), QDialogButtonBox::AcceptRole);
    next->setDefault(true);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(16, 16, 16, 12);
    box->setSpacing(12);
    box->addLayout(form);
    box->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QComboBox* choice : {m_format, m_scale}) connect(choice, &QComboBox::currentIndexChanged, this, &PictureSheet::describe);
    restore();
    describe();
}

void PictureSheet::restore() {
    const QSettings settings;
    choose(*m_format, settings.value(kFormatKey, kPng).toString());
    choose(*m_colours, settings.value(kColoursKey, kAsShown).toString());
    choose(*m_scale, settings.value(kScaleKey, 2.0).toDouble());
}

// Of what is drawn in lines the size says little: it can be shown at any.
void PictureSheet::describe() {
    const bool hasPixels = ending() == kPng;
    m_scale->setEnabled(hasPixels);
    const QSizeF size = hasPixels ? m_size * m_scale->currentData().toDouble() : m_size;
    const QLocale locale(QLocale::English);
    m_words->setText((hasPixels ? tr("%1 x %2 pixels") : tr("%1 x %2 px at 100 %")).arg(locale.toString(qRound(size.width())), locale.toString(qRound(size.height()))));
}

QString PictureSheet::ending() const { return m_format->currentData().toString(); }

PictureExport PictureSheet::options() const {
    const QString colours = m_colours->currentData().toString();
    const Scheme scheme = colours == kLight ? Scheme::Light : colours == kDark ? Scheme::Dark : m_shown;
    return {scheme, m_scale->currentData().toDouble(), {}};
}

void PictureSheet::accept() {
    QSettings settings;
    settings.setValue(kFormatKey, ending());
    settings.setValue(kColoursKey, m_colours->currentData());
    settings.setValue(kScaleKey, m_scale->currentData());
    QDialog::accept();
}

}  // namespace app
