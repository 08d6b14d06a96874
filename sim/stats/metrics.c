/// The fold of one replication. Counts and integrals of the current interval gather in cells, one for each
/// class and site; when the interval ends they are added to its sums and to those of the sites. So a record
/// costs one count and two gauges, whatever the scopes in which it shows.
#include <hotline/metrics.h>

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "stats/fold.h"
#include "stats/interval.h"

enum { CALL_SLOTS_MAX = 1 << 24 };

typedef struct fold_agent {
    uint16_t group, call_class, site; ///< class and site as rows of cells
    uint8_t gauge;                    ///< gauge_kind
} fold_agent;

typedef struct fold_site {
    gauge up, entry_open;
    bool is_up;
} fold_site;

struct metrics {
    const layout *layout;
    intervals grid;
    interval_span now;              ///< the current interval
    sim_time next;                  ///< when a record must leave it; SIM_NEVER in the last one
    uint32_t class_rows, site_rows; ///< of cells: one more than there are, for 'none'
    uint32_t agent_count, slot_count;
    fold_cell *cells;    ///< [class row * site rows + site row]
    metric_sums *groups; ///< counts; integrals of the past intervals
    gauge (*group_gauges)[GAUGE_COUNT];
    metric_sums *by_interval; ///< [interval * class rows + class row]; the last row: what has no class
    metric_sums *by_site;     ///< [site row]
    fold_agent *agents;
    fold_site *sites;
    uint16_t *in_charge;  ///< by plan
    uint8_t *call_gauges; ///< by slot: the gauge_kind that the caller is in
    sim_time *waited; ///< by slot: in earlier attempts that count against the AWT; NULL until one is heard of
};

/// The gauge that a record of a call moves it to; GAUGE_AWAY only if it will call again.
static const uint8_t call_gauge[RECORD_KIND_COUNT] = {
    [CALL_STEPS] = GAUGE_IVR,         [CALL_QUEUES] = GAUGE_QUEUED, [CALL_BLOCKED] = GAUGE_AWAY,
    [CALL_ABANDONS] = GAUGE_AWAY,     [CALL_DROPPED] = GAUGE_AWAY,  [CALL_ENDS] = GAUGE_AWAY,
    [CALL_LEAVES_QUEUE] = GAUGE_AWAY,
};

static const uint8_t agent_gauge[AGENT_STATE_COUNT] = {[AGENT_IDLE] = GAUGE_IDLE,
                                                       [AGENT_TALKING] = GAUGE_TALKING,
                                                       [AGENT_WRAPUP] = GAUGE_WRAPUP,
                                                       [AGENT_HANDOVER] = GAUGE_TALKING};

static void enter_interval(metrics *m, sim_time time) {
    m->now = intervals_at(&m->grid, time);
    m->next = m->now.to < m->grid.duration ? m->now.to : SIM_NEVER;
}

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
    m->in_charge = memory_new(l->plan_count, sizeof *m->in_charge);
    for (uint32_t p = 0; p < l->plan_count; p++)
        m->in_charge[p] = l->plans[p].from;
}

metrics *metrics_create(const layout *l) {
    metrics *m = memory_new(1, sizeof *m);
    m->layout = l;
    m->grid = intervals_of(l);
    m->class_rows = l->class_count + 1;
    m->site_rows = l->site_count + 1;
    m->cells = memory_new((size_t)m->class_rows * m->site_rows, sizeof *m->cells);
    m->groups = memory_new(l->group_count, sizeof *m->groups);
    m->group_gauges = memory_new(l->group_count, sizeof *m->group_gauges);
    m->by_interval = memory_new((size_t)m->grid.count * m->class_rows, sizeof *m->by_interval);
    m->by_site = memory_new(m->site_rows, sizeof *m->by_site);
    create_agents(m, l);
    create_sites(m, l);
    enter_interval(m, 0);
    return m;
}

void metrics_destroy(metrics *m) {
    if (!m)
        return;
    free(m->cells);
    free(m->groups);
    free(m->group_gauges);
    free(m->by_interval);
    free(m->by_site);
    free(m->agents);
    free(m->sites);
    free(m->in_charge);
    free(m->call_gauges);
    free(m->waited);
    free(m);
}

/// Sums that have no class: of sites, entries and the time itself.
static metric_sums *classless_sums(metrics *m) {
    return &m->by_interval[(size_t)m->now.index * m->class_rows + m->class_rows - 1];
}

