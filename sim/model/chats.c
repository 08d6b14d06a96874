#include "model/chats.h"
#include "model/model.h"

#include <stdlib.h>

/// The agents of a group who have so many chats, at least 1 and fewer than the group's most.
static uint32_t *list_of(const sim *s, uint16_t group_index, uint16_t chats) {
    return &s->chatters[s->groups[group_index].first_chatters + chats - 1];
}

bool chats_create(sim *s) {
    const layout *l = &s->scenario->layout;
    uint32_t count = 0;
    for (uint32_t g = 0; g < l->group_count; g++) {
        s->groups[g].first_chatters = count;
        count += s->scenario->groups[g].at_once - 1U;
    }
    s->chatters = malloc((count + 1) * sizeof *s->chatters);
    for (uint32_t i = 0; s->chatters && i < count; i++)
        s->chatters[i] = NO_INDEX;
    return s->chatters != NULL;
}

static void unlist(sim *s, agent *a) {
    if (a->listed == 0)
        return;
    *(a->previous == NO_INDEX ? list_of(s, a->group, a->listed) : &s->agents[a->previous].next) = a->next;
    if (a->next != NO_INDEX)
        s->agents[a->next].previous = a->previous;
    a->listed = 0;
}

static void enlist(sim *s, agent *a) {
    uint32_t *first = list_of(s, a->group, a->chats), index = agent_index(s, a);
    a->previous = NO_INDEX;
    a->next = *first;
    if (a->next != NO_INDEX)
        s->agents[a->next].previous = index;
    *first = index;
    a->listed = a->chats;
}

void chats_review(sim *s, agent *a) {
    unlist(s, a);
    if (a->chats > 0 && a->chats < s->scenario->groups[a->group].at_once && a->duty == DUTY_ON &&
        a->seats_down == 0)
        enlist(s, a);
}

void chats_take(sim *s, agent *a) {
    a->chats++;
    chats_review(s, a);
}

void chats_give_back(sim *s, agent *a) {
    SIM_ASSERT(a->chats > 0);
    a->chats--;
    chats_review(s, a);
}

/// The first of a list who works at the call's site.
static agent *first_at(const sim *s, uint32_t index, const call *c) {
    while (index != NO_INDEX) {
        agent *a = &s->agents[index];
        if (a->site == c->site || a->site == NO_INDEX16)
            return a;
        index = a->next;
    }
    return NULL;
}

/// Of a group that may take the chat: an agent who has `chats`.
static agent *chatter_of(const sim *s, const candidate *k, const call *c, uint16_t chats) {
    const group *g = &s->groups[k->group];
    bool reserved = k->keep_free > 0 && g->idle <= k->keep_free;
    if (reserved || chats >= k->at_once || !queueing_has_waited(c, s->now, k->after) || !g->is_in)
        return NULL;
    return first_at(s, *list_of(s, k->group, chats), c);
}

/// Of the groups of one rank: an agent who has as few chats as possible.
static agent *chatter_of_rank(const sim *s, const candidate *first, const candidate *end, const call *c) {
    uint16_t most = 0;
    for (const candidate *k = first; k < end; k++)
        most = k->at_once > most ? k->at_once : most;
    for (uint16_t chats = 1; chats < most; chats++) {
        for (const candidate *k = first; k < end; k++) {
            agent *a = chatter_of(s, k, c, chats);
            if (a)
                return a;
        }
    }
    return NULL;
}

agent *chats_find_agent(const sim *s, const call *c) {
    const candidate *first = &s->candidates[s->candidate_begin[c->call_class]];
    const candidate *end = &s->candidates[s->candidate_begin[c->call_class + 1]];
    agent *a = NULL;
    while (first < end && !a) {
        const candidate *next = first;
        while (next < end && next->rank == first->rank)
            next++;
        a = chatter_of_rank(s, first, next, c);
        first = next;
    }
    return a;
}

double chats_slowdown(const sim *s, const agent *a, const call *c) {
    const scenario_skill *skill = routing_skill(&s->scenario->groups[a->group], c->call_class);
    return 1 + skill->slowdown * (a->chats - 1.0);
}
