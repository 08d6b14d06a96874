/// The one vocabulary: every change of a call, an agent, a site or a failover plan is a record.
/// Metrics, trace files, keyframes, state hash and the picture on screen are folds over records.
#ifndef HOTLINE_RECORD_H
#define HOTLINE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hotline/time.h>

#define NO_INDEX16 UINT16_MAX ///< no class, site, step, group: where a record names none
#define NO_INDEX   UINT32_MAX

/// Where a caller is. Transient states last no simulated time.
typedef enum call_state {
    CALL_NONE,     ///< the slot is free
    CALL_ENTERING, ///< transient: arrived, not yet placed
    CALL_IVR,      ///< in an IVR step, holding a trunk and an IVR port
    CALL_ASKING,   ///< transient: wants an agent, not yet queued or answered
    CALL_QUEUED,   ///< waits in the queue of its class at a site
    CALL_TALKING,  ///< with an agent
    CALL_AWAY,     ///< between two attempts: will call again
    CALL_AT_PORT,  ///< holds a trunk and waits for an IVR port
    CALL_STATE_COUNT
} call_state;

typedef enum agent_state {
    AGENT_OFF,     ///< not logged in at any site
    AGENT_IDLE,    ///< free
    AGENT_TALKING, ///< with a call
    AGENT_WRAPUP,  ///< after-call work (ACW)
    AGENT_HANDOVER, ///< keeps a caller company until another agent has taken over (warm transfer)
    AGENT_STATE_COUNT
} agent_state;

/// Where a failover plan is. The steps from DETECTING to SWITCHING follow each other.
typedef enum plan_phase {
    PLAN_WATCHING,  ///< the site in charge is up (or both sites are down and nothing can be done)
    PLAN_DETECTING, ///< the site in charge has failed, nobody knows yet
    PLAN_DECIDING,  ///< known; the decision to switch is being taken
    PLAN_SWITCHING, ///< traffic is being re-routed; lasts until the other site is up
    PLAN_PHASE_COUNT
} plan_phase;

/// Phases of a simulation.
typedef enum sim_phase {
    PHASE_WARMING_UP, ///< before `start`: not counted
    PHASE_COUNTING,   ///< the scenario's `duration`
    PHASE_DRAINING,   ///< no arrivals; calls inside finish and count
    PHASE_FINISHED,
    SIM_PHASE_COUNT
} sim_phase;

typedef enum blocked_cause { BLOCKED_FAULT, BLOCKED_TRUNK, BLOCKED_IVR_PORT, BLOCKED_QUEUE, BLOCKED_SETUP, BLOCKED_CAUSE_COUNT } blocked_cause;
typedef enum ivr_exit { IVR_SELF_SERVED, IVR_HUNG_UP, IVR_MESSAGE, IVR_EXIT_COUNT } ivr_exit;

/// How a call leaves a queue other than by an answer, giving up or a failure.
typedef enum queue_exit {
    EXIT_MESSAGE,  ///< leaves a message
    EXIT_CLOSED,   ///< disconnected, as the last agents of its class have gone home
    EXIT_SENT_ON,  ///< has waited as long as a call may: goes on in another class
    EXIT_TO_IVR,   ///< likewise, in the IVR
    EXIT_CALLBACK, ///< hangs up with the promise of a call-back
    QUEUE_EXIT_COUNT
} queue_exit;

/// How a talk ends.
typedef enum talk_end {
    TALK_SERVED,      ///< the need is settled
    TALK_UNRESOLVED,  ///< it is not: the caller may call again
    TALK_TRANSFERRED, ///< the call goes on as a leg of another class
    TALK_UNREACHED,   ///< a call-back that nobody picked up
    TALK_CUT,         ///< the agent's seat has failed: the call goes back to its queue, as a leg
    TALK_END_COUNT
} talk_end;

/// What makes a leg: work for agents that is not an attempt of its own.
typedef enum leg_kind {
    LEG_TRANSFER, ///< a caller who is handed from one agent to another
    LEG_SENT_ON,  ///< a waiting call that moves to the queue of another class
    LEG_CALLBACK, ///< the center calls back
    LEG_TICKET,   ///< a work order for a back office
    LEG_REQUEUED, ///< a caller whose talk was cut: first in its queue
    LEG_KIND_COUNT
} leg_kind;

