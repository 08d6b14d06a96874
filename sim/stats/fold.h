/// The parts of the fold: gauges that integrate a number over time, and cells that hold what changes now.
#ifndef STATS_FOLD_H
#define STATS_FOLD_H

#include <hotline/metrics.h>

/// What is integrated over time for every class and site. GAUGE_OTHER takes what nobody asks for, so
/// that each move is one fall and one rise, without a branch.
typedef enum gauge_kind {
    GAUGE_OTHER,
    GAUGE_QUEUED,
    GAUGE_IVR,
    GAUGE_AWAY,
    GAUGE_IDLE,
    GAUGE_TALKING,
    GAUGE_WRAPUP,
    GAUGE_COUNT
} gauge_kind;

/// A number that changes in time, and its integral since the begin of the interval: the number now times the
/// interval's length, less each rise times the time at which it rose. Unsigned: it wraps and comes back.
typedef struct gauge {
    int64_t number;
    uint64_t area;
} gauge;

/// `time` is measured from the begin of the interval.
static inline void gauge_rise(gauge *g, sim_time time) {
    g->number++;
    g->area -= (uint64_t)time;
}

static inline void gauge_fall(gauge *g, sim_time time) {
    g->number--;
    g->area += (uint64_t)time;
}

/// The integral over the interval of this length; the gauge is ready for the next one.
static inline int64_t gauge_close(gauge *g, sim_time length) {
    int64_t area = (int64_t)(g->area + (uint64_t)g->number * (uint64_t)length);
    g->area = 0;
    return area;
}

/// Wraps instead of overflowing: the layout of a hostile trace may hold any duration, and any number of
/// sites.
static inline void integral_add(int64_t *sum, int64_t more) {
    *sum = (int64_t)((uint64_t)*sum + (uint64_t)more);
}

/// What happens in the current interval to a class at a site.
typedef struct fold_cell {
    call_counts counts;
    gauge gauges[GAUGE_COUNT];
} fold_cell;

/// Adds the gauges' integrals over the interval of this length to `sums`, and starts them afresh.
void gauges_close(gauge gauges[GAUGE_COUNT], sim_time length, integrals *sums);

void integrals_merge(integrals *sums, const integrals *more);
void metric_sums_merge(metric_sums *sums, const metric_sums *more);

#endif
