// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/services/dynamodb/globaltable.h"
#include "model/services/dynamodb/kinds.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

// What the application asks of a table with replicas, and what its Regions allow.
namespace model::dynamodb {

namespace {

constexpr auto kGuide = "DynamoDB Developer Guide, global tables";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

void checkEnabled(const NodeView& v, IssueSink& sink) {
    const QString key = QStringLiteral("enabled");  // of a Region: frozen
    for (const NodeView& replica : replicasOf(v)) {
        const auto region = regionOf(replica);
        if (!region || !region->kind()->property(key) || region->settledFlag(key)) continue;
        sink.add(tr("Replica %1 of %2 lies in %3, which is not enabled in the account. Enable the Region, or choose another.").arg(replica.quoted(), v.quoted(), region->quoted()), {replica.uid(), region->uid(), v.uid()});
    }
}

void checkWitnessTraffic(const NodeView& v, IssueSink& sink) {
    if (!isStrong(v) || v.isUnresolved(kWitness)) return;
    const QString witness = v.text(kWitness);
    const auto members = membersOf(v);
    for (const NodeView& member : members) {
        if (witness.isEmpty() || regionCodeOf(member) != witness || patternsInto(member).empty()) continue;
        const AccessPattern p = patternsInto(member).front();
        Issue& issue = sink.add(tr("\"%1\" calls %2 in %3, where %4 has its witness, which answers no requests. Call a copy in another Region, or do without the witness.").arg(p.name, member.quoted(), witness, v.quoted()), {member.uid(), p.caller, v.uid()}, {p.link});
        if (members.size() == 3) issue.fix = ChangeSet{tr("Do without a witness"), {SetProperty{v.uid(), kWitness, std::nullopt}}};
        return;
    }
}

void checkLoss(const NodeView& v, IssueSink& sink) {
    if (isStrong(v) || membersOf(v).empty() || v.settledText(kReplicasMust) != u"loseNothing") return;
    Issue& issue = sink.add(tr("%1 must lose no write, but its replicas are eventually consistent: the loss of a Region loses what was not replicated yet, about a second of writes. Choose strong consistency.").arg(v.quoted()), {v.uid()});
    issue.key = kGlobalMode;
    issue.fix = strongFix(v);
}

void checkLatest(const NodeView& v, IssueSink& sink) {
    if (isStrong(v) || membersOf(v).empty() || v.settledText(kReplicasMust) != u"readLatest") return;
    Issue& issue = sink.add(tr("Reads of %1 must see the writes of every Region, and none may be lost; only strong consistency over Regions (MRSC) offers that. Choose it.").arg(v.quoted()), {v.uid()});
    issue.key = kGlobalMode;
    issue.fix = strongFix(v);
}

void checkFastWrites(const NodeView& v, IssueSink& sink) {
    if (!isStrong(v) || membersOf(v).empty() || !v.settledFlag(kFastWrites)) return;
    Issue& issue = sink.add(tr("%1 needs writes within milliseconds, but with strong consistency over Regions each write and strong read also waits for the nearest other Region. Choose eventual consistency.").arg(v.quoted()), {v.uid()});
    issue.key = kGlobalMode;
    issue.fix = eventualFix(v);
}

}  // namespace

std::vector<RuleSpec> globalNeedRules() {
    constexpr auto kWarning = Severity::Warning;
    return {
        {.id = "GT-006", .title = QT_TRANSLATE_NOOP("model", "Replicas lie in enabled Regions"), .help = QT_TRANSLATE_NOOP("model", "Fires when a replica lies in a Region that is not enabled in the account."), .source = kGuide, .check = checkEnabled},
        {.id = "GT-016", .title = QT_TRANSLATE_NOOP("model", "A witness answers no requests"), .help = QT_TRANSLATE_NOOP("model", "Fires when a copy is called in the Region that holds the witness."), .source = kGuide, .offersFix = true, .check = checkWitnessTraffic},
        {.id = "GT-019", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Eventual replication may lose a second"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table must lose no write and its replicas are eventually consistent."), .source = kGuide, .offersFix = true, .check = checkLoss},
        {.id = "GT-020", .severity = kWarning, .title = QT_TRANSLATE_NOOP("model", "Strong consistency over Regions takes time"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table needs writes within milliseconds and its replicas are strongly consistent."), .source = kGuide, .offersFix = true, .check = checkFastWrites},
        {.id = "CON-008", .title = QT_TRANSLATE_NOOP("model", "The latest everywhere needs strong consistency"), .help = QT_TRANSLATE_NOOP("model", "Fires when reads must see the writes of every Region and the replicas are eventually consistent."), .source = kGuide, .offersFix = true, .check = checkLatest},
    };
}

}  // namespace model::dynamodb
