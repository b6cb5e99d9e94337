// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"
#include "model/core/kindspec.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace model {

class LinkView;

/// What of a node, link or document was looked at.
enum class Relation : quint8 {
    Exists,       ///< whether a node or link with this Uid exists
    Property,     ///< one stored value; `detail` is the hash of the key
    AllProperties,  ///< any stored value
    Parent,
    Children,     ///< the list of children; of the document's top for the null Uid
    LinksOut,
    LinksIn,
    Referrers,    ///< who refers to it
    AllNodes,     ///< the list of all nodes (null Uid)
    AllLinks,
};

/// One thing that was read: the key of the invalidation index.
struct ReadKey {
    Uid subject;
    Relation relation = Relation::Exists;
    quint32 detail = 0;
    friend bool operator==(const ReadKey&, const ReadKey&) = default;
};
inline size_t qHash(const ReadKey& key, size_t seed = 0) noexcept {
    return qHashMulti(seed, key.subject.value, static_cast<int>(key.relation), key.detail);
}
[[nodiscard]] quint32 keyHash(const QString& key);

/// The things that an applied change set touched: every ReadKey whose answer may be another now.
/// `before` tells relations that the change removed (the old parent, the old targets of a reference), so call it with
/// the change set and its inverse.
[[nodiscard]] std::vector<ReadKey> touchedBy(const ChangeSet& applied, const ChangeSet& inverse);

/// A pure function of one or two nodes, or of a link, whose result is worth remembering: a facet, the effective routes of a subnet,
/// the reach of a pair. Identified by the address of the function.
template <class T>
struct Query {
    T (*compute)(const NodeView&);
};
template <class T>
struct PairQuery {
    T (*compute)(const NodeView&, const NodeView&);
};
template <class T>
struct LinkQuery {
    T (*compute)(const LinkView&);
};

/// What a NodeView reports its reads to, and asks for remembered results. Implemented by the rule engine; without
/// one (a null pointer) nothing is recorded and queries are computed afresh.
class Tracker {
public:
    virtual ~Tracker() = default;
    virtual void read(const ReadKey& key) = 0;

    struct Memo {
        const void* function = nullptr;  ///< identity of the query
        Uid a, b;
        std::shared_ptr<const void> (*run)(const void* function, const void* a, const NodeView* b) = nullptr;
        bool (*same)(const void*, const void*) = nullptr;  ///< equality of results, for early cutoff
        bool ofLink = false;  ///< `a` is a LinkView, else a NodeView
    };
    /// The up-to-date result; records that the current reader depends on it.
    virtual std::shared_ptr<const void> fact(const Memo& memo, const void* a, const NodeView* b) = 0;
};

/// A node as rules, facets and views see it: cheap to copy, valid until the next edit, records what is read.
class NodeView {
public:
    NodeView(const Document& document, NodeId id, Tracker* tracker = nullptr)
        : m_document(&document), m_id(id), m_tracker(tracker) {}

    [[nodiscard]] NodeId id() const { return m_id; }
    [[nodiscard]] Uid uid() const { return node().uid(); }
    /// Null for a kind that this version does not know. The kind of a node never changes: reading it needs no record.
    [[nodiscard]] const KindSpec* kind() const { return node().kind; }
    [[nodiscard]] bool offers(const QString& role) const;
    [[nodiscard]] const Document& document() const { return *m_document; }
    [[nodiscard]] Tracker* tracker() const { return m_tracker; }

