#include "trace/keyframe.h"

#include "base/check.h"
#include "trace/replay_state.h"
#include "trace/rules.h"

/// State and `counted` of a call share a byte.
enum { COUNTED_BIT = 16, COUNT_FIELDS = sizeof(call_counts) / sizeof(int64_t), COUNT_FIELDS_MAX = 1000 };

/// Times lie before `now`: the distance is never negative.
static void put_age(byte_buffer *b, const replay_state *s, sim_time time) {
    bytes_put_varint(b, (uint64_t)(s->now - time));
}

static void put_call(byte_buffer *b, const replay_state *s, const replay_call *c) {
    bytes_put_varint(b, c->state | (c->counted ? COUNTED_BIT : 0U));
    if (c->state == CALL_NONE)
        return;
    put_age(b, s, c->since);
    put_age(b, s, c->arrived);
    bytes_put_varint(b, (uint64_t)c->waited);
    bytes_put_signed(b, c->caller);
    bytes_put_varint(b, c->attempt);
    bytes_put_varint(b, index_shift(c->call_class));
    bytes_put_varint(b, index_shift(c->site));
    bytes_put_varint(b, c->step);
    bytes_put_varint(b, c->agent);
}

static void put_agent(byte_buffer *b, const replay_state *s, const replay_agent *a) {
    bytes_put_varint(b, a->state);
    put_age(b, s, a->since);
    bytes_put_varint(b, a->call);
    bytes_put_varint(b, index_shift(a->site));
    bytes_put_varint(b, index_shift(a->call_class));
}

static void put_places(byte_buffer *b, const replay_state *s) {
    for (uint32_t i = 0; i < s->layout->site_count; i++) {
        put_age(b, s, s->sites[i].since);
        bytes_put_varint(b, s->sites[i].up);
        bytes_put_varint(b, index_shift(s->sites[i].entry));
    }
    for (uint32_t i = 0; i < s->layout->plan_count; i++) {
        put_age(b, s, s->plans[i].since);
        bytes_put_varint(b, s->plans[i].phase);
        bytes_put_varint(b, index_shift(s->plans[i].in_charge));
    }
}

static void put_counts(byte_buffer *b, const call_counts *c) {
#define X(field, meaning) bytes_put_signed(b, c->field);
    HOTLINE_COUNTS(X)
#undef X
}

void keyframe_encode(byte_buffer *b, const replay_state *s) {
    bytes_put_signed(b, s->now);
    bytes_put_varint(b, s->phase);
    bytes_put_varint(b, s->call_slots);
    for (uint32_t slot = 1; slot < s->call_slots; slot++)
        put_call(b, s, &s->calls[slot]);
    for (uint32_t i = 0; i < s->agent_count; i++)
        put_agent(b, s, &s->agents[i]);
    put_places(b, s);
    bytes_put_varint(b, COUNT_FIELDS);
    for (uint32_t i = 0; i < s->layout->class_count; i++)
        put_counts(b, &s->counts[i]);
}

static sim_time take_age(byte_reader *r, const replay_state *s) {
    return s->now - (sim_time)bytes_take_up_to(r, (uint64_t)(s->now + SIM_NEVER));
}

static void take_call(byte_reader *r, const replay_state *s, replay_call *c) {
    unsigned state = (unsigned)bytes_take_up_to(r, UINT8_MAX);
    if (state == CALL_NONE)
        return;
    c->state = state & (COUNTED_BIT - 1U);
    c->counted = (state & COUNTED_BIT) != 0;
    c->since = take_age(r, s);
    c->arrived = take_age(r, s);
    c->waited = (sim_time)bytes_take_up_to(r, SIM_NEVER);
    c->caller = bytes_take_signed(r);
    c->attempt = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
    c->call_class = bytes_take_index(r);
    c->site = bytes_take_index(r);
    c->step = (uint16_t)bytes_take_up_to(r, UINT16_MAX);
    c->agent = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
}

static void take_agent(byte_reader *r, const replay_state *s, replay_agent *a) {
    a->state = (uint8_t)bytes_take_up_to(r, AGENT_STATE_COUNT - 1);
    a->since = take_age(r, s);
    a->call = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
    a->site = bytes_take_index(r);
    a->call_class = bytes_take_index(r);
}

static void take_places(byte_reader *r, replay_state *s) {
    for (uint32_t i = 0; i < s->layout->site_count && !r->bad; i++) {
        s->sites[i].since = take_age(r, s);
        s->sites[i].up = (uint16_t)bytes_take_up_to(r, SITE_PLATFORM_UP | SITE_SEATS_UP);
        s->sites[i].entry = bytes_take_index(r);
    }
    for (uint32_t i = 0; i < s->layout->plan_count && !r->bad; i++) {
        s->plans[i].since = take_age(r, s);
        s->plans[i].phase = (uint16_t)bytes_take_up_to(r, PLAN_PHASE_COUNT - 1);
        s->plans[i].in_charge = bytes_take_index(r);
    }
}

