// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/changejson.h"

#include "model/io/design.h"
#include "model/io/nodejson.h"
#include "model/io/skerryjson.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

// ---------------------------------------------------------------- writing
void writeUidField(JsonWriter& writer, QStringView field, Uid uid) {
    writer.key(field);
    writer.uid(uid);
}

void writeKeyAndValue(JsonWriter& writer, const QString& key, const std::optional<Value>& value) {
    writer.key(u"key");
    writer.string(key);
    if (!value) return;
    writer.key(u"value");
    writeValue(writer, *value);
}

void write(JsonWriter& writer, const AddNode& change) {
    writer.key(u"addNode");
    writeNode(writer, change.node, WithLayout::Yes);
}

void write(JsonWriter& writer, const RemoveNode& change) { writeUidField(writer, u"removeNode", change.node); }

void write(JsonWriter& writer, const AddLink& change) {
    writer.key(u"addLink");
    writeLink(writer, change.link);
}

void write(JsonWriter& writer, const RemoveLink& change) { writeUidField(writer, u"removeLink", change.link); }

void write(JsonWriter& writer, const SetProperty& change) {
    writer.key(u"setProperty");
    writer.beginObject();
    writeUidField(writer, u"subject", change.subject);
    writeKeyAndValue(writer, change.key, change.value);
    writer.endObject();
}

void write(JsonWriter& writer, const SetParent& change) {
    writer.key(u"setParent");
    writer.beginObject();
    writeUidField(writer, u"node", change.node);
    writeUidField(writer, u"parent", change.parent);
    writer.endObject();
}

void write(JsonWriter& writer, const SetGeometry& change) {
    writer.key(u"setGeometry");
    writer.beginObject();
    writeUidField(writer, u"node", change.node);
    if (!change.presence.isNull()) writeUidField(writer, u"presence", change.presence);
    if (change.geometry) {
        writePosition(writer, *change.geometry);
        writeSize(writer, *change.geometry);
    }
    writer.endObject();
}

void write(JsonWriter& writer, const SetDocument& change) {
    writer.key(u"setDocument");
    writer.beginObject();
    writeKeyAndValue(writer, change.key, change.value);
    writer.endObject();
}

// ---------------------------------------------------------------- reading
struct Fields {
    Uid subject, node, parent, presence;
    QString key;
    std::optional<Value> value;
    std::optional<Geometry> geometry;
};

Fields readFields(JsonReader& reader) {
    Fields fields;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        Geometry geometry = fields.geometry.value_or(Geometry{});
        if (field == u"subject")
            fields.subject = readUid(reader);
        else if (field == u"node")
            fields.node = readUid(reader);
        else if (field == u"parent")
            fields.parent = reader.uid().value_or(Uid{});
        else if (field == u"presence")
            fields.presence = readUid(reader);
        else if (field == u"key")
            fields.key = reader.string();
        else if (field == u"value")
            fields.value = readValue(reader);
        else if (readGeometryField(reader, field, geometry))
            fields.geometry = geometry;
        else
            reader.fail(tr("the field \"%1\" of a change is unknown").arg(field));
    }
    return fields;
}

std::optional<Change> readChange(JsonReader& reader, const QString& name) {
    if (name == u"addNode") return AddNode{readNode(reader)};
    if (name == u"removeNode") return RemoveNode{readUid(reader)};
    if (name == u"addLink") return AddLink{readLink(reader)};
    if (name == u"removeLink") return RemoveLink{readUid(reader)};
    Fields fields = readFields(reader);
    if (name == u"setProperty") return SetProperty{fields.subject, fields.key, std::move(fields.value)};
    if (name == u"setParent") return SetParent{fields.node, fields.parent};
    if (name == u"setGeometry") return SetGeometry{fields.node, fields.presence, fields.geometry};
    if (name == u"setDocument") return SetDocument{fields.key, std::move(fields.value)};
    return std::nullopt;
}

void readChanges(JsonReader& reader, std::vector<Change>& changes) {
    QString name;
    reader.enterArray();
    while (reader.nextElement()) {
        reader.enterObject();
        while (reader.nextKey(name)) {
            auto change = readChange(reader, name);
            if (change)
                changes.push_back(std::move(*change));
            else
                reader.fail(tr("the change \"%1\" is unknown").arg(name));
        }
    }
}

