// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfn/node.h"

#include <QByteArray>

namespace model::cfn {

/// CloudFormation itself takes at most 1 MB; a few times more is read, for templates that a packager shrinks later.
inline constexpr qsizetype kMaxTemplateBytes = 4 * 1024 * 1024;

/// The tree of a CloudFormation template, JSON or YAML, whose root is sure to be a map with a map of Resources.
/// `file` is the name to show in sentences. Never crashes on what it is given; what is no template is an error.
[[nodiscard]] Result<Node> parseTemplate(const QByteArray& bytes, const QString& file);
/// The same from a file of at most kMaxTemplateBytes.
[[nodiscard]] Result<Node> readTemplateFile(const QString& path);

}  // namespace model::cfn
