// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace model::cfn {

/// The resources of one cycle, the first of them repeated at the end ("A", "B", "A"), or nothing.
/// `order` are the resources as the template lists them, `needs` what each of them refers to.
[[nodiscard]] QStringList findReferenceCycle(const QStringList& order, const QHash<QString, QStringList>& needs);

}  // namespace model::cfn
