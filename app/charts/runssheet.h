// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/io/skerryfile.h"

#include <QDialog>

#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace model {
class Document;
}

namespace app {

class DesignFile;

/// The runs that the file of the design keeps: when, which scenario, how long. Each can be exported as a report or deleted. It
/// stands beside the window and may stay open.
class RunsSheet final : public QDialog {
    Q_OBJECT
public:
    RunsSheet(const model::Document& document, DesignFile& file, QWidget* parent);

    /// Writes the report of the chosen run.
    [[nodiscard]] model::Result<model::Done> write(const QString& path) const;

Q_SIGNALS:
    void message(const QString& sentence);

private:
    void fill();
    void showChoice();
    [[nodiscard]] const model::RecordedRun* chosen() const;
    void exportReport();
    void remove();

    const model::Document& m_document;
    DesignFile& m_file;
    std::vector<model::RecordedRun> m_runs;  // the newest first, as they are listed
    QLabel* m_words;
    QTreeWidget* m_list;
    QPushButton* m_export;
    QPushButton* m_remove;
};

}  // namespace app
