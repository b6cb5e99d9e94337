// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/facts.h"

#include <algorithm>

namespace model {

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
    // Epoch and generation go on counting: old entries that name this slot are recognised by them.
    Cell fresh;
    fresh.epoch = cell.epoch + 1;
    fresh.generation = cell.generation + 1;
    cell = std::move(fresh);
    m_freeCells.push_back(index);
}

Facts::Reader Facts::addReader() { return static_cast<Reader>(newCell()); }

void Facts::removeReader(Reader reader) { freeCell(static_cast<quint32>(reader)); }

void Facts::clear() {
    Q_ASSERT(m_depth == 0);
    m_inputs.clear();
    m_inputOf.clear();
    m_cells.clear();
    m_freeCells.clear();
    m_cellOf.clear();
    m_cellsOn.clear();
}

void Facts::reserve(size_t subjects) {
    // About what the shipped rules come to, per node.
    m_inputs.reserve(subjects * 16);
    m_inputOf.reserve(static_cast<qsizetype>(subjects * 16));
    m_cells.reserve(subjects * 32);
    m_cellOf.reserve(static_cast<qsizetype>(subjects * 6));
    m_cellsOn.reserve(static_cast<qsizetype>(subjects));
}

// ---------------------------------------------------------------- recording
void Facts::begin(quint32 index) {
    if (m_depth == m_frames.size()) m_frames.emplace_back();
    Frame& frame = m_frames[m_depth++];
    frame.cell = index;
    frame.serial = ++m_serial;
    frame.unresolved = false;
    frame.dependencies.clear();
    Cell& cell = m_cells[index];
    ++cell.epoch;
    cell.running = true;
}

bool Facts::finish(quint32 index) {
    Frame& frame = m_frames[--m_depth];
    Cell& cell = m_cells[index];
    cell.dependencies.assign(frame.dependencies.begin(), frame.dependencies.end());
    cell.state = State::Clean;
    cell.verifiedAt = m_revision;
    cell.running = false;
    return frame.unresolved;
}

