// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/nodebuilder.h"

#include <yaml-cpp/mark.h>

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace model::cfn {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfn::NodeBuilder)
};

int lineOf(const YAML::Mark& mark) { return mark.line + 1; }

/// "!Sub" -> "Fn::Sub". Ref and Condition are the two functions without the prefix.
QString functionOfTag(const std::string& tag) {
    if (tag.size() < 2 || tag[0] != '!') return {};
    const QString name = QString::fromStdString(tag.substr(1));
    if (name == "Ref" || name == "Condition") return name;
    return "Fn::" + name;
}

/// `!GetAtt A.B.C` names the resource up to the first dot.
Node attributeList(const Node& dotted) {
    const qsizetype dot = dotted.text.indexOf(u'.');
    Node list{.kind = NodeKind::List, .line = dotted.line};
    list.items.push_back(Node{.kind = NodeKind::Scalar, .line = dotted.line, .text = dotted.text.left(dot)});
    list.items.push_back(Node{.kind = NodeKind::Scalar, .line = dotted.line, .text = dotted.text.mid(dot + 1)});
    return list;
}

Node call(const QString& function, Node argument) {
    if (function == "Fn::GetAtt" && argument.isScalar() && argument.text.contains(u'.'))
        argument = attributeList(argument);
    Node map{.kind = NodeKind::Map, .line = argument.line};
    map.keys.push_back({function, argument.line});
    map.items.push_back(std::move(argument));
    return map;
}

}  // namespace

void NodeBuilder::OnDocumentStart(const YAML::Mark&) {
    m_open.clear();
    m_anchored.clear();
    m_root = {};
}

void NodeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    finish(Built{.node = {.kind = NodeKind::Null, .line = lineOf(mark)}}, {}, anchor);
}

void NodeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const int line = lineOf(mark);
    const auto found = m_anchored.find(anchor);
    if (found == m_anchored.end())
        throw Refusal{line, Text::tr("this alias stands inside the value that it repeats. Write the value out.")};
    count(found->second.values, line);
    checkLevels(static_cast<qsizetype>(m_open.size()) + found->second.levels, line);
    attach(found->second);
}

void NodeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    finish(Built{.node = {.kind = NodeKind::Scalar, .line = lineOf(mark), .text = QString::fromStdString(value)}},
           functionOfTag(tag), anchor);
}

void NodeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value) {
    open(NodeKind::List, mark, tag, anchor);
}

void NodeBuilder::OnSequenceEnd() { close(); }

void NodeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
    open(NodeKind::Map, mark, tag, anchor);
}

void NodeBuilder::OnMapEnd() { close(); }

void NodeBuilder::open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const int line = lineOf(mark);
    checkLevels(static_cast<qsizetype>(m_open.size()) + 1, line);
    Frame frame;
    frame.built.node.kind = kind;
    frame.built.node.line = line;
    frame.function = functionOfTag(tag);
    frame.anchor = anchor;
    m_open.push_back(std::move(frame));
}

void NodeBuilder::close() {
    Frame frame = std::move(m_open.back());
    m_open.pop_back();
    mergeInto(frame);
    finish(std::move(frame.built), frame.function, frame.anchor);
}

void NodeBuilder::finish(Built built, const QString& function, YAML::anchor_t anchor) {
    count(1, built.node.line);
    if (!function.isEmpty()) {
        built.node = call(function, std::move(built.node));
        ++built.levels;
    }
    if (anchor != 0) m_anchored[anchor] = built;
    attach(std::move(built));
}

void NodeBuilder::attach(Built built) {
    if (m_open.empty()) {
        m_root = std::move(built.node);
        return;
    }
    Frame& frame = m_open.back();
    frame.built.levels = std::max(frame.built.levels, built.levels + 1);
    frame.built.values += built.values;
    if (frame.built.node.isList()) {
        frame.built.node.items.push_back(std::move(built.node));
        return;
    }
    if (!frame.keyPending) {
        takeKey(frame, built.node);
        return;
    }
    frame.keyPending = false;
    if (frame.key.text == "<<") {
        addMerged(frame, built.node);
        return;
    }
    frame.built.node.keys.push_back(frame.key);
    frame.built.node.items.push_back(std::move(built.node));
}

bool NodeBuilder::isInSectionThatCounts() const {
    if (m_open.size() == 1) return true;
    const QString& section = m_open.front().key.text;
    return section == "Resources" || section == "Parameters" || section == "Mappings" || section == "Conditions";
}

void NodeBuilder::takeKey(Frame& frame, const Node& node) {
    if (node.isList() || node.isMap())
        throw Refusal{node.line, Text::tr("a key must be a text. Put quotes around it, or give it a name.")};
    frame.key = {node.text, node.line};
    frame.keyPending = true;
    if (frame.key.text == "<<") return;
    const auto earlier = frame.lineOfKey.constFind(frame.key.text);
    if (earlier != frame.lineOfKey.constEnd() && isInSectionThatCounts()) {
        throw Refusal{node.line, Text::tr("the key '%1' stands in line %2 already. Rename or remove one of the two.")
                                     .arg(frame.key.text)
                                     .arg(*earlier)};
    }
    frame.lineOfKey.insert(frame.key.text, frame.key.line);
}

void NodeBuilder::addMerged(Frame& frame, const Node& node) {
    if (node.isMap()) {
        frame.merged.push_back(node);
        return;
    }
    const bool isListOfMaps = node.isList() && std::all_of(node.items.begin(), node.items.end(),
                                                           [](const Node& item) { return item.isMap(); });
    if (!isListOfMaps) throw Refusal{node.line, Text::tr("'<<' merges maps only. Give it an alias of a map.")};
    frame.merged.insert(frame.merged.end(), node.items.begin(), node.items.end());
}

void NodeBuilder::mergeInto(Frame& frame) {
    for (const Node& source : frame.merged) {
        for (std::size_t i = 0; i < source.keys.size(); ++i) {
            if (frame.lineOfKey.contains(source.keys[i].text)) continue;  // a map's own keys win, then the first merged
            frame.lineOfKey.insert(source.keys[i].text, source.keys[i].line);
            frame.built.node.keys.push_back(source.keys[i]);
            frame.built.node.items.push_back(source.items[i]);
        }
    }
}

void NodeBuilder::count(qsizetype values, int line) {
    m_values += values;
    if (m_values <= kMaxValues) return;
    throw Refusal{line, Text::tr("up to here the template holds more than %L1 values with its aliases written out. "
                                 "Remove aliases, or split the template.")
                            .arg(kMaxValues)};
}

void NodeBuilder::checkLevels(qsizetype levels, int line) const {
    if (levels <= kMaxNestingLevels) return;
    throw Refusal{line, Text::tr("values are nested more than %1 levels deep. Flatten the template.")
                            .arg(kMaxNestingLevels)};
}

}  // namespace model::cfn
