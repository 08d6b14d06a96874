#include "model/model.h"

#include <stdlib.h>
#include <string.h>

/// From which states a call may come into a state: bits of call_state.
static const uint8_t may_come_from[CALL_STATE_COUNT] = {
    [CALL_NONE] = 1 << CALL_ENTERING | 1 << CALL_IVR | 1 << CALL_ASKING | 1 << CALL_QUEUED |
                  1 << CALL_TALKING | 1 << CALL_AWAY | 1 << CALL_AT_PORT,
    [CALL_ENTERING] =
        1 << CALL_NONE | 1 << CALL_AWAY | 1 << CALL_QUEUED | 1 << CALL_TALKING | 1 << CALL_ENTERING,
    [CALL_AT_PORT] = 1 << CALL_ENTERING,
    [CALL_IVR] = 1 << CALL_ENTERING | 1 << CALL_AT_PORT | 1 << CALL_IVR,
    [CALL_ASKING] = 1 << CALL_ENTERING | 1 << CALL_IVR,
    [CALL_QUEUED] = 1 << CALL_ASKING,
    [CALL_TALKING] = 1 << CALL_ASKING | 1 << CALL_QUEUED,
    [CALL_AWAY] = 1 << CALL_ENTERING | 1 << CALL_IVR | 1 << CALL_ASKING | 1 << CALL_QUEUED |
                  1 << CALL_TALKING | 1 << CALL_AT_PORT,
};

static void call_move(sim *s, call *c, call_state to) {
    SIM_ASSERT(may_come_from[to] >> c->state & 1);
    c->state = (uint8_t)to;
    c->since = s->now;
}

static record record_of(const sim *s, const call *c, record_kind kind) {
    return (record){.kind = (uint8_t)kind,
                    .call = call_slot(s, c),
                    .call_class = c->call_class,
                    .site = c->site,
                    .flags = c->counted ? RECORD_COUNTED : 0};
}

_Static_assert(sizeof(call) == 128, "a call is two cache lines");

static bool pool_grow(call_pool *p) {
    uint32_t capacity = p->capacity ? 2 * p->capacity : 256;
    if (capacity > EVENT_SLOTS_MAX)
        return false;
    call *items = aligned_alloc(sizeof *items, capacity * sizeof *items);
    if (!items)
        return false;
    if (p->items)
        memcpy(items, p->items, p->capacity * sizeof *items);
    free(p->items);
    p->items = items;
    p->capacity = capacity;
    return true;
}

call *calls_new(sim *s) {
    call_pool *p = &s->calls;
    uint32_t slot = p->first_free;
    if (slot != 0) {
        p->first_free = p->items[slot].next;
    } else {
        if (p->used + 1 >= p->capacity && !pool_grow(p)) {
            s->out_of_room = true;
            return NULL;
        }
        slot = ++p->used;
    }
    static const call fresh = {.state = CALL_NONE, .holder = NO_INDEX};
    p->items[slot] = fresh;
    return &p->items[slot];
}

/// The caller has left for good, or will call again.
static void call_goes(sim *s, call *c, bool redials) {
    call_move(s, c, redials ? CALL_AWAY : CALL_NONE);
    if (redials)
        return;
    SIM_ASSERT(c->timer == 0 && c->milestone_timer == 0 && !c->on_line && c->holder == NO_INDEX);
    c->next = s->calls.first_free;
    s->calls.first_free = call_slot(s, c);
}

/// A new attempt or leg, at a site.
static void call_enters(sim *s, call *c, uint16_t where) {
    call_move(s, c, CALL_ENTERING);
    c->arrived = s->now;
    c->counted = s->now >= 0;
    c->site = where;
}

void call_arrives(sim *s, call *c, uint16_t where) {
    call_enters(s, c, where);
    c->attempt++;
    c->line = where;
    record r = record_of(s, c, CALL_ARRIVES);
    if (c->attempt > 1 || c->returns)
        r.flags |= c->returns ? RECORD_REDIAL | RECORD_RETURN : RECORD_REDIAL;
    r.agent = c->attempt;
    r.value = c->caller;
    sim_emit(s, r);
}

/// An outcome after which the caller may call again.
static record outcome_of(const sim *s, const call *c, record_kind kind, bool redials) {
    record r = record_of(s, c, kind);
    r.flags |= redials ? RECORD_REDIALS : 0;
    return r;
}

void call_is_blocked(sim *s, call *c, blocked_cause cause, bool redials) {
    record r = outcome_of(s, c, CALL_BLOCKED, redials);
    r.detail = (uint16_t)cause;
    r.value = s->now - c->arrived;
    sim_emit(s, r);
    call_goes(s, c, redials);
}

void call_starts_leg(sim *s, call *c, leg_kind kind, uint16_t where) {
    call_enters(s, c, where);
    if (!c->on_line)
        c->line = where;
    record r = record_of(s, c, CALL_STARTS_LEG);
    r.detail = (uint16_t)kind;
    r.agent = c->attempt;
    r.value = c->caller;
    sim_emit(s, r);
}

void call_changes_class(sim *s, call *c, uint16_t to) {
    uint16_t from = c->call_class;
    c->call_class = to;
    c->source = stream_mix(c->source, class_of(s, c)->source);
    record r = record_of(s, c, CALL_CHANGES_CLASS);
    r.detail = from;
    sim_emit(s, r);
}

uint32_t call_loses_holder(call *c) {
    uint32_t holder = c->holder;
    c->holder = NO_INDEX;
    return holder;
}

