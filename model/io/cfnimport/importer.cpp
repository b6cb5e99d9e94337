// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfnimport/importer.h"

#include "model/core/document.h"
#include "model/core/nodeview.h"
#include "model/io/cfn/zones.h"
#include "model/io/cfnimport/calls.h"
#include "model/io/cfnimport/homes.h"
#include "model/io/cfnimport/names.h"
#include "model/io/cfnimport/reading.h"
#include "model/io/cfnimport/shape.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace model::cfnimport {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(model::cfnimport::Importer)
};

/// The first resource that a property refers to, also inside a text such as "table/${Orders}".
QString firstReference(const cfn::Value* value) {
    if (value == nullptr) return {};
    if (value->isReference()) return value->name;
    for (const cfn::Value& item : value->items) {
        const QString found = firstReference(&item);
        if (!found.isEmpty()) return found;
    }
    return {};
}

}  // namespace

Importer::Importer(const KindRegistry& registry, cfn::Template source)
    : m_registry(registry), m_index(registry), m_source(std::move(source)), m_name(QFileInfo(m_source.file).fileName()) {
    for (const cfn::Resource& resource : m_source.resources) m_resources.insert(resource.id, &resource);
    for (const cfn::SourceReference& reference : m_source.references) {
        if (reference.kind != "DependsOn") m_referrers[reference.to].append(reference.from);
    }
}

Result<ImportedDesign> Importer::run() {
    regionDraft(m_source.region);
    draftNodes();
    draftListEntries();
    adoptParts();
    Homes(m_source, m_index, m_drafts, m_standIns, [this](const NodeRow& row, const cfn::Resource& resource, const QString& localId) {
        return addDraft(row, resource, resource.properties, localId);
    }).settleAll();
    readProperties();
    nameDrafts(m_drafts, m_source.region);
    for (const Draft& draft : m_drafts.items)
        if (const cfn::Value* name = openName(draft))
            m_report.leftOut.push_back({draft.resource->id, draft.resource->type, m_source.file, name->line > 0 ? name->line : draft.resource->line,
                                        Text::tr("the name %1, which only the deployment tells: it is called by its logical id").arg(name->display())});
    Result<Design> design = finish();
    if (!design.ok()) return Error{design.error()};
    return ImportedDesign{std::move(design).value(), std::move(m_report)};
}

// ---------------------------------------------------------------- nodes
Uid Importer::freeUid(const QString& localId) {
    Uid uid = Uid::derived(m_name, localId);
    for (int attempt = 2; m_uids.contains(uid.value); ++attempt)
        uid = Uid::derived(m_name, localId + u'#' + QString::number(attempt));
    m_uids.insert(uid.value);
    return uid;
}

std::size_t Importer::addDraft(const NodeRow& row, const cfn::Resource& resource, const cfn::Value& base,
                               const QString& localId) {
    Draft draft;
    draft.row = row;
    draft.resource = &resource;
    draft.base = &base;
    draft.data.uid = freeUid(localId);
    draft.data.kind = row.kind->id;
    m_drafts.items.push_back(std::move(draft));
    return m_drafts.items.size() - 1;
}

/// A Region, which no resource stands for: its properties are pseudo parameters. The template's own is the first draft.
std::size_t Importer::regionDraft(const QString& code) {
    if (const auto known = m_regions.constFind(code); known != m_regions.constEnd()) return *known;
    const NodeRow row = m_index.whole();
    Q_ASSERT_X(row.kind != nullptr, "CloudFormation rows", "no kind stands for the template itself");
    cfn::Resource whole;
    whole.id = code;
    whole.properties.kind = cfn::ValueKind::Map;
    const auto add = [&](const char* key, const QString& text) {
        whole.properties.keys.push_back({QString::fromLatin1(key), 0});
        whole.properties.items.push_back(cfn::Value::ofText(text, 0));
    };
    add("AWS::Region", code);
    add("AvailabilityZones", QString::number(cfn::zonesOfRegion(code).size()));
    m_standIns.push_back(std::move(whole));
    const std::size_t index = addDraft(row, m_standIns.back(), m_standIns.back().properties, QStringLiteral("AWS::Region ") + code);
    m_regions.insert(code, index);
    return index;
}

