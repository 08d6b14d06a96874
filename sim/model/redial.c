#include "model/redial.h"
#include "model/legs.h"
#include "model/model.h"

void redial_schedule(sim *s, call *c, sim_time time, uint16_t call_class) {
    sim_time end = s->scenario->layout.duration;
    c->return_class = call_class;
    c->timer = sim_schedule(s, time < end ? time : end, EVENT_CALLER_RETURNS, call_slot(s, c));
}

bool redial_decide(sim *s, call *c, redial_cause cause) {
    const redial_rule *rule = &class_of(s, c)->redial[cause];
    if (rule->probability <= 0 || c->redials[cause] >= rule->limit || s->now >= s->scenario->layout.duration)
        return false;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_REDIAL, c->source, (uint64_t)c->caller, c->attempt);
    if (stream_unit(&draws) >= rule->probability)
        return false;
    c->redials[cause]++;
    c->returns = cause == REDIAL_UNRESOLVED;
    if (c->returns)
        c->waited = 0;
    redial_schedule(s, c, s->now + sim_time_from_s(law_draw(&rule->delay, &draws)), rule->to_class);
    return true;
}

void redial_on_return(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    c->timer = 0;
    if (s->now >= s->scenario->layout.duration) {
        call_gives_up(s, c);
        return;
    }
    if (c->return_class != c->call_class)
        call_changes_class(s, c, c->return_class);
    if (class_of(s, c)->channel == CHANNEL_CALLBACK)
        legs_begin(s, c, c->call_class, LEG_CALLBACK);
    else
        access_attempt(s, c);
}