    // Properties: the stored value or the default.
    [[nodiscard]] const Value& value(const QString& key) const;
    [[nodiscard]] bool has(const QString& key) const;  ///< stored, so not the default
    /// All that is stored, read as one: for who looks at each value anyway.
    [[nodiscard]] const Properties& properties() const;
    [[nodiscard]] bool isUnresolved(const QString& key) const;
    [[nodiscard]] QString name() const { return text(QStringLiteral("name")); }
    [[nodiscard]] QString text(const QString& key) const;
    [[nodiscard]] double number(const QString& key) const;
    [[nodiscard]] bool flag(const QString& key) const;
    [[nodiscard]] QStringList texts(const QString& key) const;
    // The same, with the row's default where the value is text that nobody can evaluate: for numbers that must be there.
    [[nodiscard]] const Value& settled(const QString& key) const;
    [[nodiscard]] QString settledText(const QString& key) const;
    [[nodiscard]] double settledNumber(const QString& key) const { return toNumber(settled(key)); }
    [[nodiscard]] bool settledFlag(const QString& key) const;
    [[nodiscard]] Rows rows(const QString& key) const;  ///< empty when unresolved
    /// Raw references, dangling ones included.
    [[nodiscard]] std::vector<Ref> refs(const QString& key) const;
    /// The nodes that the references lead to; dangling ones are left out.
    [[nodiscard]] std::vector<NodeView> targets(const QString& key) const;
    [[nodiscard]] std::optional<NodeView> target(const QString& key) const;
    /// A cell of a row of mine, or the column's default.
    [[nodiscard]] const Value& cell(const QString& rowsKey, const Row& row, const QString& key) const;

    // Relations.
    [[nodiscard]] std::optional<NodeView> find(Uid uid) const;  ///< any node; records existence
    [[nodiscard]] std::optional<NodeView> parent() const;
    [[nodiscard]] std::optional<NodeView> ancestor(const QString& role) const;  ///< nearest above me that offers it
    [[nodiscard]] std::vector<NodeView> children() const;
    [[nodiscard]] std::vector<NodeView> children(const QString& role) const;  ///< those that offer the role
    [[nodiscard]] std::vector<NodeView> descendants() const;                  ///< depth first, without me
    [[nodiscard]] std::vector<NodeView> siblings() const;                     ///< same parent, without me
    [[nodiscard]] std::vector<NodeView> referrers(const QString& key) const;  ///< nodes whose property `key` refers to me
    [[nodiscard]] std::vector<NodeView> referrers() const;                    ///< nodes that refer to me anywhere
    [[nodiscard]] std::vector<LinkView> referringLinks() const;               ///< links with a value that refers to me
    [[nodiscard]] std::vector<LinkView> linksOut() const;
    [[nodiscard]] std::vector<LinkView> linksIn() const;
    [[nodiscard]] std::vector<NodeView> allNodes() const;  ///< reading it makes a check run after every add and remove

    // Facets, remembered per node.
    [[nodiscard]] NetSpec net() const;
    [[nodiscard]] DataSpec data() const;
    [[nodiscard]] ViewSpec view() const;
    /// The net facet if it is of that alternative: `if (const auto subnet = v.netAs<SubnetNet>())`.
    template <class T>
    [[nodiscard]] std::optional<T> netAs() const {
        NetSpec all = net();
        T* one = std::get_if<T>(&all);
        return one ? std::optional<T>(std::move(*one)) : std::nullopt;
    }

    /// The same without a copy; null if it is of another alternative.
    template <class T>
    [[nodiscard]] std::shared_ptr<const T> netFacet() const {
        std::shared_ptr<const NetSpec> all = sharedNet();
        const T* one = std::get_if<T>(all.get());
        return one ? std::shared_ptr<const T>(std::move(all), one) : nullptr;
    }
    /// The flow facet if it is of that alternative, without a copy.
    template <class T>
    [[nodiscard]] std::shared_ptr<const T> flowFacet() const {
        if (!kind() || !kind()->flow) return nullptr;
        std::shared_ptr<const FlowSpec> all = sharedFlow();
        const T* one = std::get_if<T>(all.get());
        return one ? std::shared_ptr<const T>(std::move(all), one) : nullptr;
    }
    [[nodiscard]] std::shared_ptr<const FlowSpec> sharedFlow() const;
    [[nodiscard]] std::shared_ptr<const NetSpec> sharedNet() const;
    [[nodiscard]] std::shared_ptr<const DataSpec> sharedData() const;

    template <class T>
    [[nodiscard]] std::shared_ptr<const T> query(Query<T> q) const;
    template <class T>
    [[nodiscard]] std::shared_ptr<const T> query(PairQuery<T> q, const NodeView& other) const;

