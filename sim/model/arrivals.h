/// First attempts: Poisson, at rates that are constant in slices.
#ifndef MODEL_ARRIVALS_H
#define MODEL_ARRIVALS_H

#include <hotline/sim.h>

#include "random/stream.h"

/// Where the arrivals of a class are.
typedef struct arrival_source {
    stream gaps;       ///< of this slice
    double expected;   ///< arrivals expected in this slice until the last one: sum of unit exponential gaps
    double per_second; ///< rate of this slice, busyness included
    int64_t slice;
    sim_time slice_begin, slice_end;
    uint32_t place; ///< of the next caller within the slice
} arrival_source;

void arrivals_begin(sim *s);
void arrivals_on_arrival(sim *s, uint32_t class_index);

#endif
