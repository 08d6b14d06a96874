/// What the fold does as time goes by: intervals, hours and batches end, and their sums are added up.
#include "stats/fold.h"

#include <math.h>
#include <string.h>

#include "base/check.h"

static wait_histogram *waits_at(metrics *m, size_t scope) {
    size_t index = metric_waits_index(&m->scopes, scope);
    return index == SIZE_MAX ? NULL : &m->waits[index];
}

/// The histogram of a class within an interval; NULL when these are too many.
static wait_histogram *interval_class_waits(metrics *m, uint32_t interval, uint32_t class_index) {
    if (interval >= m->scopes.interval_count)
        return NULL;
    return waits_at(m, metric_scope_interval_class(&m->scopes, interval, class_index));
}

fold_waits fold_waits_of(metrics *m, uint32_t interval, uint32_t class_row, uint32_t site_row) {
    fold_waits w = {0};
    if (site_row < m->scopes.site_count)
        w.into[2] = waits_at(m, metric_scope_site(&m->scopes, site_row));
    if (class_row >= m->scopes.class_count)
        return w;
    w.into[0] = interval_class_waits(m, interval, class_row);
    if (w.into[0])
        return w;
    w.into[0] = waits_at(m, metric_scope_class(&m->scopes, class_row));
    if (interval < m->scopes.interval_count)
        w.into[1] = waits_at(m, metric_scope_interval(&m->scopes, interval));
    return w;
}

/// End of the hour of the clock that `time` is in.
static sim_time hour_end(const metrics *m, sim_time time) {
    sim_time into = (civil_time_of_day(m->layout->start) % SIM_HOUR + time % SIM_HOUR) % SIM_HOUR;
    return time + SIM_HOUR - (into < 0 ? into + SIM_HOUR : into);
}

/// The last batch takes what the division leaves.
static sim_time batch_end(const metrics *m, uint32_t batch) {
    return batch + 1 == m->batch_count ? m->grid.duration : m->grid.duration / m->batch_count * (batch + 1);
}

static void next_set(metrics *m) {
    sim_time next = m->now.to < m->batch_to ? m->now.to : m->batch_to;
    if (m->hour_end < next)
        next = m->hour_end;
    m->next = m->counting ? next : m->over ? INT64_MIN : 0; // once over, each record is looked at
}

static void interval_enter(metrics *m, sim_time time) {
    m->now = intervals_at(&m->grid, time);
    if (m->now.from < m->batch_from)
        m->now.from = m->batch_from;
    m->groups = m->by_group + (size_t)m->now.index * m->layout->group_count;
}

void fold_begin(metrics *m) {
    m->batch_to = batch_end(m, 0);
    interval_enter(m, 0);
    next_set(m);
}

static void waits_move(metrics *m, fold_cell *cell, uint32_t class_row, uint32_t site_row) {
    if (!cell->waits.count)
        return;
    fold_waits to = fold_waits_of(m, m->now.index, class_row, site_row);
    for (size_t i = 0; i < FOLD_WAITS; i++) {
        if (to.into[i])
            waits_merge(to.into[i], &cell->waits);
    }
    waits_clear(&cell->waits);
}

static void close_cells(metrics *m, sim_time length) {
    for (uint32_t c = 0; c < m->class_rows; c++) {
        for (uint32_t s = 0; s < m->site_rows; s++) {
            fold_cell *cell = &m->cells[c * m->site_rows + s];
            gauges_close(cell->gauges, length, &cell->sums.integrals);
            metric_sums_merge(&m->by_interval[(size_t)m->now.index * m->class_rows + c], &cell->sums);
            metric_sums_merge(&m->by_site[s], &cell->sums);
            m->class_hours[c].past += cell->sums.counts.offered;
            m->site_hours[s].past += cell->sums.counts.offered;
            waits_move(m, cell, c, s);
            cell->sums = (metric_sums){0};
        }
    }
}

static void close_trunks(metrics *m, uint32_t site, sim_time length) {
    integrals *own = &m->by_site[site].integrals, *all = &classless_sums(m)->integrals;
    uint32_t trunks = m->layout->sites[site].trunks;
    int64_t busy = gauge_close(&m->sites[site].trunks, length);
    integral_add(&own->trunks_busy, busy);
    integral_add(&all->trunks_busy, busy);
    if (trunks == UNLIMITED)
        return;
    int64_t there = (int64_t)((uint64_t)trunks * (uint64_t)length);
    integral_add(&own->limited_busy, busy);
    integral_add(&all->limited_busy, busy);
    integral_add(&own->limited_trunks, there);
    integral_add(&all->limited_trunks, there);
}

