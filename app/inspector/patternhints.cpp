// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/patternhints.h"

#include "model/traffic/accesspattern.h"
#include "model/traffic/patternchoices.h"

namespace app {

QStringList offeredChoices(const model::PropertySpec& spec, const EditorContext& context) {
    return spec.key == model::pattern::kOperation ? model::operationsOf(context.document, context.subject) : QStringList();
}

QString emptyMeaning(const model::PropertySpec& spec, const EditorContext& context) {
    return spec.key == model::pattern::kVia ? model::wayByItself(context.document, context.subject) : QString();
}

bool suits(const model::PropertySpec& spec, const EditorContext& context, model::NodeId node) {
    const auto link = spec.key == model::pattern::kResource ? context.document.findLink(context.subject) : std::nullopt;
    return !link || model::canAddress({context.document, context.document.link(*link).to}, {context.document, node});
}

}  // namespace app
