// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace.h"

#include "app/editcommand.h"
#include "model/picture/linkpaths.h"
#include "model/traffic/scenario.h"

#include <QMetaObject>

#include <future>

namespace app {

Workspace::Workspace(const model::KindRegistry& kinds, QObject* parent) : QObject(parent), m_document(kinds), m_checks(m_document) {
    m_builder = std::make_unique<model::PictureBuilder>(m_document);
    connect(&m_document, &model::Document::changed, this, &Workspace::schedulePicture);
    connect(&m_document, &model::Document::reset, this, [this] {
        m_undo.clear();
        m_selection.clear();
        schedulePicture();
    });
}

Workspace::~Workspace() = default;

bool Workspace::perform(model::Result<model::ChangeSet> edit) {
    if (!edit) {
        Q_EMIT message(edit.error());
        return false;
    }
    if (edit->isEmpty()) return true;
    auto inverse = m_document.apply(*edit);
    if (!inverse) {
        Q_EMIT message(inverse.error());
        return false;
    }
    if (model::isScenarioChoice(*edit)) return true;  // what one looks at: no step to undo, nothing to save
    m_undo.push(new EditCommand(m_document, std::move(*edit), std::move(*inverse)));
    return true;
}

// Several change sets in one turn (undo of many steps, a paste and its selection) need one drawing.
void Workspace::schedulePicture() {
    if (m_pictureScheduled) return;
    m_pictureScheduled = true;
    QMetaObject::invokeMethod(this, &Workspace::rebuildPicture, Qt::QueuedConnection);
}

void Workspace::rebuildPicture() {
    m_pictureScheduled = false;
    if (m_checks.isBehind()) return buildAfresh();
    model::Facts& facts = m_checks.engine().facts();
    m_builder->build(model::linkPaths(m_document, &facts), &facts);
    Q_EMIT pictureChanged();
}

// A whole design at once: it is drawn and shown here while another thread checks it. The paths, which both need, come from there.
void Workspace::buildAfresh() {
    std::promise<std::vector<model::LinkPath>> found;
    const auto findPaths = [&](model::Facts& facts) { found.set_value(model::linkPaths(m_document, &facts)); };
    const auto draw = [&] {
        model::Facts facts(m_document);
        m_builder->buildAfresh([&] { return found.get_future().get(); }, &facts);
        Q_EMIT pictureChanged();
        Q_EMIT drawnAfresh();
    };
    m_checks.settleBeside(findPaths, draw);
}

}  // namespace app
