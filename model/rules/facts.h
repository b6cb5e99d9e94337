// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

#include <QHash>

#include <memory>
#include <span>
#include <vector>

namespace model {

/// Remembers what was computed from the document, and from what. A reader (a check) and a query each keep the
/// list of what they read, in order. After an edit the touched inputs mark everything above them as "perhaps
/// outdated"; whoever is asked again first looks whether one of its reads really became another (a query that
/// comes to the same result as before stops the wave there), and computes again only then.
/// The scheme is that of Salsa (red-green verification) with pushed marks. Not for use by several threads.
class Facts final : public Tracker {
public:
    enum class Reader : quint32 {};

    explicit Facts(const Document& document) : m_document(document) {}

    /// A view whose reads are recorded for whoever is running, and whose queries are remembered.
    [[nodiscard]] NodeView view(NodeId id) { return {m_document, id, this}; }
    [[nodiscard]] LinkView view(LinkId id) { return {m_document, id, this}; }

    void read(const ReadKey& key) override;
    std::shared_ptr<const void> fact(const Memo& memo, const NodeView& a, const NodeView* b) override;

    [[nodiscard]] Reader addReader();
    void removeReader(Reader reader);

    /// Runs `work` and records what it reads as the reads of `reader`. Tells whether a value that it read, directly or
    /// through queries, is Unresolved (names aside: they only serve to speak of a node).
    template <class Work>
    bool run(Reader reader, Work&& work) {
        begin(static_cast<quint32>(reader));
        work();
        return finish(static_cast<quint32>(reader));
    }

    /// Takes note of an edit; returns the readers that are perhaps outdated, ascending.
    [[nodiscard]] std::vector<Reader> touch(std::span<const ReadKey> keys, std::span<const Uid> addedOrRemoved);
    /// Whether one of its reads is another now. If not, the reader is up to date again.
    [[nodiscard]] bool isOutdated(Reader reader);

    void clear();
    /// Makes room for a design of so many nodes and links.
    void reserve(size_t subjects);

    /// How many results of queries were computed since the start; for tests and benchmarks.
    [[nodiscard]] quint64 computedCount() const { return m_computed; }

private:
    // A dependency: an input, or a cell of a certain generation.
    struct Dependency {
        quint32 index;
        quint32 generation;
    };
    static constexpr quint32 kInput = 0xFFFFFFFF;
    // Who depends on an input or cell. It is stale once that cell ran again.
    struct Edge {
        quint32 cell;
        quint32 epoch;
    };
    struct Edges {
        std::vector<Edge> list;
        quint32 compactAt = 16;
    };
    struct Input {
        quint64 changedAt = 0;
        quint64 frame = 0;  // the frame that recorded it last: reading twice costs one entry
        bool unresolved = false;
        Edges readers;
    };
    enum class State : quint8 { Free, New, Clean, Perhaps };
    struct Cell {
        const void* function = nullptr;  // null: a reader
        Uid a, b;
        std::shared_ptr<const void> (*run)(const void*, const NodeView&, const NodeView*) = nullptr;
        bool (*same)(const void*, const void*) = nullptr;
        std::shared_ptr<const void> result;
        std::vector<Dependency> dependencies;
        Edges readers;
        quint64 verifiedAt = 0, changedAt = 0;
        quint64 frame = 0;
        quint32 epoch = 0, generation = 0;
        State state = State::Free;
        bool unresolved = false;
        bool running = false;
    };
    struct Frame {
        quint32 cell;
        quint64 serial;
        bool unresolved = false;
        std::vector<Dependency> dependencies;
    };
    struct MemoKey {
        const void* function;
        Uid a, b;
        friend bool operator==(const MemoKey&, const MemoKey&) = default;
    };
    friend size_t qHash(const MemoKey& key, size_t seed) noexcept {
        return qHashMulti(seed, quintptr(key.function), key.a.value, key.b.value);
    }

    quint32 newCell();
    void freeCell(quint32 index);
    void begin(quint32 cell);
    bool finish(quint32 cell);
    void depend(quint32 cell);
    void addEdge(Edges& edges, quint32 cell);
    [[nodiscard]] quint32 inputOf(const ReadKey& key);
    [[nodiscard]] bool isUnresolved(const ReadKey& key) const;
    [[nodiscard]] bool readsChanged(quint32 cell);
    bool refresh(quint32 cell);
    void compute(quint32 cell, const NodeView& a, const NodeView* b);
    void markReaders(Edges& edges, std::vector<Reader>& found);

    const Document& m_document;
    std::vector<Input> m_inputs;
    QHash<ReadKey, quint32> m_inputOf;
    std::vector<Cell> m_cells;
    std::vector<quint32> m_freeCells;
    QHash<MemoKey, quint32> m_cellOf;
    QHash<Uid, std::vector<std::pair<quint32, quint32>>> m_cellsOn;  // queries about a node: cell and generation
    std::vector<Frame> m_frames;
    size_t m_depth = 0;  // frames in use; the others keep their memory
    std::vector<quint32> m_wave;
    quint64 m_revision = 1;
    quint64 m_serial = 0;
    quint64 m_computed = 0;
};

}  // namespace model
