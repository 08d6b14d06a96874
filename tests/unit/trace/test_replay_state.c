#include "support/test.h"

#include "base/text.h"
#include "center.h"
#include "trace/keyframe.h"
#include "trace/replay_state.h"

static replay_state *state_new(void) {
    return replay_state_create(center_layout());
}

static void begins_empty(void **unused) {
    (void)unused;
    replay_state *s = state_new();
    assert_int_equal(s->now, -SIM_HOUR);
    assert_int_equal(s->call_slots, 1);
    assert_int_equal(s->agent_count, 12);
    for (uint32_t i = 0; i < 12; i++) {
        assert_int_equal(s->agents[i].state, AGENT_OFF);
        assert_int_equal(s->agents[i].site, NO_INDEX16);
    }
    for (uint16_t i = 0; i < 3; i++) {
        assert_int_equal(s->sites[i].entry, i);
        assert_int_equal(s->sites[i].up, SITE_PLATFORM_UP | SITE_SEATS_UP);
    }
    assert_int_equal(s->plans[1].in_charge, 2);
    replay_state_destroy(s);
    replay_state_destroy(NULL);
}

static void must_apply(replay_state *s, record r) {
    if (!replay_state_apply(s, &r))
        fail_msg("'%s' at %lld was refused", record_types[r.kind].name, (long long)r.time);
}

/// Refused, and nothing has changed.
static void must_refuse(replay_state *s, record r) {
    replay_state *before = state_new();
    replay_state_copy(before, s);
    if (replay_state_apply(s, &r))
        fail_msg("a record of kind %u was applied", r.kind);
    byte_buffer a = {0}, b = {0};
    keyframe_encode(&a, s);
    keyframe_encode(&b, before);
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.bytes, b.bytes, a.length);
    free(a.bytes);
    free(b.bytes);
    replay_state_destroy(before);
}

static record of_call(sim_time time, record_kind kind) {
    return (record){
        .time = time, .kind = (uint8_t)kind, .call = 1, .call_class = 1, .site = 2, .flags = RECORD_COUNTED};
}

static record arrival(sim_time time, uint32_t attempt) {
    record r = of_call(time, CALL_ARRIVES);
    r.agent = attempt;
    r.value = caller_address(-3, 7);
    r.flags |= attempt > 1 ? RECORD_REDIAL : 0;
    return r;
}

static record with(record r, uint16_t detail, uint32_t agent, int64_t value) {
    r.detail = detail;
    r.agent = agent;
    r.value = value;
    return r;
}

static record redialling(record r) {
    r.flags |= RECORD_REDIALS;
    return r;
}

static void a_call_goes_its_way(void **unused) {
    (void)unused;
    replay_state *s = state_new();
    must_apply(s, arrival(100, 1));
    assert_int_equal(s->calls[1].state, CALL_ENTERING);
    assert_int_equal(s->calls[1].caller, caller_address(-3, 7));
    must_apply(s, with(of_call(100, CALL_STEPS), 1, 0, 0));
    must_apply(s, with(of_call(150, CALL_STEPS), 1, 0, 0));
    assert_int_equal(s->calls[1].since, 150);
    assert_int_equal(s->calls[1].step, 1);
    must_apply(s, with(of_call(300, CALL_ASKS), 0, 0, 5000));
    assert_int_equal(s->calls[1].step, 0);
    must_apply(s, of_call(300, CALL_QUEUES));
    must_apply(s, with(of_call(900, CALL_ANSWERED), 2, 9, 600));
    assert_int_equal(s->calls[1].state, CALL_TALKING);
    assert_int_equal(s->calls[1].agent, 9);
    assert_int_equal(s->calls[1].since, 900);
    assert_int_equal(s->calls[1].arrived, 100);
    must_apply(s, redialling(with(of_call(1000, CALL_DROPPED), CALL_TALKING, 9, 900)));
    assert_int_equal(s->calls[1].state, CALL_AWAY);
    assert_int_equal(s->calls[1].agent, 0);
    assert_int_equal(s->calls[1].site, 2);
    assert_int_equal(s->calls[1].attempt, 1);
    must_apply(s, arrival(2000, 2));
    assert_int_equal(s->calls[1].attempt, 2);
    must_apply(s, with(of_call(2000, CALL_ASKS), 0, 0, 5000));
    must_apply(s, with(of_call(2000, CALL_ANSWERED), 0, 0, 0));
    must_apply(s, with(of_call(2500, CALL_ENDS), 0, 0, 500));
    assert_int_equal(s->calls[1].state, CALL_NONE);
    assert_int_equal(s->counts[1].offered, 2);
    assert_int_equal(s->counts[1].answered, 2);
    assert_int_equal(s->counts[1].dropped_talk, 1);
    assert_int_equal(s->counts[1].wait_answered, 600);
    assert_int_equal(s->counts[1].work_offered, 10000);
    assert_int_equal(s->counts[0].offered, 0);
    assert_int_equal(s->now, 2500);
    replay_state_destroy(s);
}

