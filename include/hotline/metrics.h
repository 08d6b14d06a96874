/// Metrics: one replication's sums as a fold over records, and the measures that are made of them.
/// docs/metrics.md defines every measure by its formula.
#ifndef HOTLINE_METRICS_H
#define HOTLINE_METRICS_H

#include <hotline/counts.h>
#include <hotline/layout.h>
#include <hotline/record.h>
#include <hotline/waits.h>

/// Time integrals, in microseconds times number, from the end of the warm-up to the end of the duration.
/// X(field, meaning)
#define HOTLINE_INTEGRALS(X)                                                                                 \
    X(time, "length of the time that is integrated over")                                                    \
    X(calls_queued, "calls in queues")                                                                       \
    X(calls_ivr, "calls in the IVR")                                                                         \
    X(callers_away, "callers between two attempts")                                                          \
    X(agents_idle, "free agents")                                                                            \
    X(agents_talking, "agents talking")                                                                      \
    X(agents_wrapup, "agents in wrap-up")                                                                    \
    X(sites_up, "sites whose platform is up")                                                                \
    X(sites, "sites")                                                                                        \
    X(entries_open, "entries that lead to a site that takes calls")                                          \
    X(entries, "entries: sites that a class's `enter` names")                                                \
    X(switchovers, "completed failovers (a number, not an integral)")                                        \
    X(answers, "answers given within the time (a number, not an integral)")                                  \
    X(trunks_busy, "trunks in use")                                                                          \
    X(limited_busy, "of these: at sites whose trunks are limited")                                           \
    X(limited_trunks, "trunks of these sites")                                                               \
    X(queries_running, "queries on which backends work")                                                     \
    X(limited_queries, "of these: at backends with a capacity")                                              \
    X(limited_capacity, "capacity of these backends")                                                        \
    X(agents, "agents of the groups, at work or not")                                                        \
    X(units_down, "units of components that do not work by themselves")                                      \
    X(plans, "failover plans")                                                                               \
    X(plans_detecting, "plans whose site in charge has failed, and nobody knows")                            \
    X(plans_deciding, "plans whose switch is being decided on")                                              \
    X(plans_switching, "plans that switch")                                                                  \
    X(plans_uncovered, "plans whose switch did not work")                                                    \
    X(plans_down, "plans all of whose sites are down (these count in no other state)")                       \
    X(switch_time, "from the loss of a site to the switchover, added up over switchovers")                   \
    X(dropped_by_platform, "calls dropped within the time as a platform was lost (a number)")                \
    X(dropped_by_trunks, "calls dropped as trunks were lost (a number)")                                     \
    X(dropped_by_ports, "calls dropped as IVR ports were lost (a number)")                                   \
    X(dropped_by_seats, "calls dropped as seats were lost (a number)")

/// Time integrals from the end of the duration to the last end of service: the last moment at which an agent
/// who was talking or in wrap-up is done. Known of all and of groups.
/// X(field, meaning)
#define HOTLINE_CLOSING_TIMES(X)                                                                             \
    X(idle_after, "free agents after the duration, up to the last end of service")                           \
    X(busy_after, "agents talking or in wrap-up after the duration")

/// The largest in a replication; those of scopes that belong together merge by taking the larger one. Except
/// for the waits, from the end of the warm-up to the end of the duration.
#define HOTLINE_EXTREMES(X)                                                                                  \
    X(wait_longest, "longest wait of an answered call, in microseconds")                                     \
    X(queue_longest, "most calls in queues at a time")                                                       \
    X(busiest_hour, "most attempts in an hour of the clock")

/// Calls within the further acceptable waiting times, by their index in the layout; see
/// metric_catalog_create.
#define HOTLINE_WITHIN(X)                                                                                    \
    X(answered_within_1, "answered within the first further acceptable waiting time")                        \
    X(answered_within_2, "answered within the second")                                                       \
    X(answered_within_3, "answered within the third")                                                        \
    X(answered_within_all, "answered within `awt_all`, if it is given: `answered_within` of all classes")    \
    X(abandoned_within_1, "gave up within the first further acceptable waiting time")                        \
    X(abandoned_within_2, "gave up within the second")                                                       \
    X(abandoned_within_3, "gave up within the third")                                                        \
    X(abandoned_within_all, "gave up within `awt_all`, if it is given: `abandoned_within` of all classes")

/// The percentiles that are kept of each replication by itself, in percent.
#define HOTLINE_PERCENTILES(X) X(50) X(80) X(90) X(95) X(99)

#define X(field, meaning) int64_t field;
typedef struct integrals {
    HOTLINE_INTEGRALS(X)
} integrals;
typedef struct closing_times {
    HOTLINE_CLOSING_TIMES(X)
} closing_times;
typedef struct extremes {
    HOTLINE_EXTREMES(X)
} extremes;
typedef struct within_counts {
    HOTLINE_WITHIN(X)
} within_counts;
#undef X

#define X(percent) PERCENTILE_##percent,
typedef enum percentile { HOTLINE_PERCENTILES(X) PERCENTILE_COUNT } percentile;
#undef X

/// The sums of one scope (all, a class, a group, a site, an interval) of one replication.
typedef struct metric_sums {
    call_counts counts;
    integrals integrals;
    extremes extremes;
    within_counts within;
    closing_times closing;
    double
        wait_percentiles[PERCENTILE_COUNT]; ///< of this replication's answered calls, in seconds; NaN: none
} metric_sums;

/// What a scope is; each measure is defined in some of them.
typedef enum metric_scope {
    SCOPE_ALL = 1,
    SCOPE_CLASS = 2,
    SCOPE_GROUP = 4,
    SCOPE_SITE = 8,
    SCOPE_INTERVAL = 16,
    SCOPE_INTERVAL_CLASS = 32,
    SCOPE_INTERVAL_GROUP = 64,
} metric_scope;

