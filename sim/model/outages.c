#include "model/outages.h"
#include "model/losses.h"
#include "model/model.h"
#include "model/units.h"

void outages_begin(sim *s) {
    const layout *l = &s->scenario->layout;
    for (uint32_t i = 0; i < l->outage_count; i++)
        (void)sim_schedule(s, s->scenario->outages[i].at, EVENT_OUTAGE_BEGINS, i);
}

static void capacities_take(sim *s, const scenario_outage *o, const loss *why) {
    for (site_capacity what = CAPACITY_TRUNKS; what < CAPACITY_COUNT; what++)
        if (what != CAPACITY_SEATS && o->capacities[what] > 0)
            losses_take_capacity(s, o->site, what, o->capacities[what], why);
    if (o->capacities[CAPACITY_SEATS] > 0)
        losses_take_seats(s, o->site, 0, o->capacities[CAPACITY_SEATS], why);
}

static void capacities_give(sim *s, const scenario_outage *o) {
    for (site_capacity what = CAPACITY_TRUNKS; what < CAPACITY_COUNT; what++)
        if (what != CAPACITY_SEATS && o->capacities[what] > 0)
            losses_give_capacity(s, o->site, what, o->capacities[what]);
    if (o->capacities[CAPACITY_SEATS] > 0)
        losses_give_seats(s, o->site, 0, o->capacities[CAPACITY_SEATS]);
}

void outages_on_begin(sim *s, uint32_t index) {
    const scenario_outage *o = &s->scenario->outages[index];
    const loss why = {.failure = stream_mix(o->source, (uint64_t)s->now), .cause = index};
    (void)sim_schedule(s, s->now + o->down_for, EVENT_OUTAGE_ENDS, index);
    if (o->every > 0 && s->now + o->every < s->scenario->layout.duration)
        (void)sim_schedule(s, s->now + o->every, EVENT_OUTAGE_BEGINS, index);
    for (uint32_t i = 0; i < o->units; i++)
        units_hold(s, o->first_unit + i, why.failure, index);
    if (o->takes)
        losses_take_parts(s, o->site, o->takes, &why);
    capacities_take(s, o, &why);
}

void outages_on_end(sim *s, uint32_t index) {
    const scenario_outage *o = &s->scenario->outages[index];
    for (uint32_t i = 0; i < o->units; i++)
        units_let_go(s, o->first_unit + i, index);
    if (o->takes)
        losses_give_parts(s, o->site, o->takes, index);
    capacities_give(s, o);
}
