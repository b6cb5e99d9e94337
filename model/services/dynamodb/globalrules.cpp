// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/rules/patternfix.h"
#include "model/rules/removalfix.h"
#include "model/services/dynamodb/globaltable.h"
#include "model/services/dynamodb/kinds.h"
#include "model/traffic/load.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

// Rules of tables with replicas. Those of the whole stand at the table.
namespace model::dynamodb {

namespace {

constexpr auto kGuide = "DynamoDB Developer Guide, global tables";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
std::vector<AccessPattern> writesInto(const NodeView& member) {
    std::vector<AccessPattern> writes;
    for (const AccessPattern& p : patternsInto(member))
        if (p.isWrite()) writes.push_back(p);
    return writes;
}

// ---------------------------------------------------------------- Regions and mode
void checkRegions(const NodeView& v, IssueSink& sink) {
    const auto members = membersOf(v);
    const QStringList codes = regionsOf(members);
    for (qsizetype i = 1; i < codes.size(); ++i)
        if (codes.indexOf(codes[i]) < i) {
            Issue& issue = sink.add(tr("%1 has two copies in %2; a Region holds one. Move or remove one of them.").arg(v.quoted(), codes[i]), {members[static_cast<size_t>(i)].uid(), v.uid()});
            issue.fix = removalFix(members[static_cast<size_t>(i)], tr("Remove %1").arg(members[static_cast<size_t>(i)].quoted()));
        }
}

void sayMode(const NodeView& v, IssueSink& sink) {
    if (!membersOf(v).empty() && !isStrong(v)) sink.add(tr("The replicas of %1 are eventually consistent (MREC): each Region takes writes, others see them about a second later, and of two writes of one item the later one stays.").arg(v.quoted()), {v.uid()});
}

void sayLag(const NodeView& v, IssueSink& sink) {
    if (!membersOf(v).empty() && !isStrong(v)) sink.add(tr("How far the replicas of %1 are behind is the metric ReplicationLatency, for each pair of Regions.").arg(v.quoted()), {v.uid()});
}

void checkStrongCount(const NodeView& v, IssueSink& sink) {
    if (!isStrong(v) || v.isUnresolved(kWitness)) return;
    const auto members = membersOf(v);
    const auto count = members.size() + (v.text(kWitness).isEmpty() ? 0 : 1);
    if (members.empty() || count == 3) return;
    Issue& issue = sink.add(tr("%1 is strongly consistent over %2 Regions; it takes exactly three: three replicas, or two and a witness.").arg(v.quoted()).arg(count), {v.uid()});
    issue.fix = witnessFix(v);
}

void checkStrongRegions(const NodeView& v, IssueSink& sink) {
    if (!isStrong(v)) return;
    QStringList codes = regionsOf(membersOf(v));
    if (codes.isEmpty()) return;
    if (const QString witness = v.text(kWitness); !witness.isEmpty()) codes += witness;
    if (!nearSetOf(codes).isEmpty()) return;
    Issue& issue = sink.add(tr("The Regions of %1 (%2) lie far apart: every write and strong read waits for the nearest other one. Choose three of one part of the world.").arg(v.quoted(), codes.join(QStringLiteral(", "))), {v.uid()});
    issue.fix = witnessFix(v);
}

bool isStrongGlobal(const NodeView& v) { return isStrong(v) && !membersOf(v).empty(); }

void checkStrongTtl(const NodeView& v, IssueSink& sink) {
    if (!isStrongGlobal(v) || !v.settledFlag(kTtlEnabled)) return;
    Issue& issue = sink.add(tr("%1 is strongly consistent over Regions, which does not go with time to live. Turn that off, or choose eventual consistency.").arg(v.quoted()), {v.uid()});
    issue.key = kTtlEnabled;
    issue.fix = ChangeSet{tr("Turn time to live off"), {SetProperty{v.uid(), kTtlEnabled, std::nullopt}}};
}

void checkStrongLocal(const NodeView& v, IssueSink& sink) {
    if (!isStrongGlobal(v)) return;
    for (const NodeView& index : v.children(QStringLiteral("localIndex"))) {
        Issue& issue = sink.add(tr("%1 is strongly consistent over Regions, which does not go with local secondary indexes such as %2. Remove it, or choose eventual consistency.").arg(v.quoted(), index.quoted()), {index.uid(), v.uid()});
        if (patternsInto(index).empty()) issue.fix = removalFix(index, tr("Remove %1").arg(index.quoted()));
    }
}

void checkStrongTransactions(const NodeView& v, IssueSink& sink) {
    if (!isStrongGlobal(v) || !usesTransactions(v)) return;
    Issue& issue = sink.add(tr("%1 is strongly consistent over Regions, which does not go with transactions. Leave them out, or choose eventual consistency.").arg(v.quoted()), {v.uid()});
    issue.key = kGlobalMode;
    if (v.settledText(kReplicasMust) == u"nothing") issue.fix = eventualFix(v);
}

void checkStrongSimulated(const NodeView& v, IssueSink& sink) {
    if (isStrong(v) && !membersOf(v).empty()) sink.add(tr("Strong consistency over the Regions of %1 is checked, not simulated: a run replicates its writes eventually.").arg(v.quoted()), {v.uid()});
}

void checkStrongRetry(const NodeView& v, IssueSink& sink) {
    if (!isStrong(v)) return;
    for (const NodeView& member : membersOf(v))
        for (const AccessPattern& p : writesInto(member))
            if (p.retryMode == u"none") {
                Issue& issue = sink.add(tr("\"%1\" writes %2 and never tries again; of two writes of one item in two Regions one fails with ReplicatedWriteConflictException, which is to be retried.").arg(p.name, member.quoted()), {member.uid(), p.caller}, {p.link});
                issue.fix = patternFix(v, p, tr("Use the SDK's standard retries"), pattern::kRetryMode, std::nullopt);
                return;
            }
}

// ---------------------------------------------------------------- capacity
void checkWriteScaling(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v) || isStrong(v)) return;
    for (const NodeView& member : membersOf(v)) {
        if (member.settledFlag(kWriteScaling) || member.isUnresolved(kWriteScaling)) continue;
        Issue& issue = sink.add(tr("%1 is part of a provisioned global table, whose writes must be scaled automatically, or on-demand. Turn write scaling on.").arg(member.quoted()), {member.uid(), v.uid()});
        issue.key = kWriteScaling;
        issue.fix = ChangeSet{tr("Scale writes"), {SetProperty{member.uid(), kWriteScaling, Value(true)}}};
    }
}

