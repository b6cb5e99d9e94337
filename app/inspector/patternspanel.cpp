// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/patternspanel.h"

#include "app/figures.h"
#include "app/inspector/grouppanel.h"
#include "app/inspector/rowsummary.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/core/quantity.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace app {

namespace {

constexpr size_t kMostLines = 12;

QString tr(const char* text) { return QCoreApplication::translate("app::PatternsPanel", text); }

QString nameOf(const model::Document& document, model::Uid uid) {
    const auto node = document.findNode(uid);
    return node ? document.name(*node) : QString();
}

QWidget* makeLine(Workspace& workspace, Look& look, const model::AccessPattern& pattern, model::Uid self, QWidget* parent) {
    auto* line = new CellsButton(look, parent);
    const model::Document& document = workspace.document();
    const bool incoming = pattern.caller != self;
    const QString other = nameOf(document, incoming ? pattern.caller : pattern.resource);
    line->setCells({pattern.operation, pattern.name.isEmpty() ? other : tr("%1, %2").arg(pattern.name, other), rateText(pattern)});
    const QString name = pattern.name.isEmpty() ? pattern.operation : pattern.name;
    line->setToolTip(tr("%1: %2 of %3 by %4. Click to edit it.").arg(name, pattern.operation, nameOf(document, pattern.resource), nameOf(document, pattern.caller)));
    // Later: the selection rebuilds the panel that the line stands in.
    QObject::connect(line, &QAbstractButton::clicked, &workspace, [&workspace, link = pattern.link] { workspace.selection().set({link}); }, Qt::QueuedConnection);
    return line;
}

}  // namespace

QString rateText(const model::AccessPattern& pattern) {
    const auto text = [](double rate) { return grouped(model::formatQuantity(rate, model::Unit::PerSecond)); };
    if (pattern.isTriggered()) return (pattern.rateShape == u"perRecord" ? tr("%1 a record") : tr("%1 a call")).arg(pattern.perTrigger);
    const double top = pattern.highestRate();
    if (top == pattern.ratePerSecond || pattern.rateShape == u"constant") return text(pattern.ratePerSecond);
    QString low = text(pattern.ratePerSecond);
    return tr("%1 to %2").arg(low.remove(QStringLiteral("/s")), text(top));
}

QWidget* makePatternsPanel(Workspace& workspace, Look& look, model::Uid node, QWidget* parent) {
    const auto id = workspace.document().findNode(node);
    if (!id) return nullptr;
    const model::NodeView view(workspace.document(), *id);
    const auto in = model::patternsInto(view);
    std::vector<model::AccessPattern> patterns(in.begin(), in.end());
    const auto out = model::patternsFrom(view);
    patterns.insert(patterns.end(), out.begin(), out.end());
    if (patterns.empty()) return nullptr;
    auto* panel = new GroupPanel(tr("Access patterns"), look, parent);
    panel->setObjectName(QStringLiteral("accessPatterns"));
    panel->content()->setSpacing(4);
    for (size_t i = 0; i < patterns.size() && i < kMostLines; ++i) panel->content()->addWidget(makeLine(workspace, look, patterns[i], node, panel));
    if (patterns.size() > kMostLines) {
        auto* more = new QLabel(tr("and %1 more").arg(patterns.size() - kMostLines), panel);
        more->setForegroundRole(QPalette::PlaceholderText);
        panel->content()->addWidget(more);
    }
    return panel;
}

}  // namespace app
