// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/trace.h"

#include <QDialog>
#include <QString>

#include <vector>

namespace model {
class Document;
}

namespace app {

class Look;
class RunController;

/// What happened to a request, step by step: where, when, what was decided, tokens before and after, the arithmetic of units.
[[nodiscard]] QString envelopeHtml(const RunController& run, const model::Document& document, const std::vector<sim::HopRecord>& journey);

/// The opened envelope of a request; it grows while the request is on its way.
class Envelope final : public QDialog {
    Q_OBJECT
public:
    Envelope(RunController& run, const model::Document& document, std::uint64_t request, QWidget* parent);
};

}  // namespace app
