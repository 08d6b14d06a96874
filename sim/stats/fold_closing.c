/// What agents do after the duration, until the last of them is done: known only when all is over, since then
/// agents may still log in and out that nobody needs.
#include "stats/fold.h"

void closing_begin(metrics *m) {
    for (uint32_t g = 0; g < m->layout->group_count; g++) {
        const gauge *now = m->group_gauges[g];
        m->closing[g] = (fold_closing){
            .idle.number = now[GAUGE_IDLE].number,
            .busy.number = now[GAUGE_TALKING].number + now[GAUGE_WRAPUP].number,
        };
    }
}

static void gauge_take(gauge *into, gauge *from) {
    into->number += from->number;
    into->area += from->area;
    *from = (gauge){0};
}

/// Since what changed last in the group a service has ended somewhere: it counts.
static void closing_settle(const metrics *m, fold_closing *c) {
    if (c->ends == m->service_ends)
        return;
    gauge_take(&c->idle, &c->idle_since);
    gauge_take(&c->busy, &c->busy_since);
    c->ends = m->service_ends;
}

static bool is_busy(gauge_kind kind) {
    return kind == GAUGE_TALKING || kind == GAUGE_WRAPUP;
}

void closing_observe(metrics *m, const record *r, gauge_kind to) {
    const fold_agent *a = &m->agents[r->agent];
    fold_closing *c = &m->closing[a->group];
    sim_time time = r->time > m->grid.duration ? r->time - m->grid.duration : 0;
    closing_settle(m, c);
    if (a->gauge == GAUGE_IDLE)
        gauge_fall(&c->idle_since, time);
    if (to == GAUGE_IDLE)
        gauge_rise(&c->idle_since, time);
    if (is_busy((gauge_kind)a->gauge))
        gauge_fall(&c->busy_since, time);
    if (is_busy(to))
        gauge_rise(&c->busy_since, time);
    if (is_busy((gauge_kind)a->gauge) && !is_busy(to)) {
        m->last_end = time;
        m->service_ends++;
    }
}

void closing_end(metrics *m, metric_sums *sums) {
    for (uint32_t g = 0; g < m->layout->group_count; g++) {
        fold_closing *c = &m->closing[g];
        closing_times *own = &sums[metric_scope_group(&m->scopes, g)].closing;
        closing_settle(m, c);
        own->idle_after = gauge_close(&c->idle, m->last_end);
        own->busy_after = gauge_close(&c->busy, m->last_end);
        integral_add(&sums->closing.idle_after, own->idle_after);
        integral_add(&sums->closing.busy_after, own->busy_after);
    }
}
