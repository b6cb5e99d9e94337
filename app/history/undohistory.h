// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace model {
struct Design;
}

namespace app {

class Workspace;

/// The undo history as a file keeps it together with the design that it leads to: at most the newest steps, so that a file
/// does not grow with every day of work.
[[nodiscard]] QByteArray packedHistory(const Workspace& workspace, const model::Design& design);

/// Puts the steps of a file back on the stack; the document, which was just read from it, stays as it is. A history that
/// cannot be read or belongs to another design is left out.
void restoreHistory(Workspace& workspace, const QByteArray& packed, const QByteArray& designDigest);

}  // namespace app
