/// Several chats at once: agents who have one, and room for more.
#ifndef MODEL_CHATS_H
#define MODEL_CHATS_H

#include <hotline/sim.h>

#include "model/agents.h"
#include "model/routing.h"

bool chats_create(sim *s);
/// The agent has one chat more.
void chats_take(sim *s, agent *a);
/// One chat of the agent has ended.
void chats_give_back(sim *s, agent *a);
/// Whether the agent may take one more has changed for another reason.
void chats_review(sim *s, agent *a);
/// An agent who has chats, and takes this one too: best rank, fewest chats; NULL when there is none.
agent *chats_find_agent(const sim *s, const call *c);
/// How much longer a chat takes, as the agent has others.
double chats_slowdown(const sim *s, const agent *a, const call *c);

#endif
