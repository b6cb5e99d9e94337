// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plurals.h"

#include "model/core/plural.h"

namespace app {

QString EnglishPlurals::translate(const char*, const char* sourceText, const char*, int n) const {
    if (n < 0) return {};
    return model::englishPlural(QString::fromUtf8(sourceText), n);
}

}  // namespace app
