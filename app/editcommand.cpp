// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/editcommand.h"

namespace app {

EditCommand::EditCommand(model::Document& document, model::ChangeSet changeSet, model::ChangeSet inverse)
    : QUndoCommand(changeSet.title), m_document(document), m_changeSet(std::move(changeSet)), m_inverse(std::move(inverse)) {}

void EditCommand::redo() {
    if (m_applied) return;
    [[maybe_unused]] const auto done = m_document.apply(m_changeSet);
    Q_ASSERT(done.ok());
    m_applied = true;
}

void EditCommand::undo() {
    [[maybe_unused]] const auto done = m_document.apply(m_inverse);
    Q_ASSERT(done.ok());
    m_applied = false;
}

}  // namespace app
