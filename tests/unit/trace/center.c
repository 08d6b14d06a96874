#include "center.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"

enum {
    AGENTS = 12,
    CLASSES = 3,
    STEPS = 2,
    SITES = 3,
    GROUPS = 3,
    PLANS = 2,
    OUTAGES = 2,
    BACKENDS = 2,
    COMPONENTS = 2
};

static layout_class classes[] = {{"query", 15 * SIM_SECOND, 0, CHANNEL_TELEPHONE},
                                 {"order", 20 * SIM_SECOND, 1, CHANNEL_CALLBACK},
                                 {"复诊", 0, -3, CHANNEL_CHAT}};
static layout_step steps[] = {{"menu", NO_INDEX16}, {"balance", 1}};
static layout_backend backends[] = {{"crm", UNLIMITED}, {"boss", 200}};
static layout_site sites[] = {
    {"main", 240, 180, UNLIMITED, true}, {"standby", 120, 90, 10, false}, {"east", UNLIMITED, 0, 5, true}};
static layout_group groups[] = {{"front", 0, 7, 0}, {"home", 7, 1, NO_INDEX16}, {"back", 8, 4, 2}};
static uint16_t standbys[] = {1, 2};
static layout_plan plans[] = {{"pair", 0, 1, SIM_MINUTE, 5 * SIM_MINUTE, 10 * SIM_MINUTE, 2, standbys},
                              {"third", 2, 1, 0, 0, SIM_SECOND, 1, standbys}};
static layout_outage outages[] = {{"power", 0, 2 * SIM_HOUR, SIM_HOUR}, {"flood", 2, -SIM_HOUR, SIM_DAY}};
static layout_component components[] = {{"main.e1", 0, 8, 0}, {"power", 8, 1, NO_INDEX16}};
static layout_target targets[] = {{"fast", "service_level", 0.85, true}, {"kept", "dropped", 500, false}};

static const layout the_layout = {
    .name = "test",
    .title = "A center for tests, with \"quotes\", commas",
    .scheme = "baseline",
    .scheme_title = NULL,
    .start = {2011, 3, 7, 8, 0, 0},
    .warmup = SIM_HOUR,
    .duration = 10 * SIM_HOUR,
    .interval = 30 * SIM_MINUTE,
    .folding = FOLD_DAY,
    .class_count = CLASSES,
    .step_count = STEPS,
    .site_count = SITES,
    .group_count = GROUPS,
    .plan_count = PLANS,
    .outage_count = OUTAGES,
    .target_count = 2,
    .backend_count = BACKENDS,
    .classes = classes,
    .steps = steps,
    .sites = sites,
    .groups = groups,
    .plans = plans,
    .outages = outages,
    .targets = targets,
    .backends = backends,
    .component_count = COMPONENTS,
    .components = components,
};

const layout *center_layout(void) {
    return &the_layout;
}

