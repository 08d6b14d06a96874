/// The rules of moves: which records are possible, of themselves and in a state.
#ifndef TRACE_RULES_H
#define TRACE_RULES_H

#include <hotline/layout.h>
#include <hotline/record.h>

/// The largest slot of a caller, and the most agents and units that the layout of a trace may have.
enum { CALL_SLOTS_MAX = 1 << 24, AGENTS_MAX = 1 << 20, UNITS_MAX = 1 << 20 };

/// What `value` of a call record is measured from.
typedef enum call_base { BASE_NONE, BASE_ARRIVED, BASE_SINCE, BASE_QUERIED } call_base;

/// The legal moves of calls. Kinds that are not of calls have no `from`.
typedef struct call_rule {
    uint8_t from;  ///< bits 1 << call_state
    uint8_t to;    ///< call_state; CALL_STATE_COUNT: no new state
    uint8_t flags; ///< RECORD_... bits that it may carry; with RECORD_REDIALS it leads to CALL_AWAY, with
                   ///< RECORD_GOES_ON to CALL_ENTERING
    uint8_t base;  ///< call_base: value must be the time since then
} call_rule;
extern const call_rule call_rules[RECORD_KIND_COUNT];

/// The legal moves of agents: bits 1 << new state, by old state.
extern const uint8_t agent_rules[AGENT_STATE_COUNT];

/// True when an agent in that state has to do with a call of a class.
static inline bool agent_works(unsigned state) {
    return state == AGENT_TALKING || state == AGENT_WRAPUP || state == AGENT_HANDOVER;
}

static inline bool record_is_of_call(const record *r) {
    return call_rules[r->kind].from != 0;
}

/// True when `t` is a time that a trace may name: differences of two such never overflow.
static inline bool time_is_in_range(sim_time t) {
    return t >= -SIM_NEVER && t <= SIM_NEVER;
}

/// True when `index` is one of `count` things.
static inline bool index_is_in(uint32_t index, uint32_t count) {
    return index < count;
}

/// True when `index` is one of `count` things, or none.
static inline bool index_is_in_or_none(uint16_t index, uint32_t count) {
    return index < count || index == NO_INDEX16;
}

/// True when the agent is of the group.
bool layout_agent_is_of(const layout *l, uint32_t agent, uint16_t group);

/// True when the unit is of the component.
bool layout_unit_is_of(const layout *l, uint32_t unit, int64_t component);

/// True when a record of this layout's center can look like that, whatever the state: its kind exists, each
/// index names something, fields that the kind does not use are 0, and times and spans can be added without
/// overflow.
bool record_fits(const layout *l, const record *r);

#endif
