// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>
#include <QStringView>

#include <compare>
#include <cstddef>
#include <optional>

namespace model {

/// Handles of nodes and links within one open document. They may be given to another node once theirs is
/// gone: never keep one across an edit, keep the Uid.
enum class NodeId : quint32 {};
enum class LinkId : quint32 {};

/// The identity of a node or link over time: saved, never used again, and the seed of the node's random
/// streams in a simulation. Zero is "none" (the document itself, where a parent is asked for).
struct Uid {
    quint64 value = 0;

    /// A fresh random identity, for things that a person draws.
    static Uid random();
    /// The same identity for the same words, for things that are imported again and again.
    static Uid derived(QStringView source, QStringView localId);
    static std::optional<Uid> fromText(QStringView text);

    [[nodiscard]] bool isNull() const { return value == 0; }
    /// Sixteen lower-case hexadecimal digits: sorts like the number.
    [[nodiscard]] QString text() const;

    friend auto operator<=>(const Uid&, const Uid&) = default;
};

inline size_t qHash(Uid uid, size_t seed = 0) noexcept { return ::qHash(uid.value, seed); }

}  // namespace model
