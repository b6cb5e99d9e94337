// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/report.h"

#include "app/jobs/reportsections.h"
#include "model/core/document.h"
#include "model/core/plural.h"

#include <QCoreApplication>
#include <QFile>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("report", text); }

QString styleSheet() {
    QFile file(QStringLiteral(":/report/report.css"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// An inline picture must not begin with an XML declaration.
QString inlineSvg(const QByteArray& svg) {
    const auto at = svg.indexOf("<svg");
    return at < 0 ? QString() : QString::fromUtf8(svg.mid(at));
}

QString charts(const std::vector<QByteArray>& svgs) {
    if (svgs.empty()) return {};
    QString html = QStringLiteral("<div class=\"charts\">");
    for (const QByteArray& svg : svgs) html += QStringLiteral("<figure>%1</figure>").arg(inlineSvg(svg));
    return html + QStringLiteral("</div>");
}

}  // namespace

QByteArray reportHtml(const ReportInput& input) {
    const QString title = input.title.toHtmlEscaped();
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                                  "<title>%1</title><style>%2</style></head><body>\n").arg(title, styleSheet());
    html += QStringLiteral("<header><h1>%1</h1><p>%2</p></header>\n").arg(title, tr("%1, %2. Made with Skerry.").arg(model::counted("report", QT_TRANSLATE_NOOP("report", "%n node(s)"), input.document.nodeCount()), model::counted("report", QT_TRANSLATE_NOOP("report", "%n link(s)"), input.document.linkCount())));
    html += report::section(tr("Diagram"), QStringLiteral("<figure class=\"diagram\">%1</figure>").arg(inlineSvg(input.pictures.diagramSvg)));
    html += report::section(tr("Findings"), report::findings(input.document));
    if (input.run) html += report::section(tr("Run"), report::runSummary(*input.run));
    else if (!input.recordedRun.isEmpty()) html += report::section(tr("Run"), input.recordedRun);
    html += report::section(tr("Charts"), charts(input.pictures.chartSvgs));
    html += report::section(tr("Paths"), report::paths(input.document));
    html += report::section(tr("Access patterns"), report::patterns(input.document));
    html += report::section(tr("Assumptions"), report::assumptions(input.document, input.run ? input.run->assumptions : input.recordedAssumptions));
    html += QStringLiteral("</body></html>\n");
    return html.toUtf8();
}

}  // namespace app
