// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QObject>

class QDBusVariant;
class QPalette;

namespace app {

// A palette with light text on a dark window is a dark desktop's.
[[nodiscard]] Scheme schemeOf(const QPalette& palette);

// What the desktop wants: Qt 6.4 does not tell, so the settings portal is asked, and the palette where there is no portal.
// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
class DesktopSettings final : public QObject {
    Q_OBJECT

public:
    // `systemPalette` is the palette that Qt had before any theme was applied.
    explicit DesktopSettings(const QPalette& systemPalette, QObject* parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    // People who asked their desktop for no animations get no dots.
    [[nodiscard]] bool motionIsReduced() const { return m_motionIsReduced; }

Q_SIGNALS:
    void schemeChanged(app::Scheme scheme);
    void motionIsReducedChanged(bool reduced);

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void askPortal(const QString& group, const QString& key);
    void take(const QString& group, const QString& key, const QVariant& value);

    Scheme m_scheme;
    bool m_motionIsReduced = false;
};

}  // namespace app
