/// Intervals of the results: where they begin and end, and how they fold by time of day or week.
#ifndef STATS_INTERVAL_H
#define STATS_INTERVAL_H

#include <hotline/layout.h>

/// More intervals than this are not kept: shorter ones are made longer.
enum { INTERVALS_MAX = 1000000 };

/// The interval grid of a layout. The grid repeats every `period`; `start` is `phase` after its beginning.
typedef struct intervals {
    sim_time period, length, phase, duration;
    uint32_t per_period;
    uint32_t first; ///< bin of the period that is listed first
    uint32_t count; ///< bins that are listed: all of the period, or those that the duration touches
} intervals;

/// One interval as it happens: [from, to) in time from `start`, and its place in the results.
typedef struct interval_span {
    sim_time from, to;
    uint32_t index;
} interval_span;

/// With FOLD_NONE it is one interval, the whole duration.
intervals intervals_of(const layout *l);

/// The interval of a moment; moments outside of the duration belong to the first or the last interval.
/// The span is cut to the duration.
interval_span intervals_at(const intervals *g, sim_time time);

#endif
