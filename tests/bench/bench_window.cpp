// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window: start, the way of a file of 5,000 nodes to the first paint with its checks, memory with all of it open.
// Painted in software at 1920 x 1080, as on a machine without a GPU.
#include "app/canvas/canvasview.h"
#include "app/issues/issuesdock.h"
#include "app/look.h"
#include "app/mainparts.h"
#include "app/mainwindow.h"
#include "app/workspace.h"
#include "model/io/design.h"
#include "model/io/skerryfile.h"
#include "model/picture/linkpaths.h"
#include "model/sample/samples.h"
#include "tests/bench/barewindow.h"
#include "tests/bench/benchline.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace {

constexpr int kNodes = 5000, kRepeats = 3;

struct Window {
    Window() : window(workspace, look) { window.resize(1920, 1080); }
    model::KindRegistry kinds = model::shippedKinds();
    app::Look look{app::Scheme::Light};
    app::Workspace workspace{kinds};
    app::MainWindow window;
};

void settle() {
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

void show(QWidget& widget) {
    widget.show();
    settle();
    widget.grab();
}

/// Sees the canvas paint nodes.
class FirstPaint final : public QObject {
public:
    explicit FirstPaint(Window& all) : m_all(all) { all.window.canvas().viewport()->installEventFilter(this); }
    [[nodiscard]] bool isDone() const { return m_isDone; }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint && !m_all.workspace.picture().nodes.empty()) m_isDone = true;
        return false;
    }

private:
    Window& m_all;
    bool m_isDone = false;
};

double medianMs(auto&& work) {
    std::vector<double> times;
    for (int i = 0; i < kRepeats; ++i) times.push_back(1000 * bench::processorSecondsOf(work));
    return bench::median(times);
}

void measureStart() {
    const double bare = medianMs([] { show(*bench::bareWindow()); });
    const double start = medianMs([] { Window all; show(all.window); });
    bench::print({"window", "start to the painted window", start, "ms", "under 200 ms", start / bare, "bare widgets, docks and a chart"});
}

/// What the way of a file to its picture consists of, each part by itself.
void measureParts(const QString& path) {
    const model::KindRegistry kinds = model::shippedKinds();
    model::Document document(kinds);
    auto file = model::loadSkerryFile(path);
    if (!file || !model::loadDesign(document, std::move(file->design))) return;
    model::RuleEngine engine(document);
    std::vector<model::LinkPath> paths;
    const double walk = bench::processorSecondsOf([&] { paths = model::linkPaths(document, &engine.facts()); });
    model::PictureBuilder builder(document);
    const double picture = bench::processorSecondsOf([&] { builder.build(paths, &engine.facts()); });
    bench::print({"window", "of these, the paths of the links", 1000 * walk, "ms", "", 0});
    bench::print({"window", "of these, placing and routing the drawing", 1000 * picture, "ms", "", 0});
}

/// Until the whole window has been painted with the drawing in it, whole and sharp, and with its findings.
void openAndPaint(Window& all, const QString& path) {
    FirstPaint first(all);
    app::openAtStart(all.window, path);
    while (!first.isDone() || all.workspace.checks().isBehind()) QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents();  // what the findings changed is painted
}

}  // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir home;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
    qputenv("XDG_STATE_HOME", home.path().toUtf8());
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("skerry-bench"));
    measureStart();

    const QString path = home.filePath(QStringLiteral("large.skerry"));
    {
        const model::KindRegistry kinds = model::shippedKinds();
        auto design = model::randomDesign(kinds, kNodes, 1);
        if (!design) return 1;
        // As a window saves it: with the places of all nodes.
        model::Document document(kinds);
        if (!model::loadDesign(document, std::move(*design)) || !document.apply(model::arrangeEdit(document, model::ArrangeScope::OnlyUnplaced, model::linkPaths(document, nullptr)))) return 1;
        if (!model::saveSkerryFile(path, model::designOf(document))) return 1;
    }
    Window all;
    show(all.window);
    const double empty = bench::residentMb();
    double wall = 0;
    const double work = bench::processorSecondsOf([&] {
        wall = bench::secondsOf([&] { openAndPaint(all, path); });
    });
    const auto* issues = all.window.findChild<app::IssuesDock*>();
    const bool isFilled = issues && !all.workspace.checks().isBehind() && issues->findChild<QAbstractItemView*>()->model()->rowCount() > 0;
    if (all.workspace.document().nodeCount() != kNodes || !isFilled) return 1;
    bench::print({"window", "open a file of 5000 nodes to the first paint, with checks", 1000 * wall, "ms", "under 400 ms", 0});
    bench::print({"window", "the same in time of processors, of which it takes two", 1000 * work, "ms", "", 0});
    settle();
    all.window.grab();
    bench::print({"window", "memory at 5000 nodes, everything open", bench::residentMb(), "MB", "under 200 MB", bench::residentMb() / empty, "the window before"});
    measureParts(path);
    return 0;
}
