#include "model/redial.h"
#include "model/model.h"

bool redial_decide(sim *s, call *c, redial_cause cause) {
    const redial_rule *rule = &class_of(s, c)->redial[cause];
    sim_time end = s->scenario->layout.duration;
    if (rule->probability <= 0 || c->redials[cause] >= rule->limit || s->now >= end)
        return false;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_REDIAL, class_of(s, c)->source, (uint64_t)c->caller, c->attempt);
    if (stream_unit(&draws) >= rule->probability)
        return false;
    c->redials[cause]++;
    sim_time back = s->now + sim_time_from_s(law_draw(&rule->delay, &draws));
    c->timer = sim_schedule(s, back < end ? back : end, EVENT_CALLER_RETURNS, call_slot(s, c));
    return true;
}

void redial_on_return(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    c->timer = 0;
    if (s->now < s->scenario->layout.duration)
        access_attempt(s, c);
    else
        call_gives_up(s, c);
}
