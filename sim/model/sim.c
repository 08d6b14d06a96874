#include <hotline/sim.h>

#include <stdlib.h>

#include "model/audit.h"
#include "model/backends.h"
#include "model/ivr.h"
#include "model/model.h"
#include "model/outages.h"
#include "model/redial.h"
#include "model/repairs.h"
#include "model/schedules.h"

enum { FETCH_FROM = 2048 };

typedef void (*event_handler)(sim *s, uint32_t subject);

typedef struct event_type {
    event_handler handle;
    unsigned rank;
} event_type;

#define X(kind, handler, rank) [kind] = {handler, rank},
static const event_type event_types[EVENT_KIND_COUNT] = {MODEL_EVENTS(X)};
#undef X

event_handle sim_schedule(sim *s, sim_time time, event_kind kind, uint32_t subject) {
    SIM_ASSERT(time >= s->now);
    event_queue *q = kind >= EVENT_QUIET_ENDS ? &s->coming : &s->events;
    event_handle handle = event_queue_add(q, time, event_types[kind].rank, (uint16_t)kind, subject);
    if (handle == 0)
        s->out_of_room = true;
    return handle;
}

void sim_cancel(sim *s, event_handle *timer) {
    if (*timer != 0)
        event_queue_cancel(&s->events, *timer);
    *timer = 0;
}

void sim_flush_records(sim *s) {
    for (size_t i = 0; i < s->watchers.count && s->record_count > 0; i++)
        s->watchers.watchers[i].observe(s->watchers.watchers[i].observer, s->records, s->record_count);
    s->record_count = 0;
}

void sim_on_phase(sim *s, uint32_t phase) {
    s->phase = (sim_phase)phase;
    sim_emit(s, (record){.kind = RECORD_PHASE, .detail = (uint16_t)phase});
}

static bool state_create(sim *s) {
    const layout *l = &s->scenario->layout;
    s->sites = calloc(l->site_count + 1, sizeof *s->sites);
    s->queues = calloc((size_t)l->site_count * l->class_count + 1, sizeof *s->queues);
    s->arrivals = calloc(l->class_count + 1, sizeof *s->arrivals);
    s->staffed = calloc(l->class_count + 1, sizeof *s->staffed);
    s->plans = calloc(l->plan_count + 1, sizeof *s->plans);
    return event_queue_create(&s->events) && event_queue_create(&s->coming) && s->sites && s->queues &&
           s->arrivals && s->staffed && s->plans;
}

static void phases_begin(sim *s) {
    const layout *l = &s->scenario->layout;
    sim_on_phase(s, l->warmup > 0 ? PHASE_WARMING_UP : PHASE_COUNTING);
    if (l->warmup > 0)
        (void)sim_schedule(s, 0, EVENT_PHASE_BEGINS, PHASE_COUNTING);
    (void)sim_schedule(s, l->duration, EVENT_PHASE_BEGINS, PHASE_DRAINING);
}

sim *sim_create(const scenario *sc, const sim_options *options, const probe *watchers) {
    sim *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->scenario = sc;
    s->streams = (stream_family){.seed = options->seed, .replication = options->replication};
    s->watchers = watchers ? *watchers : (probe){0};
    s->now = -sc->layout.warmup;
    if (!state_create(s) || !agents_create(s) || !chats_create(s) || !idle_create(s) ||
        !schedules_create(s) || !routing_create(s) || !backends_create(s) || !units_create(s)) {
        sim_destroy(s);
        return NULL;
    }
    phases_begin(s);
    failover_begin(s);
    access_begin(s);
    schedules_begin(s);
    agents_begin(s);
    outages_begin(s);
    units_begin(s);
    arrivals_begin(s);
    return s;
}

void sim_destroy(sim *s) {
    if (!s)
        return;
    event_queue_destroy(&s->events);
    event_queue_destroy(&s->coming);
    free(s->calls.items);
    free(s->arrivals);
    free(s->queues);
    free(s->staffed);
    free(s->sites);
    idle_destroy(s);
    schedules_destroy(s);
    free(s->agents);
    free(s->roster);
    free(s->roster_places);
    free(s->groups);
    free(s->chatters);
    free(s->candidates);
    free(s->candidate_begin);
    free(s->choices);
    free(s->choice_begin);
    free(s->plans);
    units_destroy(s);
    free(s->backends);
    free(s);
}

static sim_status status_of(const sim *s) {
    if (s->out_of_room)
        return SIM_OUT_OF_ROOM;
    return s->phase == PHASE_FINISHED ? SIM_FINISHED : SIM_RUNNING;
}

/// Who arrives does so after all else that happens at that time.
static inline bool event_next(sim *s, sim_time limit, event *out) {
    bool arrives = event_queue_first(&s->coming) < event_queue_first(&s->events);
    return event_queue_next(arrives ? &s->coming : &s->events, limit, out);
}

/// In a large center, a call whose talk ends has long left the processor's caches: asks memory for the next
/// one while this event is handled.
static inline void call_fetch(const sim *s) {
    event_what next;
    if (event_queue_count(&s->events) < FETCH_FROM || !event_queue_peek(&s->events, &next) ||
        next.kind != EVENT_TALK_ENDS)
        return;
    const char *begin = (const char *)call_at(s, next.subject);
    __builtin_prefetch(begin);
    __builtin_prefetch(begin + sizeof(call) / 2);
}

static void run_events(sim *s, sim_time time) {
    event e;
    while (!s->out_of_room && event_next(s, time, &e)) {
        s->now = e.time;
        s->events_done++;
        call_fetch(s);
        event_types[e.kind].handle(s, e.subject);
        SIM_VALIDATE(s->out_of_room || sim_is_sound(s));
    }
}

/// Schedules that repeat would go on for ever: before each of their changes they are asked whether they do.
static void run_drain(sim *s, sim_time time) {
    while (s->schedules.timer != 0 && !s->out_of_room) {
        sim_time change = s->schedules.next;
        run_events(s, change <= time ? change - 1 : time);
        schedules_review(s);
        if (change > time)
            return;
        run_events(s, change);
    }
    run_events(s, time);
}

sim_status sim_run_until(sim *s, sim_time time) {
    sim_time end = s->scenario->layout.duration;
    run_events(s, time < end ? time : end);
    if (s->phase == PHASE_DRAINING)
        run_drain(s, time);
    if (s->phase == PHASE_DRAINING && sim_pending(s) == 0)
        sim_on_phase(s, PHASE_FINISHED);
    sim_flush_records(s);
    return status_of(s);
}

sim_status sim_run(sim *s) {
    return sim_run_until(s, SIM_NEVER);
}

uint64_t sim_event_count(const sim *s) {
    return s->events_done;
}
