// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/reportfile.h"

#include "app/charts/chartsvg.h"
#include "app/charts/nodecharts.h"
#include "app/jobs/report.h"
#include "app/paint/pictureexport.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"

namespace app {

namespace {

model::Result<QByteArray> diagram(const model::Document& document) {
    model::PictureBuilder builder(document);
    return pictureBytes(builder.build(model::linkPaths(document, nullptr)), PictureFormat::Svg, {});
}

// Charts of every station but the plain hops of a way.
std::vector<QByteArray> chartsOf(const sim::Run& run, const model::PlanBuild& build) {
    const Theme theme(Scheme::Light);
    const SeriesReader read = [&run](const sim::MetricId& id) { return pointsOf(run.metrics(), id); };
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
    options.finished = [&charts](const sim::Run& run, const model::PlanBuild& build) { charts = chartsOf(run, build); };
    auto run = simulate(document, options);
    if (!run) return model::Error{run.error()};
    QByteArray html = reportHtml({document, title, {std::move(*picture), std::move(charts)}, *run});
    return Report{std::move(html), std::move(*run)};
}

model::Result<QByteArray> designReport(const model::Document& document, const QString& title) {
    auto picture = diagram(document);
    if (!picture) return model::Error{picture.error()};
    return reportHtml({document, title, {std::move(*picture), {}}, std::nullopt});
}

}  // namespace app
