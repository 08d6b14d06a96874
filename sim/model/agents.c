#include "model/model.h"
#include "model/talks.h"
#include "model/units.h"

#include <stdlib.h>

bool agents_create(sim *s) {
    const layout *l = &s->scenario->layout;
    uint32_t total = layout_agent_count(l);
    s->groups = calloc(l->group_count + 1, sizeof *s->groups);
    s->agents = calloc(total + 1, sizeof *s->agents);
    s->roster = calloc(total + 1, sizeof *s->roster);
    s->roster_places = calloc(total + 1, sizeof *s->roster_places);
    if (!s->groups || !s->agents || !s->roster || !s->roster_places)
        return false;
    for (uint32_t g = 0; g < l->group_count; g++) {
        const scenario_group *of = &s->scenario->groups[g];
        s->groups[g] = (group){.first_idle = NO_INDEX,
                               .last_idle = NO_INDEX,
                               .login = NO_INDEX16,
                               .last_login = NO_INDEX16,
                               .is_virtual = of->login_all};
        for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++) {
            s->agents[i] = (agent){.since = s->now,
                                   .group = (uint16_t)g,
                                   .site = NO_INDEX16,
                                   .call_class = NO_INDEX16,
                                   .duty = DUTY_NONE};
            s->roster[i] = i;
            s->roster_places[i] = i - of->first_agent;
        }
    }
    return true;
}

/// Puts the agent at a place of its group's part of the roster; who was there takes the agent's place.
static void roster_put(sim *s, const agent *a, uint32_t place) {
    uint32_t *roster = s->roster + s->scenario->groups[a->group].first_agent;
    uint32_t index = agent_index(s, a), old = s->roster_places[index], other = roster[place];
    roster[old] = other;
    roster[place] = index;
    s->roster_places[other] = old;
    s->roster_places[index] = place;
}

/// The other door: parts of the roster follow each other as in agent_duty, so that a border moves by one for
/// each part that the agent leaves behind.
static void duty_move(sim *s, agent *a, agent_duty to) {
    group *g = &s->groups[a->group];
    while (a->duty != to) {
        bool later = a->duty < to;
        unsigned border = later ? a->duty : a->duty - 1U;
        uint32_t *end = border == DUTY_ON ? &g->on_duty : &g->present;
        roster_put(s, a, later ? --*end : (*end)++);
        a->duty = (uint8_t)(later ? a->duty + 1 : a->duty - 1);
    }
}

static inline void free_append(sim *s, agent *a) {
    group *g = &s->groups[a->group];
    uint32_t index = agent_index(s, a);
    a->next = NO_INDEX;
    a->previous = g->last_idle;
    *(g->last_idle == NO_INDEX ? &g->first_idle : &s->agents[g->last_idle].next) = index;
    g->last_idle = index;
    g->idle++;
    if (g->orders)
        idle_append(s, g, a);
}

static inline void free_remove(sim *s, agent *a) {
    group *g = &s->groups[a->group];
    *(a->previous == NO_INDEX ? &g->first_idle : &s->agents[a->previous].next) = a->next;
    *(a->next == NO_INDEX ? &g->last_idle : &s->agents[a->next].previous) = a->previous;
    g->idle--;
    if (g->orders)
        idle_remove(s, g, a);
}

/// The door: from which states an agent may come into a state, as bits of agent_state.
static const uint8_t may_come_from[AGENT_STATE_COUNT] = {
    [AGENT_OFF] = 1 << AGENT_IDLE | 1 << AGENT_TALKING | 1 << AGENT_WRAPUP | 1 << AGENT_HANDOVER,
    [AGENT_IDLE] = 1 << AGENT_OFF | 1 << AGENT_TALKING | 1 << AGENT_WRAPUP | 1 << AGENT_HANDOVER,
    [AGENT_TALKING] = 1 << AGENT_IDLE | 1 << AGENT_TALKING | 1 << AGENT_WRAPUP | 1 << AGENT_HANDOVER,
    [AGENT_WRAPUP] = 1 << AGENT_TALKING | 1 << AGENT_HANDOVER,
    [AGENT_HANDOVER] = 1 << AGENT_TALKING,
};

