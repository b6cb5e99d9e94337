// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/checks.h"

namespace model {

Checks::Checks(const Document& document, QObject* parent) : QObject(parent), m_engine(document) {
    connect(&document, &Document::changed, this, [this](const ChangeSet& applied, const ChangeSet& inverse) {
        if (m_engine.update(applied, inverse)) Q_EMIT issuesChanged();
    });
    connect(&document, &Document::reset, this, [this] {
        m_engine.checkAll();
        Q_EMIT issuesChanged();
    });
}

}  // namespace model
