/// The simulation of one replication of one scheme.
#ifndef HOTLINE_SIM_H
#define HOTLINE_SIM_H

#include <hotline/record.h>
#include <hotline/replay.h>
#include <hotline/scenario.h>

typedef struct sim sim;

typedef struct sim_options {
    uint64_t seed;
    uint32_t replication; ///< from 0; same seed and replication: same callers, same failures, in every scheme
} sim_options;

typedef enum sim_status {
    SIM_RUNNING,
    SIM_FINISHED,
    SIM_OUT_OF_ROOM, ///< more than 2^24 callers inside and waiting to redial, or memory exhausted: could not
                     ///< finish
} sim_status;

/// Creates a simulation at its first moment (the begin of the warm-up). `sc` and the probe's watchers must
/// outlive it; the probe itself is copied. NULL when memory is exhausted.
sim *sim_create(const scenario *sc, const sim_options *options, const probe *watchers);
void sim_destroy(sim *s);

/// Lets everything happen up to and including `time`, and hands all records to the watchers.
sim_status sim_run_until(sim *s, sim_time time);

/// Runs to the end: the scenario's duration, then until everybody inside has left or waits for somebody who
/// never comes.
sim_status sim_run(sim *s);

/// The state of all entities, for comparison with a replayed one (its counts are not filled in).
/// `out` must have been made with the scenario's layout. False when memory is exhausted.
bool sim_export_state(const sim *s, replay_state *out);

/// Number of events that have happened.
uint64_t sim_event_count(const sim *s);

#endif
