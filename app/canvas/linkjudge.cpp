// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/linkjudge.h"

#include "model/reachability/reach.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

using model::Document;
using model::KindSpec;
using model::Uid;
using Way = LinkVerdict::Way;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app", text); }

const KindSpec* kindOf(const Document& document, Uid node) {
    const auto id = document.findNode(node);
    return id ? document.node(*id).kind : nullptr;
}

bool isCalledFrom(const Document& document, Uid from, Uid to) {
    const auto id = document.findNode(from);
    if (!id) return false;
    return std::ranges::any_of(document.node(*id).linksOut, [&](model::LinkId link) {
        return document.link(link).data.to == to && document.link(link).data.type == model::kCalls;
    });
}

// The kind that stands between the two instead of a link: at home in the one, referring to the other.
const KindSpec* jointOf(const Document& document, const KindSpec* start, const KindSpec* end) {
    if (!start || !end) return nullptr;
    for (const auto& kind : document.registry().kinds()) {
        const model::PropertySpec* row = kind->joins.isEmpty() ? nullptr : kind->property(kind->joins);
        if (row && start->offers.contains(row->role) && kind->fitsInto(end)) return kind.get();
    }
    return nullptr;
}

// The first operation that the target accepts, where the usual one is not among them.
QString firstOperation(const Document& document, Uid to) {
    const auto id = document.findNode(to);
    if (!id) return {};
    const QStringList operations = model::NodeView(document, *id).data().operations;
    return operations.isEmpty() || operations.contains(QStringLiteral("GetItem")) ? QString() : operations.front();
}

}  // namespace

LinkVerdict judgeLink(const Document& document, Uid start, Uid end) {
    LinkVerdict verdict{Way::Refused, start, end, {}, nullptr};
    const KindSpec* first = kindOf(document, start);
    const KindSpec* second = kindOf(document, end);
    if (const KindSpec* joint = jointOf(document, first, second)) {
        verdict.way = Way::Good;
        verdict.joint = joint;
        verdict.sentence = tr("%1 of %2 for %3").arg(QCoreApplication::translate("model", joint->title), document.name(*document.findNode(start)), document.name(*document.findNode(end)));
        return verdict;
    }
    const bool turns = first && !first->emitsCalls && second && second->emitsCalls;
    if (turns) std::swap(verdict.from, verdict.to);
    verdict.sentence = model::Edit::linkObjection(document, model::kCalls, verdict.from, verdict.to);
    if (!verdict.sentence.isEmpty()) return verdict;
    const QString from = document.name(*document.findNode(verdict.from));
    const QString to = document.name(*document.findNode(verdict.to));
    if (isCalledFrom(document, verdict.from, verdict.to)) {
        verdict.way = Way::Careful;
        verdict.sentence = tr("%1 calls %2 already. A second link is possible; further access patterns of the first one are clearer.").arg(from, to);
        return verdict;
    }
    verdict.way = Way::Good;
    verdict.sentence = tr("%1 calls %2").arg(from, to);
    return verdict;
}

LinkVerdict judgeWay(const Document& document, LinkVerdict verdict, model::Tracker* tracker) {
    const auto from = document.findNode(verdict.from), to = document.findNode(verdict.to);
    // A mapping is no call: it walks no network.
    if (verdict.way != Way::Good || verdict.joint || !from || !to) return verdict;
    const auto reach = model::reachOf(model::NodeView(document, *from, tracker), model::NodeView(document, *to, tracker));
    if (reach->reachable()) return verdict;
    const auto blockers = reach->blockers();
    verdict.way = Way::Careful;
    verdict.sentence += blockers.empty() ? tr(", but nothing gets through") : tr(", but nothing gets through: %1").arg(blockers.front().message);
    return verdict;
}

std::vector<Uid> linkTargets(const Document& document, Uid start) {
    std::vector<Uid> targets;
    for (const model::NodeId id : document.nodes()) {
        const Uid uid = document.node(id).uid();
        if (uid != start && judgeLink(document, start, uid).way != Way::Refused) targets.push_back(uid);
    }
    return targets;
}

std::vector<const KindSpec*> linkTargetKinds(const Document& document, Uid start) {
    std::vector<const KindSpec*> kinds;
    const KindSpec* from = kindOf(document, start);
    if (!from) return kinds;
    for (const auto& kind : document.registry().kinds())
        if ((from->emitsCalls && kind->data) || (!from->emitsCalls && from->data && kind->emitsCalls)) kinds.push_back(kind.get());
    return kinds;
}

QString linkTitle(const Document& document, const LinkVerdict& verdict) {
    const auto nameOf = [&](Uid uid) {
        const auto node = document.findNode(uid);
        return node ? document.name(*node) : QString();
    };
    return QCoreApplication::translate("app", "Link %1 to %2").arg(nameOf(verdict.from), nameOf(verdict.to));
}

Uid addJudged(model::Edit& edit, const Document& document, const LinkVerdict& verdict) {
    if (!verdict.joint) return addLink(edit, document, verdict.from, verdict.to, nullptr);
    const Uid node = edit.addNode(verdict.joint->id, verdict.to);
    edit.setProperty(node, verdict.joint->joins, model::Ref{verdict.from, {}});
    return node;
}

Uid addLink(model::Edit& edit, const Document& document, Uid from, Uid to, const KindSpec* targetKind) {
    model::Row first;
    QString operation = firstOperation(document, to);
    if (operation.isEmpty() && targetKind && !document.findNode(to)) {
        // A target of the same edit: ask a sample of its kind.
        model::Document scratch(document.registry());
        if (scratch.load({{Uid{1}, targetKind->id, {}, {}, {}, {}}}, {}, {})) operation = firstOperation(scratch, Uid{1});
    }
    if (!operation.isEmpty()) first.set(model::pattern::kOperation, operation);
    return edit.addLink(model::kCalls, from, to, {{model::pattern::kRows, model::Rows{{first}}}});
}

}  // namespace app
