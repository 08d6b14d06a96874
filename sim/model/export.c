#include "model/model.h"

static replay_call call_export(const call *c) {
    if (c->state == CALL_NONE)
        return (replay_call){0};
    return (replay_call){.since = c->since,
                         .arrived = c->arrived,
                         .caller = c->caller,
                         .attempt = c->attempt,
                         .agent = c->state == CALL_TALKING ? c->agent : 0,
                         .call_class = c->call_class,
                         .site = c->site,
                         .step = c->state == CALL_IVR ? c->step : 0,
                         .state = c->state,
                         .counted = c->counted,
                         .query = (uint8_t)c->query,
                         .queried = c->query == QUERY_NONE ? 0 : c->asked,
                         .suspended = c->suspended};
}

static replay_agent agent_export(const sim *s, const agent *a) {
    bool one_of_many = a->call != 0 && s->scenario->classes[a->call_class].channel == CHANNEL_CHAT;
    return (replay_agent){.since = a->since,
                          .call = one_of_many ? 0 : a->call,
                          .site = a->site,
                          .call_class = a->call_class,
                          .state = a->state};
}

bool sim_export_state(const sim *s, replay_state *out) {
    const layout *l = &s->scenario->layout;
    if (!replay_state_grow(out, s->calls.used))
        return false;
    out->now = s->now;
    out->phase = (uint8_t)s->phase;
    for (uint32_t slot = 1; slot < out->call_slots; slot++)
        out->calls[slot] = slot <= s->calls.used ? call_export(call_at(s, slot)) : (replay_call){0};
    for (uint32_t i = 0; i < out->agent_count; i++)
        out->agents[i] = agent_export(s, &s->agents[i]);
    for (uint16_t i = 0; i < l->site_count; i++) {
        const site *at = &s->sites[i];
        out->sites[i].since = at->since;
        out->sites[i].up =
            (uint16_t)((at->platform_down ? 0 : SITE_PLATFORM_UP) | (at->seats_down ? 0 : SITE_SEATS_UP));
        out->sites[i].entry = at->entry;
        for (size_t what = 0; what < CAPACITY_COUNT; what++)
            out->sites[i].lost[what] = at->lost[what];
    }
    for (uint32_t i = 0; i < l->plan_count; i++) {
        out->plans[i].since = s->plans[i].since;
        out->plans[i].phase = s->plans[i].phase;
        out->plans[i].in_charge = s->plans[i].in_charge;
        out->plans[i].fails = s->plans[i].fails;
    }
    for (uint32_t i = 0; i < out->unit_count; i++) {
        const unit *u = &s->units[i];
        bool works = u->state == UNIT_WORKS && u->held == 0;
        out->units[i] = (replay_unit){.since = works ? 0 : u->since, .state = u->state, .held = u->held > 0};
    }
    return true;
}
