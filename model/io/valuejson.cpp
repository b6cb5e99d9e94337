// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/valuejson.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr QChar kFormMark = u'$';
constexpr QChar kExtraMark = u'@';

// ---------------------------------------------------------------- writing
void write(JsonWriter& writer, bool value) { writer.boolean(value); }
void write(JsonWriter& writer, qint64 value) { writer.integer(value); }
void write(JsonWriter& writer, const QString& value) { writer.string(value); }

void writeForm(JsonWriter& writer, QStringView form, QStringView text) {
    writer.beginObject();
    writer.key(form);
    writer.string(text);
    writer.endObject();
}

void write(JsonWriter& writer, double value) {
    if (std::isfinite(value)) return writer.number(value);
    writeForm(writer, u"$number", std::isnan(value) ? u"nan" : value > 0 ? u"inf" : u"-inf");
}

void write(JsonWriter& writer, const QStringList& value) {
    writer.beginArray();
    for (const QString& text : value) writer.string(text);
    writer.endArray();
}

void write(JsonWriter& writer, const Ref& value) {
    writer.beginObject();
    writer.key(u"$ref");
    writer.uid(value.target);
    if (!value.label.isEmpty()) {
        writer.key(u"label");
        writer.string(value.label);
    }
    writer.endObject();
}

void write(JsonWriter& writer, const Refs& value) {
    writer.beginObject();
    writer.key(u"$refs");
    writer.beginArray();
    for (const Ref& ref : value.items) {
        if (ref.label.isEmpty())
            writer.uid(ref.target);
        else
            write(writer, ref);
    }
    writer.endArray();
    writer.endObject();
}

void write(JsonWriter& writer, const Unresolved& value) {
    if (value.text.startsWith(kForeignForm)) {
        // Only what would be read as a foreign form again; a text that merely begins alike stays a text.
        const QByteArray json = QStringView(value.text).mid(kForeignForm.size()).toUtf8();
        JsonReader reader(json);
        if (readValue(reader) == Value(value) && reader.atEnd() && !reader.failed()) return writer.raw(json);
    }
    writeForm(writer, u"$unresolved", value.text);
}

void write(JsonWriter& writer, const Rows& value) {
    const bool marked = value.items.empty() || std::ranges::any_of(value.items, [](const Row& row) {
                            return !row.cells.empty() && row.cells.front().key.startsWith(kFormMark);
                        });
    if (marked) {
        writer.beginObject();
        writer.key(u"$rows");
    }
    writer.beginArray();
    for (const Row& row : value.items) {
        writer.beginObject();
        for (const Cell& cell : row.cells) {
            writer.key(cell.key);
            writeValue(writer, cell.value);
        }
        writer.endObject();
    }
    writer.endArray();
    if (marked) writer.endObject();
}

// ---------------------------------------------------------------- reading
// Each returns nothing when the value is of another form; the caller then goes back to its beginning.
std::optional<Value> readTexts(JsonReader& reader) {
    QStringList texts;
    do {
        if (reader.peek() != JsonReader::Token::String) return std::nullopt;
        texts += reader.string();
    } while (reader.nextElement());
    return Value(std::move(texts));
}

std::optional<Row> readRow(JsonReader& reader, bool& hasMark) {
    if (reader.peek() != JsonReader::Token::Object) return std::nullopt;
    Row row;
    QString key;
    reader.enterObject();
    while (reader.nextKey(key)) {
        hasMark = hasMark || key.startsWith(kFormMark);
        if (row.cells.empty() || row.cells.back().key < key)
            row.cells.push_back({key, readValue(reader)});
        else
            row.set(key, readValue(reader));
    }
    return row;
}

enum class Marks { Refused, Allowed };

std::optional<Value> readRows(JsonReader& reader, Marks marks) {
    Rows rows;
    bool hasMark = false;
    do {
        auto row = readRow(reader, hasMark);
        if (!row || (hasMark && marks == Marks::Refused)) return std::nullopt;
        rows.items.push_back(std::move(*row));
    } while (reader.nextElement());
    return Value(std::move(rows));
}

std::optional<Value> readArray(JsonReader& reader) {
    reader.enterArray();
    if (!reader.nextElement()) return Value(QStringList());
    if (reader.peek() == JsonReader::Token::Object) return readRows(reader, Marks::Refused);
    return readTexts(reader);
}

// A target is a text of 16 digits or null; anything else is another form, not a mistake.
std::optional<Uid> readTarget(JsonReader& reader) {
    if (reader.peek() == JsonReader::Token::Null) {
        reader.skip();
        return Uid{};
    }
    if (reader.peek() != JsonReader::Token::String) return std::nullopt;
    return Uid::fromText(reader.string());
}

