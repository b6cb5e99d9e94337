// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/core/eventqueue.h"
#include "simulation/core/randomstream.h"

#include <QTest>

#include <queue>

using namespace sim;

namespace {

struct Later {
    bool operator()(const Event& x, const Event& y) const { return before(y, x); }
};
using Reference = std::priority_queue<Event, std::vector<Event>, Later>;

// Pushes into both queues and gives both the same sequence numbers.
struct Pair {
    EventQueue queue;
    Reference reference;
    std::uint64_t pushed = 0;

    void push(std::int64_t timeNs, std::uint32_t tag) {
        queue.push(timeNs, EventType::Arrival, tag);
        reference.push(Event{timeNs, (++pushed << 8) | 1U, tag, 0, 0});
    }
    bool popsAgree() {
        const Event expected = reference.top();
        reference.pop();
        if (queue.nextTimeNs() != expected.timeNs)
            return false;
        const Event actual = queue.pop();
        nowNs = actual.timeNs;
        return actual.timeNs == expected.timeNs && actual.sequence == expected.sequence && actual.a == expected.a;
    }
    std::int64_t nowNs = 0;
};

std::int64_t holdTimeNs(RandomStream& random, int shape) {
    const double u = random.uniform();
    switch (shape) {
    case 0:
        return static_cast<std::int64_t>(u * 1e6);
    case 1:
        return u < 0.9 ? static_cast<std::int64_t>(u * 1e4) : static_cast<std::int64_t>(u * 1e12);  // near and very far
    case 2:
        return u < 0.5 ? 0 : 1'000'000;  // many at one time
    case 3:
        return static_cast<std::int64_t>(1 / (u + 1e-9) * 1e3);  // heavy tail
    default:
        return static_cast<std::int64_t>(u * 30e9);
    }
}

}  // namespace

class TestEventQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithAPriorityQueueEventByEvent_data() {
        QTest::addColumn<int>("pending");
        QTest::addColumn<int>("shape");
        for (const int pending : {1, 10, 1000, 50'000})
            for (int shape = 0; shape < 5; ++shape)
                QTest::addRow("%d pending, shape %d", pending, shape) << pending << shape;
    }
    void agreesWithAPriorityQueueEventByEvent() {
        QFETCH(int, pending);
        QFETCH(int, shape);
        Pair pair;
        RandomStream random(1, 2, 3, Purpose::Arrivals);
        for (int i = 0; i < pending; ++i)
            pair.push(holdTimeNs(random, shape), static_cast<std::uint32_t>(i));
        for (int i = 0; i < 100'000; ++i) {
            QVERIFY2(pair.popsAgree(), qPrintable(QString::number(i)));
            pair.push(pair.nowNs + holdTimeNs(random, shape), static_cast<std::uint32_t>(i));
        }
        while (!pair.reference.empty())
            QVERIFY(pair.popsAgree());
        QVERIFY(pair.queue.empty());
        QCOMPARE(pair.queue.nextTimeNs(), std::numeric_limits<std::int64_t>::max());
    }

    void agreesWhenTheLoadComesAndGoes() {
        Pair pair;
        RandomStream random(4, 5, 6, Purpose::Arrivals);
        for (int phase = 0; phase < 12; ++phase) {
            const int pushes = phase % 3 == 0 ? 60'000 : phase % 3 == 1 ? 10 : 3000;
            for (int i = 0; i < pushes; ++i)
                pair.push(pair.nowNs + holdTimeNs(random, phase % 5), static_cast<std::uint32_t>(i));
            const std::size_t leave = phase % 2 == 0 ? 5 : 2000;
            while (pair.reference.size() > leave)
                QVERIFY(pair.popsAgree());
        }
    }

    void aCopyGoesOnLikeTheOriginal() {
        EventQueue queue;
        RandomStream random(7, 8, 9, Purpose::Arrivals);
        for (std::uint32_t i = 0; i < 20'000; ++i)
            queue.push(holdTimeNs(random, 3), EventType::Reply, i);
        for (int i = 0; i < 5000; ++i)
            (void)queue.pop();
        EventQueue copy = queue;
        QCOMPARE(copy.count(), queue.count());
        std::int64_t nowNs = 0;
        for (int i = 0; i < 30'000 && !queue.empty(); ++i) {
            const Event original = queue.pop();
            const Event copied = copy.pop();
            QCOMPARE(copied.timeNs, original.timeNs);
            QCOMPARE(copied.sequence, original.sequence);
            nowNs = original.timeNs;
            if (i % 3 == 0) {
                queue.push(nowNs + i, EventType::Retry, 1);
                copy.push(nowNs + i, EventType::Retry, 1);
            }
        }
    }

    void keepsTheOrderOfPushesAtOneTime() {
        EventQueue queue;
        for (std::uint32_t i = 0; i < 3000; ++i)
            queue.push(500, EventType::Arrival, i);
        for (std::uint32_t i = 0; i < 3000; ++i)
            QCOMPARE(queue.pop().a, i);
    }

    void carriesAllThatAnEventHolds() {
        EventQueue queue;
        queue.push(7, EventType::TtlStep, 11, 12, 1ULL << 60);
        const Event event = queue.pop();
        QCOMPARE(event.timeNs, std::int64_t(7));
        QVERIFY(event.type() == EventType::TtlStep);
        QCOMPARE(event.a, 11u);
        QCOMPARE(event.b, 12u);
        QCOMPARE(event.c, std::uint64_t(1) << 60);
    }
};

QTEST_APPLESS_MAIN(TestEventQueue)
#include "tst_eventqueue.moc"