static bool is_busy(unsigned state) {
    return state != AGENT_OFF && state != AGENT_IDLE;
}

/// `with`: the call, when talking; `site_index`: where the agent is logged in from now on.
static void agent_move(sim *s, agent *a, agent_state to, uint16_t site_index, const call *with) {
    SIM_ASSERT(may_come_from[to] >> a->state & 1);
    if (a->state == AGENT_IDLE)
        free_remove(s, a);
    else if (a->state != AGENT_OFF && s->groups[a->group].orders)
        idle_add_work(s, a, s->now - a->since);
    if (to == AGENT_OFF && a->duty == DUTY_LEAVING)
        duty_move(s, a, DUTY_NONE);
    uint8_t moves = (uint8_t)((unsigned)a->state << 4 | (unsigned)to);
    a->state = (uint8_t)to;
    a->since = s->now;
    a->site = site_index;
    a->call = with ? call_slot(s, with) : 0;
    a->call_class = with ? with->call_class : to == AGENT_WRAPUP ? a->call_class : NO_INDEX16;
    if (to == AGENT_IDLE)
        free_append(s, a);
    bool one_of_many = with && class_of(s, with)->channel == CHANNEL_CHAT;
    sim_emit(s, (record){.kind = AGENT_MOVES,
                         .flags = moves,
                         .call = one_of_many ? 0 : a->call,
                         .call_class = a->call_class,
                         .site = a->site,
                         .detail = a->group,
                         .agent = agent_index(s, a)});
    if (s->groups[a->group].ages && is_busy(moves >> 4U) != is_busy(to))
        units_seat_is_used(s, a, is_busy(to));
}

static bool group_has_seats(const sim *s, uint16_t group_index) {
    uint16_t seats = s->scenario->groups[group_index].site;
    return seats == NO_INDEX16 || s->sites[seats].seats_down == 0;
}

bool agents_have_seat(const sim *s, const agent *a) {
    return a->seats_down == 0 && group_has_seats(s, a->group);
}

/// What a call brings, at the agent's speed.
static sim_time talk_time(const sim *s, const agent *a, const call *c) {
    const scenario_group *of = &s->scenario->groups[a->group];
    if (a->chats > 1)
        return sim_time_from_s(sim_time_to_s(c->talk) * chats_slowdown(s, a, c) /
                               routing_skill(of, c->call_class)->speed);
    if (!of->has_speeds)
        return c->talk;
    return sim_time_from_s(sim_time_to_s(c->talk) / routing_skill(of, c->call_class)->speed);
}

void agents_answer(sim *s, agent *a, call *c) {
    event_handle patience = c->timer;
    sim_cancel(s, &c->milestone_timer);
    call_is_answered(s, c, a);
    if (c->holder != NO_INDEX || class_of(s, c)->channel == CHANNEL_CALLBACK)
        talks_prepare(s, c);
    if (a->chats == 0)
        agent_move(s, a, AGENT_TALKING, a->site, c);
    if (class_of(s, c)->channel == CHANNEL_CHAT)
        chats_take(s, a);
    c->timer = sim_schedule(s, s->now + talk_time(s, a, c), EVENT_TALK_ENDS, call_slot(s, c));
    sim_cancel(s, &patience);
}

/// One call, or as many chats as the agent may have. False when nobody waits for it.
static bool agent_take_next(sim *s, agent *a) {
    bool takes = false;
    do {
        call *c = routing_find_call(s, a);
        if (!c)
            return takes;
        queueing_remove(s, c);
        agents_answer(s, a, c);
        takes = true;
    } while (a->listed > 0);
    return true;
}

/// Goes from one call to the next, and is free only when nobody waits.
static void agent_is_free(sim *s, agent *a) {
    uint16_t login = s->groups[a->group].login;
    bool stays = a->state != AGENT_OFF && a->site == login;
    if (!stays)
        agent_move(s, a, AGENT_IDLE, login, NULL);
    if (!agent_take_next(s, a) && stays)
        agent_move(s, a, AGENT_IDLE, login, NULL);
}

