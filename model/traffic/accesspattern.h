// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"
#include "model/core/nodeview.h"

#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace model {

// Keys of the pattern rows: frozen, files carry them.
namespace pattern {
inline const QString kRows = QStringLiteral("patterns");
inline const QString kName = QStringLiteral("name");
inline const QString kOperation = QStringLiteral("operation");
inline const QString kResource = QStringLiteral("resource");          // an index of the target; none: the target itself
inline const QString kRateShape = QStringLiteral("rateShape");        // constant, ramp, spike, daily, replay, perInvocation, perRecord
inline const QString kPerTrigger = QStringLiteral("perTrigger");      // requests for each invocation or record
inline const QString kRate = QStringLiteral("ratePerSecond");         // constant; start of a ramp; base of spike and wave
inline const QString kPeakRate = QStringLiteral("peakPerSecond");     // end of a ramp; top of spike and wave
inline const QString kStart = QStringLiteral("startS");               // when ramp or spike begin
inline const QString kDuration = QStringLiteral("durationS");         // how long ramp or spike last; period of the wave
inline const QString kReplay = QStringLiteral("replayCsv");           // "seconds,requests per second" lines
inline const QString kArrivals = QStringLiteral("arrivals");          // poisson, constant
inline const QString kKeys = QStringLiteral("keyDistribution");       // uniform, zipf, hot, sequential
inline const QString kKeyCount = QStringLiteral("keyCount");
inline const QString kZipf = QStringLiteral("zipfExponent");
inline const QString kHotShare = QStringLiteral("hotSharePercent");   // share of requests that go to the one hot key
inline const QString kItemBytes = QStringLiteral("itemBytes");
inline const QString kOldBytes = QStringLiteral("oldItemBytes");      // before an update, put or delete; 0: the same size
inline const QString kConditionFails = QStringLiteral("conditionFailPercent");  // share of the writes whose condition does not hold
inline const QString kFetchedBytes = QStringLiteral("fetchedItemBytes");  // of the items that a query of a local index fetches from the table
inline const QString kItemsPerCall = QStringLiteral("itemsPerCall");  // Query, Scan, batches
inline const QString kItemsAtStart = QStringLiteral("itemsAtStart");
inline const QString kExpiresAfter = QStringLiteral("expiresAfterS"); // TTL value of written items; 0: none
inline const QString kConsistency = QStringLiteral("consistency");    // eventual, strong, transactional
inline const QString kFiltersExpired = QStringLiteral("filtersExpired");  // the reader leaves out items past their expiry
inline const QString kReadsOwnWrites = QStringLiteral("readsOwnWrites");
inline const QString kVia = QStringLiteral("via");                    // a cache or endpoint that the requests go through
inline const QString kCondition = QStringLiteral("condition");        // none, absent, present, unchanged
inline const QString kRetryMode = QStringLiteral("retryMode");        // standard, legacy, dynamodb, adaptive, full-jitter, none, immediate
inline const QString kRetryAttempts = QStringLiteral("maxAttempts");  // 0: as the mode says
inline const QString kRetryBase = QStringLiteral("retryBaseMs");      // own backoff: min(cap, base x 2^n)
inline const QString kRetryCap = QStringLiteral("retryCapMs");
inline const QString kRetryJitter = QStringLiteral("retryJitter");    // full, equal, none
inline const QString kRetryQuota = QStringLiteral("retryQuota");      // tokens of the SDK's retry quota
}  // namespace pattern

/// The type of the one traffic link.
inline const QString kCalls = QStringLiteral("calls");

/// One row of a `calls` link, read with its defaults: the unit that checks, paths, dots, load and reports share.
/// Rates are requests per second, sizes bytes, times seconds.
struct AccessPattern {
    Uid link;
    int row = 0;
    QString name;
    Uid caller;
    Uid target;    ///< the node that the link leads to
    Uid resource;  ///< the table or index that answers
    QString operation;
    Uid via;       ///< the cache or the named endpoint in between, or null
    QString condition;
    QString rateShape;
    double perTrigger = 1;
    double ratePerSecond = 0, peakPerSecond = 0, startS = 0, durationS = 0;
    QString replayCsv;
    QString arrivals;
    QString keyDistribution;
    double keyCount = 0, zipfExponent = 0, hotSharePercent = 0;
    double oldItemBytes = 0, fetchedBytes = 0, conditionFailPercent = 0;
    double retryBaseMs = 0, retryCapMs = 0, retryQuota = 0;
    QString retryJitter;
    double itemBytes = 0, itemsPerCall = 1, itemsAtStart = 0, expiresAfterS = 0;
    QString consistency;
    bool filtersExpired = false, readsOwnWrites = false;
    QString retryMode;
    int maxAttempts = 0;
    bool unresolved = false;  ///< a cell holds text that nobody can evaluate

    [[nodiscard]] bool isWrite() const;
    /// Made for each invocation or record of the caller, not by a rate of its own.
    [[nodiscard]] bool isTriggered() const { return rateShape == u"perInvocation" || rateShape == u"perRecord"; }
    /// The highest rate that the curve reaches, requests per second; 0 where the caller's own input decides.
    [[nodiscard]] double highestRate() const;
    friend bool operator==(const AccessPattern&, const AccessPattern&) = default;
};

[[nodiscard]] LinkSpec callsLinkSpec();

/// Patterns that are remembered and shared between all who ask: held while they are read, copied by nobody.
class Patterns {
public:
    Patterns() : m_all(std::make_shared<const std::vector<AccessPattern>>()) {}  ///< none
    explicit Patterns(std::shared_ptr<const std::vector<AccessPattern>> all) : m_all(std::move(all)) {}
    [[nodiscard]] auto begin() const { return m_all->begin(); }
    [[nodiscard]] auto end() const { return m_all->end(); }
    [[nodiscard]] size_t size() const { return m_all->size(); }
    [[nodiscard]] bool empty() const { return m_all->empty(); }
    [[nodiscard]] const AccessPattern& front() const { return m_all->front(); }
    [[nodiscard]] const AccessPattern& operator[](size_t i) const { return (*m_all)[i]; }
    operator const std::vector<AccessPattern>&() const& { return *m_all; }
    operator std::vector<AccessPattern>() const&& { return *m_all; }  // a copy: nobody else may hold them

private:
    std::shared_ptr<const std::vector<AccessPattern>> m_all;
};

/// Patterns of one link, in the order of its rows.
[[nodiscard]] Patterns patternsOf(const LinkView& link);
/// Patterns of all links into the node (for an index: those of its table's links that name it).
[[nodiscard]] Patterns patternsInto(const NodeView& node);
/// Patterns that go through the node: a cache, an endpoint that is called by its own name.
[[nodiscard]] Patterns patternsThrough(const NodeView& way);
/// A way that requests of a link take: to what, and through which cache or named endpoint (null: none).
struct LinkWay {
    Uid to, via;
    friend bool operator==(const LinkWay&, const LinkWay&) = default;
};
/// The ways of its patterns, each once; without patterns the plain one.
[[nodiscard]] std::vector<LinkWay> waysOf(const LinkView& link);
[[nodiscard]] Patterns patternsFrom(const NodeView& node);

}  // namespace model
