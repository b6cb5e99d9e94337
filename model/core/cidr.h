// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace model {

/// A block of IPv4 or IPv6 addresses in CIDR notation, as typed: host bits may be set until canonical() clears them.
/// Addresses are kept left-aligned in 128 bits, so that both families share the arithmetic of prefixes.
struct Cidr {
    quint64 high = 0;  ///< the first 64 bits; an IPv4 address stands in the upper half of it
    quint64 low = 0;
    quint8 prefix = 0;
    bool isIpv6 = false;

    /// "10.0.0.0/16", "2001:db8::/32"; an address without a prefix is a block of one.
    static std::optional<Cidr> parse(QStringView text);

    [[nodiscard]] QString text() const;
    [[nodiscard]] QString addressText() const;
    [[nodiscard]] Cidr canonical() const;  ///< without host bits
    [[nodiscard]] bool isCanonical() const { return *this == canonical(); }
    [[nodiscard]] bool contains(const Cidr& other) const;
    [[nodiscard]] bool overlaps(const Cidr& other) const { return contains(other) || other.contains(*this); }
    /// How many addresses it holds; exact up to 2^53.
    [[nodiscard]] double addressCount() const;
    /// The address at this offset from the start of an IPv4 block; a negative one counts from behind.
    [[nodiscard]] Cidr addressAt(qint64 offset) const;
    /// Everything: 0.0.0.0/0 or ::/0.
    [[nodiscard]] bool isEverything() const { return prefix == 0; }
    /// Inside 10/8, 172.16/12, 192.168/16 (RFC 1918) or 100.64/10 (RFC 6598).
    [[nodiscard]] bool isPrivate() const;

    friend bool operator==(const Cidr&, const Cidr&) = default;
};

/// The first block of that prefix within one of `within` that overlaps none of `taken`. Prefixes up to /64.
[[nodiscard]] std::optional<Cidr> nextFreeBlock(std::span<const Cidr> within, std::span<const Cidr> taken, quint8 prefix);

/// The same addresses in as few blocks as possible, in ascending order: what lies in another block goes, two halves become their
/// whole. None gets wider than the prefix `widest`.
[[nodiscard]] std::vector<Cidr> mergedBlocks(std::vector<Cidr> blocks, quint8 widest);

/// Every pair (smaller index first) of blocks that share addresses, in ascending order: one pass over the sorted blocks
/// with a stack of the open ones, because two blocks are either nested or apart.
[[nodiscard]] std::vector<std::pair<size_t, size_t>> overlappingPairs(std::span<const Cidr> blocks);

}  // namespace model
