#include "model/outages.h"
#include "model/model.h"
#include "model/redial.h"

static uint16_t site_up_bits(const site *at) {
    return (uint16_t)((at->platform_down ? 0 : SITE_PLATFORM_UP) | (at->seats_down ? 0 : SITE_SEATS_UP));
}

/// The call is lost, whatever it was doing; its caller may call again.
static void call_lose(sim *s, call *c) {
    sim_cancel(s, &c->timer);
    sim_cancel(s, &c->milestone_timer);
    uint32_t holder = call_loses_holder(c);
    agent *a = c->state == CALL_TALKING ? &s->agents[c->agent] : NULL;
    backends_forget(s, c);
    if (c->state == CALL_IVR && c->on_line)
        access_release_port(s, c);
    else if (c->state == CALL_AT_PORT)
        access_forget_port(s, c);
    else if (c->state == CALL_QUEUED)
        queueing_remove(s, c);
    access_release_trunk(s, c);
    call_is_dropped(s, c, redial_decide(s, c, REDIAL_DROPPED));
    if (a)
        agents_lose_call(s, a);
    agents_let_go(s, holder);
}

/// Probability that a call survives the loss of its site: as the plan says that covers it.
static double survival_of(const sim *s, const call *c) {
    for (uint32_t i = 0; i < s->scenario->layout.plan_count; i++) {
        const scenario_plan *p = &s->scenario->plans[i];
        if (p->from != c->entry || s->plans[i].in_charge != c->site)
            continue;
        return c->state == CALL_IVR      ? p->survive_ivr
               : c->state == CALL_QUEUED ? p->survive_queue
                                         : p->survive_talk;
    }
    return 0;
}

/// Which loss of which site: a caller is at the site that it calls, or at the one that stands in for it.
static uint32_t loss_of(const sim *s, const call *c) {
    return s->sites[c->site].losses | (c->site != c->entry ? UINT32_C(1) << 31 : 0);
}

/// What is no call on a platform does not go down with it.
static bool needs_platform(const sim *s, const call *c) {
    switch ((channel)class_of(s, c)->channel) {
    case CHANNEL_TELEPHONE:
    case CHANNEL_CHAT:
        return true;
    case CHANNEL_CALLBACK:
        return c->state == CALL_TALKING;
    case CHANNEL_COUNTER:
    case CHANNEL_MESSAGE:
    case CHANNEL_COUNT:
        break;
    }
    return false;
}

/// The draw is the caller's own, for this loss: the same in every scheme.
static bool call_survives(const sim *s, const call *c) {
    if (!needs_platform(s, c))
        return true;
    double probability = survival_of(s, c);
    if (probability <= 0)
        return false;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_SURVIVE, c->source, (uint64_t)c->caller, loss_of(s, c));
    return stream_unit(&draws) < probability;
}

static bool call_is_inside(const call *c) {
    return c->state == CALL_IVR || c->state == CALL_QUEUED || c->state == CALL_TALKING;
}

static void platform_is_lost(sim *s, uint16_t site_index) {
    s->sites[site_index].losses++;
    agents_lose_site(s, site_index);
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        if (c->state == CALL_AT_PORT && c->site == site_index)
            call_lose(s, c); // before others, whose ports must not come to these
    }
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        if (call_is_inside(c) && c->site == site_index && !call_survives(s, c))
            call_lose(s, c);
    }
    backends_serve(s);
    failover_on_loss(s, site_index);
}

static void seats_are_lost(sim *s, uint16_t site_index) {
    agents_lose_seats(s, site_index);
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        if (c->state == CALL_TALKING && s->scenario->groups[s->agents[c->agent].group].site == site_index)
            call_lose(s, c);
    }
}

static void site_emit(sim *s, uint16_t site_index, int64_t cause) {
    s->sites[site_index].since = s->now;
    sim_emit(s, (record){.kind = SITE_CHANGES,
                         .site = site_index,
                         .detail = site_up_bits(&s->sites[site_index]),
                         .value = cause});
}

/// Something takes a part of the site out; nothing changes if another cause has taken it already.
static void site_take(sim *s, uint16_t site_index, uint16_t takes, int64_t cause) {
    site *at = &s->sites[site_index];
    uint16_t before = site_up_bits(at);
    at->platform_down += (takes & SITE_PLATFORM_UP) != 0;
    at->seats_down += (takes & SITE_SEATS_UP) != 0;
    uint16_t lost = before & (uint16_t)~site_up_bits(at);
    if (lost == 0)
        return;
    site_emit(s, site_index, cause);
    if (lost & SITE_SEATS_UP)
        seats_are_lost(s, site_index);
    if (lost & SITE_PLATFORM_UP)
        platform_is_lost(s, site_index);
}

static void site_give_back(sim *s, uint16_t site_index, uint16_t takes, int64_t cause) {
    site *at = &s->sites[site_index];
    uint16_t before = site_up_bits(at);
    at->platform_down -= (takes & SITE_PLATFORM_UP) != 0;
    at->seats_down -= (takes & SITE_SEATS_UP) != 0;
    uint16_t back = (uint16_t)~before & site_up_bits(at);
    if (back == 0)
        return;
    site_emit(s, site_index, cause);
    if (back & SITE_PLATFORM_UP)
        failover_on_recovery(s, site_index);
    agents_regroup(s);
    queueing_serve_site(s, site_index);
}

/// Schedules the component's next failure, unless it comes after the duration.
static void component_next_failure(sim *s, uint32_t index) {
    const scenario_component *k = &s->scenario->components[index];
    stream draws;
    stream_open(&draws, &s->streams, STREAM_UPTIME, k->source, s->component_failures[index], 0);
    law uptime = law_exponential(k->mtbf);
    sim_time at = s->now + sim_time_from_s(law_draw(&uptime, &draws));
    if (at < s->scenario->layout.duration)
        (void)sim_schedule(s, at, EVENT_COMPONENT_FAILS, index);
}

void outages_begin(sim *s) {
    const layout *l = &s->scenario->layout;
    for (uint32_t i = 0; i < l->outage_count; i++)
        (void)sim_schedule(s, s->scenario->outages[i].at, EVENT_OUTAGE_BEGINS, i);
    for (uint32_t i = 0; i < s->scenario->component_count; i++)
        component_next_failure(s, i);
}

void outages_on_begin(sim *s, uint32_t index) {
    const scenario_outage *o = &s->scenario->outages[index];
    (void)sim_schedule(s, s->now + o->down_for, EVENT_OUTAGE_ENDS, index);
    site_take(s, o->site, o->takes, index);
}

void outages_on_end(sim *s, uint32_t index) {
    const scenario_outage *o = &s->scenario->outages[index];
    site_give_back(s, o->site, o->takes, index);
}

void outages_on_failure(sim *s, uint32_t index) {
    const scenario_component *k = &s->scenario->components[index];
    stream draws;
    stream_open(&draws, &s->streams, STREAM_DOWNTIME, k->source, s->component_failures[index], 0);
    law downtime = law_exponential(k->mttr);
    (void)sim_schedule(s, s->now + sim_time_from_s(law_draw(&downtime, &draws)), EVENT_COMPONENT_REPAIRED,
                       index);
    site_take(s, k->site, k->takes, -1);
}

void outages_on_repair(sim *s, uint32_t index) {
    const scenario_component *k = &s->scenario->components[index];
    s->component_failures[index]++;
    component_next_failure(s, index);
    site_give_back(s, k->site, k->takes, -1);
}