static void close_backends(metrics *m, sim_time length) {
    integrals *all = &classless_sums(m)->integrals;
    for (uint32_t b = 0; b < m->layout->backend_count; b++) {
        uint32_t capacity = m->layout->backends[b].capacity;
        int64_t running = gauge_close(&m->backends[b], length);
        integral_add(&all->queries_running, running);
        if (capacity == UNLIMITED)
            continue;
        integral_add(&all->limited_queries, running);
        integral_add(&all->limited_capacity, (int64_t)((uint64_t)capacity * (uint64_t)length));
    }
}

static void close_plans(metrics *m, sim_time length) {
    integrals *all = &classless_sums(m)->integrals;
    int64_t *const sums[FOLD_PLAN_STATES] = {NULL,
                                             &all->plans_detecting,
                                             &all->plans_deciding,
                                             &all->plans_switching,
                                             &all->plans_uncovered,
                                             &all->plans_down};
    for (size_t i = 0; i < FOLD_PLAN_STATES; i++) {
        int64_t time = gauge_close(&m->plan_gauges[i], length);
        integral_add(&all->plans, time);
        if (sums[i])
            integral_add(sums[i], time);
    }
}

static void close_sites(metrics *m, sim_time length) {
    integrals *all = &classless_sums(m)->integrals;
    integral_add(&all->units_down, gauge_close(&m->units_down, length));
    for (uint32_t s = 0; s < m->layout->site_count; s++) {
        integrals *own = &m->by_site[s].integrals;
        int64_t up = gauge_close(&m->sites[s].up, length);
        integral_add(&own->sites_up, up);
        integral_add(&own->sites, length);
        integral_add(&all->sites_up, up);
        integral_add(&all->sites, length);
        integral_add(&all->entries_open, gauge_close(&m->sites[s].entry_open, length));
        integral_add(&all->entries, m->layout->sites[s].is_entry ? length : 0);
        int64_t units_down = gauge_close(&m->sites[s].units_down, length);
        integral_add(&own->units_down, units_down);
        integral_add(&all->units_down, units_down);
        close_trunks(m, s, length);
    }
}

/// The next interval begins with the queue as it is.
static void close_queue(fold_queue *q, extremes *into) {
    if (into->queue_longest < q->longest)
        into->queue_longest = q->longest;
    q->longest = q->length;
}

/// What stands in the queues after the duration is not looked at.
static void close_queues(metrics *m) {
    for (uint32_t c = 0; c < m->class_rows; c++)
        close_queue(&m->class_queues[c], &m->by_interval[(size_t)m->now.index * m->class_rows + c].extremes);
    for (uint32_t s = 0; s < m->site_rows; s++)
        close_queue(&m->site_queues[s], &m->by_site[s].extremes);
}

static void close_interval(metrics *m, sim_time at) {
    sim_time length = at - m->now.from;
    close_cells(m, length);
    close_sites(m, length);
    close_plans(m, length);
    close_backends(m, length);
    close_queues(m);
    for (uint32_t g = 0; g < m->layout->group_count; g++) {
        gauges_close(m->group_gauges[g], length, &m->groups[g].integrals);
        integral_add(&m->groups[g].integrals.time, length);
        int64_t there = (int64_t)((uint64_t)m->layout->groups[g].size * (uint64_t)length);
        integral_add(&m->groups[g].integrals.agents, there);
        integral_add(&classless_sums(m)->integrals.agents, there);
    }
    for (uint32_t c = 0; c < m->class_rows; c++)
        integral_add(&m->by_interval[(size_t)m->now.index * m->class_rows + c].integrals.time, length);
}

static int64_t hour_close(fold_hours *h, int64_t open) {
    int64_t offered = h->past + open, within = offered - h->begin;
    h->begin = offered;
    if (h->busiest < within)
        h->busiest = within;
    return offered;
}

