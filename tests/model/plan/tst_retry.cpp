// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/refusal.h"
#include "model/plan/retry.h"

#include <QTest>

using namespace plan;

class TestRetry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void legacyDoublesFromFiftyMilliseconds() {
        const RetrySettings legacy = RetrySettings::of(RetryMode::Legacy);
        QCOMPARE(legacy.maxAttempts, 10u);
        QCOMPARE(retryDelayMs(legacy, 0, RetryCause::Throttle, 0.3), 50.0);
        QCOMPARE(retryDelayMs(legacy, 3, RetryCause::Throttle, 0.9), 400.0);
        QCOMPARE(retryDelayMs(legacy, 8, RetryCause::Fault, 0.0), 12'800.0);
        QCOMPARE(retryQuotaCost(legacy, RetryCause::Throttle), 0.0);
    }

    void standardTakesARandomShareOfTheDoublingDelay() {
        const RetrySettings standard = RetrySettings::of(RetryMode::Standard);
        QCOMPARE(standard.maxAttempts, 3u);
        QCOMPARE(retryDelayMs(standard, 0, RetryCause::Throttle, 0.25), 250.0);
        QCOMPARE(retryDelayMs(standard, 1, RetryCause::Throttle, 0.5), 1000.0);
        QCOMPARE(retryDelayMs(standard, 10, RetryCause::Throttle, 0.5), 10'000.0);
        QCOMPARE(retryQuotaCost(standard, RetryCause::Throttle), 5.0);
        QCOMPARE(retryQuotaCost(standard, RetryCause::Timeout), 10.0);
    }

    void theDynamoDbTuningIsFastForFaultsAndSlowForThrottles() {
        const RetrySettings tuned = RetrySettings::of(RetryMode::StandardDynamoDb);
        QCOMPARE(tuned.maxAttempts, 4u);
        QCOMPARE(retryDelayMs(tuned, 2, RetryCause::Fault, 0.5), 50.0);
        QCOMPARE(retryDelayMs(tuned, 0, RetryCause::Throttle, 0.5), 500.0);
        QCOMPARE(retryQuotaCost(tuned, RetryCause::Fault), 14.0);
        QCOMPARE(retryQuotaCost(tuned, RetryCause::Throttle), 5.0);
    }

    void aFormulaObeysItsCapAndJitter() {
        QCOMPARE(retryDelayMs(RetrySettings::formula(5, 100, 1000, Jitter::None), 2, RetryCause::Fault, 0.5), 400.0);
        QCOMPARE(retryDelayMs(RetrySettings::formula(5, 100, 1000, Jitter::Equal), 2, RetryCause::Fault, 0.5), 300.0);
        QCOMPARE(retryDelayMs(RetrySettings::formula(5, 100, 1000, Jitter::Full), 9, RetryCause::Fault, 0.5), 500.0);
    }

    void noneAndImmediateDoNotWait() {
        QCOMPARE(RetrySettings::of(RetryMode::None).maxAttempts, 1u);
        QCOMPARE(retryDelayMs(RetrySettings::of(RetryMode::Immediate), 7, RetryCause::Throttle, 0.9), 0.0);
    }

    void refusalsSpeakInAwsWords() {
        const RefusalText& text = refusalText(Refusal::TableWriteKeyRangeThroughputExceeded);
        QCOMPARE(text.reason, std::string_view("TableWriteKeyRangeThroughputExceeded"));
        QCOMPARE(text.httpStatus, 400);
        QVERIFY(isThrottle(Refusal::IndexWriteProvisionedThroughputExceeded));
        QVERIFY(!isThrottle(Refusal::AccessDenied));
        QCOMPARE(exceptionName(Refusal::TableWriteKeyRangeThroughputExceeded, BillingMode::Provisioned),
                 std::string_view("ProvisionedThroughputExceededException"));
        QCOMPARE(exceptionName(Refusal::TableWriteKeyRangeThroughputExceeded, BillingMode::OnDemand),
                 std::string_view("ThrottlingException"));
        for (int code = 1; code < kRefusalCount; ++code)
            QVERIFY(!refusalText(Refusal(code)).meaning.empty());
    }
};

QTEST_APPLESS_MAIN(TestRetry)
#include "tst_retry.moc"
