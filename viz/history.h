/// The whole of a trace at a glance, for the timeline: counts by interval, outages, failover phases, marks.
/// A fold over records.
#ifndef VIZ_HISTORY_H
#define VIZ_HISTORY_H

#include <hotline/counts.h>
#include <hotline/layout.h>
#include <hotline/record.h>

/// What lasts for a while and is drawn as a band.
typedef enum span_kind {
    SPAN_SITE_DOWN, ///< a site's platform is down; index: the site
    SPAN_DETECTING, ///< index: the plan, also below
    SPAN_DECIDING,
    SPAN_SWITCHING,
    SPAN_ON_STANDBY, ///< another site than the plan's `from` is in charge
    SPAN_SWITCHOVER, ///< from the failure until another site is in charge: the time to recover
} span_kind;

typedef struct history_span {
    sim_time from, to;
    span_kind kind;
    uint32_t index;
    int64_t lost; ///< of a switchover: calls lost to failures while it lasted
} history_span;

typedef struct history {
    const layout *layout;
    sim_time interval; ///< length of the intervals that the curves are made of
    uint32_t interval_count;
    call_counts *intervals; ///< [interval_count], all classes together
    bool *asks;             ///< by class: whether anybody of it ever asked for an agent
    history_span *spans;    ///< in the order of their ends
    size_t span_count, span_capacity;
    sim_time *marks; ///< moments of interest: rising, all different
    size_t mark_count, mark_capacity;
    sim_time *down_since;   ///< by site; SIM_NEVER when up
    history_span *phase;    ///< by plan: the phase that is going on
    sim_time *failed_since; ///< by plan: when the failure began; SIM_NEVER when nothing is going on
    uint16_t *in_charge;    ///< by plan
    int64_t lost;           ///< calls lost to failures: blocked by a fault, or dropped
    sim_time lost_at;       ///< when the last one was
    int64_t lost_earlier;   ///< how many before that moment
    int64_t *lost_before;   ///< by plan: how many before its failure
} history;

/// A length of intervals that suits a picture: the layout's own, or one like it, at most 600 of them.
sim_time history_interval(const layout *l);

/// An empty history. `l` must outlive it. Aborts when memory is exhausted.
history *history_create(const layout *l);
/// Accepts NULL.
void history_destroy(history *h);
/// A probe_observe function, `h` being the history.
void history_observe(void *h, const record *records, size_t count);
/// Ends what is still going on at `end`, the time of the last record.
void history_finish(history *h, sim_time end);

#endif
