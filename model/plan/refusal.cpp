// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/refusal.h"

#include <array>

namespace plan {
namespace {

constexpr std::string_view kProvisioned = "ProvisionedThroughputExceededException";
constexpr std::string_view kThrottling = "ThrottlingException";
constexpr std::string_view kLimit = "RequestLimitExceeded";
constexpr auto T = RefusalClass::Throttle;

// Reasons and exceptions: DynamoDB Developer Guide, "Diagnosing throttling" and "Error handling with DynamoDB".
constexpr std::array<RefusalText, kRefusalCount> kTexts{{
    {"", "", 200, RefusalClass::None, "The request was served."},
    {"TableReadProvisionedThroughputExceeded", kProvisioned, 400, T,
     "The reads exceed the table's provisioned read capacity and its burst."},
    {"TableReadKeyRangeThroughputExceeded", kProvisioned, 400, T,
     "The reads of one key range exceed what one partition of the table can serve."},
    {"TableReadAccountLimitExceeded", kLimit, 400, T, "The reads exceed the account's quota for one table."},
    {"TableReadMaxOnDemandThroughputExceeded", kThrottling, 400, T,
     "The reads exceed the maximum on-demand throughput set on the table."},
    {"TableWriteProvisionedThroughputExceeded", kProvisioned, 400, T,
     "The writes exceed the table's provisioned write capacity and its burst."},
    {"TableWriteKeyRangeThroughputExceeded", kProvisioned, 400, T,
     "The writes of one key range exceed what one partition of the table can serve."},
    {"TableWriteAccountLimitExceeded", kLimit, 400, T, "The writes exceed the account's quota for one table."},
    {"TableWriteMaxOnDemandThroughputExceeded", kThrottling, 400, T,
     "The writes exceed the maximum on-demand throughput set on the table."},
    {"IndexReadProvisionedThroughputExceeded", kProvisioned, 400, T,
     "The reads exceed the index's provisioned read capacity and its burst."},
    {"IndexReadKeyRangeThroughputExceeded", kProvisioned, 400, T,
     "The reads of one key range exceed what one partition of the index can serve."},
    {"IndexReadAccountLimitExceeded", kLimit, 400, T, "The reads exceed the account's quota for one index."},
    {"IndexReadMaxOnDemandThroughputExceeded", kThrottling, 400, T,
     "The reads exceed the maximum on-demand throughput set on the index."},
    {"IndexWriteProvisionedThroughputExceeded", kProvisioned, 400, T,
     "The index cannot keep up with the table's writes; its back-pressure rejects them."},
    {"IndexWriteKeyRangeThroughputExceeded", kProvisioned, 400, T,
     "One partition of the index cannot keep up with the table's writes; its back-pressure rejects them."},
    {"IndexWriteAccountLimitExceeded", kLimit, 400, T, "The index's writes exceed the account's quota for one index."},
    {"IndexWriteMaxOnDemandThroughputExceeded", kThrottling, 400, T,
     "The table's writes exceed the maximum on-demand throughput set on the index."},
    {"ConditionalCheckFailed", "ConditionalCheckFailedException", 400, RefusalClass::ClientFault,
     "The condition of the write did not hold; the write is metered all the same."},
    {"InternalServerError", "InternalServerError", 500, RefusalClass::ServerFault,
     "The partition has no leader or no quorum at this moment."},
    {"ServiceUnavailable", "ServiceUnavailable", 503, RefusalClass::ServerFault, "The service is unavailable."},
    {"ValidationException", "ValidationException", 400, RefusalClass::ClientFault, "The service refuses the call as it is."},
    {"AccessDenied", "AccessDeniedException", 400, RefusalClass::Denied, "A policy denies the call."},
    {"ResourceNotFound", "ResourceNotFoundException", 400, RefusalClass::ClientFault, "The resource does not exist."},
    {"NoRoute", "", 0, RefusalClass::Timeout, "No route leads to the target."},
    {"SecurityGroupDenied", "", 0, RefusalClass::Timeout, "A security group drops the packets."},
    {"NetworkAclDenied", "", 0, RefusalClass::Timeout, "A network ACL drops the packets."},
    {"EndpointPolicyDenied", "AccessDeniedException", 400, RefusalClass::Denied, "The endpoint's policy denies the call."},
    {"ConnectionRefused", "", 0, RefusalClass::Timeout, "The interface endpoint is over its request limit."},
    {"ClientTimeout", "", 0, RefusalClass::Timeout, "No answer came in time."},
    {"NameNotResolved", "", 0, RefusalClass::Timeout, "The name of the target does not resolve."},
    {"UnprocessedItems", "", 200, T, "Part of the batch was throttled and came back as unprocessed."},
    {"TableReadKeyRangeThroughputExceeded", kThrottling, 400, T,
     "The reads grew faster than an on-demand table can follow: past twice its previous peak."},
    {"TableWriteKeyRangeThroughputExceeded", kThrottling, 400, T,
     "The writes grew faster than an on-demand table can follow: past twice its previous peak."},
    {"IndexReadKeyRangeThroughputExceeded", kThrottling, 400, T,
     "The reads grew faster than an on-demand index can follow: past twice its previous peak."},
    {"IndexWriteKeyRangeThroughputExceeded", kThrottling, 400, T,
     "The table's writes grew faster than an on-demand index can follow: past twice its previous peak."},
    {"ConcurrentInvocationLimitExceeded", "TooManyRequestsException", 429, T, "The function already runs as often at once as it may."},
    {"FunctionError", "Unhandled", 200, RefusalClass::ServerFault, "The function's code failed."},
    {"FunctionTimeout", "Sandbox.Timedout", 200, RefusalClass::ServerFault, "The function ran longer than its timeout and was ended."},
    {"CacheThrottled", kThrottling, 400, T, "The cache's nodes are asked for more than they can do."},
    {"CacheUnavailable", "ServiceUnavailable", 503, RefusalClass::ServerFault, "The cache has no primary node at this moment."},
    {"SlowDown", "SlowDown", 503, T, "The bucket's prefix is asked for more than its rate."},
    {"ConnectionReset", "", 0, RefusalClass::Timeout, "The connection broke: its way was changed while it was open."},
}};

}  // namespace

const RefusalText& refusalText(Refusal refusal) { return kTexts[static_cast<std::size_t>(refusal) % kRefusalCount]; }

std::string_view exceptionName(Refusal refusal, BillingMode billing) {
    const RefusalText& text = refusalText(refusal);
    return billing == BillingMode::OnDemand && text.exception == kProvisioned ? kThrottling : text.exception;
}

}  // namespace plan
