/// The fold of one replication: its begin and its end.
#include <hotline/metrics.h>

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "stats/fold.h"
#include "stats/interval.h"

static void create_agents(metrics *m, const layout *l) {
    m->agent_count = layout_agent_count(l);
    m->agents = memory_new(m->agent_count, sizeof *m->agents);
    for (uint32_t g = 0; g < l->group_count; g++) {
        for (uint32_t i = 0; i < l->groups[g].size; i++) {
            uint32_t agent = l->groups[g].first_agent + i;
            if (agent < m->agent_count)
                m->agents[agent].group = (uint16_t)g;
        }
    }
}

static void create_sites(metrics *m, const layout *l) {
    m->sites = memory_new(l->site_count, sizeof *m->sites);
    for (uint32_t s = 0; s < l->site_count; s++) {
        m->sites[s].is_up = true;
        m->sites[s].up.number = 1;
        m->sites[s].entry_open.number = l->sites[s].is_entry;
    }
    m->plans = memory_new(l->plan_count, sizeof *m->plans);
    for (uint32_t p = 0; p < l->plan_count; p++)
        m->plans[p].in_charge = l->plans[p].from;
    m->plan_gauges[FOLD_PLAN_READY].number = l->plan_count;
    m->units = memory_new(layout_unit_count(l), sizeof *m->units);
}

static void create_limits(metrics *m, const layout *l) {
    for (uint32_t i = 0; i < LIMIT_COUNT; i++)
        m->limits[i] = -1;
    uint32_t count = l->further_awt_count < FURTHER_AWTS_MAX ? l->further_awt_count : FURTHER_AWTS_MAX;
    for (uint32_t i = 0; i < count; i++)
        m->limits[i] = l->further_awts[i];
    if (l->has_awt_all)
        m->limits[LIMIT_ALL] = l->awt_all;
    m->limited = count > 0 || l->has_awt_all;
}

static void create_sums(metrics *m) {
    size_t cells = (size_t)m->class_rows * m->site_rows;
    m->cells = memory_new(cells, sizeof *m->cells);
    m->by_group = memory_new((size_t)m->grid.count * m->layout->group_count, sizeof *m->by_group);
    m->closing = memory_new(m->layout->group_count, sizeof *m->closing);
    m->group_gauges = memory_new(m->layout->group_count, sizeof *m->group_gauges);
    m->by_interval = memory_new((size_t)m->grid.count * m->class_rows, sizeof *m->by_interval);
    m->by_site = memory_new(m->site_rows, sizeof *m->by_site);
    m->class_queues = memory_new(m->class_rows, sizeof *m->class_queues);
    m->site_queues = memory_new(m->site_rows, sizeof *m->site_queues);
    m->class_hours = memory_new(m->class_rows, sizeof *m->class_hours);
    m->site_hours = memory_new(m->site_rows, sizeof *m->site_hours);
    m->backends = memory_new(m->layout->backend_count, sizeof *m->backends);
    m->waits = memory_new(metric_waits_count(&m->scopes), sizeof *m->waits);
    m->done = memory_new(m->batch_count, metric_scopes_count(&m->scopes) * sizeof *m->done);
    m->done_waits = memory_new(m->batch_count, metric_waits_count(&m->scopes) * sizeof *m->done_waits);
}

metrics *metrics_create_batched(const layout *l, uint32_t batches) {
    metrics *m = memory_new(1, sizeof *m);
    m->layout = l;
    m->scopes = metric_scopes_of(l);
    m->grid = intervals_of(l);
    SIM_REQUIRE(batches > 0 && batches <= m->grid.duration);
    m->batch_count = batches;
    m->class_rows = l->class_count + 1;
    m->site_rows = l->site_count + 1;
    create_sums(m);
    create_agents(m, l);
    create_sites(m, l);
    create_limits(m, l);
    fold_begin(m);
    return m;
}

metrics *metrics_create(const layout *l) {
    return metrics_create_batched(l, 1);
}

static void waits_free_all(wait_histogram *waits, size_t count) {
    for (size_t i = 0; waits && i < count; i++)
        waits_free(&waits[i]);
    free(waits);
}

static void sums_free(metrics *m) {
    for (size_t i = 0; i < (size_t)m->class_rows * m->site_rows; i++)
        waits_free(&m->cells[i].waits);
    free(m->cells);
    free(m->by_group);
    free(m->closing);
    free(m->group_gauges);
    free(m->by_interval);
    free(m->by_site);
    free(m->class_queues);
    free(m->site_queues);
    free(m->class_hours);
    free(m->site_hours);
    free(m->backends);
    free(m->done);
    waits_free_all(m->waits, metric_waits_count(&m->scopes));
    waits_free_all(m->done_waits, m->batch_count * metric_waits_count(&m->scopes));
}

void metrics_destroy(metrics *m) {
    if (!m)
        return;
    sums_free(m);
    free(m->agents);
    free(m->sites);
    free(m->plans);
    free(m->units);
    free(m->call_gauges);
    free(m->lines);
    free(m->waited);
    free(m->queries);
    free(m);
}

void metrics_finish(metrics *m, metric_sums *sums) {
    fold_end(m);
    memcpy(sums, m->done, m->batch_count * metric_scopes_count(&m->scopes) * sizeof *sums);
}

wait_histogram *metrics_take_waits(metrics *m) {
    wait_histogram *waits = m->done_waits;
    m->done_waits = NULL;
    return waits;
}