/// Number and order of scopes: all, classes, groups, sites; then for each interval: all, classes, groups;
/// then for each window: all, classes, groups, sites.
typedef struct metric_scopes {
    uint32_t class_count, group_count, site_count, interval_count;
    uint32_t window_count; ///< parts of the duration that are folded by themselves, see window_metrics
} metric_scopes;
/// Those of a layout, without windows.
metric_scopes metric_scopes_of(const layout *l);
size_t metric_scopes_count(const metric_scopes *s);
size_t metric_scope_class(const metric_scopes *s, uint32_t class_index);
size_t metric_scope_group(const metric_scopes *s, uint32_t group);
size_t metric_scope_site(const metric_scopes *s, uint32_t site);
size_t metric_scope_interval(const metric_scopes *s, uint32_t interval);
size_t metric_scope_interval_class(const metric_scopes *s, uint32_t interval, uint32_t class_index);
size_t metric_scope_interval_group(const metric_scopes *s, uint32_t interval, uint32_t group);
/// The place in a window of what `scope` is of: all, a class, a group or a site.
size_t metric_scope_window(const metric_scopes *s, uint32_t window, size_t scope);

/// Histograms of waits are kept of all, classes, groups, sites and windows; of intervals for all if there are
/// at most WAIT_INTERVALS_MAX of them, and for each class if these are at most WAIT_INTERVALS_MAX together.
/// Their number, and the index of a scope's; SIZE_MAX when it has none.
enum { WAIT_INTERVALS_MAX = 1000 };
size_t metric_waits_count(const metric_scopes *s);
size_t metric_waits_index(const metric_scopes *s, size_t scope);

/// Begin and end of an interval, in time from `start` (FOLD_ABSOLUTE), since midnight (FOLD_DAY) or since
/// Monday 00:00 (FOLD_WEEK).
void metric_interval_bounds(const layout *l, uint32_t interval, sim_time *from, sim_time *to);

/// A measure: a ratio of two sums (or, without denominator, a sum), both linear in the fields of metric_sums;
/// or a percentile of the waits. A sum may be undefined too: the longest of no waits.
typedef struct metric metric;
size_t metric_count(void);
const metric *metric_at(size_t index);
/// NULL when there is none of that name.
const metric *metric_find(const char *name);
const char *metric_name(const metric *m);
const char *metric_unit(const metric *m);    ///< "", "s", "calls", "Erlang", …
const char *metric_formula(const metric *m); ///< as docs/metrics.md prints it
bool metric_in_scope(const metric *m, metric_scope scope);
bool metric_is_ratio(const metric *m);
/// Is it a percentile? Then `*which` is set (unless NULL), and it has no numerator and denominator.
bool metric_is_percentile(const metric *m, percentile *which);
double percentile_share(percentile which); ///< 0.9 for PERCENTILE_90
double metric_numerator(const metric *m, const metric_sums *s);
/// 1 when it is no ratio; 0 where it is undefined.
double metric_denominator(const metric *m, const metric_sums *s);
/// Its value in these sums alone; NaN when undefined (0/0).
double metric_value(const metric *m, const metric_sums *s);

/// The measures of one center: all of the table, and for each further acceptable waiting time those that
/// depend on it, named after it: "service_level@30s".
typedef struct metric_catalog metric_catalog;
metric_catalog *metric_catalog_create(const layout *l);
void metric_catalog_destroy(metric_catalog *c); ///< accepts NULL
size_t metric_catalog_count(const metric_catalog *c);
const metric *metric_catalog_at(const metric_catalog *c, size_t index);
/// NULL when there is none of that name. An acceptable waiting time may be written in any way: "@60s" is
/// "@1min".
const metric *metric_catalog_find(const metric_catalog *c, const char *name);

/// The fold of one replication.
typedef struct metrics metrics;
metrics *metrics_create(const layout *l); ///< `l` must outlive it
/// The same, with the duration cut into `batches` equal parts: each has sums of its own, of what happens in
/// it.
metrics *metrics_create_batched(const layout *l, uint32_t batches);
void metrics_destroy(metrics *m);
/// A probe_observe function, `m` being the metrics. Records must be possible in the layout's center, in the
/// order of time: those of a simulation are, and trace_read_all() hands over no others.
void metrics_observe(void *m, const record *records, size_t count);
/// Ends the fold: fills metric_scopes_count() sums, for each batch. Call once, after the last record.
void metrics_finish(metrics *m, metric_sums *sums);
/// After metrics_finish: hands over the histograms of waits, metric_waits_count() for each batch. To be
/// freed, one by one with waits_free, and then the array.
wait_histogram *metrics_take_waits(metrics *m);

/// The fold of one replication over parts of its duration, each by itself, as metrics would have it of an
/// interval that begins and ends there: attempts count in the part to which their records are dated, and time
/// is integrated over it.
typedef struct window_metrics window_metrics;
/// `l` must outlive it; each span must lie within its duration.
window_metrics *window_metrics_create(const layout *l, const sim_span *spans, size_t count);
void window_metrics_destroy(window_metrics *w); ///< accepts NULL
/// A probe_observe function, `w` being the window_metrics.
void window_metrics_observe(void *w, const record *records, size_t count);
/// Ends the fold. For each part, one behind the other, fills the sums and the histograms of waits of all,
/// classes, groups and sites; the histograms then belong to the caller. Call once, after the last record.
void window_metrics_finish(window_metrics *w, metric_sums *sums, wait_histogram *waits);

#endif
