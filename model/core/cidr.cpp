// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/cidr.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

namespace model {

namespace {

struct Mask {
    quint64 high, low;
};

Mask maskOf(quint8 prefix) {
    const quint64 high = prefix == 0 ? 0 : prefix >= 64 ? ~0ULL : ~0ULL << (64 - prefix);
    const quint64 low = prefix <= 64 ? 0 : prefix >= 128 ? ~0ULL : ~0ULL << (128 - prefix);
    return {high, low};
}

std::optional<quint32> parseIpv4(QStringView text) {
    quint32 address = 0;
    int parts = 0;
    for (const QStringView part : text.split(u'.')) {
        if (++parts > 4 || part.isEmpty() || part.size() > 3) return std::nullopt;
        quint32 octet = 0;
        for (const QChar c : part) {
            if (c < u'0' || c > u'9') return std::nullopt;
            octet = octet * 10 + static_cast<quint32>(c.unicode() - u'0');
        }
        if (octet > 255) return std::nullopt;
        address = (address << 8) | octet;
    }
    return parts == 4 ? std::optional(address) : std::nullopt;
}

bool parseGroups(QStringView text, std::vector<quint16>& groups) {
    if (text.isEmpty()) return true;
    for (const QStringView part : text.split(u':')) {
        bool ok = false;
        const uint group = part.toUInt(&ok, 16);
        if (!ok || part.size() > 4 || part.front() == u'+') return false;
        groups.push_back(static_cast<quint16>(group));
    }
    return true;
}

std::optional<std::pair<quint64, quint64>> parseIpv6(QStringView text) {
    std::vector<quint16> head, tail;
    const qsizetype gap = text.indexOf(u"::");
    const bool ok = gap < 0 ? parseGroups(text, head) : parseGroups(text.first(gap), head) && parseGroups(text.sliced(gap + 2), tail);
    const size_t given = head.size() + tail.size();
    if (!ok || (gap < 0 ? given != 8 : given > 7)) return std::nullopt;
    head.resize(8 - tail.size());
    head.insert(head.end(), tail.begin(), tail.end());
    std::array<quint64, 2> halves{};
    for (size_t i = 0; i < 8; ++i) halves[i / 4] = (halves[i / 4] << 16) | head[i];
    return std::pair(halves[0], halves[1]);
}

QString ipv6Text(quint64 high, quint64 low) {
    std::array<quint16, 8> groups{};
    for (size_t i = 0; i < 8; ++i) groups[i] = static_cast<quint16>((i < 4 ? high : low) >> (48 - 16 * (i % 4)));
    // The longest run of at least two zero groups is written "::" (RFC 5952).
    size_t bestStart = 8, bestLength = 1;
    for (size_t i = 0; i < 8; ++i) {
        size_t length = 0;
        while (i + length < 8 && groups[i + length] == 0) ++length;
        if (length > bestLength) std::tie(bestStart, bestLength) = std::pair(i, length);
    }
    QString text;
    for (size_t i = 0; i < 8; ++i) {
        if (i == bestStart) {
            text += QStringLiteral("::");
            i += bestLength - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u':')) text += u':';
        text += QString::number(groups[i], 16);
    }
    return text;
}

}  // namespace

std::optional<Cidr> Cidr::parse(QStringView text) {
    const qsizetype slash = text.indexOf(u'/');
    const QStringView address = slash < 0 ? text : text.first(slash);
    Cidr cidr;
    if (const auto v4 = parseIpv4(address)) {
        cidr.high = static_cast<quint64>(*v4) << 32;
    } else if (const auto v6 = parseIpv6(address); v6 && address.contains(u':')) {
        std::tie(cidr.high, cidr.low) = *v6;
        cidr.isIpv6 = true;
    } else {
        return std::nullopt;
    }
    const uint bits = cidr.isIpv6 ? 128 : 32;
    bool ok = true;
    const QStringView digits = slash < 0 ? QStringView() : text.sliced(slash + 1);
    const uint prefix = slash < 0 ? bits : digits.toUInt(&ok);
    if (!ok || prefix > bits || (slash >= 0 && (digits.isEmpty() || !digits.front().isDigit()))) return std::nullopt;
    cidr.prefix = static_cast<quint8>(prefix);
    return cidr;
}

