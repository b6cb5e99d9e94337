// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfn/parameters.h"
#include "model/io/cfn/value.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace model::cfn {

/// One reference of the source, as `skerry import --json` lists it.
struct SourceReference {
    QString from;
    QString property;  // "SecurityGroupIngress[0].SourceSecurityGroupId"
    QString to;
    QString kind;       // Ref, GetAtt, Sub or DependsOn
    QString attribute{};  // empty for a Ref
    int line = 0;
};

/// Something of the source that was not taken over, or not as it stands.
struct Remark {
    QString id;  // the resource's logical id
    QString type;
    int line = 0;
    QString why;
};

enum class Truth { False, True, Unknown };

/// Evaluates what can be known before deployment: the functions of
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
class Intrinsics {
public:
    struct Scope {
        QString file;
        QString region;
        const Parameters* parameters = nullptr;
        const Node* mappings = nullptr;    // sections of the template; null where it has none
        const Node* conditions = nullptr;
        const Node* resources = nullptr;
    };
    explicit Intrinsics(Scope scope);

    /// References and remarks from here on belong to this resource.
    void enterResource(const QString& id, const QString& type);
    /// The value of a property, or of all of them; `path` names it in references.
    [[nodiscard]] Value resolve(const Node& node, const QString& path = {});
    /// A condition by its name. One that hangs on a parameter without a value is Unknown.
    [[nodiscard]] Truth condition(const QString& name, int line);
    /// Whether a resource of the template is made: it exists, and its condition does not forbid it.
    [[nodiscard]] bool isMade(const QString& id);
    void remark(int line, const QString& why);

    [[nodiscard]] const std::vector<SourceReference>& references() const { return m_references; }
    [[nodiscard]] const std::vector<Remark>& remarks() const { return m_remarks; }
    /// What makes the template one that CloudFormation refuses; empty when nothing does.
    [[nodiscard]] const std::optional<Error>& refusal() const { return m_refusal; }

private:
    using Function = Value (Intrinsics::*)(const Node& argument);
    struct FunctionRow;
    static Function functionNamed(const QString& name);

    Value resolveMap(const Node& node);
    Value resolveList(const Node& node);
    Value call(const QString& name, const Node& argument);
    /// The arguments of a function: references inside belong to the property that holds the call.
    std::vector<Value> arguments(const Node& argument);
    Value unresolved(const QString& name, const Node& argument, std::vector<Value> values) const;

    Value callRef(const Node& argument);
    Value callGetAtt(const Node& argument);
    Value callIf(const Node& argument);
    Value callFindInMap(const Node& argument);
    Value callGetAzs(const Node& argument);
    Value callCidr(const Node& argument);
    Value callTransform(const Node& argument);
    Value callSub(const Node& argument);
    Value callJoin(const Node& argument);
    Value callSelect(const Node& argument);
    Value callSplit(const Node& argument);
    Value callBase64(const Node& argument);

    Value named(const QString& name, int line, const QString& kind);
    Value attributeOf(const QString& id, const QString& attribute, int line, const QString& kind);
    Value subVariable(const QString& name, int line, const Value* variables);
    std::optional<Value> pseudoParameter(const QString& name, int line) const;
    void refer(const QString& to, const QString& kind, const QString& attribute, int line);
    /// The text that a value is known to have: its own, or that of the property that an attribute repeats
    /// (`!GetAtt VPC.CidrBlock` is the VPC's CidrBlock).
    std::optional<QString> knownText(const Value& value);

    Truth truthOf(const Node& node);
    Truth truthOfAll(const Node& list, Truth neutral);
    Truth truthOfEquals(const Node& argument);
    void refuse(int line, const QString& sentence);
    bool spend(std::size_t values, int line);

    const Node* resource(const QString& id) const { return m_resources.value(id, nullptr); }

    Scope m_scope;
    QHash<QString, const Node*> m_resources;
    QString m_resourceId;
    QString m_resourceType;
    QStringList m_path;
    int m_argumentDepth = 0;  // in arguments the path stays that of the property
    int m_silence = 0;        // following an attribute and deciding a condition make no references of the property
    QHash<QString, Truth> m_truths;
    QStringList m_openConditions;
    QSet<QString> m_openAttributes;
    QHash<QString, std::optional<QString>> m_attributeTexts;
    std::size_t m_spent = 0;
    std::vector<SourceReference> m_references;
    std::vector<Remark> m_remarks;
    std::optional<Error> m_refusal;
};

}  // namespace model::cfn
