// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/node.h"

namespace model::cfn {

const Node* Node::find(QStringView key) const {
    if (kind != NodeKind::Map) return nullptr;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].text == key) return &items[i];
    }
    return nullptr;
}

QString Node::textOf(QStringView key) const {
    const Node* node = find(key);
    return node != nullptr && node->isScalar() ? node->text : QString();
}

Error errorAt(const QString& file, int line, const QString& sentence) {
    // A broken file may call anything a name, over many lines; what it says and the advice at its end are kept.
    constexpr qsizetype kLongest = 500;
    QString shown = sentence.simplified();
    if (shown.size() > kLongest) shown = shown.left(kLongest / 2) + QStringLiteral(" ... ") + shown.right(kLongest / 2);
    return Error{QStringLiteral("%1:%2: %3").arg(file, QString::number(line), shown)};
}

}  // namespace model::cfn
