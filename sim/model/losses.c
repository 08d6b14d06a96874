#include "model/losses.h"

#include <stdlib.h>

#include "model/legs.h"
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
    s->suspended -= c->suspended;
    c->suspended = 0;
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

/// The talk is cut; the caller waits for another agent, before all others of the class.
static void call_requeue(sim *s, call *c) {
    if (c->legs >= LEGS_MAX) {
        call_lose(s, c);
        return;
    }
    agent *a = &s->agents[c->agent];
    sim_cancel(s, &c->timer);
    s->suspended -= c->suspended;
    c->suspended = 0;
    call_ends(s, c, TALK_CUT, CALL_GOES_ON);
    agents_finish_talk(s, a, 0);
    c->goes_first = 1;
    legs_begin(s, c, c->call_class, LEG_REQUEUED);
    c->goes_first = c->state == CALL_QUEUED;
}

/// What is left of the talk is kept in `talk`, which nothing else needs any more.
static void call_suspend(sim *s, call *c) {
    if (c->suspended)
        return;
    c->talk = event_queue_time(&s->events, c->timer) - s->now;
    sim_cancel(s, &c->timer);
    s->suspended++;
    call_suspends(s, c);
}

/// Talks go on whose seats work again.
static void calls_resume(sim *s) {
    for (uint32_t slot = 1; slot <= s->calls.used && s->suspended > 0; slot++) {
        call *c = call_at(s, slot);
        if (!c->suspended || !agents_have_seat(s, &s->agents[c->agent]))
            continue;
        s->suspended--;
        call_resumes(s, c);
        c->timer = sim_schedule(s, s->now + c->talk, EVENT_TALK_ENDS, slot);
    }
}

static call_stage stage_of(const call *c) {
    return c->state == CALL_TALKING ? STAGE_TALK : c->state == CALL_QUEUED ? STAGE_QUEUE : STAGE_IVR;
}

/// The caller's own draws for this failure, the same in every scheme: its lot among those who may be hit, and
/// then what becomes of it.
static void draws_open(const sim *s, const call *c, const loss *why, stream *draws) {
    stream_open(draws, &s->streams, STREAM_HIT, stream_mix(c->source, why->failure), (uint64_t)c->caller,
                c->attempt);
}

static call_fate fate_of(const sim *s, const call *c, const loss *why) {
    if (!why->of)
        return FATE_DROP;
    stream draws;
    draws_open(s, c, why, &draws);
    (void)stream_word(&draws);
    const double *fates = why->of->fates[stage_of(c)];
    double u = stream_unit(&draws);
    unsigned fate = FATE_DROP;
    while (fate + 1 < FATE_COUNT && u >= fates[fate])
        fate++;
    return (call_fate)fate;
}

static void call_meet(sim *s, call *c, call_fate fate) {
    if (fate == FATE_DROP)
        call_lose(s, c);
    else if (fate == FATE_REQUEUE)
        call_requeue(s, c);
    else if (fate == FATE_SUSPEND)
        call_suspend(s, c);
}

/// A call that holds a trunk or port, one of which is lost.
typedef struct holder_lot {
    uint64_t lot;
    uint32_t slot;
    uint8_t state;
    call_fate fate;
} holder_lot;

static bool holds(const call *c, uint16_t site_index, site_capacity what) {
    return c->on_line && c->line == site_index && (what == CAPACITY_TRUNKS || c->state == CALL_IVR);
}

static int lot_compare(const void *a, const void *b) {
    const holder_lot *x = a, *y = b;
    if (x->lot != y->lot)
        return x->lot < y->lot ? -1 : 1;
    return (x->slot > y->slot) - (x->slot < y->slot);
}

/// Those who wait for a port and in queues before those who would make room for them.
static int state_compare(const void *a, const void *b) {
    static const uint8_t order[CALL_STATE_COUNT] = {[CALL_QUEUED] = 1, [CALL_IVR] = 2, [CALL_TALKING] = 3};
    const holder_lot *x = a, *y = b;
    return order[x->state] != order[y->state] ? order[x->state] - order[y->state] : lot_compare(a, b);
}

/// How many of `used` calls are hit when `failing` of `working` channels fail, each call being on any channel
/// with the same probability: hypergeometric.
static uint32_t hits_draw(const sim *s, const loss *why, uint32_t used, uint32_t working, uint32_t failing) {
    stream draws;
    stream_open(&draws, &s->streams, STREAM_HIT, why->failure, 0, 0);
    uint32_t hits = 0;
    for (uint32_t i = 0; i < failing && hits < used; i++)
        hits += stream_unit(&draws) * (double)(working - i) < (double)(used - hits);
    return hits;
}

