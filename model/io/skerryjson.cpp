// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/skerryjson.h"

#include "model/core/document.h"
#include "model/io/migrations/migration1to2.h"
#include "model/io/nodejson.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

struct Place {
    Uid node, presence;
    Geometry geometry;
};

// ---------------------------------------------------------------- writing
void writePlace(JsonWriter& writer, Uid node, Uid presence, const Geometry& geometry) {
    writer.newLine();
    writer.beginObject();
    writer.key(u"id");
    writer.uid(node);
    writePosition(writer, geometry);
    if (!presence.isNull()) {
        writer.key(u"presence");
        writer.uid(presence);
    }
    writeSize(writer, geometry);
    writer.endObject();
}

void writeDocumentProperties(JsonWriter& writer, const Properties& properties) {
    writer.newLine();
    writer.key(u"document");
    writer.beginObject();
    for (const Property& property : properties) {
        if (isExtra(property.key)) continue;
        writer.newLine();
        writer.key(property.key);
        writeValue(writer, property.value);
    }
    writer.endObject();
}

void writeLayout(JsonWriter& writer, const std::vector<NodeData>& nodes) {
    writer.newLine();
    writer.key(u"layout");
    writer.beginArray();
    for (const NodeData& node : nodes) {
        if (node.geometry) writePlace(writer, node.uid, {}, *node.geometry);
        for (const auto& [subnet, geometry] : node.presences) writePlace(writer, node.uid, subnet, geometry);
    }
    writer.newLine();
    writer.endArray();
}

template <class T, class Write>
void writeLines(JsonWriter& writer, QStringView key, const std::vector<T>& items, Write&& write) {
    writer.newLine();
    writer.key(key);
    writer.beginArray();
    for (const T& item : items) {
        writer.newLine();
        write(item);
    }
    writer.newLine();
    writer.endArray();
}

// ---------------------------------------------------------------- reading
Place readPlace(JsonReader& reader) {
    Place place;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"id")
            place.node = readUid(reader);
        else if (field == u"presence")
            place.presence = readUid(reader);
        else if (!readGeometryField(reader, field, place.geometry))
            reader.skip();  // describes the drawing only: no loss to the design
    }
    return place;
}

// A place of a node that is gone is what a merge may leave behind: it is dropped.
void putPlaces(std::vector<NodeData>& nodes, const std::vector<Place>& places) {
    for (const Place& place : places) {
        const auto node = std::ranges::lower_bound(nodes, place.node, {}, &NodeData::uid);
        if (node == nodes.end() || node->uid != place.node) continue;
        if (place.presence.isNull())
            node->geometry = place.geometry;
        else
            node->presences.emplace_back(place.presence, place.geometry);
    }
    for (NodeData& node : nodes) std::ranges::stable_sort(node.presences, {}, &std::pair<Uid, Geometry>::first);
}

qint64 readVersion(JsonReader& reader) {
    const qint64 version = reader.integer();
    if (version > kFormatVersion) reader.fail(newerVersionSentence(version));
    if (version < 1) reader.fail(tr("\"skerry\" must be the version of the format, a number from 1 on"));
    return version;
}

struct Content {
    qint64 version = 0;
    Design design;
    std::vector<Place> places;
};

void readContent(JsonReader& reader, Content& content) {
    Design& design = content.design;
    Properties extras;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"skerry") {
            content.version = readVersion(reader);
        } else if (field == u"document") {
            design.properties = readProperties(reader);
        } else if (field == u"nodes") {
            for (reader.enterArray(); reader.nextElement();) design.nodes.push_back(readNode(reader));
        } else if (field == u"links") {
            for (reader.enterArray(); reader.nextElement();) design.links.push_back(readLink(reader));
        } else if (field == u"layout") {
            for (reader.enterArray(); reader.nextElement();) content.places.push_back(readPlace(reader));
        } else {
            readExtra(reader, field, extras);
        }
    }
    for (Property& extra : extras) storeProperty(design.properties, extra.key, std::move(extra.value));
    if (!reader.failed() && !reader.atEnd()) reader.fail(tr("something follows the end of the design"));
    if (content.version == 0) reader.fail(tr("the key \"skerry\" with the version of the format is missing"));
}

}  // namespace

QString newerVersionSentence(qint64 version) {
    return tr("it was written by a newer Skerry (format %1, this one reads up to %2). Update Skerry to open it.")
        .arg(version)
        .arg(kFormatVersion);
}

QByteArray toSkerryJson(const Design& design) {
    JsonWriter writer;
    writer.beginObject();
    writer.key(u"skerry");
    writer.integer(kFormatVersion);
    writeExtras(writer, design.properties);
    writeDocumentProperties(writer, design.properties);
    writeLines(writer, u"nodes", design.nodes, [&](const NodeData& node) { writeNode(writer, node, WithLayout::No); });
    writeLines(writer, u"links", design.links, [&](const LinkData& link) { writeLink(writer, link); });
    writeLayout(writer, design.nodes);
    writer.newLine();
    writer.endObject();
    return writer.take() + '\n';
}

QByteArray toSkerryJson(const Document& document) { return toSkerryJson(designOf(document)); }

Result<Design> fromSkerryJson(QByteArrayView text) {
    if (!text.isValidUtf8()) return Error{tr("it is not a text in UTF-8.")};
    JsonReader reader(text);
    Content content;
    readContent(reader, content);
    if (reader.failed()) return Error{reader.error()};
    Design design = std::move(content.design);
    std::ranges::sort(design.nodes, {}, &NodeData::uid);
    std::ranges::sort(design.links, {}, &LinkData::uid);
    putPlaces(design.nodes, content.places);
    if (content.version < 2) migrateJson1to2(design);
    return design;
}

bool looksLikeSkerryJson(QByteArrayView text) {
    JsonReader reader(text);
    if (reader.peek() != JsonReader::Token::Object) return false;
    // Our own files name themselves at the top; one that another tool has sorted does so at its end.
    return text.first(std::min<qsizetype>(text.size(), 256)).contains("\"skerry\"") ||
           text.last(std::min<qsizetype>(text.size(), 256)).contains("\"skerry\"");
}

}  // namespace model
