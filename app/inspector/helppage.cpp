// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/helppage.h"

#include "app/figures.h"
#include "app/theme/theme.h"
#include "model/core/quantity.h"

#include <QCoreApplication>

#include <cmath>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app::HelpPage", text); }
QString kindText(const char* text) { return QCoreApplication::translate("model", text).toHtmlEscaped(); }

QString bullets(const QString& title, const std::vector<const char*>& lines) {
    if (lines.empty()) return {};
    QString html = QStringLiteral("<h4>%1</h4><ul style=\"margin-left:-24px\">").arg(title);
    for (const char* line : lines) html += QStringLiteral("<li>%1</li>").arg(kindText(line));
    return html + QStringLiteral("</ul>");
}

QString limitsOf(const model::PropertySpec& spec) {
    const auto number = [&](double n) { return grouped(model::formatQuantity(n, spec.unit)).toHtmlEscaped(); };
    const bool from = std::isfinite(spec.minimum), to = std::isfinite(spec.maximum);
    if (from && to) return tr("From %1 to %2.").arg(number(spec.minimum), number(spec.maximum));
    if (from) return tr("At least %1.").arg(number(spec.minimum));
    if (to) return tr("At most %1.").arg(number(spec.maximum));
    QStringList choices;
    for (const model::Choice& choice : spec.choices) choices += kindText(choice.title);
    return choices.isEmpty() ? QString() : tr("One of: %1.").arg(choices.join(QStringLiteral(", ")));
}

struct Marking {
    const Theme& theme;
    QString key;  // of the row that stands out
};

QString rowHelp(const model::PropertySpec& spec, const model::Value& value, const QString& key, const Marking& marking) {
    const bool isMarked = !key.isEmpty() && key == marking.key;
    const QString ground = isMarked ? QStringLiteral(" bgcolor=\"%1\"").arg(marking.theme.color(Token::AccentTint).name()) : QString();
    QString html = QStringLiteral("<a name=\"%1\"></a><table width=\"100%\" cellpadding=\"6\"><tr><td%2><b>%3</b><br>%4").arg(key, ground, kindText(spec.title), kindText(spec.help));
    const QString preset = model::formatValue(spec, spec.fallback);
    const bool isPlain = spec.type != model::ValueType::Rows;
    if (isPlain && !preset.isEmpty()) html += u' ' + tr("Default: %1.").arg(preset.toHtmlEscaped());
    if (isPlain) html += u' ' + limitsOf(spec);
    const QString faint = QStringLiteral("<br><font color=\"%1\">%2</font>").arg(marking.theme.color(Token::Secondary).name());
    if (spec.isAssumption())
        html += faint.arg(tr("Assumed (%1): %2").arg(QString::fromUtf8(spec.source + 3).trimmed().toHtmlEscaped(), model::formatValue(spec, value).toHtmlEscaped()));
    else if (*spec.source)
        html += faint.arg(tr("Source: %1").arg(QString::fromUtf8(spec.source).toHtmlEscaped()));
    html += QStringLiteral("</td></tr></table>");
    for (const model::PropertySpec& column : spec.columns) html += rowHelp(column, column.fallback, key + u'.' + column.key, marking);
    return html;
}

QString kindHead(const model::KindSpec& kind) {
    return QStringLiteral("<h3>%1</h3><p>%2</p>").arg(kindText(kind.title), kindText(kind.help)) + bullets(tr("What is modelled"), kind.fidelity.modelled) +
           bullets(tr("What is not modelled"), kind.fidelity.notModelled) + QStringLiteral("<h4>%1</h4>").arg(tr("Properties"));
}

QString nodeHelp(const model::Document& document, model::NodeId id, const Marking& marking) {
    const model::KindSpec* kind = document.node(id).kind;
    if (!kind) return tr("<p>This version of Skerry does not know this kind. It is kept as it is and saved again.</p>");
    QString html = kindHead(*kind);
    for (const model::PropertySpec& spec : kind->properties) html += rowHelp(spec, document.value(id, spec.key), spec.key, marking);
    return html;
}

QString linkHelp(const model::Link& link, const Marking& marking) {
    QString html = tr("<h3>Calls</h3><p>What the caller asks of the target. Each access pattern is checked, simulated and charted by itself; the path through subnet, routes and endpoints is found by Skerry.</p>");
    if (link.spec)
        for (const model::PropertySpec& spec : link.spec->properties) html += rowHelp(spec, spec.fallback, spec.key, marking);
    return html;
}

QString designHelp() {
    return tr("<h3>The design</h3><p>Drag a Region from the palette onto the canvas, then a VPC into it, then subnets. Tables and functions "
              "stand in the Region. Draw a link from a client or fleet to a table and give it access patterns here.</p>"
              "<p>Press F5 to run. Ctrl+F finds a node, Ctrl+Shift+A a command, F1 shows help on what has the focus, ? the keys of the canvas.</p>"
              "<h4>Properties of the design</h4>");
}

}  // namespace

QString helpHtml(const model::Document& document, const std::vector<model::Uid>& subjects, const Theme& theme, const QString& marked) {
    const Marking marking{theme, marked};
    if (subjects.empty()) {
        QString html = designHelp();
        for (const model::PropertySpec& spec : document.registry().documentProperties()) html += rowHelp(spec, spec.fallback, spec.key, marking);
        return html;
    }
    if (subjects.size() > 1) return tr("<h3>Several objects</h3><p>The rows that all of them have can be changed together. Select one of them for its own help.</p>");
    if (const auto node = document.findNode(subjects.front())) return nodeHelp(document, *node, marking);
    if (const auto link = document.findLink(subjects.front())) return linkHelp(document.link(*link), marking);
    return {};
}

QString kindHelpHtml(const model::KindSpec& kind, const Theme& theme) {
    const Marking marking{theme, {}};
    QString html = kindHead(kind);
    for (const model::PropertySpec& spec : kind.properties) html += rowHelp(spec, spec.fallback, spec.key, marking);
    return html;
}

}  // namespace app