void checkEqualSettings(const NodeView& v, IssueSink& sink) {
    const bool onDemand = isOnDemand(v);
    const QStringList keys = onDemand ? QStringList{kMaxWriteUnits} : QStringList{kWriteScalingMin, kWriteScalingMax, kWriteScalingTarget};
    for (const NodeView& replica : replicasOf(v)) {
        ChangeSet fix{tr("Take the settings of %1").arg(v.quoted()), {}};
        for (const QString& key : keys)
            if (!replica.isUnresolved(key) && !v.isUnresolved(key) && replica.value(key) != v.value(key)) fix.changes.emplace_back(SetProperty{replica.uid(), key, v.has(key) ? std::optional(v.value(key)) : std::nullopt});
        if (fix.changes.empty()) continue;
        Issue& issue = sink.add(tr("The write settings of replica %1 in %2 are not those of %3: replicated writes need the same room everywhere. Make them equal.").arg(replica.quoted(), regionCodeOf(replica), v.quoted()), {replica.uid(), v.uid()});
        issue.fix = std::move(fix);
    }
}

void checkReplicatedWrites(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v)) return;
    const auto members = membersOf(v);
    double all = 0;
    for (const NodeView& member : members) all += loadOn(member)->write.sustained;
    for (const NodeView& member : members) {
        const double own = loadOn(member)->write.sustained, has = std::max(member.settledNumber(kWriteUnits), member.settledFlag(kWriteScaling) ? member.settledNumber(kWriteScalingMax) : 0);
        if (all <= has || own > has || all <= own) continue;  // its own load alone is CAP-002's
        Issue& issue = sink.add(tr("The write units of %1 in %2 are %3; with the writes of the other Regions, which all arrive here, %4 are needed. Provision more.").arg(member.quoted(), regionCodeOf(member)).arg(has, 0, 'f', 0).arg(std::ceil(all), 0, 'f', 0), {member.uid(), v.uid()});
        issue.fix = ChangeSet{tr("Provision %1 write units").arg(std::ceil(all), 0, 'f', 0), {SetProperty{member.uid(), kWriteUnits, Value(std::ceil(all))}}};
    }
}

// ---------------------------------------------------------------- what the last writer does
std::vector<NodeView> writtenMembers(const NodeView& v) {
    std::vector<NodeView> members = membersOf(v);
    std::erase_if(members, [](const NodeView& member) { return writesInto(member).empty(); });
    return members;
}

void checkTwoWriters(const NodeView& v, IssueSink& sink) {
    const auto written = writtenMembers(v);
    if (isStrong(v) || written.size() < 2) return;
    std::vector<Uid> nodes{v.uid()};
    for (const NodeView& member : written)
        if (member.uid() != v.uid()) nodes.push_back(member.uid());
    Issue& issue = sink.add(tr("%1 is written in %2 Regions. Where two of them write one item within a second, the earlier write is lost without a word. Give each item one home Region, or choose strong consistency.").arg(v.quoted()).arg(written.size()), nodes);
    issue.fix = strongFix(v);
}

