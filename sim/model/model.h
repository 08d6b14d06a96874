/// The state of a simulation. Each part belongs to the module it is named after: only that module changes
/// it; others read it and call the module's functions.
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <hotline/record.h>
#include <hotline/sim.h>

#include "base/check.h"
#include "event/event_queue.h"
#include "model/events.h"
#include "random/stream.h"
#include "scenario/compiled.h"

/// One caller, from its first attempt until it has left for good. Slots are recycled.
typedef struct call {
    sim_time since;          ///< when it entered its state
    sim_time arrived;        ///< when this attempt arrived
    sim_time asked;          ///< when it asked for an agent
    sim_time talk, wrapup;   ///< the work that it brings to an agent; drawn when it asks
    int64_t caller;          ///< address
    event_handle timer;      ///< what will happen to it next: 0 when nothing is scheduled
    uint32_t attempt;        ///< from 1
    uint32_t agent;          ///< when talking
    uint32_t next, previous; ///< in its queue, 0 at the ends; `next` also links free slots
    uint32_t redials[REDIAL_CAUSE_COUNT];
    uint16_t call_class;
    uint16_t entry;           ///< the site that the caller calls
    uint16_t line;            ///< the site whose trunk (and, in the IVR, port) it holds
    uint16_t site;            ///< where it is served: `line`, until its site fails and it survives
    uint16_t step, next_step; ///< in the IVR
    uint16_t steps_taken;
    uint8_t state; ///< call_state
    bool counted;
} call;

typedef struct call_pool {
    call *items; ///< items[0] is never given out
    uint32_t used, capacity, first_free;
} call_pool;

/// Where the arrivals of a class are.
typedef struct arrival_source {
    stream gaps;       ///< of this slice
    double expected;   ///< arrivals expected in this slice until the last one: sum of unit exponential gaps
    double per_second; ///< rate of this slice, busyness included
    int64_t slice;
    sim_time slice_begin, slice_end;
    uint32_t place; ///< of the next caller within the slice
} arrival_source;

/// A queue of one class at one site: a list in the order of asking.
typedef struct call_queue {
    uint32_t first, last, count;
} call_queue;

typedef struct site {
    sim_time since; ///< the last change of what is up
    uint32_t trunks_used, ports_used, waiting;
    uint32_t platform_down, seats_down; ///< number of present causes
    uint32_t losses;                    ///< how often the platform was lost
    uint16_t entry;                     ///< who takes the calls to this site, NO_INDEX16: nobody
} site;

typedef struct agent {
    sim_time since;
    uint32_t call; ///< when talking
    event_handle timer;
    uint32_t next, previous; ///< in the group's list of free agents, NO_INDEX at the ends
    uint16_t group;
    uint16_t site;       ///< where logged in
    uint16_t call_class; ///< in talk and wrap-up
    uint8_t state;       ///< agent_state
} agent;

typedef struct group {
    uint32_t first_idle, last_idle; ///< longest idle first
    uint32_t idle;
    uint16_t login;      ///< the site that it serves now; NO_INDEX16: none, or all of them
    uint16_t last_login; ///< the site that it served before it lost it
} group;

/// A group that can take a class, in order of rank.
typedef struct candidate {
    uint16_t group, rank;
} candidate;

/// A class that a group can take, in the order in which a freed agent looks.
typedef struct choice {
    uint16_t call_class, rank;
    int32_t priority;
} choice;

typedef struct plan {
    sim_time since;
    uint16_t in_charge;
    uint8_t phase; ///< plan_phase
    event_handle timer, failback_timer;
} plan;

enum { RECORD_BATCH = 256 };

struct sim {
    const scenario *scenario;
    stream_family streams;
    sim_time now;
    sim_phase phase;
    bool out_of_room;
    uint64_t events_done;
    event_queue events;
    call_pool calls;
    arrival_source *arrivals; ///< by class
    call_queue *queues;       ///< [site * classes + class]
    site *sites;
    agent *agents;
    group *groups;
    candidate *candidates;     ///< those of class k: candidate_begin[k] .. candidate_begin[k + 1] - 1
    uint32_t *candidate_begin; ///< by class
    choice *choices;           ///< likewise by group
    uint32_t *choice_begin;
    plan *plans;
    uint32_t *component_failures; ///< by component: how often it has failed
    probe watchers;
    uint32_t record_count;
    record records[RECORD_BATCH];
};

static inline const scenario_class *class_of(const sim *s, const call *c) {
    return &s->scenario->classes[c->call_class];
}

static inline call *call_at(const sim *s, uint32_t slot) {
    return &s->calls.items[slot];
}

static inline uint32_t call_slot(const sim *s, const call *c) {
    return (uint32_t)(c - s->calls.items);
}

static inline uint32_t agent_index(const sim *s, const agent *a) {
    return (uint32_t)(a - s->agents);
}

static inline bool site_is_up(const sim *s, uint16_t index) {
    return s->sites[index].platform_down == 0;
}

static inline bool group_is_virtual(const sim *s, uint16_t index) {
    return s->scenario->groups[index].login_all;
}

