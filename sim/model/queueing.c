#include "base/divide.h"
#include "model/ivr.h"
#include "model/legs.h"
#include "model/model.h"
#include "model/redial.h"

static __attribute__((noinline)) double caller_draw_on(const sim *s, const call *c, stream_purpose why,
                                                       const law *l, uint64_t source, uint64_t word) {
    stream draws;
    stream_open_with(&draws, &s->streams, why, source, (uint64_t)c->caller, word);
    return law_draw(l, &draws);
}

/// Draws that belong to the caller: the same in every scheme. Mostly one word is enough.
static sim_time caller_draw(const sim *s, const call *c, stream_purpose why, const law *l, uint64_t source,
                            uint64_t word) {
    double seconds;
    if (!law_try(l, word, &seconds))
        seconds = caller_draw_on(s, c, why, l, source, word);
    return sim_time_from_s(seconds);
}

/// The factor on a talk that is asked for now.
static double talk_factor(const sim *s, const day_factors *factors) {
    int64_t slice = floor_divide(s->now + factors->phase, factors->slice), count = factors->count;
    return factors->values[slice - floor_divide(slice, count) * count];
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
    s->sites[c->site].waiting_on_line += c->on_line;
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
    s->sites[c->site].waiting_on_line -= c->on_line;
}

/// Puts a call into a queue that is in the order of asking, but for those that go first, looking from `after`
/// on (0: from the first).
static void queue_insert(sim *s, call_queue *q, call *c, uint32_t after) {
    uint32_t next = after ? call_at(s, after)->next : q->first;
    while (next && queueing_stands_before(call_at(s, next), c)) {
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
    s->sites[c->site].waiting_on_line += c->on_line;
}

void queueing_remove(sim *s, call *c) {
    queue_unlink(s, c);
    c->goes_first = 0;
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

static void milestone_schedule(sim *s, call *c) {
    const scenario_class *k = class_of(s, c);
    if (c->milestone >= k->milestone_count)
        return;
    sim_time time = c->asked + k->milestones[c->milestone].after;
    c->milestone_timer = sim_schedule(s, time, EVENT_MILESTONE_PASSES, call_slot(s, c));
}

static void queueing_join(sim *s, call *c, uint64_t source, uint64_t patience_word) {
    const scenario_class *k = class_of(s, c);
    call_joins_queue(s, c);
    if (c->goes_first)
        queue_insert(s, queue_of(s, c->site, c->call_class), c, 0);
    else
        queue_append(s, c);
    if (k->first_overflow > 0)
        overflow_schedule(s, c);
    if (k->patience.given) {
        sim_time time = caller_draw(s, c, STREAM_PATIENCE, &k->patience.law, source, patience_word);
        c->timer = sim_schedule(s, s->now + time, EVENT_PATIENCE_ENDS, call_slot(s, c));
    }
    if (k->milestone_count > 0) {
        c->milestone = 0;
        milestone_schedule(s, c);
    }
}

/// The call leaves the queue: nothing that was to come to it there will.
static void queueing_leave(sim *s, call *c) {
    queueing_remove(s, c);
    sim_cancel(s, &c->timer);
    sim_cancel(s, &c->milestone_timer);
}

static bool balks(const sim *s, const call *c) {
    const scenario_class *k = class_of(s, c);
    if (k->balking <= 0 || queue_of(s, c->site, c->call_class)->count < k->balking_from)
        return false;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_BALKING, c->source, (uint64_t)c->caller,
                k->draws_anew ? c->attempt : 0);
    return stream_unit(&draws) < k->balking;
}

/// The caller gives up, after waiting or at once.
static void queueing_abandon(sim *s, call *c, bool at_once) {
    if (class_of(s, c)->wait_adds_up)
        c->waited += s->now - c->asked;
    access_release_trunk(s, c);
    uint32_t holder = call_loses_holder(c);
    call_abandons(s, c, at_once, redial_decide(s, c, REDIAL_ABANDONED));
    agents_let_go(s, holder);
}

void queueing_ask(sim *s, call *c) {
    const scenario_class *k = class_of(s, c);
    stream caller;
    uint64_t source = k->draws_anew ? stream_mix(c->source, c->attempt) : c->source;
    stream_open(&caller, &s->streams, STREAM_CALLER, source, (uint64_t)c->caller, 0);
    uint64_t talk_word = stream_word(&caller), wrapup_word = stream_word(&caller),
             patience_word = stream_word(&caller);
    c->talk = caller_draw(s, c, STREAM_TALK, &k->talk, source, talk_word);
    if (k->talk_by_time.count > 0)
        c->talk = sim_time_from_s(sim_time_to_s(c->talk) * talk_factor(s, &k->talk_by_time));
    c->wrapup = k->wrapup.given ? caller_draw(s, c, STREAM_WRAPUP, &k->wrapup.law, source, wrapup_word) : 0;
    call_asks(s, c);
    if (c->waited > 0)
        call_has_waited(s, c);
    agent *a = routing_find_agent(s, c);
    if (a)
        agents_answer(s, a, c);
    else if (c->on_line && s->sites[c->site].waiting_on_line >= s->scenario->sites[c->site].queue_places)
        access_block(s, c, BLOCKED_QUEUE);
    else if (!c->goes_first && balks(s, c))
        queueing_abandon(s, c, true);
    else
        queueing_join(s, c, source, patience_word);
}

void queueing_on_patience_end(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    c->timer = 0;
    queueing_leave(s, c);
    queueing_abandon(s, c, false);
}

/// Leaves the queue and the center.
static void queueing_exit(sim *s, call *c, queue_exit how, bool redials) {
    access_release_trunk(s, c);
    uint32_t holder = call_loses_holder(c);
    call_leaves_queue(s, c, how, redials ? CALL_RETURNS : CALL_LEAVES);
    agents_let_go(s, holder);
}

/// Leaves the queue, not the center. An agent who has kept it company is let go.
static void queueing_go_on(sim *s, call *c, queue_exit how) {
    uint32_t holder = call_loses_holder(c);
    call_leaves_queue(s, c, how, CALL_GOES_ON);
    agents_let_go(s, holder);
}

static void queueing_end_wait(sim *s, call *c) {
    const scenario_class *k = class_of(s, c);
    if (k->limit_step == NO_INDEX16 && c->legs >= LEGS_MAX)
        return;
    queueing_leave(s, c);
    if (k->limit_step == IVR_TO_MESSAGE) {
        queueing_exit(s, c, EXIT_MESSAGE, false);
        return;
    }
    queueing_go_on(s, c, k->limit_step == NO_INDEX16 ? EXIT_SENT_ON : EXIT_TO_IVR);
    if (k->limit_step == NO_INDEX16)
        legs_begin(s, c, k->limit_class, LEG_SENT_ON);
    else
        ivr_go_on(s, c, k->limit_step);
}

static void queueing_offer_callback(sim *s, call *c) {
    const callback_rule *rule = &class_of(s, c)->callback;
    const call *first = call_at(s, queue_of(s, c->site, c->call_class)->first);
    if (s->now - first->asked < rule->queue_wait || c->legs >= LEGS_MAX)
        return;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_CALLBACK, c->source, (uint64_t)c->caller, c->attempt);
    bool accepts = stream_unit(&draws) < rule->probability;
    call_is_offered_callback(s, c, accepts);
    if (!accepts)
        return;
    queueing_leave(s, c);
    queueing_go_on(s, c, EXIT_CALLBACK);
    legs_begin(s, c, rule->to_class, LEG_CALLBACK);
}

