// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/help.h"
#include "app/cli/nearmatches.h"
#include "app/jobs/digits.h"
#include "model/core/categories.h"
#include "model/core/quantity.h"
#include "model/io/valuejson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace app::cli {

namespace {

using model::KindSpec;
using model::PropertySpec;

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QString typeName(model::ValueType type) {
    switch (type) {
        case model::ValueType::Bool: return QStringLiteral("bool");
        case model::ValueType::Integer: return QStringLiteral("integer");
        case model::ValueType::Number: return QStringLiteral("number");
        case model::ValueType::Text:
        case model::ValueType::LongText: return QStringLiteral("text");
        case model::ValueType::TextList: return QStringLiteral("texts");
        case model::ValueType::Choice: return QStringLiteral("choice");
        case model::ValueType::Ref: return QStringLiteral("reference");
        case model::ValueType::Refs: return QStringLiteral("references");
        case model::ValueType::Rows: return QStringLiteral("rows");
    }
    return {};
}

QString unitName(model::Unit unit) {
    switch (unit) {
        case model::Unit::None: return {};
        case model::Unit::Bytes: return QStringLiteral("B");
        case model::Unit::Seconds: return QStringLiteral("s");
        case model::Unit::Milliseconds: return QStringLiteral("ms");
        case model::Unit::PerSecond: return QStringLiteral("1/s");
        case model::Unit::ReadUnits: return QStringLiteral("RCU");
        case model::Unit::WriteUnits: return QStringLiteral("WCU");
        case model::Unit::Percent: return QStringLiteral("%");
        case model::Unit::Items: return QStringLiteral("items");
    }
    return {};
}

QJsonValue jsonOf(const model::Value& value) {
    model::JsonWriter writer;
    writer.beginArray();
    model::writeValue(writer, value);
    writer.endArray();
    return QJsonDocument::fromJson(writer.take()).array().first();
}

/// "1 to 40000", "at least 1", "a, b or c"; empty: anything goes.
QString limitsText(const PropertySpec& spec) {
    if (!spec.choices.empty()) {
        QStringList ids;
        for (const model::Choice& choice : spec.choices) ids += choice.id;
        return ids.join(QStringLiteral(", "));
    }
    const QString least = model::formatQuantity(spec.minimum, spec.unit), most = model::formatQuantity(spec.maximum, spec.unit);
    if (std::isfinite(spec.minimum) && std::isfinite(spec.maximum)) return tr("%1 to %2").arg(least, most);
    if (std::isfinite(spec.minimum)) return tr("at least %1").arg(least);
    if (std::isfinite(spec.maximum)) return tr("at most %1").arg(most);
    return {};
}

QJsonObject propertyJson(const PropertySpec& spec) {
    QJsonObject object{{QStringLiteral("key"), spec.key},
                       {QStringLiteral("title"), tr(spec.title)},
                       {QStringLiteral("type"), typeName(spec.type)},
                       {QStringLiteral("unit"), unitName(spec.unit)},
                       {QStringLiteral("default"), jsonOf(spec.fallback)},
                       {QStringLiteral("limits"), limitsText(spec)},
                       {QStringLiteral("required"), spec.required},
                       {QStringLiteral("help"), tr(spec.help)},
                       {QStringLiteral("source"), QString::fromUtf8(spec.source)}};
    if (spec.columns.empty()) return object;
    QJsonArray columns;
    for (const PropertySpec& column : spec.columns) columns.append(propertyJson(column));
    object.insert(QStringLiteral("columns"), columns);
    return object;
}

QStringList cloudFormationTypes(const KindSpec& kind) {
    QStringList types;
    for (const model::CfnSpec& spec : kind.cloudFormation)
        if (!types.contains(spec.type)) types += spec.type;
    return types;
}

/// Whether a run has it: as a station, as a part of paths, or through what owns it. What could be called and has no station is
/// drawn and checked only.
bool isSimulated(const KindSpec& kind) { return kind.station || (kind.data ? kind.isOwned : kind.net != nullptr); }

QJsonObject kindJson(const KindSpec& kind) {
    QJsonArray properties;
    for (const PropertySpec& spec : kind.properties) properties.append(propertyJson(spec));
    return {{QStringLiteral("id"), kind.id},
            {QStringLiteral("title"), tr(kind.title)},
            {QStringLiteral("help"), tr(kind.help)},
            {QStringLiteral("category"), model::categoryName(kind.category)},
            {QStringLiteral("systems"), QJsonArray::fromStringList(kind.systems)},
            {QStringLiteral("cloudformation"), QJsonArray::fromStringList(cloudFormationTypes(kind))},
            {QStringLiteral("terraform"), QJsonArray()},
            {QStringLiteral("properties"), properties},
            {QStringLiteral("simulated"), isSimulated(kind)}};
}

/// A cell of a Markdown table: bars would end it.
QString cell(QString text) { return text.replace(u'|', QStringLiteral("\\|")).replace(u'\n', u' '); }

QString listMarkdown(const QString& title, const std::vector<const char*>& sentences) {
    if (sentences.empty()) return {};
    QString text = QStringLiteral("\n%1\n\n").arg(title);
    for (const char* sentence : sentences) text += QStringLiteral("- %1\n").arg(tr(sentence));
    return text;
}

QString kindMarkdown(const KindSpec& kind) {
    QString text = QStringLiteral("\n## %1\n\n`%2`. %3\n").arg(tr(kind.title), kind.id, tr(kind.help));
    if (const QStringList types = cloudFormationTypes(kind); !types.isEmpty())
        text += QStringLiteral("\nCloudFormation: `%1`\n").arg(types.join(QStringLiteral("`, `")));
    text += QStringLiteral("\n| Key | Title | Type | Default | Limits | What it is | Source |\n|---|---|---|---|---|---|---|\n");
    for (const PropertySpec& spec : kind.properties)
        text += QStringLiteral("| `%1` | %2 | %3 | %4 | %5 | %6 | %7 |\n")
                    .arg(spec.key, cell(tr(spec.title)), typeName(spec.type), cell(model::formatValue(spec, spec.fallback)),
                         cell(limitsText(spec)), cell(tr(spec.help)), cell(QString::fromUtf8(spec.source)));
    return text + listMarkdown(tr("Modelled:"), kind.fidelity.modelled) + listMarkdown(tr("Not modelled:"), kind.fidelity.notModelled);
}

QString listText(const QString& title, const std::vector<const char*>& sentences) {
    QString text = sentences.empty() ? QString() : u'\n' + title + u'\n';
    for (const char* sentence : sentences) text += wrapped(tr(sentence), 2);
    return text;
}

/// Everything about one kind, for people: a property is a line of figures and one that says what it is.
QString kindText(const KindSpec& kind) {
    QString text = QStringLiteral("%1 %2\n\n").arg(kind.id, tr(kind.title)) + wrapped(tr(kind.help), 0);
    if (const QStringList types = cloudFormationTypes(kind); !types.isEmpty()) text += u'\n' + wrapped(QStringLiteral("CloudFormation: ") + types.join(QStringLiteral(", ")), 0);
    text += u'\n' + tr("Properties:") + u'\n';
    for (const PropertySpec& spec : kind.properties) {
        const QString standard = grouped(model::formatValue(spec, spec.fallback)), limits = grouped(limitsText(spec));
        text += QStringLiteral("  %1 (%2%3%4)\n").arg(spec.key, typeName(spec.type), standard.isEmpty() ? QString() : tr("; default %1").arg(standard), limits.isEmpty() ? QString() : QStringLiteral("; ") + limits);
        text += wrapped(QStringLiteral("%1. %2").arg(tr(spec.title), tr(spec.help)), 6);
    }
    return text + listText(tr("Modelled:"), kind.fidelity.modelled) + listText(tr("Not modelled:"), kind.fidelity.notModelled);
}

/// The kinds that are asked for: one by its id, or all of them.
model::Result<std::vector<const KindSpec*>> kindsAskedFor(const Call& call) {
    std::vector<const KindSpec*> all;
    for (const auto& kind : call.kinds.kinds()) all.push_back(kind.get());
    if (call.arguments.names().isEmpty()) return all;
    const QString& id = call.arguments.names().first();
    QStringList known;
    for (const KindSpec* kind : all) {
        if (kind->id.compare(id, Qt::CaseInsensitive) == 0) return std::vector<const KindSpec*>{kind};
        known += kind->id;
    }
    return model::Error{QCoreApplication::translate("cli", "There is no kind \"%1\"").arg(id) + didYouMean(id, known) +
                        QCoreApplication::translate("cli", " \"skerry kinds\" lists them.")};
}

Exit run(Call& call) {
    const auto asked = kindsAskedFor(call);
    if (!asked) return Output::fail(asked.error());
    if (call.arguments.has(QStringLiteral("--json"))) {
        QJsonArray kinds;
        for (const KindSpec* kind : *asked) kinds.append(kindJson(*kind));
        call.out.json(kinds);
        return Exit::Done;
    }
    if (call.arguments.has(QStringLiteral("--markdown"))) {
        call.out.text(QStringLiteral("# ") + tr("Kinds") + u'\n');
        for (const KindSpec* kind : *asked) call.out.text(kindMarkdown(*kind));
        return Exit::Done;
    }
    if (!call.arguments.names().isEmpty()) {
        call.out.text(kindText(*asked->front()));
        return Exit::Done;
    }
    for (const KindSpec* kind : *asked) {
        const QString said = !isSimulated(*kind) && kind->data ? tr("(drawn and checked, not simulated)") : QString();
        call.out.line(QStringLiteral("%1 %2 %3 %4").arg(kind->id, -28).arg(tr(kind->title), -24).arg(cloudFormationTypes(*kind).join(u' '), said).trimmed());
    }
    return Exit::Done;
}

}  // namespace

