#include "kpi.h"

#include <hotline/metrics.h>

#include <math.h>
#include <string.h>

static const char *const kpi_metrics[KPI_COUNT] = {
#define X(kpi, metric) metric,
    VIZ_KPIS(X)
#undef X
};

/// A metric of calls, so far: the same figures as in a report.
static double measure(const char *name, const call_counts *c) {
    metric_sums sums = {.counts = *c};
    const metric *m = metric_find(name);
    return m ? metric_value(m, &sums) : (double)NAN;
}

double kpi_service_level(const call_counts *c) {
    return measure(kpi_metrics[KPI_SERVICE_LEVEL], c);
}

double kpi_shed(const call_counts *c) {
    int64_t blocked =
        c->blocked_fault + c->blocked_trunk + c->blocked_ivr_port + c->blocked_queue + c->blocked_setup;
    int64_t dropped = c->dropped_ivr + c->dropped_queue + c->dropped_talk;
    return c->offered > 0 ? (double)(blocked + dropped) / (double)c->offered : 0;
}

/// The share of the agents that are logged in who work, and their number.
static double occupancy_now(const replay_state *s, uint32_t *logged_in) {
    uint32_t busy = 0;
    *logged_in = 0;
    for (uint32_t i = 0; i < s->agent_count; i++) {
        *logged_in += s->agents[i].state != AGENT_OFF;
        busy += s->agents[i].state == AGENT_TALKING || s->agents[i].state == AGENT_WRAPUP;
    }
    return *logged_in > 0 ? (double)busy / *logged_in : (double)NAN;
}

static const layout_target *target_of(const layout *l, const char *name) {
    for (uint32_t i = 0; i < l->target_count; i++)
        if (strcmp(l->targets[i].metric, name) == 0)
            return &l->targets[i];
    return NULL;
}

static verdict judge(double value, const layout_target *target) {
    if (!target || isnan(value))
        return VERDICT_NONE;
    bool is_met = target->at_least ? value >= target->bound : value <= target->bound;
    return is_met ? VERDICT_MET : VERDICT_MISSED;
}

kpis kpis_of(const replay_state *s) {
    kpis k = {0};
    for (uint32_t i = 0; i < s->layout->class_count; i++)
        call_counts_merge(&k.counts, &s->counts[i]);
    for (size_t i = 0; i < KPI_OCCUPANCY; i++)
        k.all[i].value = measure(kpi_metrics[i], &k.counts);
    k.all[KPI_OCCUPANCY].value = occupancy_now(s, &k.logged_in);
    for (size_t i = 0; i < KPI_COUNT; i++) {
        k.all[i].target = target_of(s->layout, kpi_metrics[i]);
        k.all[i].verdict = judge(k.all[i].value, k.all[i].target);
    }
    return k;
}
