// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/undohistory.h"

#include "app/editcommand.h"
#include "app/workspace.h"
#include "model/io/changejson.h"

#include <algorithm>
#include <iterator>

namespace app {

namespace {

constexpr int kMostSteps = 500;
constexpr qsizetype kMostBytes = 2 << 20;  // packed; a step can be a paste of thousands of nodes

void append(model::ChangeSet& to, const model::ChangeSet& from) { to.changes.insert(to.changes.end(), from.changes.begin(), from.changes.end()); }

// A macro (several fixes at once) is one step: its parts in order, and backwards in the other.
void addParts(const QUndoCommand& command, model::History::Step& step) {
    if (const auto* edit = dynamic_cast<const EditCommand*>(&command)) {
        append(step.forward, edit->changeSet());
        model::ChangeSet backward = edit->inverse();
        append(backward, step.backward);
        step.backward = std::move(backward);
    }
    for (int i = 0; i < command.childCount(); ++i) addParts(*command.child(i), step);
}

model::History::Step stepOf(const QUndoCommand& command) {
    model::History::Step step;
    addParts(command, step);
    step.forward.title = command.text();
    step.backward.title = command.text();
    return step;
}

void dropOldest(model::History& history, int count) {
    history.steps.erase(history.steps.begin(), history.steps.begin() + count);
    history.position -= count;
}

}  // namespace

QByteArray packedHistory(const Workspace& workspace, const model::Design& design) {
    const QUndoStack& stack = workspace.undoStack();
    if (stack.count() == 0) return {};
    model::History history;
    history.position = stack.index();
    history.design = model::designDigest(design);
    for (int i = 0; i < stack.count(); ++i) history.steps.push_back(stepOf(*stack.command(i)));
    // Of many steps the oldest go, never those that can still be done again: they build on one another.
    dropOldest(history, std::clamp(stack.count() - kMostSteps, 0, history.position));
    QByteArray packed = model::packHistory(history);
    while (packed.size() > kMostBytes && history.position > 0) {
        dropOldest(history, (history.position + 1) / 2);
        packed = model::packHistory(history);
    }
    return packed.size() > kMostBytes ? QByteArray() : packed;
}

void restoreHistory(Workspace& workspace, const QByteArray& packed, const QByteArray& designDigest) {
    auto history = packed.isEmpty() ? model::Result<model::History>(model::History()) : model::unpackHistory(packed);
    if (!history || history->design != designDigest) return;
    QUndoStack& stack = workspace.undoStack();
    std::vector<EditCommand*> commands;
    for (model::History::Step& step : history->steps) {
        auto* command = new EditCommand(workspace.document(), std::move(step.forward), std::move(step.backward));
        command->sleep();
        commands.push_back(command);
        stack.push(command);
    }
    stack.setIndex(history->position);
    stack.setClean();
    for (EditCommand* command : commands) command->wake();
}

}  // namespace app
