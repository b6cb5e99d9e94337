// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sample/samples.h"

#include "model/io/skerryjson.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

}  // namespace

std::vector<Sample> shippedSamples() {
    return {{QStringLiteral("orders"), tr("Orders"), tr("A shop's orders in one Region: a fleet in two zones and a function, a gateway endpoint, a table with expiring baskets and an index.")}};
}

QString defaultSample() { return QStringLiteral("orders"); }

Result<Design> sampleDesign(const QString& name) {
    const auto samples = shippedSamples();
    if (std::ranges::find(samples, name, &Sample::name) == samples.end()) {
        QStringList names;
        for (const Sample& sample : samples) names += sample.name;
        return Error{tr("There is no sample \"%1\". There are: %2.").arg(name, names.join(QStringLiteral(", ")))};
    }
    QFile file(QStringLiteral(":/samples/%1.skerry.json").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return Error{tr("The sample \"%1\" is missing from this program.").arg(name)};
    auto design = fromSkerryJson(file.readAll());
    if (!design) return Error{tr("The sample \"%1\" cannot be read: %2").arg(name, design.error())};
    return design;
}

}  // namespace model