void readSteps(JsonReader& reader, std::vector<History::Step>& steps) {
    QString field;
    reader.enterArray();
    while (reader.nextElement()) {
        History::Step step;
        reader.enterObject();
        while (reader.nextKey(field)) {
            if (field == u"forward")
                step.forward = readChangeSet(reader);
            else if (field == u"backward")
                step.backward = readChangeSet(reader);
            else
                reader.skip();
        }
        steps.push_back(std::move(step));
    }
}

}  // namespace

void writeChangeSet(JsonWriter& writer, const ChangeSet& changeSet) {
    writer.beginObject();
    writer.key(u"changes");
    writer.beginArray();
    for (const Change& change : changeSet.changes) {
        writer.beginObject();
        std::visit([&writer](const auto& one) { write(writer, one); }, change);
        writer.endObject();
    }
    writer.endArray();
    writer.key(u"title");
    writer.string(changeSet.title);
    writer.endObject();
}

ChangeSet readChangeSet(JsonReader& reader) {
    ChangeSet changeSet;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"title")
            changeSet.title = reader.string();
        else if (field == u"changes")
            readChanges(reader, changeSet.changes);
        else
            reader.skip();
    }
    return changeSet;
}

QByteArray toJson(const ChangeSet& changeSet) {
    JsonWriter writer;
    writeChangeSet(writer, changeSet);
    return writer.take();
}

Result<ChangeSet> changeSetFromJson(QByteArrayView json) {
    JsonReader reader(json);
    ChangeSet changeSet = readChangeSet(reader);
    if (!reader.failed() && !reader.atEnd()) reader.fail(tr("something follows the end of the change"));
    if (reader.failed()) return Error{reader.error()};
    return changeSet;
}

QByteArray packHistory(const History& history) {
    JsonWriter writer;
    writer.beginObject();
    writer.key(u"design");
    writer.string(QString::fromLatin1(history.design));
    writer.key(u"position");
    writer.integer(history.position);
    writer.key(u"steps");
    writer.beginArray();
    for (const History::Step& step : history.steps) {
        writer.beginObject();
        writer.key(u"backward");
        writeChangeSet(writer, step.backward);
        writer.key(u"forward");
        writeChangeSet(writer, step.forward);
        writer.endObject();
    }
    writer.endArray();
    writer.endObject();
    return qCompress(writer.take(), 1);
}

Result<History> unpackHistory(const QByteArray& packed) {
    const QByteArray json = qUncompress(packed);
    JsonReader reader(json);
    History history;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"design")
            history.design = reader.string().toLatin1();
        else if (field == u"position")
            history.position = static_cast<int>(reader.integer());
        else if (field == u"steps")
            readSteps(reader, history.steps);
        else
            reader.skip();
    }
    if (!reader.failed() && (history.position < 0 || history.position > static_cast<int>(history.steps.size())))
        reader.fail(tr("the position lies outside the steps"));
    if (reader.failed()) return Error{tr("The undo history cannot be read: %1.").arg(reader.error())};
    return history;
}

QByteArray designDigest(const Design& design) {
    return QCryptographicHash::hash(toSkerryJson(design), QCryptographicHash::Sha256).toHex();
}

ChangeSet addingAll(const Design& design, const QString& title) {
    ChangeSet all{title, {}};
    QHash<Uid, std::vector<const NodeData*>> inside;
    for (const NodeData& node : design.nodes) inside[node.parent].push_back(&node);
    std::vector<const NodeData*> ready = inside.value(Uid{});
    for (size_t i = 0; i < ready.size(); ++i) {
        all.changes.push_back(AddNode{*ready[i]});
        const auto children = inside.constFind(ready[i]->uid);
        if (children != inside.constEnd()) ready.insert(ready.end(), children->begin(), children->end());
    }
    for (const LinkData& link : design.links) all.changes.push_back(AddLink{link});
    for (const Property& property : design.properties) all.changes.push_back(SetDocument{property.key, property.value});
    return all;
}

}  // namespace model
