/// The free agents of each group, in the orders in which routing asks for them.
#ifndef MODEL_IDLE_H
#define MODEL_IDLE_H

#include <hotline/sim.h>

#include "model/agents.h"

/// What the choices other than the longest idle need to know of an agent.
typedef struct idle_place {
    sim_time worked;    ///< talk and wrap-up time since its shift began
    uint32_t lot, rung; ///< its places among the free agents of its group, by the two orders below
} idle_place;

/// Only where a class chooses its agents in this way, else without memory. Those of a group begin at its
/// first agent.
typedef struct idle_orders {
    idle_place *places; ///< by agent
    uint32_t *lots;     ///< for AGENTS_RANDOM: in no order
    uint32_t *rungs;    ///< for AGENTS_LEAST_OCCUPIED: a heap, least occupied first
} idle_orders;

bool idle_create(sim *s);
void idle_destroy(sim *s);
/// The agent has become the last of the g->idle free agents of a group with such orders.
void idle_append(sim *s, const group *g, const agent *a);
/// The agent was one of g->idle + 1.
void idle_remove(sim *s, const group *g, const agent *a);
/// The agent, of a group with such orders, has worked so long.
void idle_add_work(sim *s, const agent *a, sim_time time);
/// Its shift begins: nothing is counted of what was before.
void idle_begin_shift(sim *s, const agent *a);
/// Among the free agents of a group that has some: the k-th, in no order; the least occupied.
agent *idle_lot(const sim *s, uint16_t group_index, uint32_t k);
agent *idle_least_occupied(const sim *s, uint16_t group_index);
/// Least talk and wrap-up time, then longest idle.
bool idle_is_less_occupied(const sim *s, const agent *a, const agent *b);
/// Whether list, lots and heap of a group hold exactly its free agents, each in its order.
bool idle_is_sound(const sim *s, uint16_t group_index);

#endif
