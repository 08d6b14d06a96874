#include "model/outages.h"
#include "model/losses.h"
#include "model/model.h"

static loss loss_by(uint32_t index) {
    return (loss){.failure = index, .cause = index};
}

void outages_begin(sim *s) {
    const layout *l = &s->scenario->layout;
    for (uint32_t i = 0; i < l->outage_count; i++)
        (void)sim_schedule(s, s->scenario->outages[i].at, EVENT_OUTAGE_BEGINS, i);
}

void outages_on_begin(sim *s, uint32_t index) {
    const scenario_outage *o = &s->scenario->outages[index];
    const loss why = loss_by(index);
    (void)sim_schedule(s, s->now + o->down_for, EVENT_OUTAGE_ENDS, index);
    losses_take_parts(s, o->site, o->takes, &why);
}

void outages_on_end(sim *s, uint32_t index) {
    const scenario_outage *o = &s->scenario->outages[index];
    losses_give_parts(s, o->site, o->takes, index);
}
