#include "model/model.h"

#include <stdlib.h>

bool agents_create(sim *s) {
    const layout *l = &s->scenario->layout;
    uint32_t total = layout_agent_count(l);
    s->groups = calloc(l->group_count + 1, sizeof *s->groups);
    s->agents = calloc(total + 1, sizeof *s->agents);
    if (!s->groups || !s->agents)
        return false;
    for (uint32_t g = 0; g < l->group_count; g++) {
        s->groups[g] = (group){
            .first_idle = NO_INDEX, .last_idle = NO_INDEX, .login = NO_INDEX16, .last_login = NO_INDEX16};
        const scenario_group *of = &s->scenario->groups[g];
        for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++)
            s->agents[i] =
                (agent){.since = s->now, .group = (uint16_t)g, .site = NO_INDEX16, .call_class = NO_INDEX16};
    }
    return true;
}

static void idle_append(sim *s, agent *a) {
    group *g = &s->groups[a->group];
    uint32_t index = agent_index(s, a);
    a->next = NO_INDEX;
    a->previous = g->last_idle;
    *(g->last_idle == NO_INDEX ? &g->first_idle : &s->agents[g->last_idle].next) = index;
    g->last_idle = index;
    g->idle++;
}

static void idle_remove(sim *s, agent *a) {
    group *g = &s->groups[a->group];
    *(a->previous == NO_INDEX ? &g->first_idle : &s->agents[a->previous].next) = a->next;
    *(a->next == NO_INDEX ? &g->last_idle : &s->agents[a->next].previous) = a->previous;
    g->idle--;
}

/// The door: from which states an agent may come into a state, as bits of agent_state.
static const uint8_t may_come_from[AGENT_STATE_COUNT] = {
    [AGENT_OFF] = 1 << AGENT_IDLE | 1 << AGENT_TALKING | 1 << AGENT_WRAPUP,
    [AGENT_IDLE] = 1 << AGENT_OFF | 1 << AGENT_TALKING | 1 << AGENT_WRAPUP,
    [AGENT_TALKING] = 1 << AGENT_IDLE,
    [AGENT_WRAPUP] = 1 << AGENT_TALKING,
};

/// `with`: the call, when talking; `site_index`: where the agent is logged in from now on.
static void agent_move(sim *s, agent *a, agent_state to, uint16_t site_index, const call *with) {
    SIM_ASSERT(may_come_from[to] >> a->state & 1);
    if (a->state == AGENT_IDLE)
        idle_remove(s, a);
    uint8_t moves = (uint8_t)((unsigned)a->state << 4 | (unsigned)to);
    a->state = (uint8_t)to;
    a->since = s->now;
    a->site = site_index;
    a->call = with ? call_slot(s, with) : 0;
    a->call_class = with ? with->call_class : to == AGENT_WRAPUP ? a->call_class : NO_INDEX16;
    if (to == AGENT_IDLE)
        idle_append(s, a);
    sim_emit(s, (record){.kind = AGENT_MOVES,
                         .flags = moves,
                         .call = a->call,
                         .call_class = a->call_class,
                         .site = a->site,
                         .detail = a->group,
                         .agent = agent_index(s, a)});
}

static bool group_has_seats(const sim *s, uint16_t group_index) {
    uint16_t seats = s->scenario->groups[group_index].site;
    return seats == NO_INDEX16 || s->sites[seats].seats_down == 0;
}

/// Whether the agents of a group can take calls now, as far as seats and a platform go.
static bool group_can_work(const sim *s, uint16_t group_index) {
    return group_has_seats(s, group_index) &&
           (group_is_virtual(s, group_index) || s->groups[group_index].login != NO_INDEX16);
}

void agents_answer(sim *s, agent *a, call *c) {
    event_handle patience = c->timer;
    call_is_answered(s, c, a);
    agent_move(s, a, AGENT_TALKING, a->site, c);
    c->timer = sim_schedule(s, s->now + c->talk, EVENT_TALK_ENDS, call_slot(s, c));
    sim_cancel(s, &patience);
}

static void agent_take_next(sim *s, agent *a) {
    call *c = routing_find_call(s, a);
    if (!c)
        return;
    queueing_remove(s, c);
    agents_answer(s, a, c);
}

/// Free again, or just logged in: where its group serves now.
static void agent_becomes_free(sim *s, agent *a) {
    if (!group_can_work(s, a->group)) {
        agent_move(s, a, AGENT_OFF, NO_INDEX16, NULL);
        return;
    }
    agent_move(s, a, AGENT_IDLE, s->groups[a->group].login, NULL);
    agent_take_next(s, a);
}

void agents_on_talk_end(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    agent *a = &s->agents[c->agent];
    sim_time wrapup = c->wrapup;
    c->timer = 0;
    access_release_trunk(s, c);
    call_ends(s, c);
    if (wrapup > 0) {
        agent_move(s, a, AGENT_WRAPUP, a->site, NULL);
        a->timer = sim_schedule(s, s->now + wrapup, EVENT_WRAPUP_ENDS, agent_index(s, a));
    } else {
        agent_becomes_free(s, a);
    }
}