void queueing_on_milestone(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    milestone_kind kind = class_of(s, c)->milestones[c->milestone++].kind;
    c->milestone_timer = 0;
    milestone_schedule(s, c);
    switch (kind) {
    case MILESTONE_OFFER:
        queueing_offer_callback(s, c);
        return;
    case MILESTONE_LIMIT:
        queueing_end_wait(s, c);
        return;
    case MILESTONE_DEADLINE:
        legs_on_deadline(s, c);
        return;
    }
    SIM_UNREACHABLE();
}

/// Disconnects all who wait of a class.
static void queueing_disconnect(sim *s, uint16_t class_index) {
    for (uint16_t site_index = 0; site_index < s->scenario->layout.site_count; site_index++) {
        const call_queue *q = queue_of(s, site_index, class_index);
        for (uint32_t slot = q->first; slot != 0; slot = q->first) {
            call *c = call_at(s, slot);
            queueing_leave(s, c);
            queueing_exit(s, c, EXIT_CLOSED, redial_decide(s, c, REDIAL_DISCONNECTED));
        }
    }
}

static bool class_is_staffed(const sim *s, uint16_t class_index) {
    for (uint32_t i = s->candidate_begin[class_index]; i < s->candidate_begin[class_index + 1]; i++)
        if (s->groups[s->candidates[i].group].on_duty > 0)
            return true;
    return false;
}

/// Agents who have chats, and were about to leave, may have more again.
static void chats_serve(sim *s) {
    bool at_once = false;
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++)
        at_once = at_once || s->scenario->groups[g].at_once > 1;
    for (uint16_t i = 0; at_once && i < s->scenario->layout.site_count; i++)
        queueing_serve_site(s, i);
}

void queueing_on_staff_change(sim *s) {
    chats_serve(s);
    for (uint16_t k = 0; k < s->scenario->layout.class_count; k++) {
        if (!s->scenario->classes[k].closes)
            continue;
        bool was_staffed = s->staffed[k];
        s->staffed[k] = class_is_staffed(s, k);
        if (was_staffed && !s->staffed[k])
            queueing_disconnect(s, k);
    }
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
