// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/nodejson.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

// Places are whole pixels most of the time, and read better without a point.
void writeCoordinate(JsonWriter& writer, double pixels) {
    if (!std::isfinite(pixels)) pixels = 0;
    if (pixels == std::floor(pixels) && std::abs(pixels) < 1e15)
        writer.integer(static_cast<qint64>(pixels));
    else
        writer.number(pixels);
}

void writePair(JsonWriter& writer, double first, double second) {
    writer.beginArray();
    writeCoordinate(writer, first);
    writeCoordinate(writer, second);
    writer.endArray();
}

std::pair<double, double> readPair(JsonReader& reader) {
    double pair[2] = {0, 0};
    int count = 0;
    reader.enterArray();
    while (reader.nextElement()) {
        const double number = reader.number();
        if (count < 2) pair[count] = number;
        ++count;
    }
    if (count != 2) reader.fail(tr("a place or a size has two numbers"));
    return {pair[0], pair[1]};
}

void writeGeometryObject(JsonWriter& writer, const Geometry& geometry) {
    writer.beginObject();
    writePosition(writer, geometry);
    writeSize(writer, geometry);
    writer.endObject();
}

Geometry readGeometryObject(JsonReader& reader) {
    Geometry geometry;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field))
        if (!readGeometryField(reader, field, geometry)) reader.skip();
    return geometry;
}

void writePresences(JsonWriter& writer, const NodeData& node) {
    writer.beginArray();
    for (const auto& [subnet, geometry] : node.presences) {
        writer.beginObject();
        writePosition(writer, geometry);
        writeSize(writer, geometry);
        writer.key(u"subnet");
        writer.uid(subnet);
        writer.endObject();
    }
    writer.endArray();
}

void readPresences(JsonReader& reader, NodeData& node) {
    reader.enterArray();
    while (reader.nextElement()) {
        std::pair<Uid, Geometry> presence;
        QString field;
        reader.enterObject();
        while (reader.nextKey(field)) {
            if (field == u"subnet")
                presence.first = readUid(reader);
            else if (!readGeometryField(reader, field, presence.second))
                reader.skip();
        }
        node.presences.push_back(presence);
    }
    std::ranges::sort(node.presences, {}, &std::pair<Uid, Geometry>::first);
}

void writePropertiesField(JsonWriter& writer, const Properties& properties) {
    if (std::ranges::all_of(properties, [](const Property& p) { return isExtra(p.key); })) return;
    writer.key(u"properties");
    writeProperties(writer, properties);
}

// The extras may have come before "properties" or after them.
void addProperties(Properties& properties, Properties read) {
    if (properties.empty()) {
        properties = std::move(read);
        return;
    }
    for (Property& property : read) storeProperty(properties, property.key, std::move(property.value));
}

}  // namespace

Uid readUid(JsonReader& reader) {
    const auto uid = reader.uid();
    if (uid && uid->isNull()) reader.fail(tr("an identity is missing"));
    return uid.value_or(Uid{});
}

void writePosition(JsonWriter& writer, const Geometry& geometry) {
    if (!geometry.pinned) {
        writer.key(u"pinned");
        writer.boolean(false);
    }
    writer.key(u"position");
    writePair(writer, geometry.position.x(), geometry.position.y());
}

void writeSize(JsonWriter& writer, const Geometry& geometry) {
    if (geometry.size.isNull()) return;
    writer.key(u"size");
    writePair(writer, geometry.size.width(), geometry.size.height());
}

bool readGeometryField(JsonReader& reader, const QString& field, Geometry& geometry) {
    if (field == u"position") {
        const auto [x, y] = readPair(reader);
        geometry.position = {x, y};
        return true;
    }
    if (field == u"pinned") {
        geometry.pinned = reader.boolean();
        return true;
    }
    if (field == u"size") {
        const auto [width, height] = readPair(reader);
        geometry.size = {width, height};
        return true;
    }
    return false;
}

void writeNode(JsonWriter& writer, const NodeData& node, WithLayout layout) {
    writer.beginObject();
    writeExtras(writer, node.properties);
    if (layout == WithLayout::Yes && node.geometry) {
        writer.key(u"geometry");
        writeGeometryObject(writer, *node.geometry);
    }
    writer.key(u"id");
    writer.uid(node.uid);
    writer.key(u"kind");
    writer.string(node.kind);
    if (!node.parent.isNull()) {
        writer.key(u"parent");
        writer.uid(node.parent);
    }
    if (layout == WithLayout::Yes && !node.presences.empty()) {
        writer.key(u"presences");
        writePresences(writer, node);
    }
    writePropertiesField(writer, node.properties);
    writer.endObject();
}

NodeData readNode(JsonReader& reader) {
    NodeData node;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"id")
            node.uid = readUid(reader);
        else if (field == u"kind")
            node.kind = reader.string();
        else if (field == u"parent")
            node.parent = reader.uid().value_or(Uid{});
        else if (field == u"properties")
            addProperties(node.properties, readProperties(reader));
        else if (field == u"geometry")
            node.geometry = readGeometryObject(reader);
        else if (field == u"presences")
            readPresences(reader, node);
        else
            readExtra(reader, field, node.properties);
    }
    if (node.uid.isNull()) reader.fail(tr("a node has no \"id\""));
    if (node.kind.isEmpty()) reader.fail(tr("a node has no \"kind\""));
    return node;
}

void writeLink(JsonWriter& writer, const LinkData& link) {
    writer.beginObject();
    writeExtras(writer, link.properties);
    writer.key(u"from");
    writer.uid(link.from);
    writer.key(u"id");
    writer.uid(link.uid);
    writePropertiesField(writer, link.properties);
    writer.key(u"to");
    writer.uid(link.to);
    writer.key(u"type");
    writer.string(link.type);
    writer.endObject();
}

LinkData readLink(JsonReader& reader) {
    LinkData link;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"id")
            link.uid = readUid(reader);
        else if (field == u"from")
            link.from = readUid(reader);
        else if (field == u"to")
            link.to = readUid(reader);
        else if (field == u"type")
            link.type = reader.string();
        else if (field == u"properties")
            addProperties(link.properties, readProperties(reader));
        else
            readExtra(reader, field, link.properties);
    }
    if (link.uid.isNull() || link.from.isNull() || link.to.isNull())
        reader.fail(tr("a link has no \"id\", \"from\" or \"to\""));
    return link;
}

}  // namespace model
