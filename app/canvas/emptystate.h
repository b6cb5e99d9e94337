// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;

namespace app {

class CanvasView;
class Look;
class SampleCard;

/// What an empty canvas says: three sentences, and the samples as cards to click.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    EmptyState(CanvasView& view, Look& look);

Q_SIGNALS:
    void sampleWanted(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange(const QSize& room);
    void place();
    void update();

    CanvasView& m_view;
    QGridLayout* m_grid = nullptr;
    std::vector<SampleCard*> m_cards;
};

}  // namespace app
