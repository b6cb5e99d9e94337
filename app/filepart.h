// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"

#include <QObject>
#include <QTimer>

class QAction;
class QMenu;
class QMimeData;

namespace app {

class DesignFile;
class MainWindow;

/// The window's side of files: dialogs, questions, title, menus, drops, and the close of the window.
class FilePart final : public QObject {
    Q_OBJECT
public:
    explicit FilePart(MainWindow& window);

    [[nodiscard]] DesignFile& file() { return *m_file; }
    /// Opens the file that was named, else the shipped design; then offers what a crash left behind.
    void start(const QString& path);
    bool openFile(const QString& path);
    bool openExample(const QString& resource);
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addMenus();
    void addAutosave(QMenu& file, QAction* before);
    void saveByItself();
    [[nodiscard]] static bool isDesignDrop(const QMimeData& data);
    void showTitle();
    [[nodiscard]] bool mayLeave();
    bool told(const model::Result<model::Done>& result);
    void startNew();
    void open();
    void save();
    void saveAs();
    void exportPicture();
    void exportReport();
    void recordRun();
    void showRuns();
    void showImport();
    void offerLostWork();

    MainWindow& m_window;
    DesignFile* m_file;
    QTimer m_autosave{this};
};

}  // namespace app
