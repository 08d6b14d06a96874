/// The parts of the fold: gauges that integrate a number over time, and cells that hold what changes now.
#ifndef STATS_FOLD_H
#define STATS_FOLD_H

#include <hotline/metrics.h>

#include "stats/interval.h"

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
    metric_sums sums;
    gauge gauges[GAUGE_COUNT];
    wait_histogram waits;
} fold_cell;

typedef struct fold_agent {
    uint16_t group, call_class, site; ///< class and site as rows of cells
    uint8_t gauge;                    ///< gauge_kind
} fold_agent;

typedef struct fold_site {
    gauge up, entry_open, trunks, units_down;
    bool is_up;
} fold_site;

/// Where a plan is. FOLD_PLAN_READY: its site in charge is up.
typedef enum fold_plan_state {
    FOLD_PLAN_READY,
    FOLD_PLAN_DETECTING,
    FOLD_PLAN_DECIDING,
    FOLD_PLAN_SWITCHING,
    FOLD_PLAN_UNCOVERED,
    FOLD_PLAN_DOWN,
    FOLD_PLAN_STATES
} fold_plan_state;

/// What was lost last: calls that are dropped are dropped for it, since their records follow at once.
typedef enum fold_loss { LOSS_OF_PLATFORM, LOSS_OF_TRUNKS, LOSS_OF_PORTS, LOSS_OF_SEATS } fold_loss;

typedef struct fold_plan {
    sim_time lost; ///< when the site in charge was lost
    uint16_t in_charge;
    uint8_t phase; ///< plan_phase
    bool fails;    ///< the switch does not work
    uint8_t state; ///< fold_plan_state
} fold_plan;

/// What a caller has asked a backend.
typedef struct fold_query {
    uint16_t backend;
    bool runs;
} fold_query;

/// Calls in queues: now, and the most since the interval or batch began.
typedef struct fold_queue {
    int64_t length, longest;
} fold_queue;

/// Attempts: in the intervals of this batch that are over; until the hour began; in its busiest hour.
typedef struct fold_hours {
    int64_t past, begin, busiest;
} fold_hours;

/// The agents of a group after the duration, by time since then: as they were at the last end of service so
/// far, and what has changed since.
typedef struct fold_closing {
    gauge idle, busy, idle_since, busy_since;
    uint64_t ends; ///< of service, in all groups, when it changed last
} fold_closing;

/// The further acceptable waiting times, then that of `all`; as many as within_counts has of each kind.
enum { LIMIT_ALL = FURTHER_AWTS_MAX, LIMIT_COUNT };

/// The fold of one replication. Counts and integrals of the current interval gather in cells, one for each
/// class and site; when the interval ends they are added to its sums and to those of the sites. So a record
/// costs one count and two gauges, whatever the scopes in which it shows.
struct metrics {
    const layout *layout;
    metric_scopes scopes;
    intervals grid;
    interval_span now;              ///< the current interval, or what is left of it since the batch began
    sim_time next;                  ///< when a record must wait until the fold has ticked
    sim_time hour_end;              ///< of the current hour of the clock
    sim_time batch_from, batch_to;  ///< the current batch
    uint32_t batch, batch_count;    ///< its number; all
    bool counting, over;            ///< within the duration; after it
    bool limited;                   ///< there are further acceptable waiting times
    uint32_t class_rows, site_rows; ///< of cells: one more than there are, for 'none'
    uint32_t agent_count, slot_count;
    fold_cell *cells;      ///< [class row * site rows + site row]
    metric_sums *by_group; ///< [interval * groups + group]: counts; integrals of the past intervals
    metric_sums *groups;   ///< of these, those of the current interval
    gauge (*group_gauges)[GAUGE_COUNT];
    metric_sums *by_interval; ///< [interval * class rows + class row]; the last row: what has no class
    metric_sums *by_site;     ///< [site row]
    fold_agent *agents;
    fold_site *sites;
    fold_queue *class_queues, *site_queues; ///< by row; the last row of the classes: all of them
    fold_hours *class_hours, *site_hours;   ///< the same
    wait_histogram *waits;                  ///< by metric_waits_index
    sim_time limits[LIMIT_COUNT];           ///< negative where there is none
    fold_plan *plans;
    gauge plan_gauges[FOLD_PLAN_STATES]; ///< plans in each state
    fold_loss loss;
    gauge units_down;     ///< of no site
    bool *units;          ///< by unit: it does not work
    uint8_t *call_gauges; ///< by slot: the gauge_kind that the caller is in
    uint16_t *lines;      ///< by slot: the site whose trunk it holds, or NO_INDEX16
    sim_time *waited; ///< by slot: in earlier attempts that count against the AWT; NULL until one is heard of
    fold_closing *closing;      ///< by group
    sim_time last_end;          ///< of service, since the end of the duration; 0: there was none
    uint64_t service_ends;      ///< how many there were
    gauge *backends;            ///< queries that run
    fold_query *queries;        ///< by slot; NULL until the first query
    metric_sums *done;          ///< of the batches that are over, [batch * scopes + scope]
    wait_histogram *done_waits; ///< [batch * histograms + histogram]
};

/// Adds the gauges' integrals over the interval of this length to `sums`, and starts them afresh.
void gauges_close(gauge gauges[GAUGE_COUNT], sim_time length, integrals *sums);

void integrals_merge(integrals *sums, const integrals *more);
void metric_sums_merge(metric_sums *sums, const metric_sums *more);

/// The end of the duration: looks at the agents as they are.
void closing_begin(metrics *m);

/// After it, before an agent's record changes anything else: notes what the agent does.
void closing_observe(metrics *m, const record *r, gauge_kind to);

/// Adds what happened up to the last end of service to the sums of the last batch.
void closing_end(metrics *m, metric_sums *sums);

/// The caller's query runs from now on, or no longer; `time` is measured from the begin of the interval.
void fold_query_set(metrics *m, const record *r, bool runs, sim_time time);

/// Goes on to `time`: ends the intervals, hours and batches that are over by then.
void fold_advance(metrics *m, sim_time time);

/// Begins the first interval and batch.
void fold_begin(metrics *m);

/// Ends the last batch.
void fold_end(metrics *m);

/// Sums that have no class: of sites, entries and the time itself.
static inline metric_sums *classless_sums(metrics *m) {
    return &m->by_interval[(size_t)m->now.index * m->class_rows + m->class_rows - 1];
}

/// Histograms that count the same waits: of the class, the interval and the site; NULL where there is none.
enum { FOLD_WAITS = 3 };
typedef struct fold_waits {
    wait_histogram *into[FOLD_WAITS];
} fold_waits;

/// Where waits of a class in an interval at a site are counted. If classes have histograms within intervals,
/// these alone: what a class and an interval have together is added up in the end.
fold_waits fold_waits_of(metrics *m, uint32_t interval, uint32_t class_row, uint32_t site_row);

#endif
