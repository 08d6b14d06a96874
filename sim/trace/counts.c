#include <hotline/counts.h>

#include <stddef.h>

#define FIELD(name) (1 + offsetof(call_counts, name) / sizeof(int64_t))

enum { DETAILS = 8 };

/// What a record of a kind adds one to: a field's number from 1, or 0.
static const uint8_t field_of_kind[RECORD_KIND_COUNT] = {
    [CALL_ARRIVES] = FIELD(offered),
    [CALL_ASKS] = FIELD(asked_for_agent),
    [CALL_QUEUES] = FIELD(queued),
    [CALL_ANSWERED] = FIELD(answered),
    [CALL_ABANDONS] = FIELD(abandoned),
    [CALL_STARTS_LEG] = FIELD(legs),
    [CALL_IS_OFFERED_CALLBACK] = FIELD(callbacks_offered),
    [CALL_IS_LATE] = FIELD(late),
};

/// And, by what its detail says, to a second one.
static const uint8_t field_of_detail[RECORD_KIND_COUNT][DETAILS] = {
    [CALL_BLOCKED] = {[BLOCKED_FAULT] = FIELD(blocked_fault),
                      [BLOCKED_TRUNK] = FIELD(blocked_trunk),
                      [BLOCKED_IVR_PORT] = FIELD(blocked_ivr_port),
                      [BLOCKED_QUEUE] = FIELD(blocked_queue)},
    [CALL_LEAVES_IVR] = {[IVR_SELF_SERVED] = FIELD(self_served),
                         [IVR_HUNG_UP] = FIELD(abandoned_ivr),
                         [IVR_MESSAGE] = FIELD(messages_ivr)},
    [CALL_ABANDONS] = {[1] = FIELD(balked)},
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
                   [TALK_UNREACHED] = FIELD(unreached)},
    [CALL_STARTS_LEG] =
        {[LEG_TRANSFER] = FIELD(transfers), [LEG_CALLBACK] = FIELD(callbacks), [LEG_TICKET] = FIELD(tickets)},
    [CALL_IS_OFFERED_CALLBACK] = {[1] = FIELD(callbacks_accepted)},
};

/// Wraps instead of overflowing: a hostile trace may hold any spans.
static inline int64_t sum(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

static inline void count_one(call_counts *c, uint8_t field) {
    if (field)
        ((int64_t *)c)[field - 1]++;
}

void call_counts_add(call_counts *c, const record *r, sim_time awt) {
    if (!(r->flags & RECORD_COUNTED) || r->kind == AGENT_MOVES) // whose flags are not those of calls
        return;
    count_one(c, field_of_kind[r->kind]);
    count_one(c, field_of_detail[r->kind][r->detail % DETAILS]);
    if (r->kind == CALL_ARRIVES) {
        c->redials += (r->flags & (RECORD_REDIAL | RECORD_RETURN)) == RECORD_REDIAL;
        c->returns += (r->flags & RECORD_RETURN) != 0;
    } else if (r->kind == CALL_ASKS) {
        c->work_offered = sum(c->work_offered, r->value);
    } else if (r->kind == CALL_ANSWERED) {
        c->answered_within += r->value <= awt;
        c->wait_answered = sum(c->wait_answered, r->value);
    } else if (r->kind == CALL_ABANDONS) {
        c->abandoned_within += r->value <= awt;
        c->wait_abandoned = sum(c->wait_abandoned, r->value);
    } else if (r->kind == CALL_LEAVES_QUEUE) {
        c->wait_left = sum(c->wait_left, r->value);
    } else if (r->kind == CALL_ENDS && (r->flags & RECORD_FIRST_TALK)) {
        c->first_talks++;
        c->first_resolved += r->detail == TALK_SERVED;
    }
}

void call_counts_merge(call_counts *c, const call_counts *more) {
#define X(field, meaning) c->field = sum(c->field, more->field);
    HOTLINE_COUNTS(X)
#undef X
}
