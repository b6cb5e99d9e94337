// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/patternhints.h"

#include "model/traffic/accesspattern.h"
#include "model/traffic/patternchoices.h"
#include "model/traffic/planvalues.h"

#include <QCoreApplication>

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

QString fileFilterOf(const model::PropertySpec& spec) {
    return spec.key == model::pattern::kReplay ? QCoreApplication::translate("app::LongTextEditor", "Recorded load (*.csv *.txt);;All files (*)") : QString();
}

QString objectionTo(const model::PropertySpec& spec, const QString& text) {
    if (spec.key != model::pattern::kReplay) return {};
    const auto points = model::replayPoints(text);
    return points ? QString() : points.error();
}

}  // namespace app
