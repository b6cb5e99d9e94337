// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/editors/choiceeditor.h"
#include "app/inspector/editors/refeditor.h"
#include "app/inspector/editors/rowseditor.h"
#include "app/inspector/editors/texteditor.h"

namespace app {

PropertyEditor* makeEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent) {
    switch (spec.type) {
        case model::ValueType::Bool: return new SwitchEditor(spec, parent);
        case model::ValueType::Choice: return new ChoiceEditor(spec, context, parent);
        case model::ValueType::LongText: return new LongTextEditor(spec, parent);
        case model::ValueType::Ref: return new RefEditor(spec, context, parent);
        case model::ValueType::Refs: return new RefsEditor(spec, context, parent);
        case model::ValueType::Rows: return new RowsEditor(spec, context, parent);
        case model::ValueType::Integer:
        case model::ValueType::Number:
        case model::ValueType::Text:
        case model::ValueType::TextList: break;
    }
    return new TextEditor(spec, parent);
}

}  // namespace app
