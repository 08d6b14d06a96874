/// The state of a simulation. Each part belongs to the module it is named after: only that module changes
/// it; others read it and call the module's functions.
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <hotline/record.h>
#include <hotline/sim.h>

#include "base/check.h"
#include "event/event_queue.h"
#include "model/access.h"
#include "model/agents.h"
#include "model/arrivals.h"
#include "model/backends.h"
#include "model/calls.h"
#include "model/chats.h"
#include "model/events.h"
#include "model/failover.h"
#include "model/idle.h"
#include "model/queueing.h"
#include "model/routing.h"
#include "model/schedules.h"
#include "model/units.h"
#include "random/stream.h"
#include "scenario/compiled.h"

enum { RECORD_BATCH = 256 };

struct sim {
    const scenario *scenario;
    stream_family streams;
    sim_time now;
    sim_phase phase;
    bool out_of_room;
    bool is_picky; ///< some site limits the calls that it admits, or lets them overflow
    uint64_t events_done;
    event_queue events;
    event_queue coming; ///< each class's next caller, apart: so half of all events need no large heap
    call_pool calls;
    arrival_source *arrivals; ///< by class
    bool *staffed;            ///< by class: somebody who serves it is on duty
    call_queue *queues;       ///< [site * classes + class]
    site *sites;
    agent *agents;
    group *groups;
    uint32_t *chatters;      ///< the first agents of lists, see chats.c
    uint32_t *roster;        ///< agents, group by group: those on duty, those who leave, all others
    uint32_t *roster_places; ///< by agent: its place in the roster
    idle_orders idle;
    schedule_list schedules;
    candidate *candidates;     ///< those of class k: candidate_begin[k] .. candidate_begin[k + 1] - 1
    uint32_t *candidate_begin; ///< by class
    choice *choices;           ///< likewise by group
    uint32_t *choice_begin;
    plan *plans;
    backend *backends;
    component *components;
    unit *units; ///< component by component
    crew *crews;
    uint32_t *seats;    ///< by agent: its seat, counted through the groups of the site
    uint32_t suspended; ///< talks that stand still
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
    return s->groups[index].is_virtual;
}

static inline call_queue *queue_of(const sim *s, uint16_t site_index, uint16_t class_index) {
    return &s->queues[(size_t)site_index * s->scenario->layout.class_count + class_index];
}

/// Schedules an event. Running out of room is remembered: the simulation then stops.
event_handle sim_schedule(sim *s, sim_time time, event_kind kind, uint32_t subject);
/// How many events are pending.
static inline uint32_t sim_pending(const sim *s) {
    return event_queue_count(&s->events) + event_queue_count(&s->coming);
}
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

#endif
