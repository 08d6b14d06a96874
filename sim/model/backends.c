#include "model/backends.h"

#include <stdlib.h>

#include "model/ivr.h"
#include "model/model.h"

/// Bits of an occasion that number the steps of an attempt, which takes 1,000 at most.
enum { STEP_BITS = 10 };

bool backends_create(sim *s) {
    s->backends = calloc(s->scenario->layout.backend_count + 1, sizeof *s->backends);
    return s->backends != NULL;
}

static uint16_t backend_of(const sim *s, const call *c) {
    return s->scenario->steps[c->step].backend;
}

static bool has_room(const sim *s, uint16_t index) {
    return s->backends[index].running < s->scenario->backends[index].capacity;
}

/// How long the backend takes is drawn for each query by itself, in each attempt too.
static sim_time latency_of(const sim *s, const call *c) {
    stream draws;
    uint32_t occasion = c->attempt << STEP_BITS | c->steps_taken;
    stream_open(&draws, &s->streams, STREAM_LATENCY, c->source, (uint64_t)c->caller, occasion);
    return sim_time_from_s(law_draw(&s->scenario->backends[backend_of(s, c)].latency, &draws));
}

static void query_begin(sim *s, call *c) {
    s->backends[backend_of(s, c)].running++;
    call_query_begins(s, c);
    c->timer = sim_schedule(s, s->now + latency_of(s, c), EVENT_QUERY_ENDS, call_slot(s, c));
}

static void list_append(sim *s, backend *b, call *c) {
    uint32_t slot = call_slot(s, c);
    c->next = 0;
    c->previous = b->last;
    *(b->last ? &call_at(s, b->last)->next : &b->first) = slot;
    b->last = slot;
    b->waiting++;
}

static void list_remove(sim *s, backend *b, const call *c) {
    *(c->previous ? &call_at(s, c->previous)->next : &b->first) = c->next;
    *(c->next ? &call_at(s, c->next)->previous : &b->last) = c->previous;
    b->waiting--;
}

void backends_ask(sim *s, call *c) {
    uint16_t index = backend_of(s, c);
    call_asks_backend(s, c);
    if (has_room(s, index))
        query_begin(s, c);
    else
        list_append(s, &s->backends[index], c);
}

static void backend_serve(sim *s, uint16_t index) {
    backend *b = &s->backends[index];
    while (b->waiting > 0 && has_room(s, index)) {
        call *next = call_at(s, b->first);
        list_remove(s, b, next);
        query_begin(s, next);
    }
}

void backends_on_answer(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    uint16_t index = backend_of(s, c);
    c->timer = 0;
    SIM_ASSERT(s->backends[index].running > 0);
    s->backends[index].running--;
    call_query_ends(s, c);
    backend_serve(s, index);
    ivr_leave_step(s, c);
}

void backends_serve(sim *s) {
    for (uint16_t i = 0; i < s->scenario->layout.backend_count; i++)
        backend_serve(s, i);
}

void backends_forget(sim *s, call *c) {
    if (c->query == QUERY_NONE)
        return;
    backend *b = &s->backends[backend_of(s, c)];
    if (c->query == QUERY_RUNS)
        b->running--;
    else
        list_remove(s, b, c);
    c->query = QUERY_NONE;
}

/// The list holds calls of its own, in the order of asking, linked both ways.
static bool list_is_sound(const sim *s, uint16_t index) {
    const backend *b = &s->backends[index];
    uint32_t count = 0, previous = 0;
    sim_time asked = -SIM_NEVER;
    for (uint32_t slot = b->first; slot != 0; slot = call_at(s, slot)->next) {
        const call *c = call_at(s, slot);
        bool mine = c->state == CALL_IVR && c->query == QUERY_WAITS && backend_of(s, c) == index;
        if (!mine || c->previous != previous || c->asked < asked || ++count > b->waiting)
            return false;
        previous = slot;
        asked = c->asked;
    }
    return count == b->waiting && b->last == previous;
}

static bool backend_is_sound(const sim *s, uint16_t index) {
    const backend *b = &s->backends[index];
    uint32_t running = 0, waiting = 0;
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        const call *c = call_at(s, slot);
        bool mine = c->state == CALL_IVR && c->query != QUERY_NONE && backend_of(s, c) == index;
        running += mine && c->query == QUERY_RUNS;
        waiting += mine && c->query == QUERY_WAITS;
    }
    bool in_vain = waiting > 0 && has_room(s, index);
    return running == b->running && waiting == b->waiting && !in_vain &&
           running <= s->scenario->backends[index].capacity && list_is_sound(s, index);
}

bool backends_are_sound(const sim *s) {
    for (uint16_t i = 0; i < s->scenario->layout.backend_count; i++)
        if (!backend_is_sound(s, i))
            return false;
    return true;
}
