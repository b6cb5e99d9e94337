// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <QUndoCommand>

namespace app {

/// The only undo command: a change set and its inverse. Pushing it applies the change set.
class EditCommand final : public QUndoCommand {
public:
    /// `inverse` comes from having applied `changeSet` already; the first redo() of the stack is then skipped.
    EditCommand(model::Document& document, model::ChangeSet changeSet, model::ChangeSet inverse);

    void redo() override;
    void undo() override;
    [[nodiscard]] const model::ChangeSet& changeSet() const { return m_changeSet; }
    [[nodiscard]] const model::ChangeSet& inverse() const { return m_inverse; }

    /// Until wake() the stack moves over this step and the document stays: for steps of an earlier session, which a document
    /// that was read already has behind it, or had taken back.
    void sleep() { m_asleep = true; }
    void wake() { m_asleep = false; }

private:
    void apply(const model::ChangeSet& changeSet);

    model::Document& m_document;
    model::ChangeSet m_changeSet;
    model::ChangeSet m_inverse;
    bool m_applied = true;
    bool m_asleep = false;
};

}  // namespace app