static void moves_that_cannot_be_are_refused(void **unused) {
    (void)unused;
    replay_state *s = state_new();
    must_refuse(s, of_call(0, CALL_QUEUES));
    must_refuse(s, arrival(0, 2));
    must_refuse(s, arrival(-SIM_HOUR - 1, 1));
    must_apply(s, arrival(100, 1));
    must_refuse(s, arrival(100, 1));
    must_refuse(s, arrival(200, 2));
    must_refuse(s, of_call(200, CALL_QUEUES));
    must_refuse(s, of_call(99, CALL_STEPS));
    must_refuse(s, with(of_call(200, CALL_STEPS), 2, 0, 0));
    must_refuse(s, with(of_call(200, CALL_BLOCKED), BLOCKED_TRUNK, 0, 99));
    must_refuse(s, with(of_call(200, CALL_BLOCKED), BLOCKED_CAUSE_COUNT, 0, 100));
    must_refuse(s, with(of_call(200, CALL_BLOCKED), BLOCKED_TRUNK, 1, 100));
    must_refuse(s, redialling(of_call(200, CALL_STEPS)));
    record other = of_call(200, CALL_STEPS);
    other.call_class = 0;
    must_refuse(s, other);
    other = of_call(200, CALL_STEPS);
    other.flags = 0;
    must_refuse(s, other);
    other = of_call(200, CALL_STEPS);
    other.site = 1;
    must_refuse(s, other);
    must_apply(s, with(of_call(200, CALL_ASKS), 0, 0, 1));
    must_refuse(s, with(of_call(200, CALL_ANSWERED), 0, 7, 0));
    must_refuse(s, with(of_call(200, CALL_ANSWERED), 2, 12, 0));
    must_apply(s, with(of_call(200, CALL_ANSWERED), 1, 7, 0));
    must_refuse(s, with(of_call(300, CALL_ENDS), 0, 6, 200));
    must_refuse(s, with(of_call(300, CALL_DROPPED), CALL_QUEUED, 7, 200));
    replay_state_destroy(s);
}

static record agent_move(sim_time time, agent_state from, agent_state to) {
    bool talks = to == AGENT_TALKING, works = talks || to == AGENT_WRAPUP;
    return (record){.time = time,
                    .kind = AGENT_MOVES,
                    .agent = 8,
                    .detail = 2,
                    .flags = (uint8_t)(from * 16 + to),
                    .call = talks ? 1 : 0,
                    .call_class = works ? 1 : NO_INDEX16,
                    .site = to == AGENT_OFF ? NO_INDEX16 : 1};
}

static void an_agent_goes_its_way(void **unused) {
    (void)unused;
    replay_state *s = state_new();
    must_refuse(s, agent_move(0, AGENT_OFF, AGENT_TALKING));
    must_refuse(s, agent_move(0, AGENT_IDLE, AGENT_TALKING));
    must_apply(s, agent_move(0, AGENT_OFF, AGENT_IDLE));
    must_refuse(s, agent_move(5, AGENT_IDLE, AGENT_TALKING)); // nobody is in slot 1
    must_apply(s, arrival(10, 1));
    must_apply(s, agent_move(20, AGENT_IDLE, AGENT_TALKING));
    assert_int_equal(s->agents[8].call, 1);
    assert_int_equal(s->agents[8].since, 20);
    must_apply(s, agent_move(30, AGENT_TALKING, AGENT_WRAPUP));
    assert_int_equal(s->agents[8].call, 0);
    assert_int_equal(s->agents[8].call_class, 1);
    must_refuse(s, agent_move(30, AGENT_WRAPUP, AGENT_HANDOVER));
    must_apply(s, agent_move(35, AGENT_WRAPUP, AGENT_TALKING)); // the next call waits already
    must_apply(s, agent_move(36, AGENT_TALKING, AGENT_TALKING));
    must_apply(s, agent_move(38, AGENT_TALKING, AGENT_WRAPUP));
    record wrong = agent_move(40, AGENT_WRAPUP, AGENT_IDLE);
    wrong.detail = 1;
    must_refuse(s, wrong);
    must_apply(s, agent_move(40, AGENT_WRAPUP, AGENT_OFF));
    assert_int_equal(s->agents[8].site, NO_INDEX16);
    replay_state_destroy(s);
}