/// Counts that a later version has added are skipped; those that the file lacks stay 0.
static void take_counts(byte_reader *r, uint32_t fields, call_counts *c) {
    uint32_t taken = 0;
#define X(field, meaning) c->field = taken++ < fields ? bytes_take_signed(r) : 0;
    HOTLINE_COUNTS(X)
#undef X
    for (; taken < fields && !r->bad; taken++)
        (void)bytes_take_signed(r);
}

static void take_calls(byte_reader *r, replay_state *s) {
    uint32_t slots = (uint32_t)bytes_take_up_to(r, CALL_SLOTS_MAX + 1);
    if (slots < 1 || slots - 1 > bytes_left(r) || !replay_state_grow(s, slots - 1)) {
        r->bad = true;
        return;
    }
    for (uint32_t slot = 1; slot < slots && !r->bad; slot++)
        take_call(r, s, &s->calls[slot]);
}

bool keyframe_decode(replay_state *s, const uint8_t *bytes, size_t count) {
    byte_reader r = byte_reader_of(bytes, count);
    replay_state_reset(s);
    s->now = bytes_take_signed(&r);
    if (r.bad || !time_is_in_range(s->now))
        return false;
    s->phase = (uint8_t)bytes_take_up_to(&r, SIM_PHASE_COUNT - 1);
    take_calls(&r, s);
    for (uint32_t i = 0; i < s->agent_count && !r.bad; i++)
        take_agent(&r, s, &s->agents[i]);
    take_places(&r, s);
    uint32_t fields = (uint32_t)bytes_take_up_to(&r, COUNT_FIELDS_MAX);
    for (uint32_t i = 0; i < s->layout->class_count && !r.bad; i++)
        take_counts(&r, fields, &s->counts[i]);
    return !r.bad && bytes_left(&r) == 0 && replay_state_is_sound(s);
}

/// How many units do not work, capacities are lost, talks stand still and switches do not work.
typedef struct failure_counts {
    uint32_t units, capacities, talks, switches;
} failure_counts;

static failure_counts failures_count(const replay_state *s) {
    failure_counts n = {0};
    for (uint32_t i = 0; i < s->unit_count; i++)
        n.units += s->units[i].state != UNIT_WORKS || s->units[i].held;
    for (uint32_t i = 0; i < s->layout->site_count; i++)
        for (size_t k = 0; k < CAPACITY_COUNT; k++)
            n.capacities += s->sites[i].lost[k] > 0;
    for (uint32_t slot = 1; slot < s->call_slots; slot++)
        n.talks += s->calls[slot].suspended;
    for (uint32_t i = 0; i < s->layout->plan_count; i++)
        n.switches += s->plans[i].fails;
    return n;
}

static bool has_failures(const failure_counts *n) {
    return n->units > 0 || n->capacities > 0 || n->talks > 0 || n->switches > 0;
}

void queries_encode(byte_buffer *b, const replay_state *s) {
    uint32_t count = 0, last = 0;
    for (uint32_t slot = 1; slot < s->call_slots; slot++)
        count += s->calls[slot].query != QUERY_NONE;
    const failure_counts failures = failures_count(s);
    if (count == 0 && !has_failures(&failures))
        return;
    bytes_put_varint(b, count);
    for (uint32_t slot = 1; slot < s->call_slots; slot++) {
        const replay_call *c = &s->calls[slot];
        if (c->query == QUERY_NONE)
            continue;
        bytes_put_varint(b, slot - last);
        bytes_put_varint(b, c->query);
        put_age(b, s, c->queried);
        last = slot;
    }
}

static void put_units(byte_buffer *b, const replay_state *s, uint32_t count) {
    bytes_put_varint(b, count);
    for (uint32_t i = 0; i < s->unit_count; i++) {
        if (s->units[i].state == UNIT_WORKS && !s->units[i].held)
            continue;
        bytes_put_varint(b, i);
        bytes_put_varint(b, s->units[i].state + (s->units[i].held ? UNIT_HELD : 0U));
        put_age(b, s, s->units[i].since);
    }
}

static void put_capacities(byte_buffer *b, const replay_state *s, uint32_t count) {
    bytes_put_varint(b, count);
    for (uint32_t i = 0; i < s->layout->site_count; i++)
        for (size_t k = 0; k < CAPACITY_COUNT; k++) {
            if (s->sites[i].lost[k] == 0)
                continue;
            bytes_put_varint(b, i);
            bytes_put_varint(b, k);
            bytes_put_varint(b, s->sites[i].lost[k]);
        }
}

void failures_encode(byte_buffer *b, const replay_state *s) {
    const failure_counts n = failures_count(s);
    if (!has_failures(&n))
        return;
    put_units(b, s, n.units);
    put_capacities(b, s, n.capacities);
    bytes_put_varint(b, n.talks);
    for (uint32_t slot = 1; slot < s->call_slots; slot++)
        if (s->calls[slot].suspended)
            bytes_put_varint(b, slot);
    bytes_put_varint(b, n.switches);
    for (uint32_t i = 0; i < s->layout->plan_count; i++)
        if (s->plans[i].fails)
            bytes_put_varint(b, i);
}