static void close_cells(metrics *m, sim_time length) {
    for (uint32_t c = 0; c < m->class_rows; c++) {
        for (uint32_t s = 0; s < m->site_rows; s++) {
            fold_cell *cell = &m->cells[c * m->site_rows + s];
            metric_sums ended = {.counts = cell->counts};
            gauges_close(cell->gauges, length, &ended.integrals);
            metric_sums_merge(&m->by_interval[(size_t)m->now.index * m->class_rows + c], &ended);
            metric_sums_merge(&m->by_site[s], &ended);
            cell->counts = (call_counts){0};
        }
    }
}

static void close_sites(metrics *m, sim_time length) {
    integrals *all = &classless_sums(m)->integrals;
    for (uint32_t s = 0; s < m->layout->site_count; s++) {
        integrals *own = &m->by_site[s].integrals;
        int64_t up = gauge_close(&m->sites[s].up, length);
        integral_add(&own->sites_up, up);
        integral_add(&own->sites, length);
        integral_add(&all->sites_up, up);
        integral_add(&all->sites, length);
        integral_add(&all->entries_open, gauge_close(&m->sites[s].entry_open, length));
        integral_add(&all->entries, m->layout->sites[s].is_entry ? length : 0);
    }
}

static void close_interval(metrics *m) {
    sim_time length = m->now.to - m->now.from;
    close_cells(m, length);
    close_sites(m, length);
    for (uint32_t g = 0; g < m->layout->group_count; g++)
        gauges_close(m->group_gauges[g], length, &m->groups[g].integrals);
    for (uint32_t c = 0; c < m->class_rows; c++)
        m->by_interval[(size_t)m->now.index * m->class_rows + c].integrals.time += length;
}

static void advance(metrics *m, sim_time time) {
    while (time >= m->now.to && m->now.to < m->grid.duration) {
        close_interval(m);
        enter_interval(m, m->now.to);
    }
}

/// Time since the begin of the interval. What is before time 0 or after the duration is cut off, so that it
/// adds nothing to integrals.
static inline sim_time time_within(const metrics *m, sim_time time) {
    sim_time until = time < m->now.to ? time : m->now.to;
    return until > m->now.from ? until - m->now.from : 0;
}

static bool slot_make(metrics *m, uint32_t slot) {
    if (slot >= CALL_SLOTS_MAX)
        return false;
    uint32_t count = m->slot_count ? m->slot_count : 1024;
    while (count <= slot)
        count *= 2;
    m->call_gauges = memory_resize(m->call_gauges, count, 1);
    memset(m->call_gauges + m->slot_count, GAUGE_OTHER, count - m->slot_count);
    if (m->waited) {
        m->waited = memory_resize(m->waited, count, sizeof *m->waited);
        memset(m->waited + m->slot_count, 0, (count - m->slot_count) * sizeof *m->waited);
    }
    m->slot_count = count;
    return true;
}

/// What is left of the class's AWT after earlier attempts.
static inline sim_time awt_of(const metrics *m, const record *r) {
    sim_time awt = m->layout->classes[r->call_class].awt;
    return m->waited ? awt - m->waited[r->call] : awt;
}

/// A record of a past interval's attempt: rare, so it may search for its interval.
static void count_back(metrics *m, const record *r, sim_time dated, uint32_t site_row) {
    uint32_t interval = intervals_at(&m->grid, dated).index;
    sim_time awt = awt_of(m, r);
    call_counts_add(&m->by_interval[(size_t)interval * m->class_rows + r->call_class].counts, r, awt);
    call_counts_add(&m->by_site[site_row].counts, r, awt);
}

static inline gauge_kind gauge_after(const record *r) {
    gauge_kind kind = call_gauge[r->kind];
    return kind == GAUGE_AWAY && !(r->flags & RECORD_REDIALS) ? GAUGE_OTHER : kind;
}

/// Most values, whatever they mean, are too small to reach back over the begin of the interval.
static inline bool is_of_now(const metrics *m, const record *r) {
    sim_time since =
        (sim_time)((uint64_t)r->time - (uint64_t)m->now.from); // a damaged trace may hold any time
    return r->value <= since || record_dated(r) >= m->now.from;
}

static inline void count_call(metrics *m, fold_cell *cell, const record *r, uint32_t site_row) {
    if (is_of_now(m, r))
        call_counts_add(&cell->counts, r, awt_of(m, r));
    else
        count_back(m, r, record_dated(r), site_row);
}

