#include "support/test.h"

#include "base/text.h"
#include "center.h"
#include "temporary.h"
#include "trace/keyframe.h"

enum { COUNT = 60000, TIMES = 1000, SEEKS = 4 * TIMES };

typedef struct player {
    char *folder, *path;
    record *records;
    trace *trace;
    replay *replay;
} player;

static int player_create(void **state) {
    player *p = memory_new(1, sizeof *p);
    input_error err = {0};
    p->folder = temporary_create();
    p->path = temporary_path(p->folder, "a.trace");
    p->records = center_records(21, COUNT);
    trace_make(p->path, p->records, COUNT, 64);
    assert_true(trace_open(&p->trace, p->path, &err));
    assert_true(trace_chunk_count(p->trace) > 50);
    p->replay = replay_create(p->trace, &err);
    assert_non_null(p->replay);
    *state = p;
    return 0;
}

static int player_destroy(void **state) {
    player *p = *state;
    replay_destroy(p->replay);
    trace_close(p->trace);
    temporary_remove(p->folder);
    free(p->path);
    free(p->records);
    free(p);
    return 0;
}

/// All of a state, as bytes.
static byte_buffer state_bytes(const replay_state *s) {
    byte_buffer b = {0};
    keyframe_encode(&b, s);
    return b;
}

static void assert_states_equal(const replay_state *a, const replay_state *b) {
    byte_buffer x = state_bytes(a), y = state_bytes(b);
    assert_true(replay_state_hash(a) == replay_state_hash(b));
    assert_int_equal(a->now, b->now);
    assert_int_equal(x.length, y.length);
    assert_memory_equal(x.bytes, y.bytes, x.length);
    free(x.bytes);
    free(y.bytes);
}

/// The fold from the begin: what a player must agree with.
static replay_state *fold_until(const record *records, sim_time time) {
    replay_state *s = replay_state_create(center_layout());
    for (size_t i = 0; i < COUNT && records[i].time <= time; i++)
        assert_true(replay_state_apply(s, &records[i]));
    s->now = time;
    return s;
}

static void must_be_at(player *p, sim_time time) {
    input_error err = {0};
    if (!replay_seek(p->replay, time, &err))
        fail_msg("%s", err.text);
    replay_state *expected = fold_until(p->records, time);
    assert_states_equal(replay_at(p->replay), expected);
    replay_state_destroy(expected);
}

static int time_compare(const void *a, const void *b) {
    sim_time x = *(const sim_time *)a, y = *(const sim_time *)b;
    return (x > y) - (x < y);
}

/// States at sorted times by one fold; then sought in a random order.
static void any_order_of_seeks_agrees_with_the_fold(void **state) {
    player *p = *state;
    dice d = {.state = 22};
    sim_time first = p->records[0].time, last = p->records[COUNT - 1].time, times[TIMES];
    for (size_t i = 0; i < TIMES; i++)
        times[i] = i % 2 ? p->records[dice_below(&d, COUNT)].time
                         : first - 1000 + (sim_time)(dice_next(&d) % (uint64_t)(last - first + 2000));
    qsort(times, TIMES, sizeof *times, time_compare);
    replay_state *s = replay_state_create(center_layout()), *states[TIMES];
    for (size_t i = 0, next = 0; i < TIMES; i++) {
        for (; next < COUNT && p->records[next].time <= times[i]; next++)
            assert_true(replay_state_apply(s, &p->records[next]));
        states[i] = replay_state_create(center_layout());
        replay_state_copy(states[i], s);
        states[i]->now = times[i];
    }
    for (size_t i = 0; i < SEEKS; i++) {
        size_t at = i < TIMES ? i : dice_below(&d, TIMES);
        assert_true(replay_seek(p->replay, times[at], NULL));
        assert_states_equal(replay_at(p->replay), states[at]);
    }
    for (size_t i = 0; i < TIMES; i++)
        replay_state_destroy(states[i]);
    replay_state_destroy(s);
}