void call_waits_for_port(sim *s, call *c) {
    call_move(s, c, CALL_AT_PORT);
    sim_emit(s, record_of(s, c, CALL_WAITS_FOR_PORT));
}

void call_enters_step(sim *s, call *c, uint16_t step) {
    call_move(s, c, CALL_IVR);
    c->step = step;
    record r = record_of(s, c, CALL_STEPS);
    r.detail = step;
    sim_emit(s, r);
}

static void call_query_moves(sim *s, call *c, query_phase from, query_phase to, record_kind kind) {
    SIM_ASSERT(c->state == CALL_IVR && c->query == from);
    c->query = to & 3U;
    record r = record_of(s, c, kind);
    r.detail = s->scenario->steps[c->step].backend;
    r.value = s->now - c->asked;
    sim_emit(s, r);
}

void call_asks_backend(sim *s, call *c) {
    c->asked = s->now;
    call_query_moves(s, c, QUERY_NONE, QUERY_WAITS, CALL_ASKS_BACKEND);
}

void call_query_begins(sim *s, call *c) {
    call_query_moves(s, c, QUERY_WAITS, QUERY_RUNS, CALL_QUERY_BEGINS);
}

void call_query_ends(sim *s, call *c) {
    call_query_moves(s, c, QUERY_RUNS, QUERY_NONE, CALL_QUERY_ENDS);
}

void call_leaves_ivr(sim *s, call *c, ivr_exit how) {
    record r = record_of(s, c, CALL_LEAVES_IVR);
    r.detail = (uint16_t)how;
    r.value = s->now - c->arrived;
    sim_emit(s, r);
    call_goes(s, c, false);
}

void call_asks(sim *s, call *c) {
    call_move(s, c, CALL_ASKING);
    c->asked = s->now;
    record r = record_of(s, c, CALL_ASKS);
    r.value = c->talk + c->wrapup;
    sim_emit(s, r);
}

void call_joins_queue(sim *s, call *c) {
    call_move(s, c, CALL_QUEUED);
    sim_emit(s, record_of(s, c, CALL_QUEUES));
}

void call_is_answered(sim *s, call *c, agent *a) {
    call_move(s, c, CALL_TALKING);
    c->agent = agent_index(s, a);
    record r = record_of(s, c, CALL_ANSWERED);
    r.detail = a->group;
    r.agent = c->agent;
    r.value = s->now - c->asked;
    sim_emit(s, r);
}

void call_has_waited(sim *s, call *c) {
    record r = record_of(s, c, CALL_HAS_WAITED);
    r.value = c->waited;
    sim_emit(s, r);
}

void call_is_offered_callback(sim *s, call *c, bool accepts) {
    record r = record_of(s, c, CALL_IS_OFFERED_CALLBACK);
    r.detail = accepts;
    sim_emit(s, r);
}

void call_is_late(sim *s, call *c) {
    record r = record_of(s, c, CALL_IS_LATE);
    r.value = s->now - c->asked;
    sim_emit(s, r);
}

void call_abandons(sim *s, call *c, bool balks, bool redials) {
    record r = outcome_of(s, c, CALL_ABANDONS, redials);
    r.detail = balks;
    r.value = s->now - c->asked;
    sim_emit(s, r);
    call_goes(s, c, redials);
}

void call_is_dropped(sim *s, call *c, bool redials) {
    record r = outcome_of(s, c, CALL_DROPPED, redials);
    r.detail = c->state;
    r.agent = c->state == CALL_TALKING ? c->agent : 0;
    r.value = s->now - c->arrived;
    sim_emit(s, r);
    call_goes(s, c, redials);
}

static void call_comes_to(sim *s, call *c, record r, call_after after) {
    r.flags |= after == CALL_RETURNS ? RECORD_REDIALS : after == CALL_GOES_ON ? RECORD_GOES_ON : 0;
    sim_emit(s, r);
    if (after == CALL_GOES_ON)
        call_move(s, c, CALL_ENTERING);
    else
        call_goes(s, c, after == CALL_RETURNS);
}

void call_leaves_queue(sim *s, call *c, queue_exit how, call_after after) {
    record r = record_of(s, c, CALL_LEAVES_QUEUE);
    r.detail = (uint16_t)how;
    r.value = s->now - c->asked;
    call_comes_to(s, c, r, after);
}

void call_ends(sim *s, call *c, talk_end how, call_after after) {
    record r = record_of(s, c, CALL_ENDS);
    bool settles = how == TALK_SERVED || how == TALK_UNRESOLVED;
    r.flags |= settles && !c->has_talked ? RECORD_FIRST_TALK : 0;
    c->has_talked |= settles;
    r.detail = (uint16_t)how;
    r.agent = c->agent;
    r.value = s->now - c->arrived;
    call_comes_to(s, c, r, after);
}

void call_changes_site(sim *s, call *c, uint16_t to) {
    uint16_t from = c->site;
    c->site = to;
    record r = record_of(s, c, CALL_MOVES);
    r.detail = from;
    sim_emit(s, r);
}

void call_gives_up(sim *s, call *c) {
    sim_emit(s, record_of(s, c, CALLER_GIVES_UP));
    call_goes(s, c, false);
}

static void call_stands(sim *s, call *c, bool still, record_kind kind) {
    SIM_ASSERT(c->state == CALL_TALKING && c->suspended == !still);
    c->suspended = still;
    record r = record_of(s, c, kind);
    r.agent = c->agent;
    sim_emit(s, r);
}

void call_suspends(sim *s, call *c) {
    call_stands(s, c, true, CALL_SUSPENDS);
}

void call_resumes(sim *s, call *c) {
    call_stands(s, c, false, CALL_RESUMES);
}
