// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas with 5,000 nodes: a frame with 5,000 dots over the still drawing, panning, dragging a node with its links, all of it
// in sight, and editing while an engine runs flat out. 1920 x 1080, in software as on a machine without a GPU. A whole
// repaint of the same view with QPainter, without any cache, is the reference.
#include "app/canvas/canvasview.h"
#include "app/look.h"
#include "app/palette/kindgallery.h"
#include "app/paint/dots.h"
#include "app/workspace.h"
#include "model/io/design.h"
#include "model/picture/linkpaths.h"
#include "model/planbuilder/planbuilder.h"
#include "model/sample/samples.h"
#include "simulation/run.h"
#include "tests/bench/benchline.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QStandardPaths>

#include <atomic>
#include <cmath>
#include <optional>
#include <thread>

namespace {

constexpr int kNodes = 5000;
constexpr int kDots = 5000;
const char* const kWhole = "a whole repaint";

void settle() {
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

/// Dots on circles: every one moves in every frame.
class Swarm final : public app::CanvasOverlay {
public:
    explicit Swarm(const app::Theme& theme) : m_sprites(theme, 1.0) {}
    void paint(QPainter& painter, const app::PaintContext&, const model::Picture&, const QRectF& visible) override {
        m_phase += 0.05;
        for (int i = 0; i < kDots; ++i) {
            const double x = visible.left() + visible.width() * (0.5 + 0.49 * std::sin(0.7 * i + m_phase));
            const double y = visible.top() + visible.height() * (0.5 + 0.49 * std::cos(1.3 * i + m_phase));
            m_sprites.blit(painter, {x, y}, static_cast<app::DotKind>(i % app::kDotKinds), app::DotRole::Request);
        }
    }

private:
    app::DotSprites m_sprites;
    double m_phase = 0;
};

struct Canvas {
    model::KindRegistry kinds = model::shippedKinds();
    app::Workspace workspace{kinds};
    app::Look look{app::Scheme::Light};
    app::KindGallery gallery{kinds};
    std::optional<app::CanvasView> view;

    Canvas() {
        view.emplace(workspace, look, gallery);
        view->resize(1920, 1080);
        view->QWidget::show();
    }
    double frameMs() {
        return 1000 * bench::secondsOf([&] { view->viewport()->repaint(); });
    }
    /// What lies in the view, painted from nothing: the reference.
    double wholeRepaintMs() {
        std::vector<double> times;
        QImage image(view->viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        for (int i = 0; i < 5; ++i)
            times.push_back(1000 * bench::secondsOf([&] {
                image.fill(Qt::white);
                QPainter painter(&image);
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setTransform(view->viewportTransform());
                view->canvas().paintStill(painter, view->mapToScene(view->viewport()->rect()).boundingRect());
            }));
        return bench::median(times);
    }
    // About 500 of the nodes in sight.
    void lookAtSome() {
        const QRectF all = workspace.picture().bounds;
        const double share = std::sqrt(500.0 / kNodes);
        view->fit(QRectF(all.center(), QSizeF(all.width() * share, all.height() * share)));
        view->finishPainting();
        frameMs();
        // The tiles around the view, which are painted while nothing happens.
        for (int i = 0; i < 200; ++i) QTimer::singleShot(0, [] {}), QCoreApplication::processEvents(QEventLoop::AllEvents, 30);
    }
};

void measureDots(Canvas& canvas, double whole) {
    std::vector<double> still, moving;
    for (int i = 0; i < 30; ++i) still.push_back(canvas.frameMs());
    Swarm swarm(canvas.look.theme());
    canvas.view->addOverlay(swarm, app::OverlayLayer::Dots);
    for (int i = 0; i < 60; ++i) moving.push_back(canvas.frameMs());
    canvas.view->removeOverlay(swarm);
    bench::print({"canvas", "frame without dots", bench::median(still), "ms", "", bench::median(still) / whole, kWhole});
    bench::print({"canvas", "frame with 5000 dots over a still drawing", bench::median(moving), "ms", "under 3 ms", bench::median(moving) / whole, kWhole});
}

void measurePan(Canvas& canvas, double whole) {
    std::vector<double> frames;
    for (int i = 0; i < 120; ++i)
        frames.push_back(1000 * bench::secondsOf([&] {
            canvas.view->panBy({i < 60 ? 12 : -12, i % 2 == 0 ? 6 : -6});
            canvas.view->viewport()->repaint();
        }));
    bench::print({"canvas", "pan at 5000 nodes, a frame", bench::median(frames), "ms", "under 5 ms", bench::median(frames) / whole, kWhole});
    bench::print({"canvas", "pan at 5000 nodes, worst frame", *std::max_element(frames.begin(), frames.end()), "ms", "under 16 ms", 0});
}

/// Frames of dragging the first node in sight that has links.
std::vector<double> dragFrames(Canvas& canvas, int count) {
    std::vector<double> frames;
    const model::Picture& picture = canvas.workspace.picture();
    const QRectF visible = canvas.view->mapToScene(canvas.view->viewport()->rect()).boundingRect();
    const auto leg = std::ranges::find_if(picture.legs, [&](const model::PictureLeg& l) { return visible.contains(picture.nodes[static_cast<size_t>(l.from)].rect); });
    if (leg == picture.legs.end()) return frames;
    const QPoint from = canvas.view->mapFromScene(picture.nodes[static_cast<size_t>(leg->from)].icon.center());
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button) {
        QMouseEvent event(type, at, canvas.view->viewport()->mapToGlobal(at), button, Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas.view->viewport(), &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton);
    for (int i = 1; i <= count; ++i)
        frames.push_back(1000 * bench::secondsOf([&] {
            send(QEvent::MouseMove, from + QPoint(i / 2, i / 3), Qt::NoButton);
            canvas.view->viewport()->repaint();
        }));
    canvas.view->cancelGesture();
    settle();
    return frames;
}

void measureDrag(Canvas& canvas, double whole) {
    const double frame = bench::median(dragFrames(canvas, 60));
    bench::print({"canvas", "drag a node with its links, a frame", frame, "ms", "under 2 ms", frame / whole, kWhole});
}

/// Another thread simulates the whole design as fast as it can.
void measureBesideEngine(Canvas& canvas) {
    const auto build = model::buildPlan(canvas.workspace.document(), {});
    if (!build) return;
    std::atomic<bool> stop = false;
    std::thread engine([&] {
        sim::Run run(build->plan);
        while (!stop && run.runSome(run.endNs(), 10'000)) {}
        while (!stop) run.jumpTo(0), (void)run.runSome(run.endNs(), 10'000'000);
    });
    std::vector<double> frames = dragFrames(canvas, 120);
    stop = true;
    engine.join();
    std::sort(frames.begin(), frames.end());
    const size_t late = frames.size() * 95 / 100;
    bench::print({"canvas", "drag while an engine runs flat out, 95 of 100 frames", frames[late], "ms", "under 16 ms", 0});
}

void measureAll(Canvas& canvas) {
    canvas.view->fitAll();
    canvas.view->finishPainting();
    canvas.frameMs();
    const double whole = canvas.wholeRepaintMs();
    std::vector<double> frames;
    for (int i = 0; i < 60; ++i)
        frames.push_back(1000 * bench::secondsOf([&] {
            canvas.view->panBy({i < 30 ? 7 : -7, 3});
            canvas.view->viewport()->repaint();
        }));
    bench::print({"canvas", "all 5000 nodes in sight, pan, a frame", bench::median(frames), "ms", "under 16 ms", bench::median(frames) / whole, kWhole});
}

}  // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("skerry-bench"));
    Canvas canvas;
    settle();
    auto design = model::randomDesign(canvas.kinds, kNodes, 1);
    if (!design || !model::loadDesign(canvas.workspace.document(), std::move(*design))) return 1;
    settle();
    canvas.view->viewport()->repaint();
    canvas.lookAtSome();
    const double whole = canvas.wholeRepaintMs();
    bench::print({"canvas", "whole repaint without a cache", whole, "ms", "", 0});
    measureDots(canvas, whole);
    measurePan(canvas, whole);
    measureDrag(canvas, whole);
    measureBesideEngine(canvas);
    measureAll(canvas);
    return 0;
}
