// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/services/lambda/kinds.h"

#include <QCoreApplication>

#include <cmath>

namespace model::lambda {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

void checkTimeout(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kTimeout) || v.number(kTimeout) <= 900) return;
    Issue& issue = sink.add(tr("Function %1 may run %2; Lambda ends an invocation after 15 minutes. Longer work belongs on containers, AWS Batch or a state machine.").arg(v.quoted(), formatQuantity(v.number(kTimeout), Unit::Seconds)), {v.uid()});
    issue.fix = ChangeSet{tr("Set the timeout to 15 minutes"), {SetProperty{v.uid(), kTimeout, Value(900.0)}}};
}

void checkMemory(const NodeView& v, IssueSink& sink) {
    const double megabytes = v.number(kMemory);
    if (v.isUnresolved(kMemory) || (megabytes >= 128 && megabytes <= 10240)) return;
    const qint64 nearest = megabytes < 128 ? 128 : 10240;
    Issue& issue = sink.add(tr("Function %1 has %2 MB of memory; Lambda offers 128 to 10,240 MB.").arg(v.quoted()).arg(megabytes, 0, 'f', 0), {v.uid()});
    issue.fix = ChangeSet{tr("Set the memory to %1 MB").arg(nearest), {SetProperty{v.uid(), kMemory, nearest == 128 ? std::nullopt : std::optional<Value>(nearest)}}};
}

void checkReserved(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kReserved) || v.number(kReserved) != 0) return;
    if (v.linksIn().empty() && v.linksOut().empty()) return;
    Issue& issue = sink.add(tr("Function %1 has a reserved concurrency of 0: it is switched off, and every call of it is throttled. Raise it.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Take the reserved concurrency away"), {SetProperty{v.uid(), kReserved, std::nullopt}}};
}

// One finding a Region, at the first function that reserves something.
void checkReservedSum(const NodeView& v, IssueSink& sink) {
    const auto region = regionOf(v);
    if (!region || v.settledNumber(kReserved) <= 0) return;
    double reserved = 0;
    NodeView largest = v;
    std::vector<Uid> nodes{v.uid()};
    for (const NodeView& other : region->descendants()) {
        if (!other.kind() || !other.kind()->property(kReserved) || other.settledNumber(kReserved) <= 0) continue;
        if (other.uid() < v.uid()) return;
        reserved += other.settledNumber(kReserved);
        if (other.settledNumber(kReserved) > largest.settledNumber(kReserved)) largest = other;
        if (other.uid() != v.uid()) nodes.push_back(other.uid());
    }
    const double most = v.settledNumber(kAccountConcurrency) - v.settledNumber(kUnreservedLeast);
    if (reserved <= most) return;
    Issue& issue = sink.add(tr("The functions of %1 reserve a concurrency of %2, and %3 can be reserved: Lambda keeps the rest for functions without a reservation. Reserve less, or have the account's concurrency raised.").arg(region->quoted()).arg(reserved, 0, 'f', 0).arg(most, 0, 'f', 0), nodes);
    const double left = std::floor(largest.settledNumber(kReserved) - (reserved - most));
    if (left >= 1) issue.fix = ChangeSet{tr("Reserve %1 for %2").arg(left, 0, 'f', 0).arg(largest.quoted()), {SetProperty{largest.uid(), kReserved, Value(static_cast<qint64>(left))}}};
}

void checkColdStart(const NodeView& v, IssueSink& sink) {
    if (!v.settledFlag(kAnswersUsers) || v.settledNumber(kProvisioned) > 0) return;
    Issue& issue = sink.add(tr("Somebody waits for the answers of function %1, and each new environment keeps one waiting for %2 or more. Provision some concurrency.").arg(v.quoted(), formatQuantity(v.settledNumber(kColdStartP50), Unit::Milliseconds)), {v.uid()});
    issue.fix = ChangeSet{tr("Keep one environment warm"), {SetProperty{v.uid(), kProvisioned, Value(qint64(1))}}};
}

void checkLostEvents(const NodeView& v, IssueSink& sink) {
    if (!v.settledFlag(kAsynchronous) || v.has(kDestination)) return;
    Issue& issue = sink.add(tr("Function %1 is called without waiting, and an event that failed three times is lost. Name where it goes then.").arg(v.quoted()), {v.uid()});
    issue.key = kDestination;
    const auto region = regionOf(v);
    for (const NodeView& node : region ? region->children(QStringLiteral("failureDestination")) : std::vector<NodeView>()) {
        issue.fix = ChangeSet{tr("Send it to %1").arg(node.quoted()), {SetProperty{v.uid(), kDestination, Value(Ref{node.uid(), {}})}}};
        return;
    }
}

}  // namespace

std::vector<RuleSpec> functionRules() {
    constexpr auto kQuotas = "AWS Lambda Developer Guide, quotas";
    return {
        {.id = "LAM-001", .title = QT_TRANSLATE_NOOP("model", "A function runs 15 minutes at most"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function's timeout is above 900 seconds."), .source = kQuotas, .offersFix = true, .check = checkTimeout},
        {.id = "LAM-002", .title = QT_TRANSLATE_NOOP("model", "A function has 128 to 10,240 MB"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function's memory is outside of what Lambda offers."), .source = kQuotas, .offersFix = true, .check = checkMemory},
        {.id = "LAM-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A function that is called is switched on"), .help = QT_TRANSLATE_NOOP("model", "Fires when a linked function has a reserved concurrency of 0."), .source = "AWS Lambda Developer Guide, reserved concurrency", .offersFix = true, .check = checkReserved},
        {.id = "LAM-004", .title = QT_TRANSLATE_NOOP("model", "Reservations leave 100"), .help = QT_TRANSLATE_NOOP("model", "Fires when the functions of a Region reserve more than the account's concurrency less 100."), .source = "AWS Lambda Developer Guide, reserved concurrency", .offersFix = true, .check = checkReservedSum},
        {.id = "LAM-011", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Events that fail go somewhere"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function is called without waiting and has no destination for what fails."), .source = "AWS Lambda Developer Guide, asynchronous invocation", .offersFix = true, .check = checkLostEvents},
        {.id = "LAM-012", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Who is waited for starts warm"), .help = QT_TRANSLATE_NOOP("model", "Fires when somebody waits for a function's answers and no concurrency is provisioned."), .source = "AWS Lambda Developer Guide, provisioned concurrency", .offersFix = true, .check = checkColdStart},
    };
}

}  // namespace model::lambda
