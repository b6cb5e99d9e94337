// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/importreport.h"

#include <QStringList>

class QJsonArray;

namespace model {

/// `[{"id","type","file","line","why"}]`
[[nodiscard]] QJsonArray leftOutJson(const ImportReport& report);

/// "shop.yaml:12: Mail (AWS::SES::Template): there is no kind for it yet", a line for each thing that was left out.
[[nodiscard]] QStringList leftOutLines(const ImportReport& report);

}  // namespace model