/// The hour's attempts are those of the intervals that ended in it, and those that the cells still hold.
static void close_hour(metrics *m) {
    int64_t all = 0;
    for (uint32_t c = 0; c + 1 < m->class_rows; c++) {
        int64_t open = 0;
        for (uint32_t s = 0; s < m->site_rows; s++)
            open += m->cells[c * m->site_rows + s].sums.counts.offered;
        all += hour_close(&m->class_hours[c], open);
    }
    m->class_hours[m->class_rows - 1].past = 0;
    (void)hour_close(&m->class_hours[m->class_rows - 1], all);
    for (uint32_t s = 0; s < m->site_rows; s++) {
        int64_t open = 0;
        for (uint32_t c = 0; c < m->class_rows; c++)
            open += m->cells[c * m->site_rows + s].sums.counts.offered;
        (void)hour_close(&m->site_hours[s], open);
    }
}

/// All intervals together, by class row; the last row is left out of the classes but part of everything.
static void sum_classes(const metrics *m, metric_sums *sums) {
    uint32_t class_count = m->layout->class_count;
    for (uint32_t i = 0; i < m->grid.count; i++) {
        const metric_sums *row = &m->by_interval[(size_t)i * m->class_rows];
        for (uint32_t c = 0; c < m->class_rows; c++) {
            metric_sums_merge(&sums[0], &row[c]);
            if (c < class_count)
                metric_sums_merge(&sums[metric_scope_class(&m->scopes, c)], &row[c]);
        }
    }
    for (uint32_t c = 0; c < class_count; c++)
        sums[metric_scope_class(&m->scopes, c)].extremes.busiest_hour = m->class_hours[c].busiest;
    sums[0].extremes.busiest_hour = m->class_hours[class_count].busiest;
}

/// Where `all` has an acceptable waiting time of its own, it judges every call by that.
static void judge_all(const metrics *m, metric_sums *all) {
    if (!m->layout->has_awt_all)
        return;
    all->counts.answered_within = all->within.answered_within_all;
    all->counts.abandoned_within = all->within.abandoned_within_all;
}

static void sum_intervals(const metrics *m, metric_sums *sums) {
    uint32_t class_count = m->layout->class_count;
    for (uint32_t i = 0; i < m->scopes.interval_count; i++) {
        const metric_sums *row = &m->by_interval[(size_t)i * m->class_rows];
        metric_sums *all = &sums[metric_scope_interval(&m->scopes, i)];
        for (uint32_t c = 0; c < class_count; c++) {
            metric_sums_merge(all, &row[c]);
            sums[metric_scope_interval_class(&m->scopes, i, c)] = row[c];
        }
        for (uint32_t g = 0; g < m->scopes.group_count; g++)
            sums[metric_scope_interval_group(&m->scopes, i, g)] =
                m->by_group[(size_t)i * m->scopes.group_count + g];
        metric_sums_merge(all, &row[class_count]);
        all->integrals.time = row[class_count].integrals.time;
        judge_all(m, all);
    }
}

/// Of a site, its platform stands for the entry: a site may be reached through another's.
static void sum_site(const metrics *m, uint32_t site, metric_sums *sums) {
    *sums = m->by_site[site];
    sums->integrals.time = m->batch_to - m->batch_from;
    sums->integrals.entries_open = sums->integrals.sites_up;
    sums->integrals.entries = sums->integrals.sites;
    sums->integrals.callers_away = 0;
    sums->extremes.busiest_hour = m->site_hours[site].busiest;
}

static void sum_groups(const metrics *m, metric_sums *sums) {
    uint32_t count = m->scopes.group_count;
    for (uint32_t i = 0; i < m->grid.count; i++) {
        for (uint32_t g = 0; g < count; g++)
            metric_sums_merge(&sums[metric_scope_group(&m->scopes, g)], &m->by_group[(size_t)i * count + g]);
    }
}

/// What is counted by class and interval alone: of each interval, and of each class.
static void sum_interval_waits(metrics *m) {
    for (uint32_t i = 0; i < m->scopes.interval_count; i++) {
        for (uint32_t c = 0; c < m->scopes.class_count; c++) {
            const wait_histogram *both = interval_class_waits(m, i, c);
            if (!both)
                return;
            waits_merge(waits_at(m, metric_scope_interval(&m->scopes, i)), both);
            waits_merge(waits_at(m, metric_scope_class(&m->scopes, c)), both);
        }
    }
}

