// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace model {

/// The name, beside a file, of what is to take its place: hidden, and telling the machine and the process that write it.
[[nodiscard]] QString temporaryNameFor(const QString& fileName);

/// Removes what saves of this very file left beside it when they were killed. Only what is certainly such a leftover goes: a plain file
/// of this user with a name that temporaryNameFor() gives, made on this machine by a process that is gone, and not written to for some
/// minutes. The last keeps safe what a process writes that cannot be seen from here (in a container, whose numbers are its own).
void removeLeftovers(const QString& filePath);

}  // namespace model
