// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/reportfile.h"

#include "app/charts/chartsvg.h"
#include "app/charts/nodecharts.h"
#include "app/jobs/report.h"
#include "app/jobs/reportsections.h"
#include "app/paint/pictureexport.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace app {

namespace {

// Keys of a recorded run's data: files carry them.
const QString kRunKey = QStringLiteral("run");
const QString kChartsKey = QStringLiteral("charts");
const QString kAssumptionsKey = QStringLiteral("assumptions");

model::Result<QByteArray> diagram(const model::Document& document) {
    model::PictureBuilder builder(document);
    return pictureBytes(builder.build(model::linkPaths(document, nullptr)), PictureFormat::Svg, {});
}

// Charts of every station but the plain hops of a way.
std::vector<QByteArray> chartsOf(const model::PlanBuild& build, const SeriesReader& read) {
    const Theme theme(Scheme::Light);
    std::vector<QByteArray> svgs;
    for (const plan::Station& station : build.plan->stations) {
        const auto* hop = std::get_if<plan::HopStation>(&station.parameters);
        if (hop && hop->requestLimitPerS <= 0) continue;
        for (const ChartSpec& chart : nodeCharts(build, {station.uid}, read)) svgs.push_back(chartSvg(chart, theme));
    }
    return svgs;
}

}  // namespace

model::Result<Report> makeReport(const model::Document& document, const QString& title, SimulateOptions options) {
    auto picture = diagram(document);
    if (!picture) return model::Error{picture.error()};
    std::vector<QByteArray> charts;
    options.finished = [&charts](const sim::Run& run, const model::PlanBuild& build) {
        charts = chartsOf(build, [&run](const sim::MetricId& id) { return pointsOf(run.metrics(), id); });
    };
    auto run = simulate(document, options);
    if (!run) return model::Error{run.error()};
    QByteArray html = reportHtml({document, title, {std::move(*picture), std::move(charts)}, *run});
    return Report{std::move(html), std::move(*run)};
}

model::Result<QByteArray> designReport(const model::Document& document, const QString& title, const std::vector<model::RecordedRun>& recorded) {
    auto picture = diagram(document);
    if (!picture) return model::Error{picture.error()};
    ReportInput input{document, title, {std::move(*picture), {}}, std::nullopt};
    if (recorded.empty()) return reportHtml(input);
    const QJsonObject kept = QJsonDocument::fromJson(qUncompress(recorded.back().data)).object();
    input.recordedRun = kept.value(kRunKey).toString();
    for (const QJsonValue& svg : kept.value(kChartsKey).toArray()) input.pictures.chartSvgs.push_back(svg.toString().toUtf8());
    for (const QJsonValue& assumption : kept.value(kAssumptionsKey).toArray()) input.recordedAssumptions += assumption.toString();
    return reportHtml(input);
}

model::RecordedRun recordedRun(const SimulateResult& run, const model::PlanBuild& build, const SeriesReader& read) {
    QJsonArray charts;
    for (const QByteArray& svg : chartsOf(build, read)) charts.append(QString::fromUtf8(svg));
    const QJsonObject kept{{kRunKey, report::runSummary(run)}, {kChartsKey, charts}, {kAssumptionsKey, QJsonArray::fromStringList(run.assumptions)}};
    model::RecordedRun record;
    record.title = QCoreApplication::translate("app", "%1, seed %2, %3").arg(run.scenario.name).arg(run.summary.seed).arg(timeLabel(run.summary.simulatedS, run.summary.simulatedS));
    record.recordedAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    record.summary = QJsonDocument(simulateJson(run)).toJson(QJsonDocument::Compact);
    record.data = qCompress(QJsonDocument(kept).toJson(QJsonDocument::Compact));
    return record;
}

}  // namespace app
