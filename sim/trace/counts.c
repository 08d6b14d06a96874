#include <hotline/counts.h>

/// Wraps instead of overflowing: a hostile trace may hold any spans.
static inline int64_t sum(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

static inline void add_blocked(call_counts *c, const record *r) {
    c->blocked_fault += r->detail == BLOCKED_FAULT;
    c->blocked_trunk += r->detail == BLOCKED_TRUNK;
    c->blocked_ivr_port += r->detail == BLOCKED_IVR_PORT;
    c->blocked_queue += r->detail == BLOCKED_QUEUE;
}

static inline void add_dropped(call_counts *c, const record *r) {
    c->dropped_ivr += r->detail == CALL_IVR;
    c->dropped_queue += r->detail == CALL_QUEUED;
    c->dropped_talk += r->detail == CALL_TALKING;
}

void call_counts_add(call_counts *c, const record *r, sim_time awt) {
    if (!(r->flags & RECORD_COUNTED))
        return;
    switch ((record_kind)r->kind) {
    case CALL_ARRIVES:
        c->offered++;
        c->redials += (r->flags & RECORD_REDIAL) != 0;
        break;
    case CALL_BLOCKED:
        add_blocked(c, r);
        break;
    case CALL_LEAVES_IVR:
        c->self_served += r->detail == IVR_SELF_SERVED;
        c->abandoned_ivr += r->detail == IVR_HUNG_UP;
        break;
    case CALL_ASKS:
        c->asked_for_agent++;
        c->work_offered = sum(c->work_offered, r->value);
        break;
    case CALL_QUEUES:
        c->queued++;
        break;
    case CALL_ANSWERED:
        c->answered++;
        c->answered_within += r->value <= awt;
        c->wait_answered = sum(c->wait_answered, r->value);
        break;
    case CALL_ABANDONS:
        c->abandoned++;
        c->abandoned_within += r->value <= awt;
        c->wait_abandoned = sum(c->wait_abandoned, r->value);
        break;
    case CALL_DROPPED:
        add_dropped(c, r);
        break;
    case CALL_ENDS:
        c->ended++;
        break;
    case RECORD_PHASE: // and all others: the flags of AGENT_MOVES are not those of calls
    case CALL_STEPS:
    case CALL_MOVES:
    case CALLER_GIVES_UP:
    case AGENT_MOVES:
    case SITE_CHANGES:
    case PLAN_MOVES:
    case ENTRY_CHANGES:
    case RECORD_KIND_COUNT:
        break;
    }
}

void call_counts_merge(call_counts *c, const call_counts *more) {
#define X(field, meaning) c->field = sum(c->field, more->field);
    HOTLINE_COUNTS(X)
#undef X
}