static void sum_waits(metrics *m, metric_sums *sums) {
    static const wait_histogram none;
    double shares[PERCENTILE_COUNT];
    for (percentile p = 0; p < PERCENTILE_COUNT; p++)
        shares[p] = percentile_share(p);
    sum_interval_waits(m);
    for (uint32_t c = 0; c < m->layout->class_count; c++)
        waits_merge(&m->waits[0], &m->waits[metric_scope_class(&m->scopes, c)]);
    for (size_t scope = 0; scope < metric_scopes_count(&m->scopes); scope++) {
        const wait_histogram *waits = waits_at(m, scope);
        waits_percentiles(waits ? waits : &none, shares, PERCENTILE_COUNT, sums[scope].wait_percentiles);
    }
}

static void sum_batch(metrics *m, metric_sums *sums) {
    sum_classes(m, sums);
    sums[0].integrals.time = m->batch_to - m->batch_from;
    judge_all(m, &sums[0]);
    sum_intervals(m, sums);
    sum_groups(m, sums);
    for (uint32_t s = 0; s < m->scopes.site_count; s++)
        sum_site(m, s, &sums[metric_scope_site(&m->scopes, s)]);
    sum_waits(m, sums);
}

static void sums_restart(metrics *m) {
    memset(m->by_interval, 0, (size_t)m->grid.count * m->class_rows * sizeof *m->by_interval);
    memset(m->by_site, 0, m->site_rows * sizeof *m->by_site);
    memset(m->by_group, 0, (size_t)m->grid.count * m->layout->group_count * sizeof *m->by_group);
    memset(m->class_hours, 0, m->class_rows * sizeof *m->class_hours);
    memset(m->site_hours, 0, m->site_rows * sizeof *m->site_hours);
}

/// What happened since the last batch is taken out of the fold; calls inside stay where they are.
static void close_batch(metrics *m) {
    size_t waits = metric_waits_count(&m->scopes);
    sum_batch(m, m->done + m->batch * metric_scopes_count(&m->scopes));
    memcpy(m->done_waits + m->batch * waits, m->waits, waits * sizeof *m->waits);
    memset(m->waits, 0, waits * sizeof *m->waits);
    sums_restart(m);
}

static void next_batch(metrics *m, sim_time at) {
    close_hour(m);
    close_interval(m, at);
    close_batch(m);
    m->batch++;
    m->batch_from = at;
    m->batch_to = batch_end(m, m->batch);
    interval_enter(m, at);
}

static void counting_begins(metrics *m) {
    m->counting = true;
    for (uint32_t c = 0; c < m->class_rows; c++)
        m->class_queues[c].longest = m->class_queues[c].length;
    for (uint32_t s = 0; s < m->site_rows; s++)
        m->site_queues[s].longest = m->site_queues[s].length;
}

/// The last interval stays open: what is left of the calls belongs to it.
static void counting_ends(metrics *m) {
    close_hour(m);
    closing_begin(m);
    m->counting = false;
    m->over = true;
}

/// `until`: the next thing that happens; nobody calls before, so that hours until then need no look.
static void tick(metrics *m, sim_time until) {
    sim_time at = m->next;
    if (!m->counting) {
        counting_begins(m);
        m->hour_end = hour_end(m, 0);
    } else if (at == m->grid.duration) {
        counting_ends(m);
    } else {
        if (at == m->hour_end)
            close_hour(m);
        if (at == m->batch_to) {
            next_batch(m, at);
        } else if (at == m->now.to) {
            close_interval(m, at);
            interval_enter(m, at);
        }
        if (at == m->hour_end)
            m->hour_end = hour_end(m, until < m->grid.duration ? until : m->grid.duration);
    }
    next_set(m);
}

void fold_advance(metrics *m, sim_time time) {
    while (time >= m->next && !m->over) // in a damaged trace time may go on beyond its end
        tick(m, time);
}

void fold_end(metrics *m) {
    fold_advance(m, m->grid.duration);
    close_interval(m, m->now.to);
    close_batch(m);
    closing_end(m, m->done + m->batch * metric_scopes_count(&m->scopes));
    SIM_ASSERT(m->batch + 1 == m->batch_count);
}
