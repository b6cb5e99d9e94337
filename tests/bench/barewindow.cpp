// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/barewindow.h"

#include <QChart>
#include <QChartView>
#include <QDockWidget>
#include <QFormLayout>
#include <QGraphicsScene>
#include <QGraphicsView>
#include <QLineEdit>
#include <QLineSeries>
#include <QListWidget>
#include <QMainWindow>
#include <QTreeWidget>

namespace bench {

std::unique_ptr<QWidget> bareWindow() {
    auto window = std::make_unique<QMainWindow>();
    window->resize(1920, 1080);
    const auto dock = [&](QWidget* content, Qt::DockWidgetArea area) {
        auto* holder = new QDockWidget(window.get());
        holder->setWidget(content);
        window->addDockWidget(area, holder);
    };
    auto* scene = new QGraphicsScene(window.get());
    window->setCentralWidget(new QGraphicsView(scene));
    auto* kinds = new QListWidget;
    for (int i = 0; i < 20; ++i) kinds->addItem(QString::number(i));
    dock(kinds, Qt::LeftDockWidgetArea);
    auto* form = new QWidget;
    auto* rows = new QFormLayout(form);
    for (int i = 0; i < 12; ++i) rows->addRow(QString::number(i), new QLineEdit);
    dock(form, Qt::RightDockWidgetArea);
    dock(new QTreeWidget, Qt::BottomDockWidgetArea);
    auto* line = new QLineSeries;
    for (int i = 0; i < 600; ++i) line->append(i, i % 37);
    auto* chart = new QChart;
    chart->addSeries(line);
    chart->createDefaultAxes();
    dock(new QChartView(chart), Qt::BottomDockWidgetArea);
    return window;
}

}  // namespace bench