static uint32_t holders_gather(const sim *s, uint16_t site_index, site_capacity what, const loss *why,
                               holder_lot *lots) {
    uint32_t count = 0;
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        const call *c = call_at(s, slot);
        if (!holds(c, site_index, what))
            continue;
        stream draws;
        draws_open(s, c, why, &draws);
        lots[count++] = (holder_lot){
            .lot = stream_word(&draws), .slot = slot, .state = c->state, .fate = fate_of(s, c, why)};
    }
    return count;
}

static void calls_hit(sim *s, uint16_t site_index, site_capacity what, uint32_t hits, const loss *why) {
    holder_lot *lots = hits > 0 ? calloc(s->calls.used + 1, sizeof *lots) : NULL;
    s->out_of_room = s->out_of_room || (hits > 0 && !lots);
    if (!lots)
        return;
    uint32_t count = holders_gather(s, site_index, what, why, lots);
    SIM_ASSERT(hits <= count);
    qsort(lots, count, sizeof *lots, lot_compare);
    qsort(lots, hits, sizeof *lots, state_compare);
    for (uint32_t i = 0; i < hits; i++)
        call_meet(s, call_at(s, lots[i].slot), lots[i].fate);
    backends_serve(s);
    free(lots);
}

static uint32_t what_is_left(uint32_t of, uint32_t lost) {
    return of == UNLIMITED ? UNLIMITED : of > lost ? of - lost : 0;
}

/// Some more of a capacity is lost, or less: what is left of it.
static uint32_t capacity_set(sim *s, uint16_t site_index, site_capacity what, uint32_t lost) {
    site *at = &s->sites[site_index];
    const scenario_site *limits = &s->scenario->sites[site_index];
    at->lost[what] = lost;
    at->trunks = what_is_left(limits->trunks, at->lost[CAPACITY_TRUNKS]);
    at->ivr_ports = what_is_left(limits->ivr_ports, at->lost[CAPACITY_IVR_PORTS]);
    at->setups = what_is_left(limits->setups, at->lost[CAPACITY_SETUPS]);
    sim_emit(s,
             (record){.kind = CAPACITY_CHANGES, .site = site_index, .detail = (uint16_t)what, .value = lost});
    return what == CAPACITY_TRUNKS ? at->trunks : at->ivr_ports;
}

void losses_take_capacity(sim *s, uint16_t site_index, site_capacity what, uint32_t amount, const loss *why) {
    site *at = &s->sites[site_index];
    uint32_t working = what == CAPACITY_TRUNKS ? at->trunks : at->ivr_ports;
    uint32_t used = what == CAPACITY_TRUNKS ? at->trunks_used : at->ports_used;
    uint32_t left = capacity_set(s, site_index, what, at->lost[what] + amount);
    if (working == UNLIMITED || left == working || what == CAPACITY_SETUPS)
        return;
    uint32_t hits = hits_draw(s, why, used < working ? used : working, working, working - left);
    calls_hit(s, site_index, what, hits, why);
}

void losses_give_capacity(sim *s, uint16_t site_index, site_capacity what, uint32_t amount) {
    (void)capacity_set(s, site_index, what, s->sites[site_index].lost[what] - amount);
    if (what == CAPACITY_IVR_PORTS)
        access_serve_ports(s, site_index);
}

/// One of the seats of a site after the other.
typedef struct seat_walk {
    uint16_t site, group;
    uint64_t base; ///< seats of the groups before
} seat_walk;

/// The agents of the next group that have some of the seats first .. end - 1; false when there is none.
static bool seats_next(const sim *s, seat_walk *w, uint64_t first, uint64_t end, uint32_t *from,
                       uint32_t *to) {
    for (; w->group < s->scenario->layout.group_count; w->group++) {
        const scenario_group *of = &s->scenario->groups[w->group];
        if (of->site != w->site)
            continue;
        uint64_t base = w->base, low = first > base ? first - base : 0, high = end > base ? end - base : 0;
        w->base += of->size;
        if (low >= of->size || high == 0)
            continue;
        *from = of->first_agent + (uint32_t)low;
        *to = of->first_agent + (high < of->size ? (uint32_t)high : of->size);
        w->group++;
        return true;
    }
    return false;
}

