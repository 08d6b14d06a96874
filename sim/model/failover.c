#include "model/model.h"

static uint16_t plan_other_site(const sim *s, uint32_t index) {
    const scenario_plan *p = &s->scenario->plans[index];
    return s->plans[index].in_charge == p->from ? p->to : p->from;
}

static void plan_move(sim *s, uint32_t index, plan_phase phase) {
    s->plans[index].phase = (uint8_t)phase;
    s->plans[index].since = s->now;
    sim_emit(s, (record){.kind = PLAN_MOVES,
                         .site = s->plans[index].in_charge,
                         .detail = (uint16_t)phase,
                         .value = index});
}

void failover_begin(sim *s) {
    for (uint16_t i = 0; i < s->scenario->layout.site_count; i++)
        s->sites[i] = (site){.since = s->now,
                             .entry = i,
                             .trunks = s->scenario->sites[i].trunks,
                             .ivr_ports = s->scenario->sites[i].ivr_ports};
    for (uint32_t p = 0; p < s->scenario->layout.plan_count; p++)
        s->plans[p] =
            (plan){.since = s->now, .in_charge = s->scenario->plans[p].from, .phase = PLAN_WATCHING};
}

const scenario_plan *failover_plan_of(const sim *s, uint16_t site_index) {
    const scenario_plan *concerned = NULL;
    for (uint32_t i = 0; i < s->scenario->layout.plan_count; i++) {
        const scenario_plan *p = &s->scenario->plans[i];
        if (p->from == site_index)
            return p;
        if (p->to == site_index && !concerned)
            concerned = p;
    }
    return concerned;
}

bool failover_holds_agents(const sim *s, uint16_t site_index) {
    for (uint32_t p = 0; p < s->scenario->layout.plan_count; p++)
        if (s->plans[p].phase != PLAN_WATCHING && s->plans[p].in_charge == site_index)
            return true;
    return false;
}

/// Callers who were inside go on at the site that is in charge now; those who talk stay where they are.
static void move_survivors(sim *s, uint16_t entry, uint16_t from, uint16_t to) {
    queueing_move_waiting(s, entry, from, to);
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        bool in_ivr = c->state == CALL_IVR || c->state == CALL_AT_PORT;
        if (in_ivr && c->site == from && c->entry == entry)
            call_changes_site(s, c, to);
    }
}

/// The other site takes over, or gets its traffic back.
static void plan_hand_over(sim *s, uint32_t index) {
    uint16_t from = s->plans[index].in_charge, entry = s->scenario->plans[index].from;
    s->plans[index].in_charge = plan_other_site(s, index);
    plan_move(s, index, PLAN_WATCHING);
    access_set_entry(s, entry, s->plans[index].in_charge);
    move_survivors(s, entry, from, s->plans[index].in_charge);
}

/// The switch is through, unless the other site is down: then it waits for one of the two.
static void plan_complete(sim *s, uint32_t index) {
    uint16_t other = plan_other_site(s, index);
    if (!site_is_up(s, other))
        return;
    plan_hand_over(s, index);
    agents_return(s);
    agents_regroup(s);
    queueing_serve_site(s, other);
}

