// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/edit.h"

#include <QRandomGenerator>

#include <algorithm>

namespace model {

/// Random edits of a design over all kinds, links and rows, as a user (or an importer) might make them: legal and illegal
/// values, references that dangle, unresolved texts, moves, removals. The same seed walks the same way.
class RandomWalk {
public:
    RandomWalk(const Document& document, quint32 seed) : m_document(document), m_random(seed) {}

    /// The next edit; empty when the chosen step was not possible.
    ChangeSet next() {
        Edit edit(m_document, QStringLiteral("walk"));
        const int steps = 1 + below(3);
        for (int i = 0; i < steps; ++i) step(edit);
        auto taken = edit.take();
        return taken ? *taken : ChangeSet();
    }

private:
    int below(int n) { return n <= 0 ? 0 : static_cast<int>(m_random.bounded(n)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class T>
    const T& any(const std::vector<T>& list) { return list[static_cast<size_t>(below(static_cast<int>(list.size())))]; }

    Uid freshUid() { return Uid{m_random.generate64() | 1}; }

    Uid anyNode() {
        const auto all = m_document.nodes();
        return all.empty() ? Uid() : m_document.node(any(all)).uid();
    }

    // A node that may stand in a reference of that role, if there is one.
    Uid anyOffering(const QString& role) {
        std::vector<Uid> fit;
        for (const NodeId id : m_document.nodes())
            if (const KindSpec* kind = m_document.node(id).kind; kind && (role.isEmpty() || kind->offers.contains(role)))
                fit.push_back(m_document.node(id).uid());
        return fit.empty() ? Uid() : any(fit);
    }

    Ref anyRef(const QString& role) {
        if (chance(4)) return Ref{freshUid(), QStringLiteral("gone")};
        return Ref{chance(5) ? anyNode() : anyOffering(role), {}};
    }

    QString anyText(const PropertySpec& spec) {
        static const std::vector<QString> words = {
            QStringLiteral("10.0.0.0/16"), QStringLiteral("10.0.1.0/24"), QStringLiteral("10.0.1.128/25"), QStringLiteral("0.0.0.0/0"),
            QStringLiteral("10.0.0.7/24"), QStringLiteral("192.168.0.0/8"), QStringLiteral("::/0"), QStringLiteral("us-east-1a"),
            QStringLiteral("us-east-1b"), QStringLiteral("web"), QStringLiteral("no address"), QString(), QStringLiteral("tcp")};
        const auto* preset = std::get_if<QString>(&spec.fallback);
        return chance(20) && preset ? *preset : any(words);
    }

    Value anyValue(const PropertySpec& spec) {
        if (chance(3)) return Unresolved{QStringLiteral("!Ref Something")};
        switch (spec.type) {
            case ValueType::Bool: return chance(50);
            case ValueType::Integer:
            case ValueType::Number: {
                const double low = std::max(spec.minimum, -10.0), high = std::min(spec.maximum, 70000.0);
                double number = low + (high - low) * below(1001) / 1000.0;
                if (chance(5)) number = high + 7;
                if (spec.type == ValueType::Integer) return static_cast<qint64>(number);
                return number;
            }
            case ValueType::Text:
            case ValueType::LongText: return anyText(spec);
            case ValueType::TextList: {
                QStringList list;
                for (int i = below(4); i > 0; --i) list += anyText(spec);
                return list;
            }
            case ValueType::Choice: return chance(5) || spec.choices.empty() ? QStringLiteral("odd") : any(spec.choices).id;
            case ValueType::Ref: return anyRef(spec.role);
            case ValueType::Refs: {
                Refs refs;
                for (int i = below(4); i > 0; --i)
                    if (const Ref ref = anyRef(spec.role); !ref.target.isNull()) refs.items.push_back(ref);
                return refs;
            }
            case ValueType::Rows: {
                Rows rows;
                for (int i = below(4); i > 0; --i) {
                    Row row;
                    for (const PropertySpec& column : spec.columns)
                        if (chance(60)) row.set(column.key, anyValue(column));
                    rows.items.push_back(std::move(row));
                }
                return rows;
            }
        }
        return QString();
    }

    void step(Edit& edit) {
        const int dice = below(100);
        if (dice < 30)
            addNode(edit);
        else if (dice < 65)
            setProperty(edit);
        else if (dice < 72)
            addLink(edit);
        else if (dice < 79)
            setLinkProperty(edit);
        else if (dice < 84)
            remove(edit);
        else if (dice < 89)
            move(edit);
        else if (dice < 93)
            edit.setGeometry(anyNodeOr(edit), Geometry{QPointF(below(2000), below(2000)), QSizeF(0, 0)});
        else if (dice < 97)
            clear(edit);
        else
            setDocument(edit);
    }

    Uid anyNodeOr(Edit& edit) {
        const Uid node = anyNode();
        return node.isNull() ? addNode(edit) : node;
    }

    bool fitsSomewhere(const KindSpec& kind) const {
        if (kind.fitsInto(nullptr)) return true;
        return std::ranges::any_of(m_document.nodes(), [&](NodeId id) { return m_document.node(id).kind && kind.fitsInto(m_document.node(id).kind); });
    }

    Uid addNode(Edit& edit) {
        const auto kinds = m_document.registry().kinds();
        // Mostly kinds that fit in somewhere, however many there are.
        const auto pick = [&] { return kinds[static_cast<size_t>(below(static_cast<int>(kinds.size())))].get(); };
        const KindSpec* picked = pick();
        for (int tries = 0; tries < 6 && !fitsSomewhere(*picked); ++tries) picked = pick();
        const KindSpec& kind = *picked;
        std::vector<Uid> parents;
        if (kind.fitsInto(nullptr)) parents.push_back({});
        for (const NodeId id : m_document.nodes())
            if (const KindSpec* parent = m_document.node(id).kind; parent && kind.fitsInto(parent)) parents.push_back(m_document.node(id).uid());
        if (parents.empty()) return {};
        NodeData data{freshUid(), kind.id, any(parents), {}, std::nullopt, {}};
        for (const PropertySpec& spec : kind.properties)
            if (chance(50)) {
                Value value = anyValue(spec);
                if (!(value == spec.fallback)) storeProperty(data.properties, spec.key, std::move(value));
            }
        const Uid uid = data.uid;
        edit.addNode(std::move(data));
        return uid;
    }

    void setProperty(Edit& edit) {
        const Uid uid = anyNode();
        const auto id = m_document.findNode(uid);
        const KindSpec* kind = id ? m_document.node(*id).kind : nullptr;
        if (!kind || kind->properties.empty()) return;
        const PropertySpec& spec = any(kind->properties);
        edit.setProperty(uid, spec.key, anyValue(spec));
    }

    void addLink(Edit& edit) {
        std::vector<Uid> callers, callees;
        for (const NodeId id : m_document.nodes()) {
            const KindSpec* kind = m_document.node(id).kind;
            if (kind && kind->emitsCalls) callers.push_back(m_document.node(id).uid());
            if (kind && kind->data) callees.push_back(m_document.node(id).uid());
        }
        if (callers.empty() || callees.empty()) return;
        const Uid from = any(callers), to = any(callees);
        const QString type = QStringLiteral("calls");
        if (from != to) edit.addLink(type, from, to);
    }

    void setLinkProperty(Edit& edit) {
        const auto links = m_document.links();
        if (links.empty()) return;
        const Link& link = m_document.link(any(links));
        if (link.spec && !link.spec->properties.empty()) {
            const PropertySpec& spec = any(link.spec->properties);
            edit.setProperty(link.uid(), spec.key, anyValue(spec));
        }
    }

    void remove(Edit& edit) {
        if (!edit.isEmpty()) return;  // what was added in this edit may lie in what goes
        const std::vector<Uid> gone{anyNode()};
        if (gone.front().isNull()) return;
        if (chance(70) && !m_document.node(*m_document.findNode(gone.front())).children.empty()) return;  // keep designs large
        edit.remove(gone);
    }

    void move(Edit& edit) {
        const Uid uid = anyNode();
        const auto id = m_document.findNode(uid);
        const KindSpec* kind = id ? m_document.node(*id).kind : nullptr;
        if (!kind) return;
        for (const NodeId other : m_document.nodes())
            if (const KindSpec* parent = m_document.node(other).kind; parent && kind->fitsInto(parent) && chance(30))
                return edit.setParent(uid, m_document.node(other).uid());
    }

    void clear(Edit& edit) {
        const Uid uid = anyNode();
        if (const auto id = m_document.findNode(uid))
            if (const auto& properties = m_document.node(*id).data.properties; !properties.empty())
                edit.clearProperty(uid, any(properties).key);
    }

    void setDocument(Edit& edit) {
        const auto rows = m_document.registry().documentProperties();
        const PropertySpec& spec = rows[static_cast<size_t>(below(static_cast<int>(rows.size())))];
        edit.setDocument(spec.key, anyValue(spec));
    }

    const Document& m_document;
    QRandomGenerator m_random;
};

}  // namespace model
