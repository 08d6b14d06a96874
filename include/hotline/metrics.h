/// Metrics: one replication's sums as a fold over records, and the measures that are made of them.
/// docs/metrics.md defines every measure by its formula.
#ifndef HOTLINE_METRICS_H
#define HOTLINE_METRICS_H

#include <hotline/counts.h>
#include <hotline/layout.h>
#include <hotline/record.h>

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
    X(switchovers, "completed failovers (a number, not an integral)")

#define X(field, meaning) int64_t field;
typedef struct integrals {
    HOTLINE_INTEGRALS(X)
} integrals;
#undef X

/// The sums of one scope (all, a class, a group, a site, an interval) of one replication.
typedef struct metric_sums {
    call_counts counts;
    integrals integrals;
} metric_sums;

/// What a scope is; each measure is defined in some of them.
typedef enum metric_scope {
    SCOPE_ALL = 1,
    SCOPE_CLASS = 2,
    SCOPE_GROUP = 4,
    SCOPE_SITE = 8,
    SCOPE_INTERVAL = 16,
    SCOPE_INTERVAL_CLASS = 32,
} metric_scope;

/// Number and order of scopes of a layout: all, classes, groups, sites, then for each interval: all, classes.
typedef struct metric_scopes {
    uint32_t class_count, group_count, site_count, interval_count;
} metric_scopes;
metric_scopes metric_scopes_of(const layout *l);
size_t metric_scopes_count(const metric_scopes *s);
size_t metric_scope_class(const metric_scopes *s, uint32_t class_index);
size_t metric_scope_group(const metric_scopes *s, uint32_t group);
size_t metric_scope_site(const metric_scopes *s, uint32_t site);
size_t metric_scope_interval(const metric_scopes *s, uint32_t interval);
size_t metric_scope_interval_class(const metric_scopes *s, uint32_t interval, uint32_t class_index);

/// Begin and end of an interval, in time from `start` (FOLD_ABSOLUTE), since midnight (FOLD_DAY) or since
/// Monday 00:00 (FOLD_WEEK).
void metric_interval_bounds(const layout *l, uint32_t interval, sim_time *from, sim_time *to);

/// A measure: a ratio of two sums (or, without denominator, a sum), both linear in the fields of metric_sums.
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
double metric_numerator(const metric *m, const metric_sums *s);
double metric_denominator(const metric *m, const metric_sums *s); ///< 1 when it is no ratio
/// Numerator / denominator; NaN when undefined (0/0).
double metric_value(const metric *m, const metric_sums *s);

/// The fold of one replication.
typedef struct metrics metrics;
metrics *metrics_create(const layout *l); ///< `l` must outlive it
void metrics_destroy(metrics *m);
/// A probe_observe function, `m` being the metrics.
void metrics_observe(void *m, const record *records, size_t count);
/// Ends the fold: fills metric_scopes_count() sums. Call once, after the last record.
void metrics_finish(metrics *m, metric_sums *sums);

#endif
