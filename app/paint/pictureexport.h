// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/core/result.h"
#include "model/picture/picture.h"

#include <QByteArray>
#include <QImage>
#include <QSizeF>
#include <QString>

#include <optional>

namespace app {

enum class PictureFormat { Png, Svg, Pdf };

struct PictureExport {
    Scheme scheme = Scheme::Light;
    double scale = 1.0;   // of PNG: device pixels per pixel of the drawing
    QString title = {};   // SVG and PDF carry it as their title
};

// By the ending of the name: png, svg, pdf.
[[nodiscard]] std::optional<PictureFormat> pictureFormatOf(const QString& fileName);

// How many pixels of the drawing a picture takes at scale 1, its margin with it.
[[nodiscard]] QSizeF pictureSize(const model::Picture& picture);

// The diagram on the canvas's colour, with a margin around it. Needs a QGuiApplication (offscreen will do).
[[nodiscard]] model::Result<QImage> pictureImage(const model::Picture& picture, const PictureExport& options);
[[nodiscard]] model::Result<QByteArray> pictureBytes(const model::Picture& picture, PictureFormat format,
                                                     const PictureExport& options);

// Writes the file in one go: either all of it is there afterwards, or what was there before.
[[nodiscard]] model::Result<model::Done> writePicture(const model::Picture& picture, const QString& fileName,
                                               const PictureExport& options);

}  // namespace app