static void places_change(void **unused) {
    (void)unused;
    replay_state *s = state_new();
    must_apply(s, (record){.time = 5, .kind = SITE_CHANGES, .site = 0, .detail = SITE_SEATS_UP, .value = 1});
    assert_int_equal(s->sites[0].up, SITE_SEATS_UP);
    assert_int_equal(s->sites[0].since, 5);
    must_apply(s, (record){.time = 6, .kind = ENTRY_CHANGES, .site = 0, .detail = NO_INDEX16});
    assert_int_equal(s->sites[0].entry, NO_INDEX16);
    assert_int_equal(s->sites[0].since, 5);
    must_apply(s, (record){.time = 7, .kind = PLAN_MOVES, .site = 1, .detail = PLAN_SWITCHING, .value = 1});
    assert_int_equal(s->plans[1].phase, PLAN_SWITCHING);
    assert_int_equal(s->plans[1].in_charge, 1);
    must_apply(s, (record){.time = 8, .kind = RECORD_PHASE, .detail = PHASE_DRAINING});
    assert_int_equal(s->phase, PHASE_DRAINING);
    must_refuse(s, (record){.time = 9, .kind = SITE_CHANGES, .site = 3});
    must_refuse(s, (record){.time = 9, .kind = SITE_CHANGES, .value = 2});
    must_refuse(s, (record){.time = 9, .kind = SITE_CHANGES, .detail = 4});
    must_refuse(s, (record){.time = 9, .kind = PLAN_MOVES, .value = 2});
    must_refuse(s, (record){.time = 9, .kind = PLAN_MOVES, .value = -1});
    must_refuse(s, (record){.time = 9, .kind = ENTRY_CHANGES, .detail = 3});
    must_refuse(s, (record){.time = 9, .kind = RECORD_PHASE, .detail = SIM_PHASE_COUNT});
    must_refuse(s, (record){.time = 9, .kind = RECORD_KIND_COUNT});
    must_refuse(s, (record){.time = 9, .kind = UINT8_MAX});
    replay_state_destroy(s);
}

/// Whatever the bytes of a record are, applying it keeps the state sound.
static void random_bytes_do_no_harm(void **unused) {
    (void)unused;
    record *records = center_records(3, 20000);
    replay_state *s = state_new();
    dice d = {.state = 4};
    size_t applied = 0;
    for (size_t i = 0; i < 20000; i++) {
        record r = records[i];
        uint8_t bytes[sizeof r];
        memcpy(bytes, &r, sizeof r);
        bytes[dice_below(&d, sizeof r)] = (uint8_t)dice_next(&d);
        memcpy(&r, bytes, sizeof r);
        applied += replay_state_apply(s, &r);
        (void)replay_state_apply(s, &records[i]);
    }
    assert_true(applied > 0);
    assert_true(replay_state_is_sound(s));
    free(records);
    replay_state_destroy(s);
}

static void hostile_numbers_do_not_overflow(void **unused) {
    (void)unused;
    replay_state *s = state_new();
    record r = arrival(SIM_NEVER, 1);
    must_apply(s, r);
    must_refuse(s, with(of_call(SIM_NEVER, CALL_BLOCKED), 0, 0, INT64_MIN));
    must_refuse(s, with(of_call(SIM_NEVER, CALL_ASKS), 0, 0, INT64_MAX));
    must_refuse(s, of_call(INT64_MAX, CALL_STEPS));
    must_refuse(s, of_call(INT64_MIN, CALL_STEPS));
    r.call = UINT32_MAX;
    must_refuse(s, r);
    r.call = (1U << 24) + 1;
    must_refuse(s, r);
    must_apply(s, with(of_call(SIM_NEVER, CALL_ASKS), 0, 0, SIM_NEVER));
    replay_state_destroy(s);
}

static void the_hash_knows_entities_only(void **unused) {
    (void)unused;
    record *records = center_records(5, 3000);
    replay_state *a = state_new(), *b = state_new();
    for (size_t i = 0; i < 3000; i++)
        must_apply(a, records[i]);
    assert_true(replay_state_hash(a) != replay_state_hash(b));
    replay_state_copy(b, a);
    assert_true(replay_state_hash(a) == replay_state_hash(b));
    assert_true(replay_state_grow(b, 100000));
    b->counts[0].offered++;
    b->now += 5;
    assert_true(replay_state_hash(a) == replay_state_hash(b));
    assert_false(replay_state_grow(b, (1U << 24) + 1));
    b->agents[3].since++;
    assert_true(replay_state_hash(a) != replay_state_hash(b));
    free(records);
    replay_state_destroy(a);
    replay_state_destroy(b);
}

/// Copies both ways between states of different size, then goes on: free slots must be clean.
static void copies_forget_what_was(void **unused) {
    (void)unused;
    record *records = center_records(6, 4000);
    replay_state *small = state_new(), *large = state_new();
    for (size_t i = 0; i < 50; i++)
        must_apply(small, records[i]);
    for (size_t i = 0; i < 4000; i++)
        must_apply(large, records[i]);
    uint64_t hash = replay_state_hash(large);
    replay_state_copy(large, small);
    assert_int_equal(large->call_slots, small->call_slots);
    for (size_t i = 50; i < 4000; i++)
        must_apply(large, records[i]);
    assert_true(replay_state_hash(large) == hash);
    replay_state_copy(small, large);
    assert_true(replay_state_hash(small) == hash);
    free(records);
    replay_state_destroy(small);
    replay_state_destroy(large);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_empty),
        cmocka_unit_test(a_call_goes_its_way),
        cmocka_unit_test(moves_that_cannot_be_are_refused),
        cmocka_unit_test(an_agent_goes_its_way),
        cmocka_unit_test(places_change),
        cmocka_unit_test(random_bytes_do_no_harm),
        cmocka_unit_test(hostile_numbers_do_not_overflow),
        cmocka_unit_test(the_hash_knows_entities_only),
        cmocka_unit_test(copies_forget_what_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
