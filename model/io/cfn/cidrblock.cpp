// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/cidrblock.h"

#include <QStringList>

#include <algorithm>

namespace model::cfn {
namespace {

std::optional<quint32> number(const QString& text, int base, quint32 most) {
    if (text.isEmpty() || text.size() > 4) return std::nullopt;
    bool ok = false;
    const uint value = text.toUInt(&ok, base);
    return ok && value <= most && text[0] != u'+' ? std::optional<quint32>(value) : std::nullopt;
}

bool parseIpv4(const QString& text, CidrBlock& block) {
    const QStringList parts = text.split(u'.');
    if (parts.size() != 4) return false;
    for (int i = 0; i < 4; ++i) {
        const auto byte = number(parts[i], 10, 255);
        if (!byte) return false;
        block.address[static_cast<std::size_t>(i)] = static_cast<quint8>(*byte);
    }
    return true;
}

/// The groups of one side of "::"; nothing when one of them is no group.
std::optional<std::vector<quint16>> groups(const QString& text) {
    std::vector<quint16> found;
    if (text.isEmpty()) return found;
    for (const QString& part : text.split(u':')) {
        const auto group = number(part, 16, 0xFFFF);
        if (!group) return std::nullopt;
        found.push_back(static_cast<quint16>(*group));
    }
    return found;
}

bool parseIpv6(const QString& text, CidrBlock& block) {
    const QStringList sides = text.split(QStringLiteral("::"));
    if (sides.size() > 2) return false;
    const auto front = groups(sides[0]);
    const auto back = groups(sides.size() == 2 ? sides[1] : QString());
    if (!front || !back) return false;
    const std::size_t total = front->size() + back->size();
    if (sides.size() == 1 ? total != 8 : total > 7) return false;
    std::array<quint16, 8> all{};
    std::copy(front->begin(), front->end(), all.begin());
    std::copy(back->begin(), back->end(), all.end() - static_cast<std::ptrdiff_t>(back->size()));
    for (std::size_t i = 0; i < 8; ++i) {
        block.address[2 * i] = static_cast<quint8>(all[i] >> 8);
        block.address[2 * i + 1] = static_cast<quint8>(all[i] & 0xFF);
    }
    return true;
}

/// Adds `amount` shifted left by `shift` bits, counted from the address's last bit.
void addAt(CidrBlock& block, quint32 amount, int shift) {
    quint64 carry = static_cast<quint64>(amount) << (shift % 8);
    for (int byte = block.addressBits / 8 - 1 - shift / 8; byte >= 0 && carry != 0; --byte) {
        quint8& cell = block.address[static_cast<std::size_t>(byte)];
        carry += cell;
        cell = static_cast<quint8>(carry & 0xFF);
        carry >>= 8;
    }
}

void clearHostBits(CidrBlock& block) {
    for (int bit = block.prefixBits; bit < block.addressBits; ++bit) {
        quint8& cell = block.address[static_cast<std::size_t>(bit / 8)];
        cell = static_cast<quint8>(cell & ~(0x80U >> (bit % 8)));
    }
}

/// RFC 5952: lower case, no leading zeros, the first longest run of at least two zero groups as "::".
QString ipv6Text(const std::array<quint8, 16>& address) {
    std::array<int, 8> group{};
    for (std::size_t i = 0; i < 8; ++i) group[i] = address[2 * i] * 256 + address[2 * i + 1];
    std::size_t start = 8;
    std::size_t length = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t end = i;
        while (end < 8 && group[end] == 0) ++end;
        if (end - i > length) {
            start = i;
            length = end - i;
        }
    }
    QString text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == start) {
            text += QStringLiteral("::");
            i += length - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u':')) text += u':';
        text += QString::number(group[i], 16);
    }
    return text;
}

}  // namespace

QString CidrBlock::toString() const {
    const QString prefix = u'/' + QString::number(prefixBits);
    if (addressBits == 128) return ipv6Text(address) + prefix;
    return QStringLiteral("%1.%2.%3.%4").arg(address[0]).arg(address[1]).arg(address[2]).arg(address[3]) + prefix;
}

std::optional<CidrBlock> parseCidr(const QString& text) {
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0) return std::nullopt;
    const QString host = text.left(slash);
    CidrBlock block;
    block.addressBits = host.contains(u':') ? 128 : 32;
    const auto prefix = number(text.mid(slash + 1), 10, static_cast<quint32>(block.addressBits));
    if (!prefix) return std::nullopt;
    block.prefixBits = static_cast<int>(*prefix);
    if (!(block.addressBits == 128 ? parseIpv6(host, block) : parseIpv4(host, block))) return std::nullopt;
    clearHostBits(block);
    return block;
}

std::optional<std::vector<CidrBlock>> splitCidr(const CidrBlock& base, qint64 count, qint64 hostBits) {
    if (count < 1 || count > 256 || hostBits < 1 || hostBits > base.addressBits - base.prefixBits) return std::nullopt;
    const qint64 spareBits = base.addressBits - base.prefixBits - hostBits;
    if (spareBits < 8 && count > (1 << spareBits)) return std::nullopt;
    std::vector<CidrBlock> blocks;
    for (quint32 i = 0; i < static_cast<quint32>(count); ++i) {
        CidrBlock block = base;
        block.prefixBits = base.addressBits - static_cast<int>(hostBits);
        addAt(block, i, static_cast<int>(hostBits));
        blocks.push_back(block);
    }
    return blocks;
}

}  // namespace model::cfn
