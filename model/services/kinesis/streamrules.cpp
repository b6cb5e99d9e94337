// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/rules/patternfix.h"
#include "model/services/kinesis/kinds.h"
#include "model/traffic/planvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace model::kinesis {

namespace {

constexpr double kRecordsOfAShard = 1000, kBytesOfAShard = 1048576;
constexpr double kLeastS = 86400, kMostS = 365 * 86400.0;

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
bool isPut(const AccessPattern& p) { return p.operation.startsWith(u"Put"); }
double records(const AccessPattern& p) { return p.highestRate() * std::max(p.itemsPerCall, 1.0); }

void checkInput(const NodeView& v, IssueSink& sink) {
    if (v.settledText(kMode) == u"ON_DEMAND" || v.isUnresolved(kShards)) return;
    double perS = 0, bytes = 0;
    for (const AccessPattern& p : patternsInto(v)) {
        if (!isPut(p)) continue;
        perS += records(p);
        bytes += records(p) * p.itemBytes;
    }
    const double needed = std::ceil(std::max(perS / kRecordsOfAShard, bytes / kBytesOfAShard));
    if (needed <= v.number(kShards)) return;
    Issue& issue = sink.add(tr("%1 records and %2 a second go into %3; a shard takes 1,000 records and 1 MB, so that %4 are needed. Add shards.").arg(perS, 0, 'f', 0).arg(formatQuantity(bytes, Unit::Bytes), v.quoted()).arg(needed, 0, 'f', 0), {v.uid()});
    issue.fix = ChangeSet{tr("Take %1 shards").arg(needed, 0, 'f', 0), {SetProperty{v.uid(), kShards, Value(qint64(needed))}}};
}

// Each suffix of the key takes its part, and stays below what a shard takes.
std::optional<ChangeSet> suffixFix(const NodeView& v, const AccessPattern& p, double shards) {
    const double count = std::floor(shards) + 1;
    const QString title = tr("Spread the key over %1 suffixes").arg(count, 0, 'f', 0);
    if (p.keyDistribution == u"hot") return patternFix(v, p, title, pattern::kHotShare, Value(p.hotSharePercent / count));
    if (p.keyDistribution == u"uniform") return patternFix(v, p, title, pattern::kKeyCount, Value(p.keyCount * count));
    return std::nullopt;
}

void checkHotKey(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        const plan::KeyDistribution keys = keysOf(p);
        if (!isPut(p) || keys.shape == plan::KeyDistribution::Shape::Sequential) continue;
        const double hottest = records(p) * plan::KeyShares(keys).probability(0);
        if (hottest <= kRecordsOfAShard && hottest * p.itemBytes <= kBytesOfAShard) continue;
        Issue& issue = sink.add(tr("One partition key of %1 gets %2 records a second; a key goes to one shard, which takes 1,000 records and 1 MB. Choose a key with more values.").arg(v.quoted()).arg(hottest, 0, 'f', 0), {v.uid()}, {p.link});
        issue.fix = suffixFix(v, p, std::max(hottest / kRecordsOfAShard, hottest * p.itemBytes / kBytesOfAShard));
        return;
    }
}

void checkRetention(const NodeView& v, IssueSink& sink) {
    const double keptS = v.number(kRetention);
    if (v.isUnresolved(kRetention) || (keptS >= kLeastS && keptS <= kMostS)) return;
    const double nearest = std::clamp(keptS, kLeastS, kMostS);
    Issue& issue = sink.add(tr("%1 keeps records for %2; 24 hours to 365 days are possible.").arg(v.quoted(), formatQuantity(keptS, Unit::Seconds)), {v.uid()});
    issue.key = kRetention;
    issue.fix = ChangeSet{tr("Keep them for %1").arg(formatQuantity(nearest, Unit::Seconds)), {SetProperty{v.uid(), kRetention, nearest == kLeastS ? std::nullopt : std::optional<Value>(nearest)}}};
}

void sayOrder(const NodeView& v, IssueSink& sink) {
    if (v.settledText(kMode) == u"ON_DEMAND" || v.settledNumber(kShards) > 1) sink.add(tr("Records of %1 are in order within a shard, so for each partition key; between keys there is none.").arg(v.quoted()), {v.uid()});
}

void checkRetries(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        if (!isPut(p) || (p.retryMode != u"none" && p.retryMode != u"immediate")) continue;
        Issue& issue = sink.add(tr("\"%1\" writes into %2 and does not wait before it tries again; a shard that is full answers ProvisionedThroughputExceededException. Retry with a growing pause.").arg(p.name, v.quoted()), {v.uid(), p.caller}, {p.link});
        issue.fix = patternFix(v, p, tr("Use the SDK's standard retries"), pattern::kRetryMode, std::nullopt);
    }
}

}  // namespace

std::vector<RuleSpec> streamRules() {
    constexpr auto kGuide = "Amazon Kinesis Data Streams Developer Guide, quotas";
    return {
        {.id = "KIN-001", .title = QT_TRANSLATE_NOOP("model", "The shards take the input"), .help = QT_TRANSLATE_NOOP("model", "Fires when more than 1,000 records or 1 MB a second and shard go in."), .source = kGuide, .offersFix = true, .check = checkInput},
        {.id = "KIN-002", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "No key is hotter than a shard"), .help = QT_TRANSLATE_NOOP("model", "Fires when the most popular partition key has more than 1,000 records or 1 MB a second."), .source = kGuide, .offersFix = true, .check = checkHotKey},
        {.id = "KIN-005", .title = QT_TRANSLATE_NOOP("model", "Records are kept for 24 hours to 365 days"), .help = QT_TRANSLATE_NOOP("model", "Fires when the retention is outside of that."), .source = kGuide, .offersFix = true, .check = checkRetention},
        {.id = "KIN-007", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Order holds within a shard"), .help = QT_TRANSLATE_NOOP("model", "Says of a stream of several shards what order there is."), .source = "Amazon Kinesis Data Streams Developer Guide, key concepts", .check = sayOrder},
        {.id = "KIN-010", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Producers wait before they try again"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern writes into the stream and retries at once or never."), .source = kGuide, .offersFix = true, .check = checkRetries},
    };
}

}  // namespace model::kinesis
