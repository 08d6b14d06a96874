#include "trace/replay_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "trace/rules.h"

replay_state *replay_state_create(const layout *l) {
    replay_state *s = memory_new(1, sizeof *s);
    s->layout = l;
    s->agent_count = layout_agent_count(l);
    s->agents = memory_new(s->agent_count, sizeof *s->agents);
    s->sites = memory_new(l->site_count, sizeof *s->sites);
    s->plans = memory_new(l->plan_count, sizeof *s->plans);
    s->unit_count = layout_unit_count(l);
    s->units = memory_new(s->unit_count, sizeof *s->units);
    s->counts = memory_new(l->class_count, sizeof *s->counts);
    s->call_capacity = 64;
    s->calls = memory_new(s->call_capacity, sizeof *s->calls);
    replay_state_reset(s);
    return s;
}

void replay_state_destroy(replay_state *s) {
    if (!s)
        return;
    free(s->calls);
    free(s->agents);
    free(s->sites);
    free(s->plans);
    free(s->units);
    free(s->counts);
    free(s);
}

static void items_zero(void *items, size_t count, size_t size) {
    if (count)
        memset(items, 0, count * size);
}

void replay_state_reset(replay_state *s) {
    const layout *l = s->layout;
    s->now = -l->warmup;
    s->phase = PHASE_WARMING_UP;
    items_zero(s->calls, s->call_slots, sizeof *s->calls);
    s->call_slots = 1;
    items_zero(s->counts, l->class_count, sizeof *s->counts);
    for (uint32_t i = 0; i < s->agent_count; i++)
        s->agents[i] =
            (replay_agent){.since = s->now, .site = NO_INDEX16, .call_class = NO_INDEX16, .state = AGENT_OFF};
    for (uint16_t i = 0; i < l->site_count; i++)
        s->sites[i] = (replay_site){.since = s->now, .up = SITE_PLATFORM_UP | SITE_SEATS_UP, .entry = i};
    for (uint32_t i = 0; i < l->plan_count; i++)
        s->plans[i] = (replay_plan){.since = s->now, .phase = PLAN_WATCHING, .in_charge = l->plans[i].from};
    items_zero(s->units, s->unit_count, sizeof *s->units);
}

/// Fresh zeroed memory rather than realloc: pages of slots that nobody uses stay untouched.
static void calls_resize(replay_state *s, uint32_t capacity) {
    replay_call *calls = memory_new(capacity, sizeof *calls);
    memcpy(calls, s->calls, s->call_slots * sizeof *calls);
    free(s->calls);
    s->calls = calls;
    s->call_capacity = capacity;
}

bool replay_state_grow(replay_state *s, uint32_t slot) {
    if (slot > CALL_SLOTS_MAX)
        return false;
    if (slot < s->call_slots)
        return true;
    if (slot >= s->call_capacity)
        calls_resize(s, slot < 2 * s->call_capacity ? 2 * s->call_capacity : slot + 1);
    s->call_slots = slot + 1;
    return true;
}

static void items_copy(void *to, const void *from, size_t count, size_t size) {
    if (count)
        memcpy(to, from, count * size);
}

void replay_state_copy(replay_state *to, const replay_state *from) {
    const layout *l = from->layout;
    SIM_REQUIRE(to->agent_count == from->agent_count && to->unit_count == from->unit_count &&
                to->layout->site_count == l->site_count && to->layout->plan_count == l->plan_count &&
                to->layout->class_count == l->class_count);
    to->now = from->now;
    to->phase = from->phase;
    if (to->call_slots > from->call_slots)
        items_zero(to->calls + from->call_slots, to->call_slots - from->call_slots, sizeof *to->calls);
    else
        SIM_REQUIRE(replay_state_grow(to, from->call_slots - 1));
    to->call_slots = from->call_slots;
    items_copy(to->calls, from->calls, from->call_slots, sizeof *to->calls);
    items_copy(to->agents, from->agents, from->agent_count, sizeof *to->agents);
    items_copy(to->sites, from->sites, l->site_count, sizeof *to->sites);
    items_copy(to->plans, from->plans, l->plan_count, sizeof *to->plans);
    items_copy(to->units, from->units, from->unit_count, sizeof *to->units);
    items_copy(to->counts, from->counts, l->class_count, sizeof *to->counts);
}

