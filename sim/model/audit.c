#include "model/audit.h"
#include "model/model.h"

#include <stdlib.h>

/// What the entities themselves say.
typedef struct tally {
    uint32_t trunks, ports, waiting, waiting_on_line;
} tally;

static bool call_is_sound(const sim *s, const call *c) {
    if (c->overflow != 0 && c->state != CALL_QUEUED)
        return false;
    bool timed = c->timer != 0;
    if (c->query != QUERY_NONE && c->state != CALL_IVR)
        return false;
    if ((c->goes_first && c->state != CALL_QUEUED) || (c->suspended && c->state != CALL_TALKING))
        return false;
    switch ((call_state)c->state) {
    case CALL_NONE:
        return !timed;
    case CALL_IVR:
        return timed == (c->query != QUERY_WAITS);
    case CALL_AWAY:
        return timed;
    case CALL_AT_PORT:
        return !timed && s->sites[c->line].ports_used >= s->sites[c->line].ivr_ports;
    case CALL_QUEUED:
        return timed == class_of(s, c)->patience.given;
    case CALL_TALKING: {
        const agent *a = &s->agents[c->agent];
        return timed == !c->suspended && a->state == AGENT_TALKING &&
               (a->chats > 0 ? class_of(s, c)->channel == CHANNEL_CHAT
                             : a->call == call_slot(s, c) && a->call_class == c->call_class);
    }
    case CALL_ENTERING:
    case CALL_ASKING:
    case CALL_STATE_COUNT:
        break;
    }
    return false; // transient states do not outlive an event
}

/// Whether it holds a trunk exactly when it must.
static bool call_is_on_line(const sim *s, const call *c) {
    switch ((call_state)c->state) {
    case CALL_IVR:
    case CALL_AT_PORT:
    case CALL_QUEUED:
        return c->on_line == (class_of(s, c)->channel == CHANNEL_TELEPHONE);
    case CALL_TALKING:
        return class_of(s, c)->channel == CHANNEL_CALLBACK
                   ? c->on_line >= c->is_reached
                   : c->on_line == (class_of(s, c)->channel == CHANNEL_TELEPHONE);
    case CALL_NONE:
    case CALL_ENTERING:
    case CALL_ASKING:
    case CALL_AWAY:
    case CALL_STATE_COUNT:
        break;
    }
    return !c->on_line;
}

/// Who is kept company waits, and the agent waits with him.
static bool holder_is_sound(const sim *s, const call *c) {
    if (c->holder == NO_INDEX)
        return true;
    const agent *a = &s->agents[c->holder];
    return c->state == CALL_QUEUED && a->state == AGENT_HANDOVER && a->call == call_slot(s, c) &&
           a->timer == 0;
}

static bool calls_are_sound(const sim *s, tally *tallies) {
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        const call *c = call_at(s, slot);
        if (!call_is_sound(s, c) || !call_is_on_line(s, c) || !holder_is_sound(s, c))
            return false;
        tallies[c->line].trunks += c->on_line;
        tallies[c->line].ports += c->state == CALL_IVR && c->on_line;
        tallies[c->site].waiting += c->state == CALL_QUEUED;
        tallies[c->site].waiting_on_line += c->state == CALL_QUEUED && c->on_line;
    }
    return true;
}

/// The queue holds calls of its own, in the order of asking, linked both ways.
static bool queue_is_sound(const sim *s, uint16_t site_index, uint16_t class_index) {
    const call_queue *q = queue_of(s, site_index, class_index);
    uint32_t count = 0, previous = 0;
    for (uint32_t slot = q->first; slot != 0; slot = call_at(s, slot)->next) {
        const call *c = call_at(s, slot);
        bool mine = c->state == CALL_QUEUED && c->site == site_index && c->call_class == class_index;
        bool in_order = previous == 0 || queueing_stands_before(call_at(s, previous), c);
        if (!mine || c->previous != previous || !in_order || ++count > q->count)
            return false;
        previous = slot;
    }
    return count == q->count && q->last == previous;
}

static bool site_is_sound(const sim *s, uint16_t index, const tally *t) {
    const site *at = &s->sites[index];
    const scenario_site *limits = &s->scenario->sites[index];
    if (at->trunks_used != t->trunks || at->ports_used != t->ports || at->waiting != t->waiting ||
        at->waiting_on_line != t->waiting_on_line)
        return false;
    if (at->trunks_used > limits->trunks || at->ports_used > limits->ivr_ports)
        return false;
    uint32_t waiting = 0;
    for (uint16_t k = 0; k < s->scenario->layout.class_count; k++) {
        if (!queue_is_sound(s, index, k))
            return false;
        waiting += queue_of(s, index, k)->count;
    }
    return waiting == at->waiting;
}

