// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfn/value.h"

#include <QHash>
#include <QMap>

namespace model::cfn {

/// A template's parameters with the values that the caller gives, or else their defaults.
class Parameters {
public:
    /// `section` may be null. Refuses a given value that the template does not know or does not allow, as
    /// CloudFormation does; a default is taken as it stands.
    [[nodiscard]] static Result<Parameters> read(const Node* section, const QMap<QString, QString>& given,
                                                 const QString& file);

    /// Text, a list of texts, or Unresolved where there is neither value nor default, or where the value is only the
    /// name of an entry in the Systems Manager parameter store. Null when the template has no such parameter.
    [[nodiscard]] const Value* find(const QString& name) const;

private:
    QHash<QString, Value> m_values;
};

}  // namespace model::cfn
