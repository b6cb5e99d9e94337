// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/editcommand.h"

namespace app {

EditCommand::EditCommand(model::Document& document, model::ChangeSet changeSet, model::ChangeSet inverse)
    : QUndoCommand(changeSet.title), m_document(document), m_changeSet(std::move(changeSet)), m_inverse(std::move(inverse)) {}

// A step that does not fit (of a history that came from a damaged file) goes; the document is as it was.
void EditCommand::apply(const model::ChangeSet& changeSet) {
    if (m_asleep) return;
    if (!m_document.apply(changeSet).ok()) setObsolete(true);
}

void EditCommand::redo() {
    if (m_applied) return;
    apply(m_changeSet);
    m_applied = true;
}

void EditCommand::undo() {
    apply(m_inverse);
    m_applied = false;
}

}  // namespace app
