#include "model/model.h"
#include "model/redial.h"

/// Draws that belong to the caller: the same in every attempt and in every scheme.
static sim_time caller_draw(const sim *s, const call *c, stream_purpose why, const law *l, uint64_t word) {
    double seconds;
    if (!law_try(l, word, &seconds)) {
        stream draws;
        stream_open_with(&draws, &s->streams, why, class_of(s, c)->source, (uint64_t)c->caller, word);
        seconds = law_draw(l, &draws);
    }
    return sim_time_from_s(seconds);
}

static void queue_append(sim *s, call *c) {
    call_queue *q = queue_of(s, c->site, c->call_class);
    uint32_t slot = call_slot(s, c);
    c->next = 0;
    c->previous = q->last;
    if (q->last)
        call_at(s, q->last)->next = slot;
    else
        q->first = slot;
    q->last = slot;
    q->count++;
    s->sites[c->site].waiting++;
}

/// Out of its queue, perhaps into another one.
static void queue_unlink(sim *s, call *c) {
    call_queue *q = queue_of(s, c->site, c->call_class);
    SIM_ASSERT(q->count > 0 && s->sites[c->site].waiting > 0);
    if (c->previous)
        call_at(s, c->previous)->next = c->next;
    else
        q->first = c->next;
    if (c->next)
        call_at(s, c->next)->previous = c->previous;
    else
        q->last = c->previous;
    q->count--;
    s->sites[c->site].waiting--;
}

void queueing_remove(sim *s, call *c) {
    queue_unlink(s, c);
    sim_cancel(s, &c->overflow);
}

static void overflow_schedule(sim *s, call *c) {
    sim_time after = routing_next_overflow(s, c);
    if (after != SIM_NEVER)
        c->overflow = sim_schedule(s, c->asked + after, EVENT_CALL_OVERFLOWS, call_slot(s, c));
}

void queueing_on_overflow(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    c->overflow = 0;
    agent *a = routing_find_agent(s, c);
    if (!a) {
        overflow_schedule(s, c);
        return;
    }
    queueing_remove(s, c);
    agents_answer(s, a, c);
}

static void queueing_join(sim *s, call *c, uint64_t patience_word) {
    const optional_law *patience = &class_of(s, c)->patience;
    call_joins_queue(s, c);
    queue_append(s, c);
    if (class_of(s, c)->first_overflow > 0)
        overflow_schedule(s, c);
    if (!patience->given)
        return;
    sim_time time = caller_draw(s, c, STREAM_PATIENCE, &patience->law, patience_word);
    c->timer = sim_schedule(s, s->now + time, EVENT_PATIENCE_ENDS, call_slot(s, c));
}

void queueing_ask(sim *s, call *c) {
    const scenario_class *k = class_of(s, c);
    stream caller;
    stream_open(&caller, &s->streams, STREAM_CALLER, k->source, (uint64_t)c->caller, 0);
    uint64_t talk_word = stream_word(&caller), wrapup_word = stream_word(&caller),
             patience_word = stream_word(&caller);
    c->talk = caller_draw(s, c, STREAM_TALK, &k->talk, talk_word);
    c->wrapup = k->wrapup.given ? caller_draw(s, c, STREAM_WRAPUP, &k->wrapup.law, wrapup_word) : 0;
    call_asks(s, c);
    agent *a = routing_find_agent(s, c);
    if (a)
        agents_answer(s, a, c);
    else if (s->sites[c->site].waiting >= s->scenario->sites[c->site].queue_places)
        access_block(s, c, BLOCKED_QUEUE);
    else
        queueing_join(s, c, patience_word);
}

void queueing_on_patience_end(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    c->timer = 0;
    queueing_remove(s, c);
    access_release_trunk(s, c);
    call_abandons(s, c, redial_decide(s, c, REDIAL_ABANDONED));
}

/// Puts a call into a queue that is in the order of asking, looking from `after` on (0: from the first).
static void queue_insert(sim *s, call_queue *q, call *c, uint32_t after) {
    uint32_t next = after ? call_at(s, after)->next : q->first;
    while (next && call_at(s, next)->asked <= c->asked) {
        after = next;
        next = call_at(s, next)->next;
    }
    c->previous = after;
    c->next = next;
    uint32_t slot = call_slot(s, c);
    *(after ? &call_at(s, after)->next : &q->first) = slot;
    *(next ? &call_at(s, next)->previous : &q->last) = slot;
    q->count++;
    s->sites[c->site].waiting++;
}

void queueing_move_waiting(sim *s, uint16_t entry, uint16_t from, uint16_t to) {
    for (uint16_t k = 0; k < s->scenario->layout.class_count; k++) {
        uint32_t inserted = 0;
        for (uint32_t slot = queue_of(s, from, k)->first; slot != 0;) {
            call *c = call_at(s, slot);
            uint32_t next = c->next;
            if (c->entry == entry) {
                queue_unlink(s, c);
                call_changes_site(s, c, to);
                queue_insert(s, queue_of(s, to, k), c, inserted);
                inserted = slot;
            }
            slot = next;
        }
    }
}

void queueing_serve_site(sim *s, uint16_t site_index) {
    bool served = site_is_up(s, site_index);
    while (served && s->sites[site_index].waiting > 0) {
        served = false;
        for (uint16_t k = 0; k < s->scenario->layout.class_count && !served; k++) {
            call_queue *q = queue_of(s, site_index, k);
            agent *a = q->count > 0 ? routing_find_agent(s, call_at(s, q->first)) : NULL;
            // The agent chooses, so that priority, rank and waiting time decide as they always do.
            call *c = a ? routing_find_call(s, a) : NULL;
            if (!c)
                continue;
            queueing_remove(s, c);
            agents_answer(s, a, c);
            served = true;
        }
    }
}
