// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

// The cohort driver: one event stands for all requests of a slice of time. It works on the same stations' state and by the same formulas
// (units, buckets, growth, splits, retry delays, faults) as the exact driver. What it gives: the same distribution of requests, throttles,
// retries, units and latencies. What only exact runs give: single journeys, stale reads, failed conditions one by one (their share follows
// from what is there and how often it is written), which items a batch brings back, the adaptive retry mode's own limiter, and the order of
// events within a slice: retries without jitter come back in bunches, which a slice smooths, so their number comes out up to a sixth too high.
// A hop's refusals are not tried again, nor are those of caches, functions and buckets. Streams, functions, caches and replication: the same
// rates, ages, hits and units, and how long a poison record holds up its lane; which record or item it was, lost updates and stale values
// only exact runs tell.
namespace sim::cohort {

// Whether the plan is to be run in cohorts, and if so prepares the state; called before anything is scheduled.
void start(Kernel& kernel, const plan::Plan& plan);
void onSlice(Kernel& kernel, const Event& event);
void onExpiry(Kernel& kernel, const Event& event);
// Spreads what cold partitions took over them, for metrics and heat.
void spreadCold(Kernel& kernel, std::uint32_t store);

}  // namespace sim::cohort
