// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/general/kinds.h"

namespace model::general {

namespace {

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.shape = ViewSpec::Shape::Note;
    spec.secondLine = v.text(QStringLiteral("text"));
    return spec;
}

}  // namespace

KindSpec noteKind() {
    return {
        .id = QStringLiteral("note"),
        .title = QT_TRANSLATE_NOOP("model", "Note"),
        .help = QT_TRANSLATE_NOOP("model", "Text on the canvas, for readers. Checks and simulation pass it by."),
        .category = Category::General,
        .livesIn = {QString(), QStringLiteral("region"), QStringLiteral("vpc"), QStringLiteral("subnet")},
        .properties = {{.key = QStringLiteral("text"), .type = ValueType::LongText, .title = QT_TRANSLATE_NOOP("model", "Text"), .group = QT_TRANSLATE_NOOP("model", "General"), .help = QT_TRANSLATE_NOOP("model", "What the note says; empty at first, of any length.")}},
        .view = view,
    };
}

}  // namespace model::general