void Facts::addEdge(Edges& edges, quint32 cell) {
    if (edges.list.size() >= edges.compactAt) {
        std::erase_if(edges.list, [this](const Edge& e) { return m_cells[e.cell].epoch != e.epoch; });
        edges.compactAt = static_cast<quint32>(std::max<size_t>(16, edges.list.size() * 2));
    }
    edges.list.push_back({cell, m_cells[cell].epoch});
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

quint32 Facts::inputOf(const ReadKey& key) {
    if (const auto it = m_inputOf.constFind(key); it != m_inputOf.constEnd()) return *it;
    const auto index = static_cast<quint32>(m_inputs.size());
    m_inputs.emplace_back();
    m_inputs.back().unresolved = isUnresolved(key);
    m_inputOf.insert(key, index);
    return index;
}

void Facts::read(const ReadKey& key) {
    if (m_depth == 0) return;
    const quint32 index = inputOf(key);
    Input& input = m_inputs[index];
    Frame& frame = m_frames[m_depth - 1];
    if (input.frame == frame.serial) return;
    input.frame = frame.serial;
    frame.unresolved |= input.unresolved;
    frame.dependencies.push_back({index, kInput});
    addEdge(input.readers, frame.cell);
}

void Facts::depend(quint32 index) {
    if (m_depth == 0) return;
    Cell& cell = m_cells[index];
    Frame& frame = m_frames[m_depth - 1];
    if (cell.frame == frame.serial) return;
    cell.frame = frame.serial;
    frame.unresolved |= cell.unresolved;
    frame.dependencies.push_back({index, cell.generation});
    addEdge(cell.readers, frame.cell);
}

// ---------------------------------------------------------------- queries
std::shared_ptr<const void> Facts::fact(const Memo& memo, const NodeView& a, const NodeView* b) {
    const MemoKey key{memo.function, memo.a, memo.b};
    const auto it = m_cellOf.constFind(key);
    quint32 index = 0;
    if (it == m_cellOf.constEnd()) {
        index = newCell();
        Cell& cell = m_cells[index];
        cell.function = memo.function;
        cell.a = memo.a;
        cell.b = memo.b;
        cell.run = memo.run;
        cell.same = memo.same;
        m_cellOf.insert(key, index);
        m_cellsOn[memo.a].emplace_back(index, cell.generation);
        if (!memo.b.isNull()) m_cellsOn[memo.b].emplace_back(index, cell.generation);
        compute(index, a, b);
    } else {
        index = *it;
        Q_ASSERT_X(!m_cells[index].running, "Facts::fact", "a query needs its own result");
        if (m_cells[index].state != State::Clean) refresh(index);
    }
    depend(index);
    return m_cells[index].result;
}

void Facts::compute(quint32 index, const NodeView& a, const NodeView* b) {
    const auto run = m_cells[index].run;
    const void* function = m_cells[index].function;
    begin(index);
    auto result = run(function, a, b);
    const bool unresolved = finish(index);
    ++m_computed;
    Cell& cell = m_cells[index];
    if (cell.result && cell.unresolved == unresolved && cell.same(cell.result.get(), result.get())) return;
    cell.result = std::move(result);
    cell.unresolved = unresolved;
    cell.changedAt = m_revision;
}

bool Facts::readsChanged(quint32 index) {
    const quint64 since = m_cells[index].verifiedAt;
    // Cells may move while others are computed: look the list up again each time. In the order of reading, because a
    // later read may make sense only while an earlier one holds.
    for (size_t i = 0; i < m_cells[index].dependencies.size(); ++i) {
        const Dependency on = m_cells[index].dependencies[i];
        if (on.generation == kInput) {
            if (m_inputs[on.index].changedAt > since) return true;
            continue;
        }
        if (m_cells[on.index].generation != on.generation || !refresh(on.index)) return true;
        if (m_cells[on.index].changedAt > since) return true;
    }
    return false;
}

/// Brings a query up to date; false when its nodes are gone.
bool Facts::refresh(quint32 index) {
    if (m_cells[index].state == State::Clean) return true;
    if (m_cells[index].state == State::Perhaps && !readsChanged(index)) {
        m_cells[index].state = State::Clean;
        m_cells[index].verifiedAt = m_revision;
        return true;
    }
    const auto a = m_document.findNode(m_cells[index].a);
    const auto b = m_document.findNode(m_cells[index].b);
    if (!a || (!b && !m_cells[index].b.isNull())) return false;
    const NodeView viewA = view(*a);
    if (!b) {
        compute(index, viewA, nullptr);
    } else {
        const NodeView viewB = view(*b);
        compute(index, viewA, &viewB);
    }
    return true;
}

// ---------------------------------------------------------------- edits
void Facts::markReaders(Edges& edges, std::vector<Reader>& found) {
    std::erase_if(edges.list, [this](const Edge& e) { return m_cells[e.cell].epoch != e.epoch; });
    for (const Edge& edge : edges.list) {
        Cell& cell = m_cells[edge.cell];
        if (cell.state != State::Clean) continue;  // its own readers were marked when it was
        cell.state = State::Perhaps;
        if (cell.function)
            m_wave.push_back(edge.cell);
        else
            found.push_back(static_cast<Reader>(edge.cell));
    }
}

std::vector<Facts::Reader> Facts::touch(std::span<const ReadKey> keys, std::span<const Uid> addedOrRemoved) {
    Q_ASSERT(m_depth == 0);
    ++m_revision;
    m_wave.clear();
    std::vector<Reader> found;
    for (const ReadKey& key : keys) {
        const auto it = m_inputOf.constFind(key);
        if (it == m_inputOf.constEnd()) continue;
        Input& input = m_inputs[*it];
        input.changedAt = m_revision;
        input.unresolved = isUnresolved(key);
        markReaders(input.readers, found);
    }
    for (const Uid uid : addedOrRemoved) {
        const auto cells = m_cellsOn.take(uid);
        for (const auto& [index, generation] : cells) {
            if (m_cells[index].generation != generation) continue;
            Edges readers = std::move(m_cells[index].readers);
            m_cellOf.remove({m_cells[index].function, m_cells[index].a, m_cells[index].b});
            freeCell(index);
            markReaders(readers, found);
        }
    }
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
