// SPDX-License-Identifier: GPL-3.0-or-later
// Global tables with multi-Region eventual consistency, and auto scaling of provisioned capacity.
#include "simulation/items.h"
#include "simulation/summary.h"
#include "tests/simulation/flowfixture.h"

#include <QTest>

#include <cmath>

using namespace sim;
using namespace fixture;
using plan::KeyDistribution;
using plan::Operation;

namespace {

double lagS(const Run& run, std::uint64_t from, std::uint64_t to, std::size_t row) {
    return valueAt(run, channelUid(from, to), "ReplicationLatency", Statistic::Mean, row) * 1e-3;
}
double pendingAt(const Run& run, std::uint64_t from, std::uint64_t to, std::size_t row) {
    return valueAt(run, channelUid(from, to), "PendingReplicationCount", Statistic::Value, row);
}

plan::Plan scalingPlan(double writesPerS) {
    plan::Plan plan = fixture::plan(provisionedTable(10, 100), Operation::PutItem, writesPerS, KeyDistribution::uniform(10'000));
    plan::ScalingTarget& target = stationOf<plan::UnitStoreStation>(plan, 1).scaling.write;
    target.enabled = plan::Switch::On;
    target.minUnits = 5;
    return plan;
}

double capacityAt(const Run& run, double s) {
    return valueAt(run, kTableUid, "ProvisionedWriteCapacityUnits", Statistic::Value, static_cast<std::size_t>(s / run.metrics().periodS()) - 1);
}

}  // namespace

class TestReplication : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- replication -------------------------------------------------------------------------------------------------------------
    void everyReplicasWriteMeterShowsAllWrites() {
        // 5 + 10 + 5 writes/s of 1 KB in three Regions: 20 units/s in each.
        const Run run = runWhole(globalPlan({5, 10, 5}, KeyDistribution::sequential()), 60);
        for (std::uint64_t i = 0; i < 3; ++i) {
            const double perS = sumOf(run, replicaUid(i), "ConsumedWriteCapacityUnits", 10) / 50;
            QVERIFY2(std::abs(perS - 20) < 0.2, qPrintable(QStringLiteral("%1: %2").arg(i).arg(perS)));
        }
        QVERIFY(std::abs(lagS(run, 0, 1, 30) - 0.35) < 0.001);
    }

    void itemsAtStartAreInEveryReplica_data() {
        QTest::addColumn<bool>("cohort");
        QTest::newRow("exact") << false;
        QTest::newRow("cohort") << true;
    }
    void itemsAtStartAreInEveryReplica() {
        // Patterns of the first Region alone say what is there: a thousand shared items, and a hundred of a sequence of its own in the second.
        QFETCH(bool, cohort);
        plan::Plan plan = globalPlan({1, 1, 0}, KeyDistribution::uniform(1'000));
        plan.scenario.fidelity = cohort ? plan::Fidelity::Cohort : plan::Fidelity::Exact;
        plan.patterns[0].itemsAtStart = 1'000;
        plan.patterns[1].condition = plan::Condition::ItemAbsent;
        const Run run = runWhole(plan, 60);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(run.state().stores[i].itemCount, std::uint64_t(1'000));
            QCOMPARE(run.state().stores[i].storedBytes, 1'000 * 1'024.0);
        }
        if (!cohort)
            QCOMPARE(sumOf(run, replicaUid(1), "ConditionalCheckFailedRequests"), double(run.state().patterns[1].made));
    }

    void sequencesThatAreThereAtStartAreInEveryReplicaAndExpireThere() {
        plan::Plan plan = globalPlan({0, 0}, KeyDistribution::sequential());
        for (plan::AccessPattern& pattern : plan.patterns)
            pattern.itemsAtStart = 100;
        plan.patterns[1].expiresAfterS = 30;
        plan::TimeToLive& ttl = stationOf<plan::UnitStoreStation>(plan, 3).ttl;
        ttl.enabled = plan::Switch::On;
        ttl.fastShare = 1;
        ttl.fastMeanS = 1;
        Run run(share(plan));
        for (std::size_t i = 0; i < 2; ++i)
            QCOMPARE(run.state().stores[i].itemCount, std::uint64_t(200));
        run.runUntil(run.endNs());
        QCOMPARE(run.state().stores[1].ttlDeleted, std::uint64_t(100));
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(run.state().stores[i].itemCount, std::uint64_t(100));
            QCOMPARE(run.state().stores[i].storedBytes, 100 * 1'024.0);
        }
        QCOMPARE(sumOf(run, replicaUid(0), "ConsumedWriteCapacityUnits"), 100.0);  // a unit for each replicated deletion
    }

    void aPauseLetsTheLagGrowASecondASecondAndThenDrains() {
        plan::Plan plan = globalPlan({50, 5}, KeyDistribution::sequential());
        plan.scenario.faults = {{20, 60, plan::ReplicationPause{3}}};
        const Run run = runWhole(std::move(plan), 120);
        const double perS = (lagS(run, 0, 1, 75) - lagS(run, 0, 1, 30)) / 45;
        QVERIFY2(std::abs(perS - 1) < 0.02, qPrintable(QString::number(perS)));
        QVERIFY(std::abs(pendingAt(run, 0, 1, 78) - 50 * 59.5) < 60);
        QVERIFY2(lagS(run, 0, 1, 95) < 0.36, qPrintable(QString::number(lagS(run, 0, 1, 95))));
        QVERIFY(pendingAt(run, 0, 1, 95) < 25);
        // Each has its own items and those that have arrived of the other's.
        QCOMPARE(run.state().stores[0].itemCount + run.state().replicators[1].pending, run.state().stores[1].itemCount + run.state().replicators[0].pending);
    }

    void anIsolatedRegionGoesOnAndTheOthersTooAndAllMeetAgain() {
        plan::Plan plan = globalPlan({40, 40, 40}, KeyDistribution::uniform(30));
        plan.scenario.faults = {{10, 20, plan::RegionIsolation{2}}};
        for (plan::AccessPattern& pattern : plan.patterns)
            pattern.rate = plan::RateCurve::spike(0, 40, 0, 50);  // silence at the end
        const Run run = runWhole(std::move(plan), 60);
        QCOMPARE(run.state().totals.failed, std::uint64_t(0));
        QVERIFY(pendingAt(run, 0, 2, 28) > pendingAt(run, 0, 1, 28) + 5);
        for (const ReplicatorState& channel : run.state().replicators)
            QCOMPARE(channel.pending, std::uint64_t(0));
        for (std::uint64_t key = 0; key < 30; ++key) {
            const ItemVersion here = itemVersion(run, replicaUid(0), key);
            QCOMPARE(itemVersion(run, replicaUid(1), key), here);
            QCOMPARE(itemVersion(run, replicaUid(2), key), here);
            QVERIFY(here.present);
        }
        QVERIFY(run.state().lostUpdates > 0);
    }

    void theLastWriterWinsAndTheOtherIsCountedOnce() {
        // Two Regions write the same item at the same instants, 40 ms apart, less than the lag: of each pair the earlier is lost.
        plan::Plan plan = globalPlan({0.5, 0.5}, KeyDistribution::singleKey());
        plan.patterns[1].rate = plan::RateCurve::table({{0, 0}, {0.04, 0.5}}, plan::RateCurve::Interpolation::Step);
        for (plan::AccessPattern& pattern : plan.patterns)
            pattern.name = "writer";
        const Run run = runWhole(std::move(plan), 21);
        QCOMPARE(run.state().totals.succeeded, std::uint64_t(20));
        QCOMPARE(run.state().lostUpdates, std::uint64_t(10));
        QCOMPARE(itemVersion(run, replicaUid(0), 0).origin, plan::RegionIndex(1));
        QCOMPARE(itemVersion(run, replicaUid(1), 0), itemVersion(run, replicaUid(0), 0));
    }

    void aSkewedClockLetsTheWrongWriterWin() {
        plan::Plan plan = globalPlan({0.5, 0.5}, KeyDistribution::singleKey());
        plan.patterns[1].rate = plan::RateCurve::table({{0, 0}, {0.04, 0.5}}, plan::RateCurve::Interpolation::Step);
        plan.scenario.faults = {{0, 0, plan::ClockSkew{1, 100}}};
        const Run run = runWhole(std::move(plan), 21);
        QCOMPARE(itemVersion(run, replicaUid(0), 0).origin, plan::RegionIndex(0));
        QCOMPARE(itemVersion(run, replicaUid(1), 0).origin, plan::RegionIndex(0));
    }

    void waitingChangesOfAnItemBecomeOneWrite() {
        plan::Plan plan = globalPlan({100, 0}, KeyDistribution::singleKey());
        const Run merged = runWhole(plan, 30);
        // One change a lag: 1 / 0.35 s.
        QVERIFY(std::abs(sumOf(merged, replicaUid(1), "ConsumedWriteCapacityUnits", 5) / 25 - 1 / 0.35) < 0.2);
        for (std::size_t i = 4; i < plan.stations.size(); ++i)
            stationOf<plan::ReplicatorStation>(plan, i).merges = plan::Switch::Off;
        const Run single = runWhole(plan, 30);
        QVERIFY(std::abs(sumOf(single, replicaUid(1), "ConsumedWriteCapacityUnits", 5) / 25 - 100) < 0.5);
    }

    void aReplicaWithoutUnitsFallsBehindAndLosesNothing() {
        plan::Plan plan = globalPlan({100, 0}, KeyDistribution::sequential());
        plan.patterns[0].rate = plan::RateCurve::spike(0, 100, 0, 20);
        stationOf<plan::UnitStoreStation>(plan, 3).throughput.writeUnits = 40;
        const Run run = runWhole(std::move(plan), 80);
        QVERIFY(sumOf(run, channelUid(0, 1), "ThrottledReplication") > 0);
        QVERIFY(pendingAt(run, 0, 1, 19) > 1'000);
        QCOMPARE(sumOf(run, replicaUid(1), "ConsumedWriteCapacityUnits"), sumOf(run, replicaUid(0), "ConsumedWriteCapacityUnits"));
        QCOMPARE(run.state().stores[1].itemCount, run.state().stores[0].itemCount);
    }

    void readsInAnotherRegionSeeTheOldVersionForTheLag() {
        plan::Plan plan = globalPlan({2, 100}, KeyDistribution::singleKey());
        plan.patterns[1].operation = Operation::GetItem;
        stationOf<plan::UnitStoreStation>(plan, 3).replication.lagMeanMs = 0;  // its own copies agree
        const Run run = runWhole(std::move(plan), 61);
        // After each write the others read the old version for 350 ms: 35 reads, of 50.
        const double share = sumOf(run, replicaUid(1), "StaleReplicaReads", 1) / (60.0 * 100);
        QVERIFY2(std::abs(share - 0.7) < 0.02, qPrintable(QString::number(share)));
        // The pattern that read them tells the same.
        QCOMPARE(double(run.state().patterns[1].staleReads), sumOf(run, replicaUid(1), "StaleReplicaReads"));
    }

    void eventsTellWhatIsOutdated() {
        struct Recorder : TraceSink {
            int stale = 0, fresh = 0, undone = 0;
            void record(const HopRecord& hop) override {
                if (hop.kind == HopKind::Served && hop.fromUid == replicaUid(1)) ++(hop.outdated ? stale : fresh);
                if (hop.kind == HopKind::Replication && hop.outdated) ++undone;
            }
        } recorder;
        plan::Plan plan = globalPlan({2, 100}, KeyDistribution::singleKey());
        plan.patterns[1].operation = Operation::GetItem;
        stationOf<plan::UnitStoreStation>(plan, 3).replication.lagMeanMs = 0;
        Run reads(std::make_shared<const plan::Plan>(plan), {});
        reads.setTrace(&recorder, 0);
        reads.runUntil(60'000'000'000);
        QCOMPARE(double(recorder.stale), sumOf(reads, replicaUid(1), "StaleReplicaReads"));
        QVERIFY(recorder.fresh > recorder.stale / 4);
        // Both Regions write one item all the time: of each pair of writes within the lag one is undone.
        plan.patterns[1].operation = Operation::PutItem;
        Run writes(std::make_shared<const plan::Plan>(plan), {});
        writes.setTrace(&recorder, 0);
        writes.runUntil(60'000'000'000);
        QVERIFY(double(recorder.undone) >= sumOf(writes, channelUid(0, 1), "LostUpdates") + sumOf(writes, channelUid(1, 0), "LostUpdates"));
        QVERIFY(recorder.undone > 0);
    }

    void timeToLiveDeletesInEveryRegionAndMarksItsRecords() {
        plan::Plan plan = globalPlan({10, 0}, KeyDistribution::sequential());
        plan::TimeToLive& ttl = stationOf<plan::UnitStoreStation>(plan, 1).ttl;
        ttl.enabled = plan::Switch::On;
        ttl.fastShare = 1;
        ttl.fastMeanS = 1;
        plan.patterns[0].expiresAfterS = 5;
        plan.patterns[0].rate = plan::RateCurve::spike(0, 10, 0, 20);
        plan::LogStation log;
        log.store = 3;
        plan.stations.push_back({kLogUid, "stream", log});
        const Run run = runWhole(std::move(plan), 60);
        const std::uint64_t written = run.state().totals.succeeded;
        QCOMPARE(run.state().stores[0].itemCount, std::uint64_t(0));
        QCOMPARE(run.state().stores[1].itemCount, std::uint64_t(0));
        QCOMPARE(run.state().logs[0].records, 2 * written);
        // The delete is free where it happens, and a replicated write elsewhere.
        QCOMPARE(sumOf(run, replicaUid(0), "ConsumedWriteCapacityUnits"), double(written));
        QCOMPARE(sumOf(run, replicaUid(1), "ConsumedWriteCapacityUnits"), double(2 * written));
    }

    void callsIntoAnIsolatedRegionTimeOut() {
        plan::Plan plan = globalPlan({10, 10}, KeyDistribution::sequential());
        plan.patterns[0].target = 3;
        plan.scenario.faults = {{5, 5, plan::RegionIsolation{1}}};
        const Run run = runWhole(std::move(plan), 20);
        QCOMPARE(run.state().patterns[0].failed, std::uint64_t(50));
        QCOMPARE(run.state().patterns[1].failed, std::uint64_t(0));
    }

    // --- auto scaling ------------------------------------------------------------------------------------------------------------
    void capacityGrowsFourAndAHalfMinutesAfterTheLoad() {
        const Run run = runWhole(scalingPlan(90), 600);
        QCOMPARE(capacityAt(run, 269), 100.0);
        QCOMPARE(capacityAt(run, 271), 129.0);
        QCOMPARE(capacityAt(run, 599), 129.0);
        const ScalingState& scaling = run.state().stores[0].writeScaling;
        QCOMPARE(scaling.activities.size(), std::size_t(1));
        QCOMPARE(scaling.activities[0].decidedNs, 120 * kSecondNs);
        QCOMPARE(scaling.activities[0].appliedNs, 270 * kSecondNs);
    }

    void scalingAndFaultsAreOnRecord() {
        struct Recorder : TraceSink {
            std::vector<HopRecord> hops;
            void record(const HopRecord& hop) override {
                if (hop.kind >= HopKind::Scaling) hops.push_back(hop);
            }
        } recorder;
        plan::Plan plan = scalingPlan(90);
        plan.scenario.lengthS = 600;
        plan.scenario.faults = {{30, 60, plan::LoadFault{1.01}}, {40, 0, plan::HotKeyFault{1, 0.25}}};
        Run run(std::make_shared<const plan::Plan>(std::move(plan)), {});
        run.setTrace(&recorder, 0);
        run.runUntil(600 * kSecondNs);
        run.apply(EndFaultsInput{});
        QCOMPARE(recorder.hops.size(), std::size_t(5));
        QCOMPARE(recorder.hops[0].kind, HopKind::FaultStart);
        QCOMPARE(recorder.hops[0].departNs, 30 * kSecondNs);
        QCOMPARE(recorder.hops[0].key, plan::FaultKind(plan::LoadFault{}).index());
        QCOMPARE(recorder.hops[0].tableTokensAfter, 1.01F);
        QCOMPARE(recorder.hops[1].toUid, kTableUid);
        QCOMPARE(recorder.hops[1].tableTokensAfter, 0.25F);
        QCOMPARE(recorder.hops[2].kind, HopKind::FaultEnd);
        QCOMPARE(recorder.hops[2].departNs, 90 * kSecondNs);
        QCOMPARE(recorder.hops[3].kind, HopKind::Scaling);
        QCOMPARE(recorder.hops[3].departNs, 270 * kSecondNs);
        QCOMPARE(recorder.hops[3].toUid, kTableUid);
        QCOMPARE(recorder.hops[3].hop, std::uint16_t(1));
        QCOMPARE(recorder.hops[3].tableTokensBefore, 100.0F);
        QVERIFY(recorder.hops[3].tableTokensAfter >= 129.0F);
        QCOMPARE(recorder.hops[4].kind, HopKind::FaultEnd);  // what lasts to the end of the run and was ended by hand
        QCOMPARE(recorder.hops[4].toUid, kTableUid);
    }

    void capacityShrinksAfterFifteenQuietMinutes() {
        plan::Plan plan = scalingPlan(30);
        plan::ScalingLoop& loop = stationOf<plan::UnitStoreStation>(plan, 1).scaling.loop;
        const Run slow = runWhole(plan, 1'200);
        QCOMPARE(capacityAt(slow, 15 * 60 + 149), 100.0);
        QCOMPARE(capacityAt(slow, 15 * 60 + 151), 43.0);
        loop.publishDelayS = loop.alarmDelayS = loop.updateDelayS = 0;
        const Run prompt = runWhole(plan, 1'000);
        QCOMPARE(capacityAt(prompt, 15 * 60 - 1), 100.0);
        QCOMPARE(capacityAt(prompt, 15 * 60 + 1), 43.0);
    }

    void aTableAtItsLimitGrowsStepByStep() {
        // Ten times the capacity is asked for: each step asks for 1 / 0.7 of what there is.
        plan::Plan plan = scalingPlan(1'000);
        stationOf<plan::UnitStoreStation>(plan, 1).partitions.splitForHeat = plan::Switch::Off;
        stationOf<plan::UnitStoreStation>(plan, 1).partitions.initialCount = 8;
        const Run run = runWhole(std::move(plan), 3'000);
        const auto& activities = run.state().stores[0].writeScaling.activities;
        QCOMPARE(activities.size() >= 7 && activities.size() <= 9, true);
        for (std::size_t i = 0; i + 2 < activities.size(); ++i)
            QVERIFY(std::abs(activities[i].toUnits / activities[i].fromUnits - 1 / 0.7) < 0.05);
        QVERIFY(capacityAt(run, 2'999) >= 1'000);
    }

    void decreasesHaveABudget() {
        plan::Plan plan = scalingPlan(0);
        // Every half hour the load falls by a third, which asks for a decrease each time.
        std::vector<plan::RateCurve::Point> falling;
        double rate = 90;
        for (int i = 0; i < 8; ++i, rate *= 0.6)
            falling.push_back({i * 1'200.0, rate});
        plan.patterns[0].rate = plan::RateCurve::table(falling, plan::RateCurve::Interpolation::Step);
        stationOf<plan::UnitStoreStation>(plan, 1).scaling.loop.decreasesPerHour = 0;
        const Run run = runWhole(std::move(plan), 9'600);
        std::size_t decreases = 0;
        for (const ScalingActivity& activity : run.state().stores[0].writeScaling.activities)
            decreases += activity.toUnits < activity.fromUnits ? 1 : 0;
        QCOMPARE(decreases, std::size_t(4));
    }

    void theMarginIsPointsOrAShareOfTheTarget() {
        // 52 of 100 units: above 70 % less 20 points, below four fifths of 70 %. Then 52 / 0.7 = 75 units are enough.
        plan::Plan plan = scalingPlan(52);
        QCOMPARE(capacityAt(runWhole(plan, 1'800), 1'799), 100.0);
        stationOf<plan::UnitStoreStation>(plan, 1).scaling.loop.marginOfTarget = plan::Switch::On;
        QCOMPARE(capacityAt(runWhole(plan, 1'800), 1'799), 75.0);
    }

    void aSilentTableKeepsItsCapacity() {
        plan::Plan plan = scalingPlan(0);
        const Run kept = runWhole(plan, 3'600);
        QCOMPARE(capacityAt(kept, 3'599), 100.0);
        stationOf<plan::UnitStoreStation>(plan, 1).scaling.loop.idleScalesIn = plan::Switch::On;
        const Run shrunk = runWhole(plan, 3'600);
        QCOMPARE(capacityAt(shrunk, 3'599), 5.0);
    }
};

QTEST_APPLESS_MAIN(TestReplication)
#include "tst_replication.moc"
