/// A bracketed search for the fewest of a resource, each number tried by simulating the busy hour.
#ifndef PLAN_SEARCH_H
#define PLAN_SEARCH_H

#include <hotline/plan.h>

#include "plan/busy_hour.h"

/// Searches from `guess` on. `bound`: at least this share answered within the AWT, or at most this share
/// blocked. `with` gets what was measured with the number found; may be NULL.
typedef struct measured {
    estimate value; ///< of what the target is about
    double occupancy, mean_wait;
} measured;

bool search_run(const busy_hour *b, const plan_search *how, double bound, double guess, plan_count *out,
                measured *with, uint32_t *tries, input_error *err);

#endif
