#include "model/talks.h"
#include "model/legs.h"
#include "model/model.h"
#include "model/redial.h"

/// What the caller's draws say of this talk, apart from what it is about.
typedef struct talk_outcome {
    talk_end how;
    const leg_rule *transfer;
    sim_time handover;
} talk_outcome;

/// The occasion of a talk: which leg of which attempt.
static uint32_t talk_occasion(const call *c) {
    return c->attempt * (LEGS_MAX + 1) + c->legs;
}

static void dial(sim *s, call *c) {
    const dial_rule *rule = &class_of(s, c)->dial;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_DIAL, c->source, (uint64_t)c->caller, c->tries++);
    bool picks_up = stream_unit(&draws) < rule->reached;
    sim_time ring = sim_time_from_s(law_draw(&rule->ring, &draws));
    bool has_trunk = access_take_trunk(s, c);
    c->is_reached = picks_up && has_trunk;
    c->talk = !has_trunk ? 0 : c->is_reached ? ring + c->talk : ring;
}

void talks_prepare(sim *s, call *c) {
    if (class_of(s, c)->channel == CHANNEL_CALLBACK)
        dial(s, c);
    if (c->holder != NO_INDEX)
        c->talk += agents_hand_over(s, c);
}

static talk_outcome talk_decide(const sim *s, const call *c) {
    const scenario_class *k = class_of(s, c);
    if (k->channel == CHANNEL_CALLBACK && !c->is_reached)
        return (talk_outcome){.how = TALK_UNREACHED};
    stream draws;
    stream_open(&draws, &s->streams, STREAM_TALK_END, c->source, (uint64_t)c->caller, talk_occasion(c));
    double u = stream_unit(&draws), settles = stream_unit(&draws);
    for (uint16_t i = 0; i < k->transfer_count && c->legs < LEGS_MAX; i++) {
        const leg_rule *rule = &k->transfers[i];
        if (u < rule->probability)
            return (talk_outcome){.how = TALK_TRANSFERRED,
                                  .transfer = rule,
                                  .handover = sim_time_from_s(law_draw(&rule->handover, &draws))};
    }
    return (talk_outcome){.how = settles < k->resolution ? TALK_SERVED : TALK_UNRESOLVED};
}

static void transfer(sim *s, call *c, agent *a, const talk_outcome *outcome) {
    sim_time wrapup = c->wrapup;
    call_ends(s, c, TALK_TRANSFERRED, CALL_GOES_ON);
    if (outcome->transfer->is_warm)
        agents_hold(s, a, c, outcome->handover, wrapup);
    else
        agents_finish_talk(s, a, wrapup);
    legs_begin(s, c, outcome->transfer->to_class, LEG_TRANSFER);
}

/// Whether the center will try again to reach the caller; schedules it.
static call_after retry(sim *s, call *c) {
    const dial_rule *rule = &class_of(s, c)->dial;
    sim_time end = s->scenario->layout.duration;
    if (c->tries >= rule->tries || c->legs >= LEGS_MAX || s->now >= end)
        return CALL_LEAVES;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_DIAL, c->source, (uint64_t)c->caller, UINT32_MAX - c->tries);
    redial_schedule(s, c, s->now + sim_time_from_s(law_draw(&rule->retry, &draws)), c->call_class);
    return CALL_RETURNS;
}

static void tickets_write(sim *s, const call *of) {
    const scenario_class *k = class_of(s, of);
    stream draws;
    stream_open(&draws, &s->streams, STREAM_TALK_END, of->source, (uint64_t)of->caller,
                UINT32_MAX - talk_occasion(of));
    for (uint16_t i = 0; i < k->ticket_count; i++)
        if (stream_unit(&draws) < k->tickets[i].probability)
            legs_add(s, of, k->tickets[i].to_class, LEG_TICKET);
}

static void finish(sim *s, call *c, agent *a, talk_end how) {
    call of = *c; // it leaves, and a new caller may move them all
    call_after after = how == TALK_UNREACHED                                              ? retry(s, c)
                       : how == TALK_UNRESOLVED && redial_decide(s, c, REDIAL_UNRESOLVED) ? CALL_RETURNS
                                                                                          : CALL_LEAVES;
    access_release_trunk(s, c);
    call_ends(s, c, how, after);
    agents_finish_talk(s, a, how == TALK_UNREACHED ? 0 : of.wrapup);
    if (how != TALK_UNREACHED)
        tickets_write(s, &of);
}

void talks_end(sim *s, call *c) {
    agent *a = &s->agents[c->agent];
    talk_outcome outcome = talk_decide(s, c);
    if (outcome.how == TALK_TRANSFERRED)
        transfer(s, c, a, &outcome);
    else
        finish(s, c, a, outcome.how);
}