uint64_t dice_next(dice *d) {
    uint64_t z = d->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint32_t dice_below(dice *d, uint32_t count) {
    return (uint32_t)((dice_next(d) >> 32) * count >> 32);
}

typedef struct walker {
    sim_time arrived, since;
    int64_t caller;
    uint32_t attempt, agent;
    uint16_t call_class, site;
    uint8_t state, counted;
    uint16_t step;
    uint8_t query;
    sim_time queried;
} walker;

struct center {
    dice dice;
    sim_time now;
    uint32_t callers_max, callers; ///< slots that exist
    walker *walkers;
    uint8_t agent_states[AGENTS];
    uint16_t agent_classes[AGENTS];
    uint64_t emitted;
};

center *center_create(uint64_t seed, uint32_t callers_max) {
    center *c = memory_new(1, sizeof *c);
    c->dice.state = seed;
    c->now = -the_layout.warmup;
    c->callers_max = callers_max;
    c->walkers = memory_new(callers_max + 1, sizeof *c->walkers);
    return c;
}

void center_destroy(center *c) {
    free(c->walkers);
    free(c);
}

static record call_record(const center *c, uint32_t slot, record_kind kind) {
    const walker *w = &c->walkers[slot];
    return (record){.time = c->now,
                    .call = slot,
                    .call_class = w->call_class,
                    .site = w->site,
                    .kind = (uint8_t)kind,
                    .flags = w->counted ? RECORD_COUNTED : 0};
}

static record arrive(center *c, uint32_t slot) {
    walker *w = &c->walkers[slot];
    bool redial = w->state == CALL_AWAY;
    if (!redial) {
        *w = (walker){.call_class = (uint16_t)dice_below(&c->dice, CLASSES)};
        w->caller = caller_address((int32_t)dice_below(&c->dice, 50) - 10, dice_below(&c->dice, 1000));
    }
    w->attempt++;
    w->site = (uint16_t)dice_below(&c->dice, SITES);
    w->counted = c->now >= 0;
    w->state = CALL_ENTERING;
    w->arrived = w->since = c->now;
    record r = call_record(c, slot, CALL_ARRIVES);
    r.flags |= redial ? RECORD_REDIAL : 0;
    r.agent = w->attempt;
    r.value = w->caller;
    return r;
}

/// The caller leaves, or stays away for a while where `may_redial` and the dice say so.
static record leave(center *c, uint32_t slot, record_kind kind, bool may_redial) {
    walker *w = &c->walkers[slot];
    record r = call_record(c, slot, kind);
    bool redials = may_redial && dice_below(&c->dice, 3) == 0;
    r.flags |= redials ? RECORD_REDIALS : 0;
    if (record_types[kind].value == VALUE_BACK)
        r.value = c->now - (kind == CALL_ABANDONS || kind == CALL_LEAVES_QUEUE ? w->since : w->arrived);
    w->state = redials ? CALL_AWAY : CALL_NONE;
    w->since = c->now;
    return r;
}

static record block(center *c, uint32_t slot) {
    record r = leave(c, slot, CALL_BLOCKED, true);
    r.detail = (uint16_t)dice_below(&c->dice, BLOCKED_CAUSE_COUNT);
    return r;
}

static record drop(center *c, uint32_t slot) {
    uint8_t state = c->walkers[slot].state;
    uint32_t agent = c->walkers[slot].agent;
    record r = leave(c, slot, CALL_DROPPED, true);
    r.detail = state;
    r.agent = state == CALL_TALKING ? agent : 0;
    return r;
}

static record step(center *c, uint32_t slot) {
    c->walkers[slot].state = CALL_IVR;
    c->walkers[slot].since = c->now;
    record r = call_record(c, slot, CALL_STEPS);
    r.detail = c->walkers[slot].step = (uint16_t)dice_below(&c->dice, STEPS);
    c->walkers[slot].query = QUERY_NONE;
    return r;
}

static record query(center *c, uint32_t slot) {
    static const uint8_t kinds[] = {CALL_ASKS_BACKEND, CALL_QUERY_BEGINS, CALL_QUERY_ENDS};
    walker *w = &c->walkers[slot];
    record r = call_record(c, slot, kinds[w->query]);
    if (w->query == QUERY_NONE)
        w->queried = c->now;
    r.detail = steps[w->step].backend;
    r.value = c->now - w->queried;
    w->query = (uint8_t)((w->query + 1) % QUERY_PHASE_COUNT);
    return r;
}

static record leave_ivr(center *c, uint32_t slot) {
    record r = leave(c, slot, CALL_LEAVES_IVR, false);
    r.detail = (uint16_t)dice_below(&c->dice, IVR_EXIT_COUNT);
    return r;
}

static record ask(center *c, uint32_t slot) {
    c->walkers[slot].state = CALL_ASKING;
    c->walkers[slot].since = c->now;
    record r = call_record(c, slot, CALL_ASKS);
    r.value = (int64_t)(dice_next(&c->dice) % (300 * SIM_SECOND));
    return r;
}

static record queue(center *c, uint32_t slot) {
    c->walkers[slot].state = CALL_QUEUED;
    c->walkers[slot].since = c->now;
    return call_record(c, slot, CALL_QUEUES);
}

static uint16_t group_of(uint32_t agent) {
    return agent < 7 ? 0 : agent < 8 ? 1 : 2;
}

static record answer(center *c, uint32_t slot) {
    walker *w = &c->walkers[slot];
    record r = call_record(c, slot, CALL_ANSWERED);
    w->agent = dice_below(&c->dice, AGENTS);
    r.agent = w->agent;
    r.detail = group_of(w->agent);
    r.value = c->now - w->since;
    w->state = CALL_TALKING;
    w->since = c->now;
    return r;
}

/// The call stays inside, where the dice say so.
static void go_on(center *c, uint32_t slot, record *r) {
    if ((r->flags & RECORD_REDIALS) || dice_below(&c->dice, 2) == 0)
        return;
    r->flags |= RECORD_GOES_ON;
    c->walkers[slot].state = CALL_ENTERING;
}

static record end(center *c, uint32_t slot) {
    uint32_t agent = c->walkers[slot].agent;
    record r = leave(c, slot, CALL_ENDS, true);
    r.agent = agent;
    r.detail = (uint16_t)dice_below(&c->dice, TALK_END_COUNT);
    r.flags |= dice_below(&c->dice, 2) ? RECORD_FIRST_TALK : 0;
    go_on(c, slot, &r);
    return r;
}

static record leave_queue(center *c, uint32_t slot) {
    record r = leave(c, slot, CALL_LEAVES_QUEUE, true);
    r.detail = (uint16_t)dice_below(&c->dice, QUEUE_EXIT_COUNT);
    go_on(c, slot, &r);
    return r;
}

static record abandon(center *c, uint32_t slot, uint16_t balks) {
    record r = leave(c, slot, CALL_ABANDONS, true);
    r.detail = balks;
    return r;
}

static record change_class(center *c, uint32_t slot) {
    walker *w = &c->walkers[slot];
    uint16_t from = w->call_class;
    w->call_class = (uint16_t)dice_below(&c->dice, CLASSES);
    record r = call_record(c, slot, CALL_CHANGES_CLASS);
    r.detail = from;
    return r;
}

static record leg(center *c, uint32_t slot) {
    walker *w = &c->walkers[slot];
    if (w->state == CALL_NONE)
        *w = (walker){.call_class = (uint16_t)dice_below(&c->dice, CLASSES), .attempt = 1};
    w->site = (uint16_t)dice_below(&c->dice, SITES);
    w->counted = c->now >= 0;
    w->state = CALL_ENTERING;
    w->arrived = w->since = c->now;
    record r = call_record(c, slot, CALL_STARTS_LEG);
    r.detail = (uint16_t)dice_below(&c->dice, LEG_KIND_COUNT);
    r.agent = w->attempt;
    r.value = w->caller;
    return r;
}

static record offer(center *c, uint32_t slot) {
    record r = call_record(c, slot, CALL_IS_OFFERED_CALLBACK);
    r.detail = (uint16_t)dice_below(&c->dice, 2);
    return r;
}

static record be_late(center *c, uint32_t slot) {
    record r = call_record(c, slot, CALL_IS_LATE);
    r.value = c->now - c->walkers[slot].since;
    return r;
}

static record have_waited(center *c, uint32_t slot) {
    record r = call_record(c, slot, CALL_HAS_WAITED);
    r.value = (int64_t)(dice_next(&c->dice) % (30 * SIM_SECOND));
    return r;
}

static record wait_for_port(center *c, uint32_t slot) {
    c->walkers[slot].state = CALL_AT_PORT;
    c->walkers[slot].since = c->now;
    return call_record(c, slot, CALL_WAITS_FOR_PORT);
}

static record move(center *c, uint32_t slot) {
    uint16_t from = c->walkers[slot].site;
    c->walkers[slot].site = (uint16_t)dice_below(&c->dice, SITES);
    record r = call_record(c, slot, CALL_MOVES);
    r.detail = from;
    return r;
}

static record from_entering(center *c, uint32_t slot) {
    switch (dice_below(&c->dice, 10)) {
    case 0:
        return block(c, slot);
    case 1:
        return wait_for_port(c, slot);
    case 2:
        return change_class(c, slot);
    case 3:
        return leg(c, slot);
    case 4:
    case 5:
    case 6:
        return ask(c, slot);
    default:
        return step(c, slot);
    }
}

static record from_asking(center *c, uint32_t slot) {
    switch (dice_below(&c->dice, 10)) {
    case 0:
        return block(c, slot);
    case 1:
        return abandon(c, slot, 1);
    case 2:
        return offer(c, slot);
    case 3:
        return have_waited(c, slot);
    case 4:
    case 5:
        return answer(c, slot);
    default:
        return queue(c, slot);
    }
}

static record from_ivr(center *c, uint32_t slot) {
    switch (dice_below(&c->dice, 9)) {
    case 0:
        return block(c, slot);
    case 1:
        return drop(c, slot);
    case 2:
        return leave_ivr(c, slot);
    case 3:
        return step(c, slot);
    case 4:
    case 5:
    case 6:
        if (steps[c->walkers[slot].step].backend != NO_INDEX16)
            return query(c, slot);
        return ask(c, slot);
    default:
        return ask(c, slot);
    }
}

static record from_queue(center *c, uint32_t slot) {
    switch (dice_below(&c->dice, 11)) {
    case 0:
        return drop(c, slot);
    case 1:
        return abandon(c, slot, 0);
    case 2:
        return move(c, slot);
    case 3:
        return leave_queue(c, slot);
    case 4:
        return dice_below(&c->dice, 2) ? offer(c, slot) : be_late(c, slot);
    default:
        return answer(c, slot);
    }
}

static record call_next(center *c, uint32_t slot) {
    dice *d = &c->dice;
    switch ((call_state)c->walkers[slot].state) {
    case CALL_NONE:
        return dice_below(d, 9) == 0 ? leg(c, slot) : arrive(c, slot);
    case CALL_ENTERING:
        return from_entering(c, slot);
    case CALL_AT_PORT:
        return dice_below(d, 5) == 0 ? drop(c, slot) : step(c, slot);
    case CALL_IVR:
        return from_ivr(c, slot);
    case CALL_ASKING:
        return from_asking(c, slot);
    case CALL_QUEUED:
        return from_queue(c, slot);
    case CALL_TALKING:
        return dice_below(d, 9) == 0 ? drop(c, slot) : dice_below(d, 9) == 0 ? move(c, slot) : end(c, slot);
    case CALL_AWAY:
        return dice_below(d, 4) == 0   ? leave(c, slot, CALLER_GIVES_UP, false)
               : dice_below(d, 3) == 0 ? change_class(c, slot)
               : dice_below(d, 3) == 0 ? leg(c, slot)
                                       : arrive(c, slot);
    case CALL_STATE_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

/// A caller who is inside, for an agent to talk to; 0 when there is none nearby.
static uint32_t somebody(center *c) {
    for (int i = 0; i < 8 && c->callers > 0; i++) {
        uint32_t slot = 1 + dice_below(&c->dice, c->callers);
        if (c->walkers[slot].state != CALL_NONE)
            return slot;
    }
    return 0;
}

static record agent_next(center *c) {
    static const uint8_t to[AGENT_STATE_COUNT][4] = {{AGENT_IDLE, AGENT_IDLE, AGENT_IDLE, AGENT_IDLE},
                                                     {AGENT_OFF, AGENT_TALKING, AGENT_TALKING, AGENT_TALKING},
                                                     {AGENT_OFF, AGENT_IDLE, AGENT_WRAPUP, AGENT_HANDOVER},
                                                     {AGENT_OFF, AGENT_IDLE, AGENT_IDLE, AGENT_IDLE},
                                                     {AGENT_OFF, AGENT_IDLE, AGENT_WRAPUP, AGENT_WRAPUP}};
    uint32_t agent = dice_below(&c->dice, AGENTS), call = somebody(c);
    uint8_t from = c->agent_states[agent], state = to[from][dice_below(&c->dice, 4)];
    bool with_call = state == AGENT_TALKING || state == AGENT_HANDOVER;
    if (with_call && call == 0) {
        state = AGENT_OFF;
        with_call = false;
    }
    if (with_call)
        c->agent_classes[agent] = c->walkers[call].call_class;
    bool works = with_call || state == AGENT_WRAPUP;
    bool one_at_a_time = works && classes[c->agent_classes[agent]].channel != CHANNEL_CHAT;
    c->agent_states[agent] = state;
    return (record){.time = c->now,
                    .call = with_call && one_at_a_time ? call : 0,
                    .agent = agent,
                    .call_class = works ? c->agent_classes[agent] : NO_INDEX16,
                    .site =
                        state == AGENT_OFF || agent == 7 ? NO_INDEX16 : (uint16_t)dice_below(&c->dice, SITES),
                    .detail = group_of(agent),
                    .kind = AGENT_MOVES,
                    .flags = (uint8_t)(from * 16 + state)};
}

/// What fails, but for sites as a whole.
static record part_next(center *c) {
    record r = {.time = c->now};
    switch (dice_below(&c->dice, 3)) {
    case 0:
        r.kind = UNIT_MOVES;
        r.agent = dice_below(&c->dice, 9);
        r.value = r.agent == 8;
        r.detail = (uint16_t)dice_below(&c->dice, UNIT_STATE_COUNT + UNIT_HELD);
        return r;
    case 1:
        r.kind = CAPACITY_CHANGES;
        r.site = (uint16_t)dice_below(&c->dice, SITES);
        r.detail = (uint16_t)dice_below(&c->dice, CAPACITY_COUNT);
        r.value = 30 * dice_below(&c->dice, 3);
        return r;
    default:
        r.kind = PLAN_FAILS;
        r.site = (uint16_t)dice_below(&c->dice, SITES);
        r.value = dice_below(&c->dice, PLANS);
        return r;
    }
}

static record rare_next(center *c) {
    if (dice_below(&c->dice, 2) == 0)
        return part_next(c);
    record r = {.time = c->now, .site = (uint16_t)dice_below(&c->dice, SITES)};
    switch (dice_below(&c->dice, 3)) {
    case 0:
        r.kind = SITE_CHANGES;
        r.detail = (uint16_t)dice_below(&c->dice, 4);
        r.value = (int64_t)dice_below(&c->dice, OUTAGES + 1) - 1;
        return r;
    case 1:
        r.kind = PLAN_MOVES;
        r.detail = (uint16_t)dice_below(&c->dice, PLAN_PHASE_COUNT);
        r.value = dice_below(&c->dice, PLANS);
        return r;
    default:
        r.kind = ENTRY_CHANGES;
        r.detail = dice_below(&c->dice, 3) == 0 ? NO_INDEX16 : (uint16_t)dice_below(&c->dice, SITES);
        return r;
    }
}

static record any_next(center *c) {
    uint32_t what = dice_below(&c->dice, 100);
    if (what == 0)
        return rare_next(c);
    if (what < 20)
        return agent_next(c);
    if (c->callers == 0 || (what < 30 && c->callers < c->callers_max))
        return arrive(c, ++c->callers);
    return call_next(c, 1 + dice_below(&c->dice, c->callers));
}

record center_next(center *c) {
    if (c->emitted++ == 0)
        return (record){.time = c->now, .kind = RECORD_PHASE, .detail = PHASE_WARMING_UP};
    if (c->emitted % 1000 == 0)
        return (record){
            .time = c->now, .kind = RECORD_PHASE, .detail = (uint16_t)dice_below(&c->dice, SIM_PHASE_COUNT)};
    if (dice_below(&c->dice, 3) > 0)
        c->now += dice_below(&c->dice, 400000);
    return any_next(c);
}

record *center_records(uint64_t seed, size_t count) {
    center *c = center_create(seed, 60);
    record *records = memory_new(count, sizeof *records);
    for (size_t i = 0; i < count; i++)
        records[i] = center_next(c);
    center_destroy(c);
    return records;
}
