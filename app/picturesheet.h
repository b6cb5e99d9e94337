// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/pictureexport.h"

#include <QDialog>

class QComboBox;
class QLabel;

namespace app {

/// What a picture of the drawing shall be: its format, its colours and, for PNG, its scale. What was chosen last is offered again.
class PictureSheet final : public QDialog {
    Q_OBJECT
public:
    /// `shown` is the theme of the window, `picture` what will be drawn: the sheet tells how large it becomes.
    PictureSheet(const model::Picture& picture, Scheme shown, QWidget* parent);

    [[nodiscard]] PictureExport options() const;
    /// Of the file's name: "png", "svg", "pdf".
    [[nodiscard]] QString ending() const;
    void accept() override;

private:
    void restore();
    void describe();

    QSizeF m_size;  // at scale 1
    Scheme m_shown;
    QComboBox* m_format;
    QComboBox* m_colours;
    QComboBox* m_scale;
    QLabel* m_words;
};

}  // namespace app
