// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/reportsections.h"

#include "app/jobs/digits.h"
#include "app/jobs/faulttext.h"
#include "app/jobs/metricnames.h"
#include "app/jobs/nodenames.h"
#include "app/jobs/patternnames.h"
#include "app/jobs/validatejob.h"
#include "model/core/plural.h"
#include "model/core/quantity.h"
#include "model/reachability/reach.h"
#include "model/rules/waivers.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace app::report {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("report", text); }
QString modelText(const char* text) { return QCoreApplication::translate("model", text).toHtmlEscaped(); }

QString severityMark(model::Severity severity) {
    const QString name = model::severityName(severity);
    return QStringLiteral("<span class=\"pill %1\">%1</span>").arg(name);
}

QString several(const char* text, qint64 n) { return model::counted("report", text, n); }

QString count(std::uint64_t n) { return grouped(n); }

QString ms(double value) { return grouped(QString::number(value, 'f', value < 10 ? 2 : 1)); }

QString quantity(double number, model::Unit unit) { return grouped(model::formatQuantity(number, unit)); }

// Cells that are HTML already carry this mark.
const QString kRaw = QStringLiteral("\x01");
QString cell(const QString& text) { return text.startsWith(kRaw) ? text.mid(1) : text.toHtmlEscaped(); }

/// Whether the column holds amounts, which stand one under the other.
bool isOfNumbers(const QList<QStringList>& rows, qsizetype column) {
    static const QRegularExpression amount(QStringLiteral("^[0-9][0-9,.]*( ?(B|KiB|MiB|GiB|ms|s|%|RCU|WCU|/s))?$"));
    return !rows.isEmpty() && std::ranges::all_of(rows, [&](const QStringList& row) { return column < row.size() && amount.match(row[column]).hasMatch(); });
}

/// A source as its rule tells it; an address becomes a link.
QString sourceText(const model::RuleSpec* rule) {
    static const QRegularExpression address(QStringLiteral("https?://[^\\s,;)]+"));
    if (!rule || *rule->source == '\0') return {};
    QString html = QString::fromUtf8(rule->source).toHtmlEscaped();
    return html.replace(address, QStringLiteral("<a href=\"\\0\">\\0</a>"));
}

QString pathStory(const model::Document& document, const model::ReachPath& path) {
    QStringList hops;
    for (const model::ReachHop& hop : path.hops) {
        const auto node = document.findNode(hop.node);
        const QString name = node ? document.name(*node).toHtmlEscaped() : tr("default");
        hops += QStringLiteral("<b>%1</b> %2").arg(name, hop.decision.toHtmlEscaped());
    }
    QString story = hops.join(QStringLiteral(" → "));
    for (const model::Blocker& blocker : path.blockers)
        story += QStringLiteral("<br><span class=\"error\">%1: %2</span>").arg(blocker.code.toHtmlEscaped(), blocker.message.toHtmlEscaped());
    return story;
}

QString rateText(const model::AccessPattern& p) {
    const auto rate = [](double r) { return quantity(r, model::Unit::PerSecond); };
    if (p.isTriggered()) return (p.rateShape == u"perRecord" ? tr("%1 for each record") : tr("%1 for each invocation")).arg(p.perTrigger);
    if (p.rateShape == u"constant") return rate(p.ratePerSecond);
    if (p.rateShape == u"replay") return tr("replayed, up to %1").arg(rate(p.highestRate()));
    return QStringLiteral("%1, %2 – %3").arg(p.rateShape, rate(p.ratePerSecond), rate(p.peakPerSecond));
}

QString bullets(const QString& title, const std::vector<const char*>& lines) {
    if (lines.empty()) return {};
    QString html = QStringLiteral("<p>%1</p><ul>").arg(title);
    for (const char* line : lines) html += QStringLiteral("<li>%1</li>").arg(modelText(line));
    return html + QStringLiteral("</ul>");
}

QList<QStringList> assumedNumbers(const model::Document& document) {
    QList<QStringList> rows;
    for (const model::NodeId id : document.nodes()) {
        const model::KindSpec* kind = document.node(id).kind;
        if (!kind) continue;
        for (const model::PropertySpec& spec : kind->properties)
            if (spec.isAssumption())
                rows += QStringList{document.path(id), QCoreApplication::translate("model", spec.title), grouped(model::formatValue(spec, document.value(id, spec.key))), QString::fromUtf8(spec.source + 3).trimmed()};
    }
    return rows;
}

}  // namespace