/// Where a call's question to a backend is.
typedef enum query_phase {
    QUERY_NONE,  ///< none is open
    QUERY_WAITS, ///< the backend has as many as it can take at once
    QUERY_RUNS,  ///< the backend works on it
    QUERY_PHASE_COUNT
} query_phase;

/// What a site still has. Bits of `detail` of SITE_CHANGES.
enum { SITE_PLATFORM_UP = 1, SITE_SEATS_UP = 2 };

/// What a unit of a component is doing. Bits of `detail` of UNIT_MOVES: its state, and whether an outage holds it.
typedef enum unit_state {
    UNIT_WORKS,
    UNIT_LACKS_SPARE, ///< has failed, and waits for a spare part
    UNIT_LACKS_CREW,  ///< has failed, and waits for somebody who repairs it
    UNIT_IN_REPAIR,
    UNIT_STATE_COUNT
} unit_state;
enum { UNIT_HELD = 4 /* an outage of the timeline has taken it out, whatever its state */ };

/// What a site has a number of. `detail` of CAPACITY_CHANGES.
typedef enum site_capacity { CAPACITY_TRUNKS, CAPACITY_IVR_PORTS, CAPACITY_SEATS, CAPACITY_SETUPS, CAPACITY_COUNT } site_capacity;

/// Bits of record.flags of call records.
enum {
    RECORD_COUNTED = 1, ///< the attempt arrived after the warm-up: it counts in the metrics
    RECORD_REDIALS = 2, ///< the caller will call again (state AWAY), else it leaves (state NONE)
    RECORD_REDIAL = 4,  ///< on CALL_ARRIVES: this attempt is a redial, or a return
    RECORD_RETURN = 8,  ///< with RECORD_REDIAL: the caller returns because its need was not settled
    RECORD_GOES_ON = 16, ///< the call stays in the center: state ENTERING
    RECORD_FIRST_TALK = 32, ///< on CALL_ENDS: the first talk of this caller
};

/// Which fields a kind of record uses; the others are 0.
enum {
    FIELD_FLAGS = 1, FIELD_CALL = 2, FIELD_CLASS = 4, FIELD_SITE = 8, FIELD_DETAIL = 16, FIELD_AGENT = 32, FIELD_VALUE = 64,
    FIELDS_CALL = FIELD_FLAGS | FIELD_CALL | FIELD_CLASS | FIELD_SITE,
};