QString Cidr::addressText() const {
    if (isIpv6) return ipv6Text(high, low);
    const quint32 a = static_cast<quint32>(high >> 32);
    return QStringLiteral("%1.%2.%3.%4").arg(a >> 24).arg((a >> 16) & 255).arg((a >> 8) & 255).arg(a & 255);
}

QString Cidr::text() const { return addressText() + u'/' + QString::number(prefix); }

Cidr Cidr::canonical() const {
    const Mask mask = maskOf(prefix);
    return {high & mask.high, low & mask.low, prefix, isIpv6};
}

bool Cidr::contains(const Cidr& other) const {
    if (isIpv6 != other.isIpv6 || prefix > other.prefix) return false;
    const Mask mask = maskOf(prefix);
    return ((high ^ other.high) & mask.high) == 0 && ((low ^ other.low) & mask.low) == 0;
}

double Cidr::addressCount() const { return std::ldexp(1.0, (isIpv6 ? 128 : 32) - prefix); }

Cidr Cidr::addressAt(qint64 offset) const {
    Q_ASSERT(!isIpv6);
    Cidr address = canonical();
    const qint64 from = offset < 0 ? static_cast<qint64>(addressCount()) : 0;
    address.high += static_cast<quint64>(from + offset) << 32;
    address.prefix = 32;
    return address;
}

bool Cidr::isPrivate() const {
    static const std::array<Cidr, 4> blocks = {Cidr{0x0A00000000000000, 0, 8, false}, Cidr{0xAC10000000000000, 0, 12, false},
                                               Cidr{0xC0A8000000000000, 0, 16, false}, Cidr{0x6440000000000000, 0, 10, false}};
    return std::ranges::any_of(blocks, [this](const Cidr& block) { return block.contains(*this); });
}

std::optional<Cidr> nextFreeBlock(std::span<const Cidr> within, std::span<const Cidr> taken, quint8 prefix) {
    if (prefix == 0 || prefix > 64) return std::nullopt;
    const quint64 step = 1ULL << (64 - prefix);
    for (const Cidr& range : within) {
        if (range.prefix > prefix) continue;
        Cidr candidate = range.canonical();
        candidate.prefix = prefix;
        while (range.contains(candidate)) {
            const auto hit = std::ranges::find_if(taken, [&](const Cidr& t) { return t.overlaps(candidate); });
            if (hit == taken.end()) return candidate;
            if (hit->prefix == 0) break;  // it covers all addresses
            const quint64 size = hit->prefix >= 64 ? 1 : 1ULL << (64 - hit->prefix);
            const quint64 next = hit->prefix < prefix ? hit->canonical().high + size : candidate.high + step;
            if (next <= candidate.high) break;  // past the end of all addresses
            candidate.high = next;
        }
    }
    return std::nullopt;
}

std::vector<std::pair<size_t, size_t>> overlappingPairs(std::span<const Cidr> blocks) {
    std::vector<size_t> order(blocks.size());
    std::iota(order.begin(), order.end(), size_t(0));
    const auto key = [&](size_t i) {
        const Cidr c = blocks[i].canonical();
        return std::tuple(c.isIpv6, c.high, c.low, c.prefix, i);
    };
    std::ranges::sort(order, {}, key);
    std::vector<std::pair<size_t, size_t>> pairs;
    std::vector<size_t> open;
    for (const size_t i : order) {
        while (!open.empty() && !blocks[open.back()].contains(blocks[i])) open.pop_back();
        for (const size_t j : open) pairs.emplace_back(std::min(i, j), std::max(i, j));
        open.push_back(i);
    }
    std::ranges::sort(pairs);
    return pairs;
}

std::vector<Cidr> mergedBlocks(std::vector<Cidr> blocks, quint8 widest) {
    for (Cidr& block : blocks) block = block.canonical();
    std::ranges::sort(blocks, {}, [](const Cidr& b) { return std::tuple(b.isIpv6, b.high, b.low, b.prefix); });
    std::vector<Cidr> merged;
    for (const Cidr& block : blocks) {
        if (!merged.empty() && merged.back().contains(block)) continue;
        merged.push_back(block);
        while (merged.size() > 1) {
            Cidr whole = merged[merged.size() - 2];
            if (whole.prefix != merged.back().prefix || whole.prefix <= widest) break;
            --whole.prefix;
            if (!whole.isCanonical() || !whole.contains(merged.back())) break;
            merged.pop_back();
            merged.back() = whole;
        }
    }
    return merged;
}

}  // namespace model
