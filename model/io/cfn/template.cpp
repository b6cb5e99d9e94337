// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/template.h"

#include "model/io/cfn/referencecycle.h"
#include "model/io/cfn/serverless.h"
#include "model/io/cfn/templatereader.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace model::cfn {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfn::Template)
};

/// Why a resource of this type is never taken over as it stands; empty for all others.
QString whyNotRead(const QString& type) {
    if (isServerless(type))
        return Text::tr("of the Serverless Application Model only functions and tables are read; deploy it and import the processed template");
    if (type == "AWS::CloudFormation::Stack")
        return Text::tr("a nested stack is not followed; import its template by itself");
    return {};
}

class Resolver {
public:
    Resolver(const Node& root, const QString& file, const TemplateOptions& options, const Parameters& parameters)
        : m_root(root),
          m_intrinsics({.file = file,
                        .region = options.region,
                        .parameters = &parameters,
                        .mappings = root.find(u"Mappings"),
                        .conditions = root.find(u"Conditions"),
                        .resources = root.find(u"Resources")}) {
        m_template.file = file;
        m_template.region = options.region;
    }

    Result<Template> run() {
        const Node& resources = *m_root.find(u"Resources");
        for (std::size_t i = 0; i < resources.keys.size(); ++i) {
            if (auto error = takeResource(resources.keys[i], resources.items[i])) return *error;
        }
        if (m_intrinsics.refusal()) return *m_intrinsics.refusal();
        m_template.remarks = m_intrinsics.remarks();
        remarkGlobals();
        m_template.references.insert(m_template.references.end(), m_intrinsics.references().begin(),
                                     m_intrinsics.references().end());
        if (auto error = cycle()) return *error;
        return std::move(m_template);
    }

private:
    std::optional<Error> takeResource(const NodeKey& key, const Node& node) {
        if (key.text.startsWith(QStringLiteral("Fn::"))) {
            m_template.leftOut.push_back({key.text, {}, key.line, Text::tr("loops and macros run at deployment only")});
            return std::nullopt;
        }
        const QString type = node.textOf(u"Type");
        if (type.isEmpty()) {
            return errorAt(m_template.file, key.line,
                           Text::tr("the resource '%1' has no Type. Add it, or complete the file if it was cut off.")
                               .arg(key.text));
        }
        // A quote that is never closed swallows what follows, and the rest still reads as a template.
        if (std::any_of(type.begin(), type.end(), [](QChar c) { return c.isSpace(); })) {
            return errorAt(m_template.file, node.find(u"Type")->line,
                           Text::tr("the Type of '%1' is '%2', and no type has spaces. Look for a quote that is missing.").arg(key.text, type.simplified()));
        }
        m_intrinsics.enterResource(key.text, type);
        if (!m_intrinsics.isMade(key.text)) {
            m_template.leftOut.push_back({key.text, type, key.line,
                                          Text::tr("its condition '%1' is false").arg(node.textOf(u"Condition"))});
            return std::nullopt;
        }
        remarkCondition(key, node);
        return takeProperties(key, node, type);
    }

    std::optional<Error> takeProperties(const NodeKey& key, const Node& node, const QString& type) {
        Resource resource{.id = key.text, .type = type, .line = key.line};
        resource.properties = {.kind = ValueKind::Map, .line = key.line};
        if (const Node* properties = node.find(u"Properties"); properties != nullptr && properties->kind != NodeKind::Null) {
            if (!properties->isMap()) {
                return errorAt(m_template.file, properties->line,
                               Text::tr("the Properties of '%1' must be a map of names and values. Complete them.")
                                   .arg(key.text));
            }
            resource.properties = m_intrinsics.resolve(*properties);
        }
        resource.dependsOn = dependencies(resource, node.find(u"DependsOn"));
        std::vector<Resource> processed = isServerless(type) ? processedServerless(resource) : std::vector<Resource>();
        const QString why = processed.empty() ? whyNotRead(type) : QString();
        if (!processed.empty()) {
            for (Resource& made : processed) m_template.resources.push_back(std::move(made));
        } else if (!why.isEmpty()) {
            m_template.leftOut.push_back({key.text, type, key.line, why});
        } else {
            m_template.resources.push_back(std::move(resource));
        }
        return std::nullopt;
    }

