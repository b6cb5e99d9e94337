// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/grouppanel.h"

#include "app/look.h"

#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

namespace {

QString settingOf(const QString& title) { return QStringLiteral("inspector/folded/") + title; }

}  // namespace

GroupPanel::GroupPanel(const QString& title, Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_title(title), m_button(new QToolButton(this)), m_body(new QWidget(this)), m_content(new QVBoxLayout(m_body)) {
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(6);
    m_button->setObjectName(QStringLiteral("groupHeader"));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setLayoutDirection(Qt::RightToLeft);  // the chevron stands at the right edge
    m_button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setAutoRaise(true);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_button->setFont(strong);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(8);
    box->addWidget(m_button);
    box->addWidget(m_body);
    connect(m_button, &QToolButton::clicked, this, [this] {
        setFolded(!m_body->isHidden());
        QSettings().setValue(settingOf(m_title), m_body->isHidden());
    });
    setFolded(QSettings().value(settingOf(title), false).toBool());
}

void GroupPanel::setFolded(bool folded) {
    m_body->setHidden(folded);
    m_button->setIcon(m_look.icons().actionIcon(folded ? QStringLiteral("ui/chevron-right") : QStringLiteral("ui/chevron-down"), m_look.theme(), 14));
    m_button->setAccessibleDescription(folded ? tr("folded") : tr("unfolded"));
    showTitle();
}

void GroupPanel::setFindings(int count) {
    m_findings = count;
    showTitle();
}

void GroupPanel::showTitle() {
    m_button->setText(m_findings > 0 && m_body->isHidden() ? tr("%1 · %n finding(s)", nullptr, m_findings).arg(m_title) : m_title);
}

void GroupPanel::foldAtFirst() {
    if (!QSettings().contains(settingOf(m_title))) setFolded(true);
}

}  // namespace app