static bool caller_arrives(const replay_call *c, const record *r) {
    bool redial = (r->flags & RECORD_REDIAL) != 0;
    if (c->state == CALL_NONE)
        return !redial || (r->flags & RECORD_RETURN);
    return redial && r->call_class == c->call_class && r->value == c->caller && r->agent - 1 == c->attempt;
}

static bool value_agrees(const replay_call *c, const record *r) {
    switch ((call_base)call_rules[r->kind].base) {
    case BASE_NONE:
        return true;
    case BASE_ARRIVED:
        return r->value == r->time - c->arrived;
    case BASE_SINCE:
        return r->value == r->time - c->since;
    case BASE_QUERIED:
        return r->value == r->time - c->queried;
    }
    return false;
}

/// Later versions may know more ways in which a query ends, so that one may be open when another is asked.
static bool query_agrees(const layout *l, const replay_call *c, const record *r) {
    if (r->kind == CALL_ASKS_BACKEND || r->kind == CALL_QUERY_BEGINS || r->kind == CALL_QUERY_ENDS)
        return r->detail == l->steps[c->step].backend &&
               (r->kind == CALL_ASKS_BACKEND ||
                c->query == (r->kind == CALL_QUERY_BEGINS ? QUERY_WAITS : QUERY_RUNS));
    return true;
}

/// True when the record says of the call what the state says.
static bool call_agrees(const layout *l, const replay_call *c, const record *r) {
    if (r->kind == CALL_CHANGES_CLASS)
        return r->detail == c->call_class;
    if (r->call_class != c->call_class || !query_agrees(l, c, r) || !value_agrees(c, r))
        return false;
    if (r->kind == CALL_MOVES)
        return r->detail == c->site;
    if (r->kind == CALL_STARTS_LEG && (r->value != c->caller || r->agent != c->attempt))
        return false;
    if (r->kind == CALL_DROPPED && r->detail != c->state)
        return false;
    if ((r->kind == CALL_DROPPED || r->kind == CALL_ENDS) && r->agent != c->agent)
        return false;
    if ((r->kind == CALL_SUSPENDS || r->kind == CALL_RESUMES) &&
        (r->agent != c->agent || c->suspended != (r->kind == CALL_RESUMES)))
        return false;
    bool counted = (r->flags & RECORD_COUNTED) != 0;
    bool anew = r->kind == CALLER_GIVES_UP || r->kind == CALL_STARTS_LEG;
    return (r->site == c->site || r->kind == CALL_STARTS_LEG) && (anew || counted == (c->counted != 0));
}

/// A new attempt or leg.
static void call_arrive(replay_call *c, const record *r) {
    *c = (replay_call){
        .since = r->time,
        .arrived = r->time,
        .caller = r->value,
        .attempt = r->agent,
        .call_class = r->call_class,
        .site = r->site,
        .state = CALL_ENTERING,
        .counted = (r->flags & RECORD_COUNTED) != 0,
    };
}

static void query_move(replay_call *c, query_phase to, sim_time queried) {
    c->query = (uint8_t)to;
    c->queried = queried;
}

static void call_move(replay_call *c, const record *r) {
    uint8_t to = r->flags & RECORD_REDIALS   ? CALL_AWAY
                 : r->flags & RECORD_GOES_ON ? CALL_ENTERING
                                             : call_rules[r->kind].to;
    if (to == CALL_NONE) {
        memset(c, 0, sizeof *c);
        return;
    }
    c->state = to;
    c->since = r->time;
    c->step = r->kind == CALL_STEPS ? r->detail : 0;
    c->suspended = false;
    query_move(c, QUERY_NONE, 0);
    c->agent = r->kind == CALL_ANSWERED ? r->agent : 0;
}