static void begin_and_end_are_reached(void **state) {
    player *p = *state;
    assert_int_equal(replay_at(p->replay)->now, -SIM_HOUR);
    must_be_at(p, p->records[0].time);
    must_be_at(p, p->records[0].time - 1);
    must_be_at(p, p->records[COUNT - 1].time);
    assert_true(replay_state_hash(replay_at(p->replay)) == trace_final_hash(p->trace));
    must_be_at(p, p->records[COUNT - 1].time - 1);
    must_be_at(p, SIM_NEVER);
    must_be_at(p, -SIM_NEVER);
    assert_true(replay_seek(p->replay, INT64_MAX, NULL));
    assert_true(replay_seek(p->replay, INT64_MIN, NULL));
    must_be_at(p, p->records[0].time);
}

static void borders_of_chunks_are_right(void **state) {
    player *p = *state;
    for (size_t i = 0; i < trace_chunk_count(p->trace); i += 5) {
        const trace_chunk *c = trace_chunk_at(p->trace, i);
        must_be_at(p, c->first_time);
        must_be_at(p, c->first_time - 1);
        must_be_at(p, c->last_time);
        must_be_at(p, c->last_time + 1);
    }
}

/// Thousands of records at one time, over several chunks: all of them are applied, or none.
static void equal_times_over_many_chunks_belong_together(void **state) {
    const player *p = *state;
    enum { SAME_FROM = 1000, SAME_TO = 9000, LENGTH = 12000 };
    // Times only shape the spans, which go from arrival to now: so a day of callers who are blocked at once.
    record *records = memory_new(LENGTH, sizeof *records);
    for (uint32_t i = 0; i < LENGTH; i += 2) {
        sim_time time = i < SAME_FROM ? i : i < SAME_TO ? SAME_FROM : i;
        record arrival = {.time = time, .kind = CALL_ARRIVES, .call = 1 + i % 50, .agent = 1, .value = i};
        record blocked = {.time = time, .kind = CALL_BLOCKED, .call = 1 + i % 50, .flags = RECORD_COUNTED};
        arrival.flags = RECORD_COUNTED;
        records[i] = arrival;
        records[i + 1] = blocked;
    }
    char *path = temporary_path(p->folder, "same.trace");
    trace_make(path, records, LENGTH, 64);
    trace *t;
    assert_true(trace_open(&t, path, NULL));
    replay *r = replay_create(t, NULL);
    static const struct {
        sim_time time;
        int64_t offered;
    } expected[] = {{SAME_FROM - 1, SAME_FROM / 2}, {SAME_FROM, SAME_TO / 2},
                    {SAME_FROM - 1, SAME_FROM / 2}, {SAME_FROM + 1, SAME_TO / 2},
                    {SAME_TO - 1, SAME_TO / 2},     {SAME_TO, SAME_TO / 2 + 1},
                    {SAME_FROM, SAME_TO / 2},       {LENGTH, LENGTH / 2}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(replay_seek(r, expected[i].time, NULL));
        assert_int_equal(replay_at(r)->counts[0].offered, expected[i].offered);
    }
    replay_destroy(r);
    trace_close(t);
    free(path);
    free(records);
}

static void an_empty_trace_plays(void **state) {
    const player *p = *state;
    char *path = temporary_path(p->folder, "empty.trace");
    trace_make(path, NULL, 0, 0);
    trace *t;
    assert_true(trace_open(&t, path, NULL));
    replay *r = replay_create(t, NULL);
    assert_non_null(r);
    assert_true(replay_seek(r, 5, NULL));
    assert_int_equal(replay_at(r)->now, 5);
    assert_int_equal(replay_at(r)->call_slots, 1);
    replay_destroy(r);
    trace_close(t);
    free(path);
}

#define WITH_PLAYER(test) cmocka_unit_test_setup_teardown(test, player_create, player_destroy)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_PLAYER(any_order_of_seeks_agrees_with_the_fold),
        WITH_PLAYER(begin_and_end_are_reached),
        WITH_PLAYER(borders_of_chunks_are_right),
        WITH_PLAYER(equal_times_over_many_chunks_belong_together),
        WITH_PLAYER(an_empty_trace_plays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