void Importer::draftNodes() {
    for (const cfn::Resource& resource : m_source.resources) {
        for (const NodeRow& row : m_index.nodes(resource.type)) {
            Draft probe;
            probe.row = row;
            const Reading reading(m_source, m_drafts, resource, resource.properties, probe, m_report);
            if (row.spec->accepts != nullptr && !row.spec->accepts(reading)) continue;
            m_drafts.ofResource.insert(resource.id, addDraft(row, resource, resource.properties, resource.id));
            break;
        }
    }
}

// ---------------------------------------------------------------- parts
void Importer::adoptParts() {
    for (const cfn::Resource& resource : m_source.resources) {
        if (m_drafts.find(resource.id) == nullptr) adoptPart(resource);
    }
}

void Importer::adoptPart(const cfn::Resource& resource) {
    for (const PartRow& row : m_index.parts(resource.type)) {
        // What is referred to may serve several nodes: two groups share a launch template.
        QSet<std::size_t> owners;
        const bool isShared = row.part->ownerPath.isEmpty();
        const QStringList starts = isShared ? m_referrers.value(resource.id) : QStringList{firstReference(resource.properties.at(row.part->ownerPath))};
        for (const QString& start : starts) {
            QSet<QString> visited{resource.id};
            const auto owner = ownerOf(start, visited);
            if (!owner || m_drafts.items[*owner].row.kind != row.kind || owners.contains(*owner)) continue;
            owners.insert(*owner);
            m_drafts.items[*owner].parts.push_back({&resource, row.part});
            if (!m_partOf.contains(resource.id)) m_partOf.insert(resource.id, {*owner, row.part});
        }
        if (!owners.isEmpty()) return;
    }
}

std::optional<std::size_t> Importer::ownerByRow(const cfn::Resource& resource, const PartRow& row,
                                                QSet<QString>& visited) const {
    if (!row.part->ownerPath.isEmpty())
        return ownerOf(firstReference(resource.properties.at(row.part->ownerPath)), visited);
    for (const QString& referrer : m_referrers.value(resource.id)) {
        const auto owner = ownerOf(referrer, visited);
        if (owner && m_drafts.items[*owner].row.kind == row.kind) return owner;
    }
    return std::nullopt;
}

std::optional<std::size_t> Importer::ownerOf(const QString& id, QSet<QString>& visited) const {
    const auto draft = m_drafts.ofResource.constFind(id);
    if (draft != m_drafts.ofResource.constEnd()) return *draft;
    const cfn::Resource* found = resource(id);
    // A chain of parts is short: scaling policy, scalable target, table.
    if (found == nullptr || visited.contains(id) || visited.size() > 8) return std::nullopt;
    visited.insert(id);
    for (const PartRow& row : m_index.parts(found->type)) {
        const auto owner = ownerByRow(*found, row, visited);
        if (owner && m_drafts.items[*owner].row.kind == row.kind) return owner;
    }
    return std::nullopt;
}

// ---------------------------------------------------------------- properties
void Importer::readProperties() {
    for (Draft& draft : m_drafts.items) {
        Reading reading(m_source, m_drafts, *draft.resource, *draft.base, draft, m_report);
        reading.takeRows(draft.row.spec->rows);
        if (draft.row.spec->read != nullptr) draft.row.spec->read(reading);
        for (const NodeRow& list : m_index.lists(draft.resource->type)) draft.used.insert(list.spec->listPath);
        if (draft.owner.isNull()) remarkUnused(draft);
    }
    // What other resources say of a node comes after its own words, and after those of its entries.
    for (Draft& draft : m_drafts.items)
        for (const Draft::Part& part : draft.parts) readPart(draft, part);
}

void Importer::readPart(Draft& draft, const Draft::Part& part) {
    Reading reading(m_source, m_drafts, *part.resource, part.resource->properties, draft, m_report);
    reading.takeRows(part.part->rows);
    if (part.part->read != nullptr) part.part->read(reading);
}

void Importer::remarkUnused(const Draft& draft) {
    // Tags and descriptions are words for people; the name is taken from them.
    static const QSet<QString> kWords = {QStringLiteral("Tags"), QStringLiteral("Description"), QStringLiteral("GroupDescription"),
                                         QStringLiteral("GroupName")};
    if (draft.resource->line == 0) return;
    QStringList unused;
    for (const cfn::NodeKey& key : draft.resource->properties.keys) {
        if (key.text == "Environment" && draft.row.kind->emitsCalls) continue;  // read for the calls that it speaks of
        if (!draft.used.contains(key.text) && !kWords.contains(key.text) && key.text != draft.row.spec->namePath)
            unused.append(key.text);
    }
    if (unused.isEmpty()) return;
    m_report.leftOut.push_back({draft.resource->id, draft.resource->type, m_source.file, draft.resource->line,
                                Text::tr("properties that have no counterpart: %1").arg(unused.join(QStringLiteral(", ")))});
}

