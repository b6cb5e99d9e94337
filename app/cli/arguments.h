// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace app::cli {

/// One option of a verb, as the help shows it and the parser takes it.
struct Option {
    const char* name = "";      ///< "--json", "-o"
    const char* value = "";     ///< what follows it ("OUT"); empty: nothing
    const char* help = "";      ///< one sentence
    bool repeatable = false;
};

/// What was written behind a verb.
class Arguments {
public:
    /// The error is one sentence that names the verb.
    [[nodiscard]] static model::Result<Arguments> parse(const QString& verb, const QStringList& words, const std::vector<Option>& options);

    [[nodiscard]] const QStringList& names() const { return m_names; }  ///< what is no option: files, nodes
    [[nodiscard]] bool has(const QString& option) const { return m_values.contains(option); }
    [[nodiscard]] QString value(const QString& option, const QString& otherwise = {}) const;
    [[nodiscard]] QStringList values(const QString& option) const { return m_values.value(option); }

private:
    QStringList m_names;
    QMap<QString, QStringList> m_values;
};

/// A whole number within bounds, or a sentence that names the option.
[[nodiscard]] model::Result<qint64> wholeNumber(const QString& option, const QString& text, qint64 least, qint64 most);

}  // namespace app::cli
