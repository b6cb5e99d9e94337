// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dynamodb/store.h"

#include "model/core/nodeview.h"
#include "model/services/dynamodb/kinds.h"

namespace model::dynamodb {

QStringList keyNames(const QString& text) {
    QStringList names;
    for (const QString& part : text.split(u','))
        if (const QString name = part.trimmed(); !name.isEmpty()) names += name;
    return names;
}

void readScaling(const NodeView& v, plan::UnitStoreStation& store) {
    const auto read = [&](plan::ScalingTarget& target, const QString& on, const QString& least, const QString& most, const QString& share) {
        target.enabled = v.settledFlag(on) && !isOnDemand(v) ? plan::Switch::On : plan::Switch::Off;
        target.minUnits = v.settledNumber(least);
        target.maxUnits = v.settledNumber(most);
        target.targetShare = v.settledNumber(share) / 100;
        target.cooldownOutS = v.settledNumber(kScaleOutCooldown);
        target.cooldownInS = v.settledNumber(kScaleInCooldown);
    };
    read(store.scaling.read, kReadScaling, kReadScalingMin, kReadScalingMax, kReadScalingTarget);
    read(store.scaling.write, kWriteScaling, kWriteScalingMin, kWriteScalingMax, kWriteScalingTarget);
}

void readThroughput(const NodeView& v, plan::UnitStoreStation& store) {
    plan::Throughput& t = store.throughput;
    t.billing = isOnDemand(v) ? plan::BillingMode::OnDemand : plan::BillingMode::Provisioned;
    t.readUnits = v.settledNumber(kReadUnits);
    t.writeUnits = v.settledNumber(kWriteUnits);
    t.maxOnDemandReadUnits = v.settledNumber(kMaxReadUnits);
    t.maxOnDemandWriteUnits = v.settledNumber(kMaxWriteUnits);
    t.warmReadUnits = v.settledNumber(kWarmReadUnits);
    t.warmWriteUnits = v.settledNumber(kWarmWriteUnits);
    readScaling(v, store);
}

}  // namespace model::dynamodb
