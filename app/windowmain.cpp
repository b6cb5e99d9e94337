// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowmain.h"

#include "app/mainparts.h"
#include "app/mainwindow.h"
#include "app/paint/icons.h"
#include "app/plurals.h"

#include <QApplication>

#include <cstdio>

namespace app {

namespace {

bool hasDisplay() {
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

}  // namespace

int runWindow(int argc, char** argv) {
    if (!hasDisplay()) {
        std::fputs("skerry: There is no display for the window. Run \"skerry --help\" for what works without one.\n", stderr);
        return 2;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("skerry"));
    QApplication::setOrganizationName(QStringLiteral("skerry"));
    QApplication::setApplicationDisplayName({});
    QApplication::setApplicationVersion(QStringLiteral(SKERRY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("skerry"));
    QApplication::setWindowIcon(applicationIcon());
    EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    const model::KindRegistry kinds = model::shippedKinds();
    Look look(Scheme::Light);
    Workspace workspace(kinds);
    MainWindow window(workspace, look);
    window.show();
    const QStringList words = QApplication::arguments();
    openAtStart(window, words.size() > 1 ? words.at(1) : QString());
    return QApplication::exec();
}

}  // namespace app