static sim_time phase_length(const scenario_plan *p, plan_phase phase) {
    switch (phase) {
    case PLAN_DETECTING:
        return p->detect;
    case PLAN_DECIDING:
        return p->decide;
    case PLAN_SWITCHING:
        return p->switch_time;
    case PLAN_WATCHING:
    case PLAN_PHASE_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static void plan_begin_phase(sim *s, uint32_t index, plan_phase phase) {
    plan_move(s, index, phase);
    s->plans[index].timer = sim_schedule(s, s->now + phase_length(&s->scenario->plans[index], phase),
                                         EVENT_PLAN_STEP_ENDS, index);
}

void failover_on_step_end(sim *s, uint32_t index) {
    plan *p = &s->plans[index];
    p->timer = 0;
    if (p->phase == PLAN_SWITCHING)
        plan_complete(s, index);
    else
        plan_begin_phase(s, index, (plan_phase)(p->phase + 1));
}

void failover_on_loss(sim *s, uint16_t site_index) {
    const layout *l = &s->scenario->layout;
    for (uint16_t e = 0; e < l->site_count; e++)
        if (s->sites[e].entry == site_index)
            access_set_entry(s, e, NO_INDEX16);
    for (uint32_t p = 0; p < l->plan_count; p++) {
        if (s->plans[p].in_charge != site_index || s->plans[p].phase != PLAN_WATCHING)
            continue;
        sim_cancel(s, &s->plans[p].failback_timer);
        plan_begin_phase(s, p, PLAN_DETECTING);
    }
    agents_regroup(s);
}

static void plan_fail_back(sim *s, uint32_t index) {
    plan_hand_over(s, index);
    agents_return(s);
    queueing_serve_site(s, s->plans[index].in_charge);
}

/// The next time that the clock shows `clock`.
static sim_time next_clock(const sim *s, sim_time clock) {
    sim_time of_day = (s->now + civil_time_of_day(s->scenario->layout.start)) % SIM_DAY;
    sim_time ahead = (clock - of_day) % SIM_DAY;
    return s->now + (ahead < 0 ? ahead + SIM_DAY : ahead);
}

static void plan_consider_failback(sim *s, uint32_t index) {
    const scenario_plan *p = &s->scenario->plans[index];
    switch (p->failback) {
    case FAILBACK_NEVER:
        return;
    case FAILBACK_AUTO:
        plan_fail_back(s, index);
        return;
    case FAILBACK_CLOCK:
        if (s->plans[index].failback_timer == 0)
            s->plans[index].failback_timer =
                sim_schedule(s, next_clock(s, p->failback_clock), EVENT_FAILBACK_DUE, index);
        return;
    }
    SIM_UNREACHABLE();
}

/// Repaired before the switch was through: everything stays where it was. But the loss has put off a failback
/// that was due or could not come about.
static void plan_cancel(sim *s, uint32_t index) {
    uint16_t home = s->scenario->plans[index].from;
    sim_cancel(s, &s->plans[index].timer);
    plan_move(s, index, PLAN_WATCHING);
    access_set_entry(s, home, s->plans[index].in_charge);
    if (s->plans[index].in_charge != home && site_is_up(s, home))
        plan_consider_failback(s, index);
}

void failover_on_failback_due(sim *s, uint32_t index) {
    s->plans[index].failback_timer = 0;
    uint16_t home = s->scenario->plans[index].from;
    if (s->plans[index].phase == PLAN_WATCHING && s->plans[index].in_charge != home && site_is_up(s, home))
        plan_fail_back(s, index);
}

static void plan_on_recovery(sim *s, uint32_t index, uint16_t site_index) {
    plan *p = &s->plans[index];
    bool is_home = s->scenario->plans[index].from == site_index;
    if (p->phase != PLAN_WATCHING && p->in_charge == site_index)
        plan_cancel(s, index);
    else if (p->phase == PLAN_SWITCHING && p->timer == 0 && plan_other_site(s, index) == site_index)
        plan_complete(s, index);
    else if (p->phase == PLAN_WATCHING && p->in_charge != site_index && is_home)
        plan_consider_failback(s, index);
}

static bool site_has_plan(const sim *s, uint16_t site_index) {
    for (uint32_t p = 0; p < s->scenario->layout.plan_count; p++)
        if (s->scenario->plans[p].from == site_index)
            return true;
    return false;
}

void failover_on_recovery(sim *s, uint16_t site_index) {
    for (uint32_t p = 0; p < s->scenario->layout.plan_count; p++)
        plan_on_recovery(s, p, site_index);
    if (!site_has_plan(s, site_index))
        access_set_entry(s, site_index, site_index);
    agents_return(s);
}
