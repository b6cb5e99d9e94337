// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/envelope.h"

#include "app/live/runcontroller.h"
#include "app/transport/speedscale.h"
#include "model/core/quantity.h"

#include <QTextBrowser>
#include <QVBoxLayout>

namespace app {

namespace {

QString tr(const char* text) { return Envelope::tr(text); }

QString nameOf(const model::Document& document, std::uint64_t uid) {
    const auto node = document.findNode({uid});
    return node ? document.name(*node).toHtmlEscaped() : tr("the caller");
}

QString view(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toHtmlEscaped(); }

QString units(std::int32_t halves) { return QString::number(halves / 2.0, 'g', 6); }

QString refusal(plan::Refusal code) {
    const plan::RefusalText& text = plan::refusalText(code);
    const QString exception = text.exception.empty() ? QString() : QStringLiteral(" (%1, HTTP %2)").arg(view(text.exception)).arg(text.httpStatus);
    return QStringLiteral("<b>%1</b>%2<br>%3").arg(view(text.reason), exception, view(text.meaning));
}

QString served(const sim::HopRecord& hop) {
    QString html = tr("%1 in blocks costs %2 units; partition %3.").arg(model::formatQuantity(hop.itemBytes, model::Unit::Bytes), units(hop.unitsHalves)).arg(hop.partition);
    html += QStringLiteral("<br>") + tr("Tokens of the table: %1 before, %2 after. Of the partition: %3 before, %4 after.")
                .arg(hop.tableTokensBefore, 0, 'f', 1).arg(hop.tableTokensAfter, 0, 'f', 1).arg(hop.partitionTokensBefore, 0, 'f', 1).arg(hop.partitionTokensAfter, 0, 'f', 1);
    if (hop.refusal != plan::Refusal::None) html += QStringLiteral("<br>") + refusal(hop.refusal);
    return html;
}

QString stepText(const model::Document& document, const sim::HopRecord& hop) {
    const QString from = nameOf(document, hop.fromUid);
    const QString to = nameOf(document, hop.toUid);
    const QString tookMs = QString::number(static_cast<double>(hop.arriveNs - hop.departNs) * 1e-6, 'f', 3);
    switch (hop.kind) {
        case sim::HopKind::Request: return tr("%1 → %2, %3 ms").arg(from, to, tookMs);
        case sim::HopKind::Response: return tr("Answer %1 → %2, %3 ms").arg(from, to, tookMs);
        case sim::HopKind::Dropped: return tr("Stopped at %1. ").arg(to) + refusal(hop.refusal);
        case sim::HopKind::Served: return tr("At %1, %2 ms. ").arg(to, tookMs) + served(hop);
        case sim::HopKind::RetryWait: return tr("The SDK waits %1 ms before attempt %2.").arg(tookMs).arg(hop.attempt + 1);
        case sim::HopKind::Finished:
            return hop.refusal == plan::Refusal::None ? tr("Succeeded after %1 ms.").arg(tookMs) : tr("Gave up after %1 ms. ").arg(tookMs) + refusal(hop.refusal);
        case sim::HopKind::IndexFeed: return tr("The change goes on to %1.").arg(to);
        case sim::HopKind::TtlDelete: return tr("Deleted by time to live.");
    }
    return {};
}

}  // namespace

QString envelopeHtml(const RunController& run, const model::Document& document, const std::vector<sim::HopRecord>& journey) {
    if (journey.empty()) return tr("<p>This request was not among the sampled ones, or is forgotten by now.</p>");
    const sim::HopRecord& first = journey.front();
    QString html = tr("<h3>%1</h3><p>Request %2 from %3, key %4, made at %5.</p><table width=\"100%\" cellpadding=\"4\">")
                       .arg(run.patternName(first.patternUid).toHtmlEscaped()).arg(first.request).arg(nameOf(document, first.fromUid)).arg(first.key).arg(clockText(first.departNs));
    std::uint16_t attempt = 0;
    for (const sim::HopRecord& hop : journey) {
        if (hop.attempt != attempt && hop.kind != sim::HopKind::Finished) {
            attempt = hop.attempt;
            html += tr("<tr><td colspan=\"2\"><b>Attempt %1</b></td></tr>").arg(attempt);
        }
        const double sinceMs = static_cast<double>(hop.departNs - first.departNs) * 1e-6;
        html += QStringLiteral("<tr><td valign=\"top\" align=\"right\" width=\"96\"><tt>+%1 ms</tt></td><td>%2</td></tr>").arg(sinceMs, 0, 'f', 3).arg(stepText(document, hop));
    }
    return html + QStringLiteral("</table>");
}

Envelope::Envelope(RunController& run, const model::Document& document, std::uint64_t request, QWidget* parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("envelope"));
    setWindowTitle(tr("Request %1").arg(request));
    resize(560, 480);
    auto* text = new QTextBrowser(this);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(text);
    text->setFrameShape(QFrame::NoFrame);
    text->document()->setDocumentMargin(20);
    const auto fill = [&run, &document, request, text, steps = size_t(0)]() mutable {
        const auto journey = run.journey(request);
        if (journey.size() == steps && steps > 0) return;
        steps = journey.size();
        text->setHtml(envelopeHtml(run, document, journey));
    };
    connect(&run, &RunController::metricsChanged, text, fill);
    text->setHtml(envelopeHtml(run, document, run.journey(request)));
}

}  // namespace app
