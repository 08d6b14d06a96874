#include "model/idle.h"
#include "model/model.h"

#include <stdlib.h>

static uint8_t policy_bit(agent_policy policy) {
    return (uint8_t)(1U << policy);
}

/// Which orders besides the longest idle the classes need that a group serves.
static uint8_t orders_of(const sim *s, const scenario_group *of) {
    uint8_t orders = 0;
    for (uint16_t i = 0; i < of->skill_count; i++)
        orders |= policy_bit(s->scenario->classes[of->skills[i].call_class].agent_choice);
    return orders & (uint8_t)~policy_bit(AGENTS_LONGEST_IDLE);
}

bool idle_create(sim *s) {
    const layout *l = &s->scenario->layout;
    uint32_t total = layout_agent_count(l);
    uint8_t orders = 0;
    for (uint32_t g = 0; g < l->group_count; g++) {
        s->groups[g].orders = orders_of(s, &s->scenario->groups[g]);
        orders |= s->groups[g].orders;
    }
    if (orders == 0)
        return true;
    s->idle.places = calloc(total + 1, sizeof *s->idle.places);
    s->idle.lots = calloc(total + 1, sizeof *s->idle.lots);
    s->idle.rungs = calloc(total + 1, sizeof *s->idle.rungs);
    return s->idle.places && s->idle.lots && s->idle.rungs;
}

void idle_destroy(sim *s) {
    free(s->idle.places);
    free(s->idle.lots);
    free(s->idle.rungs);
}

bool idle_is_less_occupied(const sim *s, const agent *a, const agent *b) {
    uint32_t x = agent_index(s, a), y = agent_index(s, b);
    sim_time x_worked = s->idle.places[x].worked, y_worked = s->idle.places[y].worked;
    if (x_worked != y_worked)
        return x_worked < y_worked;
    return a->since != b->since ? a->since < b->since : x < y;
}

static uint32_t *lots_of(const sim *s, uint16_t group_index) {
    return s->idle.lots + s->scenario->groups[group_index].first_agent;
}

static uint32_t *rungs_of(const sim *s, uint16_t group_index) {
    return s->idle.rungs + s->scenario->groups[group_index].first_agent;
}

static void lot_put(sim *s, uint32_t *lots, uint32_t place, uint32_t index) {
    lots[place] = index;
    s->idle.places[index].lot = place;
}

static void rung_put(sim *s, uint32_t *rungs, uint32_t place, uint32_t index) {
    rungs[place] = index;
    s->idle.places[index].rung = place;
}

static void rung_rise(sim *s, uint32_t *rungs, uint32_t place, uint32_t index) {
    while (place > 0) {
        uint32_t parent = (place - 1) / 2;
        if (!idle_is_less_occupied(s, &s->agents[index], &s->agents[rungs[parent]]))
            break;
        rung_put(s, rungs, place, rungs[parent]);
        place = parent;
    }
    rung_put(s, rungs, place, index);
}

static void rung_sink(sim *s, uint32_t *rungs, uint32_t count, uint32_t place, uint32_t index) {
    for (uint32_t child = 2 * place + 1; child < count; child = 2 * place + 1) {
        if (child + 1 < count &&
            idle_is_less_occupied(s, &s->agents[rungs[child + 1]], &s->agents[rungs[child]]))
            child++;
        if (!idle_is_less_occupied(s, &s->agents[rungs[child]], &s->agents[index]))
            break;
        rung_put(s, rungs, place, rungs[child]);
        place = child;
    }
    rung_put(s, rungs, place, index);
}

void idle_append(sim *s, const group *g, const agent *a) {
    uint32_t index = agent_index(s, a), last = g->idle - 1;
    if (g->orders & policy_bit(AGENTS_RANDOM))
        lot_put(s, lots_of(s, a->group), last, index);
    if (g->orders & policy_bit(AGENTS_LEAST_OCCUPIED))
        rung_rise(s, rungs_of(s, a->group), last, index);
}

/// The last takes its place.
void idle_remove(sim *s, const group *g, const agent *a) {
    const idle_place *was = &s->idle.places[agent_index(s, a)];
    if (g->orders & policy_bit(AGENTS_RANDOM)) {
        uint32_t *lots = lots_of(s, a->group);
        lot_put(s, lots, was->lot, lots[g->idle]);
    }
    if (g->orders & policy_bit(AGENTS_LEAST_OCCUPIED)) {
        uint32_t *rungs = rungs_of(s, a->group), last = rungs[g->idle], place = was->rung;
        if (place == g->idle)
            return;
        rung_sink(s, rungs, g->idle, place, last);
        rung_rise(s, rungs, s->idle.places[last].rung, last);
    }
}

void idle_add_work(sim *s, const agent *a, sim_time time) {
    s->idle.places[agent_index(s, a)].worked += time;
}

void idle_begin_shift(sim *s, const agent *a) {
    if (s->groups[a->group].orders)
        s->idle.places[agent_index(s, a)].worked = 0;
}

agent *idle_lot(const sim *s, uint16_t group_index, uint32_t k) {
    SIM_ASSERT(k < s->groups[group_index].idle);
    return &s->agents[lots_of(s, group_index)[k]];
}

agent *idle_least_occupied(const sim *s, uint16_t group_index) {
    SIM_ASSERT(s->groups[group_index].idle > 0);
    return &s->agents[rungs_of(s, group_index)[0]];
}

static bool list_is_sound(const sim *s, const group *g) {
    uint32_t listed = 0;
    sim_time since = -SIM_NEVER;
    for (uint32_t i = g->first_idle; i != NO_INDEX && listed <= g->idle; i = s->agents[i].next, listed++) {
        if (s->agents[i].state != AGENT_IDLE || s->agents[i].since < since)
            return false;
        since = s->agents[i].since;
    }
    return listed == g->idle;
}

/// Places are those that agents know of themselves, so nobody is there twice.
static bool orders_are_sound(const sim *s, uint16_t group_index) {
    const group *g = &s->groups[group_index];
    for (uint32_t k = 0; k < g->idle && g->orders & policy_bit(AGENTS_RANDOM); k++) {
        uint32_t index = lots_of(s, group_index)[k];
        if (s->agents[index].state != AGENT_IDLE || s->idle.places[index].lot != k)
            return false;
    }
    for (uint32_t k = 0; k < g->idle && g->orders & policy_bit(AGENTS_LEAST_OCCUPIED); k++) {
        const uint32_t *rungs = rungs_of(s, group_index);
        const agent *a = &s->agents[rungs[k]];
        if (a->state != AGENT_IDLE || s->idle.places[rungs[k]].rung != k ||
            (k > 0 && idle_is_less_occupied(s, a, &s->agents[rungs[(k - 1) / 2]])))
            return false;
    }
    return true;
}

bool idle_is_sound(const sim *s, uint16_t group_index) {
    return list_is_sound(s, &s->groups[group_index]) && orders_are_sound(s, group_index);
}