/// The talks of agents from .. to - 1 meet what becomes of them.
static void talks_meet(sim *s, uint32_t from, uint32_t to, const loss *why) {
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        if (c->state == CALL_TALKING && c->agent >= from && c->agent < to &&
            s->agents[c->agent].seats_down == 1)
            call_meet(s, c, fate_of(s, c, why));
    }
}

void losses_take_seats(sim *s, uint16_t site_index, uint64_t first, uint64_t end, const loss *why) {
    uint32_t from, to, lost = s->sites[site_index].lost[CAPACITY_SEATS];
    (void)capacity_set(s, site_index, CAPACITY_SEATS, lost + (uint32_t)(end - first));
    for (seat_walk w = {.site = site_index}; seats_next(s, &w, first, end, &from, &to);)
        for (uint32_t i = from; i < to; i++)
            agents_lose_seat(s, &s->agents[i]);
    for (seat_walk w = {.site = site_index}; seats_next(s, &w, first, end, &from, &to);)
        talks_meet(s, from, to, why);
}

void losses_give_seats(sim *s, uint16_t site_index, uint64_t first, uint64_t end) {
    uint32_t from, to, lost = s->sites[site_index].lost[CAPACITY_SEATS];
    (void)capacity_set(s, site_index, CAPACITY_SEATS, lost - (uint32_t)(end - first));
    for (seat_walk w = {.site = site_index}; seats_next(s, &w, first, end, &from, &to);)
        for (uint32_t i = from; i < to; i++)
            agents_get_seat(s, &s->agents[i]);
    calls_resume(s);
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
static bool call_survives(const sim *s, const call *c, const loss *why) {
    if (!needs_platform(s, c))
        return true;
    if (why->of && why->of->decides)
        return fate_of(s, c, why) == FATE_KEEP;
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

static void platform_is_lost(sim *s, uint16_t site_index, const loss *why) {
    s->sites[site_index].losses++;
    agents_lose_site(s, site_index);
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        if (c->state == CALL_AT_PORT && c->site == site_index)
            call_lose(s, c); // before others, whose ports must not come to these
    }
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        if (call_is_inside(c) && c->site == site_index && !call_survives(s, c, why))
            call_lose(s, c);
    }
    backends_serve(s);
    failover_on_loss(s, site_index);
}

static void all_seats_are_lost(sim *s, uint16_t site_index, const loss *why) {
    agents_lose_seats(s, site_index);
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call *c = call_at(s, slot);
        if (c->state == CALL_TALKING && s->scenario->groups[s->agents[c->agent].group].site == site_index)
            call_meet(s, c, fate_of(s, c, why));
    }
}

/// Talks go on; who has kept some chats may have more, wherever he is logged in.
static void seats_are_back(sim *s) {
    calls_resume(s);
    for (uint16_t i = 0; i < s->scenario->layout.site_count; i++)
        queueing_serve_site(s, i);
}

static void site_emit(sim *s, uint16_t site_index, int64_t cause) {
    s->sites[site_index].since = s->now;
    sim_emit(s, (record){.kind = SITE_CHANGES,
                         .site = site_index,
                         .detail = site_up_bits(&s->sites[site_index]),
                         .value = cause});
}

void losses_take_parts(sim *s, uint16_t site_index, uint16_t parts, const loss *why) {
    site *at = &s->sites[site_index];
    uint16_t before = site_up_bits(at);
    at->platform_down += (parts & SITE_PLATFORM_UP) != 0;
    at->seats_down += (parts & SITE_SEATS_UP) != 0;
    uint16_t lost = before & (uint16_t)~site_up_bits(at);
    if (lost == 0)
        return;
    site_emit(s, site_index, why->cause);
    if (lost & SITE_SEATS_UP)
        all_seats_are_lost(s, site_index, why);
    if (lost & SITE_PLATFORM_UP)
        platform_is_lost(s, site_index, why);
}

void losses_give_parts(sim *s, uint16_t site_index, uint16_t parts, int64_t cause) {
    site *at = &s->sites[site_index];
    uint16_t before = site_up_bits(at);
    at->platform_down -= (parts & SITE_PLATFORM_UP) != 0;
    at->seats_down -= (parts & SITE_SEATS_UP) != 0;
    uint16_t back = (uint16_t)~before & site_up_bits(at);
    if (back == 0)
        return;
    site_emit(s, site_index, cause);
    if (back & SITE_PLATFORM_UP)
        failover_on_recovery(s, site_index);
    agents_regroup(s);
    if (back & SITE_SEATS_UP)
        seats_are_back(s);
    queueing_serve_site(s, site_index);
}
