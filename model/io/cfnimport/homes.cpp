// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfnimport/homes.h"

#include "model/core/kindspec.h"
#include "model/io/cfnimport/reading.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <utility>

namespace model::cfnimport {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfnimport::Homes)
};

void addText(cfn::Value& map, const char* key, const char* text) {
    map.keys.push_back({QString::fromLatin1(key), 0});
    map.items.push_back(cfn::Value::ofText(QString::fromLatin1(text), 0));
}

/// What AWS makes in each Region of an account:
/// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
cfn::Value defaultVpcProperties() {
    cfn::Value map{.kind = cfn::ValueKind::Map};
    addText(map, "CidrBlock", "172.31.0.0/16");
    addText(map, "EnableDnsSupport", "true");
    addText(map, "EnableDnsHostnames", "true");
    return map;
}

/// All that the kind's rows ask for, in the one word that is known of it.
cfn::Value unknownProperties(const CfnSpec& spec, const QString& text) {
    cfn::Value map{.kind = cfn::ValueKind::Map};
    for (const CfnRow& row : spec.rows) {
        if (row.path.contains(u'.') || row.path.contains(u'[')) continue;
        map.keys.push_back({row.path, 0});
        map.items.push_back({.kind = cfn::ValueKind::Unresolved, .line = 0, .text = text});
    }
    return map;
}

}  // namespace

Homes::Homes(const cfn::Template& source, const TypeIndex& index, Drafts& drafts, std::deque<cfn::Resource>& standIns,
             AddDraft addDraft)
    : m_source(source), m_index(index), m_drafts(drafts), m_standIns(standIns), m_addDraft(std::move(addDraft)) {}

void Homes::settleAll() {
    // Stand-ins are added while this runs; they are settled as they come.
    for (std::size_t i = 0; i < m_drafts.items.size(); ++i) settle(i);
}

void Homes::settle(std::size_t index) {
    Draft& draft = m_drafts.items[index];
    if (draft.isSettled || m_open.contains(index)) return;
    m_open.insert(index);
    draft.home = search(draft);
    draft.isSettled = true;
    m_open.remove(index);
    if (draft.home) draft.data.parent = m_drafts.items[*draft.home].data.uid;
}

std::optional<std::size_t> Homes::homeOf(std::size_t index) {
    settle(index);
    return m_drafts.items[index].home;
}

Homes::Hint Homes::hint(const cfn::Value* value) const {
    if (value == nullptr || value->kind == cfn::ValueKind::Null) return {};
    const bool isJoined = value->kind == cfn::ValueKind::Mixed;
    if (value->isList() || isJoined) {
        Hint last;
        for (const cfn::Value& item : value->items) {
            if (isJoined && item.isText()) continue;
            last = hint(&item);
            if (last.draft) return last;
        }
        return last;
    }
    if (value->isReference()) {
        const auto found = m_drafts.ofResource.constFind(value->name);
        if (found != m_drafts.ofResource.constEnd()) return {*found, {}, true};
    }
    const bool isUnknown = value->kind == cfn::ValueKind::Unresolved && !value->name.isEmpty();
    return {std::nullopt, isUnknown ? value->name : value->display(), true};
}

std::optional<std::size_t> Homes::fitting(const Draft& draft, std::size_t candidate) {
    std::optional<std::size_t> at = candidate;
    while (at) {
        if (draft.row.kind->fitsInto(m_drafts.items[*at].row.kind)) return at;
        at = homeOf(*at);
    }
    return std::nullopt;
}

std::optional<std::size_t> Homes::search(Draft& draft) {
    if (draft.row.kind->fitsInto(nullptr)) return std::nullopt;
    QString unknown;
    const auto named = [&](const cfn::Value* value) -> std::optional<std::size_t> {
        const Hint found = hint(value);
        if (found.draft) return fitting(draft, *found.draft);
        if (unknown.isEmpty()) unknown = found.unknown;
        return std::nullopt;
    };
    if (!draft.row.spec->parentPath.isEmpty()) {
        draft.used.insert(draft.row.spec->parentPath);
        if (const auto home = named(draft.base->at(draft.row.spec->parentPath))) return home;
    }
    // AWS's own word for it, wherever it stands: a Regional NAT gateway names no subnet, but its VPC.
    if (const auto home = named(draft.base->find(u"VpcId"))) return home;
    for (const Draft::Part& part : draft.parts) {
        if (part.part->homePath.isEmpty()) continue;
        if (const auto home = named(part.resource->properties.at(part.part->homePath))) return home;
    }
    if (const auto home = byReferences(draft, unknown)) return home;
    // Draft 0 is the Region; what may live in it and names no other place does.
    if (draft.row.kind->fitsInto(m_drafts.items.front().row.kind)) return 0;
    return standIn(draft, unknown);
}

std::optional<std::size_t> Homes::byReferences(const Draft& draft, QString& unknown) {
    if (const auto home = byRows(draft, draft.row.spec->rows, *draft.base, unknown)) return home;
    for (const Draft::Part& part : draft.parts) {
        if (const auto home = byRows(draft, part.part->rows, part.resource->properties, unknown)) return home;
    }
    return std::nullopt;
}

/// Subnets and security groups that a node names tell its VPC.
std::optional<std::size_t> Homes::byRows(const Draft& draft, const std::vector<CfnRow>& rows,
                                         const cfn::Value& properties, QString& unknown) {
    for (const CfnRow& row : rows) {
        const PropertySpec* spec = draft.row.kind->property(row.property);
        if (spec == nullptr || (spec->type != ValueType::Ref && spec->type != ValueType::Refs)) continue;
        const Hint found = hint(properties.at(row.path));
        if (found.draft && &m_drafts.items[*found.draft] != &draft) {
            const auto home = homeOf(*found.draft);
            const auto fit = home ? fitting(draft, *home) : std::nullopt;
            if (fit && *fit != 0) return fit;
        } else if (unknown.isEmpty()) {
            unknown = found.unknown;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> Homes::standIn(const Draft& draft, const QString& unknown) {
    for (const QString& role : draft.row.kind->livesIn) {
        const NodeRow row = m_index.container(role);
        if (row.kind == nullptr) continue;
        const QString key = row.spec->type + u' ' + unknown;
        const auto known = m_byText.constFind(key);
        if (known != m_byText.constEnd()) return *known;
        const std::size_t index = addStandIn(row, unknown);
        m_byText.insert(key, index);
        return index;
    }
    return std::nullopt;
}

std::size_t Homes::addStandIn(const NodeRow& row, const QString& unknown) {
    const bool isDefault = unknown.isEmpty();
    cfn::Resource resource;
    const QString title = QString::fromUtf8(row.kind->title);
    // A parameter's name is what people know it by; an expression is kept as value only.
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9]+$"));
    resource.id = isDefault                            ? Text::tr("default %1").arg(title)
                  : plain.match(unknown).hasMatch() ? unknown
                                                    : Text::tr("unknown %1").arg(title);
    resource.type = row.spec->type;
    resource.properties = isDefault ? defaultVpcProperties() : unknownProperties(*row.spec, unknown);
    if (!row.spec->parentPath.isEmpty() && !isDefault) {
        resource.properties.keys.push_back({row.spec->parentPath, 0});
        resource.properties.items.push_back(
            {.kind = cfn::ValueKind::Unresolved, .line = 0, .text = Text::tr("the home of %1").arg(unknown)});
    }
    m_standIns.push_back(std::move(resource));
    const std::size_t index = m_addDraft(row, m_standIns.back(), row.spec->type + u' ' + unknown);
    settle(index);
    return index;
}

}  // namespace model::cfnimport
