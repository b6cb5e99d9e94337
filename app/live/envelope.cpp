// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/envelope.h"

#include "app/live/runcontroller.h"
#include "app/transport/speedscale.h"
#include "model/core/quantity.h"
#include "model/reachability/reach.h"
#include "model/rules/facts.h"
#include "model/traffic/accesspattern.h"

#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

QString tr(const char* text) { return Envelope::tr(text); }

QString nameOf(const model::Document& document, std::uint64_t uid) {
    const auto node = document.findNode({uid});
    return node ? document.name(*node).toHtmlEscaped() : tr("the caller");
}

QString view(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toHtmlEscaped(); }

QString units(std::int32_t halves) { return QString::number(halves / 2.0, 'g', 6); }

// What the plan says of the pattern that a journey belongs to; null once the design no longer has it.
const plan::AccessPattern* patternOf(const plan::Plan* plan, std::uint64_t uid) {
    if (!plan) return nullptr;
    const auto it = std::ranges::find(plan->patterns, uid, &plan::AccessPattern::uid);
    return it == plan->patterns.end() ? nullptr : &*it;
}

// AWS's exception: it depends on the table's mode, and a transaction has one of its own with the reasons in a list.
std::string_view exceptionOf(const plan::Plan* plan, const plan::AccessPattern* pattern, plan::Refusal code) {
    if (!pattern) return plan::refusalText(code).exception;
    if (plan::isTransaction(pattern->operation) && plan::isThrottle(code)) return "TransactionCanceledException";
    const auto* store = std::get_if<plan::UnitStoreStation>(&plan->stations[pattern->target].parameters);
    return plan::exceptionName(code, store ? store->throughput.billing : plan::BillingMode::Provisioned);
}

QString refusal(const plan::Plan* plan, const plan::AccessPattern* pattern, plan::Refusal code) {
    const plan::RefusalText& text = plan::refusalText(code);
    const std::string_view name = exceptionOf(plan, pattern, code);
    const QString exception = name.empty() ? QString() : QStringLiteral(" (%1, HTTP %2)").arg(view(name)).arg(text.httpStatus);
    return QStringLiteral("<b>%1</b>%2<br>%3").arg(view(text.reason), exception, view(text.meaning));
}

// The sums that a call of the pattern may come to: for an item that is there, and for one that is not.
std::vector<plan::ExplainedUnits> sumsOf(const plan::AccessPattern& p) {
    const std::int64_t oldBytes = p.oldItemBytes >= 0 ? p.oldItemBytes : p.itemBytes;
    const std::vector<std::int64_t> items(std::max(p.itemsPerCall, 1U), p.itemBytes);
    const auto mode = p.consistency == plan::Consistency::Strong ? plan::ReadMode::Strong : plan::ReadMode::Eventual;
    switch (p.operation) {
        case plan::Operation::GetItem: return {plan::explainRead(p.itemBytes, mode), plan::explainRead(0, mode)};
        case plan::Operation::Query:
        case plan::Operation::Scan: return {plan::explainQuery(items, mode, std::vector<std::int64_t>(p.fetchedBytes > 0 ? items.size() : 0, p.fetchedBytes))};
        case plan::Operation::BatchGetItem: return {plan::explainBatchRead(items, mode)};
        case plan::Operation::TransactGetItems: return {plan::explainBatchRead(items, plan::ReadMode::Transactional)};
        case plan::Operation::PutItem:
        case plan::Operation::UpdateItem: return {plan::explainWrite(oldBytes, p.itemBytes, plan::WriteMode::Standard), plan::explainWrite(0, p.itemBytes, plan::WriteMode::Standard)};
        case plan::Operation::DeleteItem: return {plan::explainWrite(oldBytes, 0, plan::WriteMode::Standard), plan::explainWrite(0, 0, plan::WriteMode::Standard)};
        case plan::Operation::BatchWriteItem: return {plan::explainBatchWrite(items, plan::WriteMode::Standard)};
        case plan::Operation::TransactWriteItems: return {plan::explainBatchWrite(items, plan::WriteMode::Transactional)};
        default: return {};
    }
}

// Entries in local indexes are writes of their own; a deletion that meets no item makes none.
std::vector<plan::ExplainedUnits> sumsWithLocalEntries(const plan::AccessPattern& p) {
    std::vector<plan::ExplainedUnits> sums = sumsOf(p);
    const auto mode = plan::isTransaction(p.operation) ? plan::WriteMode::Transactional : plan::WriteMode::Standard;
    const bool isMany = plan::isBatch(p.operation) || plan::isTransaction(p.operation);
    for (const std::int64_t bytes : p.localEntryBytes)
        for (plan::ExplainedUnits& sum : sums) {
            if (p.operation == plan::Operation::DeleteItem && &sum != &sums.front()) continue;
            const plan::CapacityUnits each = plan::writeUnits(0, bytes, mode) * (isMany ? std::max(p.itemsPerCall, 1U) : 1U);
            sum.units += each;
            sum.steps.push_back("local index + " + plan::unitsText(each) + " = " + plan::unitsText(sum.units));
        }
    return sums;
}