    void remarkCondition(const NodeKey& key, const Node& node) {
        const QString name = node.textOf(u"Condition");
        if (name.isEmpty() || m_intrinsics.condition(name, key.line) != Truth::Unknown) return;
        m_intrinsics.remark(key.line, Text::tr("whether its condition '%1' holds is not known; taken as if it did").arg(name));
    }

    /// What serverless resources share: their own properties are read, these are not.
    void remarkGlobals() {
        const auto key = std::ranges::find(m_root.keys, QStringLiteral("Globals"), &NodeKey::text);
        if (key == m_root.keys.end()) return;
        const Node& globals = m_root.items[static_cast<std::size_t>(key - m_root.keys.begin())];
        QStringList settings;
        for (std::size_t i = 0; i < globals.keys.size(); ++i)
            for (const NodeKey& setting : globals.items[i].keys) settings.append(globals.keys[i].text + u'.' + setting.text);
        if (settings.isEmpty()) return;
        m_template.remarks.push_back({key->text, QStringLiteral("AWS::Serverless"), key->line,
                                      Text::tr("what all serverless resources share is not read: %1. Set it on each node where it matters").arg(settings.join(QStringLiteral(", ")))});
    }

    QStringList dependencies(const Resource& resource, const Node* node) {
        QStringList ids;
        if (node == nullptr) return ids;
        const std::vector<Node> items = node->isList() ? node->items : std::vector<Node>{*node};
        for (const Node& item : items) {
            if (!item.isScalar() || !m_intrinsics.isMade(item.text)) continue;
            ids.append(item.text);
            m_template.references.push_back(
                {resource.id, QStringLiteral("DependsOn"), item.text, QStringLiteral("DependsOn"), {}, item.line});
        }
        return ids;
    }

    std::optional<Error> cycle() const {
        const Node& resources = *m_root.find(u"Resources");
        QStringList order;
        for (const NodeKey& key : resources.keys) order.append(key.text);
        QHash<QString, QStringList> needs;
        for (const SourceReference& reference : m_template.references) needs[reference.from].append(reference.to);
        const QStringList found = findReferenceCycle(order, needs);
        if (found.isEmpty()) return std::nullopt;
        const auto line = std::find_if(resources.keys.begin(), resources.keys.end(),
                                       [&](const NodeKey& key) { return key.text == found.front(); })
                              ->line;
        return errorAt(m_template.file, line,
                       Text::tr("these resources refer to one another in a cycle, which CloudFormation refuses: %1. "
                                "Remove one of the references.")
                           .arg(found.join(QStringLiteral(" -> "))));
    }

    const Node& m_root;
    Intrinsics m_intrinsics;
    Template m_template;
};

}  // namespace

const Resource* Template::find(QStringView id) const {
    const auto found = std::find_if(resources.begin(), resources.end(), [id](const Resource& r) { return r.id == id; });
    return found == resources.end() ? nullptr : &*found;
}

const Value& Template::follow(const Value& value) const {
    const Value* current = &value;
    // Resources refer to one another without cycles, so this ends.
    while (current->isReference() && !current->attribute.isEmpty()) {
        const Resource* resource = find(current->name);
        const Value* property = resource != nullptr ? resource->properties.find(current->attribute) : nullptr;
        if (property == nullptr) break;
        current = property;
    }
    return *current;
}

Result<Template> resolveTemplate(const Node& root, const QString& file, const TemplateOptions& options) {
    const Result<Parameters> parameters = Parameters::read(root.find(u"Parameters"), options.parameters, file);
    if (!parameters.ok()) return Error{parameters.error()};
    return Resolver(root, file, options, *parameters).run();
}

Result<Template> readTemplate(const QByteArray& bytes, const QString& file, const TemplateOptions& options) {
    const Result<Node> root = parseTemplate(bytes, file);
    if (!root.ok()) return Error{root.error()};
    return resolveTemplate(*root, file, options);
}

Result<Template> readTemplate(const QString& path, const TemplateOptions& options) {
    const Result<Node> root = readTemplateFile(path);
    if (!root.ok()) return Error{root.error()};
    return resolveTemplate(*root, path, options);
}

}  // namespace model::cfn
