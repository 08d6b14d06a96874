/// The yardsticks: a center written by hand for one model each, with nothing that it does not need.
#ifndef BENCH_HAND_LOOP_H
#define BENCH_HAND_LOOP_H

#include <stdint.h>

/// The only statistics that they keep.
typedef struct hand_counts {
    uint64_t offered, queued, answered, abandoned;
} hand_counts;

/// M/M/c+M.
typedef struct hand_loop_case {
    double arrivals_per_s, mean_talk_s, mean_patience_s; ///< patience 0: nobody gives up
    uint32_t agents;
    double duration_s;
    uint64_t seed;
} hand_loop_case;

/// Runs one replication from empty until everybody has left. All zero when memory is exhausted.
hand_counts hand_loop_run(const hand_loop_case *c);

enum { HAND_CLASSES = 3, HAND_GROUPS = 2 };

/// Classes and groups of agents: exponential times, Poisson arrivals, rates and staffing in slices that
/// repeat. A call takes the longest idle agent of the first of its groups that has one; a free agent takes
/// the call that has waited longest of its classes. Too many agents: whoever is done first leaves.
typedef struct hand_skills_case {
    const double *arrivals_per_s[HAND_CLASSES]; ///< by slice
    const uint32_t *agents[HAND_GROUPS];        ///< by slice
    uint32_t slices;
    double slice_s;
    double mean_talk_s[HAND_CLASSES], mean_patience_s[HAND_CLASSES];
    uint8_t groups[HAND_CLASSES][HAND_GROUPS];  ///< in order; HAND_GROUPS: no more
    uint8_t classes[HAND_GROUPS][HAND_CLASSES]; ///< of each group; HAND_CLASSES: no more
    double duration_s;
    uint64_t seed;
} hand_skills_case;

hand_counts hand_skills_run(const hand_skills_case *c);

#endif
