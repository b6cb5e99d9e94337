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
    return Error{QStringLiteral("%1:%2: %3").arg(file, QString::number(line), sentence)};
}

}  // namespace model::cfn
