/// Planning by simulation: how many seats, IVR ports and trunks the busy hour of a call model needs.
#ifndef HOTLINE_PLAN_H
#define HOTLINE_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include <hotline/call_model.h>
#include <hotline/experiment.h>

/// How it is simulated.
typedef struct plan_search {
    uint32_t replications; ///< of each number that is tried, at least 2; 0: by the size of the center
    uint64_t seed;         ///< the same callers whatever number is tried
    uint32_t jobs;         ///< threads; 0: as many as there are processors. Results do not depend on it
    double confidence;     ///< of all intervals
    bool (*cancelled)(void *context); ///< may be NULL
    void *cancel_context;
} plan_search;

/// The fewest of one resource that meet the target.
typedef struct plan_count {
    double count; ///< the fewest with which the mean over the replications meets it
    double low,
        high; ///< below `low` the interval misses it, from `high` on it meets it: what chance leaves open
    estimate reached; ///< share answered within the AWT, or blocked, with `count`
    uint32_t replications;
} plan_count;

typedef struct plan_results {
    plan_count seats, ports, trunks;
    double occupancy; ///< of the seats
    double mean_wait; ///< of those who ask for an agent, with these seats; seconds
    uint32_t tries;   ///< simulations that were run
} plan_results;

/// Simulates an hour as busy as the busy hour for each number that a bracketed search asks for, on the same
/// callers: after an hour like it, and for ports and trunks after five mean durations, at least 10 min. Calls
/// come as a Poisson process; times in the menu are exponential, handling times lognormal with the cv
/// `aht_cv`, patience exponential if given.
///
/// Seats by themselves: the fewest with `service_level` of the calls for agents answered within `awt`; ports
/// by themselves, and trunks with these seats: the fewest that block at most `blocking`. Callers without a
/// trunk do not come to the agents: so trunks may be a few less than Erlang B asks for, which takes the waits
/// of an unlimited center.
///
/// `f` as call_factors_complete fills it. False, and `err` set, when a target cannot be reached, the center
/// is too large to be simulated, or it was cancelled.
bool plan_simulate(const call_factors *f, const plan_search *how, plan_results *out, input_error *err);

#endif
