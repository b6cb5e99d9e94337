// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/uid.h"

#include <QRandomGenerator>

namespace model {

namespace {

constexpr quint64 kFnvOffset = 0xcbf29ce484222325ULL;
constexpr quint64 kFnvPrime = 0x100000001b3ULL;

quint64 fnv1a(quint64 hash, QStringView text) {
    for (const QChar c : text) {
        hash = (hash ^ (c.unicode() & 0xff)) * kFnvPrime;
        hash = (hash ^ (c.unicode() >> 8)) * kFnvPrime;
    }
    return hash;
}

// Mixes all bits (the finaliser of SplitMix64), so that similar names give unlike identities.
quint64 mixed(quint64 x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

Uid Uid::random() {
    quint64 value = 0;
    while (value == 0) value = QRandomGenerator::global()->generate64();
    return {value};
}

Uid Uid::derived(QStringView source, QStringView localId) {
    const quint64 value = mixed(fnv1a(fnv1a(kFnvOffset, source) ^ 0xff, localId));
    return {value == 0 ? 1 : value};
}

std::optional<Uid> Uid::fromText(QStringView text) {
    bool ok = false;
    const quint64 value = text.toULongLong(&ok, 16);
    if (!ok || text.size() > 16 || value == 0) return std::nullopt;
    return Uid{value};
}

QString Uid::text() const { return QString::number(value, 16).rightJustified(16, QLatin1Char('0')); }

}  // namespace model
