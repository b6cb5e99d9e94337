// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/workspace.h"

#include <QMenu>

#include <algorithm>

// The context menus of the canvas: for the paper, for nodes and for links.
namespace app {

using model::Uid;

QMenu* CanvasCommands::highlightMenu(QMenu& parent) {
    auto* menu = new QMenu(tr("Highlight"), &parent);
    fillHighlightMenu(*menu);
    return menu;
}

void CanvasCommands::fillLinkMenu(QMenu& menu, Uid link) {
    const model::Document& document = m_workspace.document();
    const auto id = document.findLink(link);
    if (!id) return;
    const model::LinkData& data = document.link(*id).data;
    for (const Uid end : {data.from, data.to}) {
        const QString name = document.name(*document.findNode(end));
        connect(menu.addAction(tr("Go to %1").arg(name)), &QAction::triggered, this, [this, end] {
            m_workspace.selection().set({end});
            m_view.reveal(end);
        });
    }
    menu.addSeparator();
    for (const Command command : {Command::ShowPaths, Command::ShowCharts, Command::ClearBends}) menu.addAction(m_actions[command]);
    menu.addMenu(highlightMenu(menu));
    menu.addSeparator();
    for (const Command command : {Command::Delete, Command::ZoomSelection, Command::ContextHelp}) menu.addAction(m_actions[command]);
}

void CanvasCommands::fillNodeMenu(QMenu& menu, const Hit& hit) {
    const auto add = [&](std::initializer_list<Command> commands) {
        for (const Command command : commands) menu.addAction(m_actions[command]);
        menu.addSeparator();
    };
    const auto& nodes = m_workspace.picture().nodes;
    const model::PictureNode* tile = hit.tile >= 0 ? &nodes[static_cast<size_t>(hit.tile)] : nullptr;
    const bool isContainer = tile && tile->shape == model::ViewSpec::Shape::Container;
    if (isContainer) add({Command::InsertHere, Command::InsertNote});
    add({Command::StartLink, Command::MoveToParent, Command::SelectParent, Command::Rename});
    if (tile && !tile->gauges.isEmpty()) add({Command::LookInside});
    add({Command::Cut, Command::Copy, Command::Paste, Command::Duplicate, Command::Delete});
    if (isContainer) {
        menu.addAction(m_actions[tile->isCollapsed ? Command::Expand : Command::Collapse]);
        add({Command::ShrinkToFit});
    }
    menu.addMenu(highlightMenu(menu));
    add({Command::Group, Command::Ungroup, Command::ToggleLock, Command::ToFront, Command::ToBack});
    add({Command::ClearBends, Command::ShowCharts});
    add({Command::ZoomSelection, Command::ContextHelp});
}

void CanvasCommands::fillMenu(QMenu& menu, const Hit& hit) {
    const auto add = [&](std::initializer_list<Command> commands) {
        for (const Command command : commands) menu.addAction(m_actions[command]);
        menu.addSeparator();
    };
    switch (hit.kind) {
        case Hit::Kind::Nothing:
            add({Command::InsertHere, Command::InsertNote});
            add({Command::Paste, Command::SelectAll});
            add({Command::Fit, Command::ZoomRectangle, Command::ResetView, Command::ArrangeAll, Command::TidyUp, Command::CopyPicture});
            break;
        case Hit::Kind::Leg: fillLinkMenu(menu, hit.uid); break;
        case Hit::Kind::Leaf:
        case Hit::Kind::ContainerEdge:
        case Hit::Kind::ContainerInside: fillNodeMenu(menu, hit); break;
    }
    if (selectedNodes().size() < 2) return;
    QMenu* align = menu.addMenu(tr("Align and distribute"));
    for (const Command command : {Command::AlignLeft, Command::AlignCenter, Command::AlignRight, Command::AlignTop, Command::AlignMiddle, Command::AlignBottom,
                                  Command::DistributeHorizontally, Command::DistributeVertically})
        align->addAction(m_actions[command]);
}

void CanvasCommands::openMenu(const QPoint& global, const Hit& hit) {
    auto* menu = new QMenu(&m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("canvasMenu"));
    fillMenu(*menu, hit);
    menu->popup(global);
}

}  // namespace app
