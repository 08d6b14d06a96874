#include "model/model.h"

/// Site number `place` of a plan: 0 is `from`, then come those of `to`.
static uint16_t plan_site(const scenario_plan *p, uint16_t place) {
    return place == 0 ? p->from : p->to[place - 1];
}

static bool plan_has(const scenario_plan *p, uint16_t site_index) {
    uint16_t place = 0;
    while (place <= p->to_count && plan_site(p, place) != site_index)
        place++;
    return place <= p->to_count;
}

/// Whether the site stands in for another one, by another plan.
static bool stands_in(const sim *s, uint16_t site_index, uint32_t but) {
    for (uint32_t i = 0; i < s->scenario->layout.plan_count; i++)
        if (i != but && s->plans[i].in_charge == site_index && s->scenario->plans[i].from != site_index)
            return true;
    return false;
}

/// The site that could take over now: the first that is up and free; NO_INDEX16: none.
static uint16_t plan_target(const sim *s, uint32_t index) {
    const scenario_plan *p = &s->scenario->plans[index];
    for (uint16_t place = 0; place <= p->to_count; place++) {
        uint16_t other = plan_site(p, place);
        if (other != s->plans[index].in_charge && site_is_up(s, other) &&
            (place == 0 || !stands_in(s, other, index)))
            return other;
    }
    return NO_INDEX16;
}

static void plan_move(sim *s, uint32_t index, plan_phase phase) {
    s->plans[index].phase = (uint8_t)phase;
    s->plans[index].since = s->now;
    s->plans[index].fails = false;
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
                             .ivr_ports = s->scenario->sites[i].ivr_ports,
                             .setups = s->scenario->sites[i].setups};
    for (uint32_t p = 0; p < s->scenario->layout.plan_count; p++)
        s->plans[p] = (plan){.since = s->now,
                             .switched = -SIM_NEVER,
                             .in_charge = s->scenario->plans[p].from,
                             .phase = PLAN_WATCHING};
}

const scenario_plan *failover_plan_of(const sim *s, uint16_t site_index) {
    const scenario_plan *concerned = NULL;
    for (uint32_t i = 0; i < s->scenario->layout.plan_count; i++) {
        const scenario_plan *p = &s->scenario->plans[i];
        if (p->from == site_index)
            return p;
        if (plan_has(p, site_index) && (!concerned || s->plans[i].in_charge == site_index))
            concerned = p;
    }
    return concerned;
}