QString arithmetic(const plan::AccessPattern* pattern, const sim::HopRecord& hop) {
    if (pattern)
        for (const plan::ExplainedUnits& sum : sumsWithLocalEntries(*pattern)) {
            if (sum.units.halves != hop.unitsHalves) continue;
            QStringList steps;
            for (const std::string& step : sum.steps)
                if (steps.size() < 3 || &step == &sum.steps.back()) steps += QString::fromStdString(step).toHtmlEscaped();
            return tr("%1: %2 units; partition %3.").arg(steps.join(QStringLiteral("; ")), units(hop.unitsHalves)).arg(hop.partition);
        }
    return tr("%1 in blocks costs %2 units; partition %3.").arg(model::formatQuantity(hop.itemBytes, model::Unit::Bytes), units(hop.unitsHalves)).arg(hop.partition);
}

QString served(const plan::Plan* plan, const plan::AccessPattern* pattern, const sim::HopRecord& hop) {
    QString html = arithmetic(pattern, hop);
    html += QStringLiteral("<br>") + tr("Tokens of the table: %1 before, %2 after. Of the partition: %3 before, %4 after.")
                .arg(hop.tableTokensBefore, 0, 'f', 1).arg(hop.tableTokensAfter, 0, 'f', 1).arg(hop.partitionTokensBefore, 0, 'f', 1).arg(hop.partitionTokensAfter, 0, 'f', 1);
    if (hop.refusal != plan::Refusal::None) html += QStringLiteral("<br>") + refusal(plan, pattern, hop.refusal);
    return html;
}

// How the name of the service is answered, which decides the way (B-180).
QString resolverText(model::Door door) {
    switch (door) {
        case model::Door::GatewayEndpoint: return tr("The name resolves to the service's public addresses, which the endpoint's prefix list covers.");
        case model::Door::InterfaceEndpoint: return tr("The name resolves to the private addresses of the endpoint's interfaces.");
        case model::Door::AwsNetwork: return tr("The name resolves to the service's public addresses, which AWS's own network reaches.");
        case model::Door::Local: return tr("The name resolves to an address within the network.");
        case model::Door::None: return tr("The name leads nowhere.");
        default: return tr("The name resolves to the service's public addresses.");
    }
}

// The endpoint that this way leads through because the caller asks for it by its own name; null: by the service's name.
model::Uid namedDoor(const model::NodeView& caller, const plan::Plan& plan, const plan::Path& path) {
    for (const plan::PathHop& hop : path.hops)
        for (const model::LinkView& link : caller.linksOut())
            for (const model::LinkWay& way : model::waysOf(link))
                if (way.via == model::Uid{plan.stations[hop.station].uid}) return way.via;
    return {};
}

