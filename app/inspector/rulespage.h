// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace app {

class Look;
class Workspace;

/// The findings about the subjects, each with its sentence, its source and its quick fix; the source opens the rule's page.
[[nodiscard]] QWidget* makeRulesPage(Workspace& workspace, Look& look, const std::vector<model::Uid>& subjects, std::function<void(const QString&)> openRule, QWidget* parent);

}  // namespace app
