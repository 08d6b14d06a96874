#include "history.h"

#include <stdlib.h>

#include "memory.h"

enum { INTERVALS_MAX = 600, INTERVALS_WANTED = 100 };

/// The shortest length from a list that people like, of which not too many fill the duration.
static sim_time pleasant_interval(sim_time duration) {
    static const int minutes[] = {1, 5, 10, 15, 30, 60, 120, 180, 360, 720};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
        if (duration / (minutes[i] * SIM_MINUTE) <= INTERVALS_WANTED)
            return minutes[i] * SIM_MINUTE;
    return (duration / INTERVALS_WANTED / SIM_DAY + 1) * SIM_DAY;
}

sim_time history_interval(const layout *l) {
    sim_time interval = l->interval > 0 ? l->interval : pleasant_interval(l->duration);
    while (l->duration / interval >= INTERVALS_MAX)
        interval *= 2;
    return interval;
}

history *history_create(const layout *l) {
    history *h = viz_new(1, sizeof *h);
    h->layout = l;
    h->interval = history_interval(l);
    h->interval_count = (uint32_t)((l->duration + h->interval - 1) / h->interval);
    h->intervals = viz_new(h->interval_count, sizeof *h->intervals);
    h->asks = viz_new(l->class_count, sizeof *h->asks);
    h->down_since = viz_new(l->site_count, sizeof *h->down_since);
    for (uint32_t i = 0; i < l->site_count; i++)
        h->down_since[i] = SIM_NEVER;
    h->phase = viz_new(l->plan_count, sizeof *h->phase);
    h->failed_since = viz_new(l->plan_count, sizeof *h->failed_since);
    h->in_charge = viz_new(l->plan_count, sizeof *h->in_charge);
    h->lost_before = viz_new(l->plan_count, sizeof *h->lost_before);
    for (uint32_t i = 0; i < l->plan_count; i++) {
        h->failed_since[i] = h->phase[i].from = SIM_NEVER;
        h->in_charge[i] = l->plans[i].from;
    }
    return h;
}

void history_destroy(history *h) {
    if (!h)
        return;
    free(h->intervals);
    free(h->asks);
    free(h->spans);
    free(h->marks);
    free(h->down_since);
    free(h->phase);
    free(h->failed_since);
    free(h->in_charge);
    free(h->lost_before);
    free(h);
}

static void add_span(history *h, span_kind kind, uint32_t index, sim_time from, sim_time to) {
    if (to <= from)
        return;
    h->spans = viz_grown(h->spans, &h->span_capacity, h->span_count + 1, sizeof *h->spans);
    h->spans[h->span_count++] = (history_span){.from = from, .to = to, .kind = kind, .index = index};
}

static void add_mark(history *h, sim_time at) {
    if (h->mark_count > 0 && h->marks[h->mark_count - 1] >= at)
        return;
    h->marks = viz_grown(h->marks, &h->mark_capacity, h->mark_count + 1, sizeof *h->marks);
    h->marks[h->mark_count++] = at;
}

static void observe_site(history *h, const record *r) {
    if (r->site >= h->layout->site_count)
        return;
    sim_time *since = &h->down_since[r->site];
    bool is_up = r->detail & SITE_PLATFORM_UP;
    if (!is_up && *since == SIM_NEVER)
        *since = r->time;
    if (is_up && *since != SIM_NEVER) {
        add_span(h, SPAN_SITE_DOWN, r->site, *since, r->time);
        *since = SIM_NEVER;
    }
    add_mark(h, r->time);
}

/// The band that a phase is drawn as; false when it needs none.
static bool span_of_phase(plan_phase phase, bool is_home, span_kind *kind) {
    switch (phase) {
    case PLAN_DETECTING:
        *kind = SPAN_DETECTING;
        return true;
    case PLAN_DECIDING:
        *kind = SPAN_DECIDING;
        return true;
    case PLAN_SWITCHING:
        *kind = SPAN_SWITCHING;
        return true;
    case PLAN_WATCHING:
        *kind = SPAN_ON_STANDBY;
        return !is_home;
    case PLAN_PHASE_COUNT:
        break;
    }
    return false;
}

static void end_phase(history *h, uint32_t plan, sim_time now) {
    history_span *going_on = &h->phase[plan];
    if (going_on->from != SIM_NEVER)
        add_span(h, going_on->kind, plan, going_on->from, now);
    going_on->from = SIM_NEVER;
}

static void add_switchover(history *h, uint32_t plan, sim_time from, sim_time to) {
    size_t before = h->span_count;
    add_span(h, SPAN_SWITCHOVER, plan, from, to);
    if (h->span_count > before)
        h->spans[before].lost = h->lost - h->lost_before[plan];
}

/// Keeps the time from a failure to the end of its switchover; a repair before that is no switchover.
static void observe_recovery(history *h, uint32_t plan, const record *r) {
    sim_time *failed = &h->failed_since[plan];
    if (r->detail == PLAN_WATCHING && *failed != SIM_NEVER) {
        if (r->site != h->in_charge[plan])
            add_switchover(h, plan, *failed, r->time);
        *failed = SIM_NEVER;
    } else if (r->detail != PLAN_WATCHING && *failed == SIM_NEVER) {
        *failed = r->time;
        // A failure drops its calls in the moment in which the plan begins to move, before or after that.
        h->lost_before[plan] = h->lost_at == r->time ? h->lost_earlier : h->lost;
    }
    h->in_charge[plan] = r->site;
}

static void observe_plan(history *h, const record *r) {
    if (r->value < 0 || r->value >= h->layout->plan_count)
        return;
    uint32_t plan = (uint32_t)r->value;
    observe_recovery(h, plan, r);
    end_phase(h, plan, r->time);
    history_span *next = &h->phase[plan];
    if (span_of_phase((plan_phase)r->detail, r->site == h->layout->plans[plan].from, &next->kind))
        next->from = r->time;
    add_mark(h, r->time);
}

static void observe_loss(history *h, const record *r) {
    bool is_lost = r->kind == CALL_DROPPED || (r->kind == CALL_BLOCKED && r->detail == BLOCKED_FAULT);
    if (!is_lost || !(r->flags & RECORD_COUNTED))
        return;
    if (r->time != h->lost_at)
        h->lost_earlier = h->lost;
    h->lost_at = r->time;
    h->lost++;
}

static void observe_call(history *h, const record *r) {
    sim_time dated = record_dated(r);
    if (r->kind == CALL_ASKS && r->call_class < h->layout->class_count)
        h->asks[r->call_class] = true;
    if (dated < 0 || dated / h->interval >= h->interval_count)
        return;
    sim_time awt = r->call_class < h->layout->class_count ? h->layout->classes[r->call_class].awt : 0;
    call_counts_add(&h->intervals[dated / h->interval], r, awt);
}

void history_observe(void *history_, const record *records, size_t count) {
    history *h = history_;
    for (size_t i = 0; i < count; i++) {
        const record *r = &records[i];
        if (r->kind == SITE_CHANGES)
            observe_site(h, r);
        else if (r->kind == PLAN_MOVES)
            observe_plan(h, r);
        else if (r->kind < RECORD_KIND_COUNT)
            observe_call(h, r);
        observe_loss(h, r);
    }
}

void history_finish(history *h, sim_time end) {
    for (uint32_t site = 0; site < h->layout->site_count; site++)
        if (h->down_since[site] != SIM_NEVER)
            add_span(h, SPAN_SITE_DOWN, site, h->down_since[site], end);
    for (uint32_t plan = 0; plan < h->layout->plan_count; plan++)
        end_phase(h, plan, end);
}