/// Only who is in a step that asks a backend may have an open query.
static bool query_decode(byte_reader *r, replay_state *s, uint32_t *slot) {
    uint64_t step = bytes_take_up_to(r, CALL_SLOTS_MAX);
    if (r->bad || step == 0 || step >= s->call_slots - *slot)
        return false;
    *slot += (uint32_t)step;
    replay_call *c = &s->calls[*slot];
    c->query = (uint8_t)bytes_take_up_to(r, QUERY_PHASE_COUNT - 1);
    c->queried = take_age(r, s);
    return !r->bad && c->query != QUERY_NONE && c->state == CALL_IVR &&
           s->layout->steps[c->step].backend != NO_INDEX16;
}

static bool queries_decode(byte_reader *r, replay_state *s) {
    uint64_t count = bytes_take_up_to(r, CALL_SLOTS_MAX);
    uint32_t slot = 0;
    for (uint64_t i = 0; i < count; i++)
        if (!query_decode(r, s, &slot))
            return false;
    return !r->bad;
}

static bool unit_decode(byte_reader *r, replay_state *s) {
    uint32_t unit = (uint32_t)bytes_take_up_to(r, UNITS_MAX);
    unsigned state = (unsigned)bytes_take_up_to(r, UNIT_STATE_COUNT + UNIT_HELD - 1);
    sim_time since = take_age(r, s);
    if (r->bad || unit >= s->unit_count)
        return false;
    s->units[unit] = (replay_unit){.since = since, .state = state % UNIT_HELD, .held = state >= UNIT_HELD};
    return true;
}

static bool capacity_decode(byte_reader *r, replay_state *s) {
    uint32_t site = (uint32_t)bytes_take_up_to(r, UINT16_MAX);
    uint32_t which = (uint32_t)bytes_take_up_to(r, CAPACITY_COUNT - 1);
    uint32_t lost = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
    if (r->bad || site >= s->layout->site_count)
        return false;
    s->sites[site].lost[which] = lost;
    return true;
}

static bool suspended_decode(byte_reader *r, replay_state *s) {
    uint32_t slot = (uint32_t)bytes_take_up_to(r, CALL_SLOTS_MAX);
    if (r->bad || slot >= s->call_slots || s->calls[slot].state != CALL_TALKING)
        return false;
    s->calls[slot].suspended = true;
    return true;
}

static bool switch_decode(byte_reader *r, replay_state *s) {
    uint32_t plan = (uint32_t)bytes_take_up_to(r, UINT16_MAX);
    if (r->bad || plan >= s->layout->plan_count)
        return false;
    s->plans[plan].fails = true;
    return true;
}

static bool failures_decode(byte_reader *r, replay_state *s) {
    static bool (*const parts[])(byte_reader *, replay_state *) = {unit_decode, capacity_decode,
                                                                   suspended_decode, switch_decode};
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        uint64_t count = bytes_take_up_to(r, CALL_SLOTS_MAX);
        for (uint64_t i = 0; i < count; i++)
            if (!parts[part](r, s))
                return false;
    }
    return !r->bad;
}

bool extras_decode(replay_state *s, byte_reader from) {
    if (bytes_left(&from) == 0)
        return true;
    if (!queries_decode(&from, s))
        return false;
    return bytes_left(&from) == 0 || failures_decode(&from, s);
}

static bool call_is_sound(const replay_state *s, const replay_call *c) {
    if (c->state == CALL_NONE)
        return true;
    return c->state < CALL_STATE_COUNT && index_is_in(c->call_class, s->layout->class_count) &&
           index_is_in(c->site, s->layout->site_count) &&
           (c->state == CALL_IVR ? index_is_in(c->step, s->layout->step_count) : c->step == 0) &&
           (c->state == CALL_TALKING ? index_is_in(c->agent, s->agent_count) : c->agent == 0);
}

static bool agent_is_sound(const replay_state *s, const replay_agent *a) {
    bool with_call = a->state == AGENT_TALKING || a->state == AGENT_HANDOVER;
    return (with_call ? index_is_in(a->call, s->call_slots) : a->call == 0) &&
           (agent_works(a->state) ? index_is_in(a->call_class, s->layout->class_count)
                                  : a->call_class == NO_INDEX16) &&
           (a->state == AGENT_OFF ? a->site == NO_INDEX16
                                  : index_is_in_or_none(a->site, s->layout->site_count));
}

bool replay_state_is_sound(const replay_state *s) {
    bool sound = true;
    for (uint32_t slot = 1; slot < s->call_slots && sound; slot++)
        sound = call_is_sound(s, &s->calls[slot]);
    for (uint32_t i = 0; i < s->agent_count && sound; i++)
        sound = agent_is_sound(s, &s->agents[i]);
    for (uint32_t i = 0; i < s->layout->site_count && sound; i++)
        sound = index_is_in_or_none(s->sites[i].entry, s->layout->site_count);
    for (uint32_t i = 0; i < s->layout->plan_count && sound; i++)
        sound = index_is_in(s->plans[i].in_charge, s->layout->site_count);
    return sound;
}
