// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/leftout.h"

#include <QJsonArray>
#include <QJsonObject>

namespace model {

QJsonArray leftOutJson(const ImportReport& report) {
    QJsonArray array;
    for (const LeftOut& left : report.leftOut)
        array.append(QJsonObject{{QStringLiteral("id"), left.id},
                                 {QStringLiteral("type"), left.type},
                                 {QStringLiteral("file"), left.file},
                                 {QStringLiteral("line"), left.line},
                                 {QStringLiteral("why"), left.why}});
    return array;
}

QStringList leftOutLines(const ImportReport& report) {
    QStringList lines;
    for (const LeftOut& left : report.leftOut) lines += QStringLiteral("%1:%2: %3 (%4): %5").arg(left.file).arg(left.line).arg(left.id, left.type, left.why);
    return lines;
}

}  // namespace model