// What the packets of this journey meet on their way: the resolver, security groups, network ACLs, routes, doors and their policies.
QString wayHtml(const RunController& run, const model::Document& document, const sim::HopRecord& first) {
    const plan::Plan* plan = run.plan();
    const plan::AccessPattern* pattern = patternOf(plan, first.patternUid);
    if (!pattern || first.path >= pattern->paths.size()) return {};
    const auto caller = document.findNode({plan->stations[pattern->source].uid});
    // Requests through a cache lead to it; what it passes on goes its own way.
    const bool isCached = pattern->via != plan::kNoStation;
    const auto target = document.findNode({plan->stations[isCached ? pattern->via : pattern->target].uid});
    if (!caller || !target) return {};
    model::Facts facts(document);
    const model::NodeView from = facts.view(*caller);
    const model::Reach reach = model::tellReach(from, facts.view(*target), isCached ? model::Uid() : namedDoor(from, *plan, pattern->paths[first.path]));
    const auto way = std::ranges::find(reach.paths, model::Uid{pattern->paths[first.path].presenceUid}, &model::ReachPath::presence);
    if (way == reach.paths.end()) return {};
    QString html = tr("<p><b>The way</b> %1. %2</p><table cellspacing=\"4\">").arg(model::doorTitle(way->door).toHtmlEscaped(), resolverText(way->door));
    for (const model::ReachHop& hop : way->hops) {
        const auto node = document.findNode(hop.node);
        const QString name = node ? document.name(*node).toHtmlEscaped() : tr("default");
        html += QStringLiteral("<tr><td>%1</td><td>&nbsp;%2&nbsp;</td><td>%3</td></tr>").arg(name, hop.decision.toHtmlEscaped(), hop.by.toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

QString stepText(const plan::Plan* plan, const model::Document& document, const sim::HopRecord& hop) {
    const plan::AccessPattern* pattern = patternOf(plan, hop.patternUid);
    const QString from = nameOf(document, hop.fromUid);
    const QString to = nameOf(document, hop.toUid);
    const QString tookMs = QString::number(static_cast<double>(hop.arriveNs - hop.departNs) * 1e-6, 'f', 3);
    switch (hop.kind) {
        case sim::HopKind::Request: return tr("%1 → %2, %3 ms").arg(from, to, tookMs);
        case sim::HopKind::Response: return tr("Answer %1 → %2, %3 ms").arg(from, to, tookMs);
        case sim::HopKind::Dropped: return tr("Stopped at %1. ").arg(to) + refusal(plan, pattern, hop.refusal);
        case sim::HopKind::Served: return tr("At %1, %2 ms. ").arg(to, tookMs) + served(plan, pattern, hop);
        case sim::HopKind::Connect: return tr("%1 opens a new connection in %2 ms.").arg(from, tookMs);
        case sim::HopKind::RetryWait: return tr("The SDK waits %1 ms before attempt %2.").arg(tookMs).arg(hop.attempt + 1);
        case sim::HopKind::Finished:
            return hop.refusal == plan::Refusal::None ? tr("Succeeded after %1 ms.").arg(tookMs) : tr("Gave up after %1 ms. ").arg(tookMs) + refusal(plan, pattern, hop.refusal);
        case sim::HopKind::IndexFeed: return tr("The change goes on to %1: %2 units there, after %3 ms.").arg(to, units(hop.unitsHalves), tookMs);
        case sim::HopKind::TtlDelete: return tr("Deleted by time to live.");
        case sim::HopKind::Replication: return tr("The change reaches %1 after %2 ms.").arg(to, tookMs);
        case sim::HopKind::ReplicationSent: return tr("The change leaves for %1.").arg(to);
        case sim::HopKind::StreamRecord: return tr("The change enters %1; its readers see it after %2 ms.").arg(to, tookMs);
        case sim::HopKind::StreamBatch: return tr("A batch of %1 records goes to %2, %3 ms after its last write.").arg(hop.unitsHalves / 2).arg(to, tookMs);
        case sim::HopKind::CacheTurn: return hop.refusal == plan::Refusal::None ? tr("%1 has it and answers in %2 ms.").arg(to, tookMs) : tr("Stopped at %1. ").arg(to) + refusal(plan, pattern, hop.refusal);
        case sim::HopKind::Forward: return tr("%1 passes it on to %2, %3 ms").arg(from, to, tookMs);
        case sim::HopKind::Failure: return tr("The batch is given up and goes to %1.").arg(to);
        case sim::HopKind::Scaling:
        case sim::HopKind::FaultStart:
        case sim::HopKind::FaultEnd: return {};  // no step of a request
    }
    return {};
}

}  // namespace

QString envelopeHtml(const RunController& run, const model::Document& document, const std::vector<sim::HopRecord>& journey) {
    if (journey.empty()) return tr("<p>This request was not among the sampled ones, or is forgotten by now.</p>");
    const sim::HopRecord& first = journey.front();
    QString html = tr("<h3>%1</h3><p>Request %2 from %3, key %4, made at %5.</p>")
                       .arg(run.patternName(first.patternUid).toHtmlEscaped()).arg(first.request).arg(nameOf(document, first.fromUid)).arg(first.key).arg(clockText(first.departNs));
    html += wayHtml(run, document, first) + QStringLiteral("<table width=\"100%\" cellpadding=\"4\">");
    std::uint16_t attempt = 0;
    for (const sim::HopRecord& hop : journey) {
        // What follows from a write (a change on its way to an index or a stream) belongs to no attempt.
        if (hop.attempt > attempt && hop.kind != sim::HopKind::Finished) {
            attempt = hop.attempt;
            html += tr("<tr><td colspan=\"2\"><b>Attempt %1</b></td></tr>").arg(attempt);
        }
        // The end of a request is on record with its beginning.
        const std::int64_t atNs = hop.kind == sim::HopKind::Finished ? hop.arriveNs : hop.departNs;
        const double sinceMs = static_cast<double>(atNs - first.departNs) * 1e-6;
        html += QStringLiteral("<tr><td valign=\"top\" align=\"right\" width=\"96\"><tt>+%1 ms</tt></td><td>%2</td></tr>").arg(sinceMs, 0, 'f', 3).arg(stepText(run.plan(), document, hop));
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