/// Done with a call, or about to log in: where its group serves now.
static void agent_becomes_free(sim *s, agent *a) {
    const group *g = &s->groups[a->group];
    bool leaves = g->on_duty > g->wanted && a->duty == DUTY_ON;
    if (leaves)
        duty_move(s, a, a->state == AGENT_OFF ? DUTY_NONE : DUTY_LEAVING);
    if (a->duty == DUTY_ON && g->is_in && a->seats_down == 0) {
        agent_is_free(s, a);
    } else if (a->state != AGENT_OFF) {
        agent_move(s, a, AGENT_OFF, NO_INDEX16, NULL);
    }
    if (leaves && g->on_duty == 0)
        queueing_on_staff_change(s);
}

void agents_come(sim *s, agent *a, bool fresh) {
    duty_move(s, a, DUTY_ON);
    if (a->chats > 0)
        chats_review(s, a);
    if (fresh)
        idle_begin_shift(s, a);
    if (a->state == AGENT_OFF && s->groups[a->group].is_in && a->seats_down == 0)
        agent_becomes_free(s, a);
}

void agents_go(sim *s, agent *a) {
    if (a->duty != DUTY_ON)
        return;
    bool busy = is_busy(a->state);
    duty_move(s, a, busy ? DUTY_LEAVING : DUTY_NONE);
    if (a->chats > 0)
        chats_review(s, a);
    if (busy)
        return;
    sim_cancel(s, &a->timer);
    if (a->state == AGENT_IDLE)
        agent_move(s, a, AGENT_OFF, NO_INDEX16, NULL);
}

/// Whoever is at home comes first; those who are about to leave stay when nobody else is left.
static agent *agent_to_come(const sim *s, uint16_t group_index) {
    const group *g = &s->groups[group_index];
    const scenario_group *of = &s->scenario->groups[group_index];
    return &s->agents[s->roster[of->first_agent + (g->present < of->size ? g->present : g->on_duty)]];
}

void agents_staff(sim *s, uint16_t group_index, uint32_t wanted) {
    group *g = &s->groups[group_index];
    const scenario_group *of = &s->scenario->groups[group_index];
    g->wanted = wanted;
    while (g->on_duty < wanted)
        agents_come(s, agent_to_come(s, group_index), true);
    while (g->on_duty > wanted && g->idle > 0)
        agents_go(s, &s->agents[g->first_idle]);
    while (g->on_duty > wanted && !of->counter)
        agents_go(s, &s->agents[s->roster[of->first_agent + g->on_duty - 1]]);
}

/// One chat of several is over: there is room for another, if the agent takes calls at all.
static void agent_goes_on_chatting(sim *s, agent *a) {
    const group *g = &s->groups[a->group];
    if (a->duty == DUTY_ON && g->is_in && agents_have_seat(s, a))
        (void)agent_take_next(s, a);
}

void agents_finish_talk(sim *s, agent *a, sim_time wrapup) {
    if (a->chats > 0)
        chats_give_back(s, a);
    if (a->chats > 0) {
        agent_goes_on_chatting(s, a);
        return;
    }
    if (wrapup > 0) {
        agent_move(s, a, AGENT_WRAPUP, a->site, NULL);
        a->timer = sim_schedule(s, s->now + wrapup, EVENT_WRAPUP_ENDS, agent_index(s, a));
    } else {
        agent_becomes_free(s, a);
    }
}

void agents_on_talk_end(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    c->timer = 0;
    if (!class_of(s, c)->ends_plainly) {
        talks_end(s, c);
        return;
    }
    agent *a = &s->agents[c->agent];
    sim_time wrapup = c->wrapup;
    access_release_trunk(s, c);
    call_ends(s, c, TALK_SERVED, CALL_LEAVES);
    agents_finish_talk(s, a, wrapup);
}

void agents_hold(sim *s, agent *a, call *c, sim_time handover, sim_time wrapup) {
    a->handover = handover;
    a->wrapup = wrapup;
    c->holder = agent_index(s, a);
    agent_move(s, a, AGENT_HANDOVER, a->site, c);
}

sim_time agents_hand_over(sim *s, call *c) {
    agent *a = &s->agents[call_loses_holder(c)];
    a->timer = sim_schedule(s, s->now + a->handover, EVENT_HANDOVER_ENDS, agent_index(s, a));
    return a->handover;
}

