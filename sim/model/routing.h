/// Who takes whom: the agent for a call, the call for an agent.
#ifndef MODEL_ROUTING_H
#define MODEL_ROUTING_H

#include <hotline/sim.h>

#include "model/agents.h"
#include "model/calls.h"
#include "scenario/compiled.h"

/// A group that can take a class, in order of rank.
typedef struct candidate {
    uint16_t group, rank;
    uint16_t at_once;
    uint32_t keep_free;
    sim_time after;
} candidate;

/// A class that a group can take, in the order in which a freed agent looks.
typedef struct choice {
    uint16_t call_class;
    uint16_t preference;
    uint16_t tier; ///< whatever waits in a lower tier goes first
    uint16_t at_once;
    int32_t priority;
    uint32_t keep_free;
    sim_time after;
} choice;

bool routing_create(sim *s);
/// The free agent for a call that asks or waits, at its site: best rank, then as its class's `agent_choice`
/// says; NULL when there is none.
agent *routing_find_agent(const sim *s, const call *c);
/// The call for an agent who is free, or has just done with a call, as its group's `call_choice` says; NULL
/// when there is none.
call *routing_find_call(const sim *s, const agent *a);
/// How long a waiting call must have waited until more groups may take it; SIM_NEVER when all may.
sim_time routing_next_overflow(const sim *s, const call *c);
/// A group's skill for a class that it serves.
const scenario_skill *routing_skill(const scenario_group *of, uint16_t class_index);

#endif
