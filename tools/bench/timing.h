/// Runs of the engine and of the hand-written loops, timed by the processor's clock.
#ifndef BENCH_TIMING_H
#define BENCH_TIMING_H

#include <hotline/scenario.h>

/// ns_per_call 0: the scenario is none that a hand-written loop knows.
typedef struct timing {
    double ns_per_call, calls, queued, abandoned;
} timing;

/// Processor time of this process so far, and time that passes; seconds.
double processor_seconds(void);
double clock_seconds(void);

/// Keeps the process on one processor, the last one.
void pin_to_one_core(void);

/// One replication from the beginning, with its metrics as `hotline run` keeps them. Ends the program when it
/// fails.
timing engine_time(const scenario *sc, uint64_t seed);

/// The same center written by hand.
timing hand_time(const scenario *sc, uint64_t seed);

double median(double *x, int count);

#endif
