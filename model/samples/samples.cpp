// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/samples/samples.h"

#include "model/io/skerryjson.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

const QString kFolder = QStringLiteral(":/samples");
const QString kEnding = QStringLiteral(".skerry.json");

}  // namespace

QStringList sampleNames() {
    QStringList names = QDir(kFolder).entryList({u'*' + kEnding}, QDir::Files, QDir::Name);
    for (QString& name : names) name.chop(kEnding.size());
    return names;
}

QString aboutSample(const Design& sample) {
    const Value* about = findProperty(sample.properties, QStringLiteral("about"));
    const auto* text = about ? std::get_if<QString>(about) : nullptr;
    return text ? *text : QString();
}

Result<Design> sampleDesign(const QString& name) {
    QFile file(kFolder + u'/' + name + kEnding);
    if (name.contains(u'/') || !file.open(QIODevice::ReadOnly))
        return Error{tr("There is no sample \"%1\". There are: %2.").arg(name, sampleNames().join(QStringLiteral(", ")))};
    return fromSkerryJson(file.readAll());
}

}  // namespace model