// sim.c
/// Schedules an event. Running out of room is remembered: the simulation then stops.
event_handle sim_schedule(sim *s, sim_time time, event_kind kind, uint32_t subject);
/// Cancels *timer, if any, and sets it to 0.
void sim_cancel(sim *s, event_handle *timer);
/// Hands the records that have gathered to the watchers.
void sim_flush_records(sim *s);
/// Appends a record of now. Inline, so that it is written once, where it stays.
static inline void sim_emit(sim *s, record r) {
    r.time = s->now;
    s->records[s->record_count++] = r;
    if (s->record_count == RECORD_BATCH)
        sim_flush_records(s);
}
void sim_on_phase(sim *s, uint32_t phase);

// calls.c: the doors through which calls change their state
/// A new caller; NULL when there is no room.
call *calls_new(sim *s);
void call_arrives(sim *s, call *c, uint16_t where);
void call_is_blocked(sim *s, call *c, blocked_cause cause, bool redials);
void call_enters_step(sim *s, call *c, uint16_t step);
void call_leaves_ivr(sim *s, call *c, ivr_exit how);
void call_asks(sim *s, call *c);
void call_joins_queue(sim *s, call *c);
void call_is_answered(sim *s, call *c, agent *a);
void call_abandons(sim *s, call *c, bool redials);
void call_is_dropped(sim *s, call *c, bool redials);
void call_ends(sim *s, call *c);
void call_changes_site(sim *s, call *c, uint16_t to);
void call_gives_up(sim *s, call *c);

// arrivals.c
void arrivals_begin(sim *s);
void arrivals_on_arrival(sim *s, uint32_t class_index);

// access.c: the way in and out: entry, trunk, port
void access_attempt(sim *s, call *c);
void access_block(sim *s, call *c, blocked_cause cause);
void access_release_trunk(sim *s, const call *c);
bool access_take_port(sim *s, const call *c);
void access_release_port(sim *s, const call *c);
/// Lets `entry` lead to `to` (NO_INDEX16: nowhere).
void access_set_entry(sim *s, uint16_t entry, uint16_t to);

// ivr.c
void ivr_enter(sim *s, call *c);
void ivr_on_step_end(sim *s, uint32_t slot);

// queueing.c
/// The call asks for an agent: answered at once, queued, or blocked.
void queueing_ask(sim *s, call *c);
void queueing_remove(sim *s, call *c);
void queueing_on_patience_end(sim *s, uint32_t slot);
/// Moves those who wait at `from` and entered by `entry` to the queues of `to`, keeping the order of asking.
void queueing_move_waiting(sim *s, uint16_t entry, uint16_t from, uint16_t to);
/// Gives waiting calls to free agents as long as there are both, at one site.
void queueing_serve_site(sim *s, uint16_t site_index);
static inline call_queue *queue_of(const sim *s, uint16_t site_index, uint16_t class_index) {
    return &s->queues[(size_t)site_index * s->scenario->layout.class_count + class_index];
}

// routing.c
bool routing_create(sim *s);
/// The free agent for a call: best rank, then longest idle; NULL when there is none.
agent *routing_find_agent(const sim *s, uint16_t site_index, uint16_t class_index);
/// The call for a free agent: highest priority, best rank, longest waiting; NULL when there is none.
call *routing_find_call(const sim *s, const agent *a);

// agents.c
bool agents_create(sim *s);
void agents_begin(sim *s);
/// The agent takes the call, which must have left its queue.
void agents_answer(sim *s, agent *a, call *c);
/// The agent's call is gone (dropped): what the agent does next depends on its platform and seat.
void agents_lose_call(sim *s, agent *a);
void agents_on_talk_end(sim *s, uint32_t slot);
void agents_on_wrapup_end(sim *s, uint32_t index);
void agents_on_login(sim *s, uint32_t index);
/// Logs out everybody who is logged in at a site and not talking.
void agents_lose_site(sim *s, uint16_t site_index);
/// Logs out everybody who sits at a site.
void agents_lose_seats(sim *s, uint16_t site_index);
/// Groups that serve no site, and need not wait for a plan, choose one and log in evenly over the re-login
/// time.
void agents_regroup(sim *s);
/// Groups whose first choice is up again go there: free agents now, busy ones when they become free.
void agents_return(sim *s);

// redial.c
/// Whether the caller will call again after `cause`; schedules the return.
bool redial_decide(sim *s, call *c, redial_cause cause);
void redial_on_return(sim *s, uint32_t slot);

// outages.c
void outages_begin(sim *s);
void outages_on_begin(sim *s, uint32_t outage);
void outages_on_end(sim *s, uint32_t outage);
void outages_on_failure(sim *s, uint32_t component);
void outages_on_repair(sim *s, uint32_t component);

// failover.c
void failover_begin(sim *s);
/// The platform of a site was lost, or is back.
void failover_on_loss(sim *s, uint16_t site_index);
void failover_on_recovery(sim *s, uint16_t site_index);
void failover_on_step_end(sim *s, uint32_t plan_index);
void failover_on_failback_due(sim *s, uint32_t plan_index);
/// The plan that covers the traffic which `site_index` carries now; NULL when none does.
const scenario_plan *failover_plan_of(const sim *s, uint16_t site_index);
/// Whether agents of a lost site must wait until a switch (or a repair) has come about.
bool failover_holds_agents(const sim *s, uint16_t site_index);

// audit.c
/// Conservation: every counter agrees with the entities that it counts.
bool sim_is_sound(const sim *s);

#endif
