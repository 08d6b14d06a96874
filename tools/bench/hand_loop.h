/// The yardstick: M/M/c+M written by hand for this one model, with nothing that it does not need.
#ifndef BENCH_HAND_LOOP_H
#define BENCH_HAND_LOOP_H

#include <stdint.h>

typedef struct hand_loop_case {
    double arrivals_per_s, mean_talk_s, mean_patience_s; ///< patience 0: nobody gives up
    uint32_t agents;                                     ///< at most 65,535
    double duration_s;
    uint64_t seed;
} hand_loop_case;

/// The only statistics that it keeps.
typedef struct hand_loop_counts {
    uint64_t offered, queued, answered, abandoned;
} hand_loop_counts;

/// Runs one replication from empty until everybody has left. All zero when memory is exhausted.
hand_loop_counts hand_loop_run(const hand_loop_case *c);

#endif