QString section(const QString& title, const QString& content) {
    return content.isEmpty() ? QString() : QStringLiteral("<section><h2>%1</h2>%2</section>\n").arg(title, content);
}

QString table(const QStringList& header, const QList<QStringList>& rows) {
    QStringList classes;
    for (qsizetype column = 0; column < header.size(); ++column) classes += isOfNumbers(rows, column) ? QStringLiteral(" class=\"number\"") : QString();
    QString html = QStringLiteral("<table><thead><tr>");
    for (qsizetype column = 0; column < header.size(); ++column) html += QStringLiteral("<th%1>%2</th>").arg(classes[column], header[column].toHtmlEscaped());
    html += QStringLiteral("</tr></thead><tbody>");
    for (const QStringList& row : rows) {
        html += QStringLiteral("<tr>");
        for (qsizetype column = 0; column < row.size(); ++column) html += QStringLiteral("<td%1>").arg(classes.value(column)) + cell(row[column]) + QStringLiteral("</td>");
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</tbody></table>");
}

namespace {

QString acceptedTable(const model::Document& document) {
    QList<QStringList> rows;
    for (const model::Waiver& waiver : model::waiversOf(document))
        rows += QStringList{kRaw + QStringLiteral("<span class=\"rule\">%1</span>").arg(waiver.rule.toHtmlEscaped()), waiver.node.isNull() ? tr("anywhere") : nodePath(document, waiver.node), waiver.reason};
    return rows.isEmpty() ? QString() : QStringLiteral("<h3>%1</h3>").arg(tr("Accepted")) + table({tr("Rule"), tr("Where"), tr("Reason")}, rows);
}

}  // namespace

QString findings(const model::Document& document) {
    const ValidateResult result = validate(document);
    QHash<QString, const model::RuleSpec*> rules;
    for (const model::RuleSpec* rule : document.registry().allRules()) rules.insert(QString::fromLatin1(rule->id), rule);
    QList<QStringList> rows;
    for (const model::Issue& issue : result.findings) {
        const QString source = sourceText(rules.value(issue.rule));
        QString finding = grouped(issue.message).toHtmlEscaped();
        if (!source.isEmpty()) finding += QStringLiteral("<div class=\"source\">%1: %2</div>").arg(tr("Source"), source);
        rows += QStringList{kRaw + severityMark(issue.severity), kRaw + QStringLiteral("<span class=\"rule\">%1</span>").arg(issue.rule.toHtmlEscaped()), kRaw + finding,
                            issue.nodes.empty() ? QString() : nodePath(document, issue.nodes.front())};
    }
    QString html = tr("<p>%1, %2, %3 advice, %4; %5 accepted with a reason.</p>")
                       .arg(several(QT_TRANSLATE_NOOP("report", "%n error(s)"), result.errors), several(QT_TRANSLATE_NOOP("report", "%n warning(s)"), result.warnings)).arg(result.advice)
                       .arg(several(QT_TRANSLATE_NOOP("report", "%n explanation(s)"), result.infos)).arg(result.waived.size());
    if (!result.waiting.empty()) html += tr("<p>%1 silent because a value is known only after deployment.</p>").arg(result.waiting.size() == 1 ? tr("1 check is") : tr("%1 checks are").arg(result.waiting.size()));
    if (!rows.isEmpty()) html += table({tr("Severity"), tr("Rule"), tr("Finding"), tr("Where")}, rows);
    return html + acceptedTable(document);
}

void addPaths(const model::Document& document, model::NodeId caller, const model::LinkWay& way, QList<QStringList>& rows) {
    const auto target = document.findNode(way.to);
    if (!target) return;
    const model::Reach reach = model::tellReach(model::NodeView(document, caller), model::NodeView(document, *target), way.via);
    for (const model::ReachPath& path : reach.paths) {
        const auto subnet = document.findNode(path.presence);
        const QString from = subnet ? tr("%1 in %2").arg(document.name(caller), document.name(*subnet)) : document.name(caller);
        rows += QStringList{from, document.name(*target), path.reachable ? model::doorTitle(path.door) : kRaw + QStringLiteral("<span class=\"pill error\">%1</span>").arg(tr("blocked")), kRaw + pathStory(document, path)};
    }
}

QString paths(const model::Document& document) {
    QList<QStringList> rows;
    for (const model::LinkId id : document.links()) {
        const model::Link& link = document.link(id);
        if (link.data.type != model::kCalls) continue;
        for (const model::LinkWay& way : model::waysOf(model::LinkView(document, id))) addPaths(document, link.from, way, rows);
    }
    return rows.isEmpty() ? QString() : table({tr("From"), tr("To"), tr("Door"), tr("Hop by hop")}, rows);
}

namespace {

/// "1.5 KiB", of what takes several at once "20 x 256 B".
QString itemsText(const model::AccessPattern& p) {
    const QString size = quantity(p.itemBytes, model::Unit::Bytes);
    return p.itemsPerCall > 1 ? tr("%1 × %2").arg(grouped(QString::number(p.itemsPerCall, 'f', 0)), size) : size;
}

/// What the inspector calls the choice that a pattern made in that column.
QString titleOf(const model::Document& document, const QString& column, const QString& choice) {
    const model::LinkSpec* link = document.registry().link(model::kCalls);
    if (link)
        for (const model::PropertySpec& rows : link->properties)
            for (const model::PropertySpec& spec : rows.columns)
                if (spec.key == column) return model::formatValue(spec, choice);
    return choice;
}

/// The time to live that a write gives its item.
QString expiryText(const model::AccessPattern& p) {
    const bool puts = p.operation.contains(u"Write") || p.operation == u"PutItem" || p.operation == u"UpdateItem";
    if (!puts) return QStringLiteral("–");
    return p.expiresAfterS > 0 ? quantity(p.expiresAfterS, model::Unit::Seconds) : tr("never");
}

/// How a read is answered. A write has no consistency to choose; a transaction is serializable.
QString consistencyText(const model::AccessPattern& p) {
    if (p.operation.startsWith(u"Transact")) return tr("serializable");
    const bool isRead = p.operation == u"GetItem" || p.operation == u"Query" || p.operation == u"Scan" || p.operation == u"BatchGetItem";
    return isRead ? p.consistency : QStringLiteral("–");
}

}  // namespace

QString patterns(const model::Document& document) {
    QList<QStringList> rows;
    QHash<QString, int> namesakes;
    for (const model::NodeId id : document.nodes()) ++namesakes[document.name(id)];
    const auto shown = [&](std::optional<model::NodeId> node) {
        if (!node) return QString();
        return namesakes.value(document.name(*node)) > 1 ? nodePath(document, document.node(*node).uid()) : document.name(*node);
    };
    for (const model::LinkId id : document.links())
        for (const model::AccessPattern& p : model::patternsOf(model::LinkView(document, id))) {
            const auto resource = document.findNode(p.resource);
            const auto caller = document.findNode(p.caller);
            rows += QStringList{p.name, shown(caller), shown(resource), p.operation, rateText(p),
                                itemsText(p), titleOf(document, model::pattern::kKeys, p.keyDistribution), consistencyText(p), expiryText(p), titleOf(document, model::pattern::kRetryMode, p.retryMode)};
        }
    return rows.isEmpty() ? QString() : table({tr("Pattern"), tr("Caller"), tr("Resource"), tr("Operation"), tr("Rate"), tr("Item size"), tr("Keys"), tr("Consistency"), tr("Expires after"), tr("Retries")}, rows);
}

namespace {

QString faultTable(const sim::RunSummary& s) {
    QList<QStringList> rows;
    for (const sim::FaultSummary& fault : s.faults) {
        const QString until = fault.fault.durationS > 0 ? simulatedText(fault.fault.startS + fault.fault.durationS) : tr("it lasts");
        rows += QStringList{simulatedText(fault.fault.startS), until, faultText(*fault.plan, fault.fault.kind)};
    }
    return rows.isEmpty() ? QString() : QStringLiteral("<h3>%1</h3>").arg(tr("Faults")) + table({tr("From"), tr("Until"), tr("What happened")}, rows);
}

// Everything that was counted and ever other than zero, folded away below the summary.
QString metricTable(const sim::RunSummary& s) {
    QList<QStringList> rows;
    for (const sim::NodeSummary& node : s.nodes)
        for (const sim::MetricSummary& metric : node.metrics) {
            const auto number = [&](double value) { return grouped(QString::number(value, 'f', value == std::floor(value) || value >= 100 ? 0 : 2)); };
            rows += QStringList{QString::fromStdString(node.name), metricTitle(metric.metric, metric.dimension), metricUnit(metric.metric, metric.statistic), number(metric.sum), number(metric.maxPerS)};
        }
    if (rows.isEmpty()) return {};
    return QStringLiteral("<details><summary>%1</summary>").arg(tr("All that was counted")) + table({tr("Node"), tr("Metric"), tr("Unit"), tr("Sum or last value"), tr("Highest")}, rows) + QStringLiteral("</details>");
}

}  // namespace

QString runSummary(const SimulateResult& run) {
    const sim::RunSummary& s = run.summary;
    QString html = tr("<p>Scenario <b>%1</b>: %2 simulated, seed %3, fingerprint <code>%4</code>.</p>")
                       .arg(run.scenario.name.toHtmlEscaped(), simulatedText(s.simulatedS)).arg(s.seed).arg(QString::fromStdString(sim::fingerprintText(s.fingerprint)));
    html += QStringLiteral("<div class=\"cards\">");
    const auto card = [&html](const QString& value, const QString& label) { html += QStringLiteral("<div class=\"card\"><b>%1</b><span>%2</span></div>").arg(value, label); };
    card(count(s.requests.total), tr("requests"));
    card(count(s.requests.succeeded), tr("succeeded"));
    card(count(s.requests.throttled), tr("gave up on throttles"));
    card(count(s.requests.failed), tr("failed"));
    card(count(s.throttledAttempts), tr("throttled attempts"));
    card(ms(s.latency.p50Ms) + QStringLiteral(" ms"), tr("latency, median"));
    card(ms(s.latency.p99Ms) + QStringLiteral(" ms"), tr("latency, p99"));
    html += QStringLiteral("</div>");
    QList<QStringList> rows;
    const std::vector<PatternEnds> ends = patternEnds(s.patterns);
    for (size_t i = 0; i < ends.size(); ++i) {
        const sim::PatternSummary& p = s.patterns[i];
        rows += QStringList{QString::fromStdString(p.name), ends[i].caller, ends[i].resource, count(p.requests.total), count(p.requests.succeeded), count(p.requests.throttled), count(p.requests.failed), ms(p.latency.p50Ms), ms(p.latency.p99Ms), s.fidelity == plan::Fidelity::Exact ? count(p.staleReads) : tr("not counted")};
    }
    return html + table({tr("Pattern"), tr("Caller"), tr("Resource"), tr("Requests"), tr("Succeeded"), tr("Throttled"), tr("Failed"), tr("p50 ms"), tr("p99 ms"), tr("Stale reads")}, rows) + faultTable(s) + metricTable(s);
}

QString assumptions(const model::Document& document, const QStringList& ofThePlan) {
    QString html;
    QSet<QString> seen;
    for (const model::NodeId id : document.nodes()) {
        const model::KindSpec* kind = document.node(id).kind;
        if (!kind || seen.contains(kind->id) || (kind->fidelity.modelled.empty() && kind->fidelity.notModelled.empty())) continue;
        seen.insert(kind->id);
        html += QStringLiteral("<h3>%1</h3>").arg(modelText(kind->title)) + bullets(tr("Modelled:"), kind->fidelity.modelled) + bullets(tr("Not modelled:"), kind->fidelity.notModelled);
    }
    if (!ofThePlan.isEmpty()) {
        html += QStringLiteral("<h3>%1</h3><ul>").arg(tr("Made for this run"));
        for (const QString& line : ofThePlan) html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
        html += QStringLiteral("</ul>");
    }
    const auto rows = assumedNumbers(document);
    if (!rows.isEmpty()) html += QStringLiteral("<h3>%1</h3>").arg(tr("Assumed numbers")) + table({tr("Node"), tr("Number"), tr("Value"), tr("Why")}, rows);
    return html;
}

}  // namespace app::report
