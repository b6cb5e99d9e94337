// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/helppage.h"

#include "model/core/quantity.h"

#include <QCoreApplication>
#include <QLabel>

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

QString rowHelp(const model::PropertySpec& spec, const model::Value& value) {
    QString html = QStringLiteral("<p><b>%1</b><br>%2").arg(kindText(spec.title), kindText(spec.help));
    const QString preset = model::formatValue(spec, spec.fallback);
    if (!preset.isEmpty() && spec.type != model::ValueType::Rows) html += QStringLiteral(" ") + tr("Default: %1.").arg(preset.toHtmlEscaped());
    if (spec.isAssumption())
        html += QStringLiteral("<br><i>%1</i>").arg(tr("Assumed (%1): %2").arg(QString::fromUtf8(spec.source + 3).trimmed().toHtmlEscaped(), model::formatValue(spec, value).toHtmlEscaped()));
    else if (*spec.source)
        html += QStringLiteral("<br><i>%1</i>").arg(tr("Source: %1").arg(QString::fromUtf8(spec.source).toHtmlEscaped()));
    return html + QStringLiteral("</p>");
}

QString nodeHelp(const model::Document& document, model::NodeId id) {
    const model::KindSpec* kind = document.node(id).kind;
    if (!kind) return tr("<p>This version of Skerry does not know this kind. It is kept as it is and saved again.</p>");
    QString html = QStringLiteral("<h3>%1</h3><p>%2</p>").arg(kindText(kind->title), kindText(kind->help));
    html += bullets(tr("What is modelled"), kind->fidelity.modelled) + bullets(tr("What is not modelled"), kind->fidelity.notModelled);
    html += QStringLiteral("<h4>%1</h4>").arg(tr("Properties"));
    for (const model::PropertySpec& spec : kind->properties) html += rowHelp(spec, document.value(id, spec.key));
    return html;
}

QString designHelp() {
    return tr("<h3>The design</h3><p>Drag a Region from the palette onto the canvas, then a VPC into it, then subnets. Tables and functions "
              "stand in the Region. Draw a link from a client or fleet to a table and give it access patterns here.</p>"
              "<p>Press F5 to run. Ctrl+F finds a node, Ctrl+Shift+A a command, F1 shows help.</p>");
}

}  // namespace

QWidget* makeHelpPage(const model::Document& document, const std::vector<model::Uid>& subjects, QWidget* parent) {
    QString html;
    if (subjects.empty()) html = designHelp();
    if (subjects.size() > 1) html = tr("<p>Several objects are selected. The rows that all of them have can be changed together.</p>");
    if (subjects.size() == 1) {
        if (const auto node = document.findNode(subjects.front())) html = nodeHelp(document, *node);
        if (const auto link = document.findLink(subjects.front())) {
            html = tr("<h3>Calls</h3><p>What the caller asks of the target. Each access pattern is checked, simulated and charted by itself; the path through subnet, routes and endpoints is found by Skerry.</p>");
            if (const model::LinkSpec* spec = document.link(*link).spec)
                for (const model::PropertySpec& column : spec->properties.front().columns) html += rowHelp(column, column.fallback);
        }
    }
    auto* label = new QLabel(html, parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    label->setAlignment(Qt::AlignTop);
    return label;
}

}  // namespace app