/// A record of a call: counts it and moves its caller to another gauge.
static void observe_call(metrics *m, const record *r) {
    if (r->call_class >= m->layout->class_count || (r->call >= m->slot_count && !slot_make(m, r->call)))
        return;
    uint32_t site_row = r->site < m->layout->site_count ? r->site : m->layout->site_count;
    fold_cell *cell = &m->cells[r->call_class * m->site_rows + site_row];
    gauge_kind before = m->call_gauges[r->call], after = gauge_after(r);
    if (before != after) {
        sim_time time = time_within(m, r->time);
        gauge_fall(&cell->gauges[before], time);
        gauge_rise(&cell->gauges[after], time);
        m->call_gauges[r->call] = (uint8_t)after;
    }
    if (r->flags & RECORD_COUNTED)
        count_call(m, cell, r, site_row);
}

static void observe_answer(metrics *m, const record *r) {
    observe_call(m, r);
    if (r->detail < m->layout->group_count && r->call_class < m->layout->class_count)
        call_counts_add(&m->groups[r->detail].counts, r, awt_of(m, r));
}

/// A caller on its way from one class to another.
static void observe_class_change(metrics *m, const record *r) {
    if (r->call_class >= m->layout->class_count || r->detail >= m->layout->class_count ||
        r->site >= m->layout->site_count || r->call >= m->slot_count)
        return;
    uint8_t kind = m->call_gauges[r->call];
    sim_time time = time_within(m, r->time);
    gauge_fall(&m->cells[r->detail * m->site_rows + r->site].gauges[kind], time);
    gauge_rise(&m->cells[r->call_class * m->site_rows + r->site].gauges[kind], time);
}

static void observe_earlier_wait(metrics *m, const record *r) {
    if (r->call >= m->slot_count)
        return;
    if (!m->waited)
        m->waited = memory_new(m->slot_count, sizeof *m->waited);
    m->waited[r->call] = r->value;
}

static void observe_arrival(metrics *m, const record *r) {
    if (m->waited && r->call < m->slot_count)
        m->waited[r->call] = 0;
    observe_call(m, r);
}

/// A call that survives a failover goes on at another site.
static void observe_move(metrics *m, const record *r) {
    if (r->call_class >= m->layout->class_count || r->site >= m->layout->site_count ||
        r->detail >= m->layout->site_count || r->call >= m->slot_count)
        return;
    fold_cell *row = &m->cells[(size_t)r->call_class * m->site_rows];
    uint8_t kind = m->call_gauges[r->call];
    sim_time time = time_within(m, r->time);
    gauge_fall(&row[r->detail].gauges[kind], time);
    gauge_rise(&row[r->site].gauges[kind], time);
}

static void observe_agent(metrics *m, const record *r) {
    uint32_t state = r->flags & 15;
    if (r->agent >= m->agent_count || state >= AGENT_STATE_COUNT)
        return;
    fold_agent *a = &m->agents[r->agent];
    gauge *group = m->group_gauges[a->group];
    sim_time time = time_within(m, r->time);
    gauge_fall(&group[a->gauge], time);
    gauge_fall(&m->cells[a->call_class * m->site_rows + a->site].gauges[a->gauge], time);
    a->gauge = agent_gauge[state];
    a->call_class =
        (uint16_t)(r->call_class < m->layout->class_count ? r->call_class : m->layout->class_count);
    a->site = (uint16_t)(r->site < m->layout->site_count ? r->site : m->layout->site_count);
    gauge_rise(&group[a->gauge], time);
    gauge_rise(&m->cells[a->call_class * m->site_rows + a->site].gauges[a->gauge], time);
}

static void gauge_set(gauge *g, bool one, sim_time time) {
    if (one && !g->number)
        gauge_rise(g, time);
    if (!one && g->number)
        gauge_fall(g, time);
}

static void observe_site(metrics *m, const record *r) {
    if (r->site >= m->layout->site_count)
        return;
    fold_site *site = &m->sites[r->site];
    site->is_up = r->detail & SITE_PLATFORM_UP;
    gauge_set(&site->up, site->is_up, time_within(m, r->time));
}

static void observe_entry(metrics *m, const record *r) {
    if (r->site < m->layout->site_count && m->layout->sites[r->site].is_entry)
        gauge_set(&m->sites[r->site].entry_open, r->detail != NO_INDEX16, time_within(m, r->time));
}

/// A switchover is done when another site takes charge from one that is down; from one that is up it is a
/// failback.
static void observe_plan(metrics *m, const record *r) {
    if (r->value < 0 || r->value >= m->layout->plan_count || r->site >= m->layout->site_count)
        return;
    uint16_t before = m->in_charge[r->value];
    m->in_charge[r->value] = r->site;
    bool was_down = before < m->layout->site_count && !m->sites[before].is_up;
    if (before != r->site && was_down && r->time >= 0 && r->time <= m->grid.duration)
        classless_sums(m)->integrals.switchovers++;
}

