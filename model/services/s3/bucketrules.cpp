// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/s3/kinds.h"
#include "model/traffic/accesspattern.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace model::s3 {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

void checkRates(const NodeView& v, IssueSink& sink) {
    double writes = 0, reads = 0;
    for (const AccessPattern& p : patternsInto(v)) (p.operation == u"PutObject" ? writes : reads) += p.highestRate();
    const double prefixes = v.settledNumber(kPrefixes), writesOfOne = v.settledNumber(kPutsPerS), readsOfOne = v.settledNumber(kGetsPerS);
    const double needed = std::ceil(std::max(writes / writesOfOne, reads / readsOfOne));
    if (needed <= prefixes || v.isUnresolved(kPrefixes)) return;
    Issue& issue = sink.add(tr("%1 is written %2 and read %3 times a second; a prefix takes %4 and %5, and answers the rest with 503 SlowDown. Spread the keys over %6 prefixes.").arg(v.quoted()).arg(writes, 0, 'f', 0).arg(reads, 0, 'f', 0).arg(writesOfOne, 0, 'f', 0).arg(readsOfOne, 0, 'f', 0).arg(needed, 0, 'f', 0), {v.uid()});
    issue.key = kPrefixes;
    issue.fix = ChangeSet{tr("Use %1 prefixes").arg(needed, 0, 'f', 0), {SetProperty{v.uid(), kPrefixes, Value(static_cast<qint64>(needed))}}};
}

void checkPublic(const NodeView& v, IssueSink& sink) {
    if (!v.settledFlag(kPublic)) return;
    Issue& issue = sink.add(tr("%1 does not block public access. What the world is to read, CloudFront serves from a private bucket, with origin access control.").arg(v.quoted()), {v.uid()});
    issue.key = kPublic;
    issue.fix = ChangeSet{tr("Block public access"), {SetProperty{v.uid(), kPublic, std::nullopt}}};
}

}  // namespace

std::vector<RuleSpec> bucketRules() {
    return {
        {.id = "EDGE-002", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Buckets are not public"), .help = QT_TRANSLATE_NOOP("model", "Fires when a bucket does not block public access."), .source = "Amazon CloudFront Developer Guide, origin access control", .offersFix = true, .check = checkPublic},
        {.id = "EDGE-006", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "A prefix takes 3,500 writes or 5,500 reads a second"), .help = QT_TRANSLATE_NOOP("model", "Fires when the access patterns ask more of each prefix."), .source = "Amazon S3 User Guide, optimizing performance", .offersFix = true, .check = checkRates},
    };
}

}  // namespace model::s3
