#include "tally.h"

#include <math.h>
#include <stdlib.h>

#include "memory.h"

static tally_lane *lane_of(const tally *t, const replay_call *c) {
    return &t->lanes[c->site * t->state->layout->class_count + c->call_class];
}

static void count_call(tally *t, const replay_call *c) {
    const layout *l = t->state->layout;
    t->away += c->state == CALL_AWAY;
    if (c->state == CALL_NONE || c->state == CALL_AWAY || c->site >= l->site_count)
        return;
    tally_site *site = &t->sites[c->site];
    site->inside++;
    if (c->state == CALL_IVR) {
        site->in_ivr++;
        if (c->step < l->step_count)
            t->in_step[c->site * l->step_count + c->step]++;
    }
    if (c->state == CALL_QUEUED && c->call_class < l->class_count) {
        site->queued++;
        lane_of(t, c)->count++;
    }
}

static int compare_falling(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x < *y) - (*x > *y);
}

void tally_sort(double *stress, size_t count) {
    qsort(stress, count, sizeof *stress, compare_falling);
}

/// A wait as a share of what is acceptable; without an AWT any wait is too long.
static double stress_of(const replay_state *s, const replay_call *c) {
    double wait = (double)(s->now - c->since), awt = (double)s->layout->classes[c->call_class].awt;
    return wait <= 0 ? 0 : awt > 0 ? wait / awt : INFINITY;
}

static bool is_in_lane(const layout *l, const replay_call *c) {
    return c->state == CALL_QUEUED && c->site < l->site_count && c->call_class < l->class_count;
}

/// Gives each lane its part of `waiting`, filled and sorted.
static void fill_lanes(tally *t) {
    const layout *l = t->state->layout;
    size_t lane_count = (size_t)l->site_count * l->class_count, total = 0;
    size_t *end = viz_new(lane_count, sizeof *end);
    for (size_t i = 0; i < lane_count; i++) {
        end[i] = total;
        total += t->lanes[i].count;
    }
    t->waiting = viz_new(total, sizeof *t->waiting);
    for (uint32_t i = 1; i < t->state->call_slots; i++) {
        const replay_call *c = &t->state->calls[i];
        if (is_in_lane(l, c))
            t->waiting[end[lane_of(t, c) - t->lanes]++] = stress_of(t->state, c);
    }
    for (size_t i = 0; i < lane_count; i++) {
        double *begin = t->waiting + end[i] - t->lanes[i].count;
        tally_sort(begin, t->lanes[i].count);
        t->lanes[i].stress = begin;
    }
    free(end);
}

static void count_agents(tally *t) {
    const layout *l = t->state->layout;
    for (uint32_t g = 0; g < l->group_count; g++)
        for (uint32_t i = 0; i < l->groups[g].size; i++)
            t->agents[g][t->state->agents[l->groups[g].first_agent + i].state]++;
}

tally tally_of(const replay_state *s) {
    const layout *l = s->layout;
    tally t = {.state = s};
    t.sites = viz_new(l->site_count, sizeof *t.sites);
    t.in_step = viz_new((size_t)l->site_count * l->step_count, sizeof *t.in_step);
    t.lanes = viz_new((size_t)l->site_count * l->class_count, sizeof *t.lanes);
    t.agents = viz_new(l->group_count, sizeof *t.agents);
    for (uint32_t i = 1; i < s->call_slots; i++)
        count_call(&t, &s->calls[i]);
    fill_lanes(&t);
    count_agents(&t);
    return t;
}

void tally_free(tally *t) {
    free(t->sites);
    free(t->in_step);
    free(t->lanes);
    free(t->waiting);
    free(t->agents);
    *t = (tally){0};
}