// From behind the key "$ref" to the end of its object.
std::optional<Ref> readRefTail(JsonReader& reader) {
    const auto target = readTarget(reader);
    if (!target) return std::nullopt;
    Ref ref{*target, {}};
    QString key;
    while (reader.nextKey(key)) {
        if (key != u"label" || reader.peek() != JsonReader::Token::String) return std::nullopt;
        ref.label = reader.string();
    }
    return ref;
}

std::optional<Ref> readRefItem(JsonReader& reader) {
    if (reader.peek() != JsonReader::Token::Object) {
        const auto target = readTarget(reader);
        return target ? std::optional<Ref>(Ref{*target, {}}) : std::nullopt;
    }
    QString key;
    reader.enterObject();
    if (!reader.nextKey(key) || key != u"$ref") return std::nullopt;
    return readRefTail(reader);
}

std::optional<Value> readRefs(JsonReader& reader) {
    if (reader.peek() != JsonReader::Token::Array) return std::nullopt;
    Refs refs;
    reader.enterArray();
    while (reader.nextElement()) {
        auto ref = readRefItem(reader);
        if (!ref) return std::nullopt;
        refs.items.push_back(std::move(*ref));
    }
    return Value(std::move(refs));
}

std::optional<Value> readNumberWord(const QString& word) {
    if (word == u"inf") return Value(std::numeric_limits<double>::infinity());
    if (word == u"-inf") return Value(-std::numeric_limits<double>::infinity());
    if (word == u"nan") return Value(std::numeric_limits<double>::quiet_NaN());
    return std::nullopt;
}

std::optional<Value> readForm(JsonReader& reader) {
    QString key;
    reader.enterObject();
    if (!reader.nextKey(key)) return std::nullopt;
    std::optional<Value> value;
    if (key == u"$ref") {
        auto ref = readRefTail(reader);
        return ref ? std::optional<Value>(std::move(*ref)) : std::nullopt;
    }
    if (key == u"$refs") {
        value = readRefs(reader);
    } else if (key == u"$rows" && reader.peek() == JsonReader::Token::Array) {
        reader.enterArray();
        value = reader.nextElement() ? readRows(reader, Marks::Allowed) : std::optional<Value>(Rows{});
    } else if (key == u"$unresolved" && reader.peek() == JsonReader::Token::String) {
        value = Unresolved{reader.string()};
    } else if (key == u"$number" && reader.peek() == JsonReader::Token::String) {
        value = readNumberWord(reader.string());
    }
    if (!value || reader.nextKey(key)) return std::nullopt;
    return value;
}

}  // namespace

void writeValue(JsonWriter& writer, const Value& value) {
    std::visit([&writer](const auto& one) { write(writer, one); }, value);
}

Value readValue(JsonReader& reader) {
    using Token = JsonReader::Token;
    switch (reader.peek()) {
        case Token::True:
        case Token::False: return reader.boolean();
        case Token::Integer: return reader.integer();
        case Token::Number: return reader.number();
        case Token::String: return reader.string();
        default: break;
    }
    const Token token = reader.peek();
    const JsonReader::Mark start = reader.mark();
    if (token == Token::Array || token == Token::Object) {
        auto value = token == Token::Array ? readArray(reader) : readForm(reader);
        if (reader.failed()) return QString();
        if (value) return std::move(*value);
        reader.returnTo(start);
    }
    return Unresolved{kForeignForm + QString::fromUtf8(compactJson(reader.skip()))};
}

void writeProperties(JsonWriter& writer, const Properties& properties, Extras extras) {
    writer.beginObject();
    for (const Property& property : properties) {
        if (extras == Extras::Apart && isExtra(property.key)) continue;
        writer.key(property.key);
        writeValue(writer, property.value);
    }
    writer.endObject();
}

Properties readProperties(JsonReader& reader, Extras extras) {
    Properties properties;
    QString key;
    reader.enterObject();
    while (reader.nextKey(key)) {
        if (extras == Extras::Apart && isExtra(key)) reader.fail(tr("the key \"%1\" must not begin with @").arg(key));
        Value value = readValue(reader);
        if (properties.empty() || properties.back().key < key)
            properties.push_back({key, std::move(value)});
        else
            storeProperty(properties, key, std::move(value));
    }
    return properties;
}

bool isExtra(const QString& key) { return key.startsWith(kExtraMark); }

void writeExtras(JsonWriter& writer, const Properties& properties) {
    for (const Property& property : properties) {
        if (!isExtra(property.key)) continue;
        writer.key(QStringView(property.key).mid(1));
        writeValue(writer, property.value);
    }
}

void readExtra(JsonReader& reader, const QString& field, Properties& properties) {
    storeProperty(properties, kExtraMark + field, readValue(reader));
}

}  // namespace model
