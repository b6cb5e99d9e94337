// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QScrollArea;
class QVBoxLayout;

namespace model {
struct KindSpec;
}

namespace app {

class KindGallery;
class Look;
class PaletteEntry;
class PaletteHeader;

/// All kinds, by category, with a search. An entry is dragged onto the canvas, clicked and then placed, or double-clicked
/// (Enter) to be put into the selected container.
class Palette final : public QWidget {
    Q_OBJECT
public:
    Palette(const KindGallery& gallery, Look& look, QWidget* parent = nullptr);

    void focusSearch();
    [[nodiscard]] QWidget* entryOf(const QString& kind) const;

Q_SIGNALS:
    void dragStarted(const QString& kind);
    void dragMoved(const QPoint& global);
    void dragEnded(const QPoint& global);
    void placeWanted(const QString& kind);
    void insertWanted(const QString& kind);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addGroup(const QString& title, const std::vector<const model::KindSpec*>& kinds, QVBoxLayout* list);
    void filter(const QString& typed);
    void walk(int step);

    struct Group {
        PaletteHeader* header;
        std::vector<PaletteEntry*> entries;
        bool isOpen = true;
    };
    Look& m_look;
    QLineEdit* m_search;
    QScrollArea* m_scroll;
    QLabel* m_nothing;
    std::vector<Group> m_groups;
};

}  // namespace app
