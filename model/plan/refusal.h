// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace plan {

// Why an attempt was not served. The engine emits these codes, never sentences; the words below are AWS's own where AWS has some.
// The numbers go into event logs and fingerprints: append, never renumber.
enum class Refusal : std::uint8_t {
    None = 0,
    TableReadProvisionedThroughputExceeded = 1,
    TableReadKeyRangeThroughputExceeded = 2,
    TableReadAccountLimitExceeded = 3,
    TableReadMaxOnDemandThroughputExceeded = 4,
    TableWriteProvisionedThroughputExceeded = 5,
    TableWriteKeyRangeThroughputExceeded = 6,
    TableWriteAccountLimitExceeded = 7,
    TableWriteMaxOnDemandThroughputExceeded = 8,
    IndexReadProvisionedThroughputExceeded = 9,
    IndexReadKeyRangeThroughputExceeded = 10,
    IndexReadAccountLimitExceeded = 11,
    IndexReadMaxOnDemandThroughputExceeded = 12,
    IndexWriteProvisionedThroughputExceeded = 13,
    IndexWriteKeyRangeThroughputExceeded = 14,
    IndexWriteAccountLimitExceeded = 15,
    IndexWriteMaxOnDemandThroughputExceeded = 16,
    ConditionalCheckFailed = 17,
    InternalServerError = 18,
    ServiceUnavailable = 19,
    ValidationFailed = 20,
    AccessDenied = 21,
    ResourceNotFound = 22,
    NoRoute = 23,               // no route, or a blackhole: the packet never leaves
    SecurityGroupDenied = 24,   // dropped silently: the client sees a timeout
    NetworkAclDenied = 25,      // dropped silently: the client sees a timeout
    EndpointPolicyDenied = 26,  // answered with AccessDenied
    ConnectionRefused = 27,     // over an interface endpoint's request limit
    ClientTimeout = 28,         // the zone of a hop is gone, or no answer in time
    NameNotResolved = 29,
    UnprocessedItems = 30,      // a batch of which a part was served
    TableOnDemandThroughputExceeded = 31,  // growth of an on-demand table faster than twice the previous peak (read)
    TableOnDemandWriteThroughputExceeded = 32,
    IndexOnDemandThroughputExceeded = 33,
    IndexOnDemandWriteThroughputExceeded = 34,
    TooManyInvocations = 35,    // over a function's concurrency, or over what it may start
    FunctionError = 36,         // the handler failed
    FunctionTimeout = 37,       // the handler was ended
    CacheThrottled = 38,        // over what a cache's nodes can do
    CacheUnavailable = 39,      // a cache without a primary or without nodes
    SlowDown = 40,              // over a prefix's rate
    ConnectionReset = 41,       // the way was changed while the answer was awaited
};
inline constexpr int kRefusalCount = 42;

enum class BillingMode : std::uint8_t { Provisioned, OnDemand };

enum class RefusalClass : std::uint8_t { None, Throttle, ServerFault, Timeout, Denied, ClientFault };

struct RefusalText {
    std::string_view reason;     // "TableWriteKeyRangeThroughputExceeded"
    std::string_view exception;  // "ProvisionedThroughputExceededException", empty where the service never answered
    int httpStatus;              // 0 where the service never answered
    RefusalClass refusalClass;
    std::string_view meaning;    // one English sentence
};

[[nodiscard]] const RefusalText& refusalText(Refusal refusal);
// The exception depends on the billing mode: an on-demand table answers ThrottlingException.
[[nodiscard]] std::string_view exceptionName(Refusal refusal, BillingMode billing);
[[nodiscard]] inline RefusalClass refusalClass(Refusal refusal) { return refusalText(refusal).refusalClass; }
[[nodiscard]] inline bool isThrottle(Refusal refusal) { return refusalClass(refusal) == RefusalClass::Throttle; }

}  // namespace plan