/// All kinds: X(kind, name, fields, value, meaning of `detail`, `agent` and `value`). Append only: a trace names kinds
/// by their number. `value` says what the field holds: VALUE_BACK = a time span that ends now and began
/// at the moment to which metrics date the record back (arrival, or the moment of asking for an agent).
#define HOTLINE_RECORDS(X)                                                                                             \
    X(RECORD_PHASE, "phase", FIELD_DETAIL, VALUE_NONE, "detail: sim_phase that begins")                                \
    X(CALL_ARRIVES, "arrives", FIELDS_CALL | FIELD_AGENT | FIELD_VALUE, VALUE_ID,                                      \
      "agent: number of the attempt, from 1; value: the caller's address; NONE or AWAY -> ENTERING")                   \
    X(CALL_BLOCKED, "blocked", FIELDS_CALL | FIELD_DETAIL | FIELD_VALUE, VALUE_BACK,                                   \
      "detail: blocked_cause; value: since arrival; ENTERING, IVR or ASKING -> NONE or AWAY")                          \
    X(CALL_STEPS, "ivr_step", FIELDS_CALL | FIELD_DETAIL, VALUE_NONE,                                                  \
      "detail: IVR step; ENTERING, AT_PORT or IVR -> IVR")                                                             \
    X(CALL_LEAVES_IVR, "leaves_ivr", FIELDS_CALL | FIELD_DETAIL | FIELD_VALUE, VALUE_BACK,                             \
      "detail: ivr_exit; value: since arrival; IVR -> NONE")                                                           \
    X(CALL_ASKS, "asks", FIELDS_CALL | FIELD_VALUE, VALUE_SPAN,                                                        \
      "value: talk and wrap-up that it brings; ENTERING or IVR -> ASKING")                                             \
    X(CALL_QUEUES, "queues", FIELDS_CALL, VALUE_NONE, "ASKING -> QUEUED")                                              \
    X(CALL_ANSWERED, "answered", FIELDS_CALL | FIELD_DETAIL | FIELD_AGENT | FIELD_VALUE, VALUE_BACK,                   \
      "detail: group; value: wait; ASKING or QUEUED -> TALKING")                                                       \
    X(CALL_ABANDONS, "abandons", FIELDS_CALL | FIELD_DETAIL | FIELD_VALUE, VALUE_BACK,                                 \
      "detail: 1 balks, not willing to wait at all, else 0; value: wait; QUEUED or ASKING -> NONE or AWAY")            \
    X(CALL_DROPPED, "dropped", FIELDS_CALL | FIELD_DETAIL | FIELD_AGENT | FIELD_VALUE, VALUE_BACK,                     \
      "detail: call_state in which it was lost; agent: when talking; value: since arrival; "                          \
      "AT_PORT, IVR, QUEUED or TALKING -> NONE or AWAY")                                                               \
    X(CALL_ENDS, "ends", FIELDS_CALL | FIELD_DETAIL | FIELD_AGENT | FIELD_VALUE, VALUE_BACK,                           \
      "detail: talk_end; value: since arrival; TALKING -> NONE, AWAY or (goes on) ENTERING")                           \
    X(CALL_MOVES, "moves_site", FIELDS_CALL | FIELD_DETAIL, VALUE_NONE, "detail: the site it comes from; no new state") \
    X(CALLER_GIVES_UP, "gives_up", FIELDS_CALL, VALUE_NONE, "the day ends before it calls again; AWAY -> NONE")        \
    X(AGENT_MOVES, "agent", FIELD_FLAGS | FIELD_CALL | FIELD_CLASS | FIELD_SITE | FIELD_DETAIL | FIELD_AGENT, VALUE_NONE, \
      "flags: old state * 16 + new state; detail: group; site: where logged in (NO_INDEX16 when OFF); "               \
      "class: when talking, handing over or in wrap-up, else NO_INDEX16; call: when talking or handing over, "        \
      "0 when the class is one of which an agent has several at once, and in other states")                            \
    X(SITE_CHANGES, "site", FIELD_SITE | FIELD_DETAIL | FIELD_VALUE, VALUE_ID,                                         \
      "detail: SITE_..._UP bits now; value: index of the layout's outage that changed it, -1 at random")               \
    X(PLAN_MOVES, "plan", FIELD_SITE | FIELD_DETAIL | FIELD_VALUE, VALUE_ID,                                           \
      "detail: plan_phase that begins; site: the site in charge; value: index of the plan")                            \
    X(ENTRY_CHANGES, "entry", FIELD_SITE | FIELD_DETAIL, VALUE_NONE,                                                   \
      "site: as a class's `enter` names it; detail: the site that takes its calls now, NO_INDEX16 when closed")        \
    X(CALL_WAITS_FOR_PORT, "waits_for_port", FIELDS_CALL, VALUE_NONE, "ENTERING -> AT_PORT")                           \
    X(CALL_LEAVES_QUEUE, "leaves_queue", FIELDS_CALL | FIELD_DETAIL | FIELD_VALUE, VALUE_BACK,                         \
      "detail: queue_exit; value: wait; QUEUED -> NONE, AWAY or (goes on) ENTERING")                                   \
    X(CALL_CHANGES_CLASS, "changes_class", FIELDS_CALL | FIELD_DETAIL, VALUE_NONE,                                     \
      "detail: the class it comes from; AWAY or ENTERING; no new state")                                               \
    X(CALL_STARTS_LEG, "leg", FIELDS_CALL | FIELD_DETAIL | FIELD_AGENT | FIELD_VALUE, VALUE_ID,                        \
      "detail: leg_kind; agent: number of the attempt, from 1; value: the caller's address; "                         \
      "NONE, AWAY or ENTERING -> ENTERING")                                                                            \
    X(CALL_IS_OFFERED_CALLBACK, "callback_offer", FIELDS_CALL | FIELD_DETAIL, VALUE_NONE,                              \
      "detail: 1 accepted, 0 declined; ASKING or QUEUED; no new state")                                                \
    X(CALL_IS_LATE, "late", FIELDS_CALL | FIELD_VALUE, VALUE_BACK,                                                     \
      "waits beyond its deadline; value: wait; QUEUED; no new state")                                                  \
    X(CALL_HAS_WAITED, "has_waited", FIELDS_CALL | FIELD_VALUE, VALUE_SPAN,                                            \
      "value: wait in its earlier attempts, which counts against the acceptable waiting time; ASKING; no new state")   \
    X(CALL_ASKS_BACKEND, "asks_backend", FIELDS_CALL | FIELD_DETAIL, VALUE_NONE,                                       \
      "detail: the backend of its step; it waits there until query_begins; IVR; no new state")                         \
    X(CALL_QUERY_BEGINS, "query_begins", FIELDS_CALL | FIELD_DETAIL | FIELD_VALUE, VALUE_BACK,                         \
      "detail: backend; value: since it asked; IVR; no new state")                                                     \
    X(CALL_QUERY_ENDS, "query_ends", FIELDS_CALL | FIELD_DETAIL | FIELD_VALUE, VALUE_BACK,                             \
      "the answer is there; detail: backend; value: since it asked; IVR; no new state")                                \
    X(CALL_SUSPENDS, "suspends", FIELDS_CALL | FIELD_AGENT, VALUE_NONE,                                                \
      "the agent's seat has failed, and the talk stands still; agent; TALKING; no new state")                          \
    X(CALL_RESUMES, "resumes", FIELDS_CALL | FIELD_AGENT, VALUE_NONE,                                                  \
      "it goes on where it stopped; agent; TALKING; no new state")                                                     \
    X(UNIT_MOVES, "unit", FIELD_DETAIL | FIELD_AGENT | FIELD_VALUE, VALUE_ID,                                          \
      "agent: index of the unit, over all components; detail: unit_state now, plus 4 when an outage holds it; "       \
      "value: index of the layout's component")                                                                        \
    X(CAPACITY_CHANGES, "capacity", FIELD_SITE | FIELD_DETAIL | FIELD_VALUE, VALUE_ID,                                 \
      "detail: site_capacity; value: how much of it failures have taken now")                                          \
    X(PLAN_FAILS, "plan_fails", FIELD_SITE | FIELD_VALUE, VALUE_ID,                                                    \
      "the switch does not work: nothing until a repair; site: the site in charge; value: index of the plan")

