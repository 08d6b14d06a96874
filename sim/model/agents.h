/// Agents and their groups: log-in, talk, wrap-up.
#ifndef MODEL_AGENTS_H
#define MODEL_AGENTS_H

#include <hotline/sim.h>

#include "event/event_queue.h"
#include "model/calls.h"

/// Whether the schedule wants an agent. What it does is its agent_state.
typedef enum agent_duty {
    DUTY_ON,      ///< scheduled
    DUTY_LEAVING, ///< no longer, but busy: it leaves when its call, and the wrap-up, is done
    DUTY_NONE,
} agent_duty;

struct agent {
    sim_time since;
    uint32_t call; ///< when talking
    event_handle timer;
    uint32_t next,
        previous;    ///< in a list of the group, of free agents or of those with chats; NO_INDEX at the ends
    uint16_t chats;  ///< that it has
    uint16_t listed; ///< among those with so many chats; 0: in none of these lists
    uint16_t group;
    uint16_t site;             ///< where logged in
    uint16_t call_class;       ///< in talk and wrap-up
    uint8_t state;             ///< agent_state
    uint8_t duty;              ///< agent_duty
    uint16_t seats_down;       ///< units that have failed and without which its seat does not work
    sim_time handover, wrapup; ///< what is due after a warm transfer
};

typedef struct group {
    uint32_t first_idle, last_idle; ///< longest idle first
    uint32_t idle;
    uint32_t on_duty;        ///< scheduled agents
    uint32_t present;        ///< and those who leave
    uint32_t wanted;         ///< scheduled by staffing, absent ones not counted; UNLIMITED without
    uint8_t orders;          ///< of its free agents, besides the longest idle: bits of agent_policy
    uint32_t first_chatters; ///< of the lists of those who have 1, 2, … chats
    bool ages;               ///< some component ages only while a seat of the group is busy
    bool is_virtual;         ///< serves all queues of all sites as one
    bool is_in;              ///< its agents may log in: there is a platform, and it has its seats
    uint16_t login;          ///< the site that it serves now; NO_INDEX16: none, or all of them
    uint16_t last_login;     ///< the site that it served before it lost it
} group;

bool agents_create(sim *s);
/// The agent is scheduled from now on, and works if its group can. `fresh`: its shift begins.
void agents_come(sim *s, agent *a, bool fresh);
/// The agent is not scheduled any more: it leaves now, or when its call is done.
void agents_go(sim *s, agent *a);
/// From now on so many agents of a group are scheduled.
void agents_staff(sim *s, uint16_t group_index, uint32_t wanted);
void agents_begin(sim *s);
/// The agent takes the call, which must have left its queue.
void agents_answer(sim *s, agent *a, call *c);
/// The agent's call is gone (dropped): what the agent does next depends on its platform and seat.
void agents_lose_call(sim *s, agent *a);
/// The talk is over: wrap-up, then free.
void agents_finish_talk(sim *s, agent *a, sim_time wrapup);
/// The agent keeps a caller company, who waits for another.
void agents_hold(sim *s, agent *a, call *c, sim_time handover, sim_time wrapup);
/// Another agent has the caller now: both are busy for the handover, whose length is returned.
sim_time agents_hand_over(sim *s, call *c);
/// The caller whom `holder` (NO_INDEX: nobody) kept company has gone.
void agents_let_go(sim *s, uint32_t holder);
void agents_on_handover_end(sim *s, uint32_t index);
void agents_on_talk_end(sim *s, uint32_t slot);
void agents_on_wrapup_end(sim *s, uint32_t index);
void agents_on_login(sim *s, uint32_t index);
/// Logs out everybody who is logged in at a site and not talking.
void agents_lose_site(sim *s, uint16_t site_index);
/// Logs out everybody who sits at a site.
void agents_lose_seats(sim *s, uint16_t site_index);
/// The agent's seat has failed: logs out, unless talking.
void agents_lose_seat(sim *s, agent *a);
/// The agent's seat works again: logs in, or has room for another chat.
void agents_get_seat(sim *s, agent *a);
/// Whether the agent's seat works.
bool agents_have_seat(const sim *s, const agent *a);
/// Groups that serve no site, and need not wait for a plan, choose one and log in evenly over the re-login
/// time.
void agents_regroup(sim *s);
/// Groups whose first choice is up again go there: free agents now, busy ones when they become free.
void agents_return(sim *s);

#endif
