/// Who takes whom: the agent for a call, the call for an agent.
#ifndef MODEL_ROUTING_H
#define MODEL_ROUTING_H

#include <hotline/sim.h>

#include "model/agents.h"
#include "model/calls.h"

/// A group that can take a class, in order of rank.
typedef struct candidate {
    uint16_t group, rank;
} candidate;

/// A class that a group can take, in the order in which a freed agent looks.
typedef struct choice {
    uint16_t call_class, rank;
    int32_t priority;
} choice;

bool routing_create(sim *s);
/// The free agent for a call: best rank, then longest idle; NULL when there is none.
agent *routing_find_agent(const sim *s, uint16_t site_index, uint16_t class_index);
/// The call for a free agent: highest priority, best rank, longest waiting; NULL when there is none.
call *routing_find_call(const sim *s, const agent *a);

#endif
