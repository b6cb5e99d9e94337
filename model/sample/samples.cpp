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
    return {
        {QStringLiteral("orders"), tr("Orders"), tr("A shop in one Region: a fleet in two zones, a function, a gateway endpoint, a table with expiring baskets.")},
        {QStringLiteral("carts"), tr("Carts around the world"), tr("A global table over three Regions, written and read in each: pause replication and watch its lag.")},
        {QStringLiteral("sessions"), tr("Sessions and their archive"), tr("Sessions expire; a stream, a filter and a function put the deleted ones into a bucket.")},
        {QStringLiteral("six-mistakes"), tr("Six mistakes"), tr("A broken design to learn from: find its six mistakes, mend them, and run it again.")},
    };
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
