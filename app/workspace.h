// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"
#include "model/core/document.h"
#include "model/picture/picturebuilder.h"
#include "model/rules/checks.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <memory>

namespace app {

/// One open design and all that the docks share: document, undo, selection, drawing. It knows no widget. Every edit of the
/// window goes through perform(); every view refreshes from the document's signals and from pictureChanged().
class Workspace final : public QObject {
    Q_OBJECT
public:
    explicit Workspace(const model::KindRegistry& kinds, QObject* parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] model::Document& document() { return m_document; }
    [[nodiscard]] const model::Document& document() const { return m_document; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    [[nodiscard]] const QUndoStack& undoStack() const { return m_undo; }
    [[nodiscard]] Selection& selection() { return m_selection; }
    [[nodiscard]] model::Checks& checks() { return m_checks; }
    [[nodiscard]] const model::Picture& picture() const { return m_builder->picture(); }
    [[nodiscard]] model::PictureBuilder& pictureBuilder() { return *m_builder; }

    /// Applies an edit as one undo step. A refusal changes nothing and is told by message(); an empty edit does nothing.
    bool perform(model::Result<model::ChangeSet> edit);
    /// Builds the drawing again soon, from the document: what a gesture moved by way of trial goes back.
    void refreshPicture() { schedulePicture(); }

Q_SIGNALS:
    /// One sentence for the user: a refusal, or what was done ("Copied 3 nodes").
    void message(const QString& sentence);
    /// The drawing was built again after an edit or a load (once per turn of the event loop).
    void pictureChanged();
    /// The same for a design that was loaded, whose checks still run on another thread: a view does well to paint it at once.
    void drawnAfresh();

private:
    void schedulePicture();
    void rebuildPicture();
    void buildAfresh();

    model::Document m_document;
    model::Checks m_checks;
    QUndoStack m_undo;
    Selection m_selection;
    std::unique_ptr<model::PictureBuilder> m_builder;
    bool m_pictureScheduled = false;
};

}  // namespace app
