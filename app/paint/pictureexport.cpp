// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/pictureexport.h"

#include "app/paint/context.h"
#include "app/paint/icons.h"
#include "app/paint/picturepainter.h"
#include "app/paint/svgdevice.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <cmath>

namespace app {

using model::Error;
using model::Picture;
using model::Result;

namespace {

constexpr qreal kMarginPx = 24;
// Bigger images exceed what other programs open, and a gigabyte of memory.
constexpr qreal kMostPixels = 16384;
constexpr QSizeF kEmptySize(480, 240);
constexpr qreal kPointsPerPx = 0.75;  // 96 pixels or 72 points to the inch
constexpr int kPixelsPerInch = 96;

QString say(const char* text) { return QCoreApplication::translate("app", text); }

// The drawing and its margin; an empty design gives an empty sheet.
QRectF sheetOf(const Picture& picture) {
    if (picture.bounds.isEmpty()) return {QPointF(0, 0), kEmptySize};
    return picture.bounds.adjusted(-kMarginPx, -kMarginPx, kMarginPx, kMarginPx).toAlignedRect();
}

void paintSheet(QPainter& painter, const Picture& picture, const PictureExport& options) {
    const Theme theme(options.scheme);
    const Fonts fonts = loadFonts();
    Icons icons;
    const QRectF sheet = sheetOf(picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRectF(QPointF(0, 0), sheet.size()), theme.color(Token::Canvas));
    painter.translate(-sheet.topLeft());
    paintPicture(painter, {theme, fonts, icons}, picture, Arrow::AtEnd);
}

QByteArray svgOf(const Picture& picture, const PictureExport& options) {
    SvgDevice device(sheetOf(picture).size(), options.title, say("Drawn with Skerry"));
    QPainter painter(&device);
    paintSheet(painter, picture, options);
    painter.end();
    return device.document();
}

QByteArray pdfOf(const Picture& picture, const PictureExport& options) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const QSizeF size = sheetOf(picture).size();
    writer.setTitle(options.title);
    writer.setCreator(QStringLiteral("Skerry"));
    writer.setResolution(kPixelsPerInch);
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(size * kPointsPerPx, QPageSize::Point, {}, QPageSize::ExactMatch));
    QPainter painter(&writer);
    paintSheet(painter, picture, options);
    painter.end();
    return buffer.data();
}

}  // namespace

std::optional<PictureFormat> pictureFormatOf(const QString& fileName) {
    const QString ending = QFileInfo(fileName).suffix().toLower();
    if (ending == u"png") return PictureFormat::Png;
    if (ending == u"svg") return PictureFormat::Svg;
    if (ending == u"pdf") return PictureFormat::Pdf;
    return std::nullopt;
}

QSizeF pictureSize(const Picture& picture) { return sheetOf(picture).size(); }

Result<QImage> pictureImage(const Picture& picture, const PictureExport& options) {
    const QSizeF size = sheetOf(picture).size() * options.scale;
    if (!(options.scale > 0) || size.isEmpty()) return Error{say("A picture needs a scale above 0. Choose one, such as 2.")};
    if (size.width() > kMostPixels || size.height() > kMostPixels) {
        return Error{say("At this scale the picture has %1 x %2 pixels; %3 a side are possible. "
                         "Choose a smaller scale, or SVG or PDF.")
                         .arg(std::lround(size.width()))
                         .arg(std::lround(size.height()))
                         .arg(std::lround(kMostPixels))};
    }
    QImage image(size.toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme(options.scheme).color(Token::Canvas));
    QPainter painter(&image);
    painter.scale(options.scale, options.scale);
    paintSheet(painter, picture, options);
    painter.end();
    return image;
}

Result<QByteArray> pictureBytes(const Picture& picture, PictureFormat format, const PictureExport& options) {
    if (format == PictureFormat::Svg) return svgOf(picture, options);
    if (format == PictureFormat::Pdf) return pdfOf(picture, options);
    Result<QImage> image = pictureImage(picture, options);
    if (!image) return Error{image.error()};
    QBuffer buffer;
    if (!image->convertToFormat(QImage::Format_RGB32).save(&buffer, "png")) {
        return Error{say("The picture could not be encoded as PNG. Choose SVG or PDF.")};
    }
    return buffer.data();
}

Result<model::Done> writePicture(const Picture& picture, const QString& fileName, const PictureExport& options) {
    const std::optional<PictureFormat> format = pictureFormatOf(fileName);
    if (!format) return Error{say("'%1' names no kind of picture. End it in .png, .svg or .pdf.").arg(fileName)};
    const Result<QByteArray> bytes = pictureBytes(picture, *format, options);
    if (!bytes) return Error{bytes.error()};
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit()) {
        return Error{say("The picture could not be written to '%1': %2. Choose another place.")
                         .arg(fileName, file.errorString())};
    }
    return model::Done{};
}

}  // namespace app
