// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfn/intrinsics.h"
#include "model/io/cfn/value.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace model::cfn {

struct TemplateOptions {
    QString region = QStringLiteral("us-east-1");
    QMap<QString, QString> parameters;  // values that take the place of defaults
};

struct Resource {
    QString id;  // the logical id
    QString type;
    int line = 0;
    Value properties{};  // a map, its functions resolved
    QStringList dependsOn{};
};

/// A template after everything that can be known before deployment is worked out. Outputs are not read.
struct Template {
    QString file;
    QString region;
    std::vector<Resource> resources;          // in the order of the file
    std::vector<Remark> leftOut;              // resources that are not among them, and why
    std::vector<Remark> remarks;              // of resources that are: what could not be taken as it stands
    std::vector<SourceReference> references;  // of all resources that would be made

    [[nodiscard]] const Resource* find(QStringView id) const;
    /// The value itself; or, for a reference to an attribute that repeats a property of its resource
    /// (`!GetAtt Web.AvailabilityZone`), the value of that property.
    [[nodiscard]] const Value& follow(const Value& value) const;
};

/// Refuses only what CloudFormation could not even read: no template, a resource without a type, a cycle.
[[nodiscard]] Result<Template> resolveTemplate(const Node& root, const QString& file, const TemplateOptions& options);
[[nodiscard]] Result<Template> readTemplate(const QByteArray& bytes, const QString& file,
                                            const TemplateOptions& options);
[[nodiscard]] Result<Template> readTemplate(const QString& path, const TemplateOptions& options);

}  // namespace model::cfn