/// Entries of lists that are nodes of their own, such as a table's indexes. They are there before properties are read, so
/// that references and scaling find them.
void Importer::draftListEntries() {
    const std::size_t count = m_drafts.items.size();
    for (std::size_t owner = 0; owner < count; ++owner) {
        const cfn::Resource& resource = *m_drafts.items[owner].resource;
        for (const NodeRow& row : m_index.lists(resource.type)) {
            const cfn::Value* list = resource.properties.at(row.spec->listPath);
            if (list == nullptr) continue;
            // A stream is the one map there; indexes and replicas have names and stand in a list.
            const bool isOne = row.spec->namePath.isEmpty() && row.spec->regionPath.isEmpty();
            if (isMisshapen(*list, isOne ? Shape::Map : Shape::List)) tellShape(resource, *list, row.spec->listPath, isOne ? Shape::Map : Shape::List);
            if (list->isMap() && isOne) draftEntry(owner, row, *list, {});
            if (!list->isList() || isOne) continue;
            for (const cfn::Value& entry : list->items) {
                if (isMisshapen(entry, Shape::Map)) {
                    tellShape(resource, entry, QStringLiteral("%1[%2]").arg(row.spec->listPath).arg(&entry - list->items.data()), Shape::Map);
                    continue;
                }
                const QString& path = row.spec->regionPath.isEmpty() ? row.spec->namePath : row.spec->regionPath;
                const cfn::Value* name = path.isEmpty() ? nullptr : entry.at(path);
                draftEntry(owner, row, entry, name != nullptr ? name->display() : QString::number(&entry - list->items.data()));
            }
        }
    }
}

void Importer::tellShape(const cfn::Resource& resource, const cfn::Value& value, const QString& path, Shape wanted) {
    if (m_drafts.misshapen.contains(&value)) return;
    m_drafts.misshapen.insert(&value);
    m_report.leftOut.push_back({resource.id, resource.type, m_source.file, value.line > 0 ? value.line : resource.line, shapeObjection(value, path, wanted)});
}

void Importer::draftEntry(std::size_t owner, const NodeRow& row, const cfn::Value& entry, const QString& localId) {
    std::size_t home = owner;
    if (!row.spec->regionPath.isEmpty()) {
        const cfn::Value* region = entry.at(row.spec->regionPath);
        // The Region of the template is the owner's own.
        if (region == nullptr || (region->isText() && region->text == m_source.region)) return;
        if (!region->isText()) {
            const cfn::Resource& resource = *m_drafts.items[owner].resource;
            m_report.leftOut.push_back({resource.id, resource.type, m_source.file, entry.line, Text::tr("an entry of %1 in a Region that is not known before deployment").arg(row.spec->listPath)});
            return;
        }
        home = regionDraft(region->text);
    }
    const cfn::Resource& resource = *m_drafts.items[owner].resource;
    const std::size_t index = addDraft(row, resource, entry, resource.id + u'/' + row.spec->listPath + u'/' + localId);
    Draft& draft = m_drafts.items[index];
    draft.owner = m_drafts.items[owner].data.uid;
    draft.home = home;
    draft.isSettled = true;
    draft.data.parent = m_drafts.items[home].data.uid;
    if (!row.spec->ownerKey.isEmpty()) storeProperty(draft.data.properties, row.spec->ownerKey, Value(Ref{draft.owner, {}}));
}

// ---------------------------------------------------------------- the whole
Result<Design> Importer::finish() {
    Design design;
    for (const Draft& draft : m_drafts.items) design.nodes.push_back(draft.data);
    std::sort(design.nodes.begin(), design.nodes.end(),
              [](const NodeData& a, const NodeData& b) { return a.uid < b.uid; });
    derive(design);
    drawCalls(design);
    Document document(m_registry);
    if (auto loaded = loadDesign(document, design); !loaded.ok()) return Error{loaded.error()};
    tellResources(document);
    tellRest();
    m_report.nodes = static_cast<int>(design.nodes.size());
    m_report.links = static_cast<int>(design.links.size());
    return design;
}

