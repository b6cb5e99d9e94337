// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/checks.h"

#include <QMetaObject>

namespace model {

Checks::Checks(const Document& document, QObject* parent) : QObject(parent), m_engine(document) {
    connect(&document, &Document::changed, this, [this](const ChangeSet& applied, const ChangeSet& inverse) {
        if (!m_isBehind && m_engine.update(applied, inverse)) Q_EMIT issuesChanged();
    });
    connect(&document, &Document::reset, this, [this] { m_isBehind = true; });
}

// Who asks does not expect to be told: the others hear of it later.
RuleEngine& Checks::settled() const {
    if (m_isBehind) {
        m_isBehind = false;
        if (m_beside.joinable())
            m_beside.join();
        else
            m_engine.checkAll();
        auto* self = const_cast<Checks*>(this);
        QMetaObject::invokeMethod(self, &Checks::issuesChanged, Qt::QueuedConnection);
    }
    return m_engine;
}

void Checks::settleBeside(const std::function<void(Facts&)>& first, const std::function<void()>& meanwhile) {
    m_isBehind = true;
    m_beside = std::thread([&] { m_engine.checkAll([&] { first(m_engine.facts()); }); });
    meanwhile();
    if (!m_isBehind) return;  // somebody asked
    m_beside.join();
    m_isBehind = false;
    Q_EMIT issuesChanged();
}

}  // namespace model
