// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/facts.h"

#include <algorithm>

namespace model {

namespace {

// SplitMix64's last step: every bit of the words counts.
size_t mixed(quint64 x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<size_t>(x ^ (x >> 31));
}

// What is asked of one node lies side by side in the table, in a block of 32 slots: a check asks its node many things, and a walk
// through all of the table would fetch each of them from far memory.
size_t besideOthersOf(size_t node, size_t detail) {
    constexpr size_t kBlock = 32, kNodes = 1 << 20;
    return ((node % kNodes) * kBlock + detail % kBlock) | ((detail / kBlock) % (1 << 7)) << 25;
}

size_t hashOf(const ReadKey& key) { return besideOthersOf(mixed(key.subject.value), mixed((quint64(key.detail) << 8) ^ quint64(key.relation))); }

size_t hashOf(quint32 function, Uid a, Uid b) { return besideOthersOf(mixed(a.value), mixed((b.value * 0x9E3779B97F4A7C15ULL) ^ function)); }

}  // namespace

// ---------------------------------------------------------------- cells
quint32 Facts::newCell() {
    quint32 index = 0;
    if (m_freeCells.empty()) {
        index = static_cast<quint32>(m_cells.size());
        m_cells.emplace_back();
    } else {
        index = m_freeCells.back();
        m_freeCells.pop_back();
    }
    m_cells[index].state = State::New;
    return index;
}

void Facts::freeCell(quint32 index) {
    Cell& cell = m_cells[index];
    forgetReads(cell);
    for (quint32 read = cell.readers; read != kNone; read = m_reads[read].next) m_reads[read].source = kNone;
    if (cell.fact != kNone) {
        m_factTable.remove(cell.fact, hashOfFact(cell.fact));
        m_facts[cell.fact] = Fact();
        m_freeFacts.push_back(cell.fact);
    }
    cell = Cell();
    m_freeCells.push_back(index);
}

Facts::Reader Facts::addReader() { return static_cast<Reader>(newCell()); }

void Facts::removeReader(Reader reader) { freeCell(static_cast<quint32>(reader)); }

void Facts::clear() {
    Q_ASSERT(m_frames.empty());
    m_inputs.clear();
    m_inputTable.clear();
    m_recent.fill(Recent());
    m_cells.clear();
    m_freeCells.clear();
    m_facts.clear();
    m_freeFacts.clear();
    m_factTable.clear();
    m_reads.clear();
    m_freeReads.clear();
}

void Facts::reserve(size_t subjects) {
    // About what the shipped rules come to, per node or link.
    m_inputs.reserve(subjects * 16);
    m_inputTable.reserve(subjects * 16);
    m_cells.reserve(subjects * 32);
    m_facts.reserve(subjects * 6);
    m_reads.reserve(subjects * 112);
}

// ---------------------------------------------------------------- who reads what
quint32& Facts::readersOf(quint32 source) {
    return source & kInputBit ? m_inputs[source & ~kInputBit].readers : m_cells[source].readers;
}

void Facts::link(quint32 index) {
    Read& read = m_reads[index];
    quint32& first = readersOf(read.source);
    read.next = first;
    read.previous = kNone;
    if (first != kNone) m_reads[first].previous = index;
    first = index;
}

void Facts::unlink(quint32 index) {
    const Read& read = m_reads[index];
    if (read.source == kNone) return;
    if (read.previous != kNone)
        m_reads[read.previous].next = read.next;
    else
        readersOf(read.source) = read.next;
    if (read.next != kNone) m_reads[read.next].previous = read.previous;
}

void Facts::forgetReads(Cell& cell) {
    for (quint32 i = 0; i < cell.readCount; ++i) unlink(cell.firstRead + i);
    if (cell.readCount > 0) m_freeReads[cell.readCount].push_back(cell.firstRead);
    cell.readCount = 0;
}

quint32 Facts::roomForReads(size_t count) {
    if (const auto free = m_freeReads.find(static_cast<quint32>(count)); free != m_freeReads.end() && !free->empty()) {
        const quint32 first = free->back();
        free->pop_back();
        return first;
    }
    const auto first = static_cast<quint32>(m_reads.size());
    m_reads.insert(m_reads.end(), count, Read{kNone, kNone, kNone, kNone});
    return first;
}

void Facts::store(quint32 index, std::span<const quint32> sources) {
    Cell& cell = m_cells[index];
    const std::span<const Read> before(m_reads.data() + cell.firstRead, cell.readCount);
    if (std::ranges::equal(before, sources, {}, &Read::source)) return;
    forgetReads(cell);
    if (sources.empty()) return;
    cell.firstRead = roomForReads(sources.size());
    cell.readCount = static_cast<quint32>(sources.size());
    for (quint32 i = 0; i < cell.readCount; ++i) {
        m_reads[cell.firstRead + i] = {sources[i], index, kNone, kNone};
        link(cell.firstRead + i);
    }
}

// ---------------------------------------------------------------- recording
void Facts::begin(quint32 index) {
    if (++m_serial == 0) {  // after four thousand million runs
        for (Input& input : m_inputs) input.frame = 0;
        for (Cell& cell : m_cells) cell.frame = 0;
        m_recent.fill(Recent());
        ++m_serial;
    }
    m_frames.push_back({index, m_serial, m_recorded.size()});
    m_cells[index].running = true;
}

bool Facts::finish(quint32 index) {
    const Frame frame = m_frames.back();
    m_frames.pop_back();
    store(index, std::span(m_recorded).subspan(frame.firstRead));
    m_recorded.resize(frame.firstRead);
    Cell& cell = m_cells[index];
    cell.state = State::Clean;
    cell.verifiedAt = m_revision;
    cell.running = false;
    return frame.unresolved;
}

void Facts::record(quint32 source, quint32& seen, bool unresolved) {
    Frame& frame = m_frames.back();
    frame.unresolved |= unresolved;
    if (seen == frame.serial) return;
    seen = frame.serial;
    m_recorded.push_back(source);
}

bool Facts::isUnresolved(const ReadKey& key) const {
    static const quint32 kName = keyHash(QStringLiteral("name"));
    if (key.relation != Relation::Property || key.detail == kName) return false;
    const Properties* properties = nullptr;
    if (const auto node = m_document.findNode(key.subject))
        properties = &m_document.node(*node).data.properties;
    else if (const auto link = m_document.findLink(key.subject))
        properties = &m_document.link(*link).data.properties;
    return properties && std::ranges::any_of(*properties, [&](const Property& p) {
               return hasUnresolved(p.value) && keyHash(p.key) == key.detail;
           });
}

quint32 Facts::findInput(const ReadKey& key) const {
    return m_inputTable.find(hashOf(key), [&](quint32 input) { return m_inputs[input].key == key; });
}

quint32 Facts::inputOf(const ReadKey& key, size_t hash) {
    const quint32 known = m_inputTable.find(hash, [&](quint32 input) { return m_inputs[input].key == key; });
    if (known != kNone) return known;
    const auto index = static_cast<quint32>(m_inputs.size());
    m_inputs.push_back({.key = key, .unresolved = isUnresolved(key)});
    m_inputTable.insert(index, hash);
    return index;
}

void Facts::read(const ReadKey& key) {
    if (m_frames.empty()) return;
    const size_t hash = hashOf(key);
    Recent& recent = m_recent[hash % m_recent.size()];
    Frame& frame = m_frames.back();
    const bool isKnown = recent.input != kNone && recent.key == key;
    if (isKnown && recent.frame == frame.serial) {
        frame.unresolved |= recent.unresolved;
        return;
    }
    const quint32 index = isKnown ? recent.input : inputOf(key, hash);
    Input& input = m_inputs[index];
    recent = {key, frame.serial, index, input.unresolved};
    record(index | kInputBit, input.frame, input.unresolved);
}

// ---------------------------------------------------------------- queries
quint32 Facts::functionOf(const Memo& memo) {
    const auto it = std::ranges::find(m_functions, memo.function, &Function::function);
    if (it != m_functions.end()) return static_cast<quint32>(it - m_functions.begin());
    m_functions.push_back({memo.function, memo.run, memo.same, memo.ofLink});
    return static_cast<quint32>(m_functions.size() - 1);
}

size_t Facts::hashOfFact(quint32 fact) const { return hashOf(m_facts[fact].function, m_facts[fact].a, m_facts[fact].b); }

quint32 Facts::newFact(const Memo& memo, quint32 function) {
    quint32 index = 0;
    if (m_freeFacts.empty()) {
        index = static_cast<quint32>(m_facts.size());
        m_facts.emplace_back();
    } else {
        index = m_freeFacts.back();
        m_freeFacts.pop_back();
    }
    const quint32 cell = newCell();
    m_cells[cell].fact = index;
    m_facts[index] = {memo.a, memo.b, nullptr, function, cell};
    m_factTable.insert(index, hashOfFact(index));
    return index;
}

std::shared_ptr<const void> Facts::fact(const Memo& memo, const void* a, const NodeView* b) {
    const quint32 function = functionOf(memo);
    quint32 index = m_factTable.find(hashOf(function, memo.a, memo.b), [&](quint32 known) {
        const Fact& fact = m_facts[known];
        return fact.function == function && fact.a == memo.a && fact.b == memo.b;
    });
    if (index == kNone) {
        index = newFact(memo, function);
        compute(m_facts[index].cell, a, b);
    } else {
        Q_ASSERT_X(!m_cells[m_facts[index].cell].running, "Facts::fact", "a query needs its own result");
        refresh(m_facts[index].cell);
    }
    const quint32 cell = m_facts[index].cell;
    if (!m_frames.empty()) record(cell, m_cells[cell].frame, m_cells[cell].unresolved);
    return m_facts[index].result;
}

void Facts::compute(quint32 index, const void* a, const NodeView* b) {
    const quint32 number = m_cells[index].fact;
    const Function function = m_functions[m_facts[number].function];
    begin(index);
    auto result = function.run(function.function, a, b);
    const bool unresolved = finish(index);
    ++m_computed;
    Cell& cell = m_cells[index];
    Fact& fact = m_facts[number];
    if (fact.result && cell.unresolved == unresolved && function.same(fact.result.get(), result.get())) return;
    fact.result = std::move(result);
    cell.unresolved = unresolved;
    cell.changedAt = m_revision;
}

bool Facts::readsChanged(quint32 index) {
    const quint32 since = m_cells[index].verifiedAt;
    // The arrays may grow while others are computed: look the reads up again each time. In the order of reading, because
    // a later read may make sense only while an earlier one holds.
    for (quint32 i = 0; i < m_cells[index].readCount; ++i) {
        const quint32 source = m_reads[m_cells[index].firstRead + i].source;
        if (source == kNone) return true;
        if (source & kInputBit) {
            if (m_inputs[source & ~kInputBit].changedAt > since) return true;
            continue;
        }
        if (!refresh(source) || m_cells[source].changedAt > since) return true;
    }
    return false;
}

/// Brings a query up to date; false when its nodes or its link are gone.
bool Facts::refresh(quint32 index) {
    if (m_cells[index].state == State::Clean) return true;
    if (m_cells[index].state == State::Perhaps && !readsChanged(index)) {
        m_cells[index].state = State::Clean;
        m_cells[index].verifiedAt = m_revision;
        return true;
    }
    const Fact& fact = m_facts[m_cells[index].fact];
    if (m_functions[fact.function].ofLink) {
        const auto link = m_document.findLink(fact.a);
        if (!link) return false;
        const LinkView viewOfIt = view(*link);
        compute(index, &viewOfIt, nullptr);
        return true;
    }
    const auto a = m_document.findNode(fact.a);
    const auto b = m_document.findNode(fact.b);
    if (!a || (!b && !fact.b.isNull())) return false;
    const NodeView viewA = view(*a);
    if (!b) {
        compute(index, &viewA, nullptr);
    } else {
        const NodeView viewB = view(*b);
        compute(index, &viewA, &viewB);
    }
    return true;
}

// ---------------------------------------------------------------- edits
void Facts::mark(quint32 index, std::vector<Reader>& found) {
    Cell& cell = m_cells[index];
    if (cell.state != State::Clean) return;  // its own readers were marked when it was
    cell.state = State::Perhaps;
    if (cell.fact != kNone)
        m_wave.push_back(index);
    else
        found.push_back(static_cast<Reader>(index));
}

void Facts::markReaders(quint32 first, std::vector<Reader>& found) {
    for (quint32 read = first; read != kNone; read = m_reads[read].next) mark(m_reads[read].reader, found);
}

void Facts::forgetFactsOn(std::span<const Uid> uids, std::vector<Reader>& found) {
    if (uids.empty()) return;
    const auto isGone = [&](Uid uid) { return std::ranges::binary_search(uids, uid); };
    for (const Fact& fact : m_facts) {
        if (fact.cell == kNone || !(isGone(fact.a) || isGone(fact.b))) continue;
        markReaders(m_cells[fact.cell].readers, found);
        freeCell(fact.cell);
    }
}

std::vector<Facts::Reader> Facts::touch(std::span<const ReadKey> keys, std::span<const Uid> addedOrRemoved) {
    Q_ASSERT(m_frames.empty());
    Q_ASSERT(std::ranges::is_sorted(addedOrRemoved));
    ++m_revision;
    m_wave.clear();
    std::vector<Reader> found;
    for (const ReadKey& key : keys) {
        const quint32 index = findInput(key);
        if (index == kNone) continue;
        Input& input = m_inputs[index];
        input.changedAt = m_revision;
        input.unresolved = isUnresolved(key);
        markReaders(input.readers, found);
    }
    forgetFactsOn(addedOrRemoved, found);
    while (!m_wave.empty()) {
        const quint32 index = m_wave.back();
        m_wave.pop_back();
        if (m_cells[index].state == State::Perhaps) markReaders(m_cells[index].readers, found);
    }
    std::ranges::sort(found);
    return found;
}

bool Facts::isOutdated(Reader reader) {
    const auto index = static_cast<quint32>(reader);
    if (m_cells[index].state == State::Clean) return false;
    if (m_cells[index].state == State::New || readsChanged(index)) return true;
    m_cells[index].state = State::Clean;
    m_cells[index].verifiedAt = m_revision;
    return false;
}

}  // namespace model