void agents_on_handover_end(sim *s, uint32_t index) {
    agent *a = &s->agents[index];
    a->timer = 0;
    agents_finish_talk(s, a, a->wrapup);
}

void agents_let_go(sim *s, uint32_t holder) {
    if (holder != NO_INDEX)
        agents_finish_talk(s, &s->agents[holder], s->agents[holder].wrapup);
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
    agents_finish_talk(s, a, 0);
}

/// Logs out an agent who is not talking; a talking one goes when the call ends.
static void agent_log_out(sim *s, agent *a) {
    if (a->state == AGENT_TALKING)
        return;
    if (a->state == AGENT_HANDOVER && a->timer == 0)
        call_at(s, a->call)->holder = NO_INDEX;
    sim_cancel(s, &a->timer);
    if (a->state != AGENT_OFF)
        agent_move(s, a, AGENT_OFF, NO_INDEX16, NULL);
}

void agents_lose_seat(sim *s, agent *a) {
    if (a->seats_down++ > 0)
        return;
    agent_log_out(s, a);
    if (a->chats > 0)
        chats_review(s, a);
}

void agents_get_seat(sim *s, agent *a) {
    SIM_ASSERT(a->seats_down > 0);
    if (--a->seats_down > 0)
        return;
    if (a->chats > 0) {
        chats_review(s, a);
        agent_goes_on_chatting(s, a);
    } else if (a->state == AGENT_OFF && a->duty == DUTY_ON && s->groups[a->group].is_in) {
        agent_becomes_free(s, a);
    }
}

static void group_log_out(sim *s, uint16_t group_index) {
    group *g = &s->groups[group_index];
    if (g->login != NO_INDEX16)
        g->last_login = g->login;
    g->login = NO_INDEX16;
    g->is_in = false;
    const scenario_group *of = &s->scenario->groups[group_index];
    for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++)
        agent_log_out(s, &s->agents[i]);
}

static bool any_site_is_up(const sim *s) {
    uint16_t i = 0;
    while (i < s->scenario->layout.site_count && !site_is_up(s, i))
        i++;
    return i < s->scenario->layout.site_count;
}

void agents_lose_site(sim *s, uint16_t site_index) {
    bool up = any_site_is_up(s);
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++)
        if (s->groups[g].is_in && (s->groups[g].login == site_index || (group_is_virtual(s, g) && !up)))
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

/// A group that is out may come in; false when it is in already, or there is no site or no seat for it.
static bool group_comes_in(sim *s, uint16_t group_index) {
    group *g = &s->groups[group_index];
    if (g->is_in || !group_has_seats(s, group_index))
        return false;
    if (group_is_virtual(s, group_index)) {
        g->is_in = any_site_is_up(s);
    } else if (!failover_holds_agents(s, g->last_login)) {
        g->login = login_choose(s, group_index);
        g->is_in = g->login != NO_INDEX16;
    }
    return g->is_in;
}

static bool agent_waits_to_log_in(const agent *a) {
    return a->state == AGENT_OFF && a->duty == DUTY_ON && a->timer == 0 && a->seats_down == 0;
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

/// By the plan that covers the site that the group served, else that of its seats; virtual seats follow the
/// slowest plan.
static sim_time relogin_time(const sim *s, uint16_t group_index) {
    uint16_t lost = s->groups[group_index].last_login;
    if (lost == NO_INDEX16)
        lost = s->scenario->groups[group_index].site;
    const scenario_plan *cover = lost == NO_INDEX16 ? NULL : failover_plan_of(s, lost);
    sim_time time = cover ? cover->relogin : 0;
    for (uint32_t p = 0; lost == NO_INDEX16 && p < s->scenario->layout.plan_count; p++)
        time = s->scenario->plans[p].relogin > time ? s->scenario->plans[p].relogin : time;
    return time;
}

void agents_regroup(sim *s) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++)
        if (group_comes_in(s, g))
            group_log_in(s, g, relogin_time(s, g));
}

void agents_begin(sim *s) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++) {
        if (!group_comes_in(s, g))
            continue;
        const scenario_group *of = &s->scenario->groups[g];
        for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++)
            if (s->agents[i].duty == DUTY_ON)
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
