// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/core/uid.h"

#include <QString>

#include <vector>

namespace model {
class Document;
}

namespace app {

class RunController;

/// A figure of the run as it stands: "Write, 153 of 200 WCU".
struct LiveFigure {
    QString label;
    QString value;
    Token ink = Token::Text;
    double share = -1;  ///< of what is allowed, drawn as a bar; negative: there is no limit to compare with
};

struct LiveGroup {
    QString title;
    std::vector<LiveFigure> figures;
};

/// What the gauges of the run tell about a node, a link or, for the null Uid, the whole run. Empty: the run has no figures for it.
[[nodiscard]] std::vector<LiveGroup> liveFigures(const RunController& run, const model::Document& document, model::Uid subject);

}  // namespace app
