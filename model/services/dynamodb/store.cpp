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

void readThroughput(const NodeView& v, plan::UnitStoreStation& store) {
    plan::Throughput& t = store.throughput;
    t.billing = isOnDemand(v) ? plan::BillingMode::OnDemand : plan::BillingMode::Provisioned;
    t.readUnits = v.settledNumber(kReadUnits);
    t.writeUnits = v.settledNumber(kWriteUnits);
    t.maxOnDemandReadUnits = v.settledNumber(kMaxReadUnits);
    t.maxOnDemandWriteUnits = v.settledNumber(kMaxWriteUnits);
    t.warmReadUnits = v.settledNumber(kWarmReadUnits);
    t.warmWriteUnits = v.settledNumber(kWarmWriteUnits);
}

}  // namespace model::dynamodb
