// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/look.h"
#include "model/sample/samples.h"

#include <QAbstractButton>
#include <QPixmap>

namespace model {
class KindRegistry;
}

namespace app {

/// A shipped design to click: its drawing in small, its title, and what it is about. Without room it leaves the drawing out.
class SampleCard final : public QAbstractButton {
    Q_OBJECT
public:
    SampleCard(const model::Sample& sample, const model::KindRegistry& kinds, Look& look, QWidget* parent);

    void setPictured(bool pictured);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] const QPixmap& picture(const QSize& size);
    [[nodiscard]] QRect pictureRect() const;

    const model::Sample m_sample;
    const model::KindRegistry& m_kinds;
    Look& m_look;
    bool m_pictured = true;
    QPixmap m_picture;  // made when it is first seen; null: not yet in these colours
};

}  // namespace app
