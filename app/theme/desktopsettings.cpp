// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/desktopsettings.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPalette>

namespace app {

namespace {

constexpr auto kService = "org.freedesktop.portal.Desktop";
constexpr auto kPath = "/org/freedesktop/portal/desktop";
constexpr auto kInterface = "org.freedesktop.portal.Settings";
constexpr auto kAppearance = "org.freedesktop.appearance";
constexpr auto kColorScheme = "color-scheme";
constexpr auto kGnomeInterface = "org.gnome.desktop.interface";
constexpr auto kEnableAnimations = "enable-animations";

// Settings.Read wraps its answer in one variant too many; the portal's documentation says so.
QVariant unwrapped(QVariant value) {
    while (value.userType() == qMetaTypeId<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    return value;
}

}  // namespace

Scheme schemeOf(const QPalette& palette) {
    const bool dark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    return dark ? Scheme::Dark : Scheme::Light;
}

DesktopSettings::DesktopSettings(const QPalette& systemPalette, QObject* parent)
    : QObject(parent), m_scheme(schemeOf(systemPalette)) {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    // Asked without waiting: a portal that starts slowly must not hold up the window.
    askPortal(kAppearance, kColorScheme);
    askPortal(kGnomeInterface, kEnableAnimations);
}

void DesktopSettings::askPortal(const QString& group, const QString& key) {
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call << group << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, group, key](QDBusPendingCallWatcher* finished) {
        const QDBusPendingReply<QDBusVariant> reply = *finished;
        if (reply.isValid()) take(group, key, unwrapped(reply.value().variant()));
        finished->deleteLater();
    });
}

void DesktopSettings::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    take(group, key, unwrapped(value.variant()));
}

void DesktopSettings::take(const QString& group, const QString& key, const QVariant& value) {
    if (group == QLatin1String(kAppearance) && key == QLatin1String(kColorScheme)) {
        // 0: no preference, 1: dark, 2: light.
        const uint preference = value.toUInt();
        if (preference != 1 && preference != 2) return;
        const Scheme scheme = preference == 1 ? Scheme::Dark : Scheme::Light;
        if (scheme == m_scheme) return;
        m_scheme = scheme;
        Q_EMIT schemeChanged(scheme);
    } else if (group == QLatin1String(kGnomeInterface) && key == QLatin1String(kEnableAnimations)) {
        const bool reduced = !value.toBool();
        if (reduced == m_motionIsReduced) return;
        m_motionIsReduced = reduced;
        Q_EMIT motionIsReducedChanged(reduced);
    }
}

}  // namespace app
