/// Callers and the doors through which they change their state.
#ifndef MODEL_CALLS_H
#define MODEL_CALLS_H

#include <hotline/sim.h>

#include "event/event_queue.h"
#include "scenario/compiled.h"

/// One caller, from its first attempt until it has left for good. Slots are recycled.
typedef struct call {
    // What most events need comes first: half of the call, a cache line.
    sim_time arrived;        ///< when this attempt arrived
    sim_time asked;          ///< when it asked for an agent; in the IVR: its step's backend
    sim_time talk, wrapup;   ///< the work that it brings to an agent; drawn when it asks
    event_handle timer;      ///< what will happen to it next: 0 when nothing is scheduled
    uint32_t agent;          ///< when talking
    uint32_t next, previous; ///< in its queue, 0 at the ends; `next` also links free slots
    uint16_t call_class;
    uint16_t line; ///< the site whose trunk (and, in the IVR, port) it holds
    uint16_t site; ///< where it is served: `line`, until its site fails and it survives
    uint8_t state; ///< call_state
    bool counted : 1;
    bool on_line : 1;       ///< holds a trunk of `line`
    bool has_talked : 1;    ///< to an agent, to the end
    bool returns : 1;       ///< its next attempt is a return
    bool is_reached : 1;    ///< of a call-back: somebody picks up
    unsigned milestone : 2; ///< those that have passed
    sim_time since;         ///< when it entered its state
    int64_t caller;         ///< address
    uint64_t source;        ///< of its draws: of its first class, mixed with those that it came to later
    sim_time waited;        ///< in earlier attempts, where that counts against the AWT
    event_handle overflow;  ///< in a queue: when more groups may take it; 0: never
    event_handle milestone_timer; ///< the next milestone of its wait, besides its patience
    uint32_t attempt;             ///< from 1
    uint32_t holder;              ///< the agent who keeps it company during a warm transfer; NO_INDEX
    uint16_t redials[REDIAL_CAUSE_COUNT];
    uint16_t legs;            ///< that have led to this one, over all its attempts
    uint16_t tries;           ///< of calling it back
    uint16_t return_class;    ///< when it is away: the class in which it will call
    uint16_t entry;           ///< the site that the caller calls
    uint16_t step, next_step; ///< in the IVR
    unsigned steps_taken : 12;
    unsigned query : 2;      ///< query_phase, when in the IVR
    unsigned goes_first : 1; ///< waits in front of those who have not talked
    unsigned suspended : 1;  ///< talking, but the seat is down: `talk` is what is left
} call;

typedef struct call_pool {
    call *items; ///< items[0] is never given out
    uint32_t used, capacity, first_free;
} call_pool;

typedef struct agent agent;

/// A new caller; NULL when there is no room.
call *calls_new(sim *s);
void call_arrives(sim *s, call *c, uint16_t where);
void call_is_blocked(sim *s, call *c, blocked_cause cause, bool redials);
void call_enters_step(sim *s, call *c, uint16_t step);
void call_asks_backend(sim *s, call *c);
void call_query_begins(sim *s, call *c);
void call_query_ends(sim *s, call *c);
void call_leaves_ivr(sim *s, call *c, ivr_exit how);
void call_asks(sim *s, call *c);
void call_joins_queue(sim *s, call *c);
void call_is_answered(sim *s, call *c, agent *a);
/// Nobody keeps it company any more: who did, NO_INDEX when nobody.
uint32_t call_loses_holder(call *c);
void call_waits_for_port(sim *s, call *c);
void call_has_waited(sim *s, call *c);
void call_is_offered_callback(sim *s, call *c, bool accepts);
void call_is_late(sim *s, call *c);
void call_abandons(sim *s, call *c, bool balks, bool redials);
void call_is_dropped(sim *s, call *c, bool redials);
/// What comes after an outcome: the caller leaves, calls again, or goes on in the center.
typedef enum call_after { CALL_LEAVES, CALL_RETURNS, CALL_GOES_ON } call_after;
void call_leaves_queue(sim *s, call *c, queue_exit how, call_after after);
void call_ends(sim *s, call *c, talk_end how, call_after after);
/// Between two attempts, or on the way to a leg: the caller's draws are other ones from now on.
void call_changes_class(sim *s, call *c, uint16_t to);
void call_starts_leg(sim *s, call *c, leg_kind kind, uint16_t where);
void call_changes_site(sim *s, call *c, uint16_t to);
void call_gives_up(sim *s, call *c);
/// The talk stands still, or goes on.
void call_suspends(sim *s, call *c);
void call_resumes(sim *s, call *c);

#endif
