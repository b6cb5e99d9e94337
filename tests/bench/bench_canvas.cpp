// SPDX-License-Identifier: GPL-3.0-or-later
// The window with 5,000 nodes: a frame with 5,000 dots over the still drawing, panning, dragging a node with its links, the
// way to the first paint, start, memory. The view is 1920 x 1080, painted in software as on a machine without a GPU.
#include "app/canvas/canvasview.h"
#include "app/look.h"
#include "app/mainwindow.h"
#include "app/palette/kindgallery.h"
#include "app/paint/dots.h"
#include "app/workspace.h"
#include "model/io/design.h"
#include "model/picture/picturebuilder.h"
#include "model/sample/samples.h"
#include "tests/bench/benchline.h"

#include <QApplication>
#include <QFile>
#include <QMouseEvent>
#include <QStandardPaths>

#include <cmath>
#include <optional>

namespace {

constexpr int kNodes = 5000;
constexpr int kDots = 5000;

void settle() {
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

double residentMb() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:")) return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
    return 0;
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
        view->show();
    }
    double frameMs() {
        return 1000 * bench::secondsOf([&] { view->viewport()->repaint(); });
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

void measureDots(Canvas& canvas) {
    std::vector<double> still, moving;
    for (int i = 0; i < 30; ++i) still.push_back(canvas.frameMs());
    Swarm swarm(canvas.look.theme());
    canvas.view->addOverlay(swarm, app::OverlayLayer::Dots);
    for (int i = 0; i < 60; ++i) moving.push_back(canvas.frameMs());
    canvas.view->removeOverlay(swarm);
    bench::print({"window", "frame without dots", bench::median(still), "ms", "", 0});
    bench::print({"window", "frame with 5000 dots over a still drawing", bench::median(moving), "ms", "under 3 ms", 0});
}

void measurePan(Canvas& canvas) {
    std::vector<double> frames;
    double worst = 0;
    for (int i = 0; i < 120; ++i) {
        frames.push_back(1000 * bench::secondsOf([&] {
            canvas.view->panBy({i < 60 ? 12 : -12, i % 2 == 0 ? 6 : -6});
            canvas.view->viewport()->repaint();
        }));
        worst = std::max(worst, frames.back());
    }
    bench::print({"window", "pan at 5000 nodes, a frame", bench::median(frames), "ms", "under 5 ms", 0});
    bench::print({"window", "pan at 5000 nodes, worst frame", worst, "ms", "under 16 ms", 0});
}

void measureDrag(Canvas& canvas) {
    const model::Picture& picture = canvas.workspace.picture();
    const QRectF visible = canvas.view->mapToScene(canvas.view->viewport()->rect()).boundingRect();
    for (const model::PictureLeg& leg : picture.legs) {
        const model::PictureNode& node = picture.nodes[static_cast<size_t>(leg.from)];
        if (!visible.contains(node.rect)) continue;
        const QPoint from = canvas.view->mapFromScene(node.icon.center());
        const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button) {
            QMouseEvent event(type, at, canvas.view->viewport()->mapToGlobal(at), button, Qt::LeftButton, {});
            QCoreApplication::sendEvent(canvas.view->viewport(), &event);
        };
        send(QEvent::MouseButtonPress, from, Qt::LeftButton);
        std::vector<double> frames;
        for (int i = 1; i <= 60; ++i)
            frames.push_back(1000 * bench::secondsOf([&] {
                send(QEvent::MouseMove, from + QPoint(i / 2, i / 3), Qt::NoButton);
                canvas.view->viewport()->repaint();
            }));
        canvas.view->cancelGesture();
        settle();
        bench::print({"window", "drag a node with its links, a frame", bench::median(frames), "ms", "under 2 ms", 0});
        return;
    }
}

}  // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("skerry-bench"));
    {
        const double startS = bench::secondsOf([] {
            const model::KindRegistry kinds = model::shippedKinds();
            app::Look look(app::Scheme::Light);
            app::Workspace workspace(kinds);
            app::MainWindow window(workspace, look);
            window.show();
            settle();
            window.grab();
        });
        bench::print({"window", "start to the painted window", 1000 * startS, "ms", "under 200 ms", 0});
    }
    Canvas canvas;
    settle();
    auto design = model::randomDesign(canvas.kinds, kNodes, 1);
    if (!design) return 1;
    const double openS = bench::secondsOf([&] {
        static_cast<void>(model::loadDesign(canvas.workspace.document(), std::move(*design)));
        settle();
        canvas.view->viewport()->repaint();
    });
    bench::print({"window", "5000 nodes to the first paint, checks included, file not", 1000 * openS, "ms", "under 400 ms", 0});
    canvas.lookAtSome();
    measureDots(canvas);
    measurePan(canvas);
    measureDrag(canvas);
    canvas.view->fitAll();
    canvas.view->finishPainting();
    bench::print({"window", "all 5000 nodes visible, whole repaint", canvas.frameMs(), "ms", "", 0});
    bench::print({"window", "memory at 5000 nodes", residentMb(), "MB", "under 200 MB", 0});
    return 0;
}
