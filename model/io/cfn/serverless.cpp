// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/serverless.h"

#include <utility>

namespace model::cfn {

namespace {

const QString kEvents = QStringLiteral("Events");

void put(Value& map, const QString& key, Value value) {
    map.keys.push_back({key, value.line});
    map.items.push_back(std::move(value));
}

Value without(const Value& map, const QString& key) {
    Value rest = map;
    rest.keys.clear();
    rest.items.clear();
    for (std::size_t i = 0; i < map.keys.size(); ++i)
        if (map.keys[i].text != key) put(rest, map.keys[i].text, map.items[i]);
    return rest;
}

/// A stream event of a function is an event source mapping; other events are no readers of logs.
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-dynamodb.html
void addMapping(std::vector<Resource>& made, const Resource& function, const NodeKey& name, const Value& event) {
    const Value* type = event.find(u"Type");
    const Value* properties = event.find(u"Properties");
    const bool isStream = type != nullptr && (type->text == "DynamoDB" || type->text == "Kinesis");
    if (!isStream || properties == nullptr || !properties->isMap()) return;
    Resource mapping{.id = function.id + name.text, .type = QStringLiteral("AWS::Lambda::EventSourceMapping"), .line = name.line};
    mapping.properties = without(*properties, QStringLiteral("Stream"));
    put(mapping.properties, QStringLiteral("FunctionName"), {.kind = ValueKind::Reference, .line = name.line, .name = function.id});
    if (const Value* stream = properties->find(u"Stream")) put(mapping.properties, QStringLiteral("EventSourceArn"), *stream);
    made.push_back(std::move(mapping));
}

std::vector<Resource> functionWithMappings(const Resource& resource) {
    std::vector<Resource> made;
    Resource function = resource;
    function.type = QStringLiteral("AWS::Lambda::Function");
    function.properties = without(resource.properties, kEvents);
    made.push_back(std::move(function));
    const Value* events = resource.properties.find(kEvents);
    for (std::size_t i = 0; events != nullptr && events->isMap() && i < events->keys.size(); ++i)
        addMapping(made, resource, events->keys[i], events->items[i]);
    return made;
}

Value keySchema(const QString& name, int line) {
    Value entry{.kind = ValueKind::Map, .line = line};
    put(entry, QStringLiteral("AttributeName"), Value::ofText(name, line));
    put(entry, QStringLiteral("KeyType"), Value::ofText(QStringLiteral("HASH"), line));
    Value list{.kind = ValueKind::List, .line = line};
    list.items.push_back(std::move(entry));
    return list;
}

/// A SimpleTable has one key, "id" unless it says another, and pays by request unless it says how much it provisions.
Resource simpleTable(const Resource& resource) {
    Resource table = resource;
    table.type = QStringLiteral("AWS::DynamoDB::Table");
    table.properties = without(resource.properties, QStringLiteral("PrimaryKey"));
    const Value* name = resource.properties.at(u"PrimaryKey.Name");
    put(table.properties, QStringLiteral("KeySchema"), keySchema(name != nullptr && name->isText() ? name->text : QStringLiteral("id"), resource.line));
    if (resource.properties.find(u"ProvisionedThroughput") == nullptr)
        put(table.properties, QStringLiteral("BillingMode"), Value::ofText(QStringLiteral("PAY_PER_REQUEST"), resource.line));
    return table;
}

}  // namespace

bool isServerless(const QString& type) { return type.startsWith(QStringLiteral("AWS::Serverless::")); }

std::vector<Resource> processedServerless(const Resource& resource) {
    if (resource.type == "AWS::Serverless::Function") return functionWithMappings(resource);
    if (resource.type == "AWS::Serverless::SimpleTable") return {simpleTable(resource)};
    return {};
}

}  // namespace model::cfn
