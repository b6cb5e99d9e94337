// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/rules/indextable.h"

#include <QHash>

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace model {

/// Remembers what was computed from the document, and from what. A reader (a check) and a query each keep the
/// list of what they read, in order. After an edit the touched inputs mark everything above them as "perhaps
/// outdated"; whoever is asked again first looks whether one of its reads really became another (a query that
/// comes to the same result as before stops the wave there), and computes again only then.
/// The scheme is that of Salsa (red-green verification) with pushed marks. A design of 5,000 nodes comes to some 150,000
/// readers: all that is remembered lies in a few flat arrays and speaks in places of them. Not for use by several threads.
class Facts final : public Tracker {
public:
    enum class Reader : quint32 {};

    explicit Facts(const Document& document) : m_document(document) {}

    /// A view whose reads are recorded for whoever is running, and whose queries are remembered.
    [[nodiscard]] NodeView view(NodeId id) { return {m_document, id, this}; }
    [[nodiscard]] LinkView view(LinkId id) { return {m_document, id, this}; }

    void read(const ReadKey& key) override;
    std::shared_ptr<const void> fact(const Memo& memo, const void* a, const NodeView* b) override;

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
    /// Runs a part of a reader's work, within run(), and tells the same of that part alone.
    template <class Work>
    bool runPart(Work&& work) {
        m_frames.back().unresolved = false;
        work();
        return m_frames.back().unresolved;
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
    static constexpr quint32 kNone = IndexTable::kNone;
    // What can be read: an input (marked by the highest bit) or a query.
    static constexpr quint32 kInputBit = 0x80000000;

    // One read. The reads of one cell lie side by side in their order, the readers of one source are chained.
    struct Read {
        quint32 source;  // kNone: a query whose node is gone
        quint32 reader;
        quint32 next, previous;
    };
    struct Input {
        ReadKey key;
        quint32 changedAt = 0;
        quint32 frame = 0;  // the frame that recorded it last: reading twice costs one entry
        quint32 readers = kNone;
        bool unresolved = false;
    };
    enum class State : quint8 { Free, New, Clean, Perhaps };
    struct Cell {
        quint32 firstRead = 0, readCount = 0;
        quint32 readers = kNone;
        quint32 verifiedAt = 0, changedAt = 0;
        quint32 frame = 0;
        quint32 fact = kNone;  // what it computes; kNone: it is a reader
        State state = State::Free;
        bool unresolved = false;
        bool running = false;
    };
    struct Function {
        const void* function;
        std::shared_ptr<const void> (*run)(const void*, const void*, const NodeView*);
        bool (*same)(const void*, const void*);
        bool ofLink;
    };
    struct Fact {
        Uid a, b;
        std::shared_ptr<const void> result;
        quint32 function = 0;
        quint32 cell = kNone;  // kNone: not in use
    };
    struct Frame {
        quint32 cell;
        quint32 serial;
        size_t firstRead;  // in m_recorded
        bool unresolved = false;
    };

    quint32 newCell();
    void freeCell(quint32 index);
    void begin(quint32 cell);
    bool finish(quint32 cell);
    void record(quint32 source, quint32& seen, bool unresolved);
    void store(quint32 cell, std::span<const quint32> sources);
    [[nodiscard]] quint32 roomForReads(size_t count);
    void link(quint32 read);
    void unlink(quint32 read);
    [[nodiscard]] quint32& readersOf(quint32 source);
    void forgetReads(Cell& cell);
    [[nodiscard]] size_t hashOfFact(quint32 fact) const;
    [[nodiscard]] quint32 findInput(const ReadKey& key) const;
    [[nodiscard]] quint32 inputOf(const ReadKey& key, size_t hash);
    [[nodiscard]] quint32 functionOf(const Memo& memo);
    [[nodiscard]] quint32 newFact(const Memo& memo, quint32 function);
    void forgetFactsOn(std::span<const Uid> uids, std::vector<Reader>& found);
    [[nodiscard]] bool isUnresolved(const ReadKey& key) const;
    [[nodiscard]] bool readsChanged(quint32 cell);
    bool refresh(quint32 cell);
    void compute(quint32 cell, const void* a, const NodeView* b);
    void mark(quint32 cell, std::vector<Reader>& found);
    void markReaders(quint32 first, std::vector<Reader>& found);

    const Document& m_document;
    std::vector<Input> m_inputs;
    IndexTable m_inputTable;
    // The inputs that were read last, by their hash: the checks of a node read the same things one after the other, and what the
    // frame has read before needs no look at the large tables.
    struct Recent {
        ReadKey key;
        quint32 frame = 0, input = kNone;
        bool unresolved = false;
    };
    std::array<Recent, 1024> m_recent{};
    std::vector<Cell> m_cells;
    std::vector<quint32> m_freeCells;
    std::vector<Fact> m_facts;
    std::vector<quint32> m_freeFacts;
    IndexTable m_factTable;
    std::vector<Function> m_functions;  // a few dozen
    std::vector<Read> m_reads;
    QHash<quint32, std::vector<quint32>> m_freeReads;  // by their number: where so many are free
    std::vector<Frame> m_frames;
    std::vector<quint32> m_recorded;  // by all frames, one upon the other
    std::vector<quint32> m_wave;
    quint32 m_revision = 1;
    quint32 m_serial = 0;
    quint64 m_computed = 0;
};

}  // namespace model