/// Nobody waits for an agent who is free for him.
static bool nobody_waits_in_vain(const sim *s, uint16_t site_index) {
    for (uint16_t k = 0; k < s->scenario->layout.class_count; k++) {
        uint32_t first = queue_of(s, site_index, k)->first;
        const call *c = first ? call_at(s, first) : NULL;
        bool due = c && c->overflow != 0 && event_queue_time(&s->events, c->overflow) == s->now;
        if (c && !due && routing_find_agent(s, c))
            return false;
    }
    return true;
}

/// Everybody works who is scheduled and can log in: a timer brings back those whom a failure has logged out.
static bool agent_is_sound(const sim *s, const agent *a) {
    const group *g = &s->groups[a->group];
    switch ((agent_state)a->state) {
    case AGENT_OFF:
        return a->call == 0 && a->site == NO_INDEX16 && a->duty != DUTY_LEAVING &&
               (a->timer != 0) == (a->duty == DUTY_ON && g->is_in && a->seats_down == 0);
    case AGENT_IDLE:
        return a->call == 0 && a->timer == 0 && a->site == g->login && a->duty == DUTY_ON && g->is_in &&
               a->seats_down == 0;
    case AGENT_TALKING: {
        const call *c = call_at(s, a->call);
        return a->timer == 0 && a->duty != DUTY_NONE &&
               (a->chats > 0 || (c->state == CALL_TALKING && c->agent == agent_index(s, a)));
    }
    case AGENT_WRAPUP:
        return a->call == 0 && a->timer != 0 && a->duty != DUTY_NONE;
    case AGENT_HANDOVER:
        return a->duty != DUTY_NONE && (a->timer != 0 || call_at(s, a->call)->holder == agent_index(s, a));
    case AGENT_STATE_COUNT:
        break;
    }
    return false;
}

/// The roster holds everybody once, in the parts that their duties name.
static bool roster_is_sound(const sim *s, uint16_t index) {
    const scenario_group *of = &s->scenario->groups[index];
    const group *g = &s->groups[index];
    for (uint32_t place = 0; place < of->size; place++) {
        uint32_t i = s->roster[of->first_agent + place];
        agent_duty duty = place < g->on_duty ? DUTY_ON : place < g->present ? DUTY_LEAVING : DUTY_NONE;
        if (s->roster_places[i] != place || s->agents[i].duty != duty)
            return false;
    }
    return true;
}

static bool group_is_sound(const sim *s, uint16_t index) {
    const scenario_group *of = &s->scenario->groups[index];
    const group *g = &s->groups[index];
    uint32_t idle = 0;
    for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++) {
        if (!agent_is_sound(s, &s->agents[i]))
            return false;
        idle += s->agents[i].state == AGENT_IDLE;
    }
    return idle == g->idle && roster_is_sound(s, index) && idle_is_sound(s, index);
}

static uint32_t chats_listed(const sim *s) {
    uint32_t listed = 0;
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++)
        for (uint16_t chats = 1; chats < s->scenario->groups[g].at_once; chats++)
            for (uint32_t i = s->chatters[s->groups[g].first_chatters + chats - 1]; i != NO_INDEX;
                 i = s->agents[i].next)
                listed += s->agents[i].chats == chats && s->agents[i].group == g;
    return listed;
}

/// Agents have the chats that there are; those with room for more are listed.
static bool chats_are_sound(const sim *s) {
    uint32_t talking = 0, had = 0, with_room = 0;
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        const call *c = call_at(s, slot);
        talking += c->state == CALL_TALKING && class_of(s, c)->channel == CHANNEL_CHAT;
    }
    for (uint32_t i = 0; i < layout_agent_count(&s->scenario->layout); i++) {
        const agent *a = &s->agents[i];
        had += a->chats;
        bool has_room = a->chats > 0 && a->chats < s->scenario->groups[a->group].at_once;
        with_room += has_room && a->duty == DUTY_ON && a->seats_down == 0;
    }
    return talking == had && with_room == chats_listed(s);
}

bool sim_is_sound(const sim *s) {
    const layout *l = &s->scenario->layout;
    tally *tallies = calloc(l->site_count + 1, sizeof *tallies);
    if (!tallies)
        return true; // without memory there is nothing to say
    bool sound =
        event_queue_is_sound(&s->events) && event_queue_is_sound(&s->coming) && calls_are_sound(s, tallies);
    for (uint16_t i = 0; i < l->site_count && sound; i++)
        sound = site_is_sound(s, i, &tallies[i]) && nobody_waits_in_vain(s, i);
    for (uint16_t g = 0; g < l->group_count && sound; g++)
        sound = group_is_sound(s, g);
    sound =
        sound && schedules_are_sound(s) && chats_are_sound(s) && backends_are_sound(s) && units_are_sound(s);
    free(tallies);
    return sound;
}