Command kindsCommand() {
    return {
        .name = QStringLiteral("kinds"),
        .summary = QT_TRANSLATE_NOOP("cli", "what can be drawn, with every property"),
        .synopsis = {QStringLiteral("kinds [KIND] [--json | --markdown]")},
        .description = QT_TRANSLATE_NOOP("cli",
                                         "Lists the kinds of nodes that this version knows, one a line: id, title, and the CloudFormation "
                                         "types that are read into it; with an id only that one, with its properties. The Markdown is the reference of all properties with defaults, limits, "
                                         "sources, and what the simulation models."),
        .options = {{"--json", "", QT_TRANSLATE_NOOP("cli", "One JSON document with everything.")},
                    {"--markdown", "", QT_TRANSLATE_NOOP("cli", "The reference as Markdown.")}},
        .json = R"([{"id","title","help","category","systems":[],"cloudformation":[],"terraform":[],
      "properties":[{"key","title","type","unit","default","limits","required","help","source"}],"simulated"}])",
        .examples = {QStringLiteral("skerry kinds dynamodb.table"), QStringLiteral("skerry kinds --json | jq -r '.[].id'"), QStringLiteral("skerry kinds --markdown > kinds.md")},
        .mostNames = 1,
        .run = run,
    };
}

}  // namespace app::cli