void checkConditions(const NodeView& v, IssueSink& sink) {
    const auto written = writtenMembers(v);
    if (isStrong(v) || written.size() < 2) return;
    for (const NodeView& member : written)
        for (const AccessPattern& p : writesInto(member))
            if (!p.condition.isEmpty() && p.condition != u"none") {
                Issue& issue = sink.add(tr("\"%1\" writes %2 on a condition, which sees this Region's version only; another Region may have changed the item already. Choose strong consistency, or write each item in one Region.").arg(p.name, member.quoted()), {member.uid(), p.caller}, {p.link});
                issue.fix = strongFix(v);
                return;
            }
}

void checkPiecemeal(const NodeView& v, IssueSink& sink) {
    const auto members = membersOf(v);
    for (const NodeView& member : members) {
        const auto patterns = patternsInto(member);
        const auto transaction = std::ranges::find(patterns, QStringLiteral("TransactWriteItems"), &AccessPattern::operation);
        if (transaction == patterns.end() || isStrong(v)) continue;
        for (const NodeView& other : members)
            if (!(other == member) && std::ranges::any_of(patternsInto(other), [](const AccessPattern& p) { return !p.isWrite(); })) {
                sink.add(tr("\"%1\" is atomic in %2 only: readers of %3 may see some of its items before the others.").arg(transaction->name, regionCodeOf(member), other.quoted()), {member.uid(), other.uid()}, {transaction->link});
                return;
            }
    }
}

void checkStrongReads(const NodeView& v, IssueSink& sink) {
    const auto members = membersOf(v);
    if (isStrong(v)) return;
    for (const NodeView& member : members) {
        const bool writtenElsewhere = std::ranges::any_of(members, [&](const NodeView& other) { return !(other == member) && !writesInto(other).empty(); });
        for (const AccessPattern& p : writtenElsewhere ? patternsInto(member) : Patterns())
            if (!p.isWrite() && p.consistency == u"strong") {
                Issue& issue = sink.add(tr("\"%1\" reads %2 strongly, but other Regions write it, too: what they wrote in the last second may be missing. Read in the writer's Region, or choose strong consistency over Regions.").arg(p.name, member.quoted()), {member.uid(), p.caller}, {p.link});
                issue.fix = strongFix(v);
                return;
            }
    }
}

void checkExpiry(const NodeView& v, IssueSink& sink) {
    const auto others = replicasOf(v).size();
    if (others == 0 || isStrong(v) || !v.settledFlag(kTtlEnabled)) return;
    const QString where = others == 1 ? tr("the other Region") : tr("each of the %1 other Regions").arg(others);
    sink.add(tr("Items of %1 expire without write units in the Region where that happens; each deletion is then replicated and costs a write unit for each KiB in %2.").arg(v.quoted(), where), {v.uid()});
}

void checkStreamView(const NodeView& v, IssueSink& sink) {
    if (replicasOf(v).empty() || isStrong(v)) return;
    for (const NodeView& stream : v.children(QStringLiteral("stream"))) {
        if (stream.isUnresolved(kViewType) || stream.text(kViewType) == u"NEW_AND_OLD_IMAGES") continue;
        Issue& issue = sink.add(tr("Stream %1 of %2 does not hold both images, which replication needs. Choose new and old image.").arg(stream.quoted(), v.quoted()), {stream.uid(), v.uid()});
        issue.fix = ChangeSet{tr("Hold both images"), {SetProperty{stream.uid(), kViewType, std::nullopt}}};
    }
}

void checkStreamOn(const NodeView& v, IssueSink& sink) {
    if (replicasOf(v).empty() || isStrong(v)) return;
    for (const NodeView& stream : v.children(QStringLiteral("stream"))) {
        if (stream.isUnresolved(kStreamOn) || stream.flag(kStreamOn)) continue;
        Issue& issue = sink.add(tr("Stream %1 is off, but %2 has eventually consistent replicas, which live on it: AWS does not let it be turned off. Turn it on.").arg(stream.quoted(), v.quoted()), {stream.uid(), v.uid()});
        issue.fix = ChangeSet{tr("Turn it on"), {SetProperty{stream.uid(), kStreamOn, std::nullopt}}};
    }
}

}  // namespace

