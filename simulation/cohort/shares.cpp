// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/shares.h"

#include "simulation/stations/partitions.h"

#include <algorithm>

namespace sim::cohort {
namespace {

constexpr std::uint64_t kAddedKeys = 200'000;

void addRest(std::vector<double>& shares, double rest, const StoreState& store) {
    if (rest <= 0)
        return;
    const std::vector<double> widths = widthShares(store);
    for (std::size_t i = 0; i < shares.size(); ++i)
        shares[i] += rest * widths[i];
}

}  // namespace

std::vector<double> widthShares(const StoreState& store) {
    std::vector<double> shares(store.starts.size());
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double end = i + 1 < shares.size() ? static_cast<double>(store.starts[i + 1]) : 0x1.0p64;
        shares[i] = (end - static_cast<double>(store.starts[i])) * 0x1.0p-64;
    }
    return shares;
}

std::vector<double> partitionShares(const KeySampler& keys, std::uint64_t ownerUid, const StoreState& store) {
    const plan::KeyDistribution& distribution = keys.distribution();
    std::vector<double> shares(store.starts.size(), 0);
    if (distribution.shape == plan::KeyDistribution::Shape::Sequential)
        return widthShares(store);
    const plan::KeyShares probability(distribution);
    std::uint64_t added = std::min(distribution.keyCount, kAddedKeys);
    if (distribution.keyCount > kAddedKeys && distribution.shape == plan::KeyDistribution::Shape::Uniform)
        added = 0;
    if (distribution.keyCount > kAddedKeys && distribution.shape == plan::KeyDistribution::Shape::HotKey)
        added = 1;
    double sum = 0;
    for (std::uint64_t key = 0; key < added; ++key) {
        const double part = probability.probability(key);
        shares[partitions::find(store, plan::keyHash(ownerUid, key))] += part;
        sum += part;
    }
    if (added < distribution.keyCount)
        addRest(shares, 1 - sum, store);
    return shares;
}

std::vector<double> indexShares(const CompiledStore& index, const StoreState& store) {
    const std::uint64_t values = index.row->index->keyCount;
    if (values == 0 || values > kAddedKeys)
        return widthShares(store);
    std::vector<double> shares(store.starts.size(), 0);
    for (std::uint64_t value = 0; value < values; ++value)
        shares[partitions::find(store, plan::keyHash(index.uid, value))] += 1.0 / static_cast<double>(values);
    return shares;
}

}  // namespace sim::cohort
