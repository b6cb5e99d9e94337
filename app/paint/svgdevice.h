// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QPaintDevice>
#include <QSizeF>
#include <QString>

#include <memory>

namespace app {

class SvgEngine;

// Paints into an SVG text: curves and letters in absolute coordinates. Each line of letters says how wide it is, so that a
// machine without Inter fits its own font into the same place. Knows what our painters use: paths, solid colours and text.
class SvgDevice final : public QPaintDevice {
public:
    SvgDevice(const QSizeF& sizePx, const QString& title, const QString& description);
    ~SvgDevice() override;

    // The finished document; call it after painting has ended.
    [[nodiscard]] QByteArray document() const;

    [[nodiscard]] QPaintEngine* paintEngine() const override;

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override;

private:
    QSizeF m_sizePx;
    QString m_title;
    QString m_description;
    std::unique_ptr<SvgEngine> m_engine;
};

}  // namespace app
