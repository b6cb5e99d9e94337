// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/core/uid.h"
#include "simulation/live/gauges.h"

#include <QDialog>
#include <QString>

#include <vector>

class QLabel;
class QScrollArea;

namespace app {

class Look;
class RunController;
class Workspace;

/// The partitions of a store as cards in the order of their keys: share of the keys, leader's zone, use against the limit of a
/// partition as bars and heat, tokens left, throttles. Paints only the cards in sight.
class PartitionSheet final : public QWidget {
    Q_OBJECT
public:
    PartitionSheet(Look& look, QWidget* parent) : QWidget(parent), m_look(look) {}
    /// `store`: the table's own buckets, with what is saved for bursts.
    void show(const sim::StationGauge& store, std::vector<sim::PartitionGauge> partitions, std::vector<QString> zones);
    [[nodiscard]] const std::vector<sim::PartitionGauge>& partitions() const { return m_partitions; }
    [[nodiscard]] int heightForWidth(int width) const override;
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRect cardRect(size_t index) const;
    void paintCard(QPainter& painter, const sim::PartitionGauge& partition, const QRect& card) const;
    void paintUse(QPainter& painter, const QRect& row, const QString& text, const QString& aside, double share, Token ink) const;

    Look& m_look;
    sim::StationGauge m_store;
    std::vector<sim::PartitionGauge> m_partitions;
    std::vector<QString> m_zones;
};

/// A table, index or replica opened into its partitions, live while a run goes on. Esc closes it.
class PartitionView final : public QDialog {
    Q_OBJECT
public:
    PartitionView(Workspace& workspace, RunController& run, Look& look, model::Uid store, QWidget* parent);
    ~PartitionView() override;
    [[nodiscard]] const PartitionSheet& sheet() const { return *m_sheet; }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] model::Uid store() const { return m_store; }

private:
    void refresh();

    Workspace& m_workspace;
    RunController& m_run;
    model::Uid m_store;
    QLabel* m_summary;
    QScrollArea* m_area;
    PartitionSheet* m_sheet;
};

/// How hot a partition is: its use of the nearer limit, 1 at the limit.
[[nodiscard]] double heatOf(const sim::PartitionGauge& partition);

}  // namespace app