    /// A sentence's name for me: the name in quotes, or the kind's title for a nameless node.
    [[nodiscard]] QString quoted() const;

    friend bool operator==(const NodeView& a, const NodeView& b) { return a.m_id == b.m_id; }

private:
    [[nodiscard]] const Node& node() const { return m_document->node(m_id); }
    void read(Relation relation, quint32 detail = 0) const;
    [[nodiscard]] std::vector<NodeView> views(const std::vector<NodeId>& ids) const;

    const Document* m_document;
    NodeId m_id;
    Tracker* m_tracker;
};

/// A link as rules see it.
class LinkView {
public:
    LinkView(const Document& document, LinkId id, Tracker* tracker = nullptr)
        : m_document(&document), m_id(id), m_tracker(tracker) {}

    [[nodiscard]] LinkId id() const { return m_id; }
    [[nodiscard]] Uid uid() const { return link().uid(); }
    [[nodiscard]] const QString& type() const { return link().data.type; }
    // The ends of a link never change.
    [[nodiscard]] NodeView from() const { return {*m_document, link().from, m_tracker}; }
    [[nodiscard]] NodeView to() const { return {*m_document, link().to, m_tracker}; }
    [[nodiscard]] const Value& value(const QString& key) const;
    [[nodiscard]] Rows rows(const QString& key) const;
    [[nodiscard]] const Value& cell(const QString& rowsKey, const Row& row, const QString& key) const;

    template <class T>
    [[nodiscard]] std::shared_ptr<const T> query(LinkQuery<T> q) const;

private:
    [[nodiscard]] const Link& link() const { return m_document->link(m_id); }

    const Document* m_document;
    LinkId m_id;
    Tracker* m_tracker;
};

template <class T>
bool isSameResult(const void* x, const void* y) {
    return *static_cast<const T*>(x) == *static_cast<const T*>(y);
}

template <class T>
std::shared_ptr<const T> NodeView::query(Query<T> q) const {
    if (!m_tracker) return std::make_shared<const T>(q.compute(*this));
    Tracker::Memo memo{reinterpret_cast<const void*>(q.compute), uid(), {}, nullptr, isSameResult<T>, false};
    memo.run = [](const void* function, const void* a, const NodeView*) -> std::shared_ptr<const void> {
        using Function = T (*)(const NodeView&);
        return std::make_shared<const T>(reinterpret_cast<Function>(const_cast<void*>(function))(*static_cast<const NodeView*>(a)));
    };
    return std::static_pointer_cast<const T>(m_tracker->fact(memo, this, nullptr));
}

template <class T>
std::shared_ptr<const T> NodeView::query(PairQuery<T> q, const NodeView& other) const {
    if (!m_tracker) return std::make_shared<const T>(q.compute(*this, other));
    Tracker::Memo memo{reinterpret_cast<const void*>(q.compute), uid(), other.uid(), nullptr, isSameResult<T>, false};
    memo.run = [](const void* function, const void* a, const NodeView* b) -> std::shared_ptr<const void> {
        using Function = T (*)(const NodeView&, const NodeView&);
        return std::make_shared<const T>(reinterpret_cast<Function>(const_cast<void*>(function))(*static_cast<const NodeView*>(a), *b));
    };
    return std::static_pointer_cast<const T>(m_tracker->fact(memo, this, &other));
}

template <class T>
std::shared_ptr<const T> LinkView::query(LinkQuery<T> q) const {
    if (!m_tracker) return std::make_shared<const T>(q.compute(*this));
    Tracker::Memo memo{reinterpret_cast<const void*>(q.compute), uid(), {}, nullptr, isSameResult<T>, true};
    memo.run = [](const void* function, const void* a, const NodeView*) -> std::shared_ptr<const void> {
        using Function = T (*)(const LinkView&);
        return std::make_shared<const T>(reinterpret_cast<Function>(const_cast<void*>(function))(*static_cast<const LinkView*>(a)));
    };
    return std::static_pointer_cast<const T>(m_tracker->fact(memo, this, nullptr));
}

}  // namespace model