static void call_change(replay_call *c, const record *r) {
    if (r->kind == CALL_ARRIVES || r->kind == CALL_STARTS_LEG)
        call_arrive(c, r);
    else if (r->kind == CALL_MOVES)
        c->site = r->site;
    else if (r->kind == CALL_CHANGES_CLASS)
        c->call_class = r->call_class;
    else if (r->kind == CALL_HAS_WAITED)
        c->waited = r->value;
    else if (r->kind == CALL_ASKS_BACKEND)
        query_move(c, QUERY_WAITS, r->time);
    else if (r->kind == CALL_QUERY_BEGINS)
        query_move(c, QUERY_RUNS, c->queried);
    else if (r->kind == CALL_QUERY_ENDS)
        query_move(c, QUERY_NONE, 0);
    else if (r->kind == CALL_SUSPENDS || r->kind == CALL_RESUMES)
        c->suspended = r->kind == CALL_SUSPENDS;
    else if (call_rules[r->kind].to != CALL_STATE_COUNT)
        call_move(c, r);
}

static bool call_apply(replay_state *s, const record *r) {
    static const replay_call nobody = {0};
    const replay_call *before = r->call < s->call_slots ? &s->calls[r->call] : &nobody;
    if (!(call_rules[r->kind].from >> before->state & 1U))
        return false;
    bool is_new = r->kind == CALL_STARTS_LEG && before->state == CALL_NONE;
    if (!is_new && !(r->kind == CALL_ARRIVES ? caller_arrives(before, r) : call_agrees(s->layout, before, r)))
        return false;
    if (!replay_state_grow(s, r->call))
        return false;
    replay_call *c = &s->calls[r->call];
    sim_time waited = c->waited;
    call_change(c, r);
    call_counts_add(&s->counts[r->call_class], r, s->layout->classes[r->call_class].awt - waited);
    return true;
}

static bool agent_apply(replay_state *s, const record *r) {
    replay_agent *a = &s->agents[r->agent];
    if (a->state != r->flags >> 4U)
        return false;
    if (r->call && !(r->call < s->call_slots && s->calls[r->call].state != CALL_NONE))
        return false;
    a->since = r->time;
    a->call = r->call;
    a->site = r->site;
    a->call_class = r->call_class;
    a->state = r->flags & 15U;
    return true;
}

static bool kind_apply(replay_state *s, const record *r) {
    if (record_is_of_call(r))
        return call_apply(s, r);
    if (r->kind == AGENT_MOVES)
        return agent_apply(s, r);
    if (r->kind == RECORD_PHASE)
        s->phase = (uint8_t)r->detail;
    if (r->kind == ENTRY_CHANGES)
        s->sites[r->site].entry = r->detail;
    if (r->kind == SITE_CHANGES) {
        s->sites[r->site].up = r->detail;
        s->sites[r->site].since = r->time;
    }
    if (r->kind == UNIT_MOVES)
        s->units[r->agent] = (replay_unit){.since = r->detail == UNIT_WORKS ? 0 : r->time,
                                           .state = r->detail % UNIT_HELD,
                                           .held = r->detail / UNIT_HELD != 0};
    if (r->kind == CAPACITY_CHANGES)
        s->sites[r->site].lost[r->detail] = (uint32_t)r->value;
    if (r->kind == PLAN_FAILS)
        s->plans[r->value].fails = true;
    if (r->kind == PLAN_MOVES)
        s->plans[r->value] = (replay_plan){.since = r->time, .phase = r->detail, .in_charge = r->site};
    return true;
}

bool replay_state_apply(replay_state *s, const record *r) {
    if (r->time < s->now || !record_fits(s->layout, r) || !kind_apply(s, r))
        return false;
    s->now = r->time;
    return true;
}
