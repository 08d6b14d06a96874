#include "stats/fold.h"

void gauges_close(gauge gauges[GAUGE_COUNT], sim_time length, integrals *sums) {
    gauges[GAUGE_OTHER].area = 0;
    integral_add(&sums->calls_queued, gauge_close(&gauges[GAUGE_QUEUED], length));
    integral_add(&sums->calls_ivr, gauge_close(&gauges[GAUGE_IVR], length));
    integral_add(&sums->callers_away, gauge_close(&gauges[GAUGE_AWAY], length));
    integral_add(&sums->agents_idle, gauge_close(&gauges[GAUGE_IDLE], length));
    integral_add(&sums->agents_talking, gauge_close(&gauges[GAUGE_TALKING], length));
    integral_add(&sums->agents_wrapup, gauge_close(&gauges[GAUGE_WRAPUP], length));
}

void integrals_merge(integrals *sums, const integrals *more) {
#define X(field, meaning) integral_add(&sums->field, more->field);
    HOTLINE_INTEGRALS(X)
#undef X
}

/// Percentiles do not add up: they are read from the histograms in the end.
void metric_sums_merge(metric_sums *sums, const metric_sums *more) {
    call_counts_merge(&sums->counts, &more->counts);
    integrals_merge(&sums->integrals, &more->integrals);
#define X(field, meaning) integral_add(&sums->within.field, more->within.field);
    HOTLINE_WITHIN(X)
#undef X
#define X(field, meaning)                                                                                    \
    if (sums->extremes.field < more->extremes.field)                                                         \
        sums->extremes.field = more->extremes.field;
    HOTLINE_EXTREMES(X)
#undef X
}

void fold_query_set(metrics *m, const record *r, bool runs, sim_time time) {
    fold_query *q = &m->queries[r->call];
    if (q->runs == runs)
        return;
    q->runs = runs;
    if (runs) {
        q->backend = r->detail;
        gauge_rise(&m->backends[q->backend], time);
    } else {
        gauge_fall(&m->backends[q->backend], time);
    }
}
