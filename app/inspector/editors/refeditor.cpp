// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/editors/refeditor.h"

#include "app/inspector/editors/wheelguard.h"
#include "app/inspector/kindicon.h"
#include "app/inspector/patternhints.h"
#include "app/look.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

std::vector<model::NodeId> upwards(const model::Document& document, std::optional<model::NodeId> node) {
    std::vector<model::NodeId> path;
    for (; node; node = document.parent(*node)) path.push_back(*node);
    return path;
}

// Steps up to the nearest common container and down again.
size_t distance(const model::Document& document, const std::vector<model::NodeId>& from, model::NodeId to) {
    const auto other = upwards(document, to);
    for (size_t up = 0; up < from.size(); ++up)
        if (const auto it = std::ranges::find(other, from[up]); it != other.end()) return up + static_cast<size_t>(it - other.begin());
    return from.size() + other.size();
}

// The name, with its container where another node has the same name.
QString shownName(const model::Document& document, model::NodeId node, const std::vector<model::NodeId>& among) {
    const QString name = document.name(node);
    const auto same = std::ranges::count_if(among, [&](model::NodeId other) { return document.name(other) == name; });
    const auto parent = document.parent(node);
    return same > 1 && parent ? QStringLiteral("%1 (%2)").arg(name, document.name(*parent)) : name;
}

void addTargets(QComboBox* box, const EditorContext& context, const model::PropertySpec& spec) {
    auto nodes = nodesOffering(context.document, spec.role, context.subject);
    std::erase_if(nodes, [&](model::NodeId node) { return !suits(spec, context, node); });
    for (const model::NodeId id : nodes)
        box->addItem(kindIcon(context.look, context.document.node(id), 16), shownName(context.document, id, nodes),
                     context.document.node(id).uid().text());
}

// A list to choose from that has nothing chosen yet: the first step down is to its first entry.
class AddBox final : public QComboBox {
public:
    using QComboBox::QComboBox;
    void showPopup() override {
        QComboBox::showPopup();
        view()->selectionModel()->clear();  // the view took the first as its own when it got the focus, and shows it nowhere
    }
};

model::Uid uidOf(const QVariant& data) { return model::Uid::fromText(data.toString()).value_or(model::Uid()); }

}  // namespace

std::vector<model::NodeId> nodesOffering(const model::Document& document, const QString& role, model::Uid subject) {
    std::vector<std::tuple<size_t, QString, model::NodeId>> found;
    const auto from = upwards(document, document.findNode(subject));
    for (const model::NodeId id : document.nodes()) {
        const model::KindSpec* kind = document.node(id).kind;
        if (kind && document.node(id).uid() != subject && (role.isEmpty() || kind->offers.contains(role)))
            found.emplace_back(distance(document, from, id), document.name(id), id);
    }
    std::ranges::sort(found);
    std::vector<model::NodeId> nodes;
    for (const auto& entry : found) nodes.push_back(std::get<2>(entry));
    return nodes;
}

RefEditor::RefEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent)
    : PropertyEditor(spec, parent), m_context(context), m_box(new QComboBox(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    guardWheel(m_box);
    connect(m_box, &QComboBox::activated, this, [this] {
        const model::Uid uid = uidOf(m_box->currentData());
        Q_EMIT committed(model::Ref{uid, m_box->currentText()});
    });
}

void RefEditor::show(const model::Value* value) {
    m_box->clear();
    const QString resolved = emptyMeaning(spec(), m_context);
    m_box->addItem(!resolved.isEmpty() ? resolved : *spec().emptyWords ? tr(spec().emptyWords) : tr("none"), QString());
    addTargets(m_box, m_context, spec());
    const auto* ref = value ? std::get_if<model::Ref>(value) : nullptr;
    m_box->setPlaceholderText(ref ? QString() : tr("several values"));
    if (!ref) return m_box->setCurrentIndex(-1);
    int index = ref->target.isNull() ? 0 : m_box->findData(ref->target.text());
    if (index < 0) {  // dangling, or not offered here: say so
        const auto known = m_context.document.findNode(ref->target);
        m_box->addItem(known ? tr("%1 (does not fit)").arg(m_context.document.name(*known)) : tr("%1 (missing)").arg(ref->label), ref->target.text());
        index = m_box->count() - 1;
    }
    m_box->setCurrentIndex(index);
}

RefsEditor::RefsEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent)
    : PropertyEditor(spec, parent), m_context(context), m_lines(new QVBoxLayout), m_add(new AddBox(this)) {
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(4);
    m_lines->setSpacing(2);
    box->addLayout(m_lines);
    box->addWidget(m_add);
    setFocusProxy(m_add);
    m_add->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_add->setPlaceholderText(tr("Add…"));
    guardWheel(m_add);
    connect(m_add, &QComboBox::activated, this, [this] {
        model::Refs refs = m_refs;
        refs.items.push_back({uidOf(m_add->currentData()), m_add->currentText()});
        Q_EMIT committed(refs);
    });
}

void RefsEditor::show(const model::Value* value) {
    const auto* refs = value ? std::get_if<model::Refs>(value) : nullptr;
    m_refs = refs ? *refs : model::Refs();
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    for (size_t i = 0; i < m_refs.items.size(); ++i) addLine(i);
    m_add->clear();
    addTargets(m_add, m_context, spec());
    for (const model::Ref& ref : m_refs.items)
        if (const int index = m_add->findData(ref.target.text()); index >= 0) m_add->removeItem(index);
    m_add->setCurrentIndex(-1);
    m_add->setPlaceholderText(!value ? tr("several values") : m_add->count() == 0 ? tr("nothing to add") : tr("Add…"));
    m_add->setEnabled(m_add->count() > 0);
}

void RefsEditor::addLine(size_t index) {
    const model::Ref ref = m_refs.items[index];
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(6, 0, 0, 0);
    row->setSpacing(6);
    const auto node = m_context.document.findNode(ref.target);
    auto* icon = new QLabel(line);
    if (node) icon->setPixmap(kindIcon(m_context.look, m_context.document.node(*node), 16).pixmap(16));
    auto* name = new QLabel(node ? m_context.document.name(*node) : tr("%1 (missing)").arg(ref.label), line);
    auto* remove = new QToolButton(line);
    remove->setIcon(m_context.look.icons().actionIcon(QStringLiteral("ui/close"), m_context.look.theme(), 14));
    remove->setToolTip(tr("Remove %1").arg(name->text()));
    remove->setAutoRaise(true);
    row->addWidget(icon);
    row->addWidget(name, 1);
    row->addWidget(remove);
    m_lines->addWidget(line);
    connect(remove, &QToolButton::clicked, this, [this, index] {
        model::Refs refs = m_refs;
        refs.items.erase(refs.items.begin() + static_cast<std::ptrdiff_t>(index));
        Q_EMIT committed(refs);
    });
}

}  // namespace app