std::vector<RuleSpec> replicaRules() {
    std::vector<RuleSpec> rules = capacityRules();
    for (const auto& more : {loadRules(), scalingRules()}) rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

std::vector<RuleSpec> globalTableRules() {
    constexpr auto kWarning = Severity::Warning;
    return {
        {.id = "GT-001", .title = QT_TRANSLATE_NOOP("model", "A Region holds one replica"), .help = QT_TRANSLATE_NOOP("model", "Fires when two copies of a table are in one Region."), .source = kGuide, .offersFix = true, .check = checkRegions},
        {.id = "GT-005", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Replicas are eventually consistent unless asked"), .help = QT_TRANSLATE_NOOP("model", "Says of a table with replicas what that means."), .source = kGuide, .check = sayMode},
        {.id = "GT-007", .title = QT_TRANSLATE_NOOP("model", "Provisioned global tables scale their writes"), .help = QT_TRANSLATE_NOOP("model", "Fires when a provisioned copy has no write auto scaling."), .source = kGuide, .offersFix = true, .check = checkWriteScaling},
        {.id = "GT-008", .title = QT_TRANSLATE_NOOP("model", "Write settings are the same everywhere"), .help = QT_TRANSLATE_NOOP("model", "Fires when write scaling or the on-demand maximum of a replica is another than the table's."), .source = kGuide, .offersFix = true, .check = checkEqualSettings},
        {.id = "GT-009", .title = QT_TRANSLATE_NOOP("model", "Every Region applies every write"), .help = QT_TRANSLATE_NOOP("model", "Fires when a copy cannot write what all Regions write together."), .source = kGuide, .offersFix = true, .check = checkReplicatedWrites},
        {.id = "GT-010", .title = QT_TRANSLATE_NOOP("model", "Strong consistency takes three Regions"), .help = QT_TRANSLATE_NOOP("model", "Fires when replicas and witness are not three."), .source = kGuide, .offersFix = true, .check = checkStrongCount},
        {.id = "GT-011", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Strongly consistent Regions are near"), .help = QT_TRANSLATE_NOOP("model", "Fires when the three Regions are not of one part of the world."), .source = kGuide, .offersFix = true, .check = checkStrongRegions},
        {.id = "GT-015", .title = QT_TRANSLATE_NOOP("model", "Strong consistency does without transactions"), .help = QT_TRANSLATE_NOOP("model", "Fires when a strongly consistent global table is called with transactions. Time to live and local indexes do not go with it either: TTL-011, IDX-015."), .source = kGuide, .offersFix = true, .check = checkStrongTransactions},
        {.id = "TTL-011", .title = QT_TRANSLATE_NOOP("model", "Strong consistency does without time to live"), .help = QT_TRANSLATE_NOOP("model", "Fires when items of a strongly consistent global table expire."), .source = kGuide, .offersFix = true, .check = checkStrongTtl},
        {.id = "IDX-015", .title = QT_TRANSLATE_NOOP("model", "Strong consistency does without local indexes"), .help = QT_TRANSLATE_NOOP("model", "Fires when a strongly consistent global table has local secondary indexes."), .source = kGuide, .offersFix = true, .check = checkStrongLocal},
        {.id = "GT-017", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Write conflicts are retried"), .help = QT_TRANSLATE_NOOP("model", "Fires when a writer of a strongly consistent global table never tries again."), .source = kGuide, .offersFix = true, .check = checkStrongRetry},
        {.id = "GT-018", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "The last writer wins"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table is written in two Regions or more."), .source = kGuide, .offersFix = true, .check = checkTwoWriters},
        {.id = "GT-021", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Conditions see one Region"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table that is written in several Regions is written on a condition."), .source = kGuide, .offersFix = true, .check = checkConditions},
        {.id = "GT-028", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Replication has a metric"), .help = QT_TRANSLATE_NOOP("model", "Says of a table with replicas where its lag is measured."), .source = kGuide, .check = sayLag},
        {.id = "CON-006", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Strong reads see one Region"), .help = QT_TRANSLATE_NOOP("model", "Fires when a copy is read strongly that other Regions write."), .source = kGuide, .offersFix = true, .check = checkStrongReads},
        {.id = "TXN-006", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Transactions are atomic in one Region"), .help = QT_TRANSLATE_NOOP("model", "Fires when a copy is written by transactions and another one is read."), .source = "DynamoDB Developer Guide, transactions", .check = checkPiecemeal},
        {.id = "TTL-010", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Replicated deletions cost"), .help = QT_TRANSLATE_NOOP("model", "Fires when items of a table with replicas expire."), .source = "DynamoDB Developer Guide, time to live", .check = checkExpiry},
        {.id = "STR-008", .title = QT_TRANSLATE_NOOP("model", "The stream of a global table is on"), .help = QT_TRANSLATE_NOOP("model", "Fires when the stream of a table with eventually consistent replicas is off."), .source = kGuide, .offersFix = true, .check = checkStreamOn},
        {.id = "STR-009", .title = QT_TRANSLATE_NOOP("model", "The stream of a global table holds both images"), .help = QT_TRANSLATE_NOOP("model", "Fires when the stream of a table with replicas holds less."), .source = kGuide, .offersFix = true, .check = checkStreamView},
        {.id = "SIM-004", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Strong consistency over Regions is not simulated"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table with replicas is strongly consistent."), .source = "Skerry's own limit", .check = checkStrongSimulated},
    };
}

}  // namespace model::dynamodb
