/// What one record adds to counts, compiled into its callers: the rules behind call_counts_add().
#ifndef TRACE_COUNT_RECORD_H
#define TRACE_COUNT_RECORD_H

#include <stddef.h>

#include <hotline/counts.h>

#define FIELD(name) (1 + offsetof(call_counts, name) / sizeof(int64_t))

enum { DETAILS = 8 };

/// What a record of a kind that count_record() does not know by name adds one to: a field's number from 1, or
/// 0.
static const uint8_t field_of_kind[RECORD_KIND_COUNT] = {
    [CALL_STARTS_LEG] = FIELD(legs),
    [CALL_IS_OFFERED_CALLBACK] = FIELD(callbacks_offered),
    [CALL_IS_LATE] = FIELD(late),
    [CALL_ASKS_BACKEND] = FIELD(queries),
    [CALL_QUERY_BEGINS] = FIELD(queries_begun),
    [CALL_QUERY_ENDS] = FIELD(queries_answered),
    [CALL_SUSPENDS] = FIELD(suspended),
};

/// And, by what its detail says, to a second one.
static const uint8_t field_of_detail[RECORD_KIND_COUNT][DETAILS] = {
    [CALL_BLOCKED] = {[BLOCKED_FAULT] = FIELD(blocked_fault),
                      [BLOCKED_TRUNK] = FIELD(blocked_trunk),
                      [BLOCKED_IVR_PORT] = FIELD(blocked_ivr_port),
                      [BLOCKED_QUEUE] = FIELD(blocked_queue),
                      [BLOCKED_SETUP] = FIELD(blocked_setup)},
    [CALL_LEAVES_IVR] = {[IVR_SELF_SERVED] = FIELD(self_served),
                         [IVR_HUNG_UP] = FIELD(abandoned_ivr),
                         [IVR_MESSAGE] = FIELD(messages_ivr)},
    [CALL_DROPPED] = {[CALL_IVR] = FIELD(dropped_ivr),
                      [CALL_AT_PORT] = FIELD(dropped_ivr),
                      [CALL_QUEUED] = FIELD(dropped_queue),
                      [CALL_TALKING] = FIELD(dropped_talk)},
    [CALL_LEAVES_QUEUE] = {[EXIT_MESSAGE] = FIELD(messages_queue),
                           [EXIT_CLOSED] = FIELD(disconnected),
                           [EXIT_SENT_ON] = FIELD(sent_on),
                           [EXIT_TO_IVR] = FIELD(sent_to_ivr)},
    [CALL_ENDS] = {[TALK_SERVED] = FIELD(ended),
                   [TALK_UNRESOLVED] = FIELD(unresolved),
                   [TALK_TRANSFERRED] = FIELD(transferred),
                   [TALK_UNREACHED] = FIELD(unreached),
                   [TALK_CUT] = FIELD(cut)},
    [CALL_STARTS_LEG] =
        {[LEG_TRANSFER] = FIELD(transfers), [LEG_CALLBACK] = FIELD(callbacks), [LEG_TICKET] = FIELD(tickets)},
    [CALL_IS_OFFERED_CALLBACK] = {[1] = FIELD(callbacks_accepted)},
};

/// Wraps instead of overflowing: a hostile trace may hold any spans.
static inline int64_t counts_sum(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

static inline void count_one(call_counts *c, uint8_t field) {
    if (field)
        ((int64_t *)c)[field - 1]++;
}

static inline void count_end(call_counts *c, const record *r) {
    count_one(c, field_of_detail[CALL_ENDS][r->detail % DETAILS]);
    c->first_talks += (r->flags & RECORD_FIRST_TALK) != 0;
    c->first_resolved += (r->flags & RECORD_FIRST_TALK) != 0 && r->detail == TALK_SERVED;
}

static inline void count_other(call_counts *c, const record *r) {
    count_one(c, field_of_kind[r->kind]);
    count_one(c, field_of_detail[r->kind][r->detail % DETAILS]);
    if (r->kind == CALL_LEAVES_QUEUE)
        c->wait_left = counts_sum(c->wait_left, r->value);
    else if (r->kind == CALL_QUERY_BEGINS)
        c->query_wait = counts_sum(c->query_wait, r->value);
    else if (r->kind == CALL_QUERY_ENDS)
        c->query_time = counts_sum(c->query_time, r->value);
}

/// Adds a record of a counted attempt. `kind` is r->kind: a caller that knows it pays for that kind alone.
static inline __attribute__((always_inline)) void count_record(call_counts *c, record_kind kind,
                                                               const record *r, sim_time awt) {
    if (kind == CALL_ARRIVES) {
        c->offered++;
        c->redials += (r->flags & (RECORD_REDIAL | RECORD_RETURN)) == RECORD_REDIAL;
        c->returns += (r->flags & RECORD_RETURN) != 0;
    } else if (kind == CALL_ASKS) {
        c->asked_for_agent++;
        c->work_offered = counts_sum(c->work_offered, r->value);
    } else if (kind == CALL_QUEUES) {
        c->queued++;
    } else if (kind == CALL_ANSWERED) {
        c->answered++;
        c->answered_within += r->value <= awt;
        c->wait_answered = counts_sum(c->wait_answered, r->value);
    } else if (kind == CALL_ABANDONS) {
        c->abandoned++;
        c->balked += r->detail == 1;
        c->abandoned_within += r->value <= awt;
        c->wait_abandoned = counts_sum(c->wait_abandoned, r->value);
    } else if (kind == CALL_ENDS) {
        count_end(c, r);
    } else if (kind != AGENT_MOVES) { // whose flags are not those of calls
        count_other(c, r);
    }
}

#endif
