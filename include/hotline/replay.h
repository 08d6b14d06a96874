/// The state of a center, rebuilt from records: what the picture shows and what keyframes hold.
#ifndef HOTLINE_REPLAY_H
#define HOTLINE_REPLAY_H

#include <hotline/counts.h>
#include <hotline/layout.h>
#include <hotline/record.h>
#include <hotline/trace.h>

typedef struct replay_call {
    sim_time since;   ///< when it entered its state
    sim_time arrived; ///< when this attempt arrived; when AWAY, like caller, class, site, counted: of the
                      ///< last attempt
    sim_time waited;  ///< in its earlier attempts, where that counts against the AWT; not part of the hash
    sim_time queried; ///< when its open query was put to the backend; not part of the hash
    int64_t caller;   ///< address, see caller_address()
    uint32_t attempt; ///< from 1
    uint32_t agent;   ///< when talking, else 0
    uint16_t call_class, site;
    uint16_t step; ///< when in the IVR, else 0
    uint8_t state; ///< call_state
    uint8_t counted;
    uint8_t query;  ///< query_phase, of the query that its IVR step's backend is asked; not part of the hash
    bool suspended; ///< talking, but the talk stands still; not part of the hash
} replay_call;

typedef struct replay_agent {
    sim_time since;
    uint32_t call;       ///< when talking, else 0
    uint16_t site;       ///< where logged in, NO_INDEX16 when OFF
    uint16_t call_class; ///< in talk and wrap-up, else NO_INDEX16
    uint8_t state;       ///< agent_state
} replay_agent;

typedef struct replay_site {
    sim_time since;
    uint16_t up;                   /* SITE_..._UP bits */
    uint16_t entry;                /* who takes its calls */
    uint32_t lost[CAPACITY_COUNT]; /* what failures have taken of its capacities; not part of the hash */
} replay_site;
typedef struct replay_plan {
    sim_time since;
    uint16_t phase, in_charge;
    bool fails; /* the switch does not work; not part of the hash */
} replay_plan;

/// A unit of a component; not part of the hash.
typedef struct replay_unit {
    sim_time since; ///< when it came to its state; 0 when it works and is not held
    uint8_t state;  ///< unit_state
    bool held;      ///< an outage has taken it out
} replay_unit;

/// All entities at one time, and the counts until then. Agents, sites and plans as the layout numbers them.
typedef struct replay_state {
    const layout *layout;
    sim_time now; ///< time of the last record applied, or asked for by replay_seek
    uint8_t phase;
    uint32_t call_slots; ///< calls[1 .. call_slots - 1] exist; calls[0] is never used
    uint32_t call_capacity;
    uint32_t agent_count, unit_count;
    replay_call *calls;
    replay_agent *agents;
    replay_site *sites;
    replay_plan *plans;
    replay_unit *units;  ///< as the layout numbers them
    call_counts *counts; ///< by class, of counted attempts
} replay_state;

/// The state before the first record: nobody inside, agents OFF, sites up, each the entry of its own calls,
/// plans WATCHING with their `from` in charge; all since the begin of the warm-up (-layout.warmup). `l` must
/// outlive it.
replay_state *replay_state_create(const layout *l);
void replay_state_destroy(replay_state *s);
void replay_state_copy(replay_state *to, const replay_state *from);

/// Makes room so that calls[slot] exists. False when `slot` is above any that a simulation gives out (2^24).
bool replay_state_grow(replay_state *s, uint32_t slot);

/// Applies one record. False, and no change, when the record is not possible in this state: a class, site,
/// agent or step that does not exist, a time before `now`, or a move that the rules do not allow.
bool replay_state_apply(replay_state *s, const record *r);

/// A hash of the entities (calls, agents, sites, plans, phase), not of the counts, `now` or free slots.
/// Equal states have equal hashes whatever the number of slots ever used.
uint64_t replay_state_hash(const replay_state *s);

/// A player of one trace.
typedef struct replay replay;

/// Opens a player on `t`, which must outlive it, at the time of the first record. NULL, and `err` set, when
/// the trace's first chunk is damaged.
replay *replay_create(const trace *t, input_error *err);
void replay_destroy(replay *r);

/// Goes to `time`, forward or back: all records up to and including that time are applied.
/// Costs at most one chunk. False, and `err` set, when a chunk is damaged.
bool replay_seek(replay *r, sim_time time, input_error *err);

/// The state now; `now` is the time last sought.
const replay_state *replay_at(const replay *r);

#endif
