// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/designfile.h"
#include "app/filepart.h"
#include "app/mainwindow.h"
#include "app/palette/palette.h"
#include "app/plurals.h"
#include "model/core/edit.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

/// A member of every test of the window: settings and a state folder of its own, so that what a crash left on this machine is not
/// offered, and nothing of the tests is left on it.
class OwnState {
public:
    OwnState() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("skerry-tests"));
        QSettings().clear();
        if (!m_folder.isValid()) qFatal("no folder for temporary files");
        qputenv("XDG_STATE_HOME", m_folder.path().toUtf8());
    }
    [[nodiscard]] QString filePath(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

/// The real window on the offscreen platform, and the hands of a user.
struct WindowDesk {
    app::EnglishPlurals plurals;
    bool speaksEnglish = QCoreApplication::installTranslator(&plurals);
    model::KindRegistry kinds = model::shippedKinds();
    app::Workspace workspace{kinds};
    app::Look look{app::Scheme::Light};
    app::MainWindow window{workspace, look};

    WindowDesk() {
        window.resize(1600, 1000);
        window.show();
        static_cast<void>(QTest::qWaitForWindowExposed(&window));
        settle();
    }

    // A proper end: no journal is left for others to find.
    ~WindowDesk() { files().file().close(); }

    // Everything that was queued: the drawing after an edit.
    static void settle() {
        for (int i = 0; i < 4; ++i) QCoreApplication::sendPostedEvents(), QCoreApplication::processEvents();
    }

    [[nodiscard]] const model::Document& document() { return workspace.document(); }
    [[nodiscard]] app::CanvasView& view() { return window.canvas(); }
    [[nodiscard]] app::FilePart& files() { return *window.findChild<app::FilePart*>(QStringLiteral("filePart")); }
    [[nodiscard]] QWidget* port() { return view().viewport(); }
    [[nodiscard]] int steps() { return workspace.undoStack().index(); }

    [[nodiscard]] model::Uid named(const QString& name) {
        for (const model::NodeId id : document().nodes())
            if (document().name(id) == name) return document().node(id).uid();
        return {};
    }
    [[nodiscard]] const model::NodeData& data(model::Uid uid) { return document().node(*document().findNode(uid)).data; }
    /// The first subnet that a spanning node stands in.
    [[nodiscard]] model::Uid placementOfFirst(model::Uid uid) {
        const auto id = document().findNode(uid);
        const auto* refs = std::get_if<model::Refs>(&document().value(*id, document().node(*id).kind->placement));
        return refs && !refs->items.empty() ? refs->items.front().target : model::Uid();
    }
    [[nodiscard]] const model::PictureNode& tile(model::Uid uid, model::Uid presence = {}) {
        const model::Picture& picture = workspace.picture();
        int index = picture.find(uid, presence);
        if (index < 0) index = picture.tilesOf(uid).front();
        return picture.nodes[static_cast<size_t>(index)];
    }
    [[nodiscard]] QPoint at(const QPointF& scene) { return view().mapFromScene(scene); }
    [[nodiscard]] QPoint iconOf(model::Uid uid, model::Uid presence = {}) { return at(tile(uid, presence).icon.center()); }

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}, bool releases = true) {
        hover(from);
        QTest::mousePress(port(), Qt::LeftButton, modifiers, from);
        for (int i = 1; i <= 4; ++i) moveHeld(from + (to - from) * i / 4, modifiers);
        if (releases) QTest::mouseRelease(port(), Qt::LeftButton, modifiers, to);
        settle();
    }
    // Sent, not moved: moving the offscreen platform's cursor brings enter and leave events at odd moments.
    void hover(QPoint to) {
        QMouseEvent event(QEvent::MouseMove, to, port()->mapToGlobal(to), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(port(), &event);
    }
    void moveHeld(QPoint to, Qt::KeyboardModifiers modifiers = {}) {
        QMouseEvent event(QEvent::MouseMove, to, port()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(port(), &event);
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(port(), Qt::LeftButton, modifiers, at);
        settle();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : &view();
        QTest::keyClick(target, key, modifiers);
        settle();
    }

    /// Drags an entry of the palette to a place of the drawing.
    void dragKind(const QString& kind, const QPointF& scene, bool releases = true) {
        QWidget* entry = window.palettePanel().entryOf(kind);
        QVERIFY2(entry, qPrintable(kind));
        const QPoint start(40, 14);
        const QPoint end = entry->mapFromGlobal(port()->mapToGlobal(at(scene)));
        QTest::mousePress(entry, Qt::LeftButton, {}, start);
        for (int i = 1; i <= 4; ++i) {
            const QPoint to = start + (end - start) * i / 4;
            QMouseEvent event(QEvent::MouseMove, to, entry->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(entry, &event);
        }
        if (releases) QTest::mouseRelease(entry, Qt::LeftButton, {}, end);
        settle();
    }

    /// Opens the insert palette with the slash key, types and takes what is found.
    void insertByKeys(const QString& typed) {
        // By the action of the key: the offscreen platform does not make the window active again when a popup has closed,
        // and shortcuts need an active window.
        view().setFocus();
        window.actions()[app::Command::InsertHere]->trigger();
        settle();
        auto* field = window.findChild<QLineEdit*>(QStringLiteral("searchField"));
        QVERIFY(field && field->isVisible());
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
        settle();
    }

    void shoot(const QString& name) {
        if (qEnvironmentVariableIsEmpty("SKERRY_SHOTS")) return;
        view().finishPainting();
        window.grab().save(qEnvironmentVariable("SKERRY_SHOTS") + u'/' + name + QStringLiteral(".png"));
    }
};
