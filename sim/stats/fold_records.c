/// The fold of one replication: what each record changes.
#include <hotline/metrics.h>

#include <string.h>

#include "base/text.h"
#include "stats/fold.h"
#include "stats/interval.h"
#include "trace/count_record.h"

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

/// Wraps instead of overflowing: a hostile trace may hold any spans.
static inline int64_t sum(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

/// Time since the begin of the interval. What is before time 0 or after the duration is cut off, so that it
/// adds nothing to integrals.
static inline sim_time time_within(const metrics *m, sim_time time) {
    if (m->counting)
        return time - m->now.from;
    return m->over ? m->now.to - m->now.from : 0;
}

static __attribute__((noinline, cold)) void slot_make(metrics *m, uint32_t slot) {
    uint32_t count = m->slot_count ? m->slot_count : 1024;
    while (count <= slot)
        count *= 2;
    m->call_gauges = memory_resize(m->call_gauges, count, 1);
    memset(m->call_gauges + m->slot_count, GAUGE_OTHER, count - m->slot_count);
    if (m->waited) {
        m->waited = memory_resize(m->waited, count, sizeof *m->waited);
        memset(m->waited + m->slot_count, 0, (count - m->slot_count) * sizeof *m->waited);
    }
    if (m->queries) {
        m->queries = memory_resize(m->queries, count, sizeof *m->queries);
        memset(m->queries + m->slot_count, 0, (count - m->slot_count) * sizeof *m->queries);
    }
    m->lines = memory_resize(m->lines, count, sizeof *m->lines);
    for (uint32_t i = m->slot_count; i < count; i++)
        m->lines[i] = NO_INDEX16;
    m->slot_count = count;
}

/// Wait in earlier attempts that counts against an acceptable waiting time.
static inline sim_time waited_before(const metrics *m, const record *r) {
    return m->waited ? m->waited[r->call] : 0;
}

/// What is left of the class's AWT after earlier attempts.
static inline sim_time awt_of(const metrics *m, const record *r) {
    return sum(m->layout->classes[r->call_class].awt, -waited_before(m, r));
}

/// A record of a past interval's attempt: rare, so it may search for its interval.
static void count_back(metrics *m, const record *r) {
    uint32_t interval = intervals_at(&m->grid, record_dated(r)).index;
    sim_time awt = awt_of(m, r);
    call_counts_add(&m->by_interval[(size_t)interval * m->class_rows + r->call_class].counts, r, awt);
    call_counts_add(&m->by_site[r->site].counts, r, awt);
}

static inline gauge_kind gauge_after(const record *r, record_kind kind) {
    gauge_kind to = (gauge_kind)call_gauge[kind];
    return to == GAUGE_AWAY && !(r->flags & RECORD_REDIALS) ? GAUGE_OTHER : to;
}

#define X(kind, name, fields, value, meaning) [kind] = (value) == VALUE_BACK,
static const bool dated_back[RECORD_KIND_COUNT] = {HOTLINE_RECORDS(X)};
#undef X

/// `kind` is r->kind, here and below: who calls with the name of a kind compiles what that kind needs, and no
/// more.
static inline bool is_of_now(const metrics *m, const record *r, record_kind kind) {
    sim_time back = dated_back[kind] ? r->value : 0;
    return (sim_time)((uint64_t)r->time - (uint64_t)back) >= m->now.from; // a damaged trace may hold any time
}

static inline void queue_grow(const metrics *m, fold_queue *q) {
    q->length++;
    if (q->longest < q->length && m->counting)
        q->longest = q->length;
}

static inline void queue_joined(metrics *m, uint32_t call_class, uint32_t site_row) {
    queue_grow(m, &m->class_queues[call_class]);
    queue_grow(m, &m->class_queues[m->class_rows - 1]);
    queue_grow(m, &m->site_queues[site_row]);
}

static inline void queue_left(metrics *m, uint32_t call_class, uint32_t site_row) {
    m->class_queues[call_class].length--;
    m->class_queues[m->class_rows - 1].length--;
    m->site_queues[site_row].length--;
}

/// Counts a record of an attempt that is counted.
static inline __attribute__((always_inline)) void count_call(metrics *m, fold_cell *cell, const record *r,
                                                             record_kind kind) {
    if (!(r->flags & RECORD_COUNTED))
        return;
    if (is_of_now(m, r, kind))
        count_record(&cell->sums.counts, kind, r, awt_of(m, r));
    else
        count_back(m, r);
}

/// A record of a call: counts it and moves its caller to another gauge. Its cell.
static inline __attribute__((always_inline)) fold_cell *observe_call(metrics *m, const record *r,
                                                                     record_kind kind) {
    if (r->call >= m->slot_count)
        slot_make(m, r->call);
    fold_cell *cell = &m->cells[r->call_class * m->site_rows + r->site];
    gauge_kind before = m->call_gauges[r->call], after = gauge_after(r, kind);
    if (before != after) {
        sim_time time = time_within(m, r->time);
        gauge_fall(&cell->gauges[before], time);
        gauge_rise(&cell->gauges[after], time);
        m->call_gauges[r->call] = (uint8_t)after;
        if (after == GAUGE_QUEUED)
            queue_joined(m, r->call_class, r->site);
        else if (before == GAUGE_QUEUED)
            queue_left(m, r->call_class, r->site);
    }
    count_call(m, cell, r, kind);
    return cell;
}

/// A record of a call that leaves it where it is.
static void observe_remark(metrics *m, const record *r) {
    if (r->call >= m->slot_count)
        slot_make(m, r->call);
    count_call(m, &m->cells[r->call_class * m->site_rows + r->site], r, (record_kind)r->kind);
}

static void observe_query(metrics *m, const record *r) {
    observe_remark(m, r);
    if (!m->queries)
        m->queries = memory_new(m->slot_count, sizeof *m->queries);
    fold_query_set(m, r, r->kind == CALL_QUERY_BEGINS, time_within(m, r->time));
}

/// Adds to the counts within the further acceptable waiting times: `first` is the first of them.
static void count_within(const metrics *m, const record *r, int64_t *first) {
    sim_time wait = sum(r->value, waited_before(m, r));
    for (uint32_t i = 0; i < LIMIT_COUNT; i++)
        first[i] += wait <= m->limits[i];
}

static void wait_longer(int64_t *longest, const record *r) {
    if (*longest < r->value)
        *longest = r->value;
}

/// Of a call that is answered, or gives up, dated to an interval before this one.
static void wait_back(metrics *m, const record *r, size_t within) {
    uint32_t interval = intervals_at(&m->grid, record_dated(r)).index;
    metric_sums *at[] = {&m->by_interval[(size_t)interval * m->class_rows + r->call_class],
                         &m->by_site[r->site]};
    for (size_t i = 0; i < 2; i++) {
        if (m->limited)
            count_within(m, r, (int64_t *)&at[i]->within + within);
        if (r->kind == CALL_ANSWERED)
            wait_longer(&at[i]->extremes.wait_longest, r);
    }
    if (r->kind != CALL_ANSWERED)
        return;
    fold_waits to = fold_waits_of(m, interval, r->call_class, r->site);
    for (size_t i = 0; i < FOLD_WAITS; i++) {
        if (to.into[i])
            waits_add(to.into[i], r->value);
    }
}

/// The sums of a group in the interval to which an answer is dated.
static metric_sums *group_of(const metrics *m, const record *r, bool is_now) {
    if (is_now)
        return &m->groups[r->detail];
    uint32_t interval = intervals_at(&m->grid, record_dated(r)).index;
    return &m->by_group[(size_t)interval * m->layout->group_count + r->detail];
}

enum {
    ANSWERED_WITHIN = offsetof(within_counts, answered_within_1) / sizeof(int64_t),
    ABANDONED_WITHIN = offsetof(within_counts, abandoned_within_1) / sizeof(int64_t),
};

static void count_answer(metrics *m, fold_cell *cell, const record *r) {
    bool is_now = is_of_now(m, r, CALL_ANSWERED);
    if (is_now) {
        if (m->limited)
            count_within(m, r, (int64_t *)&cell->sums.within + ANSWERED_WITHIN);
        wait_longer(&cell->sums.extremes.wait_longest, r);
        waits_add(&cell->waits, r->value);
    } else {
        wait_back(m, r, ANSWERED_WITHIN);
    }
    metric_sums *group = group_of(m, r, is_now);
    count_record(&group->counts, CALL_ANSWERED, r, awt_of(m, r));
    if (m->limited)
        count_within(m, r, (int64_t *)&group->within + ANSWERED_WITHIN);
    wait_longer(&group->extremes.wait_longest, r);
    waits_add(&m->waits[metric_scope_group(&m->scopes, r->detail)], r->value);
}

/// A trunk is held at the site where the call came in, wherever it goes from there.
static void trunk_take(metrics *m, const record *r) {
    if (m->lines[r->call] != NO_INDEX16)
        return;
    m->lines[r->call] = r->site;
    gauge_rise(&m->sites[r->site].trunks, time_within(m, r->time));
}

static void trunk_release(metrics *m, const record *r) {
    if (m->lines[r->call] == NO_INDEX16)
        return;
    gauge_fall(&m->sites[m->lines[r->call]].trunks, time_within(m, r->time));
    m->lines[r->call] = NO_INDEX16;
}

static void observe_answer(metrics *m, const record *r) {
    fold_cell *cell = observe_call(m, r, CALL_ANSWERED);
    if (m->counting) {
        cell->sums.integrals.answers++;
        m->groups[r->detail].integrals.answers++;
    }
    if (m->layout->classes[r->call_class].channel == CHANNEL_CALLBACK)
        trunk_take(m, r); // the center dials only now
    if (r->flags & RECORD_COUNTED)
        count_answer(m, cell, r);
}

/// What may end an attempt.
static inline __attribute__((always_inline)) void observe_outcome(metrics *m, const record *r,
                                                                  record_kind kind) {
    (void)observe_call(m, r, kind);
    if (!(r->flags & RECORD_GOES_ON))
        trunk_release(m, r);
}

/// With the call goes what it has asked.
static void observe_loss(metrics *m, const record *r) {
    observe_outcome(m, r, CALL_DROPPED);
    integrals *sums = &m->cells[r->call_class * m->site_rows + r->site].sums.integrals;
    int64_t *const by_loss[] = {&sums->dropped_by_platform, &sums->dropped_by_trunks, &sums->dropped_by_ports,
                                &sums->dropped_by_seats};
    *by_loss[m->loss] += m->counting;
    if (m->queries)
        fold_query_set(m, r, false, time_within(m, r->time));
}

static void observe_abandonment(metrics *m, const record *r) {
    fold_cell *cell = observe_call(m, r, CALL_ABANDONS);
    trunk_release(m, r);
    if (!m->limited || !(r->flags & RECORD_COUNTED))
        return;
    if (is_of_now(m, r, CALL_ABANDONS))
        count_within(m, r, (int64_t *)&cell->sums.within + ABANDONED_WITHIN);
    else
        wait_back(m, r, ABANDONED_WITHIN);
}

/// A caller on its way from one class to another.
static void observe_class_change(metrics *m, const record *r) {
    if (r->call >= m->slot_count)
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
    (void)observe_call(m, r, CALL_ARRIVES);
    if (m->layout->classes[r->call_class].channel == CHANNEL_TELEPHONE)
        trunk_take(m, r);
}

/// A leg takes no trunk; a call that is on one keeps it only as a telephone call.
static void observe_leg(metrics *m, const record *r) {
    if (m->waited && r->call < m->slot_count)
        m->waited[r->call] = 0;
    (void)observe_call(m, r, CALL_STARTS_LEG);
    if (m->layout->classes[r->call_class].channel != CHANNEL_TELEPHONE)
        trunk_release(m, r);
}

/// A call that survives a failover goes on at another site.
static void observe_move(metrics *m, const record *r) {
    if (r->call >= m->slot_count)
        return;
    fold_cell *row = &m->cells[(size_t)r->call_class * m->site_rows];
    uint8_t kind = m->call_gauges[r->call];
    sim_time time = time_within(m, r->time);
    gauge_fall(&row[r->detail].gauges[kind], time);
    gauge_rise(&row[r->site].gauges[kind], time);
    if (kind == GAUGE_QUEUED) {
        m->site_queues[r->detail].length--;
        queue_grow(m, &m->site_queues[r->site]);
    }
}

static void observe_agent(metrics *m, const record *r) {
    fold_agent *a = &m->agents[r->agent], was = *a;
    a->gauge = agent_gauge[r->flags & 15];
    a->call_class = (uint16_t)(r->call_class == NO_INDEX16 ? m->layout->class_count : r->call_class);
    a->site = (uint16_t)(r->site == NO_INDEX16 ? m->layout->site_count : r->site);
    if (a->gauge == was.gauge && a->call_class == was.call_class && a->site == was.site)
        return; // from one call to the next
    gauge *group = m->group_gauges[a->group];
    sim_time time = time_within(m, r->time);
    gauge_fall(&group[was.gauge], time);
    gauge_fall(&m->cells[was.call_class * m->site_rows + was.site].gauges[was.gauge], time);
    gauge_rise(&group[a->gauge], time);
    gauge_rise(&m->cells[a->call_class * m->site_rows + a->site].gauges[a->gauge], time);
}

static void gauge_set(gauge *g, bool one, sim_time time) {
    if (one && !g->number)
        gauge_rise(g, time);
    if (!one && g->number)
        gauge_fall(g, time);
}

static fold_plan_state plan_state_now(const metrics *m, uint32_t index) {
    static const fold_plan_state states[PLAN_PHASE_COUNT] = {FOLD_PLAN_READY, FOLD_PLAN_DETECTING,
                                                             FOLD_PLAN_DECIDING, FOLD_PLAN_SWITCHING};
    const fold_plan *p = &m->plans[index];
    const layout_plan *of = &m->layout->plans[index];
    bool any_up = m->sites[of->from].is_up || m->sites[of->to].is_up;
    for (uint32_t i = 0; i < of->standby_count; i++)
        any_up = any_up || m->sites[of->standbys[i]].is_up;
    if (!any_up)
        return FOLD_PLAN_DOWN;
    return p->fails ? FOLD_PLAN_UNCOVERED : states[p->phase];
}

/// Plans may be in another state after a record of this time.
static void plans_review(metrics *m, const record *r) {
    sim_time time = time_within(m, r->time);
    for (uint32_t i = 0; i < m->layout->plan_count; i++) {
        fold_plan_state now = plan_state_now(m, i);
        if (now == m->plans[i].state)
            continue;
        gauge_fall(&m->plan_gauges[m->plans[i].state], time);
        gauge_rise(&m->plan_gauges[now], time);
        m->plans[i].state = (uint8_t)now;
    }
}

static void observe_site(metrics *m, const record *r) {
    fold_site *site = &m->sites[r->site];
    m->loss = site->is_up && !(r->detail & SITE_PLATFORM_UP) ? LOSS_OF_PLATFORM : LOSS_OF_SEATS;
    site->is_up = r->detail & SITE_PLATFORM_UP;
    gauge_set(&site->up, site->is_up, time_within(m, r->time));
    plans_review(m, r);
}

static void observe_capacity(metrics *m, const record *r) {
    static const fold_loss losses[CAPACITY_COUNT] = {LOSS_OF_TRUNKS, LOSS_OF_PORTS, LOSS_OF_SEATS};
    m->loss = losses[r->detail];
}

static void observe_unit(metrics *m, const record *r) {
    uint16_t site = m->layout->components[r->value].site;
    gauge *g = site == NO_INDEX16 ? &m->units_down : &m->sites[site].units_down;
    bool down = r->detail != UNIT_WORKS;
    if (down && !m->units[r->agent])
        gauge_rise(g, time_within(m, r->time));
    if (!down && m->units[r->agent])
        gauge_fall(g, time_within(m, r->time));
    m->units[r->agent] = down;
}

static void observe_entry(metrics *m, const record *r) {
    if (m->layout->sites[r->site].is_entry)
        gauge_set(&m->sites[r->site].entry_open, r->detail != NO_INDEX16, time_within(m, r->time));
}

/// A switchover is done when another site takes charge from one that is down; from one that is up it is a
/// failback.
static void observe_plan(metrics *m, const record *r) {
    fold_plan *p = &m->plans[r->value];
    integrals *all = &classless_sums(m)->integrals;
    bool was_down = !m->sites[p->in_charge].is_up;
    if (p->in_charge != r->site && was_down && r->time >= 0 && r->time <= m->grid.duration) {
        all->switchovers++;
        integral_add(&all->switch_time, sum(r->time, -p->lost));
    }
    if (r->detail == PLAN_DETECTING)
        p->lost = r->time;
    p->in_charge = r->site;
    p->phase = (uint8_t)r->detail;
    p->fails = false;
    plans_review(m, r);
}

static void observe_plan_failure(metrics *m, const record *r) {
    m->plans[r->value].fails = true;
    plans_review(m, r);
}

/// What is of no call and no agent.
static void observe_place(metrics *m, const record *r) {
    if (r->kind == SITE_CHANGES)
        observe_site(m, r);
    else if (r->kind == PLAN_MOVES)
        observe_plan(m, r);
    else if (r->kind == PLAN_FAILS)
        observe_plan_failure(m, r);
    else if (r->kind == UNIT_MOVES)
        observe_unit(m, r);
    else if (r->kind == CAPACITY_CHANGES)
        observe_capacity(m, r);
    else if (r->kind == ENTRY_CHANGES)
        observe_entry(m, r);
}

/// What happens less than once in the life of most calls.
static __attribute__((noinline)) void observe_other(metrics *m, const record *r) {
    switch ((record_kind)r->kind) {
    case CALL_STARTS_LEG:
        observe_leg(m, r);
        break;
    case CALL_DROPPED:
        observe_loss(m, r);
        break;
    case CALL_BLOCKED:
    case CALL_LEAVES_IVR:
    case CALL_LEAVES_QUEUE:
        observe_outcome(m, r, (record_kind)r->kind);
        break;
    case CALL_STEPS:
    case CALLER_GIVES_UP:
    case CALL_WAITS_FOR_PORT:
        (void)observe_call(m, r, (record_kind)r->kind);
        break;
    case CALL_IS_OFFERED_CALLBACK:
    case CALL_IS_LATE:
    case CALL_SUSPENDS:
        observe_remark(m, r);
        break;
    case CALL_ASKS_BACKEND:
    case CALL_QUERY_BEGINS:
    case CALL_QUERY_ENDS:
        observe_query(m, r);
        break;
    case CALL_CHANGES_CLASS:
        observe_class_change(m, r);
        break;
    case CALL_HAS_WAITED:
        observe_earlier_wait(m, r);
        break;
    case CALL_MOVES:
        observe_move(m, r);
        break;
    case SITE_CHANGES:
    case PLAN_MOVES:
    case PLAN_FAILS:
    case UNIT_MOVES:
    case ENTRY_CHANGES:
    case CAPACITY_CHANGES:
        observe_place(m, r);
        break;
    case CALL_ARRIVES: // and others of observe_one()
    case CALL_ASKS:
    case CALL_QUEUES:
    case CALL_ANSWERED:
    case CALL_ABANDONS:
    case CALL_ENDS:
    case AGENT_MOVES:
    case RECORD_PHASE:
    case CALL_RESUMES:
    case RECORD_KIND_COUNT:
        break;
    }
}

static inline void observe_one(metrics *m, const record *r) {
    if (r->kind == AGENT_MOVES)
        observe_agent(m, r);
    else if (r->kind == CALL_ARRIVES)
        observe_arrival(m, r);
    else if (r->kind == CALL_ASKS)
        (void)observe_call(m, r, CALL_ASKS);
    else if (r->kind == CALL_QUEUES)
        (void)observe_call(m, r, CALL_QUEUES);
    else if (r->kind == CALL_ANSWERED)
        observe_answer(m, r);
    else if (r->kind == CALL_ENDS)
        observe_outcome(m, r, CALL_ENDS);
    else if (r->kind == CALL_ABANDONS)
        observe_abandonment(m, r);
    else
        observe_other(m, r);
}

/// Time has come to something, or the duration is over.
static __attribute__((noinline)) void observe_time(metrics *m, const record *r) {
    fold_advance(m, r->time);
    if (m->over && r->kind == AGENT_MOVES)
        closing_observe(m, r, (gauge_kind)agent_gauge[r->flags & 15]);
}

void metrics_observe(void *observer, const record *records, size_t count) {
    metrics *m = observer;
    for (size_t i = 0; i < count; i++) {
        if (records[i].time >= m->next)
            observe_time(m, &records[i]);
        observe_one(m, &records[i]);
    }
}
