// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/importreport.h"

#include <QDialog>

namespace app {

/// What an import could not draw, with the line of the file and the reason: a window beside the drawing that may stay open.
class ImportSheet final : public QDialog {
    Q_OBJECT
public:
    ImportSheet(const QString& fileName, const model::ImportReport& report, QWidget* parent);
};

}  // namespace app