static void observe_one(metrics *m, const record *r) {
    switch ((record_kind)r->kind) {
    case CALL_ARRIVES:
    case CALL_STARTS_LEG:
        observe_arrival(m, r);
        break;
    case CALL_BLOCKED:
    case CALL_STEPS:
    case CALL_LEAVES_IVR:
    case CALL_ASKS:
    case CALL_QUEUES:
    case CALL_ABANDONS:
    case CALL_DROPPED:
    case CALL_ENDS:
    case CALLER_GIVES_UP:
    case CALL_WAITS_FOR_PORT:
    case CALL_LEAVES_QUEUE:
    case CALL_IS_OFFERED_CALLBACK:
    case CALL_IS_LATE:
        observe_call(m, r);
        break;
    case CALL_CHANGES_CLASS:
        observe_class_change(m, r);
        break;
    case CALL_HAS_WAITED:
        observe_earlier_wait(m, r);
        break;
    case CALL_ANSWERED:
        observe_answer(m, r);
        break;
    case CALL_MOVES:
        observe_move(m, r);
        break;
    case AGENT_MOVES:
        observe_agent(m, r);
        break;
    case SITE_CHANGES:
        observe_site(m, r);
        break;
    case PLAN_MOVES:
        observe_plan(m, r);
        break;
    case ENTRY_CHANGES:
        observe_entry(m, r);
        break;
    case RECORD_PHASE:
    case RECORD_KIND_COUNT:
        break;
    }
}

void metrics_observe(void *observer, const record *records, size_t count) {
    metrics *m = observer;
    for (size_t i = 0; i < count; i++) {
        if (records[i].time >= m->next)
            advance(m, records[i].time);
        observe_one(m, &records[i]);
    }
}

/// All intervals together, by class row; the last row is left out of the classes but part of everything.
static void sum_classes(const metrics *m, const metric_scopes *scopes, metric_sums *sums) {
    uint32_t class_count = m->layout->class_count;
    for (uint32_t i = 0; i < m->grid.count; i++) {
        const metric_sums *row = &m->by_interval[(size_t)i * m->class_rows];
        for (uint32_t c = 0; c < m->class_rows; c++) {
            metric_sums_merge(&sums[0], &row[c]);
            if (c < class_count)
                metric_sums_merge(&sums[metric_scope_class(scopes, c)], &row[c]);
        }
    }
}

static void sum_intervals(const metrics *m, const metric_scopes *scopes, metric_sums *sums) {
    uint32_t class_count = m->layout->class_count;
    for (uint32_t i = 0; i < scopes->interval_count; i++) {
        const metric_sums *row = &m->by_interval[(size_t)i * m->class_rows];
        metric_sums *all = &sums[metric_scope_interval(scopes, i)];
        for (uint32_t c = 0; c < class_count; c++) {
            metric_sums_merge(all, &row[c]);
            sums[metric_scope_interval_class(scopes, i, c)] = row[c];
        }
        metric_sums_merge(all, &row[class_count]);
        all->integrals.time = row[class_count].integrals.time;
    }
}

/// Of a site, its platform stands for the entry: a site may be reached through another's.
static void sum_site(metric_sums *sums, const metric_sums *site, sim_time duration) {
    *sums = *site;
    sums->integrals.time = duration;
    sums->integrals.entries_open = site->integrals.sites_up;
    sums->integrals.entries = site->integrals.sites;
    sums->integrals.callers_away = 0;
}

void metrics_finish(metrics *m, metric_sums *sums) {
    advance(m, m->grid.duration);
    close_interval(m);
    metric_scopes scopes = metric_scopes_of(m->layout);
    memset(sums, 0, metric_scopes_count(&scopes) * sizeof *sums);
    sum_classes(m, &scopes, sums);
    sums[0].integrals.time = m->grid.duration;
    sum_intervals(m, &scopes, sums);
    for (uint32_t g = 0; g < scopes.group_count; g++) {
        sums[metric_scope_group(&scopes, g)] = m->groups[g];
        sums[metric_scope_group(&scopes, g)].integrals.time = m->grid.duration;
    }
    for (uint32_t s = 0; s < scopes.site_count; s++)
        sum_site(&sums[metric_scope_site(&scopes, s)], &m->by_site[s], m->grid.duration);
}
