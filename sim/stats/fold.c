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

void metric_sums_merge(metric_sums *sums, const metric_sums *more) {
    call_counts_merge(&sums->counts, &more->counts);
    integrals_merge(&sums->integrals, &more->integrals);
}
