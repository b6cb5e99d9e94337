// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/accesspattern.h"

#include "model/plan/retry.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace model {

using namespace pattern;

namespace {

std::vector<Choice> operationChoices() {
    return {{QStringLiteral("GetItem"), "GetItem"},
            {QStringLiteral("Query"), "Query"},
            {QStringLiteral("Scan"), "Scan"},
            {QStringLiteral("BatchGetItem"), "BatchGetItem"},
            {QStringLiteral("TransactGetItems"), "TransactGetItems"},
            {QStringLiteral("PutItem"), "PutItem"},
            {QStringLiteral("UpdateItem"), "UpdateItem"},
            {QStringLiteral("DeleteItem"), "DeleteItem"},
            {QStringLiteral("BatchWriteItem"), "BatchWriteItem"},
            {QStringLiteral("TransactWriteItems"), "TransactWriteItems"},
            {QStringLiteral("PutObject"), "PutObject"},
            {QStringLiteral("GetObject"), "GetObject"},
            {QStringLiteral("PutRecord"), "PutRecord"},
            {QStringLiteral("PutRecords"), "PutRecords"},
            {QStringLiteral("GetRecords"), "GetRecords"},
            {QStringLiteral("GET"), "GET"},
            {QStringLiteral("SET"), "SET"},
            {QStringLiteral("Invoke"), "Invoke"}};
}

QString cellText(const Row& row, const QString& key) {
    const Value* cell = row.find(key);
    const auto* text = cell ? std::get_if<QString>(cell) : nullptr;
    return text ? *text : QString();
}

// Columns that only some shapes have are hidden for the others.
bool hasPeak(const Row& row) {
    const QString shape = cellText(row, kRateShape);
    return shape == u"ramp" || shape == u"spike" || shape == u"daily";
}
bool hasStart(const Row& row) {
    const QString shape = cellText(row, kRateShape);
    return shape == u"ramp" || shape == u"spike";
}
bool isTriggered(const Row& row) {
    const QString shape = cellText(row, kRateShape);
    return shape == u"perInvocation" || shape == u"perRecord";
}
bool isReplay(const Row& row) { return cellText(row, kRateShape) == u"replay"; }
bool hasRate(const Row& row) { return !isTriggered(row) && !isReplay(row); }
bool isZipf(const Row& row) { return cellText(row, kKeys) == u"zipf"; }
bool isHot(const Row& row) { return cellText(row, kKeys) == u"hot"; }
bool isMany(const Row& row) {
    const QString op = cellText(row, kOperation);
    return op == u"Query" || op == u"Scan" || op.startsWith(u"Batch") || op.startsWith(u"Transact");
}
bool isRead(const Row& row) {
    const QString op = cellText(row, kOperation);
    return op.isEmpty() || op == u"GetItem" || op == u"Query" || op == u"Scan" || op == u"BatchGetItem";
}
bool isPaged(const Row& row) {
    const QString op = cellText(row, kOperation);
    return op == u"Query" || op == u"Scan";
}
bool isPut(const Row& row) {
    const QString op = cellText(row, kOperation);
    return op.contains(u"Write") || op == u"PutItem" || op == u"UpdateItem";
}
bool isConditional(const Row& row) {
    const QString op = cellText(row, kOperation);
    return op == u"PutItem" || op == u"UpdateItem" || op == u"DeleteItem";
}

bool isSingleWrite(const Row& row) {
    const QString op = cellText(row, kOperation);
    return op == u"PutItem" || op == u"UpdateItem" || op == u"DeleteItem";
}
bool hasOwnBackoff(const Row& row) { return cellText(row, kRetryMode) == u"full-jitter"; }
bool hasQuota(const Row& row) {
    const QString mode = cellText(row, kRetryMode);
    return mode.isEmpty() || mode == u"standard" || mode == u"dynamodb" || mode == u"adaptive";
}

std::vector<PropertySpec> whatColumns() {
    return {
        {.key = kName, .title = QT_TRANSLATE_NOOP("model", "Name"), .help = QT_TRANSLATE_NOOP("model", "What the application calls it, such as \"place order\"."), .inSummary = true},
        {.key = kOperation, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Operation"), .help = QT_TRANSLATE_NOOP("model", "The API operation that each request performs."), .fallback = QStringLiteral("GetItem"), .choices = operationChoices(), .inSummary = true},
        {.key = kResource, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Table or index"), .help = QT_TRANSLATE_NOOP("model", "The index that a Query or Scan reads; of a call to a cache, the table behind it. Empty: what the call is drawn to."), .fallback = Ref{}, .emptyWords = QT_TRANSLATE_NOOP("model", "the link's target"), .role = QStringLiteral("store")},
        {.key = kItemBytes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Item size"), .help = QT_TRANSLATE_NOOP("model", "Average size of an item, names and values together; DynamoDB's limit is 400 KiB."), .source = "DynamoDB Developer Guide, quotas", .unit = Unit::Bytes, .fallback = 1024.0, .minimum = 1, .maximum = 409600},
        {.key = kOldBytes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Size before"), .help = QT_TRANSLATE_NOOP("model", "Average size of the item that a write meets; the larger of the two sizes is metered. 0: as large as after."), .source = "DynamoDB Developer Guide, capacity unit consumption", .unit = Unit::Bytes, .fallback = 0.0, .minimum = 0, .maximum = 409600, .specials = {{0, QT_TRANSLATE_NOOP("model", "as large as after")}}, .columnVisibleWhen = isSingleWrite},
        {.key = kConditionFails, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Condition fails"), .help = QT_TRANSLATE_NOOP("model", "Share of the writes whose condition does not hold; they are metered all the same and not tried again."), .source = "DynamoDB Developer Guide, condition expressions", .unit = Unit::Percent, .fallback = 0.0, .minimum = 0, .maximum = 100, .columnVisibleWhen = isSingleWrite},
        {.key = kItemsPerCall, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Items a call"), .help = QT_TRANSLATE_NOOP("model", "How many items one call reads or writes."), .unit = Unit::Items, .fallback = 1.0, .minimum = 1, .maximum = 1e6, .columnVisibleWhen = isMany},
        {.key = kFetchedBytes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Fetched from the table"), .help = QT_TRANSLATE_NOOP("model", "Size of the table's item that each entry of a local index leads to, when the caller asks for attributes that the index does not hold: each is a read of its own. 0: the index holds all of them. Global indexes fetch nothing."), .source = "DynamoDB Developer Guide, local secondary indexes", .unit = Unit::Bytes, .fallback = 0.0, .minimum = 0, .maximum = 409600, .specials = {{0, QT_TRANSLATE_NOOP("model", "nothing")}}, .columnVisibleWhen = isPaged},
        {.key = kConsistency, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Consistency"), .help = QT_TRANSLATE_NOOP("model", "Eventually consistent reads cost half a unit for 4 KiB, strong ones a whole."), .fallback = QStringLiteral("eventual"), .choices = {{QStringLiteral("eventual"), QT_TRANSLATE_NOOP("model", "eventual")}, {QStringLiteral("strong"), QT_TRANSLATE_NOOP("model", "strong")}}, .columnVisibleWhen = isRead},
        {.key = kVia, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Through"), .help = QT_TRANSLATE_NOOP("model", "A DAX cluster, or an interface endpoint that is called by its own name. Empty: the service's ordinary name decides the way."), .fallback = Ref{}, .role = QStringLiteral("way")},
        {.key = kCondition, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Condition"), .help = QT_TRANSLATE_NOOP("model", "What a conditional write asks for. A write whose condition fails costs its units all the same."), .source = "DynamoDB Developer Guide, condition expressions", .fallback = QStringLiteral("none"), .choices = {{QStringLiteral("none"), QT_TRANSLATE_NOOP("model", "none")}, {QStringLiteral("absent"), QT_TRANSLATE_NOOP("model", "the item is not there yet")}, {QStringLiteral("present"), QT_TRANSLATE_NOOP("model", "the item is there")}, {QStringLiteral("unchanged"), QT_TRANSLATE_NOOP("model", "nobody wrote it meanwhile")}}, .columnVisibleWhen = isConditional},
        {.key = kReadsOwnWrites, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Reads its own writes"), .help = QT_TRANSLATE_NOOP("model", "The caller expects to see what it has just written."), .fallback = false, .columnVisibleWhen = isRead},
        {.key = kFiltersExpired, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Leaves out expired"), .help = QT_TRANSLATE_NOOP("model", "The caller passes over items whose time to live has come; they stay readable until they are deleted."), .fallback = false, .columnVisibleWhen = isRead},
    };
}

std::vector<PropertySpec> rateColumns() {
    return {
        {.key = kRateShape, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Rate"), .help = QT_TRANSLATE_NOOP("model", "How the rate goes over time."), .fallback = QStringLiteral("constant"), .choices = {{QStringLiteral("constant"), QT_TRANSLATE_NOOP("model", "constant")}, {QStringLiteral("ramp"), QT_TRANSLATE_NOOP("model", "ramp")}, {QStringLiteral("spike"), QT_TRANSLATE_NOOP("model", "spike")}, {QStringLiteral("daily"), QT_TRANSLATE_NOOP("model", "daily wave")}, {QStringLiteral("replay"), QT_TRANSLATE_NOOP("model", "replay a CSV")}, {QStringLiteral("perInvocation"), QT_TRANSLATE_NOOP("model", "for each invocation")}, {QStringLiteral("perRecord"), QT_TRANSLATE_NOOP("model", "for each record")}}},
        {.key = kPerTrigger, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Requests for each"), .help = QT_TRANSLATE_NOOP("model", "How many requests each invocation of the caller, or each record that it is given, leads to; a fraction is a chance."), .fallback = 1.0, .minimum = 0, .maximum = 10000, .columnVisibleWhen = isTriggered},
        {.key = kRate, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Requests"), .help = QT_TRANSLATE_NOOP("model", "Requests per second; of a ramp, spike or wave the base."), .unit = Unit::PerSecond, .fallback = 10.0, .minimum = 0, .maximum = 1e9, .columnVisibleWhen = hasRate, .inSummary = true},
        {.key = kPeakRate, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Peak"), .help = QT_TRANSLATE_NOOP("model", "Where the ramp ends, the top of the spike or wave."), .unit = Unit::PerSecond, .fallback = 100.0, .minimum = 0, .maximum = 1e9, .columnVisibleWhen = hasPeak},
        {.key = kStart, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Starts at"), .help = QT_TRANSLATE_NOOP("model", "When the ramp or spike begins, from the start of the run."), .unit = Unit::Seconds, .fallback = 60.0, .minimum = 0, .columnVisibleWhen = hasStart},
        {.key = kDuration, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Lasts"), .help = QT_TRANSLATE_NOOP("model", "How long the ramp or spike lasts; the period of the wave."), .unit = Unit::Seconds, .fallback = 60.0, .minimum = 0.001, .columnVisibleWhen = hasPeak},
        {.key = kReplay, .type = ValueType::LongText, .title = QT_TRANSLATE_NOOP("model", "CSV"), .help = QT_TRANSLATE_NOOP("model", "Lines \"seconds,requests per second\"; the rate holds until the next line."), .columnVisibleWhen = isReplay},
        {.key = kArrivals, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Arrivals"), .help = QT_TRANSLATE_NOOP("model", "Poisson: independent users. Constant: evenly spaced, for arithmetic by hand."), .source = "[A] independent users", .fallback = QStringLiteral("poisson"), .choices = {{QStringLiteral("poisson"), QT_TRANSLATE_NOOP("model", "Poisson")}, {QStringLiteral("constant"), QT_TRANSLATE_NOOP("model", "evenly spaced")}}},
    };
}

std::vector<PropertySpec> keyColumns() {
    return {
        {.key = kKeys, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Keys"), .help = QT_TRANSLATE_NOOP("model", "How requests spread over the partition key's values. Always new keys: every write makes an item that no other pattern touches; reads and deletes go through the items in order."), .fallback = QStringLiteral("uniform"), .choices = {{QStringLiteral("uniform"), QT_TRANSLATE_NOOP("model", "uniform")}, {QStringLiteral("zipf"), "Zipf"}, {QStringLiteral("hot"), QT_TRANSLATE_NOOP("model", "one hot key")}, {QStringLiteral("sequential"), QT_TRANSLATE_NOOP("model", "always new keys")}}},
        {.key = kKeyCount, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Distinct keys"), .help = QT_TRANSLATE_NOOP("model", "Distinct values of the partition key."), .unit = Unit::Items, .fallback = 10000.0, .minimum = 1, .maximum = 1e12},
        {.key = kZipf, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Zipf exponent"), .help = QT_TRANSLATE_NOOP("model", "0 is uniform, 0.99 the YCSB benchmark, above 1 strongly skewed."), .source = "[A] YCSB's default", .fallback = 0.99, .minimum = 0, .maximum = 5, .columnVisibleWhen = isZipf},
        {.key = kHotShare, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Hot share"), .help = QT_TRANSLATE_NOOP("model", "Share of requests that go to the one hot key; the rest spreads evenly."), .unit = Unit::Percent, .fallback = 50.0, .minimum = 0, .maximum = 100, .columnVisibleWhen = isHot},
        {.key = kItemsAtStart, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Items at start"), .help = QT_TRANSLATE_NOOP("model", "Items of this size that the table holds when the run begins."), .unit = Unit::Items, .fallback = 0.0, .minimum = 0, .maximum = 1e12},
        {.key = kExpiresAfter, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Expires after"), .help = QT_TRANSLATE_NOOP("model", "Time to live that a write gives its item; 0: it never expires."), .unit = Unit::Seconds, .fallback = 0.0, .minimum = 0, .specials = {{0, QT_TRANSLATE_NOOP("model", "never")}}, .columnVisibleWhen = isPut},
    };
}

std::vector<PropertySpec> retryColumns() {
    const plan::RetrySettings own = plan::RetrySettings::of(plan::RetryMode::Formula);
    const plan::RetrySettings standard;
    return {
        {.key = kRetryMode, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Retries"), .help = QT_TRANSLATE_NOOP("model", "How the caller's SDK repeats failed attempts."), .source = "botocore retry modes", .fallback = QStringLiteral("standard"), .choices = {{QStringLiteral("standard"), QT_TRANSLATE_NOOP("model", "standard (3 attempts)")}, {QStringLiteral("legacy"), QT_TRANSLATE_NOOP("model", "legacy DynamoDB (10 attempts)")}, {QStringLiteral("dynamodb"), QT_TRANSLATE_NOOP("model", "standard tuned for DynamoDB (4 attempts)")}, {QStringLiteral("adaptive"), QT_TRANSLATE_NOOP("model", "adaptive")}, {QStringLiteral("full-jitter"), QT_TRANSLATE_NOOP("model", "own exponential backoff")}, {QStringLiteral("immediate"), QT_TRANSLATE_NOOP("model", "at once, no backoff")}, {QStringLiteral("none"), QT_TRANSLATE_NOOP("model", "none")}}},
        {.key = kRetryAttempts, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Attempts"), .help = QT_TRANSLATE_NOOP("model", "Attempts in all; 0: as the mode says."), .fallback = qint64(0), .minimum = 0, .maximum = 1000, .specials = {{0, QT_TRANSLATE_NOOP("model", "as the mode says")}}},
        {.key = kRetryBase, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "First delay"), .help = QT_TRANSLATE_NOOP("model", "Delay before the first retry; it doubles with each further one."), .unit = Unit::Milliseconds, .fallback = own.baseMs, .minimum = 0, .maximum = 3600000, .columnVisibleWhen = hasOwnBackoff},
        {.key = kRetryCap, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Delay at most"), .help = QT_TRANSLATE_NOOP("model", "No delay grows beyond it."), .unit = Unit::Milliseconds, .fallback = own.capMs, .minimum = 0, .maximum = 3600000, .columnVisibleWhen = hasOwnBackoff},
        {.key = kRetryJitter, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Jitter"), .help = QT_TRANSLATE_NOOP("model", "How much of each delay is random, so that clients do not come back together."), .fallback = QStringLiteral("full"), .choices = {{QStringLiteral("full"), QT_TRANSLATE_NOOP("model", "all of it")}, {QStringLiteral("equal"), QT_TRANSLATE_NOOP("model", "half of it")}, {QStringLiteral("none"), QT_TRANSLATE_NOOP("model", "none")}}, .columnVisibleWhen = hasOwnBackoff},
        {.key = kRetryQuota, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Retry quota"), .help = QT_TRANSLATE_NOOP("model", "Tokens that the SDK spends on retries and gets back with successes: it stops retrying when most requests fail. 0: no quota."), .source = "AWS SDKs and Tools Reference Guide, retry behavior", .unit = Unit::Items, .fallback = standard.quotaTokens, .minimum = 0, .maximum = 1e6, .specials = {{0, QT_TRANSLATE_NOOP("model", "no quota")}}, .columnVisibleWhen = hasQuota},
    };
}

const PropertySpec& rowsSpec() {
    static const LinkSpec spec = callsLinkSpec();
    return spec.properties.front();
}

}  // namespace

LinkSpec callsLinkSpec() {
    LinkSpec spec{kCalls, QT_TRANSLATE_NOOP("model", "Calls"), {}};
    PropertySpec rows{.key = kRows, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Access patterns"), .group = QT_TRANSLATE_NOOP("model", "Access patterns"), .help = QT_TRANSLATE_NOOP("model", "What the caller asks of the target, how often, for which keys."), .fallback = Rows{}};
    for (auto columns : {whatColumns(), rateColumns(), keyColumns(), retryColumns()})
        rows.columns.insert(rows.columns.end(), columns.begin(), columns.end());
    spec.properties.push_back(std::move(rows));
    return spec;
}

bool AccessPattern::isWrite() const {
    return operation.contains(u"Write") || operation == u"PutItem" || operation == u"UpdateItem" || operation == u"DeleteItem";
}

double AccessPattern::highestRate() const {
    if (isTriggered()) return 0;
    if (rateShape == u"constant") return ratePerSecond;
    if (rateShape != u"replay") return std::max(ratePerSecond, peakPerSecond);
    double highest = 0;
    for (const QString& line : replayCsv.split(u'\n'))
        highest = std::max(highest, line.section(u',', 1, 1).trimmed().toDouble());
    return highest;
}

namespace {

// A cell or its column's default. There are thirty columns, and the keys that name them here are those that they were made
// with, so that the place of their letters is enough to find one.
const Value& valueOf(const Row& row, const QString& key) {
    static const QHash<const QChar*, const Value*> defaults = [] {
        QHash<const QChar*, const Value*> all;
        for (const PropertySpec& column : rowsSpec().columns) all.insert(column.key.constData(), &column.fallback);
        return all;
    }();
    const Value* stored = row.find(key);
    return stored ? *stored : *defaults.value(key.constData());
}

std::vector<AccessPattern> computeOf(const LinkView& link) {
    std::vector<AccessPattern> patterns;
    if (link.type() != kCalls) return patterns;
    const Rows rows = link.rows(kRows);
    for (const Row& row : rows.items) {
        const auto text = [&](const QString& key) {
            const auto* t = std::get_if<QString>(&valueOf(row, key));
            return t ? *t : QString();
        };
        const auto number = [&](const QString& key) { return toNumber(valueOf(row, key)); };
        AccessPattern p;
        p.link = link.uid();
        p.row = static_cast<int>(patterns.size());
        p.caller = link.from().uid();
        p.target = p.resource = link.to().uid();
        if (const auto* ref = std::get_if<Ref>(&valueOf(row, kResource)); ref && !ref->target.isNull())
            p.resource = ref->target;
        p.operation = text(kOperation);
        p.name = text(kName).isEmpty() ? p.operation : text(kName);
        p.rateShape = text(kRateShape);
        p.perTrigger = number(kPerTrigger);
        p.ratePerSecond = number(kRate);
        p.peakPerSecond = number(kPeakRate);
        p.startS = number(kStart);
        p.durationS = number(kDuration);
        p.replayCsv = text(kReplay);
        p.arrivals = text(kArrivals);
        p.keyDistribution = text(kKeys);
        p.keyCount = number(kKeyCount);
        p.zipfExponent = number(kZipf);
        p.hotSharePercent = number(kHotShare);
        p.itemBytes = number(kItemBytes);
        p.oldItemBytes = number(kOldBytes);
        p.fetchedBytes = number(kFetchedBytes);
        p.conditionFailPercent = number(kConditionFails);
        p.itemsPerCall = number(kItemsPerCall);
        p.itemsAtStart = number(kItemsAtStart);
        p.expiresAfterS = number(kExpiresAfter);
        p.consistency = text(kConsistency);
        const auto flag = [&](const QString& key) {
            const auto* set = std::get_if<bool>(&valueOf(row, key));
            return set && *set;
        };
        p.filtersExpired = flag(kFiltersExpired);
        p.readsOwnWrites = flag(kReadsOwnWrites);
        if (const auto* ref = std::get_if<Ref>(&valueOf(row, kVia))) p.via = ref->target;
        p.condition = text(kCondition);
        p.retryMode = text(kRetryMode);
        p.maxAttempts = static_cast<int>(number(kRetryAttempts));
        p.retryBaseMs = number(kRetryBase);
        p.retryCapMs = number(kRetryCap);
        p.retryJitter = text(kRetryJitter);
        p.retryQuota = number(kRetryQuota);
        p.unresolved = std::ranges::any_of(row.cells, [](const Cell& c) { return hasUnresolved(c.value); });
        // A call that is drawn to a cache goes through it.
        if (p.via.isNull() && link.to().flowFacet<CacheFlow>()) p.via = p.target;
        patterns.push_back(std::move(p));
    }
    return patterns;
}

}  // namespace

Patterns patternsOf(const LinkView& link) { return Patterns(link.query(LinkQuery<std::vector<AccessPattern>>{computeOf})); }

std::vector<LinkWay> waysOf(const LinkView& link) {
    std::vector<LinkWay> ways;
    for (const AccessPattern& p : patternsOf(link)) {
        const LinkWay way{p.via == p.target ? p.resource : p.target, p.via == p.resource ? Uid() : p.via};
        if (std::ranges::find(ways, way) == ways.end()) ways.push_back(way);
    }
    if (ways.empty()) ways.push_back({link.to().uid(), {}});
    return ways;
}

namespace {

std::vector<AccessPattern> computeInto(const NodeView& node) {
    std::vector<AccessPattern> found;
    const auto keep = [&](const std::vector<LinkView>& links) {
        for (const LinkView& link : links)
            for (const AccessPattern& p : patternsOf(link))
                if (p.resource == node.uid()) found.push_back(p);
    };
    keep(node.linksIn());
    if (const auto parent = node.parent(); parent && node.kind() && node.kind()->isOwned) keep(parent->linksIn());
    // Calls to a cache name the table behind it.
    if (node.offers(QStringLiteral("store")))
        for (const LinkView& link : node.referringLinks())
            if (link.type() == kCalls && link.to().flowFacet<CacheFlow>()) keep({link});
    return found;
}

std::vector<AccessPattern> computeThrough(const NodeView& way) {
    std::vector<AccessPattern> found;
    std::vector<LinkView> links = way.linksIn();
    for (const LinkView& link : way.referringLinks())
        if (std::ranges::none_of(links, [&](const LinkView& l) { return l.uid() == link.uid(); })) links.push_back(link);
    for (const LinkView& link : links)
        for (const AccessPattern& p : patternsOf(link))
            if (p.via == way.uid()) found.push_back(p);
    return found;
}

std::vector<AccessPattern> computeFrom(const NodeView& node) {
    std::vector<AccessPattern> found;
    for (const LinkView& link : node.linksOut())
        for (const AccessPattern& p : patternsOf(link)) found.push_back(p);
    return found;
}

}  // namespace

// Many rules ask for them: read once, remembered.
Patterns patternsInto(const NodeView& node) { return Patterns(node.query(Query<std::vector<AccessPattern>>{computeInto})); }
Patterns patternsThrough(const NodeView& way) { return Patterns(way.query(Query<std::vector<AccessPattern>>{computeThrough})); }
Patterns patternsFrom(const NodeView& node) { return Patterns(node.query(Query<std::vector<AccessPattern>>{computeFrom})); }

}  // namespace model