void Importer::derive(Design& design) {
    Document document(m_registry);
    if (!loadDesign(document, design).ok()) return;
    for (Draft& draft : m_drafts.items) {
        const auto id = draft.row.spec->derive != nullptr ? document.findNode(draft.data.uid) : std::nullopt;
        if (!id) continue;
        Reading reading(m_source, m_drafts, *draft.resource, *draft.base, draft, m_report);
        draft.row.spec->derive(NodeView(document, *id), reading);
        const auto node = std::find_if(design.nodes.begin(), design.nodes.end(),
                                       [&](const NodeData& data) { return data.uid == draft.data.uid; });
        node->properties = draft.data.properties;
    }
}

void Importer::drawCalls(Design& design) {
    const QString calls = QStringLiteral("calls");  // the one link that carries traffic
    for (const NamedCallee& named : namedCallees(m_source, m_drafts)) {
        const Draft& caller = m_drafts.items[named.caller];
        const Draft& callee = m_drafts.items[named.callee];
        const bool inEnvironment = named.by == NamedCallee::By::Environment;
        // What is not simulated would only be told as such.
        const bool isDrawn = inEnvironment && callee.row.kind->station != nullptr && m_registry.link(calls) != nullptr;
        if (isDrawn) design.links.push_back({freeUid(calls + u' ' + caller.resource->id + u' ' + callee.resource->id), calls, caller.data.uid, callee.data.uid, {}});
        const Value* name = findProperty(callee.data.properties, QStringLiteral("name"));
        const QString* shown = name != nullptr ? std::get_if<QString>(name) : nullptr;
        const QString why = isDrawn         ? Text::tr("names '%1' in its environment: a call is drawn, without traffic; give it access patterns to simulate it")
                            : inEnvironment ? Text::tr("names '%1' in its environment; draw a call if it makes one")
                                            : Text::tr("its policy allows it to use '%1'; draw a call to simulate what it asks for");
        m_report.leftOut.push_back({caller.resource->id, caller.resource->type, m_source.file, named.line > 0 ? named.line : caller.resource->line, why.arg(shown != nullptr ? *shown : callee.resource->id)});
    }
    std::sort(design.links.begin(), design.links.end(), [](const LinkData& a, const LinkData& b) { return a.uid < b.uid; });
}

void Importer::tellResources(const Document& document) {
    const auto pathOf = [&](const Draft& draft) { return document.path(*document.findNode(draft.data.uid)); };
    for (const cfn::Resource& resource : m_source.resources) {
        ImportedResource told{resource.id, resource.type, resource.line, {}, {}, {}};
        if (const Draft* draft = m_drafts.find(resource.id)) {
            told.node = draft->data.uid;
            told.path = pathOf(*draft);
        } else if (const auto part = m_partOf.constFind(resource.id); part != m_partOf.constEnd()) {
            const Draft& owner = m_drafts.items[part->first];
            told.node = owner.data.uid;
            told.path = pathOf(owner);
            told.why = QCoreApplication::translate("model", part->second->why);
        } else {
            const bool isKnown = !m_index.parts(resource.type).empty();
            told.why = isKnown ? Text::tr("what it belongs to is not part of the design")
                               : Text::tr("there is no kind for it yet");
            m_report.leftOut.push_back({resource.id, resource.type, m_source.file, resource.line, told.why});
        }
        m_report.resources.push_back(std::move(told));
    }
}

void Importer::tellRest() {
    for (const Draft& draft : m_drafts.items) {
        const bool isEntry = draft.base != &draft.resource->properties;
        const int line = isEntry ? draft.base->line : draft.resource->line;
        if (line > 0) m_report.lines.emplace_back(draft.data.uid, line);
    }
    for (const cfn::Remark& remark : m_source.leftOut) {
        m_report.resources.push_back({remark.id, remark.type, remark.line, {}, {}, remark.why});
        m_report.leftOut.push_back({remark.id, remark.type, m_source.file, remark.line, remark.why});
    }
    for (const cfn::Remark& remark : m_source.remarks)
        m_report.leftOut.push_back({remark.id, remark.type, m_source.file, remark.line, remark.why});
    const auto byLine = [](const auto& a, const auto& b) { return a.line < b.line; };
    std::stable_sort(m_report.resources.begin(), m_report.resources.end(), byLine);
    std::stable_sort(m_report.leftOut.begin(), m_report.leftOut.end(), byLine);
    for (const cfn::SourceReference& reference : m_source.references)
        m_report.references.push_back(
            {reference.from, reference.property, reference.to, reference.kind, reference.attribute});
}

}  // namespace model::cfnimport