bool failover_is_at_home(const sim *s, uint16_t entry) {
    for (uint32_t p = 0; p < s->scenario->layout.plan_count; p++)
        if (s->scenario->plans[p].from == entry)
            return s->plans[p].phase == PLAN_WATCHING && s->plans[p].in_charge == entry;
    return true;
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

/// Another site takes over, or the first gets its traffic back.
static void plan_hand_over(sim *s, uint32_t index, uint16_t to) {
    uint16_t from = s->plans[index].in_charge, entry = s->scenario->plans[index].from;
    s->plans[index].in_charge = to;
    s->plans[index].switched = s->now;
    plan_move(s, index, PLAN_WATCHING);
    access_set_entry(s, entry, to);
    move_survivors(s, entry, from, to);
}

/// The switch is through, unless no other site is up and free: then it waits for one of them.
static void plan_complete(sim *s, uint32_t index) {
    uint16_t to = plan_target(s, index);
    if (to == NO_INDEX16)
        return;
    plan_hand_over(s, index, to);
    agents_return(s);
    agents_regroup(s);
    queueing_serve_site(s, to);
}

static bool plan_waits(const plan *p) {
    return p->phase == PLAN_SWITCHING && p->timer == 0 && !p->fails;
}

/// A site may have become free for plans that wait for one.
static void plans_retry(sim *s) {
    for (uint32_t i = 0; i < s->scenario->layout.plan_count; i++)
        if (plan_waits(&s->plans[i]))
            plan_complete(s, i);
}

static void plan_draws_open(const sim *s, uint32_t index, uint32_t what, stream *draws) {
    stream_open(draws, &s->streams, STREAM_SWITCH, s->scenario->plans[index].source, s->plans[index].losses,
                what);
}

static sim_time step_length(const sim *s, uint32_t index, plan_phase phase) {
    const delay *step = &s->scenario->plans[index].steps[phase - PLAN_DETECTING];
    if (!step->law.given)
        return step->time;
    stream draws;
    plan_draws_open(s, index, phase, &draws);
    return sim_time_from_s(law_draw(&step->law.law, &draws));
}

/// When a switch may come about again.
static sim_time held_until(const sim *s, uint32_t index) {
    sim_time until = s->plans[index].switched + s->scenario->plans[index].hold_down;
    return until > s->now ? until : s->now;
}

/// Whether the switch does not work. Where there is no site to switch to, that is not found out.
static bool switch_fails(const sim *s, uint32_t index) {
    double coverage = s->scenario->plans[index].coverage;
    if (coverage >= 1 || plan_target(s, index) == NO_INDEX16)
        return false;
    stream draws;
    plan_draws_open(s, index, PLAN_PHASE_COUNT, &draws);
    return stream_unit(&draws) >= coverage;
}

static void plan_begin_phase(sim *s, uint32_t index, plan_phase phase) {
    plan_move(s, index, phase);
    if (phase == PLAN_SWITCHING && switch_fails(s, index)) {
        s->plans[index].fails = true;
        sim_emit(s, (record){.kind = PLAN_FAILS, .site = s->plans[index].in_charge, .value = index});
        return;
    }
    sim_time end = s->now + step_length(s, index, phase);
    if (phase == PLAN_DECIDING && end < held_until(s, index))
        end = held_until(s, index);
    s->plans[index].timer = sim_schedule(s, end, EVENT_PLAN_STEP_ENDS, index);
}

void failover_on_step_end(sim *s, uint32_t index) {
    plan *p = &s->plans[index];
    p->timer = 0;
    if (p->phase == PLAN_SWITCHING)
        plan_complete(s, index);
    else
        plan_begin_phase(s, index, (plan_phase)(p->phase + 1));
}

/// A switch that did not work, to sites that are down now too: the first that is repaired takes over.
static void plan_loses_standby(sim *s, uint32_t index, uint16_t site_index) {
    bool lost = site_index != s->plans[index].in_charge && plan_has(&s->scenario->plans[index], site_index);
    if (lost && s->plans[index].fails && plan_target(s, index) == NO_INDEX16)
        plan_move(s, index, PLAN_SWITCHING);
}

void failover_on_loss(sim *s, uint16_t site_index) {
    const layout *l = &s->scenario->layout;
    for (uint16_t e = 0; e < l->site_count; e++)
        if (s->sites[e].entry == site_index)
            access_set_entry(s, e, NO_INDEX16);
    for (uint32_t p = 0; p < l->plan_count; p++) {
        plan_loses_standby(s, p, site_index);
        if (s->plans[p].in_charge != site_index || s->plans[p].phase != PLAN_WATCHING)
            continue;
        sim_cancel(s, &s->plans[p].failback_timer);
        s->plans[p].losses++;
        plan_begin_phase(s, p, PLAN_DETECTING);
    }
    agents_regroup(s);
}

static void plan_fail_back(sim *s, uint32_t index) {
    plan_hand_over(s, index, s->scenario->plans[index].from);
    agents_return(s);
    queueing_serve_site(s, s->plans[index].in_charge);
    plans_retry(s);
}

static sim_time time_of_day(const sim *s, sim_time time) {
    sim_time day = (time + civil_time_of_day(s->scenario->layout.start)) % SIM_DAY;
    return day < 0 ? day + SIM_DAY : day;
}

/// The next time from `time` on that the clock shows `clock`.
static sim_time next_clock(const sim *s, sim_time time, sim_time clock) {
    sim_time ahead = (clock - time_of_day(s, time)) % SIM_DAY;
    return time + (ahead < 0 ? ahead + SIM_DAY : ahead);
}

static sim_time failback_time(const sim *s, uint32_t index) {
    const scenario_plan *p = &s->scenario->plans[index];
    sim_time from = held_until(s, index), day = time_of_day(s, from);
    bool overnight = p->failback_from > p->failback_to;
    bool within = overnight ? day >= p->failback_from || day < p->failback_to
                            : day >= p->failback_from && day < p->failback_to;
    if (p->failback == FAILBACK_AUTO || (p->failback == FAILBACK_HOURS && within))
        return from;
    return next_clock(s, from, p->failback_from);
}

static void plan_consider_failback(sim *s, uint32_t index) {
    if (s->scenario->plans[index].failback == FAILBACK_NEVER)
        return;
    sim_time time = failback_time(s, index);
    if (time == s->now && s->scenario->plans[index].failback != FAILBACK_CLOCK)
        plan_fail_back(s, index);
    else if (s->plans[index].failback_timer == 0)
        s->plans[index].failback_timer = sim_schedule(s, time, EVENT_FAILBACK_DUE, index);
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
    else if (plan_waits(p) && plan_has(&s->scenario->plans[index], site_index))
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

bool failover_is_sound(const sim *s) {
    for (uint32_t i = 0; i < s->scenario->layout.plan_count; i++) {
        const plan *p = &s->plans[i];
        bool watches = p->phase == PLAN_WATCHING, waits = plan_waits(p);
        if ((watches && p->timer != 0) || (p->fails && (p->phase != PLAN_SWITCHING || p->timer != 0)))
            return false;
        if (watches != site_is_up(s, p->in_charge) || (waits && plan_target(s, i) != NO_INDEX16))
            return false;
        if (!plan_has(&s->scenario->plans[i], p->in_charge))
            return false;
    }
    return true;
}
