// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/textsearch.h"

#include "model/core/edit.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

using model::PropertySpec;
using model::Uid;
using model::ValueType;

namespace {

QString shown(const char* text) { return QCoreApplication::translate("model", text); }

bool isText(const PropertySpec& spec) { return spec.type == ValueType::Text || spec.type == ValueType::LongText; }

class Searcher {
public:
    Searcher(const TextSearch& search, std::vector<TextMatch>& found) : m_search(search), m_found(found) {}

    void look(const std::vector<PropertySpec>& rows, const model::Properties& properties, const TextMatch& place) {
        for (const PropertySpec& spec : rows) {
            const model::Value* value = model::findProperty(properties, spec.key);
            if (!value) continue;
            TextMatch at = place;
            at.key = spec.key;
            at.title = shown(spec.title);
            if (isText(spec)) lookAt(*value, at);
            if (const auto* table = std::get_if<model::Rows>(value)) lookInto(spec, *table, at);
        }
    }

private:
    void lookInto(const PropertySpec& spec, const model::Rows& table, const TextMatch& place) {
        for (size_t i = 0; i < table.items.size(); ++i)
            for (const PropertySpec& column : spec.columns) {
                const model::Value* cell = isText(column) ? table.items[i].find(column.key) : nullptr;
                if (!cell) continue;
                TextMatch at = place;
                at.row = static_cast<int>(i);
                at.column = column.key;
                at.title = QStringLiteral("%1: %2").arg(place.title, shown(column.title));
                lookAt(*cell, at);
            }
    }

    void lookAt(const model::Value& value, TextMatch& at) {
        const auto* text = std::get_if<QString>(&value);
        const Qt::CaseSensitivity cases = m_search.matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive;
        if (!text || !text->contains(m_search.find, cases)) return;
        at.before = *text;
        at.after = QString(*text).replace(m_search.find, m_search.with, cases);
        m_found.push_back(at);
    }

    const TextSearch& m_search;
    std::vector<TextMatch>& m_found;
};

bool isWithin(const TextSearch& search, Uid uid) { return search.within.empty() || std::ranges::find(search.within, uid) != search.within.end(); }

model::Value withRow(const model::Value& value, const TextMatch& match) {
    model::Value changed = value;
    auto* rows = std::get_if<model::Rows>(&changed);
    if (rows && match.row < static_cast<int>(rows->items.size())) rows->items[static_cast<size_t>(match.row)].set(match.column, match.after);
    return changed;
}

}  // namespace

std::vector<TextMatch> findTexts(const model::Document& document, const TextSearch& search) {
    std::vector<TextMatch> found;
    if (search.find.isEmpty()) return found;
    Searcher searcher(search, found);
    for (const model::NodeId id : document.nodes()) {
        const model::Node& node = document.node(id);
        if (!node.kind || !isWithin(search, node.uid())) continue;
        TextMatch place;
        place.subject = node.uid();
        place.where = document.name(id);
        searcher.look(node.kind->properties, node.data.properties, place);
    }
    for (const model::LinkId id : document.links()) {
        const model::Link& link = document.link(id);
        if (!link.spec || !isWithin(search, link.uid())) continue;
        TextMatch place;
        place.subject = link.uid();
        place.where = QStringLiteral("%1 → %2").arg(document.name(link.from), document.name(link.to));
        searcher.look(link.spec->properties, link.data.properties, place);
    }
    return found;
}

model::Result<model::ChangeSet> replaceTexts(const model::Document& document, const std::vector<TextMatch>& matches, const QString& title) {
    model::Edit edit(document, title);
    std::vector<std::pair<TextMatch, model::Value>> tables;  // a table with several matches is written once, with all of them
    for (const TextMatch& match : matches) {
        if (match.row < 0) {
            edit.setProperty(match.subject, match.key, match.after);
            continue;
        }
        const auto it = std::ranges::find_if(tables, [&](const auto& t) { return t.first.subject == match.subject && t.first.key == match.key; });
        if (it != tables.end()) {
            it->second = withRow(it->second, match);
            continue;
        }
        const auto node = document.findNode(match.subject);
        const auto link = document.findLink(match.subject);
        if (node) tables.emplace_back(match, withRow(document.value(*node, match.key), match));
        else if (link) tables.emplace_back(match, withRow(document.value(*link, match.key), match));
    }
    for (auto& [match, value] : tables) edit.setProperty(match.subject, match.key, std::move(value));
    return edit.take();
}

}  // namespace app