typedef enum record_value { VALUE_NONE, VALUE_BACK, VALUE_SPAN, VALUE_ID } record_value;

#define X(kind, name, fields, value, meaning) kind,
typedef enum record_kind { HOTLINE_RECORDS(X) RECORD_KIND_COUNT } record_kind;
#undef X

/// One record. Half a cache line; plain data, compared and copied as such.
typedef struct record {
    sim_time time;
    int64_t value;
    uint32_t call;  ///< slot of the caller, from 1; a slot is given out again once its caller has left
    uint32_t agent; ///< index of the agent, over all groups
    uint16_t call_class, site, detail;
    uint8_t kind; ///< record_kind
    uint8_t flags;
} record;

_Static_assert(sizeof(record) == 32, "a record is half a cache line");

/// What is known of a kind of record.
typedef struct record_type {
    const char *name;
    uint8_t fields; ///< FIELD_... bits
    uint8_t value;  ///< record_value
    const char *meaning;
} record_type;

/// The table of all kinds, by record_kind.
extern const record_type record_types[RECORD_KIND_COUNT];

/// The caller's address in CALL_ARRIVES.value: the slice of its class's arrivals and its place in it.
static inline int64_t caller_address(int32_t slice, uint32_t place) {
    return (int64_t)(((uint64_t)(uint32_t)slice << 32) | place);
}

/// The moment to which metrics date a record.
static inline sim_time record_dated(const record *r) {
    bool back = record_types[r->kind].value == VALUE_BACK;
    return back ? (sim_time)((uint64_t)r->time - (uint64_t)r->value) : r->time; // a damaged trace may hold any value
}

/// Somebody who watches: called with records in order, in batches, never one twice.
typedef void (*probe_observe)(void *observer, const record *records, size_t count);

enum { PROBE_OBSERVERS_MAX = 4 };

/// Who watches a simulation. Observers only read: none can change a result. {0} watches nothing.
typedef struct probe {
    struct { probe_observe observe; void *observer; } watchers[PROBE_OBSERVERS_MAX];
    size_t count;
} probe;

/// Adds a watcher; at most PROBE_OBSERVERS_MAX.
void probe_add(probe *p, probe_observe observe, void *observer);

#endif