void agents_on_wrapup_end(sim *s, uint32_t index) {
    s->agents[index].timer = 0;
    agent_becomes_free(s, &s->agents[index]);
}

void agents_on_login(sim *s, uint32_t index) {
    s->agents[index].timer = 0;
    agent_becomes_free(s, &s->agents[index]);
}

void agents_lose_call(sim *s, agent *a) {
    agent_becomes_free(s, a);
}

/// Logs out an agent who is not talking; a talking one goes when the call ends.
static void agent_log_out(sim *s, agent *a) {
    if (a->state == AGENT_TALKING)
        return;
    sim_cancel(s, &a->timer);
    if (a->state != AGENT_OFF)
        agent_move(s, a, AGENT_OFF, NO_INDEX16, NULL);
}

static void group_log_out(sim *s, uint16_t group_index) {
    group *g = &s->groups[group_index];
    if (g->login != NO_INDEX16)
        g->last_login = g->login;
    g->login = NO_INDEX16;
    const scenario_group *of = &s->scenario->groups[group_index];
    for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++)
        agent_log_out(s, &s->agents[i]);
}

void agents_lose_site(sim *s, uint16_t site_index) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++)
        if (s->groups[g].login == site_index)
            group_log_out(s, g);
}

void agents_lose_seats(sim *s, uint16_t site_index) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++)
        if (s->scenario->groups[g].site == site_index)
            group_log_out(s, g);
}

static bool site_takes_calls(const sim *s, uint16_t site_index) {
    const layout *l = &s->scenario->layout;
    for (uint32_t e = 0; e < l->site_count; e++)
        if (l->sites[e].is_entry && s->sites[e].entry == site_index)
            return true;
    return false;
}

/// Where a group logs in: the first site of its list that is up and takes calls, else the first that is up.
static uint16_t login_choose(const sim *s, uint16_t group_index) {
    const scenario_group *of = &s->scenario->groups[group_index];
    uint16_t first_up = NO_INDEX16;
    for (uint16_t i = 0; i < of->login_count; i++) {
        if (!site_is_up(s, of->login[i]))
            continue;
        if (site_takes_calls(s, of->login[i]))
            return of->login[i];
        if (first_up == NO_INDEX16)
            first_up = of->login[i];
    }
    return first_up;
}

/// A group without a site gets one; false when it has one already, or can get none.
static bool group_finds_site(sim *s, uint16_t group_index) {
    group *g = &s->groups[group_index];
    if (!group_has_seats(s, group_index))
        return false;
    if (group_is_virtual(s, group_index))
        return true;
    if (g->login != NO_INDEX16 || failover_holds_agents(s, g->last_login))
        return false;
    g->login = login_choose(s, group_index);
    return g->login != NO_INDEX16;
}

static bool agent_waits_to_log_in(const agent *a) {
    return a->state == AGENT_OFF && a->timer == 0;
}

/// All who are out log in one after the other, evenly spread over `time`: the last at its end.
static void group_log_in(sim *s, uint16_t group_index, sim_time time) {
    const scenario_group *of = &s->scenario->groups[group_index];
    int64_t out = 0, k = 0;
    for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++)
        out += agent_waits_to_log_in(&s->agents[i]);
    for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++) {
        agent *a = &s->agents[i];
        if (!agent_waits_to_log_in(a))
            continue;
        k++;
        // In two steps, since time * k may not fit.
        sim_time after = time / out * k + time % out * k / out;
        a->timer = sim_schedule(s, s->now + after, EVENT_AGENT_LOGS_IN, i);
    }
}

void agents_regroup(sim *s) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++) {
        uint16_t lost = s->groups[g].last_login;
        const scenario_plan *cover = lost == NO_INDEX16 ? NULL : failover_plan_of(s, lost);
        if (group_finds_site(s, g))
            group_log_in(s, g, cover ? cover->relogin : 0);
    }
}

void agents_begin(sim *s) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++) {
        if (!group_finds_site(s, g))
            continue;
        const scenario_group *of = &s->scenario->groups[g];
        for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++)
            agent_move(s, &s->agents[i], AGENT_IDLE, s->groups[g].login, NULL);
    }
}

/// Free agents log out and in again, at the site that their group serves now.
static void group_follows(sim *s, uint16_t group_index) {
    const scenario_group *of = &s->scenario->groups[group_index];
    for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++) {
        agent *a = &s->agents[i];
        if (a->state != AGENT_IDLE)
            continue;
        agent_move(s, a, AGENT_OFF, NO_INDEX16, NULL);
        agent_becomes_free(s, a);
    }
}

void agents_return(sim *s) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++) {
        if (s->groups[g].login == NO_INDEX16)
            continue;
        uint16_t wanted = login_choose(s, g);
        if (wanted == s->groups[g].login)
            continue;
        s->groups[g].login = wanted;
        group_follows(s, g);
    }
}
