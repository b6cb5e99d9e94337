// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/canvas/linkjudge.h"
#include "app/canvas/placing.h"
#include "app/canvas/tools/placetool.h"
#include "app/canvas/tools/walktool.h"
#include "app/inspector/kindicon.h"
#include "app/look.h"
#include "app/palette/kindgallery.h"
#include "app/palette/searchpopup.h"
#include "app/paint/pictureexport.h"
#include "app/workspace.h"
#include "model/core/categories.h"

#include <QApplication>
#include <QClipboard>

#include <algorithm>

// The commands that ask what to insert, link or find.
namespace app {

using model::Uid;
using Way = DropVerdict::Way;

namespace {

constexpr qreal kIconPx = 40;

QIcon iconOf(Look& look, const model::KindSpec& kind) { return look.icons().tileIcon(kind.id, model::categoryName(kind.category), look.theme(), 20); }

}  // namespace

QPoint CanvasCommands::popupPlace(std::optional<QPointF> scene) const {
    const QWidget* viewport = m_view.viewport();
    if (scene) return viewport->mapToGlobal(m_view.mapFromScene(*scene)) + QPoint(8, 8);
    if (const Uid node = selectedNode(); !node.isNull())
        if (const int tile = m_view.canvas().tileOf(node); tile >= 0) {
            const QRectF rect = m_workspace.picture().nodes[static_cast<size_t>(tile)].rect;
            return viewport->mapToGlobal(m_view.mapFromScene(QPointF(rect.left() + 24, rect.top() + 48)));
        }
    return viewport->mapToGlobal(viewport->rect().center() - QPoint(190, 180));
}

// ---------------------------------------------------------------- inserting
void CanvasCommands::askInsert(std::optional<QPointF> scene) {
    const DropJudge judge(m_workspace.document(), m_view.canvas(), m_view.gallery());
    std::vector<SearchEntry> fitting, others;
    for (const KindGallery::Group& group : m_view.gallery().groups())
        for (const model::KindSpec* kind : group.kinds) {
            const bool fits = (scene ? judge.judge(*kind, *scene) : intoSelection(*kind)).way != Way::Refused;
            SearchEntry entry{iconOf(m_look, *kind), kindTitle(*kind), fits ? QCoreApplication::translate("app", group.title) : tr("not here"), kind->id, {}};
            entry.run = [this, id = kind->id, scene] { insert(id, scene); };
            (fits ? fitting : others).push_back(std::move(entry));
        }
    fitting.insert(fitting.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    const auto place = scene || !m_view.viewport()->underMouse() ? scene : std::optional(m_view.pointerScene());
    m_popup->ask({tr("Insert a service"), tr("No service is called \"%1\".")}, std::move(fitting), popupPlace(place));
}

// Into the selected container, or the nearest one around the selection that takes it.
DropVerdict CanvasCommands::intoSelection(const model::KindSpec& kind) const {
    const DropJudge judge(m_workspace.document(), m_view.canvas(), m_view.gallery());
    const std::vector<Uid> selected = selectedNodes();
    Uid target = selected.empty() ? Uid() : selected.front();
    DropVerdict verdict = judge.judgeInto(kind, target);
    const QString why = verdict.sentence;
    // Outwards as the eye sees it: what stands in a subnet is at home in the VPC.
    const model::Picture& picture = m_workspace.picture();
    const auto tiles = picture.tilesOf(target);
    for (int at = tiles.empty() ? -1 : tiles.front(); verdict.way == Way::Refused && !target.isNull();) {
        if (at >= 0) at = picture.nodes[static_cast<size_t>(at)].parent;
        target = at < 0 ? Uid() : picture.nodes[static_cast<size_t>(at)].node;
        verdict = judge.judgeInto(kind, target);
    }
    if (verdict.way == Way::Refused) verdict.sentence = why;
    return verdict;
}

void CanvasCommands::insert(const QString& kindId, std::optional<QPointF> scene) {
    const model::KindSpec* kind = m_view.gallery().find(kindId);
    if (!kind) return;
    const DropJudge judge(m_workspace.document(), m_view.canvas(), m_view.gallery());
    const Placing placing(m_workspace.document(), m_workspace.picture(), m_view.gallery());
    const model::Document& document = m_workspace.document();
    DropVerdict verdict;
    QPointF at;
    if (scene) {
        verdict = judge.judge(*kind, *scene);
        const bool isContainer = m_view.gallery().shapeOf(*kind) == model::ViewSpec::Shape::Container;
        at = *scene - (isContainer ? QPointF(16, 16) : QPointF(kIconPx / 2, kIconPx / 2));
    } else {
        verdict = intoSelection(*kind);
        const Uid container = verdict.way == Way::Presence ? verdict.subnet : verdict.parent;
        at = placing.freePlace(*kind, container.isNull() ? -1 : m_view.canvas().tileOf(container));
    }
    if (verdict.way == Way::Refused) {
        Q_EMIT m_workspace.message(verdict.sentence);
        return;
    }
    const bool isFirst = document.nodeCount() == 0;
    if (isFirst) m_view.showWholeNext();
    model::Edit edit(document, tr("Add %1").arg(kindTitle(*kind)));
    const Uid node = placing.place(edit, *kind, verdict, at);
    perform(edit, {node});
    // It has its place when the drawing is built again.
    if (!isFirst) connect(&m_workspace, &Workspace::pictureChanged, &m_view, [this, node] { m_view.bringIn(node); }, Qt::SingleShotConnection);
    m_view.setFocus();
}

void CanvasCommands::startPlacing(const QString& kind) {
    const model::KindSpec* spec = m_view.gallery().find(kind);
    if (!spec) return;
    m_view.begin(std::make_unique<PlaceTool>(m_view, *spec, PlaceTool::By::Click));
    m_view.setFocus();
}

void CanvasCommands::startDragging(const QString& kind) {
    const model::KindSpec* spec = m_view.gallery().find(kind);
    if (!spec) return;
    m_view.begin(std::make_unique<PlaceTool>(m_view, *spec, PlaceTool::By::Drag));
    m_view.setFocus();  // so that Esc reaches the gesture
}

// ---------------------------------------------------------------- linking
void CanvasCommands::askLinkTarget(Uid start, const QPointF& scene) {
    const DropJudge judge(m_workspace.document(), m_view.canvas(), m_view.gallery());
    std::vector<SearchEntry> entries;
    for (const model::KindSpec* kind : linkTargetKinds(m_workspace.document(), start)) {
        const DropVerdict verdict = judge.judge(*kind, scene);
        if (verdict.way == Way::Refused) continue;
        SearchEntry entry{iconOf(m_look, *kind), kindTitle(*kind), {}, kind->id, {}};
        entry.run = [this, kind, start, scene, verdict] {
            const Placing placing(m_workspace.document(), m_workspace.picture(), m_view.gallery());
            model::Edit edit(m_workspace.document(), tr("Add %1 and link").arg(kindTitle(*kind)));
            const Uid node = placing.place(edit, *kind, verdict, scene - QPointF(kIconPx / 2, kIconPx / 2));
            const auto from = m_workspace.document().findNode(start);
            const bool calls = from && m_workspace.document().node(*from).kind && m_workspace.document().node(*from).kind->emitsCalls;
            addLink(edit, m_workspace.document(), calls ? start : node, calls ? node : start, kind);
            perform(edit, {node});
        };
        entries.push_back(std::move(entry));
    }
    if (entries.empty()) {
        Q_EMIT m_workspace.message(tr("Nothing that this link could lead to can stand here. Drop it inside a Region."));
        return;
    }
    m_popup->ask({tr("Link to a new service"), tr("No service that takes this link is called \"%1\".")}, std::move(entries), popupPlace(scene));
}

void CanvasCommands::startLink() {
    const Uid start = selectedNode();
    const int from = start.isNull() ? -1 : m_view.canvas().tileOf(start);
    if (from < 0) {
        Q_EMIT m_workspace.message(tr("Select the node that calls, then press L."));
        return;
    }
    std::vector<WalkTool::Stop> stops;
    for (const Uid target : linkTargets(m_workspace.document(), start)) {
        if (m_view.canvas().tileOf(target) < 0) continue;  // in a collapsed container
        const LinkVerdict verdict = judgeLink(m_workspace.document(), start, target);
        const auto words = [this, verdict] {
            const LinkVerdict full = judgeWay(m_workspace.document(), verdict, &m_workspace.checks().engine().facts());
            return WalkTool::Words{full.sentence, full.way == LinkVerdict::Way::Careful};
        };
        stops.push_back({m_view.canvas().tileOf(target), words, [this, verdict] {
                             model::Edit edit(m_workspace.document(), linkTitle(m_workspace.document(), verdict));
                             const Uid link = addJudged(edit, m_workspace.document(), verdict);
                             perform(edit, {link});
                         }});
    }
    if (stops.empty()) {
        Q_EMIT m_workspace.message(tr("There is nothing that a link from here may lead to."));
        return;
    }
    m_view.begin(std::make_unique<WalkTool>(m_view, from, std::move(stops), WalkTool::Show::Line));
}

void CanvasCommands::startMoveToParent() {
    const Uid node = selectedNode();
    const auto id = m_workspace.document().findNode(node);
    const model::KindSpec* kind = id ? m_workspace.document().node(*id).kind : nullptr;
    const int from = kind ? m_view.canvas().tileOf(node) : -1;
    if (from < 0) {
        Q_EMIT m_workspace.message(tr("Select the node to move, then press Ctrl+M."));
        return;
    }
    if (unlockedNodes().empty()) return;
    const DropJudge judge(m_workspace.document(), m_view.canvas(), m_view.gallery());
    const auto inside = m_view.canvas().treeOf(from);
    const QSet<int> own(inside.begin(), inside.end());
    std::vector<int> targets = judge.accepting(*kind, own);
    if (kind->fitsInto(nullptr)) targets.push_back(-1);
    std::vector<WalkTool::Stop> stops;
    for (const int tile : targets) {
        const Uid target = tile < 0 ? Uid() : m_workspace.picture().nodes[static_cast<size_t>(tile)].node;
        const int parent = m_workspace.picture().nodes[static_cast<size_t>(from)].parent;
        if (tile == parent) continue;
        const QString name = tile < 0 ? tr("the empty canvas") : m_workspace.document().name(*m_workspace.document().findNode(target));
        const DropVerdict there = judge.judgeInto(*kind, target);
        const QString sentence = there.way == Way::Associate ? there.sentence : tr("Move to %1").arg(name);
        stops.push_back({tile, [sentence] { return WalkTool::Words{sentence, false}; }, [this, target, kind, from, tile] {
                             const Placing placing(m_workspace.document(), m_workspace.picture(), m_view.gallery());
                             model::Edit edit(m_workspace.document(), tr("Move to another container"));
                             const DropVerdict verdict = DropJudge(m_workspace.document(), m_view.canvas(), m_view.gallery()).judgeInto(*kind, target);
                             std::vector<QRectF> landed;
                             placing.move(edit, {from, placing.freePlace(*kind, tile), verdict}, landed);
                             m_workspace.perform(edit.take());
                         }});
    }
    if (stops.empty()) {
        Q_EMIT m_workspace.message(tr("There is no other container that takes it."));
        return;
    }
    m_view.begin(std::make_unique<WalkTool>(m_view, from, std::move(stops), WalkTool::Show::Target));
}

// ---------------------------------------------------------------- finding
namespace {

std::vector<SearchEntry> nodeEntries(Workspace& workspace, CanvasView& view, Look& look) {
    std::vector<SearchEntry> entries;
    const model::Document& document = workspace.document();
    for (const model::NodeId id : document.nodes()) {
        const model::Node& node = document.node(id);
        const Uid uid = node.uid();
        SearchEntry entry;
        if (node.kind) entry.icon = iconOf(look, *node.kind);
        entry.text = document.name(id);
        const auto parent = document.parent(id);
        entry.detail = parent ? document.path(*parent) : QString();
        entry.words = node.kind ? kindTitle(*node.kind) : node.data.kind;
        entry.run = [&workspace, &view, uid] {
            workspace.selection().set({uid});
            view.reveal(uid);
            view.setFocus();
        };
        entries.push_back(std::move(entry));
    }
    for (const model::LinkId id : document.links()) {
        const model::Link& link = document.link(id);
        const Uid uid = link.uid();
        entries.push_back({{}, QStringLiteral("%1 → %2").arg(document.name(link.from), document.name(link.to)), CanvasCommands::tr("link"), QStringLiteral("calls"), [&workspace, &view, uid] {
                               workspace.selection().set({uid});
                               view.reveal(uid);
                               view.setFocus();
                           }});
    }
    std::ranges::stable_sort(entries, {}, [](const SearchEntry& entry) { return entry.text.toCaseFolded(); });
    return entries;
}

}  // namespace

void CanvasCommands::findNode() {
    m_popup->ask({tr("Find a node by name or kind"), tr("No node is called \"%1\".")}, nodeEntries(m_workspace, m_view, m_look), popupPlace({}));
}

void CanvasCommands::findAnything(const QPoint& global) {
    std::vector<SearchEntry> entries;
    for (QAction* action : m_actions.all()) {
        if (!action->isEnabled()) continue;
        const QString text = action->text().remove(u'&').remove(u'…');
        entries.push_back({action->icon(), text, action->shortcut().toString(QKeySequence::NativeText), action->objectName(), [action] { action->trigger(); }});
    }
    for (const auto& source : m_sources)
        for (SearchEntry& entry : source()) entries.push_back(std::move(entry));
    for (SearchEntry& entry : nodeEntries(m_workspace, m_view, m_look)) entries.push_back(std::move(entry));
    for (const KindGallery::Group& group : m_view.gallery().groups())
        for (const model::KindSpec* kind : group.kinds)
            entries.push_back({iconOf(m_look, *kind), tr("Insert %1").arg(kindTitle(*kind)), QCoreApplication::translate("app", group.title), kind->id,
                               [this, id = kind->id] { insert(id, {}); }});
    m_popup->ask({tr("Find a command, a node or a service"), tr("Nothing is called \"%1\".")}, std::move(entries), global);
}

void CanvasCommands::copyPicture() {
    const auto image = pictureImage(m_workspace.picture(), {m_look.theme().scheme(), 2.0, {}});
    if (!image) {
        Q_EMIT m_workspace.message(image.error());
        return;
    }
    QApplication::clipboard()->setImage(*image);
    Q_EMIT m_workspace.message(tr("The picture is on the clipboard."));
}

}  // namespace app
