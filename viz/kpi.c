#include "kpi.h"

#include <math.h>
#include <string.h>

static const char *const kpi_metrics[KPI_COUNT] = {
#define X(kpi, metric) metric,
    VIZ_KPIS(X)
#undef X
};

static double ratio(int64_t numerator, int64_t denominator) {
    return denominator == 0 ? (double)NAN : (double)numerator / (double)denominator;
}

double kpi_service_level(const call_counts *c) {
    return ratio(c->answered_within, c->asked_for_agent - c->abandoned_within);
}

/// The share of the agents that are logged in who work, and their number.
static double occupancy_now(const replay_state *s, uint32_t *logged_in) {
    uint32_t busy = 0;
    *logged_in = 0;
    for (uint32_t i = 0; i < s->agent_count; i++) {
        *logged_in += s->agents[i].state != AGENT_OFF;
        busy += s->agents[i].state == AGENT_TALKING || s->agents[i].state == AGENT_WRAPUP;
    }
    return ratio(busy, *logged_in);
}

static const layout_target *target_of(const layout *l, const char *metric) {
    for (uint32_t i = 0; i < l->target_count; i++)
        if (strcmp(l->targets[i].metric, metric) == 0)
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
    const call_counts *c = &k.counts;
    int64_t dropped = c->dropped_ivr + c->dropped_queue + c->dropped_talk;
    k.all[KPI_SERVICE_LEVEL].value = kpi_service_level(c);
    k.all[KPI_ASA].value = ratio(c->wait_answered, c->answered) / (double)SIM_SECOND;
    k.all[KPI_ABANDONMENT].value = ratio(c->abandoned, c->asked_for_agent);
    k.all[KPI_LOST].value = (double)(c->blocked_fault + dropped);
    k.all[KPI_OCCUPANCY].value = occupancy_now(s, &k.logged_in);
    for (size_t i = 0; i < KPI_COUNT; i++) {
        k.all[i].target = target_of(s->layout, kpi_metrics[i]);
        k.all[i].verdict = judge(k.all[i].value, k.all[i].target);
    }
    return k;
}
